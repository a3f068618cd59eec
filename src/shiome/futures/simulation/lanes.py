"""The succession for Numba: many runs side by side in single precision; imported only where Numba is there and wanted.

Every inner loop runs over the lanes of one group with one output row, the form that compiles to vector instructions. Casts keep
unsigned arithmetic at 32 bits. ``batch`` performs the same operations in the same order.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shiome.futures.simulation.compiled import Arrays
from shiome.futures.simulation.lane_draws import ONE, compiled, constants, draw_factors, share_of, word_at
from shiome.futures.simulation.randomness import ENTRY, STEP, Singles, Words

States = NDArray[np.int32]


@compiled
def _singles(arrays: Arrays) -> States:
    """The one source state on which a row's factor is not always 1, or -1 where there are more."""
    fixed = constants(arrays)
    found = np.full(len(arrays.row_first), -1, dtype=np.int32)
    for row in range(len(found)):
        count = 0
        for state in range(arrays.states[arrays.row_source[row]]):
            if not fixed[arrays.row_first[row] + state]:
                count += 1
                found[row] = state
        if count > 1:
            found[row] = -1
    return found


@compiled
def _multiply(weight: Singles, source: States, factors: Singles, first: int, states: int) -> None:
    """Multiply a target state's weights by the factors of the state its source is in."""
    if states == 2:
        at_0, at_1 = factors[first], factors[first + 1]
        for lane in range(len(weight)):
            a, b = at_0[lane], at_1[lane]
            weight[lane] *= a if source[lane] == 0 else b
    elif states == 3:
        at_0, at_1, at_2 = factors[first], factors[first + 1], factors[first + 2]
        for lane in range(len(weight)):
            a, b, c = at_0[lane], at_1[lane], at_2[lane]
            state = source[lane]
            later = b if state == 1 else c
            weight[lane] *= a if state == 0 else later
    else:
        for state in range(states):
            row = factors[first + state]
            for lane in range(len(weight)):
                factor = row[lane]
                weight[lane] *= factor if source[lane] == state else ONE


@compiled
def _multiply_pair(weight: Singles, left: States, right: States, factors: Singles, first: int, second: int) -> None:
    """Two sources of three states in one pass."""
    left_0, left_1, left_2 = factors[first], factors[first + 1], factors[first + 2]
    right_0, right_1, right_2 = factors[second], factors[second + 1], factors[second + 2]
    for lane in range(len(weight)):
        a, b, c = left_0[lane], left_1[lane], left_2[lane]
        x, y, z = right_0[lane], right_1[lane], right_2[lane]
        one, other = left[lane], right[lane]
        later = b if one == 1 else c
        after = y if other == 1 else z
        weight[lane] = (weight[lane] * (a if one == 0 else later)) * (x if other == 0 else after)


@compiled
def _choose(weights: Singles, states: int, low: Words, high: Words, counter: int, chosen: States) -> None:
    place = np.uint32(np.uint32(counter) * STEP)
    for state in range(1, states):
        before, row = weights[state - 1], weights[state]
        for lane in range(len(chosen)):
            row[lane] += before[lane]
    last, threshold_row = weights[states - 1], weights[len(weights) - 1]
    for lane in range(len(chosen)):
        threshold_row[lane] = share_of(word_at(low[lane], high[lane], place)) * last[lane]
        chosen[lane] = 0
    for state in range(states - 1):
        row = weights[state]
        for lane in range(len(chosen)):
            chosen[lane] += np.int32(threshold_row[lane] >= row[lane])


@compiled
def _choose_of_three(
    weights: Singles, bonus: Singles, own: States, low: Words, high: Words, counter: int, chosen: States
) -> None:
    """Inertia and choice in one pass for the commonest number of states."""
    place = np.uint32(np.uint32(counter) * STEP)
    first, second, third = weights[0], weights[1], weights[2]
    for lane in range(len(chosen)):
        stay, state = bonus[lane], own[lane]
        at_0 = first[lane] * (stay if state == 0 else ONE)
        at_1 = at_0 + second[lane] * (stay if state == 1 else ONE)
        last = third[lane] * (stay if state == 2 else ONE)
        threshold = share_of(word_at(low[lane], high[lane], place)) * (at_1 + last)
        chosen[lane] = np.int32(threshold >= at_0) + np.int32(threshold >= at_1)


@compiled
def _boost(row: Singles, factor: np.float32, below: np.uint64, low: Words, high: Words, entry: int) -> None:
    place = np.uint32(np.uint32(ENTRY + entry) * STEP)
    for lane in range(len(row)):
        if np.uint64(word_at(low[lane], high[lane], place)) < below:
            row[lane] *= factor


@compiled
def _force(chosen: States, state: int, below: np.uint64, low: Words, high: Words, entry: int) -> None:
    place = np.uint32(np.uint32(ENTRY + entry) * STEP)
    for lane in range(len(chosen)):
        if np.uint64(word_at(low[lane], high[lane], place)) < below:
            chosen[lane] = state


@compiled
def _copy(row: Singles, prior: Singles) -> None:
    for lane in range(len(row)):
        row[lane] = prior[lane]


