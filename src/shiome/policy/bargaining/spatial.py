"""The spatial model: turns of challenges, bargains and their resolution, on one issue or several at once.

A turn: from the positions follow utilities and risk attitudes; every actor challenges the one from whom it expects most and proposes a
bargain; every actor resolves its queue (the bargains it is part of, and staying) by an election among all actors; all move at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from shiome.errors import InputRefused
from shiome.policy.bargaining.arrays import Dice, Numbers, on_scale, stated
from shiome.policy.bargaining.contests import Bargain, Prospects, proposals, prospects
from shiome.policy.bargaining.election import elect
from shiome.policy.bargaining.positions import Board, Views, distances, options, views, worth
from shiome.policy.bargaining.rules import Rules
from shiome.policy.bargaining.table import NEAR, Table

Floats = NDArray[np.float64]
TURNS = 100
"""Turns after which bargaining is broken off."""
QUIET = 0.02
"""Bargaining ends when all actors together move less than this share of what they moved in the first turn."""
START = 1e-4
"""Added to what was moved in the first turn, so that a first turn without moves ends it."""
LEAD = 1e-9
"""By how much a bargain must be likelier than those before it in the queue to be preferred; staying comes first."""

Stopped = Literal["quiet", "turns"]


@dataclass(frozen=True)
class Resolution:
    """How one actor's queue came out."""

    actor: int
    bargains: tuple[int, ...]
    """Numbers of the turn's bargains in its queue; the first option is staying."""
    probability: tuple[float, ...]
    chosen: int
    """Place in the queue, 0 for staying."""


