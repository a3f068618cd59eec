"""The futures of many mixes for Numba; imported only where Numba is there and wanted.

``stepping`` performs the same operations in the same order, so that both give the same bytes. Inner loops run over the runs of one
block with one output row, the form that compiles to vector instructions.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from shiome.futures.simulation.lane_draws import compiled
from shiome.futures.simulation.randomness import Singles

Numbers = NDArray[np.int32]
ONE = np.float32(1)
ZERO = np.float32(0)


class Plan(NamedTuple):
    """What is the same in every block and mix; moving drivers are listed, their rows flattened to factors that are not always 1."""

    moving: Numbers
    states: Numbers
    first: Numbers
    inertia: Numbers
    terms: Numbers
    """(moving + 1) first term of each moving driver."""
    term_target: Numbers
    term_source: Numbers
    term_state: Numbers
    term_parameter: Numbers
    entries: Numbers
    entry_state: Numbers
    entry_factor: Singles
    held: NDArray[np.bool_]
    """(months + 1, D) whether an intervention holds the driver."""
    still: Numbers
    """Drivers that go as without levers and that something looks at."""
    shift_lever: Numbers
    shift_level: Numbers
    shift_at: Numbers
    over: Numbers
    reach: Singles
    items: Numbers
    item_driver: Numbers
    item_points: Singles


class Block(NamedTuple):
    """The chances of one block of runs, contiguous."""

    factors: Singles
    priors: Singles
    """(states, lanes) prior factor of every driver state."""
    shares: Singles
    happens: NDArray[np.bool_]
    paths: Numbers
    shift_factor: Singles


@compiled
def _if_state(weight: Singles, source: Numbers, state: int, factor: Singles) -> None:
    wanted = np.int32(state)
    for lane in range(len(weight)):
        value = factor[lane]
        weight[lane] *= value if source[lane] == wanted else ONE


@compiled
def _if_states(
    weight: Singles, one: Numbers, at_one: int, factor: Singles, two: Numbers, at_two: int, other: Singles
) -> None:
    """Two terms of one target in one pass."""
    first, second = np.int32(at_one), np.int32(at_two)
    for lane in range(len(weight)):
        a, b = factor[lane], other[lane]
        weight[lane] = (weight[lane] * (a if one[lane] == first else ONE)) * (b if two[lane] == second else ONE)


@compiled
def _terms(
    weights: Singles,
    current: Numbers,
    factors: Singles,
    span: tuple[int, int],
    targets: Numbers,
    sources: Numbers,
    states: Numbers,
    parameters: Numbers,
) -> None:
    """Multiply a target driver's weights by all its terms."""
    term = span[0]
    while term < span[1]:
        weight, source, factor = weights[targets[term]], current[sources[term]], factors[parameters[term]]
        if term + 1 < span[1] and targets[term + 1] == targets[term]:
            other, second = current[sources[term + 1]], factors[parameters[term + 1]]
            _if_states(weight, source, states[term], factor, other, states[term + 1], second)
            term += 2
        else:
            _if_state(weight, source, states[term], factor)
            term += 1


@compiled
def _choose(weights: Singles, states: int, bonus: Singles, own: Numbers, share: Singles, chosen: Numbers) -> None:
    if states == 2:
        for lane in range(len(chosen)):
            stay, state = bonus[lane], own[lane]
            at_0 = weights[0, lane] * (stay if state == 0 else ONE)
            at_1 = weights[1, lane] * (stay if state == 1 else ONE)
            chosen[lane] = np.int32(share[lane] * (at_0 + at_1) >= at_0)
    elif states == 3:
        for lane in range(len(chosen)):
            stay, state = bonus[lane], own[lane]
            at_0 = weights[0, lane] * (stay if state == 0 else ONE)
            at_1 = at_0 + weights[1, lane] * (stay if state == 1 else ONE)
            last = weights[2, lane] * (stay if state == 2 else ONE)
            threshold = share[lane] * (at_1 + last)
            chosen[lane] = np.int32(threshold >= at_0) + np.int32(threshold >= at_1)
    else:
        for state in range(states):
            _if_state(weights[state], own, state, bonus)
        for state in range(1, states):
            for lane in range(len(chosen)):
                weights[state, lane] += weights[state - 1, lane]
        chosen[:] = 0
        for state in range(states - 1):
            for lane in range(len(chosen)):
                threshold = share[lane] * weights[states - 1, lane]
                chosen[lane] += np.int32(threshold >= weights[state, lane])


