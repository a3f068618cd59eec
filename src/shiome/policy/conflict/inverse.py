"""Which preferences would make a state an equilibrium: the conditions on each ranking, and the least change of the present ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from shiome.policy.conflict.chains import Chain, reach
from shiome.policy.conflict.game import Game
from shiome.policy.conflict.preferences import dense
from shiome.policy.conflict.stability import stability

InverseConcept = Literal["nash", "gmr", "smr", "seq"]
States = frozenset[int]
ROUNDS = 8
"""Times the changes are renewed where one ranking's change alters what another's has to be."""


@dataclass(frozen=True)
class Condition:
    """One move that has to be made unattractive: for at least one of the sets, the state is at least as good as everything in it."""

    target: int
    alternatives: tuple[States, ...]


@dataclass(frozen=True)
class Change:
    """States that one decision maker must come to hold no better than the wanted one; each is put level with it."""

    maker: int
    lowered: tuple[int, ...]


@dataclass(frozen=True)
class Inverse:
    """What would make a state an equilibrium."""

    state: int
    concept: InverseConcept
    chain: Chain
    conditions: tuple[tuple[Condition, ...], ...]
    """For each decision maker; all its conditions have to hold. Under SEQ they suppose that the others' preferences stay as they are."""
    changes: tuple[Change, ...]
    """The least for each by itself; only of those who must change."""
    holds: bool
    """Whether the state is an equilibrium under all changes together. Under SEQ a change of one alters the sanctions of others."""

    @property
    def size(self) -> int:
        """Comparisons with the state that change."""
        return sum(len(change.lowered) for change in self.changes)


def inverse(game: Game, state: int, *, concept: InverseConcept = "nash", chain: Chain = "alternating") -> Inverse:
    """What each decision maker would have to prefer for a state to be an equilibrium (after Wang, Hipel, Fang, Dang 2018).

    Stability of one state depends only on which states are no better than it. The least change is the smallest set of states that must
    cease to be better, found exactly as an integer programme; its ranking puts these states level with the wanted one and leaves the
    order of all others.

    Raises
    ------
    InputRefused
        ``conflict.unknown``.
    """
    game.demand_known()
    conditions = _conditions(game, state, concept, chain)
    changed = game
    lowered: list[set[int]] = [set() for _ in game.makers]
    for _ in range(ROUNDS):
        now = _conditions(changed, state, concept, chain)
        for maker, each in enumerate(now):
            lowered[maker] |= _least(each, changed.ranks[maker], state)
        changed = game.with_ranks(lowered_ranks(game, state, lowered))
        holds = bool(stability(changed, chain=chain, engine="numpy").equilibria(concept)[state])
        if holds or concept != "seq":
            break
    changes = tuple(Change(maker, tuple(sorted(each))) for maker, each in enumerate(lowered) if each)
    return Inverse(state, concept, chain, conditions, changes, holds)


def lowered_ranks(game: Game, state: int, lowered: Sequence[set[int]]) -> NDArray[np.int32]:
    """The present rankings with some states put level with the wanted one."""
    ranks = game.ranks.copy()
    for maker, each in enumerate(lowered):
        ranks[maker, sorted(each)] = ranks[maker, state]
    return np.stack([dense(row) for row in ranks])


def _conditions(game: Game, state: int, concept: InverseConcept, chain: Chain) -> tuple[tuple[Condition, ...], ...]:
    return tuple(_of_maker(game, maker, state, concept, chain) for maker in range(len(game.makers)))


def _of_maker(game: Game, maker: int, state: int, concept: InverseConcept, chain: Chain) -> tuple[Condition, ...]:
    targets = game.targets(maker, state)
    if concept == "nash" or not targets:
        return tuple(Condition(target, (frozenset({target}),)) for target in targets)
    others = [each for each in range(len(game.makers)) if each != maker]
    answers = reach(game.improvements if concept == "seq" else game.moves, others, chain)
    found = []
    for target in targets:
        sets = {frozenset({target})}
        for end in np.flatnonzero(answers[target]).tolist():
            sets.add(frozenset({end, *(game.targets(maker, end) if concept == "smr" else ())}) - {state})
        found.append(Condition(target, _smallest(sets)))
    return tuple(found)


def _smallest(sets: set[States]) -> tuple[States, ...]:
    """The sets that contain no other one, smallest first: the others ask for more to the same end."""
    single = frozenset().union(*(each for each in sets if len(each) == 1))
    kept = [each for each in sets if len(each) <= 1]
    longer: list[States] = []
    for each in sorted((one for one in sets if len(one) > 1), key=len):
        if not each & single and not any(other <= each for other in longer):
            longer.append(each)
    return tuple(sorted(kept + longer, key=lambda one: (len(one), sorted(one))))


def _least(conditions: Sequence[Condition], ranks: NDArray[np.int32], state: int) -> set[int]:
    """The fewest states that must cease to be better than the wanted one so that every condition holds."""
    better = frozenset(np.flatnonzero(ranks > ranks[state]).tolist())
    open_sets: list[tuple[States, ...]] = []
    for condition in conditions:
        sets = {each & better for each in condition.alternatives}
        if frozenset() not in sets:
            open_sets.append(_smallest(sets))
    if all(len(each) == 1 for each in open_sets):
        return {state for each in open_sets for state in each[0]}
    return _programme(open_sets)


def _programme(open_sets: Sequence[Sequence[States]]) -> set[int]:
    """Choose one set for each condition so that their union is smallest."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped, unused-ignore]
    from scipy.sparse import lil_matrix  # type: ignore[import-untyped, unused-ignore]

    states = sorted(set().union(*(each for sets in open_sets for each in sets)))
    column = {state: number for number, state in enumerate(states)}
    choices = [(number, each) for number, sets in enumerate(open_sets) for each in sets]
    width = len(states) + len(choices)
    rows = lil_matrix((len(open_sets) + sum(len(each) for _, each in choices), width))
    low = np.zeros(rows.shape[0])
    low[: len(open_sets)] = 1
    row = len(open_sets)
    for number, (condition, each) in enumerate(choices):
        rows[condition, len(states) + number] = 1
        for state in sorted(each):
            # A set is chosen only with all its states.
            rows[row, column[state]], rows[row, len(states) + number] = 1, -1
            row += 1
    cost = np.concatenate([np.ones(len(states)), np.zeros(len(choices))])
    result = milp(
        cost, constraints=LinearConstraint(rows.tocsr(), low, np.inf), bounds=Bounds(0, 1), integrality=np.ones(width)
    )
    return {states[number] for number in np.flatnonzero(np.round(result.x[: len(states)]) == 1)}
