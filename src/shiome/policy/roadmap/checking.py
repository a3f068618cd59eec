"""The incentive check of a schedule: slack at every step, the weakest step, and the parameters at which it stops holding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from shiome.policy.roadmap.incentives import (
    TOLERANCE,
    Floats,
    Frame,
    Worths,
    corner,
    foreseen,
    frame_of,
    slack,
    worths_of,
)
from shiome.policy.roadmap.model import Road, Schedule
from shiome.region.schema.roadmap import RoadStep

FIELDS = ("cost", "gain", "surplus", "penalty")
"""Valuations beside the discount."""
LONGEST_LAG = 120
"""Most months that are tried for a verification or a response; a limit of so many means no limit was found."""
NEAR_ONE = 1 - 1e-13
"""The largest discount factor that is tried."""


@dataclass(frozen=True)
class Check:
    """Slack of each party at one check: at the likeliest valuations, and between the ends of the bands."""

    step: str
    month: int
    slack: dict[str, float]
    low: dict[str, float]
    """With every cost at its highest, every worth at its lowest, and the discount at whichever of its three readings is worst."""
    high: dict[str, float]

    @property
    def weakest(self) -> str:
        """The party with the smallest slack; the first of several."""
        return min(self.slack, key=lambda party: self.slack[party])

    @property
    def holds(self) -> bool:
        """Whether nobody gains by leaving here at the likeliest valuations."""
        return self.slack[self.weakest] >= -TOLERANCE

    @property
    def holds_throughout(self) -> bool:
        """Whether nobody gains by leaving wherever in the bands the valuations lie."""
        return min(self.low.values()) >= -TOLERANCE


@dataclass(frozen=True)
class Holding:
    """The incentive check of a schedule."""

    checks: tuple[Check, ...]
    """In the order of time; the end last."""
    breaks_at: str | None
    """The step at which the plan would stop if everybody foresaw who leaves later; none where it is kept to the end."""

    @property
    def holds(self) -> bool:
        """Whether it is self-enforcing: nobody gains by leaving at any check."""
        return all(check.holds for check in self.checks)

    @property
    def weakest(self) -> Check:
        """The check with the smallest slack; the earliest of several."""
        return min(self.checks, key=lambda check: check.slack[check.weakest])

    @property
    def self_enforcing(self) -> tuple[str, ...]:
        """The checks at which nobody gains by leaving as long as the rest of the plan is kept."""
        return tuple(check.step for check in self.checks if check.holds)


def check_incentives(road: Road, schedule: Schedule) -> Holding:
    """Hold every party at every step, and at the end, against leaving."""
    frame, likely = frame_of(road, schedule), worths_of(road)
    middle = slack(frame, likely)[0]
    low, high = _ends(road, frame)
    order = sorted(range(len(frame.checks)), key=lambda number: (frame.months[number], number))
    checks = tuple(
        Check(
            frame.checks[number],
            int(frame.months[number]),
            _by_party(frame, middle[number]),
            _by_party(frame, low[number]),
            _by_party(frame, high[number]),
        )
        for number in order
    )
    return Holding(checks, foreseen(frame, likely))


def smallest_slack(road: Road, schedule: Schedule) -> float:
    """The smallest slack of any party at any check, at the likeliest valuations."""
    return float(slack(frame_of(road, schedule), worths_of(road)).min())


@dataclass(frozen=True)
class Limits:
    """How far each parameter may go, all else as it is, before some party gains by leaving at some check."""

    discount: float | None
    """Every party has a discount factor from this up to (nearly) 1: the plan holds; none where it does not hold near 1."""
    snapback: int | None
    """Most months until the response; none where the plan does not hold even with none."""
    lag: dict[str, int | None]
    """Step to the most months of its verification at which its own party takes it; none where it does not even with none."""
    cost: dict[str, float]
    """Step to the highest cost at which its own party takes it; the largest step that is self-enforcing."""
    penalty: dict[str, float | None]
    """Party to the smallest penalty a month at which it never gains by leaving; none where no penalty is enough."""
    surplus: dict[str, float | None]
    """Party to the smallest surplus a month at which it never gains by leaving; none where no surplus is enough."""


def limits(road: Road, schedule: Schedule) -> Limits:
    """The limits of a schedule: months to the month, discount to 1e-12, the rest in closed form."""
    frame, likely = frame_of(road, schedule), worths_of(road)
    middle = slack(frame, likely)[0]
    steps = {step.id: number for number, step in enumerate(road.steps)}
    lags = {step.id: _most(partial(_own_slack, road, schedule, step)) for step in road.steps}
    costs = {
        name: step.cost.mode + float(middle[number, frame.parties.index(step.party)])
        for (name, number), step in zip(steps.items(), road.steps, strict=True)
    }
    return Limits(
        discount=smallest_discount(road, schedule),
        snapback=_most(lambda months: smallest_slack(road.with_snapback(months), schedule)),
        lag=lags,
        cost=costs,
        penalty=_least(frame, likely, middle, "penalty"),
        surplus=_least(frame, likely, middle, "surplus"),
    )


def _own_slack(road: Road, schedule: Schedule, step: RoadStep, lag: int) -> float:
    """Slack of a step's own party at it, were it verified after other months."""
    frame = frame_of(road.with_step(step.id, verification=lag), schedule)
    return float(slack(frame, worths_of(road), only=(step.id, step.party))[0].sum())


