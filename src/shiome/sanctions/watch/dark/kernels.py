"""Compiled loops of the dark periods; each does, in the same order of operations, what the NumPy beside it does."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.compiling import compiled
from shiome.sanctions.watch.dark.sampling import BEND_MS, SAMPLES

Array = NDArray[Any]


@compiled
def _bent(rate: float, whole: float, length: float, bend: float) -> float:
    """See ``sampling._bent``."""
    if np.isnan(rate):
        return whole
    return whole + (rate * length - whole) * bend


@compiled
def _along(share: float, whole: float, leaving: float, arriving: float) -> float:
    """See ``sampling._along``."""
    square = share * share
    cube = square * share
    return (3 * square - 2 * cube) * whole + (cube - 2 * square + share) * leaving + (cube - square) * arriving


@compiled
def _bucket(start: int, many: int, parts: int, part: int) -> int:
    """The bucket of a sample of a silence behind bucket ``start``; see ``sampling.sampled``."""
    return start + 1 + (part if many == parts else many * (2 * part + 1) // (2 * parts))


@compiled
def sample_cells(
    degrees: float, rows: int, columns: int, first_ms: int, bucket_ms: int, index: Array,
    time: Array, lat: Array, lon: Array, bucket: Array,
    leaving_north: Array, leaving_east: Array, arriving_north: Array, arriving_east: Array,
    silent: Array, cells: Array,
) -> None:  # fmt: skip
    """See ``sampling.sampled``: notes the cell of each sample, -1 where nobody was heard."""
    for number in range(len(silent)):
        row = silent[number]
        many = bucket[row + 1] - bucket[row] - 1
        parts = min(many, SAMPLES)
        length = float(time[row + 1] - time[row])
        north = lat[row + 1] - lat[row]
        east = lon[row + 1] - lon[row]
        if east >= 180:
            east -= 360
        elif east < -180:
            east += 360
        bend = min(BEND_MS / length, 1.0)
        north_leaving = _bent(leaving_north[row], north, length, bend)
        north_arriving = _bent(arriving_north[row + 1], north, length, bend)
        east_leaving = _bent(leaving_east[row], east, length, bend)
        east_arriving = _bent(arriving_east[row + 1], east, length, bend)
        for part in range(parts):
            then = _bucket(bucket[row], many, parts, part)
            share = (first_ms + then * bucket_ms + bucket_ms // 2 - time[row]) / length
            up = _along(share, north, north_leaving, north_arriving)
            along = _along(share, east, east_leaving, east_arriving)
            high = min(max(int((lat[row] + up + 90.0) / degrees), 0), rows - 1)
            across = int(np.floor((lon[row] + along + 180.0) / degrees)) % columns
            cells[number, part] = index[high * columns + across]


@compiled
def add_missed(bucket: Array, silent: Array, cells: Array, missed: Array) -> None:
    """See ``reception.tally``: adds the vessel-buckets that passed without a message."""
    for number in range(len(silent)):
        start = bucket[silent[number]]
        many = bucket[silent[number] + 1] - start - 1
        parts = min(many, SAMPLES)
        weight = many / parts
        for part in range(parts):
            cell = cells[number, part]
            if cell >= 0:
                missed[cell, _bucket(start, many, parts, part)] += weight


@compiled
def _share(
    heard: float, present: float, block_heard: float, block_present: float, cell_heard: float, cell_present: float,
    whole_heard: float, whole_present: float, prior: float,
) -> float:  # fmt: skip
    """See ``judging.share``."""
    whole = whole_heard / whole_present
    here = (cell_heard + prior * whole) / (cell_present + prior)
    then = (block_heard + prior * whole) / (block_present + prior)
    expected = min(here * then / whole, 1.0)
    return (heard + prior * expected) / (present + prior)


@compiled
def own_sums(bucket: Array, silent: Array, cells: Array, table: Array, known: Array, found: Array) -> None:
    """See ``judging.own_sums``: how often a vessel should have been heard in each silence, in whole units."""
    for number in range(len(silent)):
        start = bucket[silent[number]]
        many = bucket[silent[number] + 1] - start - 1
        parts = min(many, SAMPLES)
        total = 0
        for part in range(parts):
            cell = cells[number, part]
            if cell >= 0 and known[cell]:
                total += table[cell, _bucket(start, many, parts, part)]
        found[number] = int(np.floor(total * (many / parts)))


@compiled
def likelihoods(
    bucket: Array, silent: Array, places: Array, cells: Array, own: Array, block: Array,
    heard: Array, present: Array, block_heard: Array, block_present: Array,
    cell_heard: Array, cell_present: Array, whole_heard: Array, whole_present: Array, known: Array,
    prior: float, most: float, product: Array, mean: Array,
) -> None:  # fmt: skip
    """See ``judging.likelihoods``: the chance that none of the sampled buckets of a silence was heard, and their mean reception."""
    blocks = np.zeros(SAMPLES, dtype=np.int64)
    for number in range(len(places)):
        place = places[number]
        start = bucket[silent[place]]
        many = bucket[silent[place] + 1] - start - 1
        parts = min(many, SAMPLES)
        weight = many / parts
        for part in range(parts):
            blocks[part] = block[cells[place, part]] if cells[place, part] >= 0 else -1
        left = 1.0
        total = 0.0
        for part in range(parts):
            cell = cells[place, part]
            if cell < 0 or not known[cell]:
                continue
            then = _bucket(start, many, parts, part)
            around = blocks[part]
            same_cell = same_block = 0
            for other in range(parts):
                same_cell += cells[place, other] == cell
                same_block += blocks[other] == around
            share = _share(
                float(heard[cell, then]), float(present[cell, then]) - weight,
                block_heard[around, then], block_present[around, then] - weight,
                cell_heard[cell], cell_present[cell] - weight * same_cell,
                whole_heard[around], whole_present[around] - weight * same_block, prior,
            )  # fmt: skip
            share = min(share * own[number], most)
            total += share
            left *= 1.0 - share
        product[number] = left
        mean[number] = total / parts
