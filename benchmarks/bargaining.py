"""How fast bargaining is computed, beside a plain implementation of the same round, one number at a time, in the same run.

Prints the time of a round of the expected-utility model for 10 and 17 actors, of 10^4 input draws, and CPU seconds of the spatial model
for 13 actors on 2 issues and 40 actors on 1 to the end.

    python benchmarks/bargaining.py
    python benchmarks/bargaining.py --times 5 --json out.json
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from shiome.policy.bargaining import Actor, Scale, Span, Table, banded_forecast, definition, negotiate
from shiome.policy.bargaining.utility import step


def table(actors: int, issues: int, *, doubt: float = 0.0) -> Table:
    """Actors drawn evenly over the scales; saliences sum to at most 1."""
    dice = np.random.default_rng(actors * 10 + issues)
    places, powers = dice.random((actors, issues)), 1 + 9 * dice.random(actors)
    saliences = (0.1 + 0.8 * dice.random((actors, issues))) / issues

    def about(value: float) -> Span:
        return Span(max(0.0, value - doubt), value, min(1.0, value + doubt))

    return Table(
        tuple(Scale(f"issue {number}", 0, 1) for number in range(issues)),
        tuple(
            Actor(
                f"actor {number:02d}",
                Span(powers[number] * (1 - doubt), powers[number], powers[number] * (1 + doubt)),
                tuple(about(float(place)) for place in places[number]),
                tuple(about(float(part)) for part in saliences[number]),
            )
            for number in range(actors)
        ),
    )


def spent(act: Callable[[], object], times: int, clock: Callable[[], float]) -> float:
    """Median seconds by a clock."""
    took = []
    for _ in range(times):
        start = clock()
        act()
        took.append(clock() - start)
    return statistics.median(took)


def plainly(places: list[float], saliences: list[float], weights: list[float]) -> list[float]:
    """One round of the default definition, one number at a time; the peer."""
    many = range(len(places))
    width = max(places) - min(places)

    def round_with(risk: list[float]) -> tuple[list[list[float]], list[list[float]]]:
        far = [[(abs(a - b) / width) ** risk[k] for b in places] for k, a in enumerate(places)]
        cast = sum(weights[k] * abs(far[k][a] - far[k][b]) for k in many for a in many for b in many)
        chance = [[0.0] * len(places) for _ in many]
        for i in many:
            for j in many:
                if places[i] != places[j]:
                    chance[i][j] = sum(weights[k] * max(0.0, far[k][j] - far[k][i]) for k in many) / cast

        def gain(by: int, i: int, j: int) -> float:
            apart = abs(places[i] - places[j]) / width
            won, lost = 2 - 4 * (0.5 - apart / 2) ** risk[by], 2 - 4 * (0.5 + apart / 2) ** risk[by]
            contest = chance[i][j] * won + (1 - chance[i][j]) * lost
            return saliences[j] * contest + (1 - saliences[j]) * won - (2 - 4 * 0.5 ** risk[by])

        return [[gain(i, i, j) for j in many] for i in many], [[gain(i, j, i) for j in many] for i in many]

    neutral, _ = round_with([1.0] * len(places))
    danger = [sum(neutral[i][j] for i in many if i != j) for j in many]
    high, low = max(danger), min(danger)
    rank = [(2 * each - high - low) / (high - low) for each in danger]
    own, other = round_with([(1 - each / 3) / (1 + each / 3) for each in rank])
    after = []
    for i in many:
        fights = [places[j] for j in many if places[i] != places[j] and other[i][j] > own[i][j] > 0]
        yields = []
        for j in many:
            mine, theirs = own[i][j], other[i][j]
            if places[i] != places[j] and mine < 0 < theirs and theirs > -mine:
                key = (-mine * places[i] + theirs * places[j]) / (theirs - mine)
                yields.append((key, places[i] + (places[j] - places[i]) * -mine / theirs))
        nearest = min(fights, key=lambda place, here=places[i]: abs(here - place), default=None)
        after.append(nearest if nearest is not None else min(yields, default=(0.0, places[i]))[1])
    return after


def rounds(times: int) -> dict[str, float]:
    """One round, ours and the peer's, which must agree."""
    figures = {}
    how = definition("scholz")
    print("expected utility, one round: milliseconds")
    for actors in (10, 17):
        dice = np.random.default_rng(actors)
        places, saliences, powers = dice.random((3, 1, actors))
        places = (places - places.min()) / (places.max() - places.min())
        weights = powers * saliences

        def ours(p: np.ndarray = places, s: np.ndarray = saliences, w: np.ndarray = weights) -> np.ndarray:
            return step(p, s, w, how).after

        def peer(p: np.ndarray = places, s: np.ndarray = saliences, w: np.ndarray = weights) -> list[float]:
            return plainly(p[0].tolist(), s[0].tolist(), w[0].tolist())

        off = float(np.abs(ours()[0] - peer()).max())
        assert off < 1e-9, off
        took = spent(ours, 200, time.perf_counter) * 1e3
        plain = spent(peer, times, time.perf_counter) * 1e3
        figures[f"round {actors}"], figures[f"plain round {actors}"] = took, plain
        print(f"  {actors:>3} actors: shiome {took:.3f}   plain Python {plain:.1f} ({plain / took:.0f} times)")
    return figures


def courses(times: int) -> dict[str, float]:
    """Draws, and the spatial model to its end."""
    figures = {}
    doubtful = table(10, 1, doubt=0.05)
    took = spent(lambda: banded_forecast(doubtful, draws=10_000, seed=1), 1, time.perf_counter)
    figures["draws 10^4"] = took
    print(f"10^4 input draws, 10 actors, 20 rounds: {took:.1f} s")
    for actors, issues in ((13, 2), (40, 1)):
        whole = table(actors, issues)
        turns = len(negotiate(whole).turns) - 1
        took = spent(lambda t=whole: negotiate(t), times, time.process_time)
        figures[f"spatial {actors}x{issues}"] = took
        print(f"spatial model, {actors} actors x {issues} issues, {turns} turns to the end: {took:.3f} CPU-s")
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    figures = rounds(args.times) | courses(args.times)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
