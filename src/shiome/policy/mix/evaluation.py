"""Every mix over the same futures: figures are streamed, and only each ally's value of each future is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine, engine_name
from shiome.errors import InputRefused
from shiome.futures.simulation.randomness import Singles
from shiome.policy.mix.chances import Chances
from shiome.policy.mix.levers import LevelTable, Levers
from shiome.policy.mix.metrics import Metrics
from shiome.policy.mix.stepping import play
from shiome.policy.mix.triggers import Adaptive

LANES = 1024
"""Largest number of runs in a block: longer inner loops outweigh what no longer fits the nearest cache."""
BATCH = 64
"""Mixes whose figures are held at one time by one thread."""
MOST_BYTES = 2 << 30
"""Largest table of values that is kept."""


@dataclass(frozen=True, eq=False)
class Evaluated:
    """What many mixes gave over the same futures; K mixes, M metrics, A allies, R runs."""

    levers: Levers
    metrics: Metrics
    chances: Chances
    mixes: LevelTable
    kept: NDArray[np.bool_]
    """(K) whether a mix is under no floor."""
    mean: NDArray[np.float64]
    """(K, M) mean figure over the futures."""
    error: NDArray[np.float64]
    """(K, M) standard error of the mean."""
    met: NDArray[np.float64]
    """(K, M) share of futures with an acceptable figure."""
    values: Singles
    """(A, K, R) each ally's value of each future, from 0 to 1: the weighted mean of the metrics' utilities."""
    satisfied: NDArray[np.float64]
    """(A, K) share of futures in which every figure that the ally asks for is acceptable."""

    @property
    def allies(self) -> tuple[str, ...]:
        """Allies in the order of the tables."""
        return self.levers.allies

    def row(self, mix: tuple[int, ...]) -> int:
        """Row of a mix.

        Raises
        ------
        InputRefused
            ``policy.mix``: it was not evaluated.
        """
        found = np.flatnonzero((self.mixes == np.array(mix, dtype=np.int8)).all(axis=1))
        if not len(found):
            raise InputRefused(
                "policy.mix",
                f"the mix {mix} is not among those evaluated",
                ja=f"組み合わせ {mix} は評価されていない",
                hint="evaluate it together with the others",
                hint_ja="他と合わせて評価する",
                failed=mix,
            )
        return int(found[0])


def evaluate(
    chances: Chances,
    levers: Levers,
    metrics: Metrics,
    *,
    mixes: LevelTable | None = None,
    threads: int = 1,
    engine: Engine = "auto",
    progress: Callable[[int], None] | None = None,
) -> Evaluated:
    """Play mixes over the same futures.

    Parameters
    ----------
    mixes:
        One row each; the whole grid unless given.
    threads, engine:
        Neither changes the result.
    progress:
        Called after each batch with the number of mixes done.

    Raises
    ------
    InputRefused
        ``policy.memory``: the values of all mixes and futures would not fit.
    MissingExtra
        When Numba is asked for and is not installed.
    """
    table = levers.grid() if mixes is None else mixes.astype(np.int8)
    size = 4 * len(levers.allies) * len(table) * chances.runs
    if size > MOST_BYTES:
        raise InputRefused(
            "policy.memory",
            f"the values of {len(table)} mixes in {chances.runs} futures would take {size / 1e9:.1f} GB",
            ja=f"{len(table)} 通り × {chances.runs} 個の未来の値は {size / 1e9:.1f} GB になる",
            hint="take fewer futures or fewer mixes",
            hint_ja="未来か組み合わせを減らす",
            failed=chances.runs,
        )
    found = _Tables(metrics, levers.allies, len(table), chances.runs)
    name = engine_name(engine, work="simulation", work_ja="シミュレーション")
    runner = _compiled(chances, metrics) if name == "numba" else _plain(chances, levers, metrics)
    firsts = range(0, len(table), BATCH)

    def one(first: int) -> int:
        rows = table[first : first + BATCH]
        found.fold(first, runner(rows))
        return len(rows)

    done = 0
    for count in _mapped(one, firsts, threads):
        done += count
        if progress is not None:
            progress(done)
    return Evaluated(
        levers,
        metrics,
        chances,
        table,
        levers.kept(table),
        found.mean,
        found.error,
        found.met,
        found.values,
        found.satisfied,
    )


def _mapped(one: Callable[[int], int], firsts: range, threads: int) -> Iterator[int]:
    if threads == 1:
        yield from map(one, firsts)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(one, firsts)


class _Tables:
    """Folds the figures of a batch into what is kept of them."""

    def __init__(self, metrics: Metrics, allies: tuple[str, ...], mixes: int, runs: int) -> None:
        count = len(metrics.metrics)
        self.metrics, self.allies, self.runs = metrics, allies, runs
        self.mean = np.empty((mixes, count))
        self.error = np.empty((mixes, count))
        self.met = np.empty((mixes, count))
        self.values = np.empty((len(allies), mixes, runs), dtype=np.float32)
        self.satisfied = np.empty((len(allies), mixes))
        self.weights = np.stack([metrics.weights(ally) for ally in allies])
        self.asked = [metrics.asked(ally) for ally in allies]

    def fold(self, first: int, figures: Singles) -> None:
        """Take in (mixes, metrics, runs) figures of the mixes from ``first`` on."""
        part = slice(first, first + len(figures))
        self.mean[part] = figures.mean(axis=2, dtype=np.float64)
        self.error[part] = figures.std(axis=2, dtype=np.float64) / np.sqrt(self.runs)
        met = self.metrics.met(figures, axis=1)
        self.met[part] = met.mean(axis=2)
        utilities = self.metrics.utilities(figures, axis=1)
        for ally in range(len(self.allies)):
            self.values[ally, part] = np.einsum("m,kmr->kr", self.weights[ally], utilities)
            self.satisfied[ally, part] = met[:, self.asked[ally]].all(axis=1).mean(axis=1)


def _plain(chances: Chances, levers: Levers, metrics: Metrics) -> Callable[[LevelTable], Singles]:
    def run(rows: LevelTable) -> Singles:
        return np.stack([play(chances, levers, metrics, Adaptive("", tuple(row))).values for row in rows.tolist()])

    return run


def _compiled(chances: Chances, metrics: Metrics) -> Callable[[LevelTable], Singles]:
    from shiome.policy.mix.blocks import blocks_of, plan_of
    from shiome.policy.mix.kernels import run_mixes

    plan = plan_of(chances, metrics)
    # Blocks of nearly one size: a short last one would waste what a long inner loop saves.
    blocks = blocks_of(chances, -(-chances.runs // -(-chances.runs // LANES)))

    def run(rows: LevelTable) -> Singles:
        parts = []
        for block in blocks:
            values = np.empty((len(rows), len(metrics.metrics), block.factors.shape[1]), dtype=np.float32)
            run_mixes(plan, block, rows, values)
            parts.append(values)
        return np.concatenate(parts, axis=2)

    return run
