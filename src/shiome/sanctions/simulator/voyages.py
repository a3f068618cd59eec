"""Where a simulated vessel is: corners of a way, with straight lines between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.simulator.model import Plan, Sea

Array = NDArray[Any]
HOUR_MS = 3_600_000
DEGREE_KM = 111.195
KNOT_KMH = 1.852
Corner = tuple[float, float, float]
"""Milliseconds, latitude, longitude (may lie beyond 180)."""


@dataclass
class Voyage:
    """One vessel's way and what it sends of itself."""

    mmsi: int
    imo: int
    name: str
    corners: list[Corner]
    draught: float
    quiet: tuple[float, float] | None = None
    """A stretch of time in which it sends nothing."""
    shifted: tuple[float, float, float, float] | None = None
    """From a moment until another, the positions that it sends lie so many kilometres to the north and to the east of where it is."""
    draught_after: tuple[float, float] | None = None
    """From a moment on, another draught."""

    def at(self, moments: Array) -> tuple[Array, Array]:
        """Latitude and longitude at some moments; longitude may lie beyond 180."""
        time, lat, lon = (np.array(values) for values in zip(*self.corners, strict=True))
        origin = time[0]
        return np.interp(moments - origin, time - origin, lat), np.interp(moments - origin, time - origin, lon)


def wander(rng: np.random.Generator, plan: Plan, begin: Corner, until: float, knots: float) -> list[Corner]:
    """Corners of a way that leaves a place and goes on, leg after leg, until a moment before or behind; without the first."""
    sea, sign = plan.sea, 1 if until > begin[0] else -1
    time, lat, lon = begin
    corners: list[Corner] = []
    bearing = rng.uniform(0, 2 * np.pi)
    while sign * (until - time) > 0:
        hours = rng.uniform(2, 7)
        distance = knots * KNOT_KMH * hours
        bearing = _inward(rng, sea, lat, lon, bearing + rng.normal(0, 0.5), distance)
        lat, lon = _moved(lat, lon, bearing, distance)
        time += sign * hours * HOUR_MS
        corners.append((time, lat, lon))
    return corners


def way_through(rng: np.random.Generator, plan: Plan, middle: list[Corner], knots: float) -> list[Corner]:
    """A whole way that has some given corners in its middle."""
    start, end = plan.start, plan.start + plan.days * 24 * HOUR_MS
    before = wander(rng, plan, middle[0], start, knots)[::-1] if middle[0][0] > start else []
    behind = wander(rng, plan, middle[-1], end, knots) if middle[-1][0] < end else []
    return [*before, *middle, *behind]


def anywhere(rng: np.random.Generator, sea: Sea, *, margin: float = 0.6) -> tuple[float, float]:
    """A place at sea, at least 20 km from every anchorage."""
    while True:
        lat = rng.uniform(sea.south + margin, sea.north - margin)
        lon = rng.uniform(sea.west + margin, sea.east - margin)
        if all(km_between(lat, lon, *place) > 20 for place in sea.anchorages):
            return float(lat), float(lon)


def shifted(lat: Any, lon: Any, north_km: float, east_km: float) -> tuple[Any, Any]:
    """A place, or many, some kilometres away."""
    return lat + north_km / DEGREE_KM, lon + east_km / (DEGREE_KM * np.cos(np.radians(lat)))


def km_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance of two places that are not far apart."""
    east = (np.mod(other_lon - lon + 180, 360) - 180) * np.cos(np.radians(lat))
    return float(np.hypot(other_lat - lat, east) * DEGREE_KM)


def _moved(lat: float, lon: float, bearing: float, distance: float) -> tuple[float, float]:
    return shifted(lat, lon, distance * np.cos(bearing), distance * np.sin(bearing))


def _inward(rng: np.random.Generator, sea: Sea, lat: float, lon: float, bearing: float, distance: float) -> float:
    """The bearing, or the first of some others that keeps the vessel in the sea and out of anchorages."""
    for _ in range(20):
        north, east = _moved(lat, lon, bearing, distance)
        free = all(km_between(north, east, *place) > 15 for place in sea.anchorages)
        if sea.south <= north <= sea.north and sea.west <= east <= sea.east and free:
            return bearing
        bearing = rng.uniform(0, 2 * np.pi)
    return float(np.arctan2((sea.west + sea.east) / 2 - lon, (sea.south + sea.north) / 2 - lat))
