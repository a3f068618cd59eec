"""Judgements that are bands: which cells a scenario depends on, and how often it is consistent over the bands.

Every matrix is solved exactly; only the matrices are drawn. Draw ``i`` of a seed is the same whichever others are made beside it, so
that work may be split over any number of workers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shiome.engines import Engine
from shiome.futures.consistency.balance import balances
from shiome.futures.consistency.exact import solve
from shiome.futures.consistency.matrix import CrossImpact, Descriptor, Floats, refuse

Shape = Literal["uniform", "triangular"]
Chosen = tuple[int, ...]
LISTED = 10_000
"""A drawn matrix with more solutions than this is counted and not listed."""


@dataclass(frozen=True, eq=False)
class Banded:
    """A matrix whose judgements each lie in a band.

    Parameters
    ----------
    low, high:
        Ends of the bands, as `CrossImpact.impacts`; equal where a judgement is certain.
    mode:
        The likeliest judgements, within the bands; the middle unless given.

    Raises
    ------
    InputRefused
        ``consistency.band``: a band that holds no value, or a likeliest value outside it; and as for `CrossImpact`.
    """

    low: CrossImpact
    high: CrossImpact
    mode: CrossImpact

    @classmethod
    def of(
        cls, descriptors: tuple[Descriptor, ...], low: ArrayLike, high: ArrayLike, mode: ArrayLike | None = None
    ) -> Banded:
        """Bands for descriptors from the ends and the likeliest values."""
        lowest, highest = (CrossImpact(descriptors, np.array(each, dtype=np.float64)) for each in (low, high))
        middle = (lowest.impacts + highest.impacts) / 2 if mode is None else np.array(mode, dtype=np.float64)
        return cls(lowest, highest, CrossImpact(descriptors, middle))

    def __post_init__(self) -> None:
        empty = np.argwhere(
            (self.low.impacts > self.high.impacts)
            | (self.mode.impacts < self.low.impacts)
            | (self.mode.impacts > self.high.impacts)
        )
        if len(empty):
            row, column = (int(each) for each in empty[0])
            source, target = self.mode.label(row), self.mode.label(column)
            low, high, mode = (float(each.impacts[row, column]) for each in (self.low, self.high, self.mode))
            raise refuse(
                "band",
                f"{source} on {target}: the band {low:g} to {high:g} does not hold {mode:g}",
                f"{source} から {target} への幅 {low:g} から {high:g} に {mode:g} が入らない",
                "give the lower end first, and a likeliest value between the two",
                "下端を先に書き、最もありそうな値をその間に置く",
                (low, mode, high),
            )

    def drawn(self, draw: int, *, seed: int, shape: Shape = "uniform") -> CrossImpact:
        """The ``draw``-th matrix of a seed; judgements are independent of one another."""
        stream = np.random.default_rng((seed, draw))
        share = stream.random(self.low.impacts.shape)
        low, mode, high = self.low.impacts, self.mode.impacts, self.high.impacts
        width = high - low
        if shape == "uniform":
            return self.mode.replaced(low + share * width)
        peak = np.divide(mode - low, width, out=np.zeros_like(width), where=width > 0)
        rising = low + np.sqrt(share * width * (mode - low))
        falling = high - np.sqrt((1 - share) * width * (high - mode))
        return self.mode.replaced(np.where(share < peak, rising, falling))


@dataclass(frozen=True, slots=True)
class Weight:
    """How often a scenario is consistent over the bands."""

    scenario: Chosen
    consistent: int
    """In how many of the listed draws."""
    probability: float
    error: float
    """Standard error of the probability from the number of draws (Agresti-Coull, so that it is never 0)."""


@dataclass(frozen=True, slots=True)
class Weighting:
    """Scenarios by their probability of being consistent, likeliest first."""

    weights: tuple[Weight, ...]
    draws: int
    seed: int
    shape: Shape
    counts: tuple[int, ...]
    """How many consistent scenarios each draw had, exactly."""
    unlisted: int
    """Draws with too many to list; they count in no weight."""


def weigh(
    bands: Banded,
    *,
    draws: int = 1_000,
    first: int = 0,
    seed: int = 0,
    shape: Shape = "uniform",
    tolerance: float = 0.0,
    forced: Mapping[str, str] | None = None,
    engine: Engine = "auto",
    progress: Callable[[int], None] | None = None,
) -> Weighting:
    """Solve ``draws`` matrices from the bands exactly, and count in how many each scenario is consistent.

    Parameters
    ----------
    first:
        Number of the first draw, for work that is split: the parts' ``consistent`` and ``counts`` are those of the whole.
    seed, shape:
        As `Banded.drawn`.
    tolerance, forced, engine:
        As `solve`.
    progress:
        Called with 1 after each draw.

    Raises
    ------
    InputRefused
        ``consistency.draws``: fewer than one draw; and as for `solve`.
    """
    if draws < 1:
        raise refuse(
            "draws",
            f"{draws} draws say nothing",
            f"{draws} 回では何も言えない",
            "draw 1 or more",
            "1 回以上とする",
            draws,
        )
    seen: Counter[Chosen] = Counter()
    counts: list[int] = []
    unlisted = 0
    for draw in range(first, first + draws):
        matrix = bands.drawn(draw, seed=seed, shape=shape)
        found = solve(matrix, tolerance=tolerance, forced=forced, limit=LISTED, engine=engine)
        counts.append(found.count)
        unlisted += not found.listed
        seen.update(tuple(row) for row in found.scenarios.tolist())
        if progress is not None:
            progress(1)
    return weighting_of(seen, counts, unlisted, seed=seed, shape=shape)


def weighting_of(
    seen: Mapping[Chosen, int], counts: Sequence[int], unlisted: int, *, seed: int, shape: Shape
) -> Weighting:
    """The weighting of draws that are counted already.

    Parameters
    ----------
    seen:
        In how many of the listed draws each scenario was consistent.
    counts, unlisted:
        As `Weighting` has them; one count for each draw.
    """
    listed = len(counts) - unlisted
    ranked = sorted(seen.items(), key=lambda each: (-each[1], each[0]))
    weights = tuple(Weight(chosen, n, n / listed, _error(n, listed)) for chosen, n in ranked)
    return Weighting(weights, len(counts), seed, shape, tuple(counts), unlisted)


def _error(hits: int, trials: int) -> float:
    share = (hits + 2) / (trials + 4)
    return float(np.sqrt(share * (1 - share) / (trials + 4)))


def holding(
    matrix: CrossImpact, scenario: NDArray[np.int16], *, tolerance: float = 0.0
) -> tuple[Floats, Floats] | None:
    """Within which values of each single judgement, the others unchanged, a scenario stays consistent.

    Returns
    -------
    low, high:
        As `CrossImpact.impacts`, both included; infinite where the judgement does not matter. None for a scenario that is not
        consistent to begin with.
    """
    sums = balances(matrix, scenario)[0]
    held = np.array(matrix.offsets[:-1]) + scenario
    owner = np.repeat(np.arange(len(matrix.sizes)), matrix.sizes)
    # By how much each variant could still rise before it beats the chosen one.
    room = np.rint((sums[held][owner] - sums + tolerance) * matrix.scale) / matrix.scale
    room[held] = np.inf
    if np.any(room < 0):
        return None
    lead = np.minimum.reduceat(room, matrix.offsets[:-1])
    low = np.full(matrix.impacts.shape, -np.inf)
    high = np.full(matrix.impacts.shape, np.inf)
    high[held] = matrix.impacts[held] + room
    low[np.ix_(held, held)] = matrix.impacts[np.ix_(held, held)] - lead
    return low, high


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What moving one judgement to an end of its band does to the set of consistent scenarios."""

    source: int
    target: int
    """Row and column of the judgement."""
    value: float
    lost: tuple[Chosen, ...]
    gained: tuple[Chosen, ...]


