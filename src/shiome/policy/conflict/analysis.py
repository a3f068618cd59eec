"""The whole analysis of a conflict under all rules for chains, and its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from shiome.engines import Engine
from shiome.policy.conflict.chains import CHAINS, Chain
from shiome.policy.conflict.coalitions import COALITION_CONCEPTS, CoalitionStability, coalition_stabilities
from shiome.policy.conflict.game import Game, build, status_quo
from shiome.policy.conflict.model import Conflict
from shiome.policy.conflict.paths import By, status_quo_paths
from shiome.policy.conflict.stability import CONCEPTS, Stability, stability
from shiome.policy.conflict.statements import Bools, refused
from shiome.policy.conflict.unknown import ATTITUDES, UNCERTAIN_CONCEPTS, UncertainStability, uncertain


@dataclass(frozen=True)
class Dependence:
    """A state that is an equilibrium under some rules for chains and not under others."""

    state: int
    concept: str
    holds: tuple[Chain, ...]


@dataclass(frozen=True, eq=False)
class Analysis:
    """Stability under every rule; what is shown first is under :attr:`chain`."""

    game: Game
    chain: Chain
    complete: Mapping[Chain, Stability]
    """Empty where some preferences are unknown."""
    unknown: Mapping[Chain, UncertainStability]
    """Empty where all preferences are known."""
    coalitions: Mapping[Chain, CoalitionStability]
    """Empty unless asked for."""

    def equilibria(self, chain: Chain) -> dict[str, Bools]:
        """The states that are stable for all, by concept. With unknown preferences under attitude ``a``, the most demanding."""
        if self.unknown:
            return {each: self.unknown[chain].equilibria("a", each) for each in UNCERTAIN_CONCEPTS}
        found: dict[str, Bools] = {each: self.complete[chain].equilibria(each) for each in CONCEPTS}
        if self.coalitions:
            found |= {each: self.coalitions[chain].equilibria(each) for each in COALITION_CONCEPTS}
        return found

    def dependences(self) -> list[Dependence]:
        """Every equilibrium that hangs on the rule for chains."""
        by_chain = {chain: self.equilibria(chain) for chain in CHAINS}
        found = []
        for concept in by_chain[self.chain]:
            table = np.stack([by_chain[chain][concept] for chain in CHAINS])
            for state in np.flatnonzero(table.any(axis=0) & ~table.all(axis=0)).tolist():
                holds = tuple(chain for number, chain in enumerate(CHAINS) if table[number, state])
                found.append(Dependence(state, concept, holds))
        return found

    def as_json(self) -> dict[str, Any]:
        """Plain data; states are numbered from 1."""
        game = self.game
        shown = {
            "conflict": game.conflict.name,
            "decision_makers": list(game.makers),
            "options": list(game.conflict.option_ids),
            "chain": self.chain,
            "states": [{"number": state + 1, "options": each} for state, each in enumerate(game.states.patterns())],
            "stability": {each: numbers(where) for each, where in self.equilibria(self.chain).items()},
            "by_chain": {
                chain: {each: numbers(where) for each, where in self.equilibria(chain).items()} for chain in CHAINS
            },
            "depends_on_chain": [
                {"state": each.state + 1, "concept": each.concept, "holds": list(each.holds)}
                for each in self.dependences()
            ],
            "by_decision_maker": self._by_maker(),
        }
        if self.unknown:
            shown["attitude"] = "a"
            shown["by_attitude"] = {
                attitude: {each: self.unknown[self.chain].numbers(attitude, each) for each in UNCERTAIN_CONCEPTS}
                for attitude in ATTITUDES
            }
        if game.conflict.status_quo:
            shown["status_quo"] = self._status_quo()
        return shown

    def _by_maker(self) -> dict[str, dict[str, list[int]]]:
        tables: Mapping[Any, Bools] = (
            self.unknown[self.chain].stable["a"] if self.unknown else self.complete[self.chain].stable
        )
        return {
            name: {concept: numbers(table[maker]) for concept, table in tables.items()}
            for maker, name in enumerate(self.game.makers)
        }

    def _status_quo(self) -> dict[str, Any]:
        here = status_quo(self.game.conflict, self.game.states)
        kinds: tuple[By, By] = ("moves", "improvements")
        shown: dict[str, Any] = {"state": here + 1}
        for by in kinds:
            found = status_quo_paths(self.game, here, by=by)
            shown[by] = [
                {
                    "state": path.state + 1,
                    "path": [
                        {"mover": self.game.makers[step.mover], "from": step.start + 1, "to": step.end + 1}
                        for step in path.steps
                    ],
                }
                for path in sorted(found.values(), key=lambda each: (len(each.steps), each.state))
            ]
        return shown


def numbers(where: Bools) -> list[int]:
    """Numbers from 1 of the states that are marked."""
    return (np.flatnonzero(where) + 1).tolist()


def analyse(
    conflict: Conflict | Game,
    *,
    chain: Chain = "alternating",
    coalitions: bool = False,
    engine: Engine = "auto",
) -> Analysis:
    """Analyse a conflict under the three rules for chains of sanctions.

    Parameters
    ----------
    chain:
        The rule whose results are shown first; the others are computed as well and compared with it.
    coalitions:
        Whether to look at coalitions too: all of them, under each rule; their members may move in any order.

    Raises
    ------
    InputRefused
        What :func:`shiome.policy.conflict.game.build` refuses; ``conflict.chain``; ``conflict.unknown`` for coalitions.

    >>> from shiome.policy.conflict.model import Conflict, DecisionMaker, Option, Ranking
    >>> def maker(name, option, *best_first):
    ...     return DecisionMaker(name, (option,), Ranking(tuple((each,) for each in best_first)))
    >>> dilemma = Conflict("dilemma", (Option("a"), Option("b")),
    ...                    (maker("A", "a", "NY", "YY", "NN", "YN"), maker("B", "b", "YN", "YY", "NN", "NY")))
    >>> analyse(dilemma).as_json()["stability"]["nash"]
    [1]
    """
    if chain not in CHAINS:
        raise refused(
            "chain",
            f"there is no rule {chain} for chains of moves",
            f"手番の連鎖の規則 {chain} はない",
            f"use {', '.join(CHAINS)}",
            f"{'、'.join(CHAINS)} のどれかにする",
            chain,
        )
    game = build(conflict) if isinstance(conflict, Conflict) else conflict
    if not game.known:
        if coalitions:
            game.demand_known()
        return Analysis(game, chain, {}, {each: uncertain(game, chain=each) for each in CHAINS}, {})
    complete = {each: stability(game, chain=each, engine=engine) for each in CHAINS}
    joined = coalition_stabilities(game, engine=engine) if coalitions else {}
    return Analysis(game, chain, complete, {}, joined)
