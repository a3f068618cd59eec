"""The shipped region's model put to work: exact sets over drawn matrices, and the first answer of a what-if.

    python benchmarks/futures_model.py [--draws 1000] [--runs 100000]

No peer does either; the bounds are those that the project set itself: 1,000 matrices in 60 s, the first answer in 1 s. Times are by
the clock, the first call of each engine (which loads what was compiled before) told apart from the second.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from shiome.futures.analyses.consistent import consistent, sensitive, weighted
from shiome.futures.analyses.ensembles import ask
from shiome.futures.model.ensembles import Setting, month_of
from shiome.workspace import Workspace
from shiome.workspace.futures import model_of


def timed(name: str, work: Callable[[], object]) -> None:
    """Print how long a piece of work takes the first and the second time."""
    taken = []
    for _ in range(2):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    print(f"{name:<64} {taken[0]:8.2f} s {taken[1]:8.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=100_000)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Workspace.create(Path(folder) / "ws", region="peninsula") as workspace,
    ):
        day = date(2025, 12, 31)
        timed("model from the store", lambda: model_of(workspace, day))
        model = model_of(workspace, day)
    print(f"{len(model.drivers)} drivers, {len(model.cells)} cells")
    found = consistent(model)
    wide = consistent(model, context="open")
    print(f"{found.count} consistent scenarios, {wide.count} with every context open")
    timed("exact set, context as observed", lambda: consistent(model))
    timed("exact set, every context open", lambda: consistent(model, context="open"))
    timed(
        f"{given.draws} matrices drawn from the bands, each solved exactly", lambda: weighted(found, draws=given.draws)
    )
    timed("every cell at both ends of its band", lambda: sensitive(found))
    formula = ["us-dprk-talks=summit before 2026-12"]
    tool = next(driver for driver in model.drivers if driver.controlled)
    lever = Setting(model.at(f"{tool.id}={tool.states[-1].id}"), month_of(model, 1))
    timed(f"one formula over {given.runs} runs of 24 months", lambda: ask(model, formula, runs=given.runs))
    timed("the same with a lever set, and without", lambda: ask(model, formula, settings=[lever], runs=given.runs))


if __name__ == "__main__":
    main()
