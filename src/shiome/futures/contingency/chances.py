"""How likely each front, both together, and one after the other; how far from what independence would give."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.futures.contingency.draws import Floats
from shiome.futures.contingency.engine import Outcome
from shiome.futures.contingency.model import refused
from shiome.futures.simulation.estimates import Estimate, estimate

Flags = NDArray[np.bool_]
GROUPS = 50
"""Groups of runs that the jackknife leaves out one by one."""


@dataclass(frozen=True)
class Ratio:
    """A figure that is no plain share, with its standard error; ``None`` where no run tells of it."""

    value: float | None
    standard_error: float | None


@dataclass(frozen=True)
class FrontChance:
    """How likely a front reaches a state.

    Parameters
    ----------
    ever:
        Within the horizon, month 0 included.
    by_month:
        (months + 1) share of runs that have reached it by each month.
    """

    front: str
    state: str
    ever: Estimate
    by_month: Floats


@dataclass(frozen=True)
class PairChance:
    """Two fronts, the second seen from the first.

    Parameters
    ----------
    joint:
        Both reach their state within the horizon.
    overlap:
        Both are in it in one and the same month.
    given:
        The second does, among the runs in which the first does; ``None`` where no run has the first.
    lift:
        ``joint`` over the product of the two fronts' probabilities: 1 if they were independent.
    lag:
        Months in which the second is looked for after the first began.
    follows:
        Among the runs in which the first began early enough and the second had not yet, those in which it begins within the lag.
    expected:
        What ``follows`` would be if the second kept its own timetable whatever the first did.
    lagged_lift:
        ``follows`` over ``expected``.
    """

    first: str
    second: str
    state_first: str
    state_second: str
    joint: Estimate
    overlap: Estimate
    given: Estimate | None
    lift: Ratio
    lag: int
    follows: Estimate | None
    expected: float | None
    lagged_lift: Ratio


def front_chance(outcome: Outcome, front: str, state: str = "") -> FrontChance:
    """How likely ``front`` reaches ``state`` (the worst, unless told) within the horizon, and by when."""
    onset = outcome.onset(front, state)
    counts = np.bincount(onset, minlength=outcome.months + 2)[: outcome.months + 1]
    known = outcome.model.fronts[outcome.model.front(front, "question")]
    ever = estimate(onset <= outcome.months)
    return FrontChance(front, state or known.worst, ever, np.cumsum(counts) / outcome.runs)


def pair_chance(
    outcome: Outcome, first: str, second: str, *, lag: int, state_first: str = "", state_second: str = ""
) -> PairChance:
    """How ``second`` stands to ``first``; the worst states, unless told.

    The standard errors of the lifts are the delete-a-group jackknife's over :data:`GROUPS` groups of runs.
    """
    if not 1 <= lag <= outcome.months:
        text = f"the lag of {lag} months is not between 1 and the horizon of {outcome.months}"
        raise refused(
            "lag",
            text,
            f"遅れ {lag} か月が 1〜{outcome.months} でない",
            "give a shorter lag",
            lag,
            hint_ja="遅れを短くする",
        )
    one, two = outcome.onset(first, state_first), outcome.onset(second, state_second)
    has_one: Flags = one <= outcome.months
    has_two: Flags = two <= outcome.months
    both: Flags = has_one & has_two
    same = outcome.reached(first, state_first) & outcome.reached(second, state_second)
    overlap: Flags = np.logical_or.reduce(same, axis=1)
    asked: Flags = (one <= outcome.months - lag) & (two > one)
    within: Flags = two <= one + lag
    tables = _tables(one, two, outcome.months)
    whole = tables.sum(axis=0)
    fronts = {front.id: front for front in outcome.model.fronts}
    return PairChance(
        first,
        second,
        state_first or fronts[first].worst,
        state_second or fronts[second].worst,
        joint=estimate(both),
        overlap=estimate(overlap),
        given=_among(has_two, has_one),
        lift=_jackknife(tables, lift),
        lag=lag,
        follows=_among(within, asked),
        expected=_expected(whole, lag),
        lagged_lift=_jackknife(tables, lambda table: _lagged_lift(table, lag)),
    )


def lift(table: NDArray[np.int64]) -> float | None:
    """Probability of both over the product of each, from counts by month of beginning (the last row and column: never).

    >>> lift(np.array([[1, 1], [1, 1]]))
    1.0
    """
    both, one, two = int(table[:-1, :-1].sum()), int(table[:-1].sum()), int(table[:, :-1].sum())
    return both * int(table.sum()) / (one * two) if one and two else None


def _among(hits: Flags, asked: Flags) -> Estimate | None:
    chosen: Flags = hits[np.flatnonzero(asked)]
    return estimate(chosen) if len(chosen) else None


def _lagged(table: NDArray[np.int64], lag: int) -> tuple[float, float, float]:
    """Runs asked, runs in which the second follows, and how many would if it kept its own timetable."""
    months = len(table) - 2
    of_second = table.sum(axis=0)
    asked = followed = expected = 0.0
    for month in range(months - lag + 1):
        waiting, within = float(of_second[month + 1 :].sum()), float(of_second[month + 1 : month + lag + 1].sum())
        here = float(table[month, month + 1 :].sum())
        asked += here
        followed += float(table[month, month + 1 : month + lag + 1].sum())
        expected += here * within / waiting if here else 0.0
    return asked, followed, expected


def _expected(table: NDArray[np.int64], lag: int) -> float | None:
    asked, _, expected = _lagged(table, lag)
    return expected / asked if asked else None


def _lagged_lift(table: NDArray[np.int64], lag: int) -> float | None:
    _, followed, expected = _lagged(table, lag)
    return followed / expected if expected else None


def _tables(one: NDArray[np.int64], two: NDArray[np.int64], months: int) -> NDArray[np.int64]:
    """(groups, months + 2, months + 2) runs by the month in which each of two fronts began; run numbers deal out the groups."""
    size = months + 2
    group = np.arange(len(one)) % GROUPS
    places = (group * size + one) * size + two
    return np.bincount(places, minlength=GROUPS * size * size).reshape(GROUPS, size, size)


def _jackknife(tables: NDArray[np.int64], figure: Callable[[NDArray[np.int64]], float | None]) -> Ratio:
    whole = tables.sum(axis=0)
    value = figure(whole)
    filled = [table for table in tables if table.any()]
    left = [figure(whole - table) for table in filled]
    known = [part for part in left if part is not None]
    if value is None or len(known) < 2 or len(known) < len(left):
        return Ratio(value, None)
    mean = math.fsum(known) / len(known)
    spread = math.fsum((part - mean) ** 2 for part in known)
    return Ratio(value, math.sqrt(spread * (len(known) - 1) / len(known)))
