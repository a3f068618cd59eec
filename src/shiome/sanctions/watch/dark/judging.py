"""How surprising each silence is, given how well others were heard there and then, and the vessel itself at other times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine, engine_name
from shiome.sanctions.watch.dark.reception import (
    SAMPLES,
    Grid,
    Reception,
    Sampled,
    Voices,
    learn,
    sampled,
    slices,
    voices_of,
)
from shiome.sanctions.watch.dark.rules import DarkRules
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]
_UNITS = 1 << 20
"""Reception is summed over a vessel's hours in whole units, so that the sum does not depend on the order."""
_PLAIN = 2.0
_PARTIAL = 0.5
"""Share of a bucket left out of a silence, for the time that passes between two messages anyway."""
_ENOUGH = 200
"""Surprising silences from which the tail is judged."""


@dataclass(frozen=True, eq=False)
class Silences:
    """Judged silences, one a row, by MMSI and time.

    Parameters
    ----------
    before, after:
        Rows of the tracks between which the vessel was silent.
    surprise:
        Minus the logarithm of the chance that a vessel that went on sending is not heard; 0 where reception is unknown.
    expected:
        Mean share of its hours in which it should have been heard.
    own:
        How much of the common reception this vessel usually has, at most 1.
    """

    before: Array
    after: Array
    mmsi: Array
    surprise: Array
    expected: Array
    own: Array
    first: Array
    """Row in ``voices``."""
    voices: Voices
    reception: Reception

    def __len__(self) -> int:
        return len(self.before)


def silences(tracks: Tracks, rules: DarkRules, *, hulls: Array | None = None, engine: Engine = "auto") -> Silences:
    """Judge every silence of ``tracks`` that is long enough, in time linear in the rows.

    Parameters
    ----------
    hulls:
        See :func:`shiome.sanctions.watch.dark.reception.voices_of`.
    engine:
        Both engines give the same.
    """
    fast = engine_name(engine, work="watch", work_ja="監視") == "numba"
    grid, voices = voices_of(tracks, hulls, rules)
    reception = learn(grid, voices, rules, fast=fast)
    table = _table(reception, rules)
    expected = own_sums(reception, voices, table)
    of_hull = _per_hull(reception, voices, table, expected)
    waits = voices.time[voices.silent + 1] - voices.time[voices.silent]
    long = waits >= rules.least_ms
    first = voices.silent[long]
    owner = voices.hull[first]
    heard = np.bincount(_heard(voices, reception), minlength=voices.hulls)[owner].astype(np.float64)
    should = (of_hull[owner] - expected[long]) / _UNITS
    own = np.minimum((heard + rules.own_hours) / (should + rules.own_hours), 1.0)
    product, mean = likelihoods(reception, voices, rules, np.flatnonzero(long), own)
    many = voices.bucket[first + 1] - voices.bucket[first] - 1
    partial = np.maximum(waits[long] / grid.bucket_ms - many - _PARTIAL, 0.0)
    steady = np.clip(2 * mean - 1, 0.0, 1.0)  # between the passes of satellites a part of a bucket tells nothing
    weight = (many + partial * steady) / np.minimum(many, SAMPLES)
    surprise = calibrated(-np.log(product) * weight)
    surprise = np.round(np.minimum(surprise, edges(voices, first, surprise, rules)), 9) + 0.0
    return Silences(
        voices.row[first], voices.row[first + 1], voices.mmsi[first], surprise, mean, own, first, voices, reception
    )  # fmt: skip


def calibrated(surprise: Array) -> Array:
    """Surprise, lessened where the silences of the data show longer tails than hours independent of one another would have.

    Were they independent, half of the silences beyond some surprise would lie within ``log(2)`` of it. Where that half reaches further (a
    pass of a satellite spans two hours, a weak transmitter is weak for days) all are scaled down so that it does not. Half of the silences
    decide, so that those of vessels gone dark, which are few, do not. Too few silences are left as they are.

    >>> calibrated(np.linspace(2, 12, 301))[[0, -1]].round(2).tolist()
    [2.0, 3.38]
    """
    beyond = surprise[surprise > _PLAIN] - _PLAIN
    if len(beyond) < _ENOUGH:
        return surprise
    scale = np.log(2) / max(float(np.median(beyond)), np.log(2))
    return np.where(surprise > _PLAIN, _PLAIN + (surprise - _PLAIN) * scale, surprise)


