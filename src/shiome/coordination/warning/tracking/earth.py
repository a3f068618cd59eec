"""The Earth as an ellipsoid (WGS 84): geodetic coordinates, local axes, distance along the ground."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

EQUATORIAL_RADIUS = 6_378_137.0
"""Metres; with ``FLATTENING`` the defining parameters of WGS 84 (NGA.STND.0036)."""
FLATTENING = 1 / 298.257223563
MEAN_RADIUS = 6_371_008.8
"""Metres; (2a + b) / 3, as the IUGG defines it."""
GRAVITATIONAL_PARAMETER = 3.986004418e14
"""m³/s², WGS 84."""
J2 = 1.082629821313e-3
"""Second zonal harmonic, WGS 84 (EGM96)."""
ROTATION_RATE = 7.292115e-5
"""rad/s, WGS 84."""
_ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING)
_POLAR_RADIUS = EQUATORIAL_RADIUS * (1 - FLATTENING)


def ecef_of(latitude: Array | float, longitude: Array | float, height: Array | float = 0.0) -> Array:
    """Earth-fixed position of geodetic coordinates.

    Parameters
    ----------
    latitude, longitude:
        Degrees.
    height:
        Metres above the ellipsoid.

    >>> ecef_of(0.0, 0.0).tolist()
    [6378137.0, 0.0, 0.0]
    """
    lat, lon = np.radians(latitude), np.radians(longitude)
    normal = EQUATORIAL_RADIUS / np.sqrt(1 - _ECCENTRICITY_SQUARED * np.sin(lat) ** 2)
    across = (normal + height) * np.cos(lat)
    up = (normal * (1 - _ECCENTRICITY_SQUARED) + height) * np.sin(lat)
    return np.stack(np.broadcast_arrays(across * np.cos(lon), across * np.sin(lon), up), axis=-1)


def geodetic_of(position: Array) -> Array:
    """Latitude and longitude in degrees and height in metres of Earth-fixed positions (Bowring 1985, three turns).

    Good to a millimetre from the ground to 10,000 km.
    """
    x, y, z = position[..., 0], position[..., 1], position[..., 2]
    across = np.hypot(x, y)
    second = _ECCENTRICITY_SQUARED / (1 - _ECCENTRICITY_SQUARED)
    reduced = np.arctan2(EQUATORIAL_RADIUS * z, _POLAR_RADIUS * across)
    lat = reduced
    for _ in range(3):
        lat = np.arctan2(
            z + second * _POLAR_RADIUS * np.sin(reduced) ** 3,
            across - _ECCENTRICITY_SQUARED * EQUATORIAL_RADIUS * np.cos(reduced) ** 3,
        )
        reduced = np.arctan2((1 - FLATTENING) * np.sin(lat), np.cos(lat))
    normal = EQUATORIAL_RADIUS / np.sqrt(1 - _ECCENTRICITY_SQUARED * np.sin(lat) ** 2)
    height = across * np.cos(lat) + z * np.sin(lat) - EQUATORIAL_RADIUS**2 / normal
    return np.stack([np.degrees(lat), np.degrees(np.arctan2(y, x)), height], axis=-1)


def height_of(position: Array, radius: Array | None = None) -> Array:
    """Height above the ellipsoid to second order in the flattening, in metres: fast, and within 25 m up to 1,500 km.

    Parameters
    ----------
    radius:
        Distance from the centre, where it is known already.
    """
    distance = np.sqrt(np.sum(position**2, axis=-1)) if radius is None else radius
    polar = (position[..., 2] / distance) ** 2
    return distance - EQUATORIAL_RADIUS * (1 - FLATTENING * polar - 1.5 * FLATTENING**2 * polar * (1 - polar))


def axes_at(position: Array) -> Array:
    """East, north and up at Earth-fixed positions, as the rows of rotation matrices (up is normal to the ellipsoid)."""
    places = geodetic_of(position)
    lat, lon = np.radians(places[..., 0]), np.radians(places[..., 1])
    zero = np.zeros_like(lat)
    east = np.stack([-np.sin(lon), np.cos(lon), zero], axis=-1)
    north = np.stack([-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)], axis=-1)
    up = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)
    return np.stack([east, north, up], axis=-2)


def ground_distance(one: Array, other: Array) -> Array:
    """Metres along a great circle of the mean sphere between the points beneath two Earth-fixed positions."""
    product = np.sqrt(np.sum(np.cross(one, other) ** 2, axis=-1))
    return np.asarray(MEAN_RADIUS * np.arctan2(product, np.sum(one * other, axis=-1)))


def place_from(latitude: float, longitude: float, *, bearing: float, distance: float) -> tuple[float, float]:
    """Where one comes to along a great circle of the mean sphere: latitude and longitude in degrees.

    Parameters
    ----------
    bearing:
        Degrees clockwise from north.
    distance:
        Metres.
    """
    lat, lon, course, angle = np.radians(latitude), np.radians(longitude), np.radians(bearing), distance / MEAN_RADIUS
    sine = np.sin(lat) * np.cos(angle) + np.cos(lat) * np.sin(angle) * np.cos(course)
    east = np.arctan2(np.sin(course) * np.sin(angle) * np.cos(lat), np.cos(angle) - np.sin(lat) * sine)
    return float(np.degrees(np.arcsin(sine))), float((np.degrees(lon + east) + 180) % 360 - 180)
