"""Weighting of scenarios over bands at many points: pieces of draws, each matrix solved exactly, put together by counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np

from shiome.engines import Engine, engine_name
from shiome.futures.consistency.bands import Weighting, weigh, weighting_of
from shiome.futures.consistency.exact import solve
from shiome.futures.consistency.matrix import CrossImpact
from shiome.futures.sweeping.canonical import digest
from shiome.futures.sweeping.mapping import IN_PROCESS, Progress, map_points
from shiome.futures.sweeping.pieces import pieces_of, whole_points
from shiome.futures.sweeping.points import WeighingPoint, check_numbers
from shiome.futures.sweeping.work import Fault, Runner

PIECE = 64
"""Draws in a piece unless stated."""


@dataclass(frozen=True)
class WeighingPiece:
    """Some of the draws of a point."""

    point: WeighingPoint
    first: int
    draws: int
    engine: Engine = field(default="auto", compare=False)  # both engines find the same scenarios


class WeighingPart(msgspec.Struct, frozen=True):
    """What a piece gave: each scenario with the draws in which it is consistent, and how many scenarios each draw had."""

    scenarios: list[tuple[tuple[int, ...], int]]
    counts: list[str]
    """In digits: an exact count may be longer than JSON readers take for a number."""
    unlisted: int


@dataclass(frozen=True, eq=False)
class WeighingResult:
    """The weighting at a point, as `weigh` gives it for all draws at once."""

    point: WeighingPoint
    key: str
    weighting: Weighting


@dataclass(frozen=True)
class Weighings:
    """Results by the names of their points, sorted; and the points that have none."""

    results: dict[str, WeighingResult]
    faults: tuple[Fault, ...]


def run_weighings(
    points: Mapping[str, WeighingPoint],
    *,
    runner: Runner = IN_PROCESS,
    piece: int = PIECE,
    checkpoint: Path | None = None,
    engine: Engine = "auto",
    progress: Progress | None = None,
) -> Weighings:
    """Weigh the scenarios of every point; parameters and promises as for `run_ensembles`.

    Raises
    ------
    InputRefused
        ``sweep.points``, ``sweep.numbers``, ``sweep.piece``. What is wrong with one point's matrix is its fault, and the others are kept.
    MissingExtra
        When Numba is asked for and is not installed.
    """
    engine_name(engine, work="search", work_ja="探索")
    for name, point in points.items():
        check_numbers(name, seed=point.seed, first=point.first, count=point.draws)
    pieces = pieces_of({name: (point.first, point.draws) for name, point in points.items()}, piece)
    work = {each.name: WeighingPiece(points[each.point], each.first, each.count, engine) for each in pieces}
    mapped = map_points(weigh_piece, work, result=WeighingPart, runner=runner, checkpoint=checkpoint, progress=progress)
    parts, faults = whole_points(pieces, mapped)
    results = {
        name: WeighingResult(points[name], digest(points[name]), _together(points[name], found))
        for name, found in parts.items()
    }
    return Weighings(results, faults)


def weigh_piece(piece: WeighingPiece) -> WeighingPart:
    """Weigh the draws of a piece: draw ``n`` of a seed is the same in whichever piece it lies."""
    point = piece.point
    found = weigh(
        point.applied,
        draws=piece.draws,
        first=piece.first,
        seed=point.seed,
        shape=point.shape,
        tolerance=point.tolerance,
        forced=dict(point.forced),
        engine=piece.engine,
    )
    scenarios = [(tuple(int(each) for each in weight.scenario), weight.consistent) for weight in found.weights]
    return WeighingPart(scenarios, [str(count) for count in found.counts], found.unlisted)


@lru_cache(maxsize=1)
def warm() -> None:
    """Compile the search, or load it from where a process before has left it."""
    pair = CrossImpact.of({"a": ("0", "1"), "b": ("0", "1")}, np.ones((4, 4)))
    solve(pair)


def _together(point: WeighingPoint, parts: list[WeighingPart]) -> Weighting:
    seen: Counter[tuple[int, ...]] = Counter()
    for part in parts:
        seen.update(dict(part.scenarios))
    counts = [int(count) for part in parts for count in part.counts]
    return weighting_of(seen, counts, sum(part.unlisted for part in parts), seed=point.seed, shape=point.shape)
