"""Where a silent vessel was, in hours spread over its silence: on a smooth way that keeps to its motion before and behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.dark.grid import HOUR_MS, Grid
from shiome.sanctions.watch.dark.voices import Voices

Array = NDArray[Any]
SAMPLES = 8
"""A silence is looked at in so many of its hours at most; a power of two, so that the sums are exact in any order."""
BEND_MS = 12 * HOUR_MS
"""For up to this long the way bends as the motion before and behind a silence has it; over longer ones less and less."""
_AT_ONCE = 200_000


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


def cells_of_samples(grid: Grid, voices: Voices) -> Array:
    """Cells of the samples of each silence, by the compiled loop; those of :func:`sampled`."""
    from shiome.sanctions.watch.dark.kernels import sample_cells

    cells = np.full((len(voices.silent), SAMPLES), -1, dtype=np.int32)
    sample_cells(
        grid.degrees, grid.rows, grid.columns, grid.first_ms, grid.bucket_ms, grid.index,
        voices.time, voices.lat, voices.lon, voices.bucket, *voices.leaving, *voices.arriving, voices.silent, cells,
    )  # fmt: skip
    return cells
