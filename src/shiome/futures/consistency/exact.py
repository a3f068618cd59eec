"""All consistent scenarios of a cross-impact matrix: branch and bound over every combination, never a sample.

A scenario is consistent when no descriptor has a variant with a higher impact sum than the chosen one; with a tolerance, none that is
higher by more than that. Ties are consistent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine
from shiome.futures.consistency.engines import batches, engine_used
from shiome.futures.consistency.matrix import CrossImpact, Scenarios, refuse
from shiome.futures.consistency.tables import Tables, allowed_variants, islands_of, tables_of

Progress = Callable[[int], None]
LISTED = 1_000_000
"""As many scenarios are listed unless stated; more are counted."""


@dataclass(frozen=True, eq=False, slots=True)
class Island:
    """Descriptors that influence one another and nobody else, with their own solutions."""

    descriptors: tuple[int, ...]
    count: int
    scenarios: Scenarios
    """One column for each of the island's descriptors; no rows where there are more than the limit."""

    @property
    def listed(self) -> bool:
        """Whether ``scenarios`` holds all of them."""
        return len(self.scenarios) == self.count


@dataclass(frozen=True, eq=False, slots=True)
class Solutions:
    """Every consistent scenario of a matrix. The count is exact always; it is the product over the islands."""

    count: int
    scenarios: Scenarios
    """In the order of the descriptors' variants; no rows where there are more than the limit."""
    islands: tuple[Island, ...]
    steps: int
    """How many choices the search looked at."""
    engine: str
    tolerance: float

    @property
    def listed(self) -> bool:
        """Whether ``scenarios`` holds all of them."""
        return len(self.scenarios) == self.count


def solve(
    matrix: CrossImpact,
    *,
    tolerance: float = 0.0,
    forced: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
    limit: int = LISTED,
    engine: Engine = "auto",
    progress: Progress | None = None,
) -> Solutions:
    """Find all consistent scenarios.

    Parameters
    ----------
    tolerance:
        How far a chosen variant's impact sum may stay below the best of its descriptor.
    forced:
        Variants that are set from outside; their descriptors need not be consistent themselves.
    given:
        A condition: only scenarios with these variants, which must be consistent like any other.
    limit:
        Above this number, scenarios are counted and not listed; 0 counts only.
    engine:
        ``numba``, ``numpy``, or the faster one that is installed.
    progress:
        Called with the steps taken since the last call, about once a second.

    Raises
    ------
    InputRefused
        ``consistency.tolerance``, ``consistency.unknown``, ``consistency.forced``.

    >>> pair = CrossImpact.of({"A": ["a1", "a2"], "B": ["b1", "b2"]}, [[0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]])
    >>> [pair.named(each) for each in solve(pair, engine="numpy").scenarios]
    [{'A': 'a1', 'B': 'b1'}, {'A': 'a2', 'B': 'b2'}]
    """
    if not 0 <= tolerance < float("inf"):
        raise refuse(
            "tolerance",
            f"the tolerance {tolerance} is not a number from 0",
            f"許容幅 {tolerance} が 0 以上の数でない",
            "give 0 for strict consistency",
            "厳密には 0 とする",
            tolerance,
        )
    fixed = forced or {}
    allowed = allowed_variants(matrix, fixed, given or {})
    free = frozenset(matrix.number(name) for name in fixed)
    whole = tables_of(matrix, allowed=allowed, free=free, tolerance=tolerance)
    steps = 0
    islands: list[Island] = []
    for part in islands_of(whole):
        island, taken = _solve_island(part, limit, engine, progress)
        islands.append(island)
        steps += taken
    count = 1
    for island in islands:
        count *= island.count
    scenarios = _combined(islands, len(allowed), count, limit)
    # What the search counted are places among the allowed variants.
    for number, each in enumerate(allowed):
        scenarios[:, number] = np.array(each, dtype=np.int16)[scenarios[:, number]]
    return Solutions(count, _sorted(scenarios), _renumbered(islands, allowed), steps, engine_used(engine), tolerance)


def _solve_island(part: Tables, limit: int, engine: Engine, progress: Progress | None) -> tuple[Island, int]:
    count = steps = 0
    kept: list[Scenarios] = [np.empty((0, part.size), dtype=np.int16)]
    for batch, taken in batches(part, engine):
        count += len(batch)
        steps += taken
        if count <= limit:
            kept.append(batch)
        else:
            kept = kept[:1]
        if progress is not None:
            progress(taken)
    scenarios = _sorted(np.concatenate(kept))
    return Island(tuple(int(each) for each in part.descriptors), count, scenarios), steps


def _combined(islands: list[Island], width: int, count: int, limit: int) -> Scenarios:
    """Every island's solutions with every other's; no rows where that is too many."""
    rows = count if count <= limit else 0
    combined = np.zeros((rows, width), dtype=np.int16)
    if not rows:
        return combined
    repeats, times = rows, 1
    for island in islands:
        repeats //= island.count
        block = np.tile(np.repeat(island.scenarios, repeats, axis=0), (times, 1))
        combined[:, list(island.descriptors)] = block
        times *= island.count
    return combined


def _renumbered(islands: list[Island], allowed: tuple[tuple[int, ...], ...]) -> tuple[Island, ...]:
    out = []
    for island in islands:
        scenarios = island.scenarios.copy()
        for place, number in enumerate(island.descriptors):
            scenarios[:, place] = np.array(allowed[number], dtype=np.int16)[scenarios[:, place]]
        out.append(Island(island.descriptors, island.count, scenarios))
    return tuple(out)


def _sorted(scenarios: Scenarios) -> Scenarios:
    ordered: Scenarios = scenarios[np.lexsort(scenarios.T[::-1])] if scenarios.size else scenarios
    return ordered


def signatures(matrix: CrossImpact, scenarios: Scenarios) -> list[int]:
    """Each scenario as one number, the first descriptor counting fastest: sum of ``u_i`` times the sizes before ``i``."""
    weights = [1]
    for size in matrix.sizes[:-1]:
        weights.append(weights[-1] * size)
    return [sum(int(v) * weight for v, weight in zip(row, weights, strict=True)) for row in scenarios]


def scenario_at(matrix: CrossImpact, signature: int) -> NDArray[np.int16]:
    """The scenario that carries a signature."""
    out = np.zeros(len(matrix.sizes), dtype=np.int16)
    for place, size in enumerate(matrix.sizes):
        signature, out[place] = divmod(signature, size)
    return out
