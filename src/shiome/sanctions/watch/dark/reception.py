"""Where and when vessels are heard, learned from all traffic.

The unit is the vessel-hour. A vessel that was heard before and after an hour was there in that hour, on a smooth way between the two
places that keeps to its motion before and behind; it was heard in it or not. The share of vessel-hours with at least one message is
the reception, counted in cells for the whole time and hour by hour, and in blocks of cells. So a hole in the coverage, an outage of the
receivers, the passes of satellites and reports at long intervals all show as what they are: hours in which others were not heard either.
The first and the last hour of each hull are left out: it is known to have been there only because it was heard.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.dark.grid import Grid
from shiome.sanctions.watch.dark.rules import DarkRules
from shiome.sanctions.watch.dark.sampling import sampled, slices
from shiome.sanctions.watch.dark.voices import Voices

Array = NDArray[Any]
UNITS = 1 << 20
"""Reception is summed over a vessel's hours in whole units, so that the sum does not depend on the order."""


@dataclass(frozen=True, eq=False)
class Tally:
    """What a portion of vessels adds to the reception; the parts of several portions are added, exactly and in any order."""

    heard_at: Array
    """Places in the table of cells and buckets, row after row, with vessel-buckets with a message, ascending."""
    heard: Array
    """How many there are at each."""
    missed_at: Array
    """The same of vessel-buckets without one."""
    missed: Array
    vessels: Array
    """Vessels, by MMSI, that were heard in each block."""
    visitors: Array
    """Hulls that were heard in each cell."""


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
    visitors: Array
    """Hulls heard in each cell."""
    units: Array
    """Reception of every cell in every bucket, in parts of ``UNITS``."""


def tally(grid: Grid, voices: Voices, *, cell_of: Array | None) -> Tally:
    """Count who was heard and who was there.

    Parameters
    ----------
    cell_of:
        Cells of the samples of each silence, where the compiled loop noted them (``sampling.cells_of_samples``); the result is the same
        without.
    """
    shape = (len(grid.block), grid.buckets)
    size = shape[0] * shape[1]
    flat = voices.cell[voices.inner] * grid.buckets + voices.bucket[voices.inner]
    heard = np.bincount(flat, minlength=size).astype(np.float32)
    missed = np.zeros(shape, dtype=np.float32)
    if cell_of is not None:
        from shiome.sanctions.watch.dark.kernels import add_missed

        add_missed(voices.bucket, voices.silent, cell_of, missed)
    else:
        for first in slices(voices.silent):
            samples = sampled(grid, voices, first)
            inside = samples.cell >= 0
            flat = samples.cell[inside] * grid.buckets + samples.bucket[inside]
            weights = np.broadcast_to(samples.weight[:, None], inside.shape)[inside]
            missed += np.bincount(flat, weights, minlength=size).reshape(shape).astype(np.float32)
    heard_at, missed_at = np.flatnonzero(heard), np.flatnonzero(missed)
    return Tally(
        heard_at, heard[heard_at], missed_at, missed.ravel()[missed_at], _vessels(grid, voices), _visitors(grid, voices)
    )  # fmt: skip


def reception_of(grid: Grid, parts: Iterable[Tally], rules: DarkRules) -> Reception:
    """What all portions together tell of the reception."""
    cells, blocks = len(grid.block), int(grid.block.max()) + 1 if len(grid.block) else 0
    heard, present = (np.zeros((cells, grid.buckets), dtype=np.float32) for _ in range(2))
    vessels, visitors = np.zeros(blocks, dtype=np.int64), np.zeros(cells, dtype=np.int64)
    for part in parts:
        heard.ravel()[part.heard_at] += part.heard
        present.ravel()[part.missed_at] += part.missed
        vessels += part.vessels
        visitors += part.visitors
    present += heard
    block_heard, block_present = np.zeros((blocks, grid.buckets)), np.zeros((blocks, grid.buckets))
    for cell, block in enumerate(grid.block):
        block_heard[block] += heard[cell]
        block_present[block] += present[cell]
    cell_heard, cell_present = (counts.sum(axis=1, dtype=np.float64) for counts in (heard, present))
    whole_heard, whole_present = block_heard.sum(axis=1), block_present.sum(axis=1)
    prior = rules.prior_hours
    whole = (whole_heard / np.maximum(whole_present, 1))[:, None]
    ratio = (block_heard + prior * whole) / (block_present + prior) / np.maximum(whole, 1e-12)
    units = np.zeros(heard.shape, dtype=np.int32)
    for cell, block in enumerate(grid.block):
        here = (cell_heard[cell] + prior * whole[block, 0]) / (cell_present[cell] + prior)
        expected = np.minimum(here * ratio[block], 1.0)
        value = (heard[cell] + prior * expected) / (present[cell] + prior)
        units[cell] = np.floor(value * UNITS)
    return Reception(
        grid, heard, present, block_heard, block_present, cell_heard, cell_present, whole_heard, whole_present,
        vessels[grid.block] - 1 >= rules.vessels, vessels, visitors, units,
    )  # fmt: skip


def _vessels(grid: Grid, voices: Voices) -> Array:
    """How many vessels, by MMSI, were heard in each block."""
    blocks = int(grid.block.max()) + 1 if len(grid.block) else 0
    rows = voices.inner
    return _distinct(grid.block[voices.cell[rows]], voices.mmsi[rows], blocks)


def _visitors(grid: Grid, voices: Voices) -> Array:
    """How many hulls were heard in each cell."""
    return _distinct(voices.cell, voices.hull, len(grid.block))


def _distinct(place: Array, who: Array, places: int) -> Array:
    """How many different ones there are at each place."""
    changes = np.flatnonzero(np.r_[True, (place[1:] != place[:-1]) | (who[1:] != who[:-1])][: len(place)])
    order = np.lexsort((who[changes], place[changes]))
    place, who = place[changes][order], who[changes][order]
    new = np.r_[True, (place[1:] != place[:-1]) | (who[1:] != who[:-1])][: len(place)]
    return np.bincount(place[new], minlength=places)
