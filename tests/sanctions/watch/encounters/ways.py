"""Tracks written by hand: two vessels that come, stay and go."""

from __future__ import annotations

from typing import Any

import numpy as np

from shiome.sanctions.watch.encounters.rules import EncounterRules

START = 1_735_689_600_000
MINUTE = 60_000
HOUR = 60 * MINUTE
KM = 1 / 111.195
"""Degrees of latitude."""
RULES = EncounterRules()
Columns = dict[str, np.ndarray]


def stay(
    mmsi: int, *, begin: float, end: float, lat: float = 30.0, lon: float = 125.0, north_km: float = 0.0, step: float = 3.0,
    knots: float = 0.3, around: float = 3.0, missing: tuple[float, float] | None = None,
) -> Columns:  # fmt: skip
    """A vessel that comes from the west at ten knots, drifts north from ``begin`` to ``end`` (hours) and goes on to the east.

    ``around`` is how long before and behind it is seen; ``missing`` a stretch, in hours, in which it is not.
    """
    hours = np.arange(begin - around, end + around, step / 60)
    if missing is not None:
        hours = hours[(hours < missing[0]) | (hours > missing[1])]
    way = np.where(hours < begin, (hours - begin) * 18.52, np.where(hours > end, (hours - end) * 18.52, 0.0))
    drift = np.clip(hours - begin, 0, end - begin) * knots * 1.852
    return {
        "mmsi": np.full(len(hours), mmsi, dtype=np.int64),
        "time": np.rint(START + hours * HOUR).astype(np.int64),
        "lat": lat + (north_km + drift) * KM,
        "lon": lon + way * KM / np.cos(np.radians(lat)),
    }


def together(*parts: Columns) -> dict[str, Any]:
    """Several vessels' columns as one table."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
