"""How the order of the cases depends on the weights: ranks over weights drawn at random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shiome.futures.analogues.likeness import Likeness

DRAWS = 1_000
WITHIN = 0.9
"""Share of the draws that a rank interval covers."""


@dataclass(frozen=True, slots=True)
class Rank:
    """The rank of a case, 1 the most alike; equal ones share the better rank."""

    rank: int
    low: int
    high: int
    """Ranks between which it stays in nine draws of ten."""
    first: float
    """Share of the draws in which none is more alike."""


def ranks(likenesses: Sequence[Likeness], *, draws: int = DRAWS, seed: int = 0) -> tuple[Rank, ...]:
    """Rank by the middle of the bounds, under the stated weights and under ``draws`` others.

    Weights are drawn from the Dirichlet distribution whose mean is the stated weights; with equal ones every set of weights is as
    likely as any other.
    """
    if not likenesses:
        return ()
    weight = np.array([match.weight for match in likenesses[0].matches])
    agreed = np.array([[0.5 if m.agreement is None else m.agreement for m in each.matches] for each in likenesses])
    drawn = np.random.default_rng(seed).standard_gamma(weight * len(weight), size=(draws, len(weight)))
    total = drawn.sum(axis=1, keepdims=True)
    shares = np.divide(drawn, total, out=np.tile(weight, (draws, 1)), where=total > 0)
    places = _places(shares @ agreed.T)
    stated = _places(weight[None, :] @ agreed.T)[0]
    tail = (1 - WITHIN) / 2
    ends = np.quantile(places, [tail, 1 - tail], axis=0, method="inverted_cdf")
    return tuple(
        Rank(int(stated[n]), int(ends[0, n]), int(ends[1, n]), float(np.mean(places[:, n] == 1)))
        for n in range(len(likenesses))
    )


def _places(
    scores: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """1 plus the number that score higher; differences below a billionth are ties."""
    rounded = np.round(scores, 9)
    return np.asarray(1 + (rounded[:, None, :] > rounded[:, :, None]).sum(axis=2), dtype=np.int64)
