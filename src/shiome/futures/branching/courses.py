"""What is typical of a group of runs: its medoid as a course, and the marks by which it differs from the other runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.futures.branching.records import Course, Mark, Step
from shiome.futures.branching.traces import Counts, Traces, windows

LEAST_MARK = 0.1
"""Difference of shares of months from which on a state sets a group apart."""
MOST_MARKS = 6
"""Marks named for a group."""


@dataclass(frozen=True)
class Profiles:
    """Months in each state and window, for each driver (runs, windows * states), and the weight of each driver."""

    blocks: tuple[Counts, ...]
    weights: tuple[float, ...]
    count: int


def medoid(measured: Profiles, rows: NDArray[np.intp]) -> int:
    """The run with the least sum of squared weighted distances to the others; the first among equals.

    That sum is smallest for the run nearest to the mean, so no pair of runs needs to be compared.
    """
    distance = np.zeros(len(rows))
    for block, weight in zip(measured.blocks, measured.weights, strict=True):
        if weight:
            part = block[rows].astype(np.float64)
            distance += weight**2 * ((part - part.mean(axis=0)) ** 2).sum(axis=1)
    return int(rows[np.round(distance, 6).argmin()])


def course(read: Traces, run: int) -> Course:
    """One run as its changes, month by month."""
    steps = [
        Step(month, driver, names[column[month, run]])
        for driver, names, column in zip(read.drivers, read.states, read.columns, strict=True)
        for month in range(len(column))
        if month == 0 or column[month, run] != column[month - 1, run]
    ]
    return Course(run, tuple(sorted(steps, key=lambda step: step.month)))


def marks(read: Traces, measured: Profiles, rows: NDArray[np.intp]) -> tuple[Mark, ...]:
    """What sets runs apart from all others: for each driver the state and stretch with the largest surplus, strongest first."""
    inside = np.zeros(read.runs, dtype=bool)
    inside[rows] = True
    if inside.all():
        return ()
    spans = windows(read.months, measured.count)
    lengths = np.array([last - first + 1 for first, last in spans], dtype=np.float64)[:, None]
    found = []
    for driver, names, block in zip(read.drivers, read.states, measured.blocks, strict=True):
        here, elsewhere = (
            (block[side].mean(axis=0, dtype=np.float64).reshape(len(spans), len(names)) / lengths)
            for side in (inside, ~inside)
        )
        surplus = np.round(here - elsewhere, 9)
        window, state = np.unravel_index(int(surplus.argmax()), surplus.shape)
        if surplus[window, state] >= LEAST_MARK:
            shares = float(here[window, state]), float(elsewhere[window, state])
            found.append(Mark(driver, names[state], *spans[window], *shares))
    return tuple(sorted(found, key=lambda mark: mark.elsewhere - mark.here)[:MOST_MARKS])
