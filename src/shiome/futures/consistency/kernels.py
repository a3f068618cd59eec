"""The search's loop for Numba; imported only where Numba is there and wanted."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., Any])
Ints = NDArray[np.integer[Any]]


def compiled(function: F) -> F:
    """Compile a function at its first call; the machine code is kept beside the source for the next process."""
    return cast(F, import_module("numba").njit(cache=True, nogil=True, error_model="numpy")(function))


@compiled
def _holds(slack: Ints, loss: Ints, variant: int, wide: int) -> bool:
    """Whether a variant may still win after this loss."""
    for at in range(variant * wide, variant * wide + wide):  # noqa: SIM110 - a generator would not compile
        if slack[at] + loss[at] < 0:
            return False
    return True


@compiled
def _leaves_room(
    slack: Ints, loss: Ints, offsets: Ints, order: Ints, chosen: Ints, affected: Ints, end: int, depth: int, wide: int
) -> bool:
    """Whether every influenced descriptor keeps its variant, or, while open, one that may still win."""
    for place in range(end):
        other = affected[depth, place]
        if other < depth:
            if not _holds(slack, loss, chosen[other], wide):
                return False
            continue
        some = False
        for variant in range(offsets[order[other]], offsets[order[other] + 1]):
            if _holds(slack, loss, variant, wide):
                some = True
                break
        if not some:
            return False
    return True


@compiled
def search(
    loss: Ints,
    offsets: Ints,
    order: Ints,
    affected: Ints,
    ends: Ints,
    wide: int,
    slack: Ints,
    chosen: Ints,
    state: Ints,
    found: Ints,
    budget: int,
) -> None:
    """Go on with the search until it ends, ``found`` is full, or ``budget`` steps are taken.

    ``slack[d, v * wide + a]`` is the most by which variant ``v`` can still beat its ``a``-th rival once the first ``d`` descriptors
    of the order are chosen; ``loss[u]`` is what choosing ``u`` takes from it. ``affected[d, :ends[d]]`` are the places in the order of
    those whom the ``d``-th influences. ``state`` holds the depth (-1 at the end), the rows filled and the steps taken.
    """
    last = order.size - 1
    depth = state[0]
    filled = 0
    steps = 0
    while depth >= 0 and filled < found.shape[0] and steps < budget:
        own = order[depth]
        chosen[depth] += 1
        variant = chosen[depth]
        if variant == offsets[own + 1]:
            depth -= 1
            continue
        here = slack[depth]
        row = loss[variant]
        steps += 1
        if not _holds(here, row, variant, wide):
            continue
        if not _leaves_room(here, row, offsets, order, chosen, affected, ends[depth], depth, wide):
            continue
        if depth == last:
            for place in range(order.size):
                found[filled, order[place]] = chosen[place] - offsets[order[place]]
            filled += 1
            continue
        below = slack[depth + 1]
        for at in range(below.size):
            below[at] = here[at] + row[at]
        depth += 1
        chosen[depth] = offsets[order[depth]] - 1
    state[0] = depth
    state[1] = filled
    state[2] += steps
