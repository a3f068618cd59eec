"""Compiled loops of the watch, imported only where Numba is there and wanted.

Each does, in the same order of operations, what the NumPy beside it does.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.compiling import compiled

Array = NDArray[Any]


@compiled
def _around(difference: float) -> float:
    """See ``segments.around``."""
    if difference >= 180:
        return difference - 360
    if difference < -180:
        return difference + 360
    return difference


@compiled
def _square(lat: Array, lon: Array, cosine: Array, one: int, other: int, degree: float) -> float:
    """Square of the distance between two rows."""
    along = _around(lon[other] - lon[one]) * cosine[one] * degree
    up = (lat[other] - lat[one]) * degree
    return float(along * along + up * up)


@compiled
def wide_steps(vessel: Array, time: Array, lat: Array, lon: Array, gap: int, jump: float, degree: float) -> Array:
    """See ``segments._too_fast``: steps that would be too long if degrees of longitude were as long as those of latitude."""
    wide = np.zeros(max(len(time) - 1, 0), dtype=np.bool_)
    for here in range(len(time) - 1):
        wait = time[here + 1] - time[here]
        if vessel[here] != vessel[here + 1] or wait > gap:
            continue
        along = _around(lon[here + 1] - lon[here]) * degree
        up = (lat[here + 1] - lat[here]) * degree
        far = jump * wait
        wide[here] = along * along + up * up > far * far
    return wide


@compiled
def slow_marks(
    vessel: Array, time: Array, lat: Array, lon: Array, cosine: Array,
    gap: int, smoothing: int, jump: float, slow: float, degree: float,
) -> Array:  # fmt: skip
    """See ``segments._marks``: runs of plain steps, and in each two windows that move along."""
    count = len(time)
    marks = np.zeros(count, dtype=np.int8)
    start = 0
    while start < count - 1:
        stop = start
        while stop + 1 < count and vessel[stop + 1] == vessel[start]:
            wait = time[stop + 1] - time[stop]
            far = jump * wait
            if wait > gap or not _square(lat, lon, cosine, stop, stop + 1, degree) <= far * far:
                break
            stop += 1
        first = last = start
        for here in range(start, stop):
            last = max(last, here + 1)
            while last < stop and time[last] < time[here] + smoothing:
                last += 1
            while time[first + 1] <= time[here + 1] - smoothing:
                first += 1
            ahead = slow * (time[last] - time[here])
            back = slow * (time[here + 1] - time[first])
            if (
                _square(lat, lon, cosine, here, last, degree) < ahead * ahead
                or _square(lat, lon, cosine, first, here + 1, degree) < back * back
            ):
                marks[here] = 2
        for here in range(start, stop):
            beside = (here > start and marks[here - 1] == 2) or (here + 1 < stop and marks[here + 1] == 2)
            if marks[here] == 0 and beside:
                marks[here] = 1
        start = stop + 1
    return marks


@compiled
def _crossings(x: float, y: float, dx: float, dy: float, square: float) -> tuple[float, float]:
    """See ``contacts._crossings``: between which shares of a stretch the distance is within bounds; (1, 0) for never."""
    rest = x * x + y * y - square
    ex = x + dx
    ey = y + dy
    if rest <= 0 and ex * ex + ey * ey - square <= 0:
        return 0.0, 1.0
    speed = dx * dx + dy * dy
    inward = x * dx + y * dy
    inside = inward * inward - speed * rest
    if speed <= 0 or inside < 0:
        return 1.0, 0.0
    root = np.sqrt(inside)
    return max((-inward - root) / speed, 0.0), min((root - inward) / speed, 1.0)


@compiled
def near_stretches(
    one: Array, other: Array, first: Array, last: Array,
    start: Array, end: Array, lat: Array, lon: Array, lat_by: Array, lon_by: Array, cosine: Array,
    square: float, degree: float, found: Array,
) -> int:  # fmt: skip
    """See ``contacts._stretches``: for pairs of pieces the stretches in which both are near, joined where they touch; gives how many.

    ``first`` and ``last`` bound the segments of a piece. What does not fit into ``found`` is only counted.
    """
    count = 0
    for pair in range(len(one)):
        begin = first[other[pair]]
        for a in range(first[one[pair]], last[one[pair]]):
            while begin < last[other[pair]] and end[begin] <= start[a]:
                begin += 1
            b = begin
            while b < last[other[pair]] and start[b] < end[a]:
                early = max(start[a], start[b])
                late = min(end[a], end[b])
                wait = late - early
                here = (early - start[a]) / (end[a] - start[a])
                there = (early - start[b]) / (end[b] - start[b])
                scale = (cosine[a] + cosine[b]) / 2 * degree
                x = (_around(lon[b] - lon[a]) + there * lon_by[b] - here * lon_by[a]) * scale
                y = (lat[b] + there * lat_by[b] - (lat[a] + here * lat_by[a])) * degree
                of_one = wait / (end[a] - start[a])
                of_other = wait / (end[b] - start[b])
                dx = (of_other * lon_by[b] - of_one * lon_by[a]) * scale
                dy = (of_other * lat_by[b] - of_one * lat_by[a]) * degree
                low, high = _crossings(x, y, dx, dy, square)
                if high > low:
                    begins = early + np.int64(np.floor(low * wait + 0.5))
                    ends = early + np.int64(np.floor(high * wait + 0.5))
                    last_row = count - 1
                    goes_on = 0 <= last_row < len(found) and found[last_row, 0] == pair and found[last_row, 2] == begins
                    if goes_on:
                        found[last_row, 2] = ends
                    else:
                        if count < len(found):
                            found[count, 0] = pair
                            found[count, 1] = begins
                            found[count, 2] = ends
                        count += 1
                b += 1
    return count
