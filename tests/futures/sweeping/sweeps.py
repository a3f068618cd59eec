"""Sweeps for the tests, and functions that other processes can import."""

from __future__ import annotations

import os
import signal
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

import numpy as np

from shiome.errors import InputRefused
from shiome.futures.consistency.bands import Banded
from shiome.futures.consistency.matrix import Descriptor
from shiome.futures.simulation.formulas import parse_formula
from shiome.futures.simulation.model import Band, Cell, Driver, Intervention, SimulationModel
from shiome.futures.sweeping.ensembles import run_ensembles
from shiome.futures.sweeping.mapping import map_points
from shiome.futures.sweeping.points import EnsemblePoint, Shift, WeighingPoint, grid
from shiome.futures.sweeping.tables import answer_table, content_digest, month_table, weight_table
from shiome.futures.sweeping.weighings import run_weighings
from shiome.futures.sweeping.work import Runner

SUMMIT = (parse_formula("talks=held before m6"), parse_formula("always mood!=low"))


def talks() -> SimulationModel:
    """Talks, mood and a tool."""
    return SimulationModel(
        drivers=(
            Driver("talks", ("none", "held"), (Band(0, 1), Band(-1, 0)), Band(0.5, 1.5), "none"),
            Driver("mood", ("low", "middle", "high"), inertia=Band(0, 1)),
            Driver("aid", ("no", "yes"), initial="no", controlled=True),
        ),
        cells=(
            Cell("aid", "yes", "talks", "held", Band(1, 3)),
            Cell("mood", "high", "talks", "held", Band(0, 2)),
            Cell("talks", "none", "mood", "low", Band(-1, 1)),
        ),
    )


def ensemble_points() -> dict[str, EnsemblePoint]:
    """Four points: aid or none, two seeds."""
    base = EnsemblePoint(talks(), months=8, runs=700, seed=0, formulas=SUMMIT)
    aid: dict[str, object] = {"none": (), "early": (Intervention("aid", "yes", 2),)}
    return grid(base, {"interventions": aid, "seed": {"1": 1, "2": 2}})


def bands() -> Banded:
    """Two descriptors that support each other more or less."""
    descriptors = (Descriptor("a", ("x", "y")), Descriptor("b", ("x", "y", "z")))
    low = np.zeros((5, 5))
    low[0, 2], low[1, 3], low[2, 0], low[3, 1], low[4, 1] = 1, 1, -2, 0, -1
    return Banded.of(descriptors, low, low + np.where(low != 0, 3.0, 0.0))


def weighing_points() -> dict[str, WeighingPoint]:
    """Three points, one forced and one shifted."""
    base = WeighingPoint(bands(), draws=30, seed=5)
    return {
        "plain": base,
        "forced": WeighingPoint(bands(), draws=17, seed=5, first=4, shape="triangular", forced=(("a", "y"),)),
        "shifted": WeighingPoint(bands(), draws=30, seed=5, shifts=(Shift("a", "x", "b", "x", -2.0),)),
    }


def digests(runner: Runner, *, piece: int) -> dict[str, str]:
    """Digests of the tables of both kinds of work."""
    ensembles = run_ensembles(ensemble_points(), runner=runner, counts=True, piece=piece)
    weighings = run_weighings(weighing_points(), runner=runner, piece=max(1, piece // 50))
    tables = {"answers": answer_table(ensembles), "months": month_table(ensembles), "weights": weight_table(weighings)}
    return {name: content_digest(table) for name, table in tables.items()}


def square(point: int) -> int:
    """A function that refuses 3, raises at 4, and takes its process down at 5."""
    if point == 3:
        raise InputRefused("demo.three", "3 is refused", ja="3 は受けない", hint="give another")
    if point == 4:
        raise ValueError("4 is\nraised")
    if point == 5:
        os._exit(1)
    return point * point


def on_spark(partitions: list[int]) -> dict[str, Any]:
    """What real local Spark gives, for some numbers of partitions."""
    from shiome.futures.sweeping.cluster import OnSpark, spark_session

    session = spark_session("local[2]", memory="1g", name="shiome-tests")
    try:
        found = {str(n): digests(OnSpark(session, partitions=n, batch=3), piece=100 * n) for n in partitions}
        points = {str(each): each for each in (1, 2, 3, 4)}
        mapped = map_points(square, points, result=int, runner=OnSpark(session, partitions=3, batch=1))
        faults = [fault.line() for fault in mapped.faults]
        return {"version": session.version, "digests": found, "results": mapped.results, "faults": faults}
    finally:
        session.stop()


def stop_midway(folder: Path) -> None:
    """Sweep on two processes with a checkpoint, and press Ctrl-C after three points."""
    from shiome.futures.sweeping.runners import ProcessPool

    def stop(done: int, _: int) -> None:
        if done == 3:
            os.killpg(os.getpgid(0), signal.SIGINT)

    runner = ProcessPool(2)
    run_ensembles(ensemble_points(), runner=runner, piece=100, checkpoint=folder, counts=True, progress=stop)


def refuse_to_load() -> None:
    """A preparation that works in the calling process and in no other."""
    if parent_process() is not None:
        raise OSError("no such library here")