@dataclass(frozen=True)
class Turn:
    """Positions (shares of the scales) and what follows from them; the last turn has no bargains."""

    position: Floats
    views: Views
    probability: Floats
    """That each actor's position prevails; actors at one position share one probability."""
    prospects: Prospects | None = None
    bargains: tuple[Bargain, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    moved: float = 0.0
    """Distance that all actors moved together, in scale lengths."""
    change: float = 0.0
    """The same against the first turn."""


@dataclass(frozen=True)
class Course:
    """All turns; actors in the order of their codes."""

    table: Table
    rules: Rules
    actors: tuple[str, ...]
    turns: tuple[Turn, ...]
    stopped: Stopped

    def positions(self) -> Floats:
        """Positions on the issues' scales: turns x actors x issues."""
        return on_scale(self.table, np.stack([turn.position for turn in self.turns]))

    def probabilities(self) -> Floats:
        """Probability of each actor's position: turns x actors."""
        return np.stack([turn.probability for turn in self.turns])


def negotiate(
    table: Table,
    *,
    rules: Rules | None = None,
    turns: int = TURNS,
    seed: int = 0,
    precedence: Sequence[str] | None = None,
) -> Course:
    """The course that follows from the stated values of a table.

    Parameters
    ----------
    seed:
        For stochastic transitions only.
    precedence:
        All actors in the order in which they stand for others when probabilities of nearly equal positions are counted as one; by
        default that of their codes. It changes reported probabilities only, never the course.

    Raises
    ------
    InputRefused
        ``bargaining.attention``: an actor's saliences sum to more than 1; ``bargaining.rounds``; ``bargaining.precedence``.
    """
    check(table, turns)
    chosen = rules or Rules()
    numbers = stated(table)
    order = _order(numbers.actors, precedence)
    found, stopped = play(numbers, 0, chosen, turns, seed, order)
    return Course(table, chosen, numbers.actors, tuple(found), stopped)


def check(table: Table, turns: int) -> None:
    """Refuse what the spatial model cannot take.

    Raises
    ------
    InputRefused
        ``bargaining.attention``, ``bargaining.rounds``.
    """
    for actor in table.actors:
        total = sum(span.high for span in actor.salience)
        if total > 1 + NEAR:
            raise InputRefused(
                "bargaining.attention",
                f"the saliences of {actor.id} sum to {total:g}, more than 1",
                ja=f"{actor.id} の重要度の合計 {total:g} が 1 を超える",
                hint="give them as parts of 1, or divide all by the largest total",
                hint_ja="合計 1 の配分で示すか、最大の合計で全体を割る",
                failed=actor,
            )
    if turns < 1:
        raise InputRefused(
            "bargaining.rounds",
            f"{turns} rounds are no bargaining",
            ja=f"{turns} ラウンドでは交渉にならない",
            hint="ask for at least 1",
            hint_ja="1 以上にする",
            failed=turns,
        )


def _order(actors: Sequence[str], precedence: Sequence[str] | None) -> list[int]:
    if precedence is None:
        return list(range(len(actors)))
    if sorted(precedence) != list(actors):
        raise InputRefused(
            "bargaining.precedence",
            "the order of precedence does not name every actor once",
            ja="優先の順が全主体を一度ずつ挙げていない",
            hint=f"order these: {', '.join(actors)}",
            hint_ja=f"次を並べる: {', '.join(actors)}",
            failed=precedence,
        )
    return [actors.index(each) for each in precedence]


def play(
    numbers: Numbers, draw: int, rules: Rules, turns: int, seed: int, order: Sequence[int]
) -> tuple[list[Turn], Stopped]:
    """The turns of one draw."""
    board = Board(numbers.capability[draw], numbers.salience[draw])
    dice = Dice(seed, "transitions", draw, 1)
    position = numbers.position[draw].copy()
    played: list[Turn] = []
    first: float | None = None
    for number in range(turns):
        seen = views(board, position, rules)
        judged = prospects(seen, board, rules)
        made = proposals(position, seen, board, rules, judged)
        after, resolutions = _resolve(position, seen, board, rules, made, dice, number)
        moved = float(np.sqrt(((after - position) ** 2).sum(axis=1)).sum())
        first = moved if first is None else first
        change = moved / (first + START)
        likely = _prevailing(position, seen, board, rules, order)
        played.append(Turn(position, seen, likely, judged, tuple(made), resolutions, moved, change))
        position = after
        if change < QUIET:
            return [*played, _last(position, board, rules, order)], "quiet"
    return [*played, _last(position, board, rules, order)], "turns"


def _last(position: Floats, board: Board, rules: Rules, order: Sequence[int]) -> Turn:
    seen = views(board, position, rules)
    return Turn(position, seen, _prevailing(position, seen, board, rules, order))


def _prevailing(position: Floats, seen: Views, board: Board, rules: Rules, order: Sequence[int]) -> Floats:
    """Probability of each distinct position, given to all who hold it."""
    first, held = options(position, order)
    found: Floats = elect(seen.utility[:, first], board.power, rules).probability[held]
    return found


def _resolve(
    position: Floats,
    seen: Views,
    board: Board,
    rules: Rules,
    made: Sequence[Bargain],
    dice: Dice,
    turn: int,
) -> tuple[Floats, tuple[Resolution, ...]]:
    stay, outcomes = _outcomes(position, seen, board, made)
    after = position.copy()
    found: list[Resolution] = []
    for actor in range(len(position)):
        queue = tuple(number for number, each in enumerate(made) if actor in (each.initiator, each.receiver))
        if not queue:
            continue
        probability = elect(np.column_stack([stay, outcomes[:, queue]]), board.power, rules).probability
        if rules.transition == "deterministic":
            chosen = int(np.argmax(probability >= probability.max() - LEAD))
        else:
            chance = float(dice.uniform(f"turn {turn} actor {actor}")[0])
            chosen = min(int(np.searchsorted(probability.cumsum(), chance, side="right")), len(queue))
        if chosen:
            after[actor] = made[queue[chosen - 1]].place(actor)
        found.append(Resolution(actor, queue, tuple(probability.tolist()), chosen))
    return after, tuple(found)


def _outcomes(position: Floats, seen: Views, board: Board, made: Sequence[Bargain]) -> tuple[Floats, Floats]:
    """Mean utility of all positions to each actor: if all stay, and (actors x bargains) if two move as agreed."""
    count = len(position)
    stay = seen.utility.sum(axis=1)
    if not made:
        return stay / count, np.empty((count, 0))
    pairs = np.array([(each.initiator, each.receiver) for each in made])
    places = np.array([(each.initiator_place, each.receiver_place) for each in made])
    there = worth(distances(board, position, places.reshape(2 * len(made), -1)), seen.risk)
    gained = there.reshape(count, len(made), 2).sum(axis=2) - seen.utility[:, pairs].sum(axis=2)
    return stay / count, (stay[:, None] + gained) / count
