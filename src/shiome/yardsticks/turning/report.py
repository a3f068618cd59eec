"""The agreed report on one series: its turning points, what they hang on, and the early warning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import msgspec
import numpy as np

from shiome.yardsticks.model import EarlyWarning, Heading, Turning, TurningPoint
from shiome.yardsticks.series import Series
from shiome.yardsticks.turning.agreement import Agreed, agree, near, share
from shiome.yardsticks.turning.detectors import Finding, findings
from shiome.yardsticks.turning.drivers import drivers_of
from shiome.yardsticks.turning.early import Recent, recent_change
from shiome.yardsticks.turning.paths import Breaks, bounds
from shiome.yardsticks.turning.places import Place, noise_of, place_breaks
from shiome.yardsticks.turning.prepared import Floats, Prepared, prepare
from shiome.yardsticks.turning.settings import STANDARD, Settings
from shiome.yardsticks.turning.telling import cannot_tell, chance, weak


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """A series as the detectors see it."""

    prepared: Prepared
    found: tuple[Finding, ...]
    agreed: tuple[Agreed, ...]
    places: tuple[Place, ...]
    recent: Recent
    newest: bool
    """Whether the last of the breaks rests on the early warning and not on agreement."""

    @property
    def breaks(self) -> Breaks:
        return tuple(one.row for one in self.agreed)


def turning_points(
    series: Series,
    *,
    settings: Settings = STANDARD,
    variants: Mapping[str, Series] = {},
    components: Mapping[str, tuple[float, Series]] = {},
) -> Turning:
    """Report on the turning points of a series.

    Parameters
    ----------
    series
        The series; a period without value is missing, not zero.
    settings
        The one fixed setting, unless another scale is wanted.
    variants
        The same yardstick computed otherwise, in the same kind of period: each point says whether it is found there too.
    components
        Weight and series of each component, to attribute the change to.

    Returns
    -------
    Turning
        ``found`` with points in order of time; ``none``; or ``cannot_tell`` with the reason. A break that only the newest values show is
        among the points when both the early warning raises the alarm and some penalised detector finds it under some penalty: its
        ``penalty_share`` is then small.
    """
    reading = _read(series.values, settings)
    if isinstance(reading, str):
        return Turning(verdict="cannot_tell", reason=reading)
    known = [value for value in series.values if value is not None]
    others = {name: _places(variant, settings) for name, variant in variants.items()}
    points = []
    for place, one in zip(reading.places, reading.agreed, strict=True):
        point = _point(series, reading, place, one, known)
        seen = {name: _seen(point, other, series, reading, settings) for name, other in others.items()}
        points.append(msgspec.structs.replace(point, variants=seen))
    points = [_driven(points, number, components) for number in range(len(points))]
    early = _early(series, reading, known, settings)
    if points:
        return Turning(verdict="found", reason="", points=tuple(points), early=early)
    if weak(reading.prepared, noise_of(reading.prepared, ())):
        return Turning(verdict="cannot_tell", reason="noisy", early=early)
    return Turning(verdict="none", reason="", early=early)


def _numbers(values: tuple[float | None, ...]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


@lru_cache(maxsize=512)
def _read(values: tuple[float | None, ...], settings: Settings) -> _Reading | str:
    """What the detectors see in a series, or the reason why nothing can be told. Variants are asked for more than once."""
    prepared = prepare(_numbers(values), settings=settings)
    return cannot_tell(prepared, settings=settings) or _reading(prepared, settings)


def _reading(prepared: Prepared, settings: Settings) -> _Reading:
    found = findings(prepared, settings=settings)
    recent = recent_change(prepared, settings=settings)
    agreed = agree(found, length=prepared.known, settings=settings)
    newest = _newest(agreed, found, recent, prepared, settings)
    places = place_breaks(prepared, tuple(one.row for one in (*agreed, *newest)))
    if newest:
        place = Place(row=recent.row, first=recent.first, last=recent.last, evidence=places[-1].evidence)
        places = (*places[:-1], place)
    agreed = (*agreed, *newest)
    return _Reading(prepared=prepared, found=found, agreed=agreed, places=places, recent=recent, newest=bool(newest))


def _newest(
    agreed: tuple[Agreed, ...], found: tuple[Finding, ...], recent: Recent, prepared: Prepared, settings: Settings
) -> tuple[Agreed, ...]:
    """The break that the early warning names, where some retrospective detector finds it at some penalty; at most one.

    Few values stand after it, so that most penalties cannot be met however large it is.
    """
    retrospective = tuple(one for one in found if one.detector != "online")
    support = share(retrospective, recent.row, 1)
    taken = near(tuple(one.row for one in agreed), recent.row, settings.newest)
    if taken or recent.probability < settings.alarm or not support or recent.row >= prepared.known - 1:
        return ()
    by = tuple(one.detector for one in found if near(one.lists[one.standard], recent.row, 1))
    return (Agreed(row=recent.row, support=share(found, recent.row, 1), found_by=by),)


def _point(series: Series, reading: _Reading, place: Place, one: Agreed, known: list[float]) -> TurningPoint:
    number = reading.breaks.index(one.row)
    segments = bounds(reading.breaks, len(known))
    before, after = segments[number], segments[number + 1]
    probability = chance(one.support, place.evidence)
    if reading.newest and number == len(reading.agreed) - 1:
        before = _lately(before, after)
        probability = reading.recent.probability
    size, heading = _change(known, before, after)
    return TurningPoint(
        start=_when(series, reading, place.first),
        end=_when(series, reading, place.last),
        at=_when(series, reading, place.row),
        probability=probability,
        direction=heading,
        size=size,
        found_by=one.found_by,
        penalty_share=one.support,
    )


def _lately(before: tuple[int, int], after: tuple[int, int]) -> tuple[int, int]:
    """The end of a segment, with which the few newest values are compared: a long trend is no level."""
    return max(before[0], before[1] - max(5, 2 * (after[1] - after[0]))), before[1]


def _when(series: Series, reading: _Reading, row: int) -> str:
    return series.points[int(reading.prepared.at[row])].when


def _change(known: list[float], before: tuple[int, int], after: tuple[int, int]) -> tuple[float, Heading]:
    """Difference of the means of two segments; level where it is under half the spread within them."""
    left, right = np.array(known[slice(*before)]), np.array(known[slice(*after)])
    size = float(right.mean() - left.mean())
    spread = float(np.sqrt((left.var() * len(left) + right.var() * len(right)) / (len(left) + len(right))))
    if abs(size) <= 0.25 * spread:
        return size, "level"
    return size, "up" if size > 0 else "down"


def _places(variant: Series, settings: Settings) -> tuple[tuple[str, str], ...]:
    """First and last period of every break of a variant; none where it cannot tell."""
    reading = _read(variant.values, settings)
    if isinstance(reading, str):
        return ()
    return tuple((_when(variant, reading, p.first), _when(variant, reading, p.last)) for p in reading.places)


def _seen(
    point: TurningPoint, other: tuple[tuple[str, str], ...], series: Series, reading: _Reading, settings: Settings
) -> bool:
    """Whether a variant breaks within the interval, widened on both sides by a few periods."""
    slack = settings.margin_for(reading.prepared.known) // 2
    order = [one.when for one in series.points]
    first = order[max(0, order.index(point.start) - slack)]
    last = order[min(len(order) - 1, order.index(point.end) + slack)]
    return any(start <= last and end >= first for start, end in other)


def _driven(points: list[TurningPoint], number: int, components: Mapping[str, tuple[float, Series]]) -> TurningPoint:
    if not components:
        return points[number]
    since = points[number - 1].end if number else ""
    until = points[number + 1].start if number + 1 < len(points) else ""
    drivers = drivers_of(points[number], components, since=since, until=until)
    return msgspec.structs.replace(points[number], drivers=drivers)


def _early(series: Series, reading: _Reading, known: list[float], settings: Settings) -> EarlyWarning:
    recent = reading.recent
    if recent.probability < settings.alarm:
        return EarlyWarning(probability=recent.probability, direction="level", since="", periods=recent.looked)
    earlier = max((row for row in reading.breaks if row < recent.row), default=0)
    _, heading = _change(known, _lately((earlier, recent.row), (recent.row, len(known))), (recent.row, len(known)))
    since = _when(series, reading, recent.row)
    return EarlyWarning(probability=recent.probability, direction=heading, since=since, periods=recent.looked)
