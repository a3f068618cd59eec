"""The succession in NumPy, one run beside another; the same operations in the same order as the lanes, so the same bytes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shiome.futures.simulation.compiled import Arrays
from shiome.futures.simulation.randomness import (
    ENTRY,
    PARAMETER,
    Singles,
    Words,
    draw_words,
    exponential,
    triangular_unit,
    unit,
)

Paths = NDArray[np.uint8]
Keys = tuple[Words, Words]


def run_batch(arrays: Arrays, keys: Keys, paths: Paths) -> None:
    """Fill ``paths`` (groups, months + 1, drivers, lanes) for the runs with these keys."""
    groups, months, _, lanes = paths.shape
    factors = _factors(arrays, keys)
    current = _start(arrays, keys, factors)
    _store(paths, 0, current, (groups, lanes))
    for month in range(1, months):
        current = _step(arrays, keys, factors, month, current)
        _store(paths, month, current, (groups, lanes))


def _store(paths: Paths, month: int, current: NDArray[np.int32], shape: tuple[int, int]) -> None:
    paths[:, month] = current.reshape(-1, *shape).transpose(1, 0, 2)


def _factors(arrays: Arrays, keys: Keys) -> Singles:
    """The drawn factor of each parameter in each run."""
    found: Singles = np.ones((len(arrays.low), len(keys[0])), dtype=np.float32)
    for index in range(len(arrays.low)):
        triangular = arrays.triangular
        score = drawn_score(arrays.low[index], arrays.width[index], arrays.key[index], keys, triangular=triangular)
        base_low, base_width, base_key = arrays.base_low[index], arrays.base_width[index], arrays.base_key[index]
        base = drawn_score(base_low, base_width, base_key, keys, triangular=triangular)
        found[index] = exponential(score - base)
    return found


def drawn_score(low: np.float32, width: np.float32, key: np.uint32, keys: Keys, *, triangular: bool) -> Singles:
    """The drawn value of one band in each run."""
    if width == 0:
        return np.full(len(keys[0]), low, dtype=np.float32)
    words = draw_words(keys, PARAMETER + int(key))
    return low + width * (triangular_unit(words) if triangular else unit(words))


def _start(arrays: Arrays, keys: Keys, factors: Singles) -> NDArray[np.int32]:
    count, runs = len(arrays.states), len(keys[0])
    current = np.empty((count, runs), dtype=np.int32)
    for driver in range(count):
        if arrays.settings[0, driver] >= 0:
            current[driver] = arrays.settings[0, driver]
        elif arrays.initial[driver] >= 0:
            current[driver] = arrays.initial[driver]
        else:
            first = arrays.prior[driver]
            weights = factors[first : first + arrays.states[driver]]
            current[driver] = _choose(weights, unit(draw_words(keys, driver)))
    return current


def _step(arrays: Arrays, keys: Keys, factors: Singles, month: int, current: NDArray[np.int32]) -> NDArray[np.int32]:
    count, runs = current.shape
    flat, lane = factors.reshape(-1), np.arange(runs)
    offsets = current * runs + lane
    following = np.empty_like(current)
    for driver in range(count):
        if arrays.settings[month, driver] >= 0:
            following[driver] = arrays.settings[month, driver]
            continue
        first, states = arrays.prior[driver], arrays.states[driver]
        weights = factors[first : first + states].copy()
        for row in range(arrays.rows[driver], arrays.rows[driver + 1]):
            place = offsets[arrays.row_source[row]] + arrays.row_first[row] * runs
            weights[arrays.row_target[row]] *= flat.take(place)
        dated = range(arrays.entries[month, driver], arrays.entries[month, driver + 1])
        happens = {e: draw_words(keys, ENTRY + e).astype(np.uint64) < arrays.entry_below[e] for e in dated}
        for entry in dated:
            if arrays.entry_factor[entry] > 0:
                factor = np.where(happens[entry], arrays.entry_factor[entry], np.float32(1))
                weights[arrays.entry_state[entry]] *= factor
        weights.reshape(-1)[offsets[driver]] *= factors[arrays.inertia[driver]]
        chosen = _choose(weights, unit(draw_words(keys, month * count + driver)))
        for entry in dated:
            if arrays.entry_factor[entry] == 0:
                chosen = np.where(happens[entry], arrays.entry_state[entry], chosen)
        following[driver] = chosen
    return following


def _choose(weights: Singles, share: Singles) -> NDArray[np.int32]:
    """The state in whose part of the summed weights each number falls."""
    sums = np.cumsum(weights, axis=0, dtype=np.float32)
    threshold = share * sums[-1]
    chosen: NDArray[np.int32] = (threshold >= sums[:-1]).sum(axis=0, dtype=np.int32)
    return chosen
