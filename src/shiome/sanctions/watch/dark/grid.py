"""How the globe and the time are cut for reception: cells in which somebody was heard, and buckets of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.dark.rules import DarkRules
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]
HOUR_MS = 3_600_000
_LEAST_TABLE, _MOST_TABLE = 1_000_000, 16_000_000
"""Entries that a table may have whatever the number of rows, and at most; between them eight for each row."""
_LENGTHS = (1, 2, 3, 6, 12, 24, 48, 96, 192, 384, 768)


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
class Census:
    """Where and when some vessels were heard; those of several portions of vessels give one grid."""

    used: Array
    """Numbers of the cells of the globe in which somebody was heard, ascending."""
    rows: int
    first: int
    """Earliest moment, milliseconds; 0 without rows."""
    last: int


def census(tracks: Tracks, rules: DarkRules, *, hulls: Array | None = None) -> Census:
    """What a portion of vessels adds to the grid; ``hulls`` as in :func:`shiome.sanctions.watch.dark.voices.voices_of`."""
    row = np.arange(tracks.count) if hulls is None else np.flatnonzero(hulls >= 0)
    if not len(row):
        return Census(np.zeros(0, np.int64), 0, 0, 0)
    rows, columns = _shape(rules)
    marked = np.zeros(rows * columns, dtype=bool)
    high = np.minimum(((tracks.lat[row] + 90.0) / rules.cell_degrees).astype(np.int64), rows - 1)
    across = np.floor((tracks.lon[row] + 180.0) / rules.cell_degrees).astype(np.int64) % columns
    marked[high * columns + across] = True
    time = tracks.time[row]
    return Census(np.flatnonzero(marked), len(row), int(time.min()), int(time.max()))


def grid_of(parts: Sequence[Census], rules: DarkRules) -> Grid:
    """The grid of all portions; the longer and the wider the data, the longer its buckets."""
    rows, columns = _shape(rules)
    parts = [part for part in parts if part.rows]
    used = np.unique(np.concatenate([np.zeros(0, np.int64), *(part.used for part in parts)]))
    index = np.full(rows * columns, -1, dtype=np.int64)
    index[used] = np.arange(len(used))
    side = int(rules.block_cells)
    block = (used // columns // side) * columns + used % columns // side
    _, block = np.unique(block, return_inverse=True)
    if not parts:
        return Grid(rules.cell_degrees, rows, columns, 0, HOUR_MS, 1, index, block)
    low, high = min(part.first for part in parts), max(part.last for part in parts)
    largest = min(max(8 * sum(part.rows for part in parts), _LEAST_TABLE), _MOST_TABLE)
    for hours in _LENGTHS:
        length = hours * HOUR_MS
        first = low // length * length
        buckets = (high - first) // length + 1
        if len(used) * buckets <= largest:
            break
    return Grid(rules.cell_degrees, rows, columns, first, length, buckets, index, block)


def _shape(rules: DarkRules) -> tuple[int, int]:
    """Rows and columns of cells around the globe."""
    return int(np.ceil(180 / rules.cell_degrees)), int(np.ceil(360 / rules.cell_degrees))
