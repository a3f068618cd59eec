"""What several decision makers can bring about in turn, under three rules for the sequence of movers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine, engine_name
from shiome.policy.conflict.game import Ints
from shiome.policy.conflict.statements import Bools

Chain = Literal["single", "once", "alternating"]
"""``single``: one move by one of them. ``once``: a sequence in which each moves at most once. ``alternating``: any sequence in which nobody
moves twice in a row, the usual definition (Fang, Hipel, Kilgour 1993)."""
CHAINS: tuple[Chain, ...] = ("single", "once", "alternating")
WORST = np.iinfo(np.int32).max
"""The rank of what cannot be reached: above every rank."""
Values = NDArray[Any]


def least(moves: Ints, movers: Sequence[int], values: Ints, chain: Chain, *, engine: Engine = "auto") -> Ints:
    """For each state the least value that the movers can bring about from there, :data:`WORST` where they cannot move.

    Parameters
    ----------
    moves:
        Decision makers × states × targets, padded with the number of states.
    values:
        States × kinds of value; the minimum is taken of each kind by itself.

    Returns
    -------
    States × kinds.
    """
    if engine_name(engine, work="stability analysis", work_ja="安定性分析") == "numba":
        from shiome.policy.conflict.kernels import least_compiled

        return least_compiled(moves, np.array(movers, dtype=np.int64), values.astype(np.int32), chain)
    padded = np.concatenate([values, np.full((1, values.shape[1]), WORST)]).astype(np.int32)
    return _spread(moves, movers, padded, chain, np.minimum)


def reach(moves: Ints, movers: Sequence[int], chain: Chain) -> Bools:
    """``reach[s, t]``: whether the movers can lead from ``s`` to ``t`` in one move or more."""
    size = moves.shape[1]
    bits = np.packbits(np.eye(size, dtype=np.bool_), axis=1)
    padded = np.concatenate([bits, np.zeros((1, bits.shape[1]), dtype=np.uint8)])
    found = _spread(moves, movers, padded, chain, np.bitwise_or)
    return np.unpackbits(found, axis=1, count=size).astype(np.bool_)


def _step(targets: Ints, values: Values, join: np.ufunc) -> Values:
    """One move of one mover: the values of its targets joined; the last row of ``values`` stands for no move and joins to nothing."""
    found = values[targets[:, 0]].copy()
    for column in range(1, targets.shape[1]):
        join(found, values[targets[:, column]], out=found)
    return found


def _spread(moves: Ints, movers: Sequence[int], values: Values, chain: Chain, join: np.ufunc) -> Values:
    nothing = np.broadcast_to(values[-1], (moves.shape[1], values.shape[1])).copy()
    if not movers:
        return nothing
    trimmed = {mover: moves[mover][:, : _width(moves[mover])] for mover in movers}
    if chain == "single":
        parts = [_step(trimmed[mover], values, join) for mover in movers]
        return np.asarray(join.reduce(parts, axis=0))
    if chain == "once":
        return _once(trimmed, list(movers), values, join, nothing)
    return _alternating(trimmed, list(movers), values, join, nothing)


def _width(targets: Ints) -> int:
    return max(1, int(np.flatnonzero((targets < len(targets)).any(axis=0))[-1:].sum()) + 1)


def _joined(values: Values, rest: Values, join: np.ufunc) -> Values:
    """What lies at a state joined with what can be brought about from there; the last row stays that of no move."""
    found = values.copy()
    found[:-1] = join(found[:-1], rest)
    return found


def _once(moves: dict[int, Ints], movers: list[int], values: Values, join: np.ufunc, nothing: Values) -> Values:
    """For every set of those who have not moved yet, smaller sets first."""
    after = {0: nothing}
    for left in range(1, 1 << len(movers)):
        parts = []
        for number, mover in enumerate(movers):
            if left >> number & 1:
                parts.append(_step(moves[mover], _joined(values, after[left ^ (1 << number)], join), join))
        after[left] = np.asarray(join.reduce(parts, axis=0))
    return after[(1 << len(movers)) - 1]


def _alternating(moves: dict[int, Ints], movers: list[int], values: Values, join: np.ufunc, nothing: Values) -> Values:
    """For each mover what a sequence that it begins brings about, widened until nothing changes."""
    begun = [nothing] * len(movers)
    while True:
        changed = False
        for number, mover in enumerate(movers):
            rest = [each for other, each in enumerate(begun) if other != number] or [nothing]
            wider = _step(moves[mover], _joined(values, np.asarray(join.reduce(rest, axis=0)), join), join)
            if not np.array_equal(wider, begun[number]):
                begun[number], changed = wider, True
        if not changed:
            return np.asarray(join.reduce(begun, axis=0))
