"""The loops of the analysis for Numba; imported only where Numba is there and wanted."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from shiome.policy.conflict.chains import WORST, Chain
from shiome.policy.conflict.game import Ints

F = TypeVar("F", bound=Callable[..., Any])
Words = NDArray[np.uint64]


def compiled(function: F) -> F:
    """Compile a function at its first call; the machine code is kept beside the source for the next process."""
    return cast(F, import_module("numba").njit(cache=True, nogil=True, error_model="numpy")(function))


def least_compiled(moves: Ints, movers: NDArray[np.int64], values: Ints, chain: Chain) -> Ints:
    """As :func:`shiome.policy.conflict.chains.least`."""
    found = np.full(values.shape, WORST, dtype=np.int32)
    if not len(movers):
        return found
    if chain == "single":
        _single(moves, movers, values, found)
    elif chain == "once":
        _once(moves, movers, values, found)
    else:
        _alternating(moves, movers, values, found)
    return found


@compiled
def _single(moves: Ints, movers: NDArray[np.int64], values: Ints, found: Ints) -> None:
    size = moves.shape[1]
    for mover in movers:
        for state in range(size):
            for target in moves[mover, state]:
                if target < size:
                    for kind in range(values.shape[1]):
                        found[state, kind] = min(found[state, kind], values[target, kind])


@compiled
def _once(moves: Ints, movers: NDArray[np.int64], values: Ints, found: Ints) -> None:
    size, kinds = values.shape
    after = np.full((1 << len(movers), size, kinds), WORST, dtype=np.int32)
    for left in range(1, 1 << len(movers)):
        for number in range(len(movers)):
            if not left >> number & 1:
                continue
            rest = left ^ (1 << number)
            for state in range(size):
                for target in moves[movers[number], state]:
                    if target < size:
                        for kind in range(kinds):
                            value = min(values[target, kind], after[rest, target, kind])
                            after[left, state, kind] = min(after[left, state, kind], value)
    found[:] = after[-1]


@compiled
def _alternating(moves: Ints, movers: NDArray[np.int64], values: Ints, found: Ints) -> None:
    size, kinds = values.shape
    begun = np.full((len(movers), size, kinds), WORST, dtype=np.int32)
    ahead = np.empty((size, kinds), dtype=np.int32)
    changed = True
    while changed:
        changed = False
        for number in range(len(movers)):
            ahead[:] = values
            for other in range(len(movers)):
                if other != number:
                    ahead = np.minimum(ahead, begun[other])
            changed |= _widened(moves[movers[number]], ahead, begun[number])
    for number in range(len(movers)):
        found[:] = np.minimum(found, begun[number])


@compiled
def _widened(targets: Ints, ahead: Ints, begun: Ints) -> bool:
    """Lower what a mover's first move brings about to what lies ahead of it; whether anything changed."""
    size, kinds = ahead.shape
    changed = False
    for state in range(size):
        for target in targets[state]:
            if target < size:
                for kind in range(kinds):
                    if ahead[target, kind] < begun[state, kind]:
                        begun[state, kind] = ahead[target, kind]
                        changed = True
    return changed


@compiled
def _meet(first: Words, second: Words) -> bool:
    """Whether two sets of bits share one."""
    for word in range(first.size):  # noqa: SIM110 - a generator would not compile
        if first[word] & second[word]:
            return True
    return False


@compiled
def symmetric_compiled(
    better: Words,
    own: Words,
    members: Words,
    sanctions: Words,
    kind: NDArray[np.int64],
    joint: NDArray[np.bool_],
    asked: NDArray[np.bool_],
    stable: NDArray[np.bool_],
) -> None:
    """Whether every joint improvement from the asked states meets a sanction from which the coalition cannot escape.

    Sets of states are rows of bits. ``better[s]``: what is better than ``s`` for all members. ``own[c]``: what the members reach from
    any state of ``members[c]``, that state included. ``sanctions[kind[t]]``: what the others reach from ``t``.
    ``joint[s, t]``: t is a joint improvement from s.
    """
    size, words = better.shape
    safe = np.empty(words, dtype=np.uint64)
    seen = np.full(len(sanctions), -1, dtype=np.int64)
    for state in range(size):
        if not asked[state]:
            continue
        safe[:] = np.uint64(0)
        for group in range(len(own)):
            if not _meet(own[group], better[state]):
                for word in range(words):
                    safe[word] |= members[group, word]
        stable[state] = True
        for target in range(size):
            # What answers one target answers all from which the others reach the same.
            if joint[state, target] and seen[kind[target]] != state:
                seen[kind[target]] = state
                if not _meet(sanctions[kind[target]], safe):
                    stable[state] = False
                    break
