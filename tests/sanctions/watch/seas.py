"""Small seas for the tests of the watch: traffic that is heard, holes in the coverage, outages, passes of satellites."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.watch.tracks import Tracks, tracks_of

Array = NDArray[Any]
HOUR = 3_600_000
START = 1_735_689_600_000
FIRST = 431_000_000
Heard = Callable[[Array, Array, Array, np.random.Generator], Array]


def always(time: Array, lat: Array, lon: Array, rng: np.random.Generator) -> Array:
    return np.ones(len(time), dtype=bool)


def columns(
    *,
    vessels: int = 40,
    hours: float = 48,
    every_minutes: float = 5,
    heard: Heard = always,
    silent: dict[int, tuple[float, float]] | None = None,
    seed: int = 0,
) -> dict[str, Array]:
    """Vessels that cross two degrees of sea to and fro; ``silent`` are hours between which a vessel sends nothing."""
    rng = np.random.default_rng(seed)
    parts: list[dict[str, Array]] = []
    for number in range(vessels):
        count = int(hours * 60 / every_minutes)
        since = (np.arange(count) + rng.uniform(0, 1)) * every_minutes / 60
        phase, pace = rng.uniform(0, 2 * np.pi), rng.uniform(0.05, 0.12)
        lat = 35.0 + rng.uniform(-0.8, 0.8) + rng.normal(0, 1e-4, count)
        lon = 125.0 + np.sin(phase + since * pace) + rng.normal(0, 1e-4, count)
        time = START + (since * HOUR).astype(np.int64)
        kept = heard(time, lat, lon, rng)
        low, high = (silent or {}).get(number, (1e9, 1e9))
        kept &= (since <= low) | (since >= high)
        mmsi = np.full(count, FIRST + number)
        parts.append({"mmsi": mmsi[kept], "time": time[kept], "lat": lat[kept], "lon": lon[kept]})
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def sea(**options: Any) -> Tracks:
    return tracks_of(columns(**options))
