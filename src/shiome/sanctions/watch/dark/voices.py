"""The rows of each hull in order of time, with the silences between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.dark.grid import HOUR_MS, Grid
from shiome.sanctions.watch.dark.rules import DarkRules
from shiome.sanctions.watch.geometry import DEGREE_M, KNOT_MS, distance_m
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]
_MOTION_MS = 3 * HOUR_MS
"""Motion is taken from positions no further apart in time than this."""


@dataclass(frozen=True, eq=False)
class Voices:
    """Rows of one hull after another, in order of time, and the silences between them."""

    hull: Array
    """Number of the hull of each row, ascending."""
    time: Array
    lat: Array
    lon: Array
    row: Array
    """Position of each row in the tracks."""
    mmsi: Array
    """Of each row."""
    cell: Array
    bucket: Array
    silent: Array
    """Rows behind which at least one whole bucket passes without a message."""
    fresh: Array
    """Rows that are the first of their hull in their bucket."""
    inner: Array
    """Those of them that are neither the first nor the last of their hull: only between them is a vessel known to be there unheard."""
    hulls: int
    leaving: tuple[Array, Array]
    """Degrees north and east per millisecond with which a vessel comes to each row; not-a-number where it is not known."""
    arriving: tuple[Array, Array]
    """The same, with which it goes on from it."""


def voices_of(tracks: Tracks, grid: Grid, rules: DarkRules, *, hulls: Array | None = None) -> Voices:
    """The rows ordered by hull.

    Parameters
    ----------
    hulls:
        Number of the hull of each row of ``tracks``, each hull under one MMSI, ascending with it; -1 for a row that belongs to none.
        Without it each MMSI counts as one hull.
    """
    vessel = np.repeat(np.arange(len(tracks)), np.diff(tracks.offsets))
    row = np.arange(tracks.count)
    owner = vessel
    if hulls is not None:
        row = np.flatnonzero(hulls >= 0)
        row = row[np.argsort(hulls[row], kind="stable")]
        _, owner = np.unique(hulls[row], return_inverse=True)
    time, lat, lon = tracks.time[row], tracks.lat[row], tracks.lon[row]
    bucket = (time - grid.first_ms) // grid.bucket_ms
    same = owner[1:] == owner[:-1]
    silent = np.flatnonzero(same & (bucket[1:] - bucket[:-1] > 1))
    silent = silent[_believable(time, lat, lon, silent, rules)]
    fresh = np.flatnonzero(np.r_[True, ~same | (bucket[1:] != bucket[:-1])][: len(row)])
    between = (owner[fresh[1:-1]] == owner[fresh[:-2]]) & (owner[fresh[1:-1]] == owner[fresh[2:]])
    inner = fresh[1:-1][between]
    count = int(owner[-1]) + 1 if len(owner) else 0
    return Voices(
        owner, time, lat, lon, row, tracks.vessels[vessel[row]], grid.cells(lat, lon), bucket, silent, fresh, inner, count,
        _rates(time, lat, lon, owner, fresh, ahead=False), _rates(time, lat, lon, owner, fresh, ahead=True),
    )  # fmt: skip


def _rates(time: Array, lat: Array, lon: Array, owner: Array, fresh: Array, *, ahead: bool) -> tuple[Array, Array]:
    """Motion of each row's vessel between it and the beginning of the bucket before, or of the one behind."""
    if not len(time):
        return np.zeros(0), np.zeros(0)
    place = np.repeat(np.arange(len(fresh)), np.diff(np.r_[fresh, len(time)]))
    other = fresh[np.minimum(place + 1, len(fresh) - 1)] if ahead else fresh[np.maximum(place - 1, 0)]
    wait = time[other] - time
    known = (owner[other] == owner) & (wait != 0) & (np.abs(wait) <= _MOTION_MS)
    wait = np.where(known, wait, 1)
    east = lon[other] - lon
    east = np.where(east >= 180, east - 360, np.where(east < -180, east + 360, east))
    north = np.where(known, (lat[other] - lat) / wait, np.nan)
    return north, np.where(known, east / wait, np.nan)


def _believable(time: Array, lat: Array, lon: Array, first: Array, rules: DarkRules) -> Array:
    """Which silences a vessel can have spent between the two places."""
    waits = (time[1:] - time[:-1])[first]
    east = np.abs((lon[1:] - lon[:-1])[first])
    east = np.minimum(east, 360 - east)
    north = (lat[1:] - lat[:-1])[first]
    reach = rules.jump_knots * KNOT_MS / 1000 / DEGREE_M * waits
    near = np.abs(north) + east <= reach  # then it need not be measured
    far = np.flatnonzero(~near)
    rows = first[far]
    near[far] = distance_m(lat[rows], lon[rows], lat[rows + 1], lon[rows + 1]) <= reach[far] * DEGREE_M
    believable: Array = near & (waits <= rules.most_ms)
    return believable
