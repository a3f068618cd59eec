"""Small conflicts, and what is true of them by following the definitions word for word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import permutations, product

import numpy as np
from hypothesis import strategies as st

from shiome.policy.conflict.game import Game
from shiome.policy.conflict.model import Conflict, DecisionMaker, Metric, Option, Ranking

DIRECTIONS = ("both", "both", "both", "up", "down", "none")


def dilemma() -> Conflict:
    """Two who each do better by not sharing, and both worse."""
    return Conflict(
        "dilemma",
        (Option("a", {"en": "share", "ja": "分ける"}), Option("b", {"en": "give", "ja": "譲る"})),
        (
            DecisionMaker("A", ("a",), Ranking((("NY",), ("YY",), ("NN",), ("YN",))), {"en": "Anna", "ja": "安奈"}),
            DecisionMaker("B", ("b",), Ranking((("YN",), ("YY",), ("NN",), ("NY",)))),
        ),
        status_quo="YY",
    )


def drawn(
    seed: int, owners: list[int], *, levels: int = 6, infeasible: tuple[str, ...] = (), free: bool = False
) -> Conflict:
    """A conflict whose rankings and directions follow from a seed; ``owners`` says how many options each has."""
    stream = np.random.default_rng(seed)
    count = sum(owners)
    ids = [f"o{number}" for number in range(count)]
    options = tuple(Option(each, moves="both" if free else str(stream.choice(DIRECTIONS))) for each in ids)
    ends = np.cumsum([0, *owners])
    size = int(_feasible(count, infeasible).sum())
    makers = tuple(
        DecisionMaker(
            f"d{number}",
            tuple(ids[ends[number] : ends[number + 1]]),
            Metric(tuple(map(float, stream.integers(0, levels, size)))),
        )
        for number in range(len(owners))
    )
    return Conflict("drawn", options, makers, infeasible)


def _feasible(count: int, infeasible: tuple[str, ...]) -> np.ndarray:
    masks = np.arange(1 << count)
    feasible = np.ones(len(masks), dtype=bool)
    for text in infeasible:
        first, second = (int(each.strip().removeprefix("o")) for each in text.split("and"))
        feasible &= ~((masks >> first & 1 == 1) & (masks >> second & 1 == 1))
    return feasible


@st.composite
def conflicts(draw: st.DrawFn, *, most: int = 4) -> Conflict:
    """Two to four decision makers with at most five options in all; ties, irreversible options and infeasible pairs occur."""
    owners = draw(st.lists(st.integers(1, 2), min_size=2, max_size=most).filter(lambda each: sum(each) <= 5))
    count = sum(owners)
    pairs = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=2))
    infeasible = tuple(f"o{first} and o{second}" for first, second in pairs if first != second)
    return drawn(
        draw(st.integers(0, 2**32 - 1)), owners, levels=draw(st.sampled_from([3, 6, 40])), infeasible=infeasible
    )


class Reference:
    """The definitions, in sets and loops."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.makers = range(len(game.makers))
        self.states = range(game.size)

    @cached_property
    def moves(self) -> dict[tuple[int, int], set[int]]:
        found = {}
        options = self.game.conflict.options
        for maker, state in product(self.makers, self.states):
            own = {options.index(o) for o in options if o.id in self.game.conflict.decision_makers[maker].options}
            found[maker, state] = {
                other for other in self.states if other != state and self._allowed(state, other, own, options)
            }
        return found

    def _allowed(self, state: int, other: int, own: set[int], options: tuple[Option, ...]) -> bool:
        before, after = self.game.states.chosen[state], self.game.states.chosen[other]
        for number, option in enumerate(options):
            if before[number] == after[number]:
                continue
            if number not in own or option.moves == "none":
                return False
            if option.moves != "both" and (option.moves == "up") != bool(after[number]):
                return False
        return True

    def better(self, maker: int, first: int, second: int) -> bool:
        return bool(self.game.ranks[maker][first] > self.game.ranks[maker][second])

    def one(self, maker: int, state: int, *, improving: bool) -> set[int]:
        return {t for t in self.moves[maker, state] if not improving or self.better(maker, t, state)}

    def reach(self, movers: tuple[int, ...], start: int, chain: str, *, improving: bool = False) -> set[int]:
        if chain == "single":
            return set().union(*(self.one(mover, start, improving=improving) for mover in movers), set())
        if chain == "once":
            return self._once(movers, start, improving=improving)
        found, waiting = set(), [(start, None)]
        while waiting:
            here, last = waiting.pop()
            for mover in movers:
                if mover == last:
                    continue
                for there in self.one(mover, here, improving=improving):
                    if (there, mover) not in found:
                        found.add((there, mover))
                        waiting.append((there, mover))
        return {state for state, _ in found}

    def _once(self, movers: tuple[int, ...], start: int, *, improving: bool) -> set[int]:
        found: set[int] = set()
        for length in range(1, len(movers) + 1):
            for order in permutations(movers, length):
                here = {start}
                for mover in order:
                    here = set().union(*(self.one(mover, each, improving=improving) for each in here), set())
                found |= here
        return found

    def stable(self, concept: str, maker: int, state: int, chain: str) -> bool:
        others = tuple(each for each in self.makers if each != maker)
        for target in self.one(maker, state, improving=True):
            answers = self.reach(others, target, chain, improving=concept in ("seq", "sseq"))
            if concept == "nash":
                return False
            sanctions = {u for u in answers if not self.better(maker, u, state)}
            if concept in ("smr", "sseq"):
                sanctions = {
                    u for u in sanctions if not any(self.better(maker, w, state) for w in self.moves[maker, u])
                }
            if not sanctions:
                return False
        return True

    def open_moves(self, maker: int, state: int, chain: str) -> list[int]:
        others = tuple(each for each in self.makers if each != maker)
        return [
            target
            for target in self.one(maker, state, improving=True)
            if all(self.better(maker, u, state) for u in self.reach(others, target, chain, improving=True))
        ]

    def simultaneous(self, maker: int, state: int, chain: str) -> bool:
        others = [each for each in self.makers if each != maker]
        return all(
            any(not self.better(maker, end, state) for end in self._together(state, target, others, chain))
            for target in self.open_moves(maker, state, chain)
        )

    def _together(self, state: int, target: int, others: list[int], chain: str) -> Iterator[int]:
        masks = self.game.states.masks.tolist()
        choices = [[state, *self.open_moves(other, state, chain)] for other in others]
        for chosen in product(*choices):
            if all(each == state for each in chosen):
                continue
            mask = masks[target]
            for each in chosen:
                mask ^= masks[each] ^ masks[state]
            if mask in masks:
                yield masks.index(mask)

    def coalition(self, concept: str, members: tuple[int, ...], state: int, chain: str, joint: str) -> bool:
        outside = tuple(each for each in self.makers if each not in members)
        rule = joint if len(members) > 1 else "single"

        def gain(end: int) -> bool:
            return all(self.better(each, end, state) for each in members)

        for target in filter(gain, self.reach(members, state, rule)):
            answers = self.reach(outside, target, chain, improving=concept == "cseq")
            if concept == "cnash":
                return False
            sanctions = {u for u in answers if not gain(u)}
            if concept == "csmr":
                sanctions = {u for u in sanctions if not any(gain(w) for w in self.reach(members, u, rule))}
            if not sanctions:
                return False
        return True
