"""How surprising each silence is, given how well others were heard there and then, and the vessel itself at other times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine, engine_name
from shiome.sanctions.watch.dark.grid import Grid, census, grid_of
from shiome.sanctions.watch.dark.reception import UNITS, Reception, Tally, reception_of, tally
from shiome.sanctions.watch.dark.rules import DarkRules
from shiome.sanctions.watch.dark.sampling import SAMPLES, Sampled, cells_of_samples, sampled, slices
from shiome.sanctions.watch.dark.voices import Voices, voices_of
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]
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
        Minus the logarithm of the chance that a vessel that went on sending is not heard; 0 where reception is unknown. As
        :func:`judged` gives it, before the corrections of :func:`settled`.
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


@dataclass(frozen=True, eq=False)
class Tail:
    """The surprising silences of a portion of vessels: what :func:`settled` needs of them."""

    surprise: Array
    hull: Array
    lost: Array
    """Cell in which each begins."""
    back: Array
    """Cell in which it ends."""
    hulls: int
    """Hulls of the portion."""


def silences(tracks: Tracks, rules: DarkRules, *, hulls: Array | None = None, engine: Engine = "auto") -> Silences:
    """Judge every silence of ``tracks`` that is long enough, in time linear in the rows.

    Parameters
    ----------
    hulls:
        See :func:`shiome.sanctions.watch.dark.voices.voices_of`.
    engine:
        Both engines give the same.
    """
    grid = grid_of([census(tracks, rules, hulls=hulls)], rules)
    voices, cell_of = heard_in(tracks, grid, rules, hulls=hulls, engine=engine)
    found = judged(voices, reception_of(grid, [tally(grid, voices, cell_of=cell_of)], rules), rules, cell_of=cell_of)
    (surprise,) = settled([tail(found, 0.0)], found.reception.visitors, rules)
    return Silences(
        found.before, found.after, found.mmsi, surprise, found.expected, found.own, found.first, voices, found.reception
    )  # fmt: skip


def heard_in(
    tracks: Tracks, grid: Grid, rules: DarkRules, *, hulls: Array | None = None, engine: Engine = "auto"
) -> tuple[Voices, Array | None]:
    """The voices of a portion of vessels, and, by the compiled engine, the cells of the samples of their silences."""
    voices = voices_of(tracks, grid, rules, hulls=hulls)
    fast = engine_name(engine, work="watch", work_ja="監視") == "numba"
    return voices, cells_of_samples(grid, voices) if fast else None


def learned(
    tracks: Tracks, grid: Grid, rules: DarkRules, *, hulls: Array | None = None, engine: Engine = "auto"
) -> Tally:
    """What a portion of vessels adds to the reception."""
    voices, cell_of = heard_in(tracks, grid, rules, hulls=hulls, engine=engine)
    return tally(grid, voices, cell_of=cell_of)


def judged(voices: Voices, reception: Reception, rules: DarkRules, *, cell_of: Array | None) -> Silences:
    """The silences of a portion of vessels, judged by the reception that all portions together tell of."""
    grid = reception.grid
    expected = own_sums(reception, voices, cell_of)
    of_hull = _per_hull(reception, voices, expected)
    waits = voices.time[voices.silent + 1] - voices.time[voices.silent]
    long = waits >= rules.least_ms
    first = voices.silent[long]
    owner = voices.hull[first]
    heard = np.bincount(_heard(voices, reception), minlength=voices.hulls)[owner].astype(np.float64)
    should = (of_hull[owner] - expected[long]) / UNITS
    own = np.minimum((heard + rules.own_hours) / (should + rules.own_hours), 1.0)
    product, mean = likelihoods(reception, voices, rules, np.flatnonzero(long), own, cell_of)
    many = voices.bucket[first + 1] - voices.bucket[first] - 1
    partial = np.maximum(waits[long] / grid.bucket_ms - many - _PARTIAL, 0.0)
    steady = np.clip(2 * mean - 1, 0.0, 1.0)  # between the passes of satellites a part of a bucket tells nothing
    weight = (many + partial * steady) / np.minimum(many, SAMPLES)
    surprise = -np.log(product) * weight
    return Silences(
        voices.row[first], voices.row[first + 1], voices.mmsi[first], surprise, mean, own, first, voices, reception
    )  # fmt: skip


def tail(found: Silences, least: float) -> Tail:
    """The silences of at least some surprise, in their order."""
    chosen = np.flatnonzero(found.surprise >= least)
    first, voices = found.first[chosen], found.voices
    return Tail(
        found.surprise[chosen], voices.hull[first], voices.cell[first], voices.cell[first + 1], voices.hulls
    )  # fmt: skip


def least_surprise(rules: DarkRules) -> float:
    """What a tail must hold, so that nothing depends on what it leaves out."""
    return min(_PLAIN, rules.surprise / 2)


def settled(tails: Sequence[Tail], visitors: Array, rules: DarkRules) -> list[Array]:
    """The surprise that is left to the silences of each tail, after both corrections.

    Parameters
    ----------
    visitors:
        Hulls heard in each cell, of all portions.
    """
    none = np.zeros(0, np.int64)
    begins = np.cumsum([0, *(part.hulls for part in tails)])
    hull = np.concatenate([none, *(part.hull + begin for part, begin in zip(tails, begins, strict=False))])
    lost, back = (np.concatenate([none, *(getattr(part, name) for part in tails)]) for name in ("lost", "back"))
    surprise = calibrated(np.concatenate([np.zeros(0), *(part.surprise for part in tails)]))
    left = edges(surprise, hull, lost, back, visitors, rules)
    final = np.round(np.minimum(surprise, left), 9) + 0.0
    return np.split(final, np.cumsum([len(part.surprise) for part in tails])[:-1])


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


def edges(surprise: Array, hull: Array, lost: Array, back: Array, visitors: Array, rules: DarkRules) -> Array:
    """The surprise that is left to each silence when others fall silent, or come back, where it begins and where it ends.

    A vessel may leave the smooth way for a hole in the coverage. Then others do so too: at the edge of a hole a good part of the vessels
    that are seen there vanish or appear. What counts is the share of the other hulls seen in a cell that have a surprising silence there;
    below ``edge_share`` it counts for nothing. Both ends must lie at an edge.
    """
    found = np.flatnonzero(surprise >= rules.surprise / 2)
    left = np.full(len(surprise), np.inf)
    if not len(found):
        return left
    ends, hulls = (lost[found], back[found]), int(hull.max()) + 1
    pairs = np.unique(np.concatenate([cell * hulls + hull[found] for cell in ends]))
    vanished = np.bincount(pairs // hulls, minlength=len(visitors))
    shares = [np.maximum(vanished[cell] - 1, 0) / np.maximum(visitors[cell] - 1, 1) for cell in ends]
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
    reception: Reception, voices: Voices, rules: DarkRules, places: Array, own: Array, cell_of: Array | None
) -> tuple[Array, Array]:
    """The chance that none of the sampled buckets was heard, and their mean reception, of the silences at some places of the list."""
    product, mean = np.ones(len(places)), np.zeros(len(places))
    grid = reception.grid
    if cell_of is not None:
        from shiome.sanctions.watch.dark import kernels

        kernels.likelihoods(
            voices.bucket, voices.silent, places, cell_of, own, grid.block,
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


def own_sums(reception: Reception, voices: Voices, cell_of: Array | None) -> Array:
    """How often a vessel should have been heard during each silence, in units."""
    found = np.zeros(len(voices.silent), dtype=np.int64)
    if cell_of is not None:
        from shiome.sanctions.watch.dark import kernels

        kernels.own_sums(
            voices.bucket, voices.silent, cell_of, reception.units, reception.known, found
        )  # fmt: skip
        return found
    done = 0
    for some in slices(voices.silent):
        samples = sampled(reception.grid, voices, some)
        counts = (samples.cell >= 0) & reception.known[samples.cell]
        total = np.where(counts, reception.units[samples.cell, samples.bucket], 0).sum(axis=1)
        found[done : done + len(some)] = np.floor(total * samples.weight)
        done += len(some)
    return found


def _per_hull(reception: Reception, voices: Voices, silent: Array) -> Array:
    """How often each hull should have been heard over the whole time, in units."""
    rows = voices.inner[reception.known[voices.cell[voices.inner]]]
    heard = np.bincount(voices.hull[rows], reception.units[voices.cell[rows], voices.bucket[rows]], voices.hulls)
    missed = np.bincount(voices.hull[voices.silent], silent, voices.hulls)
    total: Array = heard + missed  # whole numbers below 2^53: exact
    return total
