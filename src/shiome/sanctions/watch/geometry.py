"""Distances on the globe, good to half a per cent, which is what positions are worth."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
EARTH_M = 6_371_008.8
"""Mean radius in metres (IUGG)."""
DEGREE_M = EARTH_M * np.pi / 180
"""Metres in a degree of a great circle."""
KNOT_MS = 1852 / 3600
"""Metres per second in a knot."""


def distance_m(lat: Any, lon: Any, other_lat: Any, other_lon: Any) -> Any:
    """Great-circle distance in metres by the haversine formula; longitudes may differ by whole turns.

    >>> round(float(distance_m(0.0, 179.5, 0.0, -179.5)))
    111195
    """
    lat, lon, other_lat, other_lon = (
        np.radians(np.asarray(value, dtype=np.float64)) for value in (lat, lon, other_lat, other_lon)
    )
    half = np.sin((other_lat - lat) / 2) ** 2
    half = half + np.cos(lat) * np.cos(other_lat) * np.sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH_M * np.arcsin(np.sqrt(np.minimum(half, 1.0)))


def turned(difference: Any) -> Any:
    """A difference of longitudes as the shorter way round, from -180 up to 180.

    >>> float(turned(359.0)), float(turned(-190.0))
    (-1.0, 170.0)
    """
    return np.mod(np.asarray(difference) + 180.0, 360.0) - 180.0


def centre(lat: Array, lon: Array) -> tuple[float, float]:
    """Middle of positions that lie near one another, across the antimeridian too.

    >>> centre(np.array([10.0, 10.0]), np.array([179.0, -177.0]))
    (10.0, -179.0)
    """
    first = float(lon[0])
    middle = float(turned(first + float(np.mean(turned(lon - first)))))
    return float(np.mean(lat)), middle
