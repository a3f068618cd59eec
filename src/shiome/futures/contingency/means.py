"""Demands and capacities as drawn for each run."""

from __future__ import annotations

import numpy as np

from shiome.futures.contingency.context import Context
from shiome.futures.contingency.draws import Draws, Floats
from shiome.futures.contingency.inputs import capacity_name, demand_name, shift_name
from shiome.futures.contingency.model import ContingencyModel, Front, Pair


def demand_points(front: Front, pair: Pair, draws: Draws) -> Floats:
    """(states, runs) points that a front asks of an actor's resource in each of its states; nothing where nothing is stated.

    One chance serves all states of a front, so that a run with a low reading of crisis has a low reading of conflict.
    """
    points = np.zeros((len(front.states), draws.count))
    place = draws.uniform(demand_name(front, pair))
    for demand in front.demands:
        if (demand.actor, demand.resource) == pair:
            band = demand.points
            points[front.states.index(demand.state)] = band.low + (band.high - band.low) * place
    return points


def capacity_points(
    model: ContingencyModel, pair: Pair, context: Context, draws: Draws, part: slice, months: int
) -> Floats:
    """(runs, months + 1) points of an actor's resource in each month."""
    capacity = model.capacity(pair)
    points = draws.band(capacity_name(pair), capacity.points)
    found = np.repeat(points[:, None], months + 1, axis=1)
    for shift in capacity.shifts:
        driver = context.index(shift.driver)
        if driver is not None:
            acts = context.path(driver, part, months) == context.state(shift.driver, shift.state)
            found = np.where(acts, found * draws.factor(shift_name(pair, shift), shift.factor)[:, None], found)
    return found
