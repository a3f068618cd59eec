"""Ensembles at many points: each is cut into pieces of runs, which any worker computes, and put together again by counting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine, engine_name
from shiome.futures.simulation.compiled import CompiledModel, compile_model
from shiome.futures.simulation.engine import LANES, simulate
from shiome.futures.simulation.estimates import Estimate, estimate_of
from shiome.futures.simulation.model import Driver, SimulationModel
from shiome.futures.sweeping.canonical import digest
from shiome.futures.sweeping.mapping import IN_PROCESS, Progress, map_points
from shiome.futures.sweeping.pieces import pieces_of, whole_points
from shiome.futures.sweeping.points import EnsemblePoint, check_numbers
from shiome.futures.sweeping.work import Fault, Runner

PIECE = 32_768
"""Runs in a piece unless stated."""
GROUPS = 16
"""Groups of lanes that are simulated at a time."""


@dataclass(frozen=True)
class EnsemblePiece:
    """Some of the runs of a point."""

    point: EnsemblePoint
    first: int
    runs: int
    counted: bool
    engine: Engine = field(default="auto", compare=False)  # both engines give the same bytes


class EnsemblePart(msgspec.Struct, frozen=True):
    """What a piece gave: for each formula how many runs held, and runs by month, driver and state where they are counted."""

    hits: list[int]
    counts: list[list[list[int]]] | None


@dataclass(frozen=True, eq=False)
class EnsembleResult:
    """What the runs of a point gave.

    Parameters
    ----------
    key:
        Digest of the point.
    hits:
        For each formula, in how many runs it held.
    counts:
        (months + 1, drivers, states) number of runs in each state in each month, where they were asked for.
    """

    point: EnsemblePoint
    key: str
    hits: tuple[int, ...]
    counts: NDArray[np.int64] | None

    def estimates(self) -> tuple[Estimate, ...]:
        """Probability of each formula with its Monte Carlo error."""
        return tuple(estimate_of(hits, self.point.runs) for hits in self.hits)


@dataclass(frozen=True)
class Ensembles:
    """Results by the names of their points, sorted; and the points that have none."""

    results: dict[str, EnsembleResult]
    faults: tuple[Fault, ...]


def run_ensembles(
    points: Mapping[str, EnsemblePoint],
    *,
    runner: Runner = IN_PROCESS,
    counts: bool = False,
    piece: int = PIECE,
    checkpoint: Path | None = None,
    engine: Engine = "auto",
    progress: Progress | None = None,
) -> Ensembles:
    """Simulate every point.

    The result depends on the points alone: not on the runner, its workers, the size of pieces, the engine, nor the points' order.

    Parameters
    ----------
    points:
        By name.
    counts:
        Count runs by month, driver and state as well.
    piece:
        Runs that are one unit of work, of the checkpoint and of progress.
    checkpoint, progress:
        As for `map_points`; a checkpoint serves again for the same points and pieces.
    engine:
        As for `simulate`.

    Raises
    ------
    InputRefused
        ``sweep.points``, ``sweep.numbers``, ``sweep.piece``.
        What is wrong with one point's model or formulas is its fault, and the others are kept.
    MissingExtra
        When Numba is asked for and is not installed.
    """
    engine_name(engine, work="simulation", work_ja="シミュレーション")
    for name, point in points.items():
        check_numbers(name, seed=point.seed, first=point.first, count=point.runs)
    pieces = pieces_of({name: (point.first, point.runs) for name, point in points.items()}, piece)
    work = {each.name: EnsemblePiece(points[each.point], each.first, each.count, counts, engine) for each in pieces}
    mapped = map_points(
        compute_piece,
        work,
        result=EnsemblePart,
        runner=runner,
        checkpoint=checkpoint,
        prepare=None if engine == "numpy" else warm,
        progress=progress,
    )
    parts, faults = whole_points(pieces, mapped)
    results = {name: _together(points[name], found) for name, found in parts.items()}
    return Ensembles(results, faults)


def _together(point: EnsemblePoint, parts: list[EnsemblePart]) -> EnsembleResult:
    hits = tuple(sum(found) for found in zip(*(part.hits for part in parts), strict=True))
    counted = [np.array(part.counts, dtype=np.int64) for part in parts if part.counts is not None]
    return EnsembleResult(point, digest(point), hits, np.sum(counted, axis=0) if counted else None)


def compute_piece(piece: EnsemblePiece) -> EnsemblePart:
    """Simulate the runs of a piece: run number ``n`` of a seed is the same in whichever piece it lies."""
    found = simulate(
        _compiled(piece.point),
        runs=piece.runs,
        seed=piece.point.seed,
        first=piece.first,
        formulas=piece.point.formulas,
        chunk=GROUPS * LANES,
        engine=piece.engine,
    )
    hits = [int(np.count_nonzero(hit)) for hit in found.hits]
    return EnsemblePart(hits, found.counts.tolist() if piece.counted else None)


@lru_cache(maxsize=8)
def _compiled(point: EnsemblePoint) -> CompiledModel:
    """The pieces of a point follow one another, so that a process compiles its model once."""
    model, interventions = point.applied()
    return compile_model(model, months=point.months, interventions=interventions)


@lru_cache(maxsize=1)
def warm() -> None:
    """Compile the lanes, or load them from where a process before has left them."""
    coin = SimulationModel((Driver("coin", ("heads", "tails")),))
    compute_piece(EnsemblePiece(EnsemblePoint(coin, 1, 1, 0), 0, 1, counted=False))
