"""The paths of an ensemble, driver by driver, with what is measured of them: months in each state, first month in each state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from shiome.errors import InputRefused
from shiome.futures.simulation.engine import Ensemble

Column = NDArray[np.uint8]
Months = NDArray[np.uint16]
Counts = NDArray[np.float32]


@dataclass(frozen=True)
class Traces:
    """The chosen drivers of all runs.

    Parameters
    ----------
    drivers, states:
        Names in the order of the model.
    columns:
        For each driver (months + 1, runs) states as numbers; month after month lies together, so that a month is read at once.
    """

    drivers: tuple[str, ...]
    states: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...]

    @property
    def runs(self) -> int:
        """Number of runs."""
        return int(self.columns[0].shape[1])

    @property
    def months(self) -> int:
        """Number of the last month; the start is month 0."""
        return int(self.columns[0].shape[0]) - 1

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Every driver with each of its states, as numbers."""
        return tuple((place, state) for place, names in enumerate(self.states) for state in range(len(names)))


def traces(ensemble: Ensemble, *, drivers: Sequence[str] | None = None) -> Traces:
    """The paths of an ensemble, of all drivers or of those named.

    Raises
    ------
    InputRefused
        ``branching.paths`` where the ensemble kept none, ``branching.drivers`` where none is named or one twice,
        ``simulation.unknown`` for a name that the model does not know.
    """
    if ensemble.paths is None:
        text, ja = "the ensemble has kept no paths", "アンサンブルに経路が残っていない"
        raise refused("paths", text, ja, "simulate with keep_paths", "経路を残して（keep_paths）計算する", ensemble)
    model = ensemble.compiled.model
    chosen = [driver.name for driver in model.drivers] if drivers is None else list(drivers)
    if not chosen or len(set(chosen)) < len(chosen):
        text, ja = "the drivers must be at least one, each named once", "ドライバーは一つ以上、重複なく示す"
        raise refused("drivers", text, ja, "name each driver once", "重複を除く", chosen)
    places = sorted(model.driver(name, "branching") for name in chosen)
    return Traces(
        tuple(model.drivers[place].name for place in places),
        tuple(model.drivers[place].states for place in places),
        tuple(np.ascontiguousarray(ensemble.paths[:, :, place].T) for place in places),
    )


def refused(code: str, text: str, ja: str, hint: str, hint_ja: str, failed: object) -> InputRefused:
    """A refusal with the codes of this room."""
    return InputRefused(f"branching.{code}", text, ja=ja, hint=hint, hint_ja=hint_ja, failed=failed)


def windows(months: int, count: int) -> tuple[tuple[int, int], ...]:
    """First and last month of ``count`` stretches of nearly the same length that fill months 1 to ``months``.

    >>> windows(12, 4)
    ((1, 3), (4, 6), (7, 9), (10, 12))
    """
    edges = [1 + months * place // count for place in range(count + 1)]
    return tuple((low, high - 1) for low, high in pairwise(edges) if high > low)


def profile(column: Column, states: int, *, count: int) -> Counts:
    """Months that each run spends in each state in each of ``count`` windows, (runs, windows * states); whole numbers."""
    parts: list[Counts] = []
    for low, high in windows(column.shape[0] - 1, count):
        part = column[low : high + 1]
        parts.extend((part == state).sum(axis=0, dtype=np.float32) for state in range(states))
    return np.stack(parts, axis=1)


def first_months(traces: Traces) -> Iterator[Months]:
    """For each of ``traces.pairs`` the first month in which each run is in the state; the last month + 1 where it never is."""
    never = traces.months + 1
    for place, state in traces.pairs:
        column = traces.columns[place]
        found = np.full(traces.runs, never, dtype=np.uint16)
        for month in range(traces.months, -1, -1):
            np.copyto(found, np.uint16(month), where=column[month] == state)
        yield found
