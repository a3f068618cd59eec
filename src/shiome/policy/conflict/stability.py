"""Which states are stable for whom: Nash, GMR, SMR, SEQ, SSEQ and, with simultaneous sanctions, SIM."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from shiome.engines import Engine
from shiome.policy.conflict.chains import Chain, least
from shiome.policy.conflict.game import Game, Ints
from shiome.policy.conflict.simultaneous import simultaneous
from shiome.policy.conflict.statements import Bools

Concept = Literal["nash", "gmr", "smr", "seq", "sseq", "sim"]
CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq", "sseq", "sim")


@dataclass(frozen=True, eq=False)
class Stability:
    """Stability of every state for every decision maker under one rule for chains of sanctions."""

    chain: Chain
    stable: Mapping[Concept, Bools]
    """For each concept decision makers × states."""

    def equilibria(self, concept: Concept) -> Bools:
        """States that are stable for all."""
        return np.asarray(self.stable[concept].all(axis=0))

    def numbers(self, concept: Concept) -> list[int]:
        """The equilibria by their numbers from 1."""
        return (np.flatnonzero(self.equilibria(concept)) + 1).tolist()


def stability(game: Game, *, chain: Chain = "alternating", engine: Engine = "auto") -> Stability:
    """Analyse a game whose preferences are complete.

    A state is **Nash** stable for a decision maker that has no improvement from it. Otherwise every improvement has to be sanctioned: the
    others, moving by ``chain``, can bring about a state that is not better for it than the first (**GMR**), from which moreover it
    cannot escape by a move of its own to a better one (**SMR**); the others move only by improvements of their own (**SEQ**); both
    (**SSEQ**, Rêgo and Vieira 2017). **SIM** adds to SEQ the sanction that others, who are about to move from the same state,
    move at the same time (Fraser and Hipel 1984; see :func:`simultaneous`).

    Ties: a sanction to an equally good state counts, a move to an equally good state is no improvement.

    Raises
    ------
    InputRefused
        ``conflict.unknown``: some comparisons are unknown; see :func:`shiome.policy.conflict.unknown.uncertain`.

    Notes
    -----
    With complete preferences only the worst that can be brought about matters, so one minimum over all chains from each state replaces
    looking at each of them.
    """
    game.demand_known()
    found: dict[Concept, list[Bools]] = {concept: [] for concept in CONCEPTS}
    open_moves = []
    for maker in range(len(game.makers)):
        of_maker, unsanctioned = _of_maker(game, maker, chain, engine)
        for concept, stable in of_maker.items():
            found[concept].append(stable)
        open_moves.append(unsanctioned)
    found["sim"] = simultaneous(game, open_moves)
    return Stability(chain, {concept: np.stack(found[concept]) for concept in CONCEPTS})


def escapes(game: Game, maker: int) -> Ints:
    """The best rank that a decision maker holds at each state or reaches from it by one move of its own."""
    ranks = game.ranks[maker]
    padded = np.append(ranks, -1)
    best: Ints = np.maximum(ranks, padded[game.moves[maker]].max(axis=1)).astype(np.int32)
    return best


def worst_answers(game: Game, maker: int, chain: Chain, *, improving: bool, engine: Engine = "auto") -> Ints:
    """The least rank, and the least best rank after escaping, to which the others can bring a maker from each state: states × 2."""
    values = np.stack([game.ranks[maker], escapes(game, maker)], axis=1)
    others = [each for each in range(len(game.makers)) if each != maker]
    return least(game.improvements if improving else game.moves, others, values, chain, engine=engine)


def _of_maker(game: Game, maker: int, chain: Chain, engine: Engine) -> tuple[dict[Concept, Bools], Ints]:
    """Stability for one, and its improvements that no sequence of improvements sanctions."""
    improvements = game.improvements[maker]
    ranks = game.ranks[maker][:, None]
    real = improvements < game.size
    answers = {
        improving: np.concatenate(
            [worst_answers(game, maker, chain, improving=improving, engine=engine), np.full((1, 2), -1, dtype=np.int32)]
        )
        for improving in (False, True)
    }

    any_move, willing = (answers[improving][improvements] <= ranks[:, :, None] for improving in (False, True))
    unsanctioned = np.where(willing[:, :, 0] | ~real, game.size, improvements).astype(np.int32)
    found: dict[Concept, Bools] = {
        "nash": ~real.any(axis=1),
        "gmr": any_move[:, :, 0].all(axis=1),
        "smr": any_move[:, :, 1].all(axis=1),
        "seq": willing[:, :, 0].all(axis=1),
        "sseq": willing[:, :, 1].all(axis=1),
    }
    return found, unsanctioned
