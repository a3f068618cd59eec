"""Which states no coalition can leave to the gain of all its members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine, engine_name
from shiome.policy.conflict.chains import CHAINS, Chain, least, reach
from shiome.policy.conflict.game import Game
from shiome.policy.conflict.statements import Bools, refused

CoalitionConcept = Literal["cnash", "cgmr", "csmr", "cseq"]
COALITION_CONCEPTS: tuple[CoalitionConcept, ...] = ("cnash", "cgmr", "csmr", "cseq")
MOST_STATES = 4_096
"""States for which sets of reachable states are held."""
Coalition = tuple[int, ...]
Words = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class CoalitionStability:
    """For each coalition and concept, where it is stable."""

    chain: Chain
    joint: Chain
    stable: Mapping[Coalition, Mapping[CoalitionConcept, Bools]]

    def equilibria(self, concept: CoalitionConcept) -> Bools:
        """States that are stable for every coalition, those of one member included."""
        return np.asarray(np.logical_and.reduce([each[concept] for each in self.stable.values()]))

    def numbers(self, concept: CoalitionConcept) -> list[int]:
        """These states by their numbers from 1."""
        return (np.flatnonzero(self.equilibria(concept)) + 1).tolist()

    def upset(self, state: int, concept: CoalitionConcept) -> list[Coalition]:
        """The coalitions for which a state is not stable."""
        return [coalition for coalition, each in self.stable.items() if not each[concept][state]]


def coalition_stability(
    game: Game,
    *,
    chain: Chain = "alternating",
    joint: Chain = "alternating",
    coalitions: Iterable[Sequence[int]] | None = None,
    engine: Engine = "auto",
) -> CoalitionStability:
    """Analyse what coalitions can do together (Kilgour, Hipel, Fang, Peng 2001; Inohara and Hipel 2008).

    A *joint improvement* of a coalition is a state that its members can reach by moves of theirs and that each of them strictly prefers to
    the first one. Without any, the state is **CNash** stable for the coalition. Otherwise each joint improvement has to meet a sanction: a
    state that those outside can bring about and that is no joint gain: not better than the first for at least one member
    (**CGMR**); from which moreover the members cannot move to a joint gain (**CSMR**); the outsiders each moving only by own improvements
    (**CSEQ**). The coalition of all has nobody outside. For a coalition of one these are Nash, GMR, SMR and SEQ.

    Parameters
    ----------
    chain:
        The rule for the moves of those outside.
    joint:
        The rule for the moves of the members.
    coalitions:
        Which to look at, by indices; all unless given.

    Raises
    ------
    InputRefused
        ``conflict.unknown``, ``conflict.many``.
    """
    return coalition_stabilities(game, (chain,), joint=joint, coalitions=coalitions, engine=engine)[chain]


def coalition_stabilities(
    game: Game,
    chains: Sequence[Chain] = CHAINS,
    *,
    joint: Chain = "alternating",
    coalitions: Iterable[Sequence[int]] | None = None,
    engine: Engine = "auto",
) -> dict[Chain, CoalitionStability]:
    """The same under several rules for the moves of those outside; what the members can do is worked out once.

    Raises
    ------
    InputRefused
        ``conflict.unknown``, ``conflict.many``.
    """
    game.demand_known()
    if game.size > MOST_STATES:
        raise refused(
            "many",
            f"coalitions over {game.size} states, more than {MOST_STATES}",
            f"提携を調べる状態が {game.size} で、{MOST_STATES} を超える",
            "state what cannot occur, or leave options out",
            "起こりえない組合せを書くか、選択肢を減らす",
            game.size,
        )
    makers = range(len(game.makers))
    chosen = coalitions or [each for size in range(1, len(makers) + 1) for each in combinations(makers, size)]
    better = [game.ranks[maker][None, :] > game.ranks[maker][:, None] for maker in makers]
    # better[i][s, t]: i prefers t to s
    found: dict[Chain, dict[Coalition, dict[CoalitionConcept, Bools]]] = {chain: {} for chain in chains}
    for each in chosen:
        members = tuple(sorted(each))
        gains = np.asarray(np.logical_and.reduce([better[member] for member in members]))
        able = _able(game, members, gains, joint)
        for chain in chains:
            found[chain][members] = _of_coalition(game, able, chain, engine)
    return {chain: CoalitionStability(chain, joint, stable) for chain, stable in found.items()}


@dataclass(frozen=True, eq=False)
class _Able:
    """What a coalition can do together, whatever the others do."""

    members: Coalition
    leads: Bools
    """``leads[s, t]``: t is a joint improvement from s."""
    improvements: tuple[NDArray[np.int64], NDArray[np.int64]]
    """The same as pairs: where each begins, and where it ends."""
    gains: Words
    """For each state those that all members prefer to it."""
    ends: Words
    """What can be reached from the states of a group, those included; one row a group."""
    groups: Words
    """The states of each group: from all of them the same is reached."""


def _able(game: Game, members: Coalition, gains: Bools, joint: Chain) -> _Able:
    # A member alone moves once: nobody moves twice in a row.
    own = reach(game.moves, members, joint if len(members) > 1 else "single")
    ends, group = _distinct(_words(own | np.eye(game.size, dtype=np.bool_)))
    groups = _words(group[None, :] == np.arange(len(ends))[:, None])
    leads = own & gains
    starts, targets = np.nonzero(leads)
    return _Able(members, leads, (starts, targets), _words(gains), ends, groups)


def _of_coalition(game: Game, able: _Able, chain: Chain, engine: Engine) -> dict[CoalitionConcept, Bools]:
    outside = [each for each in range(len(game.makers)) if each not in able.members]
    starts, ends = able.improvements
    nash: Bools = np.bincount(starts, minlength=game.size) == 0
    found: dict[CoalitionConcept, Bools] = {"cnash": nash}
    if not outside:
        return dict.fromkeys(COALITION_CONCEPTS, nash)
    values = game.ranks[list(able.members)].T
    concepts: tuple[tuple[CoalitionConcept, bool], ...] = (("cgmr", False), ("cseq", True))
    for concept, improving in concepts:
        worst = least(game.improvements if improving else game.moves, outside, values, chain, engine=engine)
        # A sanction for one member is enough, so an improvement stays open where it is a gain for every member.
        open_from = starts[(worst[ends] > values[starts]).all(axis=1)]
        found[concept] = np.bincount(open_from, minlength=game.size) == 0
    answers = reach(game.moves, outside, chain)
    found["csmr"] = np.asarray(nash | _symmetric(able, found["cgmr"] & ~nash, answers, engine))
    return found


def _symmetric(able: _Able, asked: Bools, sanctions: Bools, engine: Engine) -> Bools:
    """Which of the asked states, where every gain meets some sanction, have for each gain one without escape."""
    stable = np.zeros_like(asked)
    answers, kind = _distinct(_words(sanctions))
    if engine_name(engine, work="stability analysis", work_ja="安定性分析") == "numba":
        from shiome.policy.conflict.kernels import symmetric_compiled

        symmetric_compiled(able.gains, able.ends, able.groups, answers, kind, able.leads, asked, stable)
        return stable
    for state in np.flatnonzero(asked):
        held = ~(able.ends & able.gains[state]).any(axis=1)
        safe = np.bitwise_or.reduce(able.groups[held], axis=0)
        stable[state] = (answers[np.unique(kind[able.leads[state]])] & safe).any(axis=1).all()
    return stable


def _distinct(rows: Words) -> tuple[Words, NDArray[np.int64]]:
    """The different rows of a table, and for each row which of them it is."""
    numbers: dict[bytes, int] = {}
    kind = np.array([numbers.setdefault(row.tobytes(), len(numbers)) for row in rows], dtype=np.int64)
    return rows[np.unique(kind, return_index=True)[1]], kind


def _words(table: Bools) -> Words:
    """Rows of truth values as bits, 64 to a word, lowest first."""
    wide = -table.shape[1] % 64
    padded = np.pad(table, ((0, 0), (0, wide)))
    return np.ascontiguousarray(np.packbits(padded, axis=1, bitorder="little")).view(np.dtype("<u8"))
