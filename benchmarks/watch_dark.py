"""Silences, hulls and circles: the rows of the table of the watch, each with the peer's published or measured figure beside it.

    python benchmarks/watch_dark.py [SEEDS]

Where the package ``pipe_gaps`` can be imported, its detector runs on a part of the same rows in the same run; else the figure is the one
that was measured elsewhere on this kind of machine. A first call compiles and is not timed; speeds are rows per second of processor
time, best of three.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.simulator.model import OUT_OF_REACH, Plan, Sea, Simulation
from shiome.sanctions.simulator.running import simulate
from shiome.sanctions.watch.dark import DarkRules, dark_periods, silences
from shiome.sanctions.watch.identity import hulls, identity_events
from shiome.sanctions.watch.spoofing import spoofing_events
from shiome.sanctions.watch.tracks import Tracks, tracks_of

Array = NDArray[Any]
PLANTED = {"silence": 20, "clone": 5, "circle": 5, "identity_change": 5, "transfer_dark": 5}
SEAS: dict[str, dict[str, Any]] = {
    "everything received, every 3 min": {"days": 2},
    "every 30 min": {"days": 4, "spacing_s": 1800.0},
    "three shore stations and satellites": {
        "days": 4,
        "sea": Sea(stations=((33.0, 126.5, 150.0), (35.1, 129.0, 120.0), (31.2, 122.2, 150.0))),
    },
    "satellites only": {"days": 4, "sea": Sea(stations=OUT_OF_REACH)},
}


def cpu(work: Callable[[], Any], *, times: int = 3) -> float:
    """Least processor time of some runs, in seconds."""
    work()
    spent = []
    for _ in range(times):
        begin = time.process_time()
        work()
        spent.append(time.process_time() - begin)
    return min(spent)


def every_interval_a_gap(rows: int, *, vessels: int = 500) -> Tracks:
    """Positions twelve to thirteen hours apart."""
    rng = np.random.default_rng(0)
    each = rows // vessels
    moments = np.cumsum(rng.integers(12 * 3600, 13 * 3600, (vessels, each)), axis=1) * 1000
    lat, lon = (start + np.cumsum(rng.normal(0, 0.05, (vessels, each)), axis=1) for start in (30, 125))
    mmsi = np.repeat(np.arange(vessels) + 412_000_000, each)
    return tracks_of({"mmsi": mmsi, "time": moments.ravel(), "lat": np.clip(lat.ravel(), -85, 85), "lon": lon.ravel()})


def speeds() -> None:
    rates = {}
    for rows in (250_000, 500_000, 1_000_000):
        tracks = every_interval_a_gap(rows)
        rates[rows] = rows / cpu(lambda tracks=tracks: silences(tracks, DarkRules()))  # type: ignore[misc]
        print(f"every interval a gap, {rows:>9,} rows: {rates[rows] / 1000:8,.0f} k rows/s")
    print(
        f"  linear: four times the rows take {4 * rates[250_000] / rates[1_000_000]:.2f} times as long (quadratic would be 16)"
    )
    peer = peer_rate(every_interval_a_gap(16_000, vessels=1))
    told = "pipe-gaps in this run" if peer else "pipe-gaps 1.2 k rows/s, measured elsewhere"
    print(f"  ratio to the peer ({told}): {rates[1_000_000] / (peer or 1_200):,.0f}")


def peer_rate(tracks: Tracks) -> float:
    """Rows per second of the peer's detector on one vessel; 0 where it is not installed."""
    try:
        detector = importlib.import_module("pipe_gaps.core.gap_detector").GapDetector(threshold=6)
    except ImportError:
        return 0.0
    messages = [
        {
            "ssvid": "1", "seg_id": "1", "msgid": str(row), "timestamp": float(tracks.time[row]) / 1000, "lat": float(tracks.lat[row]),
            "lon": float(tracks.lon[row]), "receiver_type": "satellite", "ais_class": "A", "distance_from_shore_m": 1.0,
            "distance_from_port_m": 1.0,
        }
        for row in range(tracks.count)
    ]  # fmt: skip
    begin = time.process_time()
    list(detector.detect(messages))
    return tracks.count / (time.process_time() - begin)


def from_simulation(sea: Simulation) -> Tracks:
    columns, words = dict(sea.columns), {}
    for name in ("name", "receiver"):
        texts, columns[name] = np.unique(columns[name].astype(str), return_inverse=True)
        words[name] = tuple(texts.tolist())
    return tracks_of(columns, words=words)


def accuracy(seeds: int) -> None:
    for label, options in SEAS.items():
        total: Counter[str] = Counter()
        for seed in range(1, seeds + 1):
            sea = simulate(Plan(seed=seed, vessels=500, planted=PLANTED, **options))  # type: ignore[arg-type]
            total += found_in(sea)
            total["vessel_days"] += 500 * sea.plan.days
        print(f"{label}: {total['vessel_days']:,} vessel-days")
        for kind in PLANTED:
            print(f"  {kind:<16} {total[kind]:>4} of {PLANTED[kind] * seeds}")  # type: ignore[index]
        print(f"  dark periods of vessels in which nothing was planted: {total['false']}")
        print(f"  circles of other vessels: {total['false_circle']}")


def found_in(sea: Simulation) -> Counter[str]:
    tracks = from_simulation(sea)
    truth: dict[str, set[Any]] = defaultdict(set)
    for planted in sea.truth:
        truth[planted.kind].add(planted.vessels)
    known = hulls(tracks)
    events = identity_events(tracks, found=known)
    shared = {event.vessels for event in events if event.reasons[0].code == "identity.shared_mmsi"}
    renamed = {event.vessels for event in events if event.reasons[0].code == "identity.renamed"}
    numbers = frozenset(vessels[0] for vessels in shared)
    dark = {event.vessels[0] for event in dark_periods(tracks, hulls=known.parted(tracks, numbers))}
    circles = {
        event.vessels for event in spoofing_events(tracks, shared=numbers) if event.reasons[0].code == "spoofing.circle"
    }
    partners = {vessels[1] for vessels in truth["transfer_dark"]}
    silent = {vessels[0] for vessels in truth["silence"]}
    return Counter(
        {
            "silence": len(silent & dark), "transfer_dark": len(partners & dark), "false": len(dark - silent - partners),
            "clone": len(truth["clone"] & shared), "circle": len(truth["circle"] & circles), "false_circle": len(circles - truth["circle"]),
            "identity_change": len(truth["identity_change"] & renamed),
        }
    )  # fmt: skip


if __name__ == "__main__":
    speeds()
    accuracy(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