def smallest_discount(road: Road, schedule: Schedule) -> float | None:
    """The discount factor, the same for all parties, from which on every check holds; none where it does not hold near 1.

    A plan that holds for patient parties need not hold for all patience above a value; this is the end of the highest stretch.
    """
    frame, likely = frame_of(road, schedule), worths_of(road)

    def least(discounts: Floats) -> Floats:
        rows = {name: np.repeat(getattr(likely, name), len(discounts), axis=0) for name in FIELDS}
        many = Worths(**rows, discount=np.repeat(discounts[:, None], len(frame.parties), axis=1))
        return np.asarray(slack(frame, many).min(axis=(1, 2)))

    grid = np.array([*np.linspace(0.0005, 0.9995, 1000), *(1 - 10.0 ** -np.arange(4, 13)), NEAR_ONE])
    found = least(grid)
    if found[-1] < -1e-6:
        return None
    failing = np.flatnonzero(found[:-1] < 0)
    if not len(failing):
        return float(grid[0])
    last = int(failing[-1])
    return _bisected(lambda one: float(least(np.array([one]))[0]), float(grid[last]), float(grid[last + 1]))


def _bisected(least: Callable[[float], float], low: float, high: float) -> float:
    while high - low > 1e-15:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (low, middle) if least(middle) >= 0 else (middle, high)
    return high


def _most(least: Callable[[int], float], longest: int = LONGEST_LAG) -> int | None:
    """The largest number of months up to ``longest`` at which the smallest slack is not negative; it falls with them."""
    if least(0) < -TOLERANCE:
        return None
    low, high = 0, longest
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if least(middle) >= -TOLERANCE else (low, middle - 1)
    return low


def _least(frame: Frame, likely: Worths, middle: Floats, field: str) -> dict[str, float | None]:
    """The smallest value a month of a party's penalty or surplus at which all its checks hold: slack is linear in it."""
    now = getattr(likely, field)
    more = slack(frame, replace(likely, **{field: now + 1}))[0] - middle
    found: dict[str, float | None] = {}
    for number, party in enumerate(frame.parties):
        gap, rate = middle[:, number], more[:, number]
        if bool(((rate <= TOLERANCE) & (gap < -TOLERANCE)).any()):
            found[party] = None
            continue
        works = rate > TOLERANCE
        need = now[0, number] - gap[works] / rate[works]
        found[party] = max(0.0, float(need.max())) if works.any() else 0.0
    return found


def _ends(road: Road, frame: Frame) -> tuple[Floats, Floats]:
    discounts = [[getattr(p.discount, reading) for p in road.parties] for reading in ("low", "mode", "high")]
    found = []
    for worst in (True, False):
        one = corner(road, worst=worst)
        three = np.stack([slack(frame, replace(one, discount=np.array([row])))[0] for row in discounts])
        found.append(three.min(axis=0) if worst else three.max(axis=0))
    return found[0], found[1]


def _by_party(frame: Frame, row: Floats) -> dict[str, float]:
    return {party: float(value) for party, value in zip(frame.parties, row, strict=True)}
