"""Exact consistent scenarios against looking at every combination, side by side in one run.

    python benchmarks/consistent_scenarios.py [--draws 1000]

The peer is a compiled full sweep over every combination (the same definition, one core). A ratio is the peer's time divided by Shiome's.
The first call of a compiled function is not timed. Published for
60,466,176 combinations: ScenarioWizard about 5 s, CrossImpactBalances (Julia) 13 ms
on ten threads.

Matrices: dense ones of whole numbers from a seed; sparse ones in which four others influence each descriptor.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np

from shiome.futures.consistency.bands import Banded, weigh
from shiome.futures.consistency.exact import solve
from shiome.futures.consistency.matrix import CrossImpact

BENCH = [4] * 5 + [3] * 10


def matrix_of(sizes: list[int], impacts: Any) -> CrossImpact:
    return CrossImpact.of({f"D{n}": [f"v{v}" for v in range(size)] for n, size in enumerate(sizes)}, impacts)


def dense(sizes: list[int], strongest: int, seed: int) -> CrossImpact:
    impacts = np.random.RandomState(seed).randint(-strongest, strongest + 1, size=(sum(sizes), sum(sizes)))
    owner = np.repeat(np.arange(len(sizes)), sizes)
    impacts[owner[:, None] == owner[None, :]] = 0
    return matrix_of(sizes, impacts)


def sparse(count: int, seed: int, *, influences: int = 4) -> CrossImpact:
    stream = np.random.default_rng(seed)
    impacts = np.zeros((3 * count, 3 * count))
    for target in range(count):
        others = np.delete(np.arange(count), target)
        for source in stream.choice(others, influences, replace=False):
            impacts[3 * source : 3 * source + 3, 3 * target : 3 * target + 3] = stream.integers(-3, 4, (3, 3))
    return matrix_of([3] * count, impacts)


def sweep(matrix: CrossImpact) -> Callable[[], int]:
    """Every combination, counted like an odometer, each balance from the one before."""
    offsets, units = np.array(matrix.offsets), matrix.units.astype(np.int32)

    def count_all(offsets: Any, units: Any) -> int:
        size, width = offsets.size - 1, units.shape[0]
        chosen = offsets[:-1].copy()
        sums = np.zeros(width, dtype=np.int32)
        for row in chosen:
            sums += units[row]
        count = 0
        while True:
            good = True
            for number in range(size):
                held = sums[chosen[number]]
                for column in range(offsets[number], offsets[number + 1]):
                    if sums[column] > held:
                        good = False
                        break
                if not good:
                    break
            count += good
            place = size - 1
            while place >= 0:
                old = chosen[place]
                new = old + 1 if old + 1 < offsets[place + 1] else offsets[place]
                for column in range(width):
                    sums[column] += units[new, column] - units[old, column]
                chosen[place] = new
                if new > old:
                    break
                place -= 1
            if place < 0:
                return count

    compiled = import_module("numba").njit(count_all)
    compiled(np.array([0, 1]), np.zeros((1, 1), dtype=np.int32))
    return lambda: int(compiled(offsets, units))


def timed(work: Callable[[], Any], *, times: int) -> tuple[float, Any]:
    """Best of some runs, and the result."""
    best, result = float("inf"), None
    for _ in range(times):
        begin = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - begin)
    return best, result


def row(name: str, seconds: float, bound: float, note: str) -> None:
    verdict = "ok" if seconds <= bound else "MISSED"
    print(f"{name:44} {seconds * 1e3:10.1f} ms   (must be <= {bound * 1e3:.0f} ms: {verdict})   {note}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=1_000)
    draws = parser.parse_args().draws
    matrix = dense(BENCH, 2, 0)
    solve(sparse(3, 0, influences=2))
    ours, found = timed(lambda: solve(matrix), times=7)
    swept, counted = timed(sweep(matrix), times=1)
    assert counted == found.count
    row(f"{matrix.combinations:,} combinations", ours, 0.05, f"{found.count} found, full sweep {swept:.2f} s")
    print(f"  ratio to the full sweep: {swept / ours:.0f}")
    in_arrays, again = timed(lambda: solve(matrix, engine="numpy"), times=1)
    assert np.array_equal(again.scenarios, found.scenarios)
    print(f"  without Numba: {in_arrays * 1e3:.0f} ms, ratio to the full sweep {swept / in_arrays:.1f}")
    ours, found = timed(lambda: solve(dense([3] * 16, 3, 0)), times=3)
    row("dense 3^16", ours, 0.1, f"{found.count} found; PyCIB's exact search was measured at 13.8 CPU-s for this size")
    for seed in range(3):
        each = sparse(30, seed)
        ours, found = timed(lambda each=each: solve(each), times=5)
        row(f"sparse 3^30, seed {seed}", ours, 0.2, f"{found.count} found in {found.steps:,} steps")
    islands = matrix_of([3] * 90, np.kron(np.eye(3), sparse(30, 3).impacts))
    ours, found = timed(lambda: solve(islands, limit=0), times=3)
    row("three islands of 3^30, counted", ours, 0.6, f"{found.count:,} scenarios")
    middle = sparse(30, 0)
    width = np.where(middle.impacts != 0, 0.5, 0.0)
    bands = Banded.of(middle.descriptors, middle.impacts - width, middle.impacts + width)
    ours, weighing = timed(lambda: weigh(bands, draws=draws), times=1)
    likeliest = weighing.weights[0]
    note = f"likeliest scenario p = {likeliest.probability:.3f} +- {likeliest.error:.3f}, {len(weighing.weights)} seen"
    row(f"{draws} drawn matrices 3^30, each exact", ours, 0.06 * draws, note)


if __name__ == "__main__":
    main()
