"""The warning channel: from a frame to the event, acknowledgements, and a record played again.

    python benchmarks/warning.py [SEEDS]

Each seed is an exercise of three partners and two launches, with a twentieth of the messages lost once and one partner silent for half a
minute. Times of the exercise are simulated; what it costs is processor time.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from shiome.coordination.warning.channel.exercise import START, Exercise, play
from shiome.coordination.warning.channel.messages import Cancel, LaunchEvent
from shiome.coordination.warning.channel.recording import RecordFile, read_record
from shiome.coordination.warning.channel.replaying import replay
from shiome.coordination.warning.launches.model import Plan
from shiome.coordination.warning.tracking.earth import ecef_of, ground_distance


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    first, errors, spent, same, events, cancels = list[float](), list[float](), 0.0, 0, 0, 0
    for seed in range(1, seeds + 1):
        plan = Plan(seed=seed, launches={"short": 1, "medium": 1}, duration=200.0)
        exercise = Exercise(plan=plan, loss=0.05, silences={"partner-b": (120.0, 150.0)})
        path = Path(tempfile.mkdtemp()) / "record.jsonl"
        begin = time.process_time()
        with RecordFile(path) as recorder:
            played = play(exercise, recorder=recorder)
        spent += time.process_time() - begin
        told = [(each.time, each.what) for each in played.told if isinstance(each.what, LaunchEvent)]
        last = {event.event: event for _, event in told}
        events += len(last)
        cancels += sum(isinstance(each.what, Cancel) for each in played.told)
        first += [at - (event.began - START) for at, event in told if event.version == 1]
        places = [ecef_of(each.impact_latitude, each.impact_longitude) for each in played.scenario.truth]
        for event in last.values():
            if event.fall is not None:
                there = ecef_of(event.fall.latitude, event.fall.longitude)
                errors.append(min(float(ground_distance(there, place)) for place in places))
        same += replay(read_record(path)).same
    print(f"{seeds} exercises of 200 s: {2 * seeds} launches, {events} events, {cancels} withdrawn")
    print(f"first word after the first detection: median {np.median(first):.1f} s, longest {max(first):.1f} s")
    print(
        f"fall in the last version: median {np.median(errors) / 1000:.2f} km off, largest {max(errors) / 1000:.2f} km"
    )
    print(f"processor time a simulated second, three stations, simulator included: {spent / seeds / 200 * 1000:.0f} ms")
    print(f"records that came out the same when played again: {same} of {seeds}")


if __name__ == "__main__":
    main()
