"""How far a set of tracks is from the truth, and whether covariances are honest.

Sources: Schuhmacher, Vo and Vo, "A consistent metric for performance evaluation of multi-object filters", IEEE Transactions on Signal
Processing 56 (2008) (OSPA); Rahmathullah, García-Fernández and Svensson, "Generalized optimal sub-pattern assignment metric", Proc.
Fusion 2017 (GOSPA, α = 2); Bar-Shalom, Li and Kirubarajan, 5.4 (NEES).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped, unused-ignore]
from scipy.spatial.distance import cdist  # type: ignore[import-untyped, unused-ignore]

from shiome.coordination.warning.tracking.association import gate_of
from shiome.coordination.warning.tracking.kalman import squared_distance

Array = NDArray[Any]


class Gospa(NamedTuple):
    """The metric and what it is made of, each to the power of the order."""

    distance: float
    localisation: float
    missed: float
    false: float


def ospa(truth: Array, found: Array, *, cutoff: float, order: float = 2.0) -> float:
    """Optimal sub-pattern assignment between points ``(n, D)`` and ``(m, D)``, in the unit of the points.

    >>> ospa(np.array([[0.0], [10.0]]), np.array([[1.0]]), cutoff=5.0, order=1.0)
    3.0
    """
    most, fewest = max(len(truth), len(found)), min(len(truth), len(found))
    if most == 0:
        return 0.0
    total = cutoff**order * (most - fewest)
    if fewest:
        cost = np.minimum(cdist(truth, found), cutoff) ** order
        total += float(cost[linear_sum_assignment(cost)].sum())
    return float((total / most) ** (1 / order))


def gospa(truth: Array, found: Array, *, cutoff: float, order: float = 2.0) -> Gospa:
    """Generalised OSPA with α = 2: pairs within the cutoff count by their distance, all else as missed or false.

    >>> gospa(np.array([[0.0], [10.0]]), np.array([[1.0]]), cutoff=4.0, order=1.0)
    Gospa(distance=3.0, localisation=1.0, missed=2.0, false=0.0)
    """
    near, pairs = 0.0, 0
    if len(truth) and len(found):
        cost = np.minimum(cdist(truth, found), cutoff) ** order
        rows, columns = linear_sum_assignment(cost)
        kept = cost[rows, columns] < cutoff**order
        near, pairs = float(cost[rows, columns][kept].sum()), int(kept.sum())
    each = cutoff**order / 2
    missed, false = each * (len(truth) - pairs), each * (len(found) - pairs)
    return Gospa((near + missed + false) ** (1 / order), near, missed, false)


def normalised_error(error: Array, covariance: Array) -> Array:
    """Squared error under its covariance: of an honest filter it is chi-squared with as many degrees as the error has numbers."""
    return squared_distance(error, np.linalg.inv(covariance))


def honest_range(samples: int, size: int, probability: float = 0.99) -> tuple[float, float]:
    """Between which the mean of so many independent normalised errors of an honest filter lies."""
    tail = (1 - probability) / 2
    return gate_of(tail, samples * size) / samples, gate_of(1 - tail, samples * size) / samples
