"""Ideal points: CPU time per iteration and distance from the published tables, against a plain NumPy sampler and the authors' code.

    python benchmarks/ideal_points.py [--data DIR] [--variants important all] [--iterations N] [--burn N] [--seed N]

The peer is the authors' algorithm in plain NumPy (with the normal distribution of SciPy), run on the same votes in the same process.
The authors' own figures per iteration are those they have been measured at: 205 ms for the important votes, 1,279 ms for all. A ratio
is the peer's time divided by Shiome's: above 1, Shiome is the faster. ``whole`` is all CPU time from opening the loaded votes to the
posterior means, with what importing and compiling took; the machine code is kept, so that a second run has no compiling.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from shiome.yardsticks.votes import IdealPoints, estimate, load_votes, open_votes, read_ideal_points
from shiome.yardsticks.votes.ideal.problem import Problem, build

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
AUTHORS = {"important": 205.0, "all": 1279.0}
"""Milliseconds of CPU per iteration of the authors' code (R with C++)."""
PUBLISHED = {"important": "IdealpointestimatesImportant_Apr2020.csv", "all": "IdealpointestimatesAll_Apr2020.csv"}
PEER_ITERATIONS = 12


def loaded(folder: Path, store: Path) -> float:
    """Load sessions 1 to 70 from the one file and 71 to 74 from the other; gives the CPU seconds."""
    start = time.process_time()
    calls = folder / "unvotes_un_roll_calls_s1-74.csv.gz"
    besides = [folder / "unvotes_un_roll_call_issues.csv.gz", folder / "Matches.csv"]
    load_votes([folder / "UNVotesPublished_s1-70_with_absent.csv.gz", calls, *besides], store)
    load_votes([folder / "unvotes_un_votes_s1-74.csv.gz", calls], store, sessions=(71, 74))
    return time.process_time() - start


