"""Regret: how much a mix gives away in each future against the best mix of that future (L. J. Savage, 1951)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.errors import QueryRefused
from shiome.policy.mix.evaluation import BATCH, Evaluated

SHARE = 0.9


@dataclass(frozen=True, eq=False)
class Regret:
    """Regret of every mix for one ally, on its scale of values from 0 to 1."""

    ally: str
    mean: NDArray[np.float64]
    most: NDArray[np.float64]
    """In the worst future."""
    quantile: NDArray[np.float64]
    """Not exceeded in nine futures of ten."""

    def least(self, kept: NDArray[np.bool_]) -> int:
        """The mix with the least greatest regret among those kept; of equals the one with the lower quantile, then mean."""
        rows = np.flatnonzero(kept)
        order = np.lexsort((self.mean[rows], self.quantile[rows], self.most[rows]))
        return int(rows[order[0]])


def regret(evaluated: Evaluated, ally: str, *, share: float = SHARE) -> Regret:
    """Regret against the best mix, under no floor, of each future.

    A mix that is itself under a floor may do better than all that are not; its regret there is counted as none.

    Raises
    ------
    QueryRefused
        ``policy.share``: the share lies outside 0 to 1; ``policy.no_mix``: every mix is under a floor.
    """
    if not 0 < share <= 1:
        raise QueryRefused(
            "policy.share",
            f"the share {share} is not between 0 and 1",
            ja=f"割合 {share} が 0〜1 でない",
            hint="0.9 is usual",
            hint_ja="通常は 0.9",
            failed=share,
        )
    if not evaluated.kept.any():
        raise QueryRefused(
            "policy.no_mix",
            "every mix is under a floor",
            ja="すべての組み合わせが下限を割る",
            hint="evaluate a mix that keeps the floors",
            hint_ja="下限を守る組み合わせも評価する",
            failed=evaluated.mixes,
        )
    values = evaluated.values[evaluated.allies.index(ally)]
    best = np.full(values.shape[1], -np.inf, dtype=np.float32)
    for row in np.flatnonzero(evaluated.kept):
        np.maximum(best, values[row], out=best)
    count = len(values)
    mean, most, quantile = np.empty(count), np.empty(count), np.empty(count)
    place = math.ceil(share * values.shape[1]) - 1
    for first in range(0, count, BATCH):
        part = slice(first, first + BATCH)
        lost = np.maximum(best - values[part], 0)
        mean[part] = lost.mean(axis=1, dtype=np.float64)
        most[part] = lost.max(axis=1)
        quantile[part] = np.partition(lost, place, axis=1)[:, place]
    return Regret(ally, mean, most, quantile)
