"""One sweep three ways: in one process, on a pool of processes, on local Spark; runs per second, ratios, and whether the bytes agree.

    python benchmarks/sweeping.py [--runs 1000000] [--workers 2] [--spark-runs 1000000] [--json out.json]

The model has 30 drivers with three states, four single cells a driver and 60 months, all strengths, priors and inertia drawn for each
run, as in benchmarks/simulation.py. The sweep is four points (a quarter of the runs each: two seeds with and without a forced state),
each asked a formula, in pieces of 32,768 runs. Time is by the clock. The pool's first sweep starts its processes and has them load the
compiled code; the time of doing nothing else is given beside it, and the ratio with and without. Processor seconds of all processes are
given where they can be told (not for Spark's own): they say what the pool costs on a machine that has other work. Spark's session is
started before its clock; 0 Spark runs leave it out, as does the absence of pyspark or Java.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from pathlib import Path

from shiome.errors import MissingExtra
from shiome.futures.simulation.formulas import parse_formula
from shiome.futures.simulation.model import Band, Cell, Driver, SimulationModel
from shiome.futures.sweeping.cluster import OnSpark, spark_session
from shiome.futures.sweeping.ensembles import PIECE, run_ensembles, warm
from shiome.futures.sweeping.mapping import IN_PROCESS, map_points
from shiome.futures.sweeping.points import EnsemblePoint, grid
from shiome.futures.sweeping.runners import ProcessPool
from shiome.futures.sweeping.tables import answer_table, content_digest
from shiome.futures.sweeping.work import Runner

LEVELS = ("state0", "state1", "state2")


def random_model(drivers: int) -> SimulationModel:
    """A model of random cells from a fixed seed, four into each driver."""
    draw = random.Random(1)
    names = [f"driver{index}" for index in range(drivers)]
    cells = []
    for target in names:
        for source in draw.sample([name for name in names if name != target], 4):
            middle = draw.uniform(-1.5, 1.5)
            place = (source, draw.choice(LEVELS), target, draw.choice(LEVELS))
            cells.append(Cell(*place, Band(middle - 0.3, middle + 0.3)))
    spread = tuple(Band(-0.5, 0.5) for _ in LEVELS)
    return SimulationModel(
        tuple(Driver(name, LEVELS, spread, Band(0.5, 1.5), LEVELS[0]) for name in names), tuple(cells)
    )


def sweep_points(runs: int) -> dict[str, EnsemblePoint]:
    """Four points with a quarter of the runs each."""
    formula = parse_formula("driver0=state2 before m12 and not driver1<=state0")
    base = EnsemblePoint(random_model(30), months=60, runs=max(1, runs // 4), seed=0, formulas=(formula,))
    forced: dict[str, object] = {"none": (), "driver2": (("driver2", "state2"),)}
    return grid(base, {"forced": forced, "seed": {"1": 1, "2": 2}})


def processor_seconds() -> float:
    """Of this process and of those it has started and seen end."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def timed(runner: Runner, points: dict[str, EnsemblePoint]) -> tuple[float, float, str]:
    """Seconds of a sweep by the clock and of processors, and the digest of its table."""
    start, used = time.perf_counter(), processor_seconds()
    found = run_ensembles(points, runner=runner)
    return time.perf_counter() - start, processor_seconds() - used, content_digest(answer_table(found))


def nothing(point: int) -> int:
    """The work whose time is that of starting processes."""
    return point


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("runs", 1_000_000), ("workers", 2), ("spark-runs", 1_000_000)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    warm()
    points = sweep_points(asked.runs)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; {asked.runs:,} runs in pieces of {PIECE:,}")
    pool = ProcessPool(asked.workers)
    begin = time.perf_counter()
    map_points(nothing, {str(n): n for n in range(asked.workers)}, result=int, runner=pool, prepare=warm)
    start = time.perf_counter() - begin
    alone, own, expected = timed(IN_PROCESS, points)
    pooled, shared, found = timed(pool, points)
    same = found == expected
    rows = {"in process": (asked.runs, alone, f"{own:.2f}", same), "pool": (asked.runs, pooled, f"{shared:.2f}", same)}
    if asked.spark_runs:
        try:
            session = spark_session(f"local[{asked.workers}]")
        except MissingExtra as missing:
            print(missing.line())
        else:
            part = sweep_points(asked.spark_runs)
            session.range(1).count()
            seconds, _, found = timed(OnSpark(session, partitions=asked.workers), part)
            rows["Spark"] = (asked.spark_runs, seconds, "-", found == timed(IN_PROCESS, part)[2])
            session.stop()
    print(f"{'where':<12}{'seconds':>9}{'processor':>11}{'runs/s':>12}{'ratio':>7}  bytes agree")
    for name, (runs, seconds, used, same) in rows.items():
        ratio = (runs / seconds) / (asked.runs / alone)
        print(f"{name:<12}{seconds:>9.2f}{used:>11}{runs / seconds:>12,.0f}{ratio:>7.2f}  {'yes' if same else 'NO'}")
    print(
        f"starting {asked.workers} processes: {start:.2f} s; the pool without it: {alone / (pooled - start):.2f} times"
    )
    print(
        f"by processor time, were {asked.workers} processors idle: {own / (shared / asked.workers):.2f} times at most"
    )
    if asked.json:
        figures = {name: {"runs": runs, "seconds": s, "same": same} for name, (runs, s, _, same) in rows.items()}
        asked.json.write_text(json.dumps(figures | {"start": start}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
