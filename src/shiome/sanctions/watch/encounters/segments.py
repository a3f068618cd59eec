"""Where a vessel is slow: straight lines between successive positions, with the speed taken over a few minutes.

Speed comes from displacement, not from what the vessel reports of itself, because a false report costs nothing. A segment is slow
when the vessel's displacement from its start over the next ``smoothing_minutes``, or over those before its end, is slower than the
rule. One segment on either side of a slow stretch belongs to it: on it the vessel arrives or leaves (``arrivals`` says when).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine, engine_name
from shiome.sanctions.watch.encounters.arrivals import Corners, Rows, corners
from shiome.sanctions.watch.encounters.rules import EncounterRules
from shiome.sanctions.watch.geometry import DEGREE_M
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Segments:
    """Slow segments, by vessel and time; arrays of one length."""

    mmsi: Array
    start: Array
    """Milliseconds."""
    end: Array
    lat: Array
    """At the start."""
    lon: Array
    lat_by: Array
    """How far latitude changes up to the end."""
    lon_by: Array
    """How far longitude changes, the shorter way round."""
    cosine: Array
    """Of the latitude at the start."""
    slow: Array
    """Whether the segment is slow itself, not only beside one that is."""

    def __len__(self) -> int:
        return len(self.mmsi)

    def take(self, chosen: Array) -> Segments:
        """The segments at some positions, or under a mask."""
        return Segments(*(getattr(self, name)[chosen] for name in FIELDS))


FIELDS = ("mmsi", "start", "end", "lat", "lon", "lat_by", "lon_by", "cosine", "slow")


@dataclass(frozen=True)
class Limits:
    """The rules in the units of the kernels."""

    gap: int
    smoothing: int
    jump: float
    slow: float


def slow_segments(tracks: Tracks, rules: EncounterRules, *, engine: Engine = "auto") -> Segments:
    """The slow segments of all tracks; ``engine`` changes the speed of the work, not one digit of the result."""
    chosen = engine_name(engine, work="watch", work_ja="監視")
    limits = Limits(rules.gap_ms, rules.smoothing_ms, rules.jump_m_per_ms, rules.slow_m_per_ms)
    vessel = np.repeat(np.arange(len(tracks), dtype=np.int32), np.diff(tracks.offsets))
    rows = Rows(vessel, tracks.time, tracks.lat, tracks.lon, np.cos(np.radians(tracks.lat)))
    rows = _without(_same_time(rows), rows)
    rows = _without(_outliers(chosen, rows, limits), rows)
    marks = _marks(chosen, rows, limits)
    return _cut(tracks.vessels, rows, marks, corners(rows, marks, limits.gap))


def _cut(vessels: Array, rows: Rows, marks: Array, corners: Corners) -> Segments:
    """The marked segments, those with a corner as two: the part adrift is slow."""
    first = np.flatnonzero(marks)
    at = np.searchsorted(first, corners.segment)
    start, end = rows.time[first], rows.time[first + 1]
    lat, lon = rows.lat[first], rows.lon[first]
    lat_by, lon_by = rows.lat[first + 1] - lat, around(rows.lon[first + 1] - lon)
    slow = marks[first] == 2
    rest = (corners.time, end[at], corners.lat, around(lon[at] + corners.lon_by), (lat + lat_by)[at] - corners.lat,
            lon_by[at] - corners.lon_by, corners.arriving)  # fmt: skip
    end[at], lat_by[at], lon_by[at], slow[at] = corners.time, corners.lat - lat[at], corners.lon_by, ~corners.arriving
    own = (start, end, lat, lon, lat_by, lon_by, slow)
    start, end, lat, lon, lat_by, lon_by, slow = (
        np.insert(column, at + 1, parts) for column, parts in zip(own, rest, strict=True)
    )
    mmsi = np.insert(vessels[rows.vessel[first]], at + 1, vessels[rows.vessel[corners.segment]])
    return Segments(mmsi, start, end, lat, lon, lat_by, lon_by, np.cos(np.radians(lat)), slow)


def around(difference: Array) -> Array:
    """A difference of two longitudes from -180 up to 180 as the shorter way round, without losing a digit."""
    if not len(difference) or (difference.max() < 180 and difference.min() >= -180):
        return difference
    return np.where(difference >= 180, difference - 360, np.where(difference < -180, difference + 360, difference))


def _without(dropped: Array, rows: Rows) -> Rows:
    """Rows without some of them."""
    return Rows(*(column[~dropped] for column in rows)) if dropped.any() else rows


def _same_time(rows: Rows) -> Array:
    """Rows at the time of the row before: a vessel is in one place only, and the first given is as good as any."""
    same = np.zeros(len(rows.time), dtype=bool)
    same[1:] = (rows.time[1:] == rows.time[:-1]) & (rows.vessel[1:] == rows.vessel[:-1])
    return same


def _outliers(engine: Literal["numba", "numpy"], rows: Rows, limits: Limits) -> Array:
    """Single positions from which and to which the vessel would have jumped, while without them it does not."""
    outlier = np.zeros(len(rows.time), dtype=bool)
    fast = _too_fast(engine, rows, limits)
    middle = np.flatnonzero(fast[:-1] & fast[1:]) + 1
    middle = middle[(middle < 2) | ~fast[np.maximum(middle - 2, 0)]]
    before, behind = middle - 1, middle + 1
    fine = (rows.vessel[before] == rows.vessel[behind]) & (rows.time[behind] - rows.time[before] <= limits.gap)
    outlier[middle[fine & ~_farther(rows, before, behind, limits)]] = True
    return outlier


def _too_fast(engine: Literal["numba", "numpy"], rows: Rows, limits: Limits) -> Array:
    """Steps within a vessel that are near in time and too far in place."""
    vessel, time, lat, lon, _ = rows
    fast = np.zeros(max(len(time) - 1, 0), dtype=bool)
    # Most steps are short along both axes; the cosine, which only shortens, is taken for the few that are not.
    if engine == "numba":
        from shiome.sanctions.watch.encounters.kernels import wide_steps

        some = np.flatnonzero(wide_steps(vessel, time, lat, lon, limits.gap, limits.jump, DEGREE_M))
    else:
        wait = time[1:] - time[:-1]
        far, up = limits.jump * wait, (lat[1:] - lat[:-1]) * DEGREE_M
        wide = around(lon[1:] - lon[:-1]) * DEGREE_M
        near = (vessel[1:] == vessel[:-1]) & (wait <= limits.gap)
        some = np.flatnonzero((wide * wide + up * up > far * far) & near)
    fast[some] = _farther(rows, some, some + 1, limits)
    return fast


def _farther(rows: Rows, one: Array, other: Array, limits: Limits) -> Array:
    """Whether two positions are farther apart than a vessel goes in the time between."""
    along = around(rows.lon[other] - rows.lon[one]) * rows.cosine[one] * DEGREE_M
    up = (rows.lat[other] - rows.lat[one]) * DEGREE_M
    far = limits.jump * (rows.time[other] - rows.time[one])
    return np.asarray(along * along + up * up > far * far)


def _marks(engine: Literal["numba", "numpy"], rows: Rows, limits: Limits) -> Array:
    """For each row: 2 where the segment that begins here is slow, 1 where it is beside a slow one, 0 otherwise."""
    if len(rows.time) < 2:
        return np.zeros(len(rows.time), dtype=np.int8)
    if engine == "numba":
        from shiome.sanctions.watch.encounters.kernels import slow_marks

        return np.asarray(slow_marks(*rows, limits.gap, limits.smoothing, limits.jump, limits.slow, DEGREE_M))
    return _marks_in_numpy(rows, limits)


def _marks_in_numpy(rows: Rows, limits: Limits) -> Array:
    vessel, time, lat, lon, cosine = rows
    count = len(time)
    wait = time[1:] - time[:-1]
    valid = (vessel[1:] == vessel[:-1]) & (wait <= limits.gap)
    along = around(lon[1:] - lon[:-1]) * cosine[:-1] * DEGREE_M
    up = (lat[1:] - lat[:-1]) * DEGREE_M
    far = limits.jump * wait
    valid &= along * along + up * up <= far * far
    begins = np.flatnonzero(np.r_[True, ~valid])
    run = np.cumsum(np.r_[0, ~valid])
    run_first, run_last = begins[run], np.r_[begins[1:] - 1, count - 1][run]
    segment = np.flatnonzero(valid)
    origin = int(time.min()) - limits.smoothing - 1
    key = (vessel.astype(np.int64) << 42) | (time - origin)
    ahead = np.searchsorted(key, key[segment] + limits.smoothing, side="left")
    back = np.searchsorted(key, key[segment + 1] - limits.smoothing, side="right") - 1
    slow = np.zeros(count, dtype=bool)
    for first, last in (
        (segment, np.minimum(ahead, run_last[segment])),
        (np.maximum(back, run_first[segment]), segment + 1),
    ):
        along = around(lon[last] - lon[first]) * cosine[first] * DEGREE_M
        up = (lat[last] - lat[first]) * DEGREE_M
        far = limits.slow * (time[last] - time[first])
        slow[segment[along * along + up * up < far * far]] = True
    marks = np.zeros(count, dtype=np.int8)
    joined = np.r_[valid, False]
    beside = np.zeros(count, dtype=bool)
    beside[1:] |= slow[:-1] & joined[:-1]
    beside[:-1] |= slow[1:]
    marks[beside & joined] = 1
    marks[slow] = 2
    return marks
