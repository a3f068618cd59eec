"""When two slow vessels are near: exact stretches of time, from the quadratic that the distance of two straight lines is.

Slow segments are cut into pieces of one hour of one vessel; pieces that share a cell of the globe are candidates, so that the work
grows with the number of neighbours and not with the square of the number of vessels. A stretch is computed on the whole common part
of two segments and cut at the hour afterwards: what is found does not depend on how the work is divided.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine, engine_name
from shiome.sanctions.watch.encounters.rules import HOUR_MS
from shiome.sanctions.watch.encounters.segments import Segments, around
from shiome.sanctions.watch.geometry import DEGREE_M

Array = NDArray[Any]
CELL_DEGREES = 0.1
COLUMNS = 3600
"""Cells around the globe."""
_PAIRS_AT_ONCE = 250_000


@dataclass(frozen=True, eq=False)
class Contacts:
    """Stretches of time in which two vessels were near one another; the lower MMSI is ``one``."""

    one: Array
    other: Array
    start: Array
    """Milliseconds."""
    end: Array

    def __len__(self) -> int:
        return len(self.one)


@dataclass(frozen=True, eq=False)
class _Pieces:
    """One vessel in one hour: which segments, and the box around them."""

    vessel: Array
    hour: Array
    first: Array
    last: Array
    south: Array
    north: Array
    west: Array
    east: Array
    """May lie beyond 180."""


def contacts(segments: Segments, within_m: float, window: tuple[int, int], *, engine: Engine = "auto") -> Contacts:
    """Stretches in which two vessels of ``segments`` are within ``within_m`` of one another, cut to the window.

    Parameters
    ----------
    segments:
        By vessel and time.
    window:
        Milliseconds, both at a full hour.
    """
    chosen = engine_name(engine, work="watch", work_ja="監視")
    pieces = _pieces(segments, window)
    parts = []
    for one, other in _candidates(pieces, within_m):
        pair, start, end = _stretches(segments, pieces, one, other, within_m, compiled=chosen == "numba")
        hour = pieces.hour[one[pair]] * HOUR_MS
        start, end = np.maximum(start, hour), np.minimum(end, hour + HOUR_MS)
        kept = end > start
        pair = pair[kept]
        mmsi, partner = (segments.mmsi[pieces.first[side[pair]]] for side in (one, other))
        parts.append((np.minimum(mmsi, partner), np.maximum(mmsi, partner), start[kept], end[kept]))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)] if parts else [np.zeros(0, np.int64)] * 4
    return Contacts(*columns)


def joined(parts: list[Contacts]) -> Contacts:
    """Contacts of several parts as one."""
    names = ("one", "other", "start", "end")
    none = np.zeros(0, np.int64)
    return Contacts(*(np.concatenate([none, *(getattr(part, name) for part in parts)]) for name in names))


def _pieces(segments: Segments, window: tuple[int, int]) -> _Pieces:
    low, high = window[0] // HOUR_MS, window[1] // HOUR_MS
    first_hour = np.maximum(segments.start // HOUR_MS, low)
    counts = np.maximum(np.minimum((segments.end - 1) // HOUR_MS, high - 1) - first_hour + 1, 0)
    segment = np.repeat(np.arange(len(segments)), counts)
    begins = np.cumsum(counts) - counts
    hour = first_hour[segment] + np.arange(len(segment)) - begins[segment]
    vessel = segments.mmsi[segment]
    new = np.flatnonzero(np.r_[True, (vessel[1:] != vessel[:-1]) | (hour[1:] != hour[:-1])][: len(segment)])
    if not len(new):
        none = np.zeros(0, np.int64)
        return _Pieces(none, none, none, none, *([np.zeros(0)] * 4))
    behind = np.r_[new[1:], len(segment)] - 1
    lat, lat_end = segments.lat[segment], segments.lat[segment] + segments.lat_by[segment]
    size = behind - new + 1
    west = np.repeat(segments.lon[segment[new]], size)
    lon = west + around(segments.lon[segment] - west)
    lon_end = lon + segments.lon_by[segment]
    return _Pieces(
        vessel[new], hour[new], segment[new], segment[behind] + 1,
        np.minimum.reduceat(np.minimum(lat, lat_end), new), np.maximum.reduceat(np.maximum(lat, lat_end), new),
        np.minimum.reduceat(np.minimum(lon, lon_end), new), np.maximum.reduceat(np.maximum(lon, lon_end), new),
    )  # fmt: skip


def cells_of(south: Array, north: Array, west: Array, east: Array) -> tuple[Array, Array]:
    """Every cell that a box touches: position of the box, number of the cell."""
    row, rows = _span(south + 90, north + 90)
    column, columns = _span(west + 180, east + 180)
    columns = np.minimum(columns, COLUMNS)
    counts = rows * columns
    box = np.repeat(np.arange(len(south)), counts)
    number = np.arange(len(box)) - (np.cumsum(counts) - counts)[box]
    return box, (row[box] + number // columns[box]) * COLUMNS + (column[box] + number % columns[box]) % COLUMNS


def _span(low: Array, high: Array) -> tuple[Array, Array]:
    first = np.floor(low / CELL_DEGREES).astype(np.int64)
    return first, np.floor(high / CELL_DEGREES).astype(np.int64) - first + 1


def margins(south: Array, north: Array, metres: float) -> tuple[float, Array]:
    """How many degrees of latitude and longitude cover a distance anywhere in a box."""
    up = metres / DEGREE_M
    widest = np.minimum(np.maximum(np.abs(south), np.abs(north)) + up, 89.9)
    return up, up / np.cos(np.radians(widest)) * 1.001


def _candidates(pieces: _Pieces, within_m: float) -> Iterator[tuple[Array, Array]]:
    """Pairs of pieces of one hour whose boxes, with half the distance around each, overlap."""
    if not len(pieces.hour):
        return
    up, along = margins(pieces.south, pieces.north, within_m)
    south, north = pieces.south - up / 2, pieces.north + up / 2
    west, east = pieces.west - along / 2, pieces.east + along / 2
    piece, cell = cells_of(south, north, west, east)
    order = np.lexsort((piece, cell, pieces.hour[piece]))
    piece, cell = piece[order], cell[order]
    hour = pieces.hour[piece]
    new = np.flatnonzero(np.r_[True, (cell[1:] != cell[:-1]) | (hour[1:] != hour[:-1])])
    ends = np.repeat(np.r_[new[1:], len(piece)], np.diff(np.r_[new, len(piece)]))
    following = ends - np.arange(len(piece)) - 1
    for low, high in _slices(following, new):
        member = np.repeat(np.arange(low, high), following[low:high])
        reached = np.cumsum(following[low:high]) - following[low:high]
        one, other = piece[member], piece[member + 1 + np.arange(len(member)) - reached[member - low]]
        near = (south[one] <= north[other]) & (south[other] <= north[one])
        near &= _overlap_along(west, east, one, other)
        # Two pieces may share several cells; a pair that comes twice all the same is joined with itself in ``spans``.
        pair = np.unique(one[near] * np.int64(len(pieces.hour)) + other[near])
        one, other = pair // len(pieces.hour), pair % len(pieces.hour)
        fits = pieces.vessel[one] != pieces.vessel[other]
        yield one[fits], other[fits]


def _overlap_along(west: Array, east: Array, one: Array, other: Array) -> Array:
    middles = (west[other] + east[other]) / 2 - (west[one] + east[one]) / 2
    return np.asarray(
        np.abs(np.mod(middles + 180, 360) - 180) <= (east[one] - west[one] + east[other] - west[other]) / 2
    )


def _slices(following: Array, groups: Array) -> Iterator[tuple[int, int]]:
    """Stretches of whole groups with a bounded number of pairs each."""
    total = np.cumsum(following)
    bounds = np.r_[groups[1:], len(following)]
    low = done = 0
    while low < len(following):
        fitting = bounds[(bounds > low) & (total[bounds - 1] <= done + _PAIRS_AT_ONCE)]
        high = int(fitting[-1]) if len(fitting) else int(bounds[np.searchsorted(bounds, low, side="right")])
        yield low, high
        low, done = high, int(total[high - 1])


def _stretches(
    segments: Segments, pieces: _Pieces, one: Array, other: Array, within_m: float, *, compiled: bool
) -> tuple[Array, Array, Array]:
    """For pairs of pieces: which pair, and from when to when the two are near."""
    if not compiled:
        return _stretches_in_numpy(segments, pieces, one, other, within_m * within_m)
    from shiome.sanctions.watch.encounters.kernels import near_stretches

    found = np.zeros((max(1024, 4 * len(one)), 3), dtype=np.int64)
    while True:
        count = near_stretches(
            one, other, pieces.first, pieces.last, segments.start, segments.end, segments.lat, segments.lon,
            segments.lat_by, segments.lon_by, segments.cosine, within_m * within_m, DEGREE_M, found,
        )  # fmt: skip
        if count <= len(found):
            return found[:count, 0], found[:count, 1], found[:count, 2]
        found = np.zeros((count, 3), dtype=np.int64)


def _stretches_in_numpy(
    segments: Segments, pieces: _Pieces, one: Array, other: Array, square: float
) -> tuple[Array, Array, Array]:
    pair, a = _spread(pieces.first[one], pieces.last[one])
    origin = int(segments.start.min()) if len(segments) else 0
    rank = np.cumsum(np.r_[0, segments.mmsi[1:] != segments.mmsi[:-1]]) << 42
    partner = rank[pieces.first[other]][pair]
    low = np.searchsorted(rank | (segments.end - origin), partner | (segments.start[a] - origin), side="right")
    high = np.searchsorted(rank | (segments.start - origin), partner | (segments.end[a] - origin), side="left")
    low = np.maximum(low, pieces.first[other][pair])
    high = np.minimum(high, pieces.last[other][pair])
    entry, b = _spread(low, np.maximum(low, high))
    pair, a = pair[entry], a[entry]
    s = segments
    early, late = np.maximum(s.start[a], s.start[b]), np.minimum(s.end[a], s.end[b])
    wait, length, other_length = late - early, s.end[a] - s.start[a], s.end[b] - s.start[b]
    here, there = (early - s.start[a]) / length, (early - s.start[b]) / other_length
    scale = (s.cosine[a] + s.cosine[b]) / 2 * DEGREE_M
    x = (around(s.lon[b] - s.lon[a]) + there * s.lon_by[b] - here * s.lon_by[a]) * scale
    y = (s.lat[b] + there * s.lat_by[b] - (s.lat[a] + here * s.lat_by[a])) * DEGREE_M
    of_one, of_other = wait / length, wait / other_length
    dx = (of_other * s.lon_by[b] - of_one * s.lon_by[a]) * scale
    dy = (of_other * s.lat_by[b] - of_one * s.lat_by[a]) * DEGREE_M
    low, high = _crossings(x, y, dx, dy, square)
    near = high > low
    start = early + np.floor(low * wait + 0.5).astype(np.int64)
    end = early + np.floor(high * wait + 0.5).astype(np.int64)
    return _touching(pair[near], start[near], end[near])


def _touching(pair: Array, start: Array, end: Array) -> tuple[Array, Array, Array]:
    """Stretches of a pair that follow one another without a break as one."""
    new = np.flatnonzero(np.r_[True, (pair[1:] != pair[:-1]) | (start[1:] != end[:-1])][: len(pair)])
    return pair[new], start[new], end[np.r_[new[1:], len(pair)][: len(new)] - 1]


def _crossings(x: Array, y: Array, dx: Array, dy: Array, square: float) -> tuple[Array, Array]:
    """Between which shares of a stretch the distance is within bounds; (1, 0) for never."""
    rest = x * x + y * y - square
    ex, ey = x + dx, y + dy
    whole = (rest <= 0) & (ex * ex + ey * ey - square <= 0)
    speed, inward = dx * dx + dy * dy, x * dx + y * dy
    inside = inward * inward - speed * rest
    some = (speed > 0) & (inside >= 0)
    root, divisor = np.sqrt(np.where(some, inside, 0.0)), np.where(some, speed, 1.0)
    low = np.where(some, np.maximum((-inward - root) / divisor, 0.0), 1.0)
    high = np.where(some, np.minimum((root - inward) / divisor, 1.0), 0.0)
    return np.where(whole, 0.0, low), np.where(whole, 1.0, high)


def _spread(low: Array, high: Array) -> tuple[Array, Array]:
    """All whole numbers from ``low`` up to ``high`` of each range, and whose each is."""
    counts = high - low
    owner = np.repeat(np.arange(len(low)), counts)
    return owner, np.arange(len(owner)) - (np.cumsum(counts) - counts)[owner] + low[owner]
