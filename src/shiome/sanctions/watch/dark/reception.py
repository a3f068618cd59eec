"""Where and when vessels are heard, learned from all traffic.

The unit is the vessel-hour. A vessel that was heard before and after an hour was there in that hour, on a smooth way between the two
places that keeps to its motion before and behind; it was heard in it or not. The share of vessel-hours with at least one message is
the reception, counted in cells for the whole time and hour by hour, and in blocks of cells. So a hole in the coverage, an outage of the
receivers, the passes of satellites and reports at long intervals all show as what they are: hours in which others were not heard either.
The first and the last hour of each hull are left out: it is known to have been there only because it was heard.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.dark.rules import DarkRules
from shiome.sanctions.watch.geometry import DEGREE_M, KNOT_MS, distance_m
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]
KernelInputs = tuple[float, int, int, int, int, Array, Array, Array, Array, Array, Array, Array, Array, Array]
HOUR_MS = 3_600_000
SAMPLES = 8
"""A silence is looked at in so many of its hours at most; a power of two, so that the sums are exact in any order."""
_LEAST_TABLE, _MOST_TABLE = 1_000_000, 16_000_000
"""Entries that a table may have whatever the number of rows, and at most; between them eight for each row."""
_LENGTHS = (1, 2, 3, 6, 12, 24, 48, 96, 192, 384, 768)
_AT_ONCE = 200_000
_MOTION_MS = 3 * HOUR_MS
"""Motion is taken from positions no further apart in time than this."""
BEND_MS = 12 * HOUR_MS
"""For up to this long the way bends as the motion before and behind a silence has it; over longer ones less and less."""


@dataclass(frozen=True, eq=False)
class Grid:
    """How the globe and the time are cut."""

    degrees: float
    rows: int
    columns: int
    first_ms: int
    """Beginning of the first bucket."""
    bucket_ms: int
    buckets: int
    index: Array
    """Number of each cell of the globe in the tables, -1 where nobody was heard."""
    block: Array
    """Number of the block of each cell in the tables."""

    def cells(self, lat: Array, lon: Array) -> Array:
        """Number of the cell in the tables, -1 for a cell in which nobody was heard."""
        row = np.minimum(np.maximum(((lat + 90.0) / self.degrees).astype(np.int64), 0), self.rows - 1)
        column = np.floor((lon + 180.0) / self.degrees).astype(np.int64) % self.columns
        return self.index[row * self.columns + column]


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


@dataclass(frozen=True, eq=False)
class Reception:
    """Vessel-buckets heard and present, by cell and by block; what is known of a cell only counts when enough vessels were heard around."""

    grid: Grid
    heard: Array
    """By cell and bucket."""
    present: Array
    block_heard: Array
    block_present: Array
    cell_heard: Array
    """Over the whole time."""
    cell_present: Array
    whole_heard: Array
    """Of a block, over the whole time."""
    whole_present: Array
    known: Array
    """Cells in whose block enough vessels were heard."""
    vessels: Array
    """Vessels heard in each block."""
    cell_of: Array | None
    """Cells of the samples of each silence, where the compiled loop noted them."""


def voices_of(tracks: Tracks, hulls: Array | None, rules: DarkRules) -> tuple[Grid, Voices]:
    """The rows ordered by hull, with the grid that they need.

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
    grid, cell = _grid(time, lat, lon, rules)
    bucket = (time - grid.first_ms) // grid.bucket_ms
    same = owner[1:] == owner[:-1]
    silent = np.flatnonzero(same & (bucket[1:] - bucket[:-1] > 1))
    silent = silent[_believable(time, lat, lon, silent, rules)]
    fresh = np.flatnonzero(np.r_[True, ~same | (bucket[1:] != bucket[:-1])][: len(row)])
    between = (owner[fresh[1:-1]] == owner[fresh[:-2]]) & (owner[fresh[1:-1]] == owner[fresh[2:]])
    inner = fresh[1:-1][between]
    count = int(owner[-1]) + 1 if len(owner) else 0
    return grid, Voices(
        owner, time, lat, lon, row, tracks.vessels[vessel[row]], cell, bucket, silent, fresh, inner, count,
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


def _grid(time: Array, lat: Array, lon: Array, rules: DarkRules) -> tuple[Grid, Array]:
    """The grid, and the cell of each row."""
    rows = int(np.ceil(180 / rules.cell_degrees))
    columns = int(np.ceil(360 / rules.cell_degrees))
    row = np.minimum(((lat + 90.0) / rules.cell_degrees).astype(np.int64), rows - 1)
    column = np.floor((lon + 180.0) / rules.cell_degrees).astype(np.int64) % columns
    place = row * columns + column
    marked = np.zeros(rows * columns, dtype=bool)
    marked[place] = True
    used = np.flatnonzero(marked)
    index = np.full(rows * columns, -1, dtype=np.int64)
    index[used] = np.arange(len(used))
    side = int(rules.block_cells)
    block = (used // columns // side) * columns + used % columns // side
    _, block = np.unique(block, return_inverse=True)
    if not len(time):
        return Grid(rules.cell_degrees, rows, columns, 0, HOUR_MS, 1, index, block), place
    low, high = int(time.min()), int(time.max())
    largest = min(max(8 * len(time), _LEAST_TABLE), _MOST_TABLE)
    for hours in _LENGTHS:
        length = hours * HOUR_MS
        first = low // length * length
        buckets = (high - first) // length + 1
        if len(used) * buckets <= largest:
            break
    return Grid(rules.cell_degrees, rows, columns, first, length, buckets, index, block), index[place]


@dataclass(frozen=True, eq=False)
class Sampled:
    """Hours of some silences: cells and buckets of each, one column per sample, -1 beyond the last."""

    cell: Array
    bucket: Array
    weight: Array
    """Buckets for which each sample of a silence stands."""


def sampled(grid: Grid, voices: Voices, first: Array) -> Sampled:
    """Where a vessel was, by a smooth way, in hours spread evenly over the silences behind the rows ``first``."""
    since, lat, lon = voices.time[first], voices.lat[first], voices.lon[first]
    length = (voices.time[first + 1] - since).astype(np.float64)
    north = voices.lat[first + 1] - lat
    east = voices.lon[first + 1] - lon
    east = np.where(east >= 180, east - 360, np.where(east < -180, east + 360, east))
    bend = np.minimum(BEND_MS / length, 1.0)
    ways = [
        (
            whole,
            *(
                _bent(rate[axis][row], whole, length, bend)
                for rate, row in ((voices.leaving, first), (voices.arriving, first + 1))
            ),
        )
        for axis, whole in enumerate((north, east))
    ]
    many = voices.bucket[first + 1] - voices.bucket[first] - 1
    parts = np.minimum(many, SAMPLES)
    cells = np.full((len(first), SAMPLES), -1, dtype=np.int64)
    buckets = np.zeros((len(first), SAMPLES), dtype=np.int64)
    for part in range(SAMPLES):
        bucket = voices.bucket[first] + 1 + many * (2 * part + 1) // (2 * parts)
        middle = grid.first_ms + bucket * grid.bucket_ms + grid.bucket_ms // 2
        share = (middle - since) / length
        there = part < parts
        up, along = (_along(share, *way) for way in ways)
        cell = grid.cells(np.where(there, lat + up, lat), np.where(there, lon + along, lon))
        cells[:, part] = np.where(there, cell, -1)
        buckets[:, part] = np.where(there, bucket, 0)
    return Sampled(cells, buckets, many / parts)


def _bent(rate: Array, whole: Array, length: Array, bend: Array) -> Array:
    """Degrees that a vessel would make in the whole silence at the rate of one of its ends; where none is known, as many as it made."""
    own = whole + (rate * length - whole) * bend
    return np.where(np.isnan(rate), whole, own)


def _along(share: Array, whole: Array, leaving: Array, arriving: Array) -> Array:
    """Degrees from the beginning after a share of the time: the cubic curve that leaves and arrives at the given rates (Hermite)."""
    square = share * share
    cube = square * share
    way: Array = (3 * square - 2 * cube) * whole + (cube - 2 * square + share) * leaving + (cube - square) * arriving
    return way


def slices(first: Array) -> Iterator[Array]:
    """The silences in portions that fit into memory."""
    for begin in range(0, len(first), _AT_ONCE):
        yield first[begin : begin + _AT_ONCE]


def learn(grid: Grid, voices: Voices, rules: DarkRules, *, fast: bool) -> Reception:
    """Count who was heard and who was there.

    Parameters
    ----------
    fast:
        Use the compiled loop; the result is the same.
    """
    cells, blocks = len(grid.block), int(grid.block.max()) + 1 if len(grid.block) else 0
    shape = (cells, grid.buckets)
    flat = voices.cell[voices.inner] * grid.buckets + voices.bucket[voices.inner]
    heard = np.bincount(flat, minlength=cells * grid.buckets).astype(np.float32).reshape(shape)
    missed = np.zeros(shape, dtype=np.float32)
    cell_of: Array | None = None
    if fast:
        from shiome.sanctions.watch.dark.kernels import add_missed

        cell_of = np.full((len(voices.silent), SAMPLES), -1, dtype=np.int32)
        add_missed(*kernel_inputs(grid, voices), voices.silent, missed, cell_of)
    else:
        for first in slices(voices.silent):
            samples = sampled(grid, voices, first)
            inside = samples.cell >= 0
            flat = samples.cell[inside] * grid.buckets + samples.bucket[inside]
            weights = np.broadcast_to(samples.weight[:, None], inside.shape)[inside]
            missed += np.bincount(flat, weights, minlength=missed.size).reshape(shape).astype(np.float32)
    present = heard + missed
    block_heard, block_present = np.zeros((blocks, grid.buckets)), np.zeros((blocks, grid.buckets))
    for cell, block in enumerate(grid.block):
        block_heard[block] += heard[cell]
        block_present[block] += present[cell]
    vessels = _vessels(grid, voices, blocks)
    return Reception(
        grid, heard, present, block_heard, block_present,
        heard.sum(axis=1, dtype=np.float64), present.sum(axis=1, dtype=np.float64),
        block_heard.sum(axis=1), block_present.sum(axis=1),
        vessels[grid.block] - 1 >= rules.vessels, vessels, cell_of,
    )  # fmt: skip


def _vessels(grid: Grid, voices: Voices, blocks: int) -> Array:
    """How many vessels, by MMSI, were heard in each block."""
    rows = voices.inner
    if not len(rows):
        return np.zeros(blocks, dtype=np.int64)
    block, mmsi = grid.block[voices.cell[rows]], voices.mmsi[rows]
    changes = np.flatnonzero(np.r_[True, (block[1:] != block[:-1]) | (mmsi[1:] != mmsi[:-1])])
    pairs = np.unique(np.column_stack([block[changes], mmsi[changes]]), axis=0)
    return np.bincount(pairs[:, 0], minlength=blocks)


def kernel_inputs(grid: Grid, voices: Voices) -> KernelInputs:
    """The grid and the rows as the kernels take them."""
    return (
        grid.degrees, grid.rows, grid.columns, grid.first_ms, grid.bucket_ms, grid.index,
        voices.time, voices.lat, voices.lon, voices.bucket, *voices.leaving, *voices.arriving,
    )  # fmt: skip
