"""From what a decision maker's preference says to ranks of all states, or to what is known of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.policy.conflict.model import (
    Complete,
    DecisionMaker,
    Doubtful,
    Metric,
    Pairs,
    Ranking,
    Statements,
    Weights,
)
from shiome.policy.conflict.statements import Bools, parse, refused
from shiome.policy.conflict.stating import States

MOST_COMPARED = 4_096
"""States of a conflict in which some comparisons are unknown."""


@dataclass(frozen=True, eq=False)
class Partial:
    """What is known of a preference: for a pair of states strictly better, unknown, or (neither way) equally good."""

    better: Bools
    """``better[x, y]``: x is strictly preferred to y."""
    unknown: Bools
    """``unknown[x, y]``: how they compare is unknown; symmetric."""


def resolve(maker: DecisionMaker, states: States) -> NDArray[np.int32] | Partial:
    """The ranks of all states (0 the worst, ties equal), or what is known where the preference is not complete.

    Raises
    ------
    InputRefused
        ``conflict.ranking``: a state missing or listed twice; ``conflict.state``; ``conflict.cycle``: a state preferred to itself by way of
        others; ``conflict.metric``: not one finite number a state; ``conflict.many``.
    """
    preference, where = maker.preference, maker.id
    if isinstance(preference, Pairs | Doubtful) and len(states.masks) > MOST_COMPARED:
        raise refused(
            "many",
            f"{where}: unknown comparisons among {len(states.masks)} states, more than {MOST_COMPARED}",
            f"{where}：不明な比較のある状態が {len(states.masks)} で、{MOST_COMPARED} を超える",
            "rank all states",
            "すべての状態に順位を付ける",
            maker,
        )
    if isinstance(preference, Pairs):
        return _from_pairs(preference, states, where)
    if isinstance(preference, Doubtful):
        return _doubtful(_ranks(preference.base, states, where), preference, states, where)
    return _ranks(preference, states, where)


def _ranks(preference: Complete, states: States, where: str) -> NDArray[np.int32]:
    if isinstance(preference, Statements):
        return _by_statements(preference, states)
    if isinstance(preference, Ranking):
        return _by_ranking(preference, states, where)
    if isinstance(preference, Weights):
        total = np.zeros(len(states.masks))
        for text, weight in preference.weights.items():
            total += weight * parse(text, states.options).holds(states.chosen)
        return dense(np.round(total, 9))
    return _by_metric(preference, states, where)


def dense(values: NDArray[np.floating] | NDArray[np.integer]) -> NDArray[np.int32]:
    """Ranks from 0 without gaps, ties equal.

    >>> dense(np.array([5.0, 1.0, 5.0])).tolist()
    [1, 0, 1]
    """
    ranks: NDArray[np.int32] = np.unique(values, return_inverse=True)[1].reshape(-1).astype(np.int32)
    return ranks


def _by_statements(preference: Statements, states: States) -> NDArray[np.int32]:
    if not preference.statements:
        return np.zeros(len(states.masks), dtype=np.int32)
    holds = [parse(text, states.options).holds(states.chosen) for text in preference.statements]
    table = np.stack(holds, axis=1).astype(np.int8)
    # Rows sort by their first statement first, which is the order of importance.
    ranks: NDArray[np.int32] = np.unique(table, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int32)
    return ranks


def _by_ranking(preference: Ranking, states: States, where: str) -> NDArray[np.int32]:
    ranks = np.full(len(states.masks), -1, dtype=np.int32)
    for level, names in enumerate(preference.levels):
        for name in names:
            found = states.matching(name, where)
            if (ranks[found] >= 0).any():
                doubled = states.pattern(int(found[ranks[found] >= 0][0]))
                raise refused(
                    "ranking",
                    f"{where}: the ranking names state {doubled} twice",
                    f"{where}：順位に状態 {doubled} が二度ある",
                    "keep one of them",
                    "一つにする",
                    name,
                )
            ranks[found] = len(preference.levels) - 1 - level
    if (ranks < 0).any():
        missing = states.pattern(int(np.flatnonzero(ranks < 0)[0]))
        raise refused(
            "ranking",
            f"{where}: the ranking leaves out state {missing}",
            f"{where}：順位に状態 {missing} がない",
            "rank every feasible state, or give single comparisons",
            "すべての実行可能な状態に順位を付けるか、比較だけを書く",
            missing,
        )
    return dense(ranks)


def _by_metric(preference: Metric, states: States, where: str) -> NDArray[np.int32]:
    if callable(preference.values):
        rows = (dict(zip(states.options, map(bool, row), strict=True)) for row in states.chosen)
        values = np.array([preference.values(row) for row in rows], dtype=np.float64)
    else:
        values = np.array(preference.values, dtype=np.float64)
    if values.shape != (len(states.masks),) or not np.isfinite(values).all():
        raise refused(
            "metric",
            f"{where}: the metric does not give one finite number for each of {len(states.masks)} states",
            f"{where}：指標が {len(states.masks)} の状態のそれぞれに有限の数を与えていない",
            "give the values in the order of the states",
            "状態の順に値を書く",
            values.reshape(-1).tolist(),
        )
    return dense(np.round(values / preference.tie) if preference.tie > 0 else values)


def _doubtful(ranks: NDArray[np.int32], preference: Doubtful, states: States, where: str) -> Partial:
    better = ranks[:, None] > ranks[None, :]
    unknown = np.zeros_like(better)
    for first, second in preference.unknown:
        one, other = states.matching(first, where), states.matching(second, where)
        unknown[np.ix_(one, other)] = True
        unknown[np.ix_(other, one)] = True
    np.fill_diagonal(unknown, val=False)
    return Partial(better & ~unknown, unknown)


def _from_pairs(preference: Pairs, states: States, where: str) -> Partial:
    size = len(states.masks)
    level = np.eye(size, dtype=np.bool_)
    strict = np.zeros((size, size), dtype=np.bool_)
    for pairs, table in ((preference.better, strict), (preference.equal, level)):
        for first, second in pairs:
            table[np.ix_(states.matching(first, where), states.matching(second, where))] = True
    level |= level.T
    least = _closure(strict | level)
    # x is strictly better than y where some chain from x to y has a strict link.
    better = _product(_product(least, strict), least)
    if np.diagonal(better).any():
        states_in = [states.pattern(int(each)) for each in np.flatnonzero(np.diagonal(better))]
        raise refused(
            "cycle",
            f"{where}: the preferences go in a circle through {', '.join(states_in[:4])}",
            f"{where}：選好が {'、'.join(states_in[:4])} を通って循環している",
            "take back one of the comparisons",
            "比較のどれかを外す",
            states_in,
        )
    equal = least & least.T
    return Partial(better, ~(better | better.T | equal))


def _product(first: Bools, second: Bools) -> Bools:
    return np.asarray(first.astype(np.float32) @ second.astype(np.float32) > 0.5)


def _closure(relation: Bools) -> Bools:
    """The transitive closure of a reflexive relation, by squaring."""
    while True:
        wider = _product(relation, relation)
        if np.array_equal(wider, relation):
            return relation
        relation = wider
