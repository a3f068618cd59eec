"""The graph of a conflict: its feasible states, who can move from which to which, and how each ranks them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from shiome.policy.conflict.model import Conflict
from shiome.policy.conflict.preferences import Partial, resolve
from shiome.policy.conflict.statements import Bools, parse, refused
from shiome.policy.conflict.stating import States

Ints = NDArray[np.int32]
MOST_STATES = 16_384
"""Feasible states of a conflict."""
MOST_MOVES = 1 << 25
"""States times combinations of one decision maker's options."""


@dataclass(frozen=True, eq=False)
class Game:
    """A conflict made ready for analysis.

    ``moves[i, s]`` holds the states to which decision maker ``i`` can move from ``s``, padded with ``len(states)``: with moves that lead
    nowhere. States are counted from 0 inside and from 1 in what is shown.
    """

    conflict: Conflict
    states: States
    moves: Ints
    """Decision makers × states × most moves of one."""
    ranks: Ints
    """Decision makers × states: higher is better, ties are equal. Of a partial preference all zero."""
    partial: tuple[Partial | None, ...]
    """For each decision maker with unknown comparisons, what is known."""

    @property
    def size(self) -> int:
        """Number of feasible states."""
        return len(self.states.masks)

    @property
    def makers(self) -> tuple[str, ...]:
        """Identifiers of the decision makers."""
        return tuple(each.id for each in self.conflict.decision_makers)

    @property
    def known(self) -> bool:
        """Whether no comparison of anyone is unknown."""
        return all(each is None for each in self.partial)

    @cached_property
    def improvements(self) -> Ints:
        """The moves that lead their mover to a state it strictly prefers, padded like the moves."""
        return self._kept(lambda maker, here, there: self.prefers(maker, there, here))

    def prefers(self, maker: int, first: Ints, second: Ints) -> Bools:
        """Where the maker strictly prefers the first state to the second; states are indices, pads must be left out by the caller."""
        relation = self.partial[maker]
        if relation is not None:
            return relation.better[first, second]
        ranks = self.ranks[maker]
        return np.asarray(ranks[first] > ranks[second])

    def _kept(self, wanted: Callable[[int, Ints, Ints], Bools]) -> Ints:
        kept = np.full_like(self.moves, self.size)
        here = np.broadcast_to(np.arange(self.size, dtype=np.int32)[:, None], self.moves.shape[1:])
        for maker in range(len(self.makers)):
            there = self.moves[maker]
            real = there < self.size
            good = np.zeros_like(real)
            good[real] = wanted(maker, here[real], there[real])
            kept[maker][good] = there[good]
        return kept

    @cached_property
    def improvements_or_unknown(self) -> Ints:
        """The moves to a state that the mover prefers, or of which it is unknown whether it does."""

        def wanted(maker: int, here: Ints, there: Ints) -> Bools:
            relation = self.partial[maker]
            good = self.prefers(maker, there, here)
            return good if relation is None else good | relation.unknown[there, here]

        return self._kept(wanted)

    def targets(self, maker: int, state: int, *, improving: bool = False) -> list[int]:
        """States to which a maker can move, in ascending order."""
        row = (self.improvements if improving else self.moves)[maker, state]
        return sorted(int(each) for each in row[row < self.size])

    def with_ranks(self, ranks: NDArray[np.integer]) -> Game:
        """The same graph under other rankings, all complete."""
        return Game(self.conflict, self.states, self.moves, ranks.astype(np.int32), (None,) * len(self.makers))

    def demand_known(self) -> None:
        """Refuse what needs complete preferences where some are unknown.

        Raises
        ------
        InputRefused
            ``conflict.unknown``.
        """
        doubtful = [maker for maker, each in zip(self.makers, self.partial, strict=True) if each is not None]
        if doubtful:
            raise refused(
                "unknown",
                f"the preferences of {', '.join(doubtful)} are partly unknown",
                f"{'、'.join(doubtful)} の選好に不明な比較がある",
                "this analysis needs complete preferences; give a ranking or statements",
                "この分析には完全な選好が要る。順位か命題を書く",
                doubtful,
            )


