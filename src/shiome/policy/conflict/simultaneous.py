"""Sanctions by others who move at the same time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from shiome.policy.conflict.game import Game, Ints
from shiome.policy.conflict.statements import Bools

Masks = NDArray[np.int64]


def simultaneous(game: Game, open_moves: Sequence[Ints]) -> list[Bools]:
    """Stability by sequential or simultaneous sanctions, for each decision maker.

    ``open_moves`` holds for each the improvements that no sequence of improvements sanctions: what it is about to do. Where two or more are
    about to move from one state, they may move at once: the state then reached has everybody's changed options. An improvement is
    sanctioned so when some of the others, one or more, each by one of its open moves, lead together with it to a feasible state that
    is not better for the mover than the first one. An infeasible combination sanctions nothing.
    """
    place = game.states.places(len(game.conflict.options))
    about = np.stack([(each < game.size).any(axis=1) for each in open_moves])
    stable = [~each for each in about]
    contested = np.flatnonzero(about.sum(axis=0) >= 2)
    for state in contested:
        deltas = [_deltas(game, int(state), moves) for moves in open_moves]
        for maker in np.flatnonzero(about[:, state]):
            others = [each for other, each in enumerate(deltas) if other != maker]
            stable[maker][state] = _sanctioned(game, place, int(state), int(maker), deltas[maker], _together(others))
    return stable


def _deltas(game: Game, state: int, moves: Ints) -> Masks:
    """The changes of options that a maker's open moves make."""
    row = moves[state]
    masks = game.states.masks
    return np.asarray(masks[row[row < game.size]] ^ masks[state])


def _together(others: Sequence[Masks]) -> Masks:
    """Every change that one or more of the others make together; options have one owner, so changes never overlap."""
    found = np.zeros(1, dtype=np.int64)
    for each in others:
        found = (found[:, None] | np.append(0, each)[None, :]).reshape(-1)
    return found[1:]


def _sanctioned(game: Game, place: Ints, state: int, maker: int, own: Masks, others: Masks) -> bool:
    """Whether each of the maker's own changes meets some change of the others that leaves it no better off."""
    reached = place[game.states.masks[state] ^ (own[:, None] | others[None, :])]
    ranks = np.where(reached >= 0, game.ranks[maker][reached], np.iinfo(np.int32).max)
    return bool((ranks.min(axis=1) <= game.ranks[maker][state]).all())
