"""Places where lying together is ordinary: anchorages and ports as points, looked up by distance."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.errors import InputRefused
from shiome.sanctions.watch.geometry import EARTH_M

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Anchorages:
    """Points in degrees; none by default.

    Raises
    ------
    InputRefused
        ``watch.anchorage``: a point lies off the globe.

    >>> Anchorages(np.array([35.1]), np.array([129.05])).near(np.array([35.15, 36.0]), np.array([129.05, 129.05]), 10.0).tolist()
    [True, False]
    """

    lat: Array = field(default_factory=lambda: np.zeros(0))
    lon: Array = field(default_factory=lambda: np.zeros(0))

    def __post_init__(self) -> None:
        lat, lon = np.asarray(self.lat, dtype=float), np.asarray(self.lon, dtype=float)
        if len(lat) != len(lon) or not ((np.abs(lat) <= 90) & (np.abs(lon) <= 360)).all():
            raise InputRefused(
                "watch.anchorage",
                "an anchorage lies off the globe, or its latitude or longitude is missing",
                ja="錨地の緯度・経度が範囲外か、欠けている",
                hint="give degrees, latitude first",
                hint_ja="緯度、経度の順に度で書く",
                failed=self,
            )

    def near(self, lat: Array, lon: Array, within_km: float) -> Array:
        """Which positions lie within ``within_km`` of an anchorage."""
        if not len(self.lat) or not len(lat):
            return np.zeros(len(lat), dtype=bool)
        # Around the globe's middle, distances grow with the straight line through it.
        chord = 2 * EARTH_M * np.sin(min(within_km * 1000 / EARTH_M, np.pi) / 2)
        found, _ = self._tree.query(_points(lat, lon), distance_upper_bound=np.nextafter(chord, np.inf))
        return np.asarray(found <= chord)

    @cached_property
    def _tree(self) -> Any:
        return import_module("scipy.spatial").cKDTree(
            _points(np.asarray(self.lat, dtype=float), np.asarray(self.lon, dtype=float))
        )


def _points(lat: Array, lon: Array) -> Array:
    north, east = np.radians(lat), np.radians(lon)
    around = np.cos(north)
    return EARTH_M * np.column_stack([around * np.cos(east), around * np.sin(east), np.sin(north)])
