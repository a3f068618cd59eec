"""MMSIs that several hulls use at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.geometry import DEGREE_M, turned
from shiome.sanctions.watch.identity.hulls import Hulls
from shiome.sanctions.watch.identity.rules import IdentityRules
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]
_LATE_SHARE, _LATE_ROWS = 0.1, 0.8
_LATE_MS = 43_200_000
_LATE_M = 2000.0


@dataclass(frozen=True)
class SharedMmsi:
    """One MMSI on several hulls at once.

    ``rows`` are the rows on which it first and last changes between hulls, and two between; ``hulls`` counts all tracks of the MMSI,
    ``strays`` those of a single row; ``together`` those that took turns with another, and ``switches`` how often they did.
    """

    mmsi: int
    rows: tuple[int, ...]
    start: int
    end: int
    hulls: int
    together: int
    switches: int
    strays: int


def shared_mmsis(tracks: Tracks, found: Hulls, rules: IdentityRules) -> list[SharedMmsi]:
    """Every MMSI whose hulls interleave: both go on being heard, which no jump and no error of a clock brings about."""
    shared = []
    for mmsi in sorted(found.examined):
        track = tracks.of(mmsi)
        if track is None:
            continue
        labels = found.label[track.rows]
        together = _together(tracks, track.start, labels, rules)
        rows = np.flatnonzero(np.isin(labels, sorted(together)))
        changes = rows[1:][labels[rows[1:]] != labels[rows[:-1]]] + track.start if len(rows) else rows
        if len(together) < 2 or len(changes) < rules.shared_switches:
            continue
        _, sizes = np.unique(labels, return_counts=True)
        picked = changes[np.unique(np.linspace(0, len(changes) - 1, 4).astype(np.int64))]
        first = int(changes[0]) - 1
        shared.append(
            SharedMmsi(
                mmsi, (first, *picked.tolist()), int(tracks.time[first]), int(tracks.time[changes[-1]]), len(sizes),
                len(together), len(changes), int((sizes == 1).sum()),
            )
        )  # fmt: skip
    return shared


def _together(tracks: Tracks, start: int, labels: Array, rules: IdentityRules) -> set[int]:
    """Hulls with enough rows that took turns with another often enough, row after row, and for long enough."""
    time = tracks.time[start : start + len(labels)]
    names, place, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    turns = np.flatnonzero(place[1:] != place[:-1])
    one, other = np.minimum(place[turns], place[turns + 1]), np.maximum(place[turns], place[turns + 1])
    pairs, which, counts = np.unique(one * len(names) + other, return_inverse=True, return_counts=True)
    first, last = np.full(len(pairs), np.inf), np.full(len(pairs), -np.inf)
    np.minimum.at(first, which, time[turns])
    np.maximum.at(last, which, time[turns + 1])
    often = pairs[(counts >= rules.shared_switches) & (last - first >= rules.shared_hours * 3_600_000)]
    found: set[int] = set()
    for pair in often.tolist():
        both = sorted(divmod(pair, len(names)), key=lambda each: (sizes[each], each))
        few, many = (np.flatnonzero(place == each) + start for each in both)
        if len(few) >= rules.shared_rows and not _late(tracks, few, many):
            found.update(names[both].tolist())
    return found


def _late(tracks: Tracks, few: Array, many: Array) -> bool:
    """Whether a few rows are messages of the other hull that came with a false time: they lie on the way that it went."""
    if len(few) > _LATE_SHARE * len(many):
        return False
    near = 0
    for row in few.tolist():
        low, high = np.searchsorted(tracks.time[many], [tracks.time[row] - _LATE_MS, tracks.time[row] + _LATE_MS])
        way = many[max(int(low) - 1, 0) : int(high) + 1]
        east = turned(tracks.lon[way] - tracks.lon[row]) * DEGREE_M * np.cos(np.radians(tracks.lat[row]))
        north = (tracks.lat[way] - tracks.lat[row]) * DEGREE_M
        near += _least_distance(east, north) <= _LATE_M
    return near >= _LATE_ROWS * len(few)


def _least_distance(east: Array, north: Array) -> float:
    """How near a path of straight lines comes to the origin."""
    along, up = np.diff(east), np.diff(north)
    square = np.maximum(along**2 + up**2, 1e-9)
    share = np.clip(-(east[:-1] * along + north[:-1] * up) / square, 0, 1)
    ends = np.hypot(east, north)
    between = np.hypot(east[:-1] + share * along, north[:-1] + share * up)
    return float(min(ends.min(initial=np.inf), between.min(initial=np.inf)))
