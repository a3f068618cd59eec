"""How fast boxes and indices are found, beside EMAworkbench and SALib in the same run where they are installed.

Prints CPU seconds (median of several runs) of PRIM on 10^5 runs of 10 inputs and on smaller tables, of a resampling, of a
pruned tree, and of Sobol indices of the Ishigami function with their greatest error.

    python benchmarks/discovery.py
    python benchmarks/discovery.py --times 5 --json out.json
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import logging
import math
import statistics
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

from shiome.futures.discovery.inputs import runs
from shiome.futures.discovery.prim import chosen, find
from shiome.futures.discovery.ranges import Span
from shiome.futures.discovery.sobol import design, indices
from shiome.futures.discovery.stability import resampled
from shiome.futures.discovery.trees import pruned

FIRST = (0.31390519114781146, 0.4424111447900409, 0.0)
TOTAL = (0.5575888552099592, 0.4424111447900409, 0.2436836640621477)
TABLES = ((1_000, 10), (10_000, 10), (10_000, 30), (100_000, 10))


def table(size: int, width: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Runs of which about a seventh are of interest: a corner of three inputs with a blurred edge."""
    dice = np.random.default_rng(1)
    points = dice.random((size, width))
    blurred = points[:, 2] + 0.1 * dice.normal(size=size)
    wanted = (points[:, 0] > 0.6) & (points[:, 1] < 0.5) & (blurred > 0.3)
    return {f"x{place}": points[:, place] for place in range(width)}, wanted


def ishigami(points: np.ndarray) -> np.ndarray:
    """The test function of Ishigami and Homma (1990)."""
    x, y, z = points.T
    return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


def spent(act: Callable[[], object], times: int) -> float:
    """Median CPU seconds."""
    took = []
    for _ in range(times):
        start = time.process_time()
        act()
        took.append(time.process_time() - start)
    return statistics.median(took)


def by_ema(inputs: dict[str, np.ndarray], wanted: np.ndarray) -> Callable[[], object]:
    """PRIM of EMAworkbench with the same shares."""
    import pandas as pd
    from ema_workbench.analysis import prim

    logging.disable(logging.CRITICAL)
    frame = pd.DataFrame(inputs)
    return lambda: prim.Prim(frame, wanted.astype(int), threshold=0.8, peel_alpha=0.05, mass_min=0.05).find_box()


def boxes(times: int) -> dict[str, float]:
    """PRIM of both, then what only Shiome is asked for."""
    figures = {}
    peer = importlib.util.find_spec("ema_workbench") is not None
    print("PRIM, share 0.05, least mass 0.05: CPU seconds")
    for size, width in TABLES:
        inputs, wanted = table(size, width)
        ours = spent(lambda i=inputs, w=wanted: find(runs(i, w)), times)
        figures[f"prim {size}x{width}"] = ours
        line = f"  {size:>7} x {width:<3} shiome {ours:.3f}"
        if peer:
            theirs = spent(by_ema(inputs, wanted), times)
            figures[f"EMAworkbench prim {size}x{width}"] = theirs
            line += f"   EMAworkbench {theirs:.3f} ({theirs / ours:.1f} times)"
        print(line)
    inputs, wanted = table(10_000, 10)
    told = runs(inputs, wanted)
    box = chosen(find(told))
    figures["resampled 20"] = spent(lambda: resampled(told, box, seed=1, times=20), times)
    figures["pruned tree"] = spent(lambda: pruned(told, seed=1), times)
    print(
        f"  10000 x 10: 20 resamples {figures['resampled 20']:.3f}, tree pruned by ten folds {figures['pruned tree']:.3f}"
    )
    return figures


def shares(times: int) -> dict[str, float]:
    """Sobol indices with pairs and confidence."""
    figures = {}
    peer = importlib.util.find_spec("SALib") is not None
    print(
        "Sobol indices of the Ishigami function with pairs and bootstrap: CPU seconds, greatest error of first and total"
    )
    for samples in (1024, 4096, 16384):
        plan = design([Span(f"x{place}", -math.pi, math.pi) for place in range(3)], samples=samples, seed=0)
        results = ishigami(plan.points)
        found = indices(plan, results, seed=1)
        pairs = [*zip(found.first.values(), FIRST, strict=True), *zip(found.total.values(), TOTAL, strict=True)]
        error = max(abs(each.share - truth) for each, truth in pairs)
        ours = spent(lambda p=plan, r=results: indices(p, r, seed=1, resamples=100), times)
        figures[f"sobol {samples}"], figures[f"sobol {samples} error"] = ours, error
        line = f"  {samples:>6} samples: shiome {ours:.3f}, {error:.1e}"
        if peer:
            theirs, off = by_salib(samples, times)
            figures[f"SALib {samples}"], figures[f"SALib {samples} error"] = theirs, off
            line += f"   SALib {theirs:.3f} ({theirs / ours:.1f} times), {off:.1e}"
        print(line)
    return figures


def by_salib(samples: int, times: int) -> tuple[float, float]:
    """CPU seconds and greatest error of SALib."""
    from SALib.analyze import sobol as analyze
    from SALib.sample import sobol as sample

    problem = {"num_vars": 3, "names": ["x0", "x1", "x2"], "bounds": [[-math.pi, math.pi]] * 3}
    results = ishigami(sample.sample(problem, samples, seed=0))
    found = analyze.analyze(problem, results, seed=1)
    error = max(np.abs(found["S1"] - FIRST).max(), np.abs(found["ST"] - TOTAL).max())
    return spent(lambda: analyze.analyze(problem, results, seed=1), times), float(error)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    missing = [name for name in ("ema_workbench", "SALib") if importlib.util.find_spec(name) is None]
    print("peers not installed:", ", ".join(missing) or "none")
    figures = boxes(args.times) | shares(args.times)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
