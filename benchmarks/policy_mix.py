"""Every mix of the shipped region's levers over common futures, beside the general simulation engine playing the same mixes one by one.

    python benchmarks/policy_mix.py [--runs 1000] [--months 24 36] [--threads 2] [--peer 40]

The bound that the project set itself: 3^9 mixes over 1,000 futures in 60 s on two cores. ``--peer`` mixes are played by the general
engine with the levers as leans of its calendar (paths kept, which metrics need), and its time for the whole grid is worked out from
them. Times by the clock and of the processors; the first call, which loads or makes the machine code, is told apart.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

import numpy as np

from shiome.futures.model import FuturesModel, Knowledge, assemble
from shiome.futures.model.ensembles import simulation_model
from shiome.futures.simulation.compiled import CompiledModel, compile_model
from shiome.futures.simulation.engine import simulate
from shiome.futures.simulation.model import CalendarEntry
from shiome.policy.mix.chances import draw_chances
from shiome.policy.mix.evaluation import evaluate
from shiome.policy.mix.frontier import frontier
from shiome.policy.mix.levers import Levers, levers_of
from shiome.policy.mix.metrics import bind, metrics_of
from shiome.policy.mix.regret import regret
from shiome.records.model import Claim
from shiome.region.pack import Pack, load_pack, locate
from shiome.workspace.seed import seed_records

T = TypeVar("T")
DAY = date(2025, 12, 31)
SEED = 5


def timed(name: str, work: Callable[[], T]) -> tuple[T, float]:
    """Do a piece of work and print how long it takes."""
    start, used = time.perf_counter(), time.process_time()
    found = work()
    clock, processors = time.perf_counter() - start, time.process_time() - used
    print(f"{name:<66} {clock:8.2f} s  (processors {processors:7.2f} s)", flush=True)
    return found, processors


def shipped() -> tuple[Pack, FuturesModel]:
    """The shipped region and its model."""
    pack = load_pack(locate("peninsula"))
    claims = [each for each in seed_records(pack) if isinstance(each, Claim) and each.known_from <= DAY]
    return pack, assemble(Knowledge(pack, DAY, DAY, claims))


def leaning(compiled: CompiledModel, levers: Levers, mix: list[int]) -> CompiledModel:
    """The model with a mix as leans of its calendar, each in the middle of its band."""
    months = tuple(range(1, compiled.months + 1))
    leans = tuple(
        CalendarEntry(shift.driver, shift.state, months, 1.0, (shift.low + shift.high) / 2)
        for lever, level in zip(levers.levers, mix, strict=True)
        for shift in lever.shifts[level]
    )
    model = compiled.model
    return compile_model(replace(model, calendar=(*model.calendar, *leans)), months=compiled.months)


def measure(pack: Pack, model: FuturesModel, given: argparse.Namespace, months: int) -> None:
    """Print everything for one horizon."""
    levers = levers_of(pack)
    table = levers.grid()
    compiled = compile_model(simulation_model(model), months=months)
    metrics = bind(metrics_of(pack), compiled.model)
    chances, _ = timed(
        f"{months} months: chances drawn",
        lambda: draw_chances(compiled, levers, metrics, runs=given.runs, seed=SEED),
    )
    print(f"  {int(chances.moving.sum())} of {len(model.drivers)} drivers are played again in every mix")
    timed("  first call", lambda: evaluate(chances, levers, metrics, mixes=table[:2]))
    found, used = timed(
        f"  the whole grid, {given.threads} threads",
        lambda: evaluate(chances, levers, metrics, threads=given.threads),
    )
    size = sum(each.nbytes for each in (found.values, found.mean, found.error, found.met, found.satisfied))
    print(f"  {len(table) * given.runs / used / 1e6:.2f} million futures a processor second; {size / 1e6:.0f} MB kept")
    timed("  frontier of every ally", lambda: [frontier(found, ally) for ally in levers.allies])
    timed("  regret of every ally", lambda: [regret(found, ally) for ally in levers.allies])
    picked = table[np.random.default_rng(1).choice(len(table), given.peer, replace=False)].tolist()

    def peer() -> None:
        for mix in picked:
            simulate(leaning(compiled, levers, mix), runs=given.runs, seed=SEED, keep_paths=True)

    peer()
    _, general = timed(f"  general engine, {given.peer} mixes, paths only, without metrics", peer)
    print(f"  ratio: {general / given.peer * len(table) / used:.1f} times the processors' time of the whole grid")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--months", type=int, nargs="+", default=[24, 36])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--peer", type=int, default=40)
    given = parser.parse_args()
    pack, model = shipped()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; {given.runs} futures")
    for months in given.months:
        measure(pack, model, given, months)
    print(f"largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


if __name__ == "__main__":
    main()
