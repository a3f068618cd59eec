"""Stability where some comparisons are unknown, under four attitudes towards what is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from shiome.policy.conflict.chains import Chain, reach
from shiome.policy.conflict.game import Game
from shiome.policy.conflict.statements import Bools, refused

Attitude = Literal["a", "b", "c", "d"]
"""From the boldest to the most cautious (Li, Hamouda, Kilgour, Hipel 2004):

| | leaves a state for | is deterred by states |
|---|---|---|
| a | better and unknown ones | that are surely not better |
| b | better ones | that are surely not better |
| c | better and unknown ones | that are not better, or unknown |
| d | better ones | that are not better, or unknown |
"""
ATTITUDES: tuple[Attitude, ...] = ("a", "b", "c", "d")
UncertainConcept = Literal["nash", "gmr", "smr", "seq"]
UNCERTAIN_CONCEPTS: tuple[UncertainConcept, ...] = ("nash", "gmr", "smr", "seq")
MOST_STATES = 4_096
"""States for which sets of reachable states are held."""


@dataclass(frozen=True, eq=False)
class UncertainStability:
    """Stability under each attitude; decision makers × states."""

    chain: Chain
    stable: Mapping[Attitude, Mapping[UncertainConcept, Bools]]

    def equilibria(self, attitude: Attitude, concept: UncertainConcept) -> Bools:
        """States that are stable for all, all holding the attitude."""
        return np.asarray(self.stable[attitude][concept].all(axis=0))

    def numbers(self, attitude: Attitude, concept: UncertainConcept) -> list[int]:
        """The equilibria by their numbers from 1."""
        return (np.flatnonzero(self.equilibria(attitude, concept)) + 1).tolist()


def uncertain(game: Game, *, chain: Chain = "alternating") -> UncertainStability:
    """Analyse a game of which some comparisons may be unknown.

    Sequential sanctions may use the others' improvements and the moves of which it is unknown whether they are. Where nothing is
    unknown all four attitudes agree with :func:`shiome.policy.conflict.stability.stability`.

    Raises
    ------
    InputRefused
        ``conflict.many``: more than ``MOST_STATES`` states.
    """
    if game.size > MOST_STATES:
        raise refused(
            "many",
            f"unknown preferences over {game.size} states, more than {MOST_STATES}",
            f"不明な選好のある状態が {game.size} で、{MOST_STATES} を超える",
            "complete the preferences, or leave options out",
            "選好を完全にするか、選択肢を減らす",
            game.size,
        )
    found: dict[Attitude, dict[UncertainConcept, list[Bools]]] = {
        attitude: {concept: [] for concept in UNCERTAIN_CONCEPTS} for attitude in ATTITUDES
    }
    for maker in range(len(game.makers)):
        others = [each for each in range(len(game.makers)) if each != maker]
        anything = reach(game.moves, others, chain)
        willing = reach(game.improvements_or_unknown, others, chain)
        for attitude in ATTITUDES:
            for concept, stable in _of_maker(game, maker, attitude, anything, willing).items():
                found[attitude][concept].append(stable)
    return UncertainStability(
        chain,
        {
            attitude: {concept: np.stack(each) for concept, each in concepts.items()}
            for attitude, concepts in found.items()
        },
    )


def _of_maker(
    game: Game, maker: int, attitude: Attitude, anything: Bools, willing: Bools
) -> dict[UncertainConcept, Bools]:
    better, unknown = _relation(game, maker)
    leaves = better | unknown if attitude in "ac" else better
    # deterred[s, u]: u is a sanction for leaving s
    deterred = ~(better | unknown).T if attitude in "ab" else ~better.T
    found: dict[UncertainConcept, Bools] = {
        concept: np.ones(game.size, dtype=np.bool_) for concept in UNCERTAIN_CONCEPTS
    }
    for state in range(game.size):
        targets = np.array(game.targets(maker, state), dtype=np.int64)
        targets = targets[leaves[targets, state]]
        if not len(targets):
            continue
        found["nash"][state] = False
        stays = np.append(deterred[state], True)[game.moves[maker]].all(axis=1)
        found["gmr"][state] = (anything[targets] & deterred[state]).any(axis=1).all()
        found["smr"][state] = (anything[targets] & deterred[state] & stays).any(axis=1).all()
        found["seq"][state] = (willing[targets] & deterred[state]).any(axis=1).all()
    return found


def _relation(game: Game, maker: int) -> tuple[Bools, Bools]:
    relation = game.partial[maker]
    if relation is not None:
        return relation.better, relation.unknown
    ranks = game.ranks[maker]
    better = ranks[:, None] > ranks[None, :]
    return better, np.zeros_like(better)
