"""Which arguments have the present state of a yardstick on their side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shiome.coordination.inputs.model import Side, Standpoint
from shiome.coordination.sources import cited
from shiome.region.asof import entries_as_of
from shiome.region.pack import Pack
from shiome.region.schema.inputs import Opening
from shiome.yardsticks.model import Measurement
from shiome.yardsticks.series import Point, Series


def standpoints(pack: Pack, measured: Mapping[str, Measurement], *, as_of: date) -> tuple[Standpoint, ...]:
    """The openings known on a day, each against the newest value of its yardstick.

    Where the range of the value spans the bound nothing can be told, and where the yardstick has no value nothing is measured.

    Parameters
    ----------
    measured:
        Yardsticks by identifier, as measured on ``as_of``.
    """
    found = []
    for entry in entries_as_of(pack, "openings", as_of).values():
        if isinstance(entry, Opening):
            point = _newest(measured.get(entry.yardstick), entry.component)
            found.append(_standpoint(pack, entry, point, as_of))
    return tuple(found)


def _newest(measurement: Measurement | None, component: str) -> Point | None:
    if measurement is None:
        return None
    series: Series | None = measurement.series
    if component:
        series = next((each.scaled for each in measurement.components if each.id == component), None)
    return next((point for point in reversed(tuple(series or ())) if point.value is not None), None)


def _standpoint(pack: Pack, entry: Opening, point: Point | None, as_of: date) -> Standpoint:
    sources = cited(pack, entry.cite, as_of=as_of)
    if point is None or point.value is None:
        return Standpoint(entry, "unmeasured", "", None, None, None, sources)
    low = point.value if point.low is None else point.low
    high = point.value if point.high is None else point.high
    return Standpoint(entry, side_of(entry, low, high), point.when, point.value, low, high, sources)


def side_of(entry: Opening, low: float, high: float) -> Side:
    """On which side of the bound a range lies whole.

    A range that only touches the bound from the argument's side still counts for it.
    """
    below, above = high <= entry.bound, low >= entry.bound
    if below == above:
        return "unsure"
    return "open" if below == (entry.holds == "below") else "closed"