@compiled
def _stay(row: Singles, bonus: Singles, own: States, state: int) -> None:
    wanted = np.int32(state)
    for lane in range(len(row)):
        factor = bonus[lane]
        row[lane] *= factor if own[lane] == wanted else ONE


@compiled
def _start(arrays: Arrays, low: Words, high: Words, factors: Singles, weights: Singles, current: States) -> None:
    for driver in range(len(arrays.states)):
        if arrays.settings[0, driver] >= 0:
            current[driver, :] = arrays.settings[0, driver]
        elif arrays.initial[driver] >= 0:
            current[driver, :] = arrays.initial[driver]
        else:
            for state in range(arrays.states[driver]):
                weights[state, :] = factors[arrays.prior[driver] + state]
            _choose(weights, arrays.states[driver], low, high, driver, current[driver])


@compiled
def _pairs(sizes: States, rows: States, targets: States, sources: States, single: States) -> NDArray[np.bool_]:
    """Whether a row and the next one have the same target state and sources of three states."""
    found = np.zeros(len(targets) + 1, dtype=np.bool_)
    for driver in range(len(rows) - 1):
        for row in range(rows[driver], rows[driver + 1] - 1):
            same = targets[row] == targets[row + 1]
            plain = single[row] < 0 and single[row + 1] < 0
            found[row] = same and plain and sizes[sources[row]] == 3 and sizes[sources[row + 1]] == 3
    return found


@compiled
def _store(out: NDArray[np.uint8], current: States) -> None:
    for driver in range(len(current)):
        row, chosen = out[driver], current[driver]
        for lane in range(len(row)):
            row[lane] = np.uint8(chosen[lane])


@compiled
def _impacts(
    weights: Singles,
    current: States,
    factors: Singles,
    span: tuple[int, int],
    targets: States,
    sources: States,
    firsts: States,
    sizes: States,
    paired: NDArray[np.bool_],
    single: States,
) -> None:
    """Multiply a target driver's weights by all its rows."""
    row = span[0]
    while row < span[1]:
        source, weight = sources[row], weights[targets[row]]
        if paired[row]:
            other = sources[row + 1]
            _multiply_pair(weight, current[source], current[other], factors, firsts[row], firsts[row + 1])
            row += 2
        elif single[row] >= 0:
            _stay(weight, factors[firsts[row] + single[row]], current[source], single[row])
            row += 1
        else:
            _multiply(weight, current[source], factors, firsts[row], sizes[source])
            row += 1


@compiled
def run_lanes(arrays: Arrays, keys: tuple[Words, Words], paths: NDArray[np.uint8]) -> None:
    """Fill ``paths`` (groups, months + 1, drivers, lanes) for the runs with these keys."""
    groups, months, count, lanes = paths.shape
    factors = np.empty((len(arrays.low), lanes), dtype=np.float32)
    weights = np.empty((arrays.states.max() + 1, lanes), dtype=np.float32)
    current = np.empty((count, lanes), dtype=np.int32)
    following = np.empty((count, lanes), dtype=np.int32)
    # Taken out of the tuple once: passing it on in the inner loops would count references to every array each time.
    sizes, rows, targets, sources = arrays.states, arrays.rows, arrays.row_target, arrays.row_source
    firsts, priors, inertias, entries = arrays.row_first, arrays.prior, arrays.inertia, arrays.entries
    entry_factor, entry_below, entry_state = arrays.entry_factor, arrays.entry_below, arrays.entry_state
    settings = arrays.settings
    single = _singles(arrays)
    paired = _pairs(sizes, rows, targets, sources, single)
    base = np.empty(lanes, dtype=np.float32)
    for group in range(groups):
        low = keys[0][group * lanes : (group + 1) * lanes]
        high = keys[1][group * lanes : (group + 1) * lanes]
        draw_factors(arrays, low, high, factors, base)
        _start(arrays, low, high, factors, weights, current)
        _store(paths[group, 0], current)
        for month in range(1, months):
            for driver in range(count):
                if settings[month, driver] >= 0:
                    following[driver, :] = settings[month, driver]
                    continue
                for state in range(sizes[driver]):
                    _copy(weights[state], factors[priors[driver] + state])
                span = (rows[driver], rows[driver + 1])
                _impacts(weights, current, factors, span, targets, sources, firsts, sizes, paired, single)
                for entry in range(entries[month, driver], entries[month, driver + 1]):
                    if entry_factor[entry] > 0:
                        weight = weights[entry_state[entry]]
                        _boost(weight, entry_factor[entry], entry_below[entry], low, high, entry)
                bonus, counter = factors[inertias[driver]], month * count + driver
                if sizes[driver] == 3:
                    _choose_of_three(weights, bonus, current[driver], low, high, counter, following[driver])
                else:
                    for state in range(sizes[driver]):
                        _stay(weights[state], bonus, current[driver], state)
                    _choose(weights, sizes[driver], low, high, counter, following[driver])
                for entry in range(entries[month, driver], entries[month, driver + 1]):
                    if entry_factor[entry] == 0:
                        _force(following[driver], entry_state[entry], entry_below[entry], low, high, entry)
            current, following = following, current
            _store(paths[group, month], current)
