"""What a stretch of a series costs: how badly one level, line, distribution or run of a model fits it.

Each function gives a matrix whose entry (i, j) is the cost of the rows from ``edges[i]`` up to before ``edges[j]``; impossible stretches
cost infinity.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from shiome.yardsticks.turning.prepared import Floats, Ints

Run = Literal["plain", "pulled", "sloped"]
"""What a run has beside its level: nothing, a pull to the value before, a slope."""


@dataclass(frozen=True, kw_only=True)
class Prior:
    """What is held beforehand of a run, in standard units.

    Precision of its level, of its pull to the previous value and of its slope over ten periods; shape and rate of its noise.
    """

    level: float = 0.1
    pull: float = 1.0
    slope: float = 0.01
    shape: float = 1.0
    rate: float = 0.1


def _sums(rows: Floats, edges: Ints) -> Floats:
    return np.concatenate([np.zeros((1, *rows.shape[1:])), np.cumsum(rows, axis=0)])[edges]


def _lengths(edges: Ints) -> Floats:
    return (edges[None, :] - edges[:, None]).astype(np.float64)


def level_costs(rows: Floats, edges: Ints) -> Floats:
    """Squared distance from the mean of the stretch, over all columns."""
    sums, squares = _sums(rows, edges), _sums((rows**2).sum(axis=1), edges)
    products = sums @ sums.T
    own = np.diag(products)
    lengths = _lengths(edges)
    with np.errstate(all="ignore"):
        costs = squares[None, :] - squares[:, None] - (own[None, :] + own[:, None] - 2 * products) / lengths
    return np.where(lengths > 0, np.maximum(costs, 0.0), np.inf)


def trend_costs(rows: Floats, at: Ints, edges: Ints) -> Floats:
    """Squared distance from the straight line through the stretch, at the times at which its values stand."""
    time = (at - at.mean()) / max(1, at[-1] - at[0])
    lengths = _lengths(edges)

    def within(values: Floats) -> Floats:
        sums = _sums(values, edges)
        return np.asarray(sums[None, :] - sums[:, None])

    total = np.zeros_like(lengths)
    with np.errstate(all="ignore"):
        spread = within(time**2) - within(time) ** 2 / lengths
        for column in rows.T:
            cross = within(time * column) - within(time) * within(column) / lengths
            slope = np.where(spread > 1e-12, cross**2 / spread, 0.0)
            total += np.maximum(within(column**2) - within(column) ** 2 / lengths - slope, 0.0)
    return np.where(lengths > 0, total, np.inf)


def kernel_features(rows: Floats, *, landmarks: int = 60) -> Floats:
    """Coordinates in which squared distance is that of a Gaussian kernel (Nyström, landmarks by rank).

    The width of the kernel is the median distance between values.
    """
    order = np.argsort(rows[:, 0], kind="stable")
    some = rows[order[np.unique(np.linspace(0, len(rows) - 1, 400).round().astype(int))]]
    gaps = ((some[:, None] - some[None]) ** 2).sum(axis=2)
    width = float(np.median(gaps[gaps > 0]))
    marks = np.unique(rows[order[np.unique(np.linspace(0, len(rows) - 1, landmarks).round().astype(int))]], axis=0)

    def kernel(left: Floats) -> Floats:
        return np.asarray(np.exp(-((left[:, None] - marks[None]) ** 2).sum(axis=2) / width))

    sizes, vectors = np.linalg.eigh(kernel(marks))
    kept = sizes > 1e-6
    return np.asarray(kernel(rows) @ (vectors[:, kept] / np.sqrt(sizes[kept])))


def run_costs(rows: Floats, at: Ints, edges: Ints, *, run: Run, prior: Prior = Prior()) -> Floats:
    """Minus the log marginal likelihood of each stretch as one run of the Bayesian online model.

    The model of a run: each value is normal about a level, with a pull to the value before or with a slope, all unknown, with a
    normal-inverse-gamma prior, so that the next value follows a Student distribution (Adams and MacKay 2007, with a regression for
    each run).
    """
    count = len(edges)
    total = np.zeros((count, count))
    for column in rows.T:
        total += _column_run_costs(column, at, edges, run, prior)
    return np.where(_lengths(edges) > 0, total, np.inf)


def _column_run_costs(column: Floats, at: Ints, edges: Ints, run: Run, prior: Prior) -> Floats:
    starts = edges[:-1]
    count = len(starts)
    # Covariance of level and second coefficient as three numbers a run; all runs are advanced together.
    one, both = np.full(count, 1 / prior.level), np.zeros(count)
    two = np.full(count, 1 / (prior.slope if run == "sloped" else prior.pull))
    level, other, rate = np.zeros(count), np.zeros(count), np.full(count, prior.rate)
    costs, spent = np.zeros((count + 1, count + 1)), np.zeros(count)
    constants = _student_constants(len(column), prior)
    done = 0
    for now, value in enumerate(column):
        part = slice(0, int(np.searchsorted(starts, now, side="right")))
        age = now - starts[part]
        second = _second(column, at, starts[part], now, run)
        a, b = one[part] + both[part] * second, both[part] + two[part] * second
        spread = 1 + a + b * second
        miss = value - level[part] - other[part] * second
        shape = prior.shape + 0.5 * age
        scale = rate[part] * spread / shape
        spent[part] -= constants[age] - 0.5 * np.log(scale) - (shape + 0.5) * np.log1p(miss**2 / (2 * shape * scale))
        level[part] += a * miss / spread
        other[part] += b * miss / spread
        one[part] -= a * a / spread
        both[part] -= a * b / spread
        two[part] -= b * b / spread
        rate[part] += 0.5 * miss**2 / spread
        if now + 1 == edges[done + 1]:
            done += 1
            costs[:count, done] = spent
    return costs


def _second(column: Floats, at: Ints, starts: Ints, now: int, run: Run) -> Floats:
    """The regressor beside the level: nothing, the value before, or tens of periods since the run began."""
    if run == "plain" or not now:
        return np.zeros(len(starts))
    if run == "sloped":
        return np.asarray((at[now] - at[starts]) / 10)
    return np.where(starts < now, column[now - 1], 0.0)


def _student_constants(length: int, prior: Prior) -> Floats:
    """The part of the log density that depends on the age of a run alone."""
    shapes = [prior.shape + 0.5 * age for age in range(length)]
    return np.array([math.lgamma(s + 0.5) - math.lgamma(s) - 0.5 * math.log(2 * math.pi * s) for s in shapes])
