"""Which hull each row of a shared MMSI belongs to: rows one after another, each given to the open hull that it fits best.

The gate and its sizes follow the published method of gpsdio-segment (Global Fishing Watch, Apache-2.0), whose labels on a real shared
MMSI are the reference of the tests: how far a position lies from where a hull is reckoned to be, against a bound that grows with the time
and, from an hour on, with its root; a doubtful row continues none of two hulls that fit about as well. The functions run as they stand and
compiled; both give the same.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.compiling import shared

Array = NDArray[Any]
KEPT = 5
"""Positions of a hull that a row may be compared with."""
NEVER = -1e300
_SHAPE = 2.5
_MOVED = 10.0
"""How much worse it is to have moved away from a place than to be off the reckoned course."""
_NM_DEGREE = 60.0


@shared
def _miles(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance in nautical miles on the tangent plane between two near places."""
    east = (other_lon - lon + 180.0) % 360.0 - 180.0
    along = east * math.cos(math.radians((lat + other_lat) / 2)) * _NM_DEGREE
    up = (other_lat - lat) * _NM_DEGREE
    return math.sqrt(along * along + up * up)


@shared
def _missed(
    lat: float, lon: float, speed: float, course: float, hours: float, other_lat: float, other_lon: float
) -> float:  # fmt: skip
    """How far a place lies from where a vessel is reckoned to be after some hours (before, when negative), in nautical miles.

    Without a course it is somewhere on a circle around where it was; without a speed it is where it was.
    """
    if not 0 <= speed < 102:
        return _miles(lat, lon, other_lat, other_lon)
    miles = speed * hours
    if not 0 <= course < 360:
        return abs(_miles(lat, lon, other_lat, other_lon) - abs(miles))
    turn = math.radians(course)
    scale = max(math.cos(math.radians(lat)), 1e-3)
    up, along = math.cos(turn) * miles / _NM_DEGREE, math.sin(turn) * miles / _NM_DEGREE / scale
    return _miles(lat + up, lon + along, other_lat, other_lon)


@shared
def _fit(
    lat: Array, lon: Array, speed: Array, course: Array, old: int, new: int, hours: float, sizes: Array
) -> float:  # fmt: skip
    """Logarithm of how well ``new`` follows ``old``; ``NEVER`` outside the gate.

    ``sizes`` is: longest silence in hours, knots, buffer in hours, bend in hours.
    """
    if hours > sizes[0]:
        return NEVER
    ahead = _missed(lat[old], lon[old], speed[old], course[old], hours, lat[new], lon[new])
    back = _missed(lat[new], lon[new], speed[new], course[new], -hours, lat[old], lon[old])
    miss = (ahead + back) / 2
    miss = min(miss, _MOVED * _miles(lat[old], lon[old], lat[new], lon[new]))
    effective = (hours + sizes[2]) / (1 + math.sqrt(hours / sizes[3]))
    bound = effective * sizes[1]
    if miss > bound:
        return NEVER
    share = _SHAPE * miss / bound
    return float(-share * share - 2 * math.log(effective))


@shared
def _best_of_hull(
    time: Array, lat: Array, lon: Array, speed: Array, course: Array, row: int,
    kept: Array, fits: Array, sizes: Array, penalty: float,
) -> tuple[float, int]:  # fmt: skip
    """How well a row follows a hull, and how many of its last positions must be passed over for that."""
    best, skipped = NEVER, 0
    standing = NEVER
    for back in range(KEPT):
        old = kept[back]
        if old < 0:
            break
        hours = (time[row] - time[old]) / 3_600_000.0
        if hours > sizes[0]:
            break
        fit = _fit(lat, lon, speed, course, old, row, hours, sizes) - back * penalty
        if fit > NEVER / 2 and fit >= standing and fit > best:
            best, skipped = fit, back
        standing = fits[back]
    return best, skipped


