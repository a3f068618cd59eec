"""The graph model: all concepts under all rules for chains, beside a search of every chain in the same run.

    python benchmarks/conflict.py

The peer follows the definitions with sets of reachable states for each decision maker (one rule, four concepts: Nash, GMR, SMR, SEQ),
vectorised in NumPy. A ratio is the peer's time divided by Shiome's for three rules and six concepts. The first call of a
compiled function is not timed. Measured elsewhere on this kind of machine: gmcr-py, dense, 1.6-2.1 s for 10 options and 3 decision makers,
7.8-10.6 s with 5, 26.9 s for 12 options.

Conflicts: every combination feasible, every option free to move, rankings without ties from a seed; and the same with ties of two.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from shiome.policy.conflict.analysis import analyse
from shiome.policy.conflict.chains import CHAINS
from shiome.policy.conflict.coalitions import coalition_stability
from shiome.policy.conflict.game import Game, build
from shiome.policy.conflict.model import Conflict, DecisionMaker, Metric, Option
from shiome.policy.conflict.robustness import robustness
from shiome.policy.conflict.stability import CONCEPTS, stability
from shiome.policy.conflict.unknown import uncertain


def conflict_of(options: int, makers: int, *, ties: int = 1, seed: int = 0) -> Conflict:
    stream = np.random.default_rng(seed)
    ids = [f"o{number}" for number in range(options)]
    owned = np.array_split(np.arange(options), makers)
    return Conflict(
        f"{options} options, {makers} decision makers",
        tuple(Option(each) for each in ids),
        tuple(
            DecisionMaker(
                f"d{number}",
                tuple(ids[each] for each in own),
                Metric(tuple(map(float, stream.permutation(2**options) // ties))),
            )
            for number, own in enumerate(owned)
        ),
    )


def timed(work: Callable[[], Any], *, times: int = 3) -> tuple[float, Any]:
    """Best of some runs, and the result."""
    best, result = float("inf"), None
    for _ in range(times):
        begin = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - begin)
    return best, result


def everything(conflict: Conflict, engine: Any) -> dict[str, Any]:
    game = build(conflict)
    return {chain: stability(game, chain=chain, engine=engine) for chain in CHAINS}


def row(name: str, seconds: float, bound: float, note: str) -> None:
    verdict = "ok" if seconds <= bound else "MISSED"
    print(f"{name:52} {seconds * 1e3:9.1f} ms   (must be <= {bound * 1e3:.0f} ms: {verdict})   {note}")


def compare(options: int, makers: int, bound: float, *, ties: int = 1) -> None:
    conflict = conflict_of(options, makers, ties=ties)
    seconds, found = timed(lambda: everything(conflict, "numba"))
    arrays, same = timed(lambda: everything(conflict, "numpy"))
    for chain in CHAINS:
        assert all(np.array_equal(found[chain].stable[each], same[chain].stable[each]) for each in CONCEPTS)
    counts = {each: len(found["alternating"].numbers(each)) for each in CONCEPTS}
    name = f"{options} options, {makers} decision makers, ties of {ties}"
    row(name, seconds, bound, f"NumPy alone {arrays * 1e3:.0f} ms; equilibria {counts}")
    if options <= 10:
        peer(build(conflict), found["alternating"], seconds)


def peer(game: Game, found: Any, seconds: float) -> None:
    slow, other = timed(lambda: uncertain(game), times=1)
    for concept in ("nash", "gmr", "smr", "seq"):
        assert np.array_equal(other.stable["a"][concept], found.stable[concept])
    print(f"  ratio to the sets of reachable states (one rule, four concepts): {slow / seconds:.1f}")


def main() -> None:
    everything(conflict_of(4, 3), "numba")
    coalition_stability(build(conflict_of(4, 3)))
    compare(10, 3, 0.5)
    compare(10, 3, 0.5, ties=2)
    compare(10, 5, 1.0)
    compare(12, 3, 10.0)
    compare(12, 4, 10.0)
    compare(12, 6, 10.0)
    for options, makers, bound in ((10, 3, 0.5), (10, 5, 1.0), (12, 4, 10.0)):
        conflict = conflict_of(options, makers)
        seconds, found = timed(lambda conflict=conflict: analyse(conflict, coalitions=True))
        note = f"three rules, ten concepts, {len(found.coalitions['single'].stable)} coalitions"
        row(f"{options} options, {makers} decision makers, coalitions too", seconds, bound, note)
    small = build(conflict_of(5, 3, ties=2))
    seconds, drawn = timed(lambda: robustness(small, swaps=3, draws=200), times=1)
    print(f"robustness, 5 options, 3 decision makers: {seconds / drawn.draws * 1e3:.1f} ms a draw")


if __name__ == "__main__":
    main()
