"""Ensembles with a planted course, and ensembles without one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shiome.futures.simulation.compiled import compile_model
from shiome.futures.simulation.engine import Ensemble, simulate
from shiome.futures.simulation.model import Band, CalendarEntry, Cell, Driver, SimulationModel

RUNS = 3000


def ensemble(model: SimulationModel, *, runs: int = RUNS, months: int = 24, seed: int = 1) -> Ensemble:
    """Runs of a model with their paths."""
    return simulate(compile_model(model, months=months), runs=runs, seed=seed, keep_paths=True, engine="numpy")


def regimes(share: float = 0.5) -> SimulationModel:
    """A switch that is thrown in month 6 of a share of the runs and stays; six drivers follow it, four do not, one tool never moves."""
    levels = ("low", "middle", "high")
    followers = tuple(Driver(f"x{place}", levels, inertia=Band.at(3), initial="low") for place in range(6))
    others = tuple(Driver(f"n{place}", levels, inertia=Band.at(2), initial="low") for place in range(4))
    switch = Driver("switch", ("off", "on"), (Band.at(0), Band.at(-20)), Band.at(40), "off")
    tool = Driver("tool", ("no", "yes"), initial="no", controlled=True)
    cells = tuple(Cell("switch", "on", driver.name, "high", Band.at(8)) for driver in followers)
    return SimulationModel((switch, *followers, *others, tool), cells, (CalendarEntry("switch", "on", (6,), share),))


def noise(drivers: int = 8) -> SimulationModel:
    """Drivers with inertia of their own and nothing in common."""
    return SimulationModel(
        tuple(
            Driver(f"n{place}", ("a", "b", "c"), inertia=Band.at(1 + place % 4), initial="a")
            for place in range(drivers)
        )
    )


def from_paths(paths: NDArray[np.uint8], states: tuple[int, ...]) -> Ensemble:
    """An ensemble whose paths are given."""
    drivers = tuple(
        Driver(f"d{place}", tuple(f"s{state}" for state in range(count))) for place, count in enumerate(states)
    )
    compiled = compile_model(SimulationModel(drivers), months=paths.shape[1] - 1)
    counts = np.stack([(paths == state).sum(axis=0) for state in range(max(states))], axis=2)
    return Ensemble(compiled, 0, len(paths), counts, (), paths)
