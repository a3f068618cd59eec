"""Where vessels lie still, and the anchorages and ports that follow from it, with names where the pack has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine, engine_name
from shiome.sanctions.watch.geometry import DEGREE_M, centre, distance_m
from shiome.sanctions.watch.ports.rules import PortRules
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]
_HOUR = 3_600_000


@dataclass(frozen=True, eq=False)
class Stops:
    """Stops by vessel and time: first and last row, and the middle of the positions between."""

    first: Array
    last: Array
    mmsi: Array
    lat: Array
    lon: Array

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True)
class NamedPlace:
    """A port or anchorage that the pack names."""

    lat: float
    lon: float
    ja: str
    en: str
    radius_m: float = 3000.0


@dataclass(frozen=True)
class Place:
    """A port or anchorage; ``vessels`` stopped there, 0 where only the pack tells of it."""

    lat: float
    lon: float
    radius_m: float
    vessels: int
    ja: str = ""
    en: str = ""


def stops(
    tracks: Tracks, rules: PortRules | None = None, *, hulls: Array | None = None, engine: Engine = "auto"
) -> Stops:
    """Every stop of every vessel, in time linear in the rows.

    Parameters
    ----------
    hulls:
        Number of the hull of each row, where one MMSI is used by several (``identity.hulls``); a stop is then one hull's.
    """
    rules = rules or PortRules()
    if engine_name(engine, work="watch", work_ja="監視") == "numba":
        from shiome.sanctions.watch.ports.kernels import stops_of
    else:
        from shiome.sanctions.watch.ports.following import stops_of
    rows, offsets = by_hull(tracks, hulls)
    time, lat, lon = tracks.time[rows], tracks.lat[rows], tracks.lon[rows]
    found = np.zeros((len(rows) // 2 + 1, 2), dtype=np.int64)
    shortest, gap = round(rules.stop_hours * _HOUR), round(rules.gap_hours * _HOUR)
    count = stops_of(time, lat, lon, offsets, rules.stop_m, float(DEGREE_M), shortest, gap, found)
    first, last = found[:count, 0], found[:count, 1]
    middles = [centre(lat[a : b + 1], lon[a : b + 1]) for a, b in zip(first, last, strict=True)]
    middle = np.array(middles, dtype=np.float64).reshape(-1, 2)
    owner = np.searchsorted(tracks.offsets, rows[first], side="right") - 1
    return Stops(rows[first], rows[last], tracks.vessels[owner], middle[:, 0], middle[:, 1])


def by_hull(tracks: Tracks, hulls: Array | None) -> tuple[Array, Array]:
    """The rows, hull after hull and in order of time, and where each hull begins among them."""
    if hulls is None:
        return np.arange(tracks.count), tracks.offsets
    rows = np.argsort(hulls, kind="stable")
    ordered = hulls[rows]
    begins = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]][: len(rows)])
    return rows, np.r_[begins, len(rows)].astype(np.int64)


def places(found: Stops, rules: PortRules | None = None, *, named: Sequence[NamedPlace] = ()) -> list[Place]:
    """Places in which enough vessels stopped, joined where their cells touch, and those that the pack names; from south to north.

    A meeting of two vessels at sea makes no place: it takes ``vessels`` of them, each counted once.
    """
    rules = rules or PortRules()
    learned = [_place(found, group, named, rules) for group in _groups(found, rules)]
    known = [
        Place(each.lat, each.lon, each.radius_m, 0, each.ja, each.en)
        for each in named
        if not any(distance_m(each.lat, each.lon, place.lat, place.lon) <= place.radius_m for place in learned)
    ]
    return sorted([*learned, *known], key=lambda place: (place.lat, place.lon, place.en))


def _groups(found: Stops, rules: PortRules) -> list[Array]:
    """Stops that lie in touching cells with enough vessels."""
    if not len(found):
        return []
    columns = round(360 / rules.cell_degrees)
    row = np.floor((found.lat + 90) / rules.cell_degrees).astype(np.int64)
    column = np.floor((found.lon + 180) / rules.cell_degrees).astype(np.int64) % columns
    cell = row * columns + column
    owners: dict[int, set[int]] = {}
    for number, mmsi in zip(cell.tolist(), found.mmsi.tolist(), strict=True):
        owners.setdefault(number, set()).add(mmsi)

    def around(number: int) -> list[int]:
        high, across = divmod(number, columns)
        return [(high + up) * columns + (across + side) % columns for up in (-1, 0, 1) for side in (-1, 0, 1)]

    dense = {
        number
        for number in owners
        if len(set().union(*(owners.get(each, ()) for each in around(number)))) >= rules.vessels
    }
    group: dict[int, int] = {}
    for number in sorted(dense):
        if number in group:
            continue
        waiting = [number]
        group[number] = number
        while waiting:
            for each in around(waiting.pop()):
                if each in dense and each not in group:
                    group[each] = number
                    waiting.append(each)
    label = np.array([group.get(number, -1) for number in cell.tolist()])
    return [np.flatnonzero(label == number) for number in np.unique(label[label >= 0])]


def _place(found: Stops, group: Array, named: Sequence[NamedPlace], rules: PortRules) -> Place:
    lat, lon = centre(found.lat[group], found.lon[group])
    away = distance_m(lat, lon, found.lat[group], found.lon[group])
    radius = float(away.max()) + rules.cell_degrees / 2 * DEGREE_M
    vessels = len(set(found.mmsi[group].tolist()))
    near = [(float(distance_m(lat, lon, each.lat, each.lon)), each.en, each) for each in named]
    best = min(near, key=lambda item: item[:2], default=None)
    if best is None or best[0] > rules.name_km * 1000:
        return Place(lat, lon, radius, vessels)
    return Place(lat, lon, radius, vessels, best[2].ja, best[2].en)