def sensitivity(
    bands: Banded,
    *,
    tolerance: float = 0.0,
    forced: Mapping[str, str] | None = None,
    engine: Engine = "auto",
    cells: Iterable[tuple[int, int]] | None = None,
    progress: Callable[[int], None] | None = None,
) -> tuple[Sensitivity, ...]:
    """Set each judgement to both ends of its band, the others at their likeliest, and solve exactly.

    Parameters
    ----------
    cells:
        Rows and columns to try; all that are not certain unless given.
    tolerance, forced, engine:
        As `solve`.

    Returns
    -------
    sensitivity:
        Only those that change the set, largest change first.

    Raises
    ------
    InputRefused
        ``consistency.many``: more than ``LISTED`` scenarios, which are too many to compare.
    """
    uncertain = np.argwhere(bands.low.impacts < bands.high.impacts).tolist() if cells is None else cells
    before = _listed(bands.mode, tolerance, forced, engine)
    out = []
    for row, column in uncertain:
        ends = {float(each.impacts[row, column]) for each in (bands.low, bands.high)}
        for value in sorted(ends - {float(bands.mode.impacts[row, column])}):
            impacts = bands.mode.impacts.copy()
            impacts[row, column] = value
            after = _listed(bands.mode.replaced(impacts), tolerance, forced, engine)
            if after != before:
                lost, gained = tuple(sorted(before - after)), tuple(sorted(after - before))
                out.append(Sensitivity(int(row), int(column), value, lost, gained))
        if progress is not None:
            progress(1)
    return tuple(sorted(out, key=lambda each: -len(each.lost) - len(each.gained)))


def _listed(
    matrix: CrossImpact, tolerance: float, forced: Mapping[str, str] | None, engine: Engine
) -> frozenset[Chosen]:
    found = solve(matrix, tolerance=tolerance, forced=forced, limit=LISTED, engine=engine)
    if not found.listed:
        raise refuse(
            "many",
            f"{found.count} consistent scenarios are too many to compare",
            f"整合するシナリオが {found.count} 通りあり、比べられない",
            "force some states, or lower the tolerance",
            "状態をいくつか固定するか、許容幅を下げる",
            found.count,
        )
    return frozenset(tuple(row) for row in found.scenarios.tolist())
