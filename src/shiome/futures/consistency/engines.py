"""Which engine searches: compiled loops where Numba is installed, NumPy otherwise. Both find the same scenarios."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine, engine_name
from shiome.futures.consistency.matrix import Scenarios
from shiome.futures.consistency.tables import Ints, Tables, order_of

_BUFFER = 65_536
"""Scenarios handed over at once."""
_BUDGET = 10_000_000
"""Steps between two looks at the outside world: about a second."""
_CHUNK = 4_096
"""Partial scenarios that the NumPy engine carries side by side."""


def batches(tables: Tables, engine: Engine) -> Iterator[tuple[Scenarios, int]]:
    """All consistent choices of the tables' descriptors, in batches that may be empty, with the steps each took."""
    return _compiled(tables) if engine_used(engine) == "numba" else _in_arrays(tables)


def engine_used(engine: Engine) -> Literal["numba", "numpy"]:
    """The engine that will search; see :func:`shiome.engines.engine_name`."""
    return engine_name(engine, work="search", work_ja="探索")


def _affected(tables: Tables, order: Ints) -> list[Ints]:
    """For each place in the order, the places of those whom it influences, decided ones first."""
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    bound = tables.strengths() > 0
    return [np.sort(place[bound[descriptor]]) for descriptor in order]


def _compiled(tables: Tables) -> Iterator[tuple[Scenarios, int]]:
    from shiome.futures.consistency.kernels import search

    order = order_of(tables)
    lists = _affected(tables, order)
    affected = np.zeros((tables.size, tables.size), dtype=np.int64)
    for place, each in enumerate(lists):
        affected[place, : len(each)] = each
    ends = np.array([len(each) for each in lists], dtype=np.int64)
    slack = np.empty((tables.size, tables.slack.size), dtype=tables.slack.dtype)
    slack[0] = tables.slack
    chosen = np.zeros(tables.size, dtype=np.int64)
    chosen[0] = tables.offsets[order[0]] - 1
    state = np.zeros(3, dtype=np.int64)
    found = np.empty((_BUFFER, tables.size), dtype=np.int16)
    while state[0] >= 0:
        before = int(state[2])
        search(tables.loss, tables.offsets, order, affected, ends, tables.wide, slack, chosen, state, found, _BUDGET)
        yield found[: state[1]].copy(), int(state[2]) - before


def _in_arrays(tables: Tables) -> Iterator[tuple[Scenarios, int]]:
    """Depth first over chunks of partial scenarios, so that memory stays small."""
    order = order_of(tables)
    affected = _affected(tables, order)
    nothing = np.zeros((1, tables.size), dtype=np.int16)
    stack = [(0, tables.slack[None, :], nothing)]
    while stack:
        place, slack, partial = stack.pop()
        if place == tables.size:
            yield partial, 0
            continue
        slack, partial = _grown(tables, order, affected[place], place, slack, partial)
        for first in range(0, len(partial), _CHUNK):
            chunk = slice(first, first + _CHUNK)
            stack.append((place + 1, slack[chunk], partial[chunk]))
        yield nothing[:0], len(partial)


def _grown(
    tables: Tables,
    order: Ints,
    affected: Ints,
    place: int,
    slack: NDArray[np.signedinteger[Any]],
    partial: Scenarios,
) -> tuple[NDArray[np.signedinteger[Any]], Scenarios]:
    """The partial scenarios with one more descriptor chosen, those without hope left out."""
    own, wide = int(order[place]), tables.wide
    first, last = (int(each) for each in tables.offsets[own : own + 2])
    slacks, partials = [slack[:0]], [partial[:0]]
    for variant in range(first, last):
        below = slack + tables.loss[variant]
        chosen = partial.copy()
        chosen[:, own] = variant - first
        holds = np.all((below >= 0).reshape(len(below), -1, wide), axis=2)
        good = holds[:, variant].copy()
        for other in affected:
            descriptor = int(order[other])
            begin, end = (int(each) for each in tables.offsets[descriptor : descriptor + 2])
            if other < place:
                good &= holds[np.arange(len(below)), begin + chosen[:, descriptor]]
            else:
                good &= holds[:, begin:end].any(axis=1)
        slacks.append(below[good])
        partials.append(chosen[good])
    return np.concatenate(slacks), np.concatenate(partials)