@compiled
def _add_points(total: Singles, source: Numbers, points: Singles, states: int) -> None:
    if states <= 3:
        p_0, p_1 = points[0], points[1]
        p_2 = points[2] if states == 3 else ZERO
        for lane in range(len(total)):
            state = source[lane]
            later = p_1 if state == 1 else p_2
            total[lane] += p_0 if state == 0 else later
    else:
        for lane in range(len(total)):
            total[lane] += points[source[lane]]


@compiled
def _measure(plan: Plan, current: Numbers, room: Singles, values: Singles, last: bool) -> None:  # noqa: FBT001
    for metric in range(len(plan.over)):
        over, value = plan.over[metric], values[metric]
        if over == 1 and not last:
            continue
        room[:] = ZERO
        for item in range(plan.items[metric], plan.items[metric + 1]):
            driver = plan.item_driver[item]
            _add_points(room, current[driver], plan.item_points[item], plan.states[driver])
        reach = plan.reach[metric]
        if over == 0:
            for lane in range(len(room)):
                value[lane] += room[lane]
        elif over == 1:
            value[:] = room
        elif over == 2:
            for lane in range(len(room)):
                value[lane] += ONE if room[lane] >= reach else ZERO
        else:
            for lane in range(len(room)):
                value[lane] = max(value[lane], ONE if room[lane] >= reach else ZERO)


@compiled
def _boost(plan: Plan, block: Block, entries: tuple[int, int], weights: Singles) -> None:
    for entry in range(entries[0], entries[1]):
        factor = plan.entry_factor[entry]
        if factor > 0:
            row, happens = weights[plan.entry_state[entry]], block.happens[entry]
            for lane in range(len(row)):
                row[lane] *= factor if happens[lane] else ONE


@compiled
def _force(plan: Plan, block: Block, entries: tuple[int, int], chosen: Numbers) -> None:
    for entry in range(entries[0], entries[1]):
        if plan.entry_factor[entry] == 0:
            happens, forced = block.happens[entry], plan.entry_state[entry]
            for lane in range(len(chosen)):
                if happens[lane]:
                    chosen[lane] = forced


@compiled
def _month(
    plan: Plan, block: Block, start: Singles, weights: Singles, current: Numbers, following: Numbers, month: int
) -> None:
    factors, shares = block.factors, block.shares
    targets, sources = plan.term_target, plan.term_source
    source_states, parameters = plan.term_state, plan.term_parameter
    for place in range(len(plan.moving)):
        driver = plan.moving[place]
        chosen = following[driver]
        if plan.held[month, driver]:
            chosen[:] = block.paths[month, driver]
            continue
        first, states = plan.first[driver], plan.states[driver]
        for state in range(states):
            weights[state, :] = start[first + state]
        span = (plan.terms[place], plan.terms[place + 1])
        _terms(weights, current, factors, span, targets, sources, source_states, parameters)
        entries = (plan.entries[month, driver], plan.entries[month, driver + 1])
        # Passing a tuple of arrays counts references to every one of them: not done where there is nothing to do.
        if entries[0] < entries[1]:
            _boost(plan, block, entries, weights)
        bonus = factors[plan.inertia[driver]]
        _choose(weights, states, bonus, current[driver], shares[month, driver], chosen)
        if entries[0] < entries[1]:
            _force(plan, block, entries, chosen)
    for place in range(len(plan.still)):
        following[plan.still[place], :] = block.paths[month, plan.still[place]]


@compiled
def run_mixes(plan: Plan, block: Block, mixes: NDArray[np.int8], values: Singles) -> None:
    """Fill ``values`` (mixes, metrics, lanes) for one block of runs."""
    months, drivers, lanes = block.paths.shape
    start = np.empty_like(block.priors)
    weights = np.empty((plan.states.max(), lanes), dtype=np.float32)
    room = np.empty(lanes, dtype=np.float32)
    current = np.zeros((drivers, lanes), dtype=np.int32)
    following = np.zeros((drivers, lanes), dtype=np.int32)
    for mix in range(len(mixes)):
        start[:] = block.priors
        for shift in range(len(plan.shift_lever)):
            if mixes[mix, plan.shift_lever[shift]] == plan.shift_level[shift]:
                row, factor = start[plan.shift_at[shift]], block.shift_factor[shift]
                for lane in range(lanes):
                    row[lane] *= factor[lane]
        current[:] = block.paths[0]
        values[mix] = ZERO
        for month in range(1, months):
            _month(plan, block, start, weights, current, following, month)
            current, following = following, current
            _measure(plan, current, room, values[mix], month == months - 1)
        for metric in range(len(plan.over)):
            if plan.over[metric] == 0 or plan.over[metric] == 2:
                divisor = np.float32(months - 1)
                for lane in range(lanes):
                    values[mix, metric, lane] = values[mix, metric, lane] / divisor
