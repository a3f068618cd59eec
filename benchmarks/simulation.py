"""Monthly succession in Numba lanes beside the same model in NumPy batches: trajectories per core-second and their ratio.

    python benchmarks/simulation.py [--runs 20480] [--repeat 5] [--drivers 30] [--states 3] [--sources 4] [--months 60]

Two models are run: ``sections``, where each driver has four sources and every state of a source bears on every state of the driver (36
cells a driver), and ``cells``, with four single cells a driver, as claims give them. All strengths, priors and inertia are drawn for
each run. Time is the thread's own processor time, best of the repeats, after one call that compiles; NumPy's is taken over a tenth of
the runs, in batches of 4,096 and on one thread. Besides, the first answer of a formula from 100,000 runs by the clock.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Callable

import numpy as np

from shiome.futures.simulation.batch import run_batch
from shiome.futures.simulation.compiled import CompiledModel, compile_model
from shiome.futures.simulation.engine import LANES, simulate
from shiome.futures.simulation.formulas import parse_formula
from shiome.futures.simulation.lanes import run_lanes
from shiome.futures.simulation.model import Band, Cell, Driver, SimulationModel
from shiome.futures.simulation.randomness import run_keys


def random_model(drivers: int, states: int, sources: int, *, sections: bool) -> SimulationModel:
    """A model of random cells from a fixed seed."""
    draw = random.Random(1)
    names = [f"driver{index}" for index in range(drivers)]
    levels = tuple(f"state{index}" for index in range(states))
    spread = tuple(Band(-0.5, 0.5) for _ in levels)
    cells = []
    for target in names:
        for source in draw.sample([name for name in names if name != target], sources):
            every = [(one, other) for one in levels for other in levels]
            for one, other in every if sections else [(draw.choice(levels), draw.choice(levels))]:
                middle = draw.uniform(-1.5, 1.5)
                cells.append(Cell(source, one, target, other, Band(middle - 0.3, middle + 0.3)))
    rows = tuple(Driver(name, levels, spread, Band(0.5, 1.5), levels[0]) for name in names)
    return SimulationModel(rows, tuple(cells))


def best(call: Callable[[], None], repeat: int) -> float:
    """Least processor seconds of one call."""
    found = []
    for _ in range(repeat):
        start = time.thread_time()
        call()
        found.append(time.thread_time() - start)
    return min(found)


def rates(compiled: CompiledModel, runs: int, repeat: int) -> tuple[float, float, bool]:
    """Trajectories per core-second in lanes and in batches, and whether their bytes agree."""
    months, drivers = compiled.months + 1, len(compiled.model.drivers)
    groups = -(-runs // LANES)
    keys = run_keys(1, 0, groups * LANES)
    paths = np.empty((groups, months, drivers, LANES), dtype=np.uint8)
    run_lanes(compiled.arrays, keys, paths)
    fast = groups * LANES / best(lambda: run_lanes(compiled.arrays, keys, paths), repeat)
    size = max(1, 4096 // LANES)
    batches = range(0, max(1, groups // 10), size)
    copy = np.empty((size, months, drivers, LANES), dtype=np.uint8)
    seconds, same = 0.0, True
    for first in batches:
        part = (keys[0][first * LANES :][: size * LANES], keys[1][first * LANES :][: size * LANES])
        here = copy[: len(part[0]) // LANES]
        start = time.thread_time()
        run_batch(compiled.arrays, part, here)
        seconds += (time.thread_time() - start) / (len(here) * LANES)
        same = same and bool((here == paths[first : first + size]).all())
    return fast, len(batches) / seconds, same


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("runs", 20480), ("repeat", 5), ("drivers", 30), ("states", 3), ("sources", 4), ("months", 60)):
        parser.add_argument(f"--{name}", type=int, default=value)
    asked = parser.parse_args()
    print(
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; {asked.drivers} drivers, {asked.months} months"
    )
    print(f"{'model':<10}{'lanes/s':>12}{'NumPy/s':>12}{'ratio':>8}  bytes agree")
    for name, sections in (("sections", True), ("cells", False)):
        model = random_model(asked.drivers, asked.states, asked.sources, sections=sections)
        compiled = compile_model(model, months=asked.months)
        fast, slow, same = rates(compiled, asked.runs, asked.repeat)
        print(f"{name:<10}{fast:>12,.0f}{slow:>12,.0f}{fast / slow:>8.1f}  {'yes' if same else 'NO'}")
    formula = parse_formula("driver0=state2 before m12 and not driver1<=state0")
    for threads in (1, os.cpu_count() or 1):
        start = time.perf_counter()
        simulate(compiled, runs=100_000, seed=1, formulas=[formula], threads=threads)
        print(f"a formula from 100,000 runs, {threads} thread(s): {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main()
