"""The expected-utility forecast of one issue, round by round."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from shiome.policy.bargaining.arrays import stated
from shiome.policy.bargaining.definitions import DEFAULT, Definition
from shiome.policy.bargaining.stage import ROUNDS, TOLERANCE, Stage, asked
from shiome.policy.bargaining.table import Scale, Table
from shiome.policy.bargaining.utility import KINDS, Step, mean, median, step

Floats = NDArray[np.float64]

Stopped = Literal["nobody moves", "rounds"]


@dataclass(frozen=True, slots=True)
class Challenge:
    """What would come of one actor challenging another."""

    challenger: str
    target: str
    kind: str
    """``confrontation``, ``compromise`` or ``capitulation``."""
    gain: float
    """What the target expects the challenger to gain by it."""
    resisted: float
    """What the target expects of challenging back: above 0 it would fight, below 0 it would rather yield."""
    place: float
    """Where the target would then stand."""
    taken: bool
    """Whether it is the one offer that the target accepts in this round."""


@dataclass(frozen=True)
class Round:
    """Where all stand, and what led there from the round before; round 0 is the start and has no challenges."""

    number: int
    positions: dict[str, float]
    median: float
    mean: float
    risk: dict[str, float]
    challenges: tuple[Challenge, ...]

    @property
    def moves(self) -> tuple[Challenge, ...]:
        """The challenges that moved their target."""
        return tuple(each for each in self.challenges if each.taken)


@dataclass(frozen=True)
class Forecast:
    """The rounds of one issue by one definition."""

    table: Table
    definition: Definition
    rounds: tuple[Round, ...]
    stopped: Stopped
    capitulations_unreached: int
    """Challenges that by the article's own rule would be capitulations and that the chosen definition never lets come about."""

    @property
    def issue(self) -> Scale:
        """The issue that is bargained over."""
        return self.table.issues[0]


def forecast(table: Table, *, how: str | Definition = DEFAULT, rounds: int = ROUNDS) -> Forecast:
    """The rounds that follow from the stated values of a table with one issue.

    Bargaining ends when no actor moves by more than ``TOLERANCE`` of the range of positions at the start, or after ``rounds``.

    Raises
    ------
    InputRefused
        ``bargaining.definition``, ``bargaining.rounds``, ``bargaining.one_issue``.
    """
    chosen, scale = asked(table, how, rounds)
    numbers = stated(table)
    board = Stage(numbers)
    position = board.position
    shown = [_round(0, numbers.actors, board, scale, position, None)]
    unreached = 0
    stopped: Stopped = "rounds"
    for number in range(1, rounds + 1):
        made = step(position, board.salience, board.weight, chosen)
        unreached += _unreached(made, chosen)
        moved = np.abs(made.after - position).max()
        position = made.after
        shown.append(_round(number, numbers.actors, board, scale, position, made))
        if moved <= TOLERANCE:
            stopped = "nobody moves"
            break
    return Forecast(table, chosen, tuple(shown), stopped, unreached)


def _round(
    number: int, actors: Sequence[str], board: Stage, scale: Scale, position: Floats, made: Step | None
) -> Round:
    length = scale.high - scale.low

    def told(units: Floats) -> Floats:
        found: Floats = scale.low + length * board.shares(units)
        return found

    places = told(position)[0].tolist()
    middle = float(told(median(position, board.weight)[:, None])[0, 0])
    average = float(told(mean(position, board.weight)[:, None])[0, 0])
    risk = {} if made is None else dict(zip(actors, made.risk[0].tolist(), strict=True))
    challenges = () if made is None else tuple(_challenges(made, actors, told))
    return Round(number, dict(zip(actors, places, strict=True)), middle, average, risk, challenges)


def _challenges(made: Step, actors: Sequence[str], told: Callable[[Floats], Floats]) -> Iterator[Challenge]:
    found = made.offers
    for target, challenger in np.argwhere(found.kind[0] > 0):
        place = found.place[0, target, challenger].reshape(1, 1)
        yield Challenge(
            actors[challenger],
            actors[target],
            KINDS[found.kind[0, target, challenger]],
            float(found.other[0, target, challenger]),
            float(found.own[0, target, challenger]),
            float(told(place)[0, 0]),
            bool(made.taken[0, target] == challenger),
        )


def _unreached(made: Step, how: Definition) -> int:
    if how.capitulation:
        return 0
    return int(((made.offers.own < 0) & (made.offers.other > 0) & (made.offers.other < -made.offers.own)).sum())
