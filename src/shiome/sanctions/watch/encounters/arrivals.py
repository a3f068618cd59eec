"""When a vessel stopped and when it left, between two positions: where the line of its voyage meets the line of its drift.

A straight line from the last position under way to the first adrift would have the vessel creep in for the whole time between. It
came on at the speed it had and then stopped: the corner lies where its way before, carried on, comes nearest to its drift, carried
back. Where the two do not meet, because the vessel turned, the straight line stays.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.geometry import DEGREE_M

Array = NDArray[Any]
_NEAR_M, _NEAR_SHARE = 200.0, 0.1
"""The lines must come this near, or this share of the way under way."""


class Rows(NamedTuple):
    """Positions in the order of vessel and time."""

    vessel: Array
    time: Array
    lat: Array
    lon: Array
    cosine: Array


class Corners(NamedTuple):
    """Corners within segments."""

    segment: Array
    """Row at which the segment begins."""
    time: Array
    lat: Array
    lon_by: Array
    """From the longitude at the start of the segment."""
    arriving: Array


def corners(rows: Rows, marks: Array, gap: int) -> Corners:
    """Corners of the segments that lie between a voyage and a stay.

    Parameters
    ----------
    marks:
        For each row 2 where the segment that begins there is slow, 1 where it is beside a slow one.
    gap:
        The longest time between two positions that still make a segment.
    """
    beside = np.flatnonzero(marks == 1)
    beside = beside[(beside > 0) & (beside < len(marks) - 2)]
    after, before = marks[beside + 1] == 2, marks[beside - 1] == 2
    arriving, leaving = beside[after & ~before], beside[before & ~after]
    parts = [
        _met(rows, arriving, gap, voyage=-1, drift=1),
        _met(rows, leaving, gap, voyage=1, drift=-1),
    ]
    columns = [np.concatenate(pair) for pair in zip(*parts, strict=True)]
    order = np.argsort(columns[0], kind="stable")
    return Corners(*(column[order] for column in columns))


def _met(rows: Rows, segment: Array, gap: int, *, voyage: int, drift: int) -> Corners:
    far = segment + voyage
    segment = segment[(rows.vessel[far] == rows.vessel[far + 1]) & (rows.time[far + 1] - rows.time[far] <= gap)]
    length = (rows.time[segment + 1] - rows.time[segment]).astype(np.float64)
    # Velocities in metres per millisecond: under way, and adrift.
    along, up = _velocity(rows, segment + voyage)
    drift_along, drift_up = _velocity(rows, segment + drift)
    x, y = _step(rows, segment)
    arriving = voyage < 0
    # Time from the end under way to the corner: both lines as seen from there, the drift's carried back over the whole segment.
    sign = 1.0 if arriving else -1.0
    off_x, off_y = -sign * x + sign * drift_along * length, -sign * y + sign * drift_up * length
    by_x, by_y = sign * (along - drift_along), sign * (up - drift_up)
    square = by_x * by_x + by_y * by_y
    spent = -(off_x * by_x + off_y * by_y) / np.where(square > 0, square, 1.0)
    miss = np.hypot(off_x + by_x * spent, off_y + by_y * spent)
    way = np.sqrt(along * along + up * up) * length
    # Measured from the end adrift, which is the start of a segment in which the vessel leaves.
    from_start = np.rint(spent if arriving else length - spent)
    kept = (square > 0) & (from_start > 0) & (from_start < length) & (miss <= np.maximum(_NEAR_M, _NEAR_SHARE * way))
    moved = from_start - length if arriving else from_start
    base_x, base_y = (x, y) if arriving else (0.0, 0.0)
    lat = rows.lat[segment] + (base_y + drift_up * moved) / DEGREE_M
    lon_by = (base_x + drift_along * moved) / (DEGREE_M * np.maximum(rows.cosine[segment], 1e-6))
    time = rows.time[segment] + from_start.astype(np.int64)
    return Corners(segment[kept], time[kept], lat[kept], lon_by[kept], np.full(int(kept.sum()), arriving))


def _step(rows: Rows, segment: Array) -> tuple[Array, Array]:
    by = rows.lon[segment + 1] - rows.lon[segment]
    by = np.where(by >= 180, by - 360, np.where(by < -180, by + 360, by))
    return by * rows.cosine[segment] * DEGREE_M, (rows.lat[segment + 1] - rows.lat[segment]) * DEGREE_M


def _velocity(rows: Rows, segment: Array) -> tuple[Array, Array]:
    x, y = _step(rows, segment)
    length = np.maximum(rows.time[segment + 1] - rows.time[segment], 1)
    return x / length, y / length