def peer(problem: Problem) -> Callable[[], None]:
    """One iteration of the authors' algorithm in plain NumPy, ready to be called."""
    special: Any = import_module("scipy.special")
    rng = np.random.default_rng(0)
    item = np.repeat(np.arange(len(problem.item)), np.diff(problem.start))
    position = np.arange(len(item))
    vote = 1 + (position >= problem.abstain[item]) + (position >= problem.no[item])
    theta, centre = problem.theta.copy(), problem.theta.copy()
    beta, gamma, step = problem.beta.copy(), problem.gamma.copy(), 0.2 / 3
    latent = np.zeros(len(item))

    def bounds(cuts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        low = np.where(vote == 1, -99.0, np.where(vote == 2, cuts[item, 0], cuts[item, 1]))
        return low, np.where(vote == 1, cuts[item, 0], np.where(vote == 2, cuts[item, 1], 99.0))

    def iterate() -> None:
        nonlocal theta, centre, beta, gamma, latent
        slope = beta[item]
        prior = np.where(problem.before >= 0, centre[problem.before], 0.0)
        spread = 1 / (np.bincount(problem.place, slope * slope, len(theta)) + problem.precision)
        centre = spread * (np.bincount(problem.place, slope * latent, len(theta)) + problem.precision * prior)
        theta = np.clip(centre + np.sqrt(spread) * rng.standard_normal(len(theta)), -5, 5)
        theta = (theta - theta.mean()) / theta.std(ddof=1)
        mean = slope * theta[problem.place]
        upper, lower = special.ndtr((gamma[:, 1] - gamma[:, 0]) / step), special.ndtr((-7 - gamma[:, 0]) / step)
        first = gamma[:, 0] + step * special.ndtri(lower + rng.random(len(beta)) * (upper - lower))
        upper, lower = special.ndtr((7 - gamma[:, 1]) / step), special.ndtr((first - gamma[:, 1]) / step)
        second = gamma[:, 1] + step * special.ndtri(lower + rng.random(len(beta)) * (upper - lower))
        proposed = np.stack([first, second], axis=1)
        new, old = bounds(proposed), bounds(gamma)
        below = special.ndtr(old[0] - mean)
        between = special.ndtr(old[1] - mean) - below
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.log((special.ndtr(new[1] - mean) - special.ndtr(new[0] - mean)) / between)
        likelier = np.add.reduceat(np.nan_to_num(ratio), problem.start[:-1])
        taken = np.log(rng.random(len(beta))) < likelier
        gamma = np.where(taken[:, None], proposed, gamma)
        low, high = bounds(gamma)
        below = special.ndtr(low - mean)
        share = below + rng.random(len(item)) * (special.ndtr(high - mean) - below)
        latent = np.clip(mean + special.ndtri(share), -9, 9)
        own = theta[problem.place]
        square = 1 + np.add.reduceat(own * own, problem.start[:-1])
        beta = np.add.reduceat(own * latent, problem.start[:-1]) / square
        beta = beta + rng.standard_normal(len(beta)) / np.sqrt(square)

    return iterate


def milliseconds(iterate: Callable[[], None], count: int) -> float:
    """Median CPU time of an iteration."""
    taken = []
    for _ in range(count):
        start = time.process_time()
        iterate()
        taken.append(time.process_time() - start)
    return 1000 * statistics.median(taken)


def compared(points: IdealPoints, published: IdealPoints, *, first: int = 1) -> tuple[int, float, float, float]:
    """Rows in common, Pearson's correlation, root of the mean squared difference, mean ratio of the 90 % intervals."""
    place = {key: row for row, key in enumerate(zip(published.cow.tolist(), published.session.tolist(), strict=True))}
    keys = enumerate(zip(points.cow.tolist(), points.session.tolist(), strict=True))
    ours, theirs = np.array([(row, place[key]) for row, key in keys if key in place and key[1] >= first]).T
    mean, other = points.mean[ours], published.mean[theirs]
    widths = [q[:, 5] - q[:, 1] for q in (points.quantiles[ours], published.quantiles[theirs])]
    pearson, difference = np.corrcoef(mean, other)[0, 1], np.sqrt(np.mean((mean - other) ** 2))
    return len(ours), float(pearson), float(difference), float(widths[0].mean() / widths[1].mean())


def measure(variant: str, arguments: argparse.Namespace, store: Path, before: float) -> None:
    """Print one variant."""
    start = time.process_time()
    table = open_votes(store)
    marks = [0.0]
    points = estimate(
        table,
        variant=variant,  # type: ignore[arg-type]
        iterations=arguments.iterations,
        burn=arguments.burn,
        seed=arguments.seed,
        progress=lambda _done, _total: marks.append(time.process_time()),
    )
    whole = time.process_time() - start + before
    own = 1000 * statistics.median(np.diff(marks[1:]).tolist())
    published = read_ideal_points(arguments.data / PUBLISHED[variant])[variant]
    rows, pearson, difference, widths = compared(points, published)
    later = compared(points, published, first=11)
    problem = build(table, variant)  # type: ignore[arg-type]
    size = f"{len(problem.place):,} votes, {len(problem.item):,} items, {len(problem.cow):,} members by session"
    print(f"{variant}: {size}; engine {points.engine}, {len(marks) - 1} iterations")
    print(
        f"  accuracy   Pearson {pearson:.4f}, RMSE {difference:.4f}, intervals {widths:.2f} times as wide ({rows:,} rows)"
    )
    print(f"             from session 11 on Pearson {later[1]:.4f}, RMSE {later[2]:.4f}")
    print(f"  whole      {whole:.1f} CPU s")
    print(f"  iteration  {own:.2f} ms; authors' code {AUTHORS[variant]:.0f} ms: ratio {AUTHORS[variant] / own:.1f}")
    if find_spec("scipy") is None:
        print("  plain NumPy sampler left out: SciPy is not installed")
        return
    plain = milliseconds(peer(problem), PEER_ITERATIONS)
    print(f"  iteration  {own:.2f} ms; plain NumPy sampler {plain:.1f} ms: ratio {plain / own:.1f}")


def main() -> None:
    """Measure every variant asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("SHIOME_DATA", BESIDE)) / "unga")
    parser.add_argument("--variants", nargs="+", choices=list(AUTHORS), default=list(AUTHORS))
    parser.add_argument("--iterations", type=int, default=None)
    parser.add_argument("--burn", type=int, default=None)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    importing = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "votes"
        print(f"loading the vote files: {loaded(arguments.data, store):.1f} CPU s")
        for variant in arguments.variants:
            measure(variant, arguments, store, importing)


if __name__ == "__main__":
    main()
