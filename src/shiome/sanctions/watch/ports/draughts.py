"""Changes of draught: cargo taken or given, in port or at sea."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.events import Event, Reason
from shiome.sanctions.watch.ports.calls import Call
from shiome.sanctions.watch.ports.places import by_hull
from shiome.sanctions.watch.ports.rules import PortRules
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]
_MOST_M = 26.0
"""No ship draws more."""


def draught_events(
    tracks: Tracks, visits: Sequence[Call], rules: PortRules, *, hulls: Array | None = None
) -> Iterator[Event]:
    """Every change of a vessel's draught between two rows that tell it; of each hull for itself where ``hulls`` tells them apart."""
    column = tracks.columns.get("draught")
    if column is None:
        return
    rows, offsets = by_hull(tracks, hulls)
    column = column[rows]
    place = np.flatnonzero(np.isfinite(column) & (column > 0) & (column < _MOST_M))
    hull = np.searchsorted(offsets, place, side="right") - 1
    draught = np.round(column[place].astype(np.float64), 2)
    told = rows[place]
    vessel = np.searchsorted(tracks.offsets, told, side="right") - 1
    changed = (hull[1:] == hull[:-1]) & (np.abs(draught[1:] - draught[:-1]) >= rules.draught_m)
    by_vessel: dict[int, list[Call]] = {}
    for visit in visits:
        by_vessel.setdefault(visit.mmsi, []).append(visit)
    for which in np.flatnonzero(changed):
        mmsi = int(tracks.vessels[vessel[which]])
        before, after = int(told[which]), int(told[which + 1])
        cause = _explained(tracks, by_vessel.get(mmsi, []), before, after, rules)
        yield _event(tracks, mmsi, before, after, float(draught[which]), float(draught[which + 1]), cause)


def _explained(tracks: Tracks, visits: Sequence[Call], before: int, after: int, rules: PortRules) -> Call | None:
    """The latest call during the change, or not long before it."""
    since = int(tracks.time[before]) - rules.draught_hours * 3_600_000
    until = int(tracks.time[after])
    fitting = [
        visit for visit in visits if int(tracks.time[visit.last]) >= since and int(tracks.time[visit.first]) <= until
    ]
    return fitting[-1] if fitting else None


def _event(tracks: Tracks, mmsi: int, before: int, after: int, old: float, new: float, visit: Call | None) -> Event:
    change = new - old
    ja, en = ("深く", "deeper") if change > 0 else ("浅く", "shallower")
    reasons = [
        Reason(
            "ports.draught",
            f"喫水が {old:.1f} m から {new:.1f} m へ {ja}なった",
            f"its draught went from {old:.1f} m to {new:.1f} m, {en}",
            min(0.2 + abs(change) / 20, 0.4),
        )
    ]
    if visit is None:
        reasons.append(
            Reason(
                "ports.draught_at_sea",
                "その間にもその前にも、学習した港・錨地への寄港がない",
                "no call at a port or anchorage lies between, or shortly before",
                0.4,
            )
        )
    else:
        reasons.append(
            Reason(
                "ports.draught_in_port",
                f"寄港（{visit.place.ja or '名のない港・錨地'}）で説明がつく",
                f"a call explains it ({visit.place.en or 'an unnamed port or anchorage'})",
                -0.15,
            )
        )
    alternatives = (
        Reason("ports.alternative.entry", "手入力の誤りや更新の遅れ", "entered by hand: wrongly, or late"),
        Reason("ports.alternative.ballast", "バラスト水の注排水", "ballast water taken or given"),
    )
    return Event(
        "draught_change", int(tracks.time[before]), int(tracks.time[after]), (mmsi,), float(tracks.lat[after]), float(tracks.lon[after]),
        max(sum(reason.weight for reason in reasons), 0.05), tuple(reasons), alternatives,
        tuple(sorted({tracks.reference(before), tracks.reference(after)})),
        {"before_m": old, "after_m": new, "at_sea": float(visit is None)},
    )  # fmt: skip
