"""Probabilities from runs, with their Monte Carlo error; differences between interventions with paired error."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine
from shiome.futures.scoring.rates import wilson
from shiome.futures.simulation.compiled import CompiledModel, compile_model
from shiome.futures.simulation.engine import simulate
from shiome.futures.simulation.formulas import Formula
from shiome.futures.simulation.model import Intervention, SimulationModel


@dataclass(frozen=True)
class Estimate:
    """A probability estimated from runs.

    Parameters
    ----------
    standard_error:
        ``sqrt(p (1 - p) / runs)``.
    low, high:
        Wilson's interval (E. B. Wilson, 1927), which stays within 0..1 and is not empty when no run or every run holds.
    """

    p: float
    standard_error: float
    low: float
    high: float
    runs: int


@dataclass(frozen=True)
class Difference:
    """A probability under an intervention minus the one without, from the same chances.

    Parameters
    ----------
    standard_error:
        Of the mean of the paired differences.
    gained, lost:
        Runs in which the formula holds only with, or only without the intervention.
    """

    difference: float
    standard_error: float
    gained: int
    lost: int
    runs: int


def estimate(hits: NDArray[np.bool_]) -> Estimate:
    """The probability that a formula holds.

    >>> found = estimate(np.array([True, False, False, False]))
    >>> found.p, round(found.low, 3), round(found.high, 3)
    (0.25, 0.046, 0.699)
    """
    return estimate_of(int(np.count_nonzero(hits)), len(hits))


def estimate_of(hits: int, runs: int) -> Estimate:
    """The probability of a formula that held in so many of the runs."""
    rate = wilson(hits, runs)
    p = rate.value
    return Estimate(p, math.sqrt(p * (1 - p) / runs), rate.low, rate.high, runs)


def difference(treated: NDArray[np.bool_], untreated: NDArray[np.bool_]) -> Difference:
    """The paired difference of two sets of runs with common random numbers.

    >>> difference(np.array([True, True, False]), np.array([True, False, False])).gained
    1
    """
    runs = len(treated)
    gained = int(np.count_nonzero(treated & ~untreated))
    lost = int(np.count_nonzero(untreated & ~treated))
    mean = (gained - lost) / runs
    variance = max(0.0, (gained + lost) / runs - mean * mean)
    return Difference(mean, math.sqrt(variance / runs), gained, lost, runs)


@dataclass(frozen=True)
class OptionEffect:
    """What one set of interventions does to each formula."""

    name: str
    estimates: tuple[Estimate, ...]
    differences: tuple[Difference, ...]


def compare_interventions(
    model: SimulationModel,
    options: Mapping[str, Sequence[Intervention]],
    formulas: Sequence[Formula],
    *,
    months: int,
    runs: int,
    seed: int,
    threads: int = 1,
    engine: Engine = "auto",
) -> list[OptionEffect]:
    """Each option against no intervention, on the same random numbers.

    Run 7 of every option has the same drawn strengths and the same monthly chances, so that a difference comes from the option
    alone and its error is smaller than that of two separate estimates.
    """
    compiled: list[tuple[str, CompiledModel]] = [
        (name, compile_model(model, months=months, interventions=tuple(steps))) for name, steps in options.items()
    ]
    untreated = simulate(
        compile_model(model, months=months), runs=runs, seed=seed, formulas=formulas, threads=threads, engine=engine
    )
    found = []
    for name, option in compiled:
        treated = simulate(option, runs=runs, seed=seed, formulas=formulas, threads=threads, engine=engine)
        pairs = zip(treated.hits, untreated.hits, strict=True)
        estimates = tuple(estimate(hits) for hits in treated.hits)
        found.append(OptionEffect(name, estimates, tuple(difference(after, before) for after, before in pairs)))
    return found
