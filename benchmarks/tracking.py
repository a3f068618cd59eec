"""The tracking core on 60 simulated launches before three sensors, one scan a second, with all that belongs to it.

    python benchmarks/tracking.py [SECONDS]

Three models of flight for each target, gating, assignment, initiation, deletion, clutter and offsets of clocks; timed from when all are in
flight. The published tracker (Stone Soup: extended filter, Mahalanobis distance, assignment, tracks given) took 394 ms a scan for as many
constant velocities on this kind of machine.
"""

from __future__ import annotations

import sys
import time
from typing import Any

import numpy as np

from shiome.coordination.warning.launches.model import Plan
from shiome.coordination.warning.launches.running import simulate
from shiome.coordination.warning.tracking.metrics import gospa
from shiome.coordination.warning.tracking.motion import Flight
from shiome.coordination.warning.tracking.tracker import Tracker

SETTLED = 110
"""Seconds until all are in flight and seen."""


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    counts: Any = dict.fromkeys(("short", "medium", "intermediate", "intercontinental"), 15)
    scenario = simulate(Plan(seed=5, launches=counts, within=10, scatter=600e3, duration=SETTLED + seconds))
    tracker = Tracker(scenario.sensors, Flight())
    wall, processor = np.zeros(SETTLED + seconds + 2), np.zeros(SETTLED + seconds + 2)
    for arrival in scenario.arrivals:
        begin, begin_cpu = time.perf_counter(), time.process_time()
        tracker.process(arrival.frame)
        wall[int(arrival.time)] += time.perf_counter() - begin
        processor[int(arrival.time)] += time.process_time() - begin_cpu
    for name, spent in (("elapsed", wall), ("processor", processor)):
        p50, p99 = np.percentile(spent[SETTLED : SETTLED + seconds] * 1000, [50, 99])
        print(f"{name} time a scan: p50 {p50:.1f} ms, p99 {p99:.1f} ms")
    positions = scenario.positions(tracker.picture.time)
    found = np.array([track.mean[:3] for track in tracker.tracks()])
    score, each = gospa(positions, found, cutoff=20e3), 20e3**2 / 2
    missed, false = score.missed / each, score.false / each
    off = np.sqrt(score.localisation / (len(found) - false))
    print(f"{len(found)} tracks of {len(positions)} in flight: {missed:.0f} missed, {false:.0f} false, {off:.0f} m off")


if __name__ == "__main__":
    main()
