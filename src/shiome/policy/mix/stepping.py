"""The futures of one mix in NumPy, with or without triggers; the same operations in the same order as the compiled kernel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.futures.simulation.randomness import Singles
from shiome.policy.mix.chances import Chances
from shiome.policy.mix.levers import Levels, Levers
from shiome.policy.mix.metrics import MetricArrays, Metrics
from shiome.policy.mix.triggers import Adaptive

Current = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Played:
    """One mix in every future."""

    values: Singles
    """(metrics, runs) figures."""
    paths: NDArray[np.uint8]
    """(months + 1, drivers, runs) states."""
    pulled: NDArray[np.int16]
    """(triggers, runs) month in which each trigger was first pulled, -1 where it never was."""


def play(chances: Chances, levers: Levers, metrics: Metrics, mix: Adaptive) -> Played:
    """Follow one mix through every future, month by month."""
    months, runs = chances.compiled.months, chances.runs
    paths = chances.paths.copy()
    current = paths[0].astype(np.int32)
    pulled = np.full((len(mix.triggers), runs), -1, dtype=np.int16)
    on = np.zeros((len(mix.triggers), runs), dtype=np.bool_)
    meter = Meter(metrics.arrays, runs)
    weights = Weights(chances, levers, mix)
    for month in range(1, months + 1):
        _pull(chances, mix, current, on, pulled, month - 1)
        current = _month(chances, weights.of(on), current, month)
        paths[month] = current
        meter.add(current, last=month == months)
    return Played(meter.values(months), paths, pulled)


def _pull(
    chances: Chances, mix: Adaptive, current: Current, on: NDArray[np.bool_], pulled: NDArray[np.int16], month: int
) -> None:
    for number, trigger in enumerate(mix.triggers):
        holds = np.ones(current.shape[1], dtype=np.bool_)
        for condition in trigger.conditions:
            driver = chances.compiled.model.driver(condition.driver, "trigger")
            known = chances.compiled.model.drivers[driver].states
            holds &= np.isin(current[driver], [known.index(state) for state in condition.states])
        on[number] = holds | on[number] if trigger.stays else holds
        pulled[number][holds & (pulled[number] < 0)] = month


class Weights:
    """The weight with which each state starts a month: its prior and what the levers add, by which triggers are pulled."""

    def __init__(self, chances: Chances, levers: Levers, mix: Adaptive) -> None:
        self.chances, self.levers, self.mix = chances, levers, mix
        self.made: dict[Levels, Singles] = {}

    def of(self, on: NDArray[np.bool_]) -> Singles:
        """(states, runs) for the triggers pulled in each run."""
        if not len(on):
            return self._one(self.mix.base)
        codes = (1 << np.arange(len(on))) @ on.astype(np.int64)
        found: Singles | None = None
        for code in np.unique(codes).tolist():
            levels = self.mix.levels(self.levers, [bool(code >> bit & 1) for bit in range(len(on))])
            one = self._one(levels)
            found = one if found is None else np.where(codes == code, one, found)
        assert found is not None  # noqa: S101 - there is at least one run
        return found

    def _one(self, levels: Levels) -> Singles:
        if levels not in self.made:
            chances = self.chances
            priors = np.concatenate(
                [
                    np.arange(first, first + count)
                    for first, count in zip(chances.arrays.prior, chances.arrays.states, strict=True)
                ]
            )
            made = chances.factors[priors]
            for shift, (lever, level) in enumerate(zip(chances.shift_lever, chances.shift_level, strict=True)):
                if levels[lever] == level:
                    made[chances.shift_at[shift]] *= chances.shift_factor[shift]
            self.made[levels] = made
        return self.made[levels]


def _month(chances: Chances, start: Singles, current: Current, month: int) -> Current:
    arrays, lanes = chances.arrays, np.arange(chances.runs)
    following: Current = chances.paths[month].astype(np.int32)
    for driver in np.flatnonzero(chances.moving):
        if arrays.settings[month, driver] >= 0:
            continue
        first, states = chances.first[driver], arrays.states[driver]
        weights = start[first : first + states].copy()
        for row in range(arrays.rows[driver], arrays.rows[driver + 1]):
            source = current[arrays.row_source[row]]
            weights[arrays.row_target[row]] *= chances.factors[arrays.row_first[row] + source, lanes]
        dated = range(arrays.entries[month, driver], arrays.entries[month, driver + 1])
        for entry in dated:
            if arrays.entry_factor[entry] > 0:
                factor = np.where(chances.happens[entry], arrays.entry_factor[entry], np.float32(1))
                weights[arrays.entry_state[entry]] *= factor
        weights[current[driver], lanes] *= chances.factors[arrays.inertia[driver]]
        sums = np.cumsum(weights, axis=0, dtype=np.float32)
        chosen = (chances.shares[month, driver] * sums[-1] >= sums[:-1]).sum(axis=0, dtype=np.int32)
        for entry in dated:
            if arrays.entry_factor[entry] == 0:
                chosen = np.where(chances.happens[entry], arrays.entry_state[entry], chosen)
        following[driver] = chosen
    return following


class Meter:
    """Adds up metrics month by month, so that paths need not be kept."""

    def __init__(self, arrays: MetricArrays, runs: int) -> None:
        self.arrays = arrays
        self.total = np.zeros((len(arrays.over), runs), dtype=np.float32)

    def add(self, current: Current, *, last: bool) -> None:
        """Count one month."""
        arrays = self.arrays
        for metric in range(len(arrays.over)):
            points = np.zeros(current.shape[1], dtype=np.float32)
            for item in range(arrays.items[metric], arrays.items[metric + 1]):
                points += arrays.points[item][current[arrays.driver[item]]]
            over = arrays.over[metric]
            if over == 0:
                self.total[metric] += points
            elif over == 1:
                if last:
                    self.total[metric] = points
            else:
                reached = (points >= arrays.reach[metric]).astype(np.float32)
                self.total[metric] = (
                    self.total[metric] + reached if over == 2 else np.maximum(self.total[metric], reached)
                )

    def values(self, months: int) -> Singles:
        """The figures, (metrics, runs)."""
        mean = np.isin(self.arrays.over, (0, 2))
        return np.where(mean[:, None], self.total / np.float32(months), self.total)