def edges(voices: Voices, first: Array, surprise: Array, rules: DarkRules) -> Array:
    """The surprise that is left to each silence when others fall silent, or come back, where it begins and where it ends.

    A vessel may leave the smooth way for a hole in the coverage. Then others do so too: at the edge of a hole a good part of the vessels
    that are seen there vanish or appear. What counts is the share of the other hulls seen in a cell that have a surprising silence there;
    below ``edge_share`` it counts for nothing. Both ends must lie at an edge.
    """
    found = np.flatnonzero(surprise >= rules.surprise / 2)
    left = np.full(len(first), np.inf)
    if not len(found):
        return left
    cells = int(voices.cell.max()) + 1
    moved = (voices.cell[1:] != voices.cell[:-1]) | (voices.hull[1:] != voices.hull[:-1])
    changes = np.flatnonzero(np.r_[True, moved])
    seen = np.unique(voices.cell[changes] * voices.hulls + voices.hull[changes]) // voices.hulls
    visitors = np.bincount(seen, minlength=cells)
    ends = first[found], first[found] + 1
    lost = np.unique(np.concatenate([voices.cell[row] * voices.hulls + voices.hull[row] for row in ends]))
    vanished = np.bincount(lost // voices.hulls, minlength=cells)
    shares = [
        np.maximum(vanished[voices.cell[row]] - 1, 0) / np.maximum(visitors[voices.cell[row]] - 1, 1) for row in ends
    ]
    with np.errstate(divide="ignore"):
        worth = [np.where(share >= rules.edge_share, -np.log(share), np.inf) for share in shares]
    left[found] = np.maximum(*worth)
    return left


def _heard(voices: Voices, reception: Reception) -> Array:
    """The hull of each bucket in which a vessel was heard where reception is known."""
    rows = voices.inner[reception.known[voices.cell[voices.inner]]]
    return voices.hull[rows]


def share(reception: Reception, samples: Sampled, part: int, rules: DarkRules) -> Array:
    """Expected reception in one sample of each silence, the silence itself left out of what was learned.

    The share of its block over the whole time is adapted to the cell (holes) and to the hour (outages, satellites), and the result
    weighed against what was seen in this cell in this hour.
    """
    grid = reception.grid
    cell, then, weight = samples.cell[:, part], samples.bucket[:, part], samples.weight
    block = np.where(samples.cell >= 0, grid.block[samples.cell], -1)
    around = block[:, part]
    same_cell = (samples.cell == cell[:, None]).sum(axis=1)
    same_block = block == around[:, None]
    prior = rules.prior_hours
    whole = reception.whole_heard[around] / (reception.whole_present[around] - weight * same_block.sum(axis=1))
    here = (reception.cell_heard[cell] + prior * whole) / (reception.cell_present[cell] - weight * same_cell + prior)
    hour = (reception.block_heard[around, then] + prior * whole) / (
        reception.block_present[around, then] - weight + prior
    )
    expected = np.minimum(here * hour / whole, 1.0)
    heard = reception.heard[cell, then].astype(np.float64)
    present = reception.present[cell, then].astype(np.float64) - weight
    result: Array = (heard + prior * expected) / (present + prior)
    return result


def likelihoods(
    reception: Reception, voices: Voices, rules: DarkRules, places: Array, own: Array
) -> tuple[Array, Array]:
    """The chance that none of the sampled buckets was heard, and their mean reception, of the silences at some places of the list."""
    product, mean = np.ones(len(places)), np.zeros(len(places))
    grid = reception.grid
    if reception.cell_of is not None:
        from shiome.sanctions.watch.dark import kernels

        kernels.likelihoods(
            voices.bucket, voices.silent, places, reception.cell_of, own, grid.block,
            reception.heard, reception.present, reception.block_heard, reception.block_present,
            reception.cell_heard, reception.cell_present, reception.whole_heard, reception.whole_present,
            reception.known, rules.prior_hours, rules.heard_at_most, product, mean,
        )  # fmt: skip
        return product, mean
    done = 0
    for some in slices(voices.silent[places]):
        samples = sampled(grid, voices, some)
        rows = slice(done, done + len(some))
        for part in range(samples.cell.shape[1]):
            cell = samples.cell[:, part]
            counts = (cell >= 0) & reception.known[cell]
            with np.errstate(divide="ignore", invalid="ignore"):  # where nothing counts
                value = np.minimum(share(reception, samples, part, rules) * own[rows], rules.heard_at_most)
            value = np.where(counts, value, 0.0)
            mean[rows] += value
            product[rows] *= 1.0 - value
        many = voices.bucket[some + 1] - voices.bucket[some] - 1
        mean[rows] /= np.minimum(many, samples.cell.shape[1])
        done += len(some)
    return product, mean


def own_sums(reception: Reception, voices: Voices, table: Array) -> Array:
    """How often a vessel should have been heard during each silence, in units."""
    found = np.zeros(len(voices.silent), dtype=np.int64)
    if reception.cell_of is not None:
        from shiome.sanctions.watch.dark import kernels

        kernels.own_sums(
            voices.bucket, voices.silent, reception.cell_of, table, reception.known, found
        )  # fmt: skip
        return found
    done = 0
    for some in slices(voices.silent):
        samples = sampled(reception.grid, voices, some)
        counts = (samples.cell >= 0) & reception.known[samples.cell]
        total = np.where(counts, table[samples.cell, samples.bucket], 0).sum(axis=1)
        found[done : done + len(some)] = np.floor(total * samples.weight)
        done += len(some)
    return found


def _table(reception: Reception, rules: DarkRules) -> Array:
    """Reception of every cell in every bucket, in units."""
    grid: Grid = reception.grid
    prior = rules.prior_hours
    table = np.zeros(reception.heard.shape, dtype=np.int32)
    whole = (reception.whole_heard / np.maximum(reception.whole_present, 1))[:, None]
    hour = (reception.block_heard + prior * whole) / (reception.block_present + prior)
    ratio = hour / np.maximum(whole, 1e-12)
    for cell in range(len(grid.block)):
        block = grid.block[cell]
        here = (reception.cell_heard[cell] + prior * whole[block, 0]) / (reception.cell_present[cell] + prior)
        expected = np.minimum(here * ratio[block], 1.0)
        value = (reception.heard[cell] + prior * expected) / (reception.present[cell] + prior)
        table[cell] = np.floor(value * _UNITS)
    return table


def _per_hull(reception: Reception, voices: Voices, table: Array, silent: Array) -> Array:
    """How often each hull should have been heard over the whole time, in units."""
    rows = voices.inner[reception.known[voices.cell[voices.inner]]]
    heard = np.bincount(voices.hull[rows], table[voices.cell[rows], voices.bucket[rows]], voices.hulls)
    missed = np.bincount(voices.hull[voices.silent], silent, voices.hulls)
    total: Array = heard + missed  # whole numbers below 2^53: exact
    return total