def build(conflict: Conflict) -> Game:
    """All feasible states of a conflict, in ascending order of the option bits (the first option is the lowest), with moves and ranks.

    Raises
    ------
    InputRefused
        ``conflict.infeasible``: no state is feasible; ``conflict.many``; ``conflict.status_quo``; and what :func:`resolve` refuses.
    """
    states = _feasible(conflict)
    moves = _moves(conflict, states)
    resolved = [resolve(maker, states) for maker in conflict.decision_makers]
    zeros = np.zeros(len(states.masks), dtype=np.int32)
    ranks = np.stack([zeros if isinstance(each, Partial) else each for each in resolved])
    partial = tuple(each if isinstance(each, Partial) else None for each in resolved)
    if conflict.status_quo:
        status_quo(conflict, states)
    return Game(conflict, states, moves, ranks, partial)


def status_quo(conflict: Conflict, states: States) -> int:
    """Index of the state where the conflict stands.

    Raises
    ------
    InputRefused
        ``conflict.status_quo``, ``conflict.state``.
    """
    found = states.matching(conflict.status_quo, "status quo")
    if len(found) != 1:
        raise refused(
            "status_quo",
            f"the status quo {conflict.status_quo or '(none)'} is not one state",
            f"現状 {conflict.status_quo or '（なし）'} が一つの状態に定まらない",
            "write Y or N for each option",
            "選択肢ごとに Y か N を書く",
            conflict.status_quo,
        )
    return int(found[0])


def _feasible(conflict: Conflict) -> States:
    count = len(conflict.options)
    masks = np.arange(1 << count, dtype=np.int64)
    chosen = (masks[:, None] >> np.arange(count)) & 1 == 1
    feasible = np.ones(len(masks), dtype=np.bool_)
    for text in conflict.infeasible:
        feasible &= ~parse(text, conflict.option_ids).holds(chosen)
    if not feasible.any():
        raise refused(
            "infeasible",
            f"no state of the conflict {conflict.name} is feasible",
            f"対立 {conflict.name} に実行可能な状態がない",
            "take back one of the infeasibility statements",
            "実行不能とする命題のどれかを外す",
            conflict.infeasible,
        )
    if np.count_nonzero(feasible) > MOST_STATES:
        raise refused(
            "many",
            f"the conflict {conflict.name} has {np.count_nonzero(feasible)} feasible states, more than {MOST_STATES}",
            f"対立 {conflict.name} の状態が {np.count_nonzero(feasible)} あり、{MOST_STATES} を超える",
            "state what cannot occur, or leave options out",
            "起こりえない組合せを書くか、選択肢を減らす",
            conflict,
        )
    return States(conflict.option_ids, masks[feasible], chosen[feasible])


def _moves(conflict: Conflict, states: States) -> Ints:
    """For every maker and every change of its options: from which states it is allowed, and where it leads."""
    size, count = len(states.masks), len(conflict.options)
    place = states.places(count)
    for owner in conflict.decision_makers:
        if size << len(owner.options) > MOST_MOVES:
            raise refused(
                "many",
                f"decision maker {owner.id} has more than {MOST_MOVES:,} possible moves",
                f"意思決定者 {owner.id} の動きが {MOST_MOVES:,} を超える",
                "state what cannot occur, or leave options out",
                "起こりえない組合せを書くか、選択肢を減らす",
                owner,
            )
    found = [list(_of_maker(conflict, states, place, owner.options)) for owner in conflict.decision_makers]
    lists = [np.stack(each, axis=1) if each else np.full((size, 1), size, dtype=np.int32) for each in found]
    packed = [np.sort(each, axis=1) for each in lists]
    widest = max(1, *(int((each < size).sum(axis=1).max()) for each in packed))
    moves = np.full((len(packed), size, widest), size, dtype=np.int32)
    for maker, each in enumerate(packed):
        kept = each[:, :widest]
        moves[maker, :, : kept.shape[1]] = kept
    return moves


def _of_maker(conflict: Conflict, states: States, place: Ints, own: Sequence[str]) -> Iterable[Ints]:
    size = len(states.masks)
    bits = [conflict.option_ids.index(each) for each in own]
    direction = {bit: conflict.options[bit].moves for bit in bits}
    for change in range(1, 1 << len(bits)):
        flipped = [bit for number, bit in enumerate(bits) if change >> number & 1]
        allowed = np.ones(size, dtype=np.bool_)
        for bit in flipped:
            if direction[bit] in ("up", "none"):
                allowed &= ~states.chosen[:, bit]
            if direction[bit] in ("down", "none"):
                allowed &= states.chosen[:, bit]
        target = place[states.masks ^ sum(1 << bit for bit in flipped)]
        yield np.where(allowed & (target >= 0), target, size).astype(np.int32)
