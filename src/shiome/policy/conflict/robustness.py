"""How far equilibria rest on the exact rankings: shares of seeded draws in which each state stays one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine
from shiome.policy.conflict.chains import Chain
from shiome.policy.conflict.game import Game
from shiome.policy.conflict.preferences import dense
from shiome.policy.conflict.stability import CONCEPTS, Concept, stability
from shiome.policy.conflict.statements import refused

Shares = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Robustness:
    """Shares of draws, one a state; their standard error is at most ``0.5 / sqrt(draws)``."""

    draws: int
    seed: int
    chain: Chain
    shares: Mapping[Concept, Shares]

    def error(self, concept: Concept) -> Shares:
        """Standard error of each share."""
        share = self.shares[concept]
        return np.asarray(np.sqrt(share * (1 - share) / self.draws))


@dataclass(frozen=True)
class Swap:
    """Two neighbouring levels of one ranking that change places, and what comes of it."""

    maker: int
    upper: tuple[int, ...]
    """States of the level that was the better one."""
    lower: tuple[int, ...]
    lost: Mapping[Concept, tuple[int, ...]]
    """Equilibria that cease to be."""
    gained: Mapping[Concept, tuple[int, ...]]


def robustness(
    game: Game,
    *,
    swaps: int = 1,
    shuffled: Sequence[int] = (),
    draws: int = 1_000,
    seed: int = 0,
    chain: Chain = "alternating",
    engine: Engine = "auto",
) -> Robustness:
    """Redraw the rankings and count how often each state is an equilibrium.

    Parameters
    ----------
    swaps:
        In each draw, so many times in each ranking two neighbouring levels, chosen at random, change places. Ties stay together.
    shuffled:
        Indices of decision makers of whose ranking nothing is supposed known: all orders of its states are alike likely, without ties.
    seed:
        Draw ``d`` of a seed is the same whatever the number of draws.

    Raises
    ------
    InputRefused
        ``conflict.unknown``; ``conflict.draws``: fewer than one draw or fewer than no swaps.
    """
    game.demand_known()
    if draws < 1 or swaps < 0:
        raise refused(
            "draws",
            f"{draws} draws of {swaps} swaps cannot be made",
            f"{swaps} 回の入替えを {draws} 回引くことはできない",
            "give one draw or more, and no negative number of swaps",
            "抽出は 1 回以上、入替えは 0 回以上にする",
            draws,
        )
    counts = {concept: np.zeros(game.size, dtype=np.int64) for concept in CONCEPTS}
    for number in range(draws):
        stream = np.random.default_rng([seed, number])
        ranks = np.stack(
            [
                stream.permutation(game.size).astype(np.int32)
                if maker in shuffled
                else swapped(game.ranks[maker], swaps, stream)
                for maker in range(len(game.makers))
            ]
        )
        found = stability(game.with_ranks(ranks), chain=chain, engine=engine)
        for concept in CONCEPTS:
            counts[concept] += found.equilibria(concept)
    return Robustness(draws, seed, chain, {concept: count / draws for concept, count in counts.items()})


def swapped(ranks: NDArray[np.int32], swaps: int, stream: np.random.Generator) -> NDArray[np.int32]:
    """A ranking with so many random swaps of neighbouring levels."""
    dense_ranks = dense(ranks)
    levels = int(dense_ranks.max()) + 1
    place = np.arange(levels, dtype=np.int32)
    for _ in range(swaps if levels > 1 else 0):
        lower = int(stream.integers(levels - 1))
        at = [int(np.flatnonzero(place == lower)[0]), int(np.flatnonzero(place == lower + 1)[0])]
        place[at] = place[at[::-1]]
    return place[dense_ranks]


def critical_swaps(game: Game, *, chain: Chain = "alternating", engine: Engine = "auto") -> list[Swap]:
    """Every single swap of neighbouring levels that changes a set of equilibria: exact, nothing is drawn.

    Raises
    ------
    InputRefused
        ``conflict.unknown``.
    """
    base = stability(game, chain=chain, engine=engine)
    found = []
    for maker in range(len(game.makers)):
        ranks = dense(game.ranks[maker])
        for lower in range(int(ranks.max())):
            other = ranks.copy()
            other[ranks == lower], other[ranks == lower + 1] = lower + 1, lower
            changed = game.ranks.copy()
            changed[maker] = other
            after = stability(game.with_ranks(changed), chain=chain, engine=engine)
            sets = {each: (base.equilibria(each), after.equilibria(each)) for each in CONCEPTS}
            if any((old != new).any() for old, new in sets.values()):
                found.append(
                    Swap(
                        maker,
                        _members(ranks == lower + 1),
                        _members(ranks == lower),
                        {each: _members(old & ~new) for each, (old, new) in sets.items()},
                        {each: _members(new & ~old) for each, (old, new) in sets.items()},
                    )
                )
    return found


def _members(where: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(np.flatnonzero(where).tolist())
