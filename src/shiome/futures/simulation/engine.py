"""Runs a compiled model: chunks of runs on threads, results streamed so that ten million runs fit in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine, engine_name
from shiome.futures.simulation.batch import Keys, Paths, run_batch
from shiome.futures.simulation.compiled import Arrays, CompiledModel
from shiome.futures.simulation.formulas import Formula, bind
from shiome.futures.simulation.model import refused
from shiome.futures.simulation.randomness import run_keys

Runner = Callable[[Arrays, Keys, Paths], None]
Question = Callable[[Paths], NDArray[np.bool_]]
LANES = 256
"""Runs side by side in one group."""
MOST_PATH_BYTES = 1 << 31
"""Largest set of paths that is kept whole."""


@dataclass(frozen=True)
class Ensemble:
    """What many runs of one model gave.

    Parameters
    ----------
    counts:
        (months + 1, drivers, states) number of runs in each state in each month.
    hits:
        For each formula, whether it held in each run.
    paths:
        (runs, months + 1, drivers) states as numbers, where they were asked for.
    """

    compiled: CompiledModel
    seed: int
    runs: int
    counts: NDArray[np.int64]
    hits: tuple[NDArray[np.bool_], ...]
    paths: NDArray[np.uint8] | None

    def frequencies(self) -> NDArray[np.float64]:
        """Share of runs in each state, (months + 1, drivers, states)."""
        return self.counts / self.runs


def simulate(
    compiled: CompiledModel,
    *,
    runs: int,
    seed: int,
    first: int = 0,
    formulas: Sequence[Formula] = (),
    keep_paths: bool = False,
    threads: int = 1,
    chunk: int = 4096,
    engine: Engine = "auto",
    progress: Callable[[int], None] | None = None,
) -> Ensemble:
    """Run a model many times.

    Parameters
    ----------
    compiled:
        The model with horizon and interventions.
    runs, seed:
        How many runs, and what every random number follows from. The result does not depend on the parameters below.
    first:
        Number of the first run, for work that is split: run ``n`` of a seed is the same in whichever part it lies.
    formulas:
        Questions to be answered for each run.
    keep_paths:
        Keep every path: ``runs * (months + 1) * drivers`` bytes, two thousand million at most.
    threads, chunk:
        Chunks of about so many runs are spread over so many threads.
    engine:
        ``numba``, ``numpy``, or the faster one that is installed; both give the same bytes.
    progress:
        Called after each chunk with the number of runs done.

    Raises
    ------
    InputRefused
        When numbers are out of range or a formula has names that the model does not know.
    MissingExtra
        When Numba is asked for and is not installed.
    """
    months, drivers = compiled.months + 1, len(compiled.model.drivers)
    if runs < 1 or threads < 1 or chunk < 1:
        text = f"runs {runs}, threads {threads} and chunk {chunk} must be at least 1"
        raise refused(
            "runs",
            text,
            "試行数・スレッド数・束の大きさは 1 以上",
            "give positive numbers",
            runs,
            hint_ja="正の数を書く",
        )
    if keep_paths and runs * months * drivers > MOST_PATH_BYTES:
        text = f"the paths of {runs} runs would take {runs * months * drivers / 1e9:.1f} GB"
        raise refused(
            "memory",
            text,
            f"{runs} 回の経路は大きすぎる",
            "ask formulas instead, or fewer runs",
            runs,
            hint_ja="式で問うか、試行を減らす",
        )
    questions = [bind(formula, compiled.model, months=compiled.months) for formula in formulas]
    counts = np.zeros((months, drivers, int(compiled.arrays.states.max())), dtype=np.int64)
    hits = tuple(np.empty(runs, dtype=np.bool_) for _ in questions)
    kept = np.empty((runs, months, drivers), dtype=np.uint8) if keep_paths else None
    done = 0
    for place, found in _chunks(
        compiled.arrays, (runs, months, drivers), seed, first, threads, chunk, _runner(engine), questions
    ):
        part = slice(place, place + found.runs)
        counts += found.counts
        for answer, hit in zip(found.hits, hits, strict=True):
            hit[part] = answer.reshape(-1)[: found.runs]
        if kept is not None:
            kept[part] = found.paths.transpose(0, 3, 1, 2).reshape(-1, months, drivers)[: found.runs]
        done += found.runs
        if progress is not None:
            progress(done)
    return Ensemble(compiled, seed, runs, counts, hits, kept)


def _runner(engine: Engine) -> Runner:
    if engine_name(engine, work="simulation", work_ja="シミュレーション") == "numpy":
        return run_batch
    from shiome.futures.simulation.lanes import run_lanes

    return run_lanes


@dataclass(frozen=True)
class _Chunk:
    runs: int
    paths: Paths
    counts: NDArray[np.int64]
    hits: list[NDArray[np.bool_]]


def _chunks(
    arrays: Arrays,
    shape: tuple[int, int, int],
    seed: int,
    start: int,
    threads: int,
    chunk: int,
    runner: Runner,
    questions: Sequence[Question],
) -> Iterator[tuple[int, _Chunk]]:
    """Place of the first run and results of each chunk, in order; the last group is filled up with runs that are left out."""
    runs, months, drivers = shape
    groups = max(1, -(-min(chunk, runs) // LANES))
    firsts = range(0, runs, groups * LANES)

    def one(first: int) -> tuple[int, _Chunk]:
        wanted = min(groups, -(-(runs - first) // LANES))
        count = min(runs - first, wanted * LANES)
        paths = np.empty((wanted, months, drivers, LANES), dtype=np.uint8)
        runner(arrays, run_keys(seed, start + first, wanted * LANES), paths)
        counts = _count(paths, count, int(arrays.states.max()))
        return first, _Chunk(count, paths, counts, [question(paths) for question in questions])

    if threads == 1:
        yield from map(one, firsts)
        return
    with ThreadPoolExecutor(threads) as pool:
        # A few chunks ahead and no more: memory stays bounded however many runs are asked for.
        for start in range(0, len(firsts), 4 * threads):
            yield from pool.map(one, firsts[start : start + 4 * threads])


def _count(paths: Paths, runs: int, states: int) -> NDArray[np.int64]:
    """Runs in each state in each month, (months + 1, drivers, states)."""
    counts = np.zeros((*paths.shape[1:3], states), dtype=np.int64)
    full, rest = divmod(runs, LANES)
    # Bytes hold sums over 255 groups, and adding bytes lane by lane is the fastest way to count.
    parts = [paths[start : min(start + 255, full)] for start in range(0, full, 255)]
    for part in (*parts, paths[full : full + 1, :, :, :rest]):
        for state in range(states):
            lanes = np.add.reduce((part == state).view(np.uint8), axis=0, dtype=np.uint8)
            counts[:, :, state] += lanes.sum(axis=2, dtype=np.int64)
    return counts
