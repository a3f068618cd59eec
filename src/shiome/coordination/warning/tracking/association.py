"""Which detection belongs to which track: gates for all pairs at once, and global nearest neighbour.

Source: Blackman and Popoli, *Design and Analysis of Modern Tracking Systems*, 6.3 and 6.4.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped, unused-ignore]
from scipy.special import gammaincinv  # type: ignore[import-untyped, unused-ignore]

Array = NDArray[Any]


class Pairs(NamedTuple):
    """Rows and columns that were assigned to one another."""

    rows: Array
    columns: Array


def gate_of(probability: float, size: int) -> float:
    """The squared distance within which a true measurement falls with that probability.

    >>> round(gate_of(0.99, 3), 2)
    11.34
    """
    return float(2 * gammaincinv(size / 2, probability))


def all_but(count: int, taken: Array) -> Array:
    """The numbers below ``count`` that are not taken, in their order."""
    left = np.ones(count, bool)
    left[taken] = False
    return np.flatnonzero(left)


def assigned(distances: Array, gate: float, penalty: Array | None = None) -> Pairs:
    """The assignment of as many pairs within the gate as there can be, at the least total cost.

    Parameters
    ----------
    distances:
        Squared distances ``(rows, columns)``.
    penalty:
        Of each row, added to its distances: the logarithm of the determinant, so that a vague track does not draw in everything.
    """
    inside = distances <= gate
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not len(rows):
        return Pairs(np.zeros(0, int), np.zeros(0, int))
    cost = distances if penalty is None else distances + penalty[:, None]
    cost, inside = cost[np.ix_(rows, columns)], inside[np.ix_(rows, columns)]
    span = float(cost[inside].max() - cost[inside].min()) + 1.0
    outside = float(cost[inside].max()) + span * min(cost.shape)
    chosen_rows, chosen_columns = linear_sum_assignment(np.where(inside, cost, outside))
    kept = inside[chosen_rows, chosen_columns]
    return Pairs(rows[chosen_rows[kept]], columns[chosen_columns[kept]])
