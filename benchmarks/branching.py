"""Scenario trees from paths: seconds for each step, and grouping beside SciPy's hierarchical clustering (Ward) of the same runs.

    python benchmarks/branching.py [--runs 100000] [--drivers 28] [--months 60] [--peer-runs 8000]

The runs are planted: three regimes part in month 9 and eight drivers follow them loosely, the rest have habits of their own. Both sides see
months in each state by quarter of the horizon. Ward's method compares all pairs of runs, so that it gets ``--peer-runs`` of them; both
are told the true number of futures there; ``grow`` has to find it. Agreement with the planted regimes is the adjusted Rand index.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from shiome.futures.branching.axes import shared_axes
from shiome.futures.branching.clusters import agreement, grouped, nearest
from shiome.futures.branching.fans import fans
from shiome.futures.branching.indicators import indicators
from shiome.futures.branching.traces import profile, traces
from shiome.futures.branching.tree import AXES_SAMPLE, CENTRES_SAMPLE, grow
from shiome.futures.simulation.compiled import compile_model
from shiome.futures.simulation.engine import Ensemble
from shiome.futures.simulation.model import Driver, SimulationModel

T = TypeVar("T")
FOLLOWERS = 8
REGIMES = 3


def planted(runs: int, drivers: int, months: int) -> tuple[Ensemble, np.ndarray]:
    """Paths of three states with regimes, and the regime of each run."""
    dice = np.random.default_rng(1)
    regime = dice.choice(REGIMES, size=runs, p=(0.5, 0.3, 0.2))
    paths = np.zeros((runs, months + 1, drivers), dtype=np.uint8)
    for month in range(1, months + 1):
        moves = dice.random((runs, drivers), dtype=np.float32) < 0.25
        target = dice.integers(3, size=(runs, drivers), dtype=np.uint8)
        if month >= 9:
            pulled = dice.random((runs, FOLLOWERS), dtype=np.float32) < 0.5
            target[:, :FOLLOWERS] = np.where(pulled, regime[:, None], target[:, :FOLLOWERS])
        paths[:, month] = np.where(moves, target, paths[:, month - 1])
    model = SimulationModel(tuple(Driver(f"d{place}", ("a", "b", "c")) for place in range(drivers)))
    counts = np.stack([(paths == state).sum(axis=0) for state in range(3)], axis=2)
    return Ensemble(compile_model(model, months=months), 1, runs, counts, (), paths), regime


def timed(name: str, act: Callable[[], T]) -> tuple[T, float]:
    """The result, with clock and processor seconds printed."""
    wall, spent = time.perf_counter(), time.process_time()
    result = act()
    wall, spent = time.perf_counter() - wall, time.process_time() - spent
    print(f"{name:<50}{wall:>8.2f} s{spent:>8.2f} CPU-s")
    return result, spent


def part(ensemble: Ensemble, runs: int) -> Ensemble:
    """The first runs of an ensemble."""
    assert ensemble.paths is not None
    return Ensemble(ensemble.compiled, ensemble.seed, runs, ensemble.counts, (), ensemble.paths[:runs])


def ward(ensemble: Ensemble) -> np.ndarray:
    """SciPy's groups from the profiles, each driver counting alike."""
    read = traces(ensemble)
    blocks = [profile(column, 3, count=4) for column in read.columns]
    points = np.concatenate([block / max(1e-9, float(np.sqrt(block.var(axis=0).sum()))) for block in blocks], axis=1)
    return fcluster(linkage(points, "ward"), REGIMES, "maxclust").astype(np.intp) - 1


def ours_alone(ensemble: Ensemble) -> np.ndarray:
    """Shiome's groups when it is told their number, from the same profiles, without tree, names and medoids."""
    read = traces(ensemble)
    blocks = [profile(column, 3, count=4) for column in read.columns]
    dice = np.random.default_rng(1)
    order = dice.permutation(read.runs)
    axes = shared_axes([block[order[:AXES_SAMPLE]] for block in blocks], dice=dice, least=1)
    points = axes.scores(blocks)
    return nearest(points, grouped(points[order[:CENTRES_SAMPLE]], REGIMES, dice=dice)[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("runs", 100_000), ("drivers", 28), ("months", 60), ("peer-runs", 8000)):
        parser.add_argument(f"--{name}", type=int, default=value)
    asked = parser.parse_args()
    print(
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; {asked.drivers} drivers, {asked.months} months"
    )
    ensemble, regime = planted(asked.runs, asked.drivers, asked.months)
    grown, _ = timed(f"grow, {asked.runs:,} runs", lambda: grow(ensemble, seed=1))
    found, _ = timed("indicators", lambda: indicators(grown))
    timed("fans of every branch and driver", lambda: fans(grown))
    print(
        f"  {len(grown.tree.futures)} futures (planted {REGIMES}), agreement {agreement(grown.future, regime):.3f}, "
        f"{len(grown.tree.leaves)} leaves, {len(found)} indicators"
    )
    few = part(ensemble, asked.peer_runs)
    groups, theirs = timed(f"Ward's grouping, {asked.peer_runs:,} runs", lambda: ward(few))
    small, ours = timed(f"grouping with the number given, {asked.peer_runs:,} runs", lambda: ours_alone(few))
    truth = regime[: asked.peer_runs]
    print(
        f"  ratio of CPU seconds {theirs / ours:.1f}; agreement with the regimes: "
        f"Shiome {agreement(small, truth):.3f}, Ward {agreement(groups, truth):.3f}"
    )
    _, whole = timed(f"grouping with the number given, {asked.runs:,} runs", lambda: ours_alone(ensemble))
    print(
        f"  runs a CPU second: Shiome {asked.runs / whole:,.0f}, Ward {asked.peer_runs / theirs:,.0f} and falling with runs"
    )


if __name__ == "__main__":
    main()
