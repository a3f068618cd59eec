"""What the exact search looks up: the most a variant can still win by, and what each choice takes from it.

For variants ``v`` and ``w`` of one descriptor, ``slack[v, w]`` begins as the sum, over all descriptors, of the most that one of their
variants can do for ``v`` against ``w``. Choosing a variant takes away the difference between that most and what it does. A variant
whose slack falls below zero against any rival can no longer be the best of its descriptor, so that nothing below need be visited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.futures.consistency.matrix import CrossImpact, refuse

Ints = NDArray[np.int64]
Allowed = tuple[tuple[int, ...], ...]
"""The variants that each descriptor may take."""
_NEVER = 2**40
"""Slack that nothing can use up."""


@dataclass(frozen=True, eq=False, slots=True)
class Tables:
    """The search's numbers for some descriptors; rows are allowed variants, columns are variant times rival."""

    descriptors: Ints
    offsets: Ints
    wide: int
    slack: NDArray[np.signedinteger[Any]]
    loss: NDArray[np.signedinteger[Any]]

    @property
    def size(self) -> int:
        """How many descriptors there are."""
        return len(self.descriptors)

    def strengths(self) -> NDArray[np.float64]:
        """What choosing each descriptor takes from each other one, on average: rows choose."""
        starts = self.offsets[:-1]
        sizes = np.diff(self.offsets)
        taken = -self.loss.reshape(len(self.loss), -1, self.wide).sum(axis=2, dtype=np.float64)
        blocks: NDArray[np.float64] = np.add.reduceat(np.add.reduceat(taken, starts, axis=0), starts, axis=1)
        return blocks / sizes[:, None] / sizes[None, :]


def tables_of(matrix: CrossImpact, *, allowed: Allowed, free: frozenset[int], tolerance: float) -> Tables:
    """The tables of a whole matrix.

    Parameters
    ----------
    allowed:
        The variants that each descriptor may take; rivals are all its variants.
    free:
        Descriptors that are set from outside: their variants need not be the best.
    tolerance:
        By how much a variant may fall short of its best rival, in the judgements' unit.
    """
    kept = np.array([matrix.offsets[n] + v for n, each in enumerate(allowed) for v in each], dtype=np.int64)
    offsets = np.concatenate(([0], np.cumsum([len(each) for each in allowed]))).astype(np.int64)
    wide = max(1, max(matrix.sizes) - 1)
    rivals = np.repeat(kept[:, None], wide, axis=1)
    for number, each in enumerate(allowed):
        first, size = matrix.offsets[number], matrix.sizes[number]
        for row, variant in zip(range(offsets[number], offsets[number + 1]), each, strict=True):
            rivals[row, : size - 1] = [first + other for other in range(size) if other != variant]
    source = matrix.units[kept]
    gain = source[:, np.repeat(kept, wide)] - source[:, rivals.ravel()]
    best = np.maximum.reduceat(gain, offsets[:-1], axis=0)
    loss = gain - np.repeat(best, np.diff(offsets), axis=0)
    slack = best.sum(axis=0) + int(np.floor(tolerance * matrix.scale + 1e-6))
    for number in free:
        own = slice(int(offsets[number]) * wide, int(offsets[number + 1]) * wide)
        slack[own] = _NEVER
        loss[:, own] = 0
    return Tables(np.arange(len(allowed), dtype=np.int64), offsets, wide, slack, loss)


def islands_of(tables: Tables) -> list[Tables]:
    """The parts that do not influence one another; their solutions combine freely.

    An influence that is the same whichever variant is chosen binds nothing: it is already in the slack.
    """
    strength = tables.strengths()
    tied = (strength > 0) | (strength.T > 0) | np.eye(tables.size, dtype=np.bool_)
    left = np.ones(tables.size, dtype=np.bool_)
    parts = []
    while left.any():
        members = np.zeros(tables.size, dtype=np.bool_)
        reached = tied[int(np.argmax(left))]
        while (reached != members).any():
            members = reached
            reached = tied[members].any(axis=0)
        left &= ~members
        parts.append(_part(tables, np.flatnonzero(members)))
    return parts


def _part(tables: Tables, members: Ints) -> Tables:
    sizes = np.diff(tables.offsets)[members]
    rows = np.concatenate([np.arange(tables.offsets[n], tables.offsets[n + 1]) for n in members])
    columns = (rows[:, None] * tables.wide + np.arange(tables.wide)).ravel()
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    # Rows stand together in memory, because the search adds whole rows.
    loss = np.ascontiguousarray(tables.loss[np.ix_(rows, columns)])
    part = Tables(tables.descriptors[members], offsets, tables.wide, tables.slack[columns], loss)
    # Half the bytes, half the time, where the numbers allow it.
    reach = int(-part.loss.min(axis=1, initial=0).sum()) + int(np.abs(part.slack[part.slack < _NEVER]).max(initial=0))
    if reach < 2**30:
        small = np.minimum(part.slack, 2**30).astype(np.int32)
        return replace(part, slack=small, loss=part.loss.astype(np.int32))
    return part


def order_of(tables: Tables) -> Ints:
    """The order in which descriptors are chosen: the strongest first, then whoever decides most about those already chosen."""
    strength = tables.strengths()
    total = strength.sum(axis=1)
    decided = strength + strength.T / 2
    score = total.copy()
    order = np.empty(tables.size, dtype=np.int64)
    for place in range(tables.size):
        order[place] = chosen = int(np.argmax(score))
        score += 2 * decided[:, chosen]
        score[order[: place + 1]] = -np.inf
    return order


def allowed_variants(matrix: CrossImpact, *named: Mapping[str, str]) -> Allowed:
    """All variants of each descriptor, but only the named one where a mapping names one.

    Raises
    ------
    InputRefused
        ``consistency.unknown``, and ``consistency.forced`` where two mappings disagree.
    """
    allowed = [tuple(range(size)) for size in matrix.sizes]
    for each in named:
        for descriptor, variant in each.items():
            number = matrix.number(descriptor)
            wanted = matrix.column(descriptor, variant) - matrix.offsets[number]
            if wanted not in allowed[number]:
                raise refuse(
                    "forced",
                    f"{descriptor} is both forced and given, as two different variants",
                    f"{descriptor} に二つの異なる状態が指定されている",
                    "name one of them",
                    "一方だけを書く",
                    each,
                )
            allowed[number] = (wanted,)
    return tuple(allowed)
