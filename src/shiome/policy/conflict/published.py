"""Whether a published analysis follows from its own conflict, and by which rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from shiome.policy.conflict.analysis import Analysis, numbers
from shiome.policy.conflict.chains import CHAINS, Chain


@dataclass(frozen=True)
class Claim:
    """What a publication says of a conflict; all states by their numbers from 1."""

    equilibria: Mapping[str, Sequence[int]]
    """By concept."""
    by_maker: Mapping[str, Sequence[Sequence[int]]] = field(default_factory=dict)
    """By concept, for each decision maker the states that are stable for it."""
    reachable: Sequence[Sequence[Sequence[int]]] = ()
    """For each decision maker and state, where it can move."""


@dataclass(frozen=True)
class Discrepancy:
    """Something in a claim that does not hold together."""

    kind: Literal["intersection", "stability", "equilibria", "moves"]
    """``intersection``: the equilibria are not the states stable for all; the others differ from what follows from the conflict."""
    concept: str
    maker: str
    states: tuple[int, ...]
    """Numbers of the states in question."""
    agrees: tuple[Chain, ...]
    """Rules for chains under which the claim would hold; empty where none does."""

    def line(self, language: str = "en") -> str:
        """The discrepancy in a sentence."""
        of = f"{self.concept} {self.maker}".strip()
        shown = ", ".join(map(str, self.states))
        if self.kind == "intersection":
            return (
                f"{of}：均衡とされる状態と全員に安定とされる状態が、状態 {shown} で食い違う"
                if language == "ja"
                else f"{of}: the equilibria given are not the states given as stable for all: states {shown}"
            )
        rules = ", ".join(self.agrees)
        if language == "ja":
            return f"{of}：状態 {shown} がこの対立から導かれない" + (f"（規則 {rules} なら導かれる）" if rules else "")
        return f"{of}: states {shown} do not follow from the conflict" + (
            f", but do under the rule {rules}" if rules else ""
        )


def check(analysis: Analysis, claim: Claim) -> list[Discrepancy]:
    """Every place where a claim contradicts itself, or what follows from the conflict under the analysis' rule for chains."""
    found = list(_moves(analysis, claim))
    for concept, given in claim.equilibria.items():
        found += _intersection(concept, given, claim)
        tables = {chain: numbers(analysis.equilibria(chain)[concept]) for chain in CHAINS}
        found += _differing("equilibria", concept, "", given, tables, analysis.chain)
    for concept, makers in claim.by_maker.items():
        for maker, given in enumerate(makers):
            tables = {
                chain: numbers(analysis.complete[chain].stable[concept][maker])  # type: ignore[index]
                for chain in CHAINS
            }
            found += _differing("stability", concept, analysis.game.makers[maker], given, tables, analysis.chain)
    return found


def _moves(analysis: Analysis, claim: Claim) -> list[Discrepancy]:
    found = []
    for maker, rows in enumerate(claim.reachable):
        wrong = [
            state + 1
            for state, row in enumerate(rows)
            if sorted(row) != [each + 1 for each in analysis.game.targets(maker, state)]
        ]
        if wrong:
            found.append(Discrepancy("moves", "", analysis.game.makers[maker], tuple(wrong), ()))
    return found


def _intersection(concept: str, given: Sequence[int], claim: Claim) -> list[Discrepancy]:
    if concept not in claim.by_maker:
        return []
    shared = set.intersection(*(set(each) for each in claim.by_maker[concept]))
    differing = tuple(sorted(shared ^ set(given)))
    return [Discrepancy("intersection", concept, "", differing, ())] if differing else []


def _differing(
    kind: Literal["stability", "equilibria"],
    concept: str,
    maker: str,
    given: Sequence[int],
    tables: Mapping[Chain, Sequence[int]],
    chain: Chain,
) -> list[Discrepancy]:
    differing = tuple(np.setxor1d(np.array(tables[chain], dtype=int), np.array(given, dtype=int)).tolist())
    if not differing:
        return []
    agrees = tuple(each for each in CHAINS if sorted(tables[each]) == sorted(given))
    return [Discrepancy(kind, concept, maker, differing, agrees)]
