"""Directions in which several drivers move together: profiles weighted so that each driver counts alike, against shuffled runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.futures.branching.traces import Counts

Numbers = NDArray[np.float64]
Labels = NDArray[np.intp]
REFERENCES = 5
"""Shuffled copies of the runs, in each of which the drivers have nothing to do with one another."""
MOST_AXES = 8
"""Directions kept at most."""
LEAST_EXCESS = 1.1
"""A direction must carry this many times what the strongest one of the shuffled copies carries."""
SMALL = 40
"""Matrices below this size are solved whole."""
_EXACT = 1 << 24
"""Whole numbers up to here are exact in single precision, so that sums of products do not depend on their order."""


@dataclass(frozen=True)
class Axes:
    """Directions shared by drivers, each counted with the variance that it carries beyond the reference.

    Parameters
    ----------
    weights:
        For each driver the factor on its centred profile: 1 over the standard deviation along its widest direction, 0 if it never moves.
    means, loadings:
        For each driver the mean profile, and (profile, axes).
    carried, reference:
        Variance along each axis, and the most that an axis of the shuffled copies carried (about 1).
    """

    weights: tuple[float, ...]
    means: tuple[Numbers, ...]
    loadings: tuple[Numbers, ...]
    carried: tuple[float, ...]
    reference: float

    def scores(self, profiles: Sequence[Counts]) -> Numbers:
        """Place of each run on the axes, (runs, axes), to a millionth."""
        total = np.zeros((len(profiles[0]), len(self.carried)))
        for weight, block, mean, loading in zip(self.weights, profiles, self.means, self.loadings, strict=True):
            total += weight * ((block.astype(np.float64) - mean) @ loading)
        return np.round(total, 6)


def shared_axes(profiles: Sequence[Counts], *, dice: np.random.Generator, least: int = 0) -> Axes:
    """Principal directions that carry more than any of runs whose drivers were shuffled (parallel analysis; Horn 1965).

    Blocks are weighted as in multiple factor analysis (Escofier and Pagès): each driver's own widest direction has variance 1, so that
    no driver alone, however many states it has, makes a direction that stands out. ``least`` directions are kept in any case.
    """
    together = np.zeros(len(profiles[0]), dtype=np.intp)
    weights = _weights(profiles, together)
    reference = _reference(profiles, weights, together, dice)
    values, vectors = np.linalg.eigh(_covariance(profiles, weights, together))
    falling = range(len(values) - 1, -1, -1)
    stands = [values[place] > LEAST_EXCESS * reference for place in falling]
    kept = [place for rank, place in enumerate(falling) if (stands[rank] or rank < least) and values[place] > 1e-9]
    chosen = vectors[:, kept[:MOST_AXES]]
    # The sign of a direction is free: its largest loading is made positive.
    chosen = chosen * np.sign(chosen[np.abs(chosen).argmax(axis=0), range(chosen.shape[1])])
    shared = [(values[place] - reference) / values[place] for place in kept[:MOST_AXES]]
    # What an axis carries by chance alone does not count; where only such axes are kept, they count as they are.
    chosen = np.round(chosen * np.sqrt([part if part > 0 else 1.0 for part in shared]), 9)
    ends = np.cumsum([block.shape[1] for block in profiles])[:-1]
    return Axes(
        tuple(weights),
        tuple(block.mean(axis=0, dtype=np.float64) for block in profiles),
        tuple(np.split(chosen, ends)),
        tuple(float(np.round(values[place], 9)) for place in kept[:MOST_AXES]),
        reference,
    )


def together_still(profiles: Sequence[Counts], labels: Labels, *, dice: np.random.Generator) -> bool:
    """Whether drivers still move together within groups of runs: more than when they are shuffled within each group."""
    weights = _weights(profiles, labels)
    strongest = _largest(_covariance(profiles, weights, labels))
    return strongest > LEAST_EXCESS * _reference(profiles, weights, labels, dice)


def _weights(profiles: Sequence[Counts], labels: Labels) -> list[float]:
    widest = [_largest(_covariance([block], [1.0], labels)) for block in profiles]
    return [float(np.round(value**-0.5, 9)) if value > 1e-9 else 0.0 for value in widest]


def _reference(
    profiles: Sequence[Counts], weights: Sequence[float], labels: Labels, dice: np.random.Generator
) -> float:
    """Most that a direction of a shuffled copy carries; each driver's blocks change places among the runs of a group."""
    groups = [np.flatnonzero(labels == group) for group in range(int(labels.max()) + 1)]
    strongest = 0.0
    for _ in range(REFERENCES):
        mixed = []
        for block in profiles:
            order = np.arange(len(block))
            for group in groups:
                order[group] = dice.permutation(group)
            mixed.append(block[order])
        strongest = max(strongest, _largest(_covariance(mixed, weights, labels)))
    return float(np.round(strongest, 9))


def _largest(matrix: Numbers) -> float:
    """Largest eigenvalue; of large matrices by Lanczos' method from a fixed start, far faster than all eigenvalues."""
    if len(matrix) < SMALL or not matrix.any():
        return float(np.linalg.eigvalsh(matrix)[-1])
    from scipy.sparse.linalg import eigsh  # type: ignore[import-untyped, unused-ignore]

    start = np.cos(np.arange(len(matrix)))
    return float(eigsh(matrix, k=1, which="LA", v0=start, tol=1e-8, return_eigenvectors=False)[0])


def _covariance(profiles: Sequence[Counts], weights: Sequence[float], labels: Labels) -> Numbers:
    """Weighted covariance within groups; the sums are of whole numbers, and exact."""
    whole = np.concatenate(profiles, axis=1)
    runs, width = whole.shape
    step = max(1, int(_EXACT // max(1.0, float(whole.max()) ** 2)))
    products = np.zeros((width, width))
    for first in range(0, runs, step):
        part = whole[first : first + step]
        products += part.T @ part
    for group in range(int(labels.max()) + 1):
        members = whole[labels == group]
        if len(members):
            total = members.sum(axis=0, dtype=np.float64)
            products -= np.outer(total, total) / len(members)
    scale = np.repeat(weights, [block.shape[1] for block in profiles])
    found: Numbers = products / runs * np.outer(scale, scale)
    return found
