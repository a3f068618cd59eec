"""Demand held against capacity: load, overload, which fronts collide, and who faces what."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.futures.contingency.chances import Ratio
from shiome.futures.contingency.draws import Draws, Floats
from shiome.futures.contingency.engine import Outcome
from shiome.futures.contingency.means import capacity_points, demand_points
from shiome.futures.contingency.model import Pair
from shiome.futures.simulation.estimates import Estimate, estimate
from shiome.futures.simulation.model import Band

QUANTILES = (0.5, 0.9, 0.95)
"""Of the load in each month."""


@dataclass(frozen=True)
class Collision:
    """Fronts that together ask for more than there is, though not one of them would alone.

    ``months`` is the mean number of such months in a run with exactly these fronts asking.
    """

    fronts: tuple[str, ...]
    runs: Estimate
    months: float


@dataclass(frozen=True)
class Load:
    """One resource of one actor over the horizon. Load is demand over capacity: above 1 is overload.

    Parameters
    ----------
    mean, quantiles, overloaded:
        By month (0 the start): mean load, its quantiles (months + 1, :data:`QUANTILES`), share of runs overloaded.
    ever:
        Overloaded in some month.
    months:
        Mean number of overloaded months in a run.
    by_front:
        Mean share of capacity that each front takes up, over all months.
    """

    actor: str
    resource: str
    mean: Floats
    quantiles: Floats
    overloaded: Floats
    ever: Estimate
    months: float
    by_front: tuple[float, ...]
    collisions: tuple[Collision, ...]


@dataclass(frozen=True)
class Exposure:
    """What one front asks of one actor's resource.

    Parameters
    ----------
    asks:
        For each state of the front, the points as stated; nothing where none are.
    cited:
        Citations of those that a source speaks of.
    overload:
        Probability that the resource is overloaded in a month in which the front is in its worst state.
    overload_alone, overload_with_others:
        The same while no other front, or some other front, asks for it too.
    """

    actor: str
    front: str
    resource: str
    asks: tuple[Band, ...]
    capacity: Band
    cited: tuple[str, ...]
    overload: Ratio
    overload_alone: Ratio
    overload_with_others: Ratio


def loads(outcome: Outcome) -> tuple[Load, ...]:
    """Load of every resource of every actor, in the model's order."""
    found = []
    for pair, demands, capacity in _means(outcome):
        load = demands.sum(axis=0) / capacity
        over = load > 1.0
        quantiles = np.quantile(load, QUANTILES, axis=0).T
        by_front = tuple(float((demand / capacity).mean()) for demand in demands)
        found.append(
            Load(
                *pair,
                mean=load.mean(axis=0),
                quantiles=quantiles,
                overloaded=over.mean(axis=0),
                ever=estimate(over.any(axis=1)),
                months=float(over.sum(axis=1).mean()),
                by_front=by_front,
                collisions=_collisions(outcome, demands, capacity),
            )
        )
    return tuple(found)


def exposures(outcome: Outcome) -> tuple[Exposure, ...]:
    """Who faces what: every actor, front and resource where something is asked."""
    found = []
    for pair, demands, capacity in _means(outcome):
        over = demands.sum(axis=0) > capacity
        for index, front in enumerate(outcome.model.fronts):
            stated = [d for d in front.demands if (d.actor, d.resource) == pair]
            if not stated:
                continue
            points = {demand.state: demand.points for demand in stated}
            worst = outcome.states[index] == len(front.states) - 1
            others = np.delete(demands, index, axis=0).sum(axis=0) > 0
            found.append(
                Exposure(
                    pair.actor,
                    front.id,
                    pair.resource,
                    asks=tuple(points.get(state, Band.at(0.0)) for state in front.states),
                    capacity=outcome.model.capacity(pair).points,
                    cited=tuple(dict.fromkeys(cite for demand in stated for cite in demand.cited)),
                    overload=monthly_share(over, worst),
                    overload_alone=monthly_share(over, worst & ~others),
                    overload_with_others=monthly_share(over, worst & others),
                )
            )
    return tuple(found)


def monthly_share(hit: NDArray[np.bool_], among: NDArray[np.bool_]) -> Ratio:
    """Share of the months in ``among`` in which ``hit``; the error takes the months of a run as one cluster.

    >>> monthly_share(np.array([[True, False]]), np.array([[True, True]])).value
    0.5
    """
    asked = among.sum(axis=1).astype(np.float64)
    total = float(asked.sum())
    if total == 0:
        return Ratio(None, None)
    held = (hit & among).sum(axis=1)
    value = float(held.sum()) / total
    error = math.sqrt(float(((held - value * asked) ** 2).sum())) / total
    return Ratio(value, error if np.count_nonzero(asked) > 1 else None)


def _means(outcome: Outcome) -> Iterator[tuple[Pair, Floats, Floats]]:
    """For each pair, (fronts, runs, months + 1) demands and (runs, months + 1) capacity."""
    model, everyone = outcome.model, slice(0, outcome.runs)
    draws = Draws(outcome.seed, 0, outcome.runs)
    lanes = np.arange(outcome.runs)[:, None]
    for pair in model.pairs:
        demands = np.stack(
            [
                demand_points(front, pair, draws)[outcome.states[index], lanes]
                for index, front in enumerate(model.fronts)
            ]
        )
        yield pair, demands, capacity_points(model, pair, outcome.context, draws, everyone, outcome.months)


def _collisions(outcome: Outcome, demands: Floats, capacity: Floats) -> tuple[Collision, ...]:
    """Sets of fronts whose demands only together exceed the capacity, the most frequent first."""
    together = (demands.sum(axis=0) > capacity) & (demands <= capacity).all(axis=0)
    weights = 1 << np.arange(len(demands))
    sets = np.where(together, np.tensordot(weights, (demands > 0).astype(np.int64), axes=1), 0)
    found = []
    for code in np.unique(sets[sets > 0]):
        here = sets == code
        fronts = tuple(front.id for bit, front in enumerate(outcome.model.fronts) if int(code) >> bit & 1)
        found.append(Collision(fronts, estimate(here.any(axis=1)), float(here.sum(axis=1).mean())))
    return tuple(sorted(found, key=lambda one: (-one.months, one.fronts)))
