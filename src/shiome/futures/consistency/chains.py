"""Impact through chains: what one variable does to another over every path that visits no variable twice (EXIT's summed impact).

Each chain counts the product of its direct impacts, each divided by the largest possible one. The sum over all chains is exact: it is
built up over the sets of variables visited, not sampled.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shiome.futures.consistency.matrix import Floats, refuse

MOST = 18
"""More variables than this would need more than a hundred megabytes."""


def summed_impacts(impacts: ArrayLike, *, largest: float) -> Floats:
    """Sum over all simple chains from each variable (rows) to each other one.

    Parameters
    ----------
    impacts:
        Direct impacts, rows are sources; the diagonal is not looked at.
    largest:
        The impact that counts as 1.

    Raises
    ------
    InputRefused
        ``consistency.shape``, ``consistency.value``; ``consistency.large``: more than ``MOST`` variables.

    >>> summed_impacts([[0, 4, 0], [0, 0, 4], [0, 0, 0]], largest=8).tolist()
    [[0.0, 0.5, 0.25], [0.0, 0.0, 0.5], [0.0, 0.0, 0.0]]
    """
    direct = np.array(impacts, dtype=np.float64)
    _check(direct, largest)
    direct /= largest
    np.fill_diagonal(direct, 0.0)
    layers = _by_size(len(direct))
    return np.array([_from_one(direct, start, layers) for start in range(len(direct))]).reshape(direct.shape)


def _by_size(count: int) -> list[NDArray[np.int64]]:
    """All sets of variables as bit masks, one array for each number of members from 1."""
    masks = np.arange(1 << count, dtype=np.int64)
    members = sum(((masks >> bit) & 1 for bit in range(count)), np.zeros_like(masks))
    return [masks[members == size] for size in range(1, count + 1)]


def _from_one(direct: Floats, start: int, layers: list[NDArray[np.int64]]) -> Floats:
    count = len(direct)
    # One row a set of variables, one column the last of the chain.
    reached = np.zeros((1 << count, count))
    reached[1 << start, start] = 1.0
    for masks in layers:
        onward = reached[masks] @ direct
        for following in range(count):
            free = (masks >> following) & 1 == 0
            reached[masks[free] | (1 << following), following] += onward[free, following]
    total: Floats = reached.sum(axis=0)
    total[start] = 0.0
    return total


def _check(direct: Floats, largest: float) -> None:
    if direct.ndim != 2 or direct.shape[0] != direct.shape[1] or not len(direct):
        raise refuse(
            "shape",
            "the impacts are not a square table",
            "影響の表が正方形でない",
            "give one row and one column a variable",
            "変数ごとに一行一列とする",
            direct.shape,
        )
    if not np.all(np.isfinite(direct)) or not 0 < largest < float("inf"):
        raise refuse(
            "value",
            f"an impact or the largest one ({largest}) is not a usable number",
            f"影響またはその最大値（{largest}）が使える数でない",
            "give finite impacts and a largest one above 0",
            "影響は有限の数、最大値は正の数とする",
            largest,
        )
    if len(direct) > MOST:
        raise refuse(
            "large",
            f"{len(direct)} variables are too many for exact chains",
            f"変数が {len(direct)} 個あり、連鎖を正確に足せない",
            f"leave out variables; the limit is {MOST}",
            f"変数を減らす。上限は {MOST}",
            len(direct),
        )
