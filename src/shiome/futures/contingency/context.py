"""The world around the fronts: where each driver of the main model stands in each month of each run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.futures.contingency.model import refused
from shiome.futures.simulation.engine import Ensemble


@dataclass(frozen=True)
class Context:
    """Paths of drivers, taken as given: the fronts do not act back on them.

    Parameters
    ----------
    drivers:
        Each driver's name and the names of its states, in the order of the numbers in ``paths``.
    paths:
        (runs, months + 1, drivers) states as numbers. One run and one month stand for all: a world that stays as it is.

    Raises
    ------
    InputRefused
        When the shape does not fit the drivers, or a number names no state.
    """

    drivers: tuple[tuple[str, tuple[str, ...]], ...]
    paths: NDArray[np.uint8]

    def __post_init__(self) -> None:
        if self.paths.ndim != 3 or self.paths.shape[2] != len(self.drivers) or self.paths.dtype != np.uint8:
            text = f"the paths have the shape {self.paths.shape} of {self.paths.dtype} for {len(self.drivers)} drivers"
            ja = f"経路の形 {self.paths.shape} がドライバー {len(self.drivers)} 件に合わない"
            raise refused(
                "paths",
                text,
                ja,
                "give bytes of (runs, months + 1, drivers)",
                self.paths.shape,
                hint_ja="(試行, 月数 + 1, ドライバー) のバイト列を渡す",
            )
        for index, (name, states) in enumerate(self.drivers):
            highest = int(self.paths[:, :, index].max(initial=0))
            if highest >= len(states):
                text = f"the paths put driver {name} into state {highest} of {len(states)}"
                ja = f"経路にドライバー {name} の状態 {highest} があるが状態は {len(states)} 件"
                raise refused("paths", text, ja, "states count from 0", name, hint_ja="状態は 0 から数える")

    @property
    def still(self) -> bool:
        """Whether every driver stays where it is in every run."""
        return self.paths.shape[:2] == (1, 1)

    def fits(self, *, runs: int, months: int) -> None:
        """Refuse a number of runs or months that the paths do not have."""
        if not self.still and (self.paths.shape[0] < runs or self.paths.shape[1] < months + 1):
            text = (
                f"the paths have {self.paths.shape[0]} runs of {self.paths.shape[1] - 1} months, not {runs} of {months}"
            )
            ja = (
                f"経路は {self.paths.shape[0]} 回・{self.paths.shape[1] - 1} か月で、{runs} 回・{months} か月に足りない"
            )
            raise refused(
                "paths",
                text,
                ja,
                "simulate as many runs and months first",
                self.paths.shape,
                hint_ja="同じ試行数と月数で先にシミュレーションする",
            )

    def index(self, driver: str) -> int | None:
        """Number of a driver, or ``None`` where the context does not have it."""
        names = [name for name, _ in self.drivers]
        return names.index(driver) if driver in names else None

    def state(self, driver: str, state: str) -> int:
        """Number of a state of a driver that the context has."""
        for name, states in self.drivers:
            if name == driver and state in states:
                return states.index(state)
        text = f"the context's driver {driver} has no state {state}"
        raise refused(
            "unknown",
            text,
            f"ドライバー {driver} に状態 {state} はない",
            "see the drivers' states",
            state,
            hint_ja="ドライバーの状態を見る",
        )

    def path(self, driver: int, runs: slice, months: int) -> NDArray[np.uint8]:
        """(runs, months + 1) states of one driver."""
        if self.still:
            return np.full((runs.stop - runs.start, months + 1), self.paths[0, 0, driver], dtype=np.uint8)
        return np.ascontiguousarray(self.paths[runs, : months + 1, driver])


NOTHING = Context((), np.zeros((1, 1, 0), dtype=np.uint8))
"""A context without drivers: no influence acts, and every front moves by its own steps."""


def still_context(standing: Mapping[str, tuple[tuple[str, ...], str]]) -> Context:
    """A world that stays as it is: for each driver its states and the one it is in.

    >>> still_context({"ties": (("far", "near"), "near")}).paths.tolist()
    [[[1]]]
    """
    numbers = []
    for driver, (states, state) in standing.items():
        if state not in states:
            text = f"driver {driver} has no state {state}"
            raise refused("unknown", text, f"ドライバー {driver} に状態 {state} はない", ", ".join(states), state)
        numbers.append(states.index(state))
    drivers = tuple((driver, states) for driver, (states, _) in standing.items())
    return Context(drivers, np.array(numbers, dtype=np.uint8).reshape(1, 1, -1))


def context_from(ensemble: Ensemble) -> Context:
    """The paths of the main simulation as context.

    Raises
    ------
    InputRefused
        When the ensemble did not keep its paths.
    """
    if ensemble.paths is None:
        text = "the simulation did not keep its paths"
        raise refused(
            "paths",
            text,
            "シミュレーションの経路が残っていない",
            "simulate with keep_paths",
            ensemble.runs,
            hint_ja="keep_paths を指定してシミュレーションする",
        )
    return Context(tuple((driver.name, driver.states) for driver in ensemble.compiled.model.drivers), ensemble.paths)
