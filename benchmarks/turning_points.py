"""How well and how fast turning points are found, beside published defaults and, where it is installed, ruptures in the same run.

Prints cover and F1 of each annotated series under the one standard setting beside the published defaults, their means over the univariate
series, what the means are when the setting itself is chosen without the series scored, and CPU seconds.

    python benchmarks/turning_points.py
    python benchmarks/turning_points.py --data ../shared/data --json out.json
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import itertools
import json
import math
import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import fmean
from typing import Any

import msgspec
import numpy as np

from shiome.yardsticks.turning.agreement import agree, agreed_breaks
from shiome.yardsticks.turning.detectors import findings
from shiome.yardsticks.turning.metrics import covering, f_measure
from shiome.yardsticks.turning.prepared import prepare
from shiome.yardsticks.turning.settings import STANDARD

DEFAULTS = ("zero", "binseg", "pelt", "bocpd")
Scores = dict[str, tuple[float, float]]


def read(folder: Path) -> tuple[dict[str, np.ndarray], dict[str, Any], dict[str, dict[str, str]]]:
    """Series, annotations and published scores."""
    tables = {}
    for path in sorted(folder.glob("*.json")):
        if path.name != "annotations.json":
            raw = [one["raw"] for one in json.loads(path.read_text(encoding="utf-8"))["series"]]
            tables[path.stem] = np.array([[math.nan if v is None else v for v in one] for one in raw], dtype=float).T
    marks = json.loads((folder / "annotations.json").read_text(encoding="utf-8"))
    with (folder / "published_scores.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(line for line in stream if not line.startswith("#"))
        return tables, marks, {row["dataset"]: row for row in rows}


def scored(
    tables: dict[str, np.ndarray], marks: dict[str, Any], finder: Callable[[np.ndarray], list[int]]
) -> tuple[Scores, float]:
    """Cover and F1 of each series, and the CPU seconds of finding."""
    found, start = {}, time.process_time()
    for name, table in tables.items():
        found[name] = finder(table)
    spent = time.process_time() - start
    scores = {n: (covering(marks[n], b, len(tables[n])), f_measure(marks[n], b)) for n, b in found.items()}
    return scores, spent


def means(scores: Scores) -> tuple[float, float]:
    """Mean cover and mean F1."""
    return fmean(cover for cover, _ in scores.values()), fmean(measure for _, measure in scores.values())


def peers() -> dict[str, Callable[[np.ndarray], list[int]]]:
    """Detectors of ruptures with a penalty of three logarithms, or none where it is not installed."""
    if importlib.util.find_spec("ruptures") is None:
        return {}
    import ruptures

    def finder(build: Callable[[], Any], price: float) -> Callable[[np.ndarray], list[int]]:
        def find(table: np.ndarray) -> list[int]:
            standard = (table - table.mean(axis=0)) / table.std(axis=0)
            return [int(b) for b in build().fit(standard).predict(pen=price * math.log(len(table)))[:-1]]

        return find

    return {
        "ruptures BinSeg l2, 3 ln n": finder(lambda: ruptures.Binseg(model="l2", jump=1), 3.0),
        "ruptures Pelt l2, 3 ln n": finder(lambda: ruptures.Pelt(model="l2", jump=1), 3.0),
        "ruptures Window l2 w=20, 3 ln n": finder(lambda: ruptures.Window(width=20, model="l2", jump=1), 3.0),
        "ruptures KernelCPD rbf, ln n": finder(lambda: ruptures.KernelCPD(kernel="rbf"), 1.0),
    }


def left_out(tables: dict[str, np.ndarray], marks: dict[str, Any]) -> tuple[Scores, int]:
    """Score each series under the threshold and margin that do best on the others."""
    found = {name: findings(prepare(table, settings=STANDARD), settings=STANDARD) for name, table in tables.items()}
    choices = list(itertools.product((0.4, 0.45, 0.5, 0.55, 0.6), (3, 4, 5, 6)))
    table: dict[tuple[float, int], Scores] = {}
    for share, margin in choices:
        settings = msgspec.structs.replace(STANDARD, agree=share, margin=margin)
        table[share, margin] = {}
        for name, lists in found.items():
            breaks = [one.row for one in agree(lists, length=len(tables[name]), settings=settings)]
            table[share, margin][name] = (
                covering(marks[name], breaks, len(tables[name])),
                f_measure(marks[name], breaks),
            )
    chosen = {}
    for name in found:
        best = max(choices, key=lambda choice: sum(sum(s) for n, s in table[choice].items() if n != name))
        chosen[name] = table[best][name]
    return chosen, len(choices)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("SHIOME_DATA", beside)))
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    tables, marks, published = read(args.data / "tcpd")
    single = {name: table for name, table in tables.items() if table.shape[1] == 1}
    ours, spent = scored(tables, marks, agreed_breaks)
    print(f"{'series':22}{'n':>6}  {'cover':>6} {'F1':>6}   " + "   ".join(f"{d:>13}" for d in DEFAULTS))
    for name, (cover, measure) in ours.items():
        row = published.get(name, {})
        beside_it = "   ".join(f"{row.get(d + '_cover') or '–':>6} {row.get(d + '_f1') or '–':>6}" for d in DEFAULTS)
        print(f"{name:22}{len(tables[name]):>6}  {cover:6.4f} {measure:6.4f}   {beside_it}")
    result: dict[str, Any] = {"univariate": means({n: ours[n] for n in single}), "seconds": spent}
    cover, measure = result["univariate"]
    print(
        f"\nmean over {len(single)} univariate series: cover {cover:.4f}, F1 {measure:.4f}; {spent:.2f} CPU s for all {len(tables)}"
    )
    for detector in DEFAULTS:
        theirs = means(
            {n: (float(published[n][f"{detector}_cover"]), float(published[n][f"{detector}_f1"])) for n in single}
        )
        print(f"  published {detector} default: cover {theirs[0]:.4f}, F1 {theirs[1]:.4f}")
        result[detector] = theirs
    chosen, count = left_out(single, marks)
    result["left_out"] = means(chosen)
    cover, measure = result["left_out"]
    print(
        f"  threshold and margin chosen without the series scored ({count} choices): cover {cover:.4f}, F1 {measure:.4f}"
    )
    for name, finder in peers().items():
        scores, seconds = scored(single, marks, finder)
        result[name] = (*means(scores), seconds)
        print(f"  {name}: cover {result[name][0]:.4f}, F1 {result[name][1]:.4f}; {seconds:.2f} CPU s")
    values = np.random.default_rng(1).normal(size=1000) + 3.0 * (np.arange(1000) >= 500)
    start = time.process_time()
    agreed_breaks(values)
    result["thousand"] = time.process_time() - start
    print(f"1,000 values, all detectors and penalties: {result['thousand']:.2f} CPU s")
    if args.json:
        args.json.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
