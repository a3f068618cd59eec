"""The efficient frontier: mixes that no other beats on one figure without losing on another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.policy.mix.evaluation import Evaluated


@dataclass(frozen=True, eq=False)
class Frontier:
    """The frontier of one ally between its aims."""

    ally: str
    aims: tuple[str, ...]
    scores: NDArray[np.float64]
    """(K, aims) utility of every mix for each aim, 0 to 1."""
    effort: NDArray[np.float64]
    """(K) what every mix takes of all allies."""
    rows: NDArray[np.intp]
    """Rows of the mixes on the frontier, the best for the ally first."""


def frontier(evaluated: Evaluated, ally: str) -> Frontier:
    """The mixes, under no floor, that no other such mix equals or beats on every aim of the ally and on effort, and beats on one.

    Equal mixes stay together. Means over the same futures are compared as they are, without a margin for Monte Carlo error.
    """
    metrics = evaluated.metrics
    aims = tuple(aim for aim in metrics.aims if metrics.weights(ally, aim=aim).any())
    weights = np.stack([metrics.weights(ally, aim=aim) for aim in aims])
    scores = metrics.utilities(evaluated.mean.astype(np.float32), axis=1) @ weights.T
    effort = evaluated.levers.effort(evaluated.mixes)
    allowed = np.flatnonzero(evaluated.kept)
    rows = allowed[undominated(np.column_stack([scores, -effort])[allowed])]
    value = evaluated.values[evaluated.allies.index(ally)].mean(axis=1, dtype=np.float64)
    return Frontier(ally, aims, scores, effort, rows[np.argsort(-value[rows], kind="stable")])


def undominated(scores: NDArray[np.float64]) -> NDArray[np.intp]:
    """Rows that no other row dominates; more is better in every column.

    >>> undominated(np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.5], [1.0, 0.0]])).tolist()
    [0, 1, 3]
    """
    # A row can only be dominated by one with a larger sum, so that every row is held against the frontier found so far.
    order = np.argsort(-scores.sum(axis=1), kind="stable")
    held: list[int] = []
    best = np.empty((0, scores.shape[1]))
    for row in order.tolist():
        here = scores[row]
        above = (best >= here).all(axis=1) & (best > here).any(axis=1)
        if not above.any():
            held.append(row)
            best = np.concatenate([best, here[None]])
    # Rounding may order equal sums either way: one more look among those found.
    rows = np.array(sorted(held), dtype=np.intp)
    found = scores[rows]
    beaten = np.array([((found >= here).all(axis=1) & (found > here).any(axis=1)).any() for here in found], dtype=bool)
    left: NDArray[np.intp] = rows[~beaten]
    return left
