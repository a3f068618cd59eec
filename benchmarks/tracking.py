"""The tracking core before three sensors, one scan of each a second, beside the published tracker; and how honest its covariances are.

    python benchmarks/tracking.py [SECONDS]
    python benchmarks/tracking.py --honesty SEEDS
    python benchmarks/tracking.py --clocks SEEDS

The first prints, for 60 targets: launches with three models of flight for each, gating, assignment, initiation, deletion, clutter, offsets
of clocks and biases, timed from when all are in flight; then constant velocities, tracked by the same core and by Stone Soup (extended
filter, Mahalanobis distance, assignment; its tracks are given to it) from the same detections. The second prints the normalised errors of
position and velocity of launches by the seconds since the first of them; of an honest filter their mean is 6.
The third makes the clock of one sensor of three late by 0 to 12 seconds, for the tracker that watches clocks and for the one that does
not: in how many scenarios the offset was found, how far off and when, targets tracked and tracks that are none's at the end, and the time
of a scan.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.coordination.warning.tracking.published import PublishedTracker
from tests.coordination.warning.tracking.scenes import frame, sensor, targets

from shiome.coordination.warning.launches.model import Plan, Scenario
from shiome.coordination.warning.launches.running import simulate
from shiome.coordination.warning.tracking.metrics import gospa, honest_range, normalised_error, ospa
from shiome.coordination.warning.tracking.motion import ConstantVelocity, Flight
from shiome.coordination.warning.tracking.stepping import Frame
from shiome.coordination.warning.tracking.tracker import Tracker
from shiome.coordination.warning.tracking.watched import WatchedTracker

TARGETS = 60
SCANS = 10
"""Of the constant velocities."""
SETTLED = 110
"""Seconds until all launches are in flight and seen."""
GIVEN = 12
"""Scans after which the published tracker is given its tracks."""
CUTOFF = 20e3
LATE = (0.0, 0.5, 1.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0)
"""Seconds by which the clock of one sensor is late."""
ENDS = 90.0
"""Second of the scenario at which tracks are compared with what is in flight."""
NEAR = 3e3
"""Metres within which a track is that of a target."""


class Watch:
    """Elapsed and processor time of each scan, in milliseconds."""

    def __init__(self) -> None:
        self.scans: list[tuple[float, float]] = []

    def time(self, process: Callable[[Frame], object], frames: Iterable[Frame]) -> None:
        elapsed, processor = time.perf_counter(), time.process_time()
        for each in frames:
            process(each)
        self.scans.append(((time.perf_counter() - elapsed) * 1000, (time.process_time() - processor) * 1000))

    def told(self) -> str:
        (elapsed, processor), (late, busy) = np.percentile(self.scans, [50, 99], axis=0)
        return f"elapsed p50 {elapsed:.1f} ms, p99 {late:.1f} ms; processor p50 {processor:.1f} ms, p99 {busy:.1f} ms"


def launches(seconds: int) -> None:
    """60 launches before the sensors of the simulator."""
    counts: Any = dict.fromkeys(("short", "medium", "intermediate", "intercontinental"), TARGETS // 4)
    scenario = simulate(Plan(seed=5, launches=counts, within=10, scatter=600e3, duration=SETTLED + seconds))
    tracker, watch = Tracker(scenario.sensors, Flight()), Watch()
    scans: dict[int, list[Frame]] = {}
    for arrival in scenario.arrivals:
        scans.setdefault(int(arrival.time), []).append(arrival.frame)
    for second, frames in scans.items():
        if SETTLED <= second < SETTLED + seconds:
            watch.time(tracker.process, frames)
        else:
            for each in frames:
                tracker.process(each)
    positions = scenario.positions(tracker.picture.time)
    found = np.array([track.mean[:3] for track in tracker.tracks()])
    score, each_one = gospa(positions, found, cutoff=CUTOFF), CUTOFF**2 / 2
    missed, false = score.missed / each_one, score.false / each_one
    off = np.sqrt(score.localisation / (len(found) - false))
    print(f"launches, three models of flight: {watch.told()}")
    print(
        f"  {len(found)} tracks of {len(positions)} in flight: {missed:.0f} missed, {false:.0f} false, {off:.0f} m off"
    )


def beside_published() -> None:
    """60 constant velocities, the same detections for both trackers."""
    rng = np.random.default_rng(6)
    sensors = [sensor(f"s{place}", 0.8 * place) for place in range(3)]
    states = targets(rng, TARGETS, sensors[0].position + 350e3 * sensors[0].axes[2], spread=150e3)
    ours = Tracker(sensors, ConstantVelocity(0.1))
    theirs: Any = None
    watch, published = Watch(), Watch()
    errors = []
    for second in range(GIVEN + SCANS):
        times = [second + 0.3 * place for place in range(3)]
        truth = [states[:, :3] + at * states[:, 3:] for at in times]
        frames = [frame(rng, *each) for each in zip(sensors, truth, times, strict=True)]
        watch.time(ours.process, frames)
        found = np.array([track.mean[:3] for track in ours.tracks()]).reshape(-1, 3)
        if theirs is not None:
            published.time(theirs.process, frames)
            errors.append([ospa(truth[-1], each, cutoff=5000.0) for each in (found, theirs.positions())])
        elif second == GIVEN - 1:
            tracks = ours.tracks()
            given = [track.mean for track in tracks], [track.covariance for track in tracks]
            theirs = PublishedTracker(sensors, *given, times[-1], noise=0.1, gate=0.999)
    watch.scans = watch.scans[GIVEN:]
    mine, other = np.mean(errors, axis=0)
    print(f"constant velocities, this core: {watch.told()}; OSPA {mine:.1f} m")
    print(f"constant velocities, Stone Soup: {published.told()}; OSPA {other:.1f} m")


def honesty(seeds: int) -> None:
    """Normalised errors of short and medium launches under default sensors, by time."""
    found: dict[float, list[float]] = {each: [] for each in (45.0, 60.0, 75.0, 90.0, 120.0, 180.0, 240.0)}
    for seed in range(500, 500 + seeds):
        plan = Plan(seed=seed, launches={"short": 3, "medium": 3}, scatter=300e3, duration=241.0)
        scenario = simulate(plan)
        tracker, left = Tracker(scenario.sensors, Flight()), list(found)
        for arrival in scenario.arrivals:
            if left and arrival.time > left[0] + 0.5:
                at = left.pop(0)
                states = np.concatenate([each.at(np.array([at])) for each in scenario.truth])[:, :6]
                states = states[np.isfinite(states[:, 0])]
                for track in tracker.tracks(at):
                    off = states - track.mean[:6]
                    nearest = off[np.argmin(np.linalg.norm(off[:, :3], axis=1))]
                    if np.linalg.norm(nearest[:3]) < CUTOFF:
                        found[at].append(float(normalised_error(nearest, track.covariance[:6, :6])))
            tracker.process(arrival.frame)
    for at, errors in found.items():
        low, high = honest_range(len(errors), 6)
        mean, median = np.mean(errors), np.median(errors)
        print(
            f"{at:5.0f} s: {len(errors):4d} tracks, mean {mean:.2f} (honest: {low:.2f} to {high:.2f}), median {median:.2f}"
        )


@dataclass
class Counted:
    """What one kind of tracker came to, over all scenarios of one offset."""

    flying: int = 0
    tracked: float = 0.0
    false: float = 0.0
    watch: Watch = field(default_factory=Watch)
    found: list[tuple[float, float]] = field(default_factory=list)
    """Of each scenario in which the offset was told: how far it is off, and when."""


def clocks(seeds: int) -> None:
    """Launches before three sensors, the stamps of the second of them late."""
    plans = [
        Plan(seed=seed, launches={"short": 3, "medium": 3}, within=20.0, duration=ENDS + 2, scatter=300e3)
        for seed in range(310, 310 + seeds)
    ]
    scenarios = [simulate(plan) for plan in plans]
    for late in LATE:
        for name, kind in (("not watched", Tracker), ("watched", WatchedTracker)):
            counted = Counted()
            for scenario in scenarios:
                _late(scenario, kind(scenario.sensors, Flight()), late, counted)
            print(
                f"{late:4.1f} s late, {name}: {_told(counted, seeds) if kind is WatchedTracker else ''}"
                f"{counted.tracked:.0f} of {counted.flying} tracked, {counted.false:.0f} false; {counted.watch.told()}"
            )


def _told(counted: Counted, seeds: int) -> str:
    if not counted.found:
        return "told in none; "
    errors, times = np.abs(counted.found).T
    return f"told in {len(times)} of {seeds}, off by {errors.mean():.2f} s, at {times.mean():.0f} s; "


def _late(scenario: Scenario, tracker: Tracker | WatchedTracker, late: float, counted: Counted) -> None:
    sensor = scenario.sensors[1].id
    told: float | None = None
    scans: dict[int, list[Frame]] = {}
    for arrival in scenario.arrivals:
        if arrival.time <= ENDS:
            frame = arrival.frame
            stamp = frame.stamp + late if frame.sensor == sensor else frame.stamp
            scans.setdefault(int(arrival.time), []).append(replace(frame, stamp=stamp))
    for second, frames in scans.items():
        counted.watch.time(tracker.process, frames)
        if told is None and isinstance(tracker, WatchedTracker) and sensor in tracker.offsets:
            told = float(second)
    if told is not None and isinstance(tracker, WatchedTracker):
        counted.found.append((tracker.offsets[sensor] - late - scenario.flaws[sensor].clock, told))
    truth = scenario.positions(ENDS)
    found = np.array([track.mean[:3] for track in tracker.tracks(ENDS)]).reshape(-1, 3)
    score, each_one = gospa(truth, found, cutoff=NEAR), NEAR**2 / 2
    counted.flying += len(truth)
    counted.tracked += len(truth) - score.missed / each_one
    counted.false += score.false / each_one


def main() -> None:
    if sys.argv[1:2] == ["--honesty"]:
        honesty(int(sys.argv[2]))
        return
    if sys.argv[1:2] == ["--clocks"]:
        clocks(int(sys.argv[2]))
        return
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    launches(seconds)
    beside_published()


if __name__ == "__main__":
    main()