@shared
def follow(
    time: Array, lat: Array, lon: Array, speed: Array, course: Array, offsets: Array, sizes: Array,
    most: int, ambiguous: float, penalty: float, settled: float, labels: Array,
) -> int:  # fmt: skip
    """Give each row the number of its hull; numbers ascend from one MMSI to the next. Returns how many there are.

    Parameters
    ----------
    offsets:
        Where the rows of each MMSI begin, and behind them their number.
    sizes:
        See :func:`_fit`.
    most, ambiguous, penalty, settled:
        Hulls open at once; logarithms of the ambiguity and of what passing over a position costs; rows from which on a hull is settled.
    labels:
        Filled. A stray position is a hull of its own.
    """
    count = 0
    for vessel in range(len(offsets) - 1):
        hull = np.full(most, -1, dtype=np.int64)
        rows = np.zeros(most, dtype=np.int64)
        kept = np.full((most, KEPT), -1, dtype=np.int64)
        fits = np.full((most, KEPT), NEVER)
        for row in range(offsets[vessel], offsets[vessel + 1]):
            count = _take(
                time, lat, lon, speed, course, row, sizes, ambiguous, penalty, settled, hull, rows, kept, fits, labels, count
            )  # fmt: skip
    return count


@shared
def _take(
    time: Array, lat: Array, lon: Array, speed: Array, course: Array, row: int, sizes: Array,
    ambiguous: float, penalty: float, settled: float,
    hull: Array, rows: Array, kept: Array, fits: Array, labels: Array, count: int,
) -> int:  # fmt: skip
    """Give one row to a hull, or open one for it."""
    marks = np.full(len(hull), NEVER)
    plain = np.full(len(hull), NEVER)
    skipped = np.zeros(len(hull), dtype=np.int64)
    for place in range(len(hull)):
        if hull[place] < 0:
            continue
        if (time[row] - time[kept[place, 0]]) / 3_600_000.0 > sizes[0]:
            hull[place] = -1
            continue
        fit, back = _best_of_hull(time, lat, lon, speed, course, row, kept[place], fits[place], sizes, penalty)
        if fit > NEVER / 2:
            marks[place] = fit + 0.5 * math.log(min(rows[place] / settled, 1.0))
            plain[place], skipped[place] = fit, back
    chosen = int(np.argmax(marks))
    fitting = 0
    if marks[chosen] > NEVER / 2:
        fitting = int(np.sum(marks >= marks[chosen] - ambiguous))
    if fitting == 1:
        count = _pass_over(kept[chosen], fits[chosen], skipped[chosen], labels, count)
        kept[chosen, 0], fits[chosen, 0] = row, plain[chosen]
        rows[chosen] += 1 - skipped[chosen]
        labels[row] = hull[chosen]
        return count
    if fitting > 1:
        hull[marks >= marks[chosen] - ambiguous] = -1
    free = _free(time, hull, kept)
    hull[free], rows[free] = count, 1
    kept[free, :] = -1
    kept[free, 0] = row
    fits[free, :] = NEVER
    labels[row] = count
    return count + 1


@shared
def _pass_over(kept: Array, fits: Array, skipped: int, labels: Array, count: int) -> int:
    """Make the last positions of a hull strays, each a hull of its own, and make room for the next position."""
    for back in range(skipped):
        labels[kept[back]] = count
        count += 1
    old, standing = kept.copy(), fits.copy()
    kept[:] = -1
    fits[:] = NEVER
    for back in range(KEPT - max(skipped, 1)):
        kept[back + 1] = old[back + skipped]
        fits[back + 1] = standing[back + skipped]
    return count


@shared
def _free(time: Array, hull: Array, kept: Array) -> int:
    """Where a new hull goes: a free place, or that of the hull silent for longest."""
    oldest = 0
    for place in range(len(hull)):
        if hull[place] < 0:
            return place
        if time[kept[place, 0]] < time[kept[oldest, 0]]:
            oldest = place
    return oldest
