"""The spatial model over draws from the ranges of its inputs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.policy.bargaining.arrays import Shape, drawn, on_scale
from shiome.policy.bargaining.draws import QUANTILES, at_least_one, checked_quantiles
from shiome.policy.bargaining.rules import Rules
from shiome.policy.bargaining.spatial import TURNS, Course, Turn, negotiate, play
from shiome.policy.bargaining.table import Table

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pull:
    """How often one actor's bargains moved another."""

    by: str
    actor: str
    share: float
    """Share of the draws in which it took part in a bargain that moved the other at least once."""


@dataclass(frozen=True)
class BandedCourse:
    """The stated course, and over draws the quantiles of every turn.

    ``positions`` are quantiles x turns x actors x issues on the issues' scales, ``probabilities`` quantiles x turns x actors; a draw that
    has ended stays where it ended.
    """

    stated: Course
    draws: int
    seed: int
    shape: Shape
    quantiles: tuple[float, ...]
    positions: Floats
    probabilities: Floats
    pulls: tuple[Pull, ...]
    """Strongest first."""
    quiet: float
    """Share of the draws that ended before the last turn allowed."""


def banded_negotiate(
    table: Table,
    *,
    draws: int = 100,
    seed: int = 0,
    rules: Rules | None = None,
    turns: int = TURNS,
    shape: Shape = "uniform",
    quantiles: Sequence[float] = QUANTILES,
) -> BandedCourse:
    """The stated course with bands over the ranges of the inputs; a draw depends on seed and number only.

    Raises
    ------
    InputRefused
        As :func:`~shiome.policy.bargaining.spatial.negotiate`; ``bargaining.draws``, ``bargaining.quantiles``, ``bargaining.shape``.
    """
    wanted = checked_quantiles(quantiles)
    at_least_one(draws)
    chosen = rules or Rules()
    stated = negotiate(table, rules=chosen, turns=turns, seed=seed)
    numbers = drawn(table, seed=seed, first=0, count=draws, shape=shape)
    order = range(len(numbers.actors))
    played = [play(numbers, draw, chosen, turns, seed, order) for draw in range(draws)]
    length = max(len(stated.turns), *(len(found) for found, _ in played))
    places = np.stack([_held([turn.position for turn in found], length) for found, _ in played])
    likely = np.stack([_held([turn.probability for turn in found], length) for found, _ in played])
    return BandedCourse(
        stated,
        draws,
        seed,
        shape,
        wanted,
        on_scale(table, np.quantile(places, wanted, axis=0)),
        np.quantile(likely, wanted, axis=0),
        _pulls([found for found, _ in played], numbers.actors),
        sum(stopped == "quiet" for _, stopped in played) / draws,
    )


def _held(values: Sequence[Floats], length: int) -> Floats:
    return np.stack([*values, *[values[-1]] * (length - len(values))])


def _pulls(courses: Sequence[Sequence[Turn]], actors: Sequence[str]) -> tuple[Pull, ...]:
    counted: Counter[tuple[int, int]] = Counter()
    for course in courses:
        counted.update({(by, actor) for turn in course for actor, by in movers(turn)})
    found = [Pull(actors[by], actors[actor], count / len(courses)) for (by, actor), count in counted.items()]
    return tuple(sorted(found, key=lambda each: (-each.share, each.actor, each.by)))


def movers(turn: Turn) -> list[tuple[int, int]]:
    """Who moved in a turn, and with whom each had agreed on it."""
    found = []
    for resolution in turn.resolutions:
        if resolution.chosen:
            bargain = turn.bargains[resolution.bargains[resolution.chosen - 1]]
            other = bargain.receiver if resolution.actor == bargain.initiator else bargain.initiator
            found.append((resolution.actor, other))
    return found
