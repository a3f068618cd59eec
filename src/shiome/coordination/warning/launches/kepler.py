"""Closed forms of ballistic flight about a sphere that stands still.

Sources: Bate, Mueller and White, *Fundamentals of Astrodynamics*, chapter 6; Wheelon, "Free flight of a ballistic missile", ARS Journal
29 (1959) (the equation of hitting a point at a given angle).
"""

from __future__ import annotations

from math import acos, asin, cos, pi, sin, sqrt

from shiome.coordination.warning.tracking.earth import GRAVITATIONAL_PARAMETER


def least_energy_angle(span: float) -> float:
    """Elevation of the velocity, in radians, that reaches over the range angle ``span`` (radians) with the least speed."""
    return (pi - span) / 4


def speed_for(span: float, elevation: float, radius: float) -> float:
    """Speed in m/s at ``radius`` (metres) that reaches the same radius over ``span`` when leaving at ``elevation`` (radians).

    >>> round(speed_for(1.0, least_energy_angle(1.0), 6.371e6))
    6368
    """
    ratio = (1 - cos(span)) / (cos(elevation) * (cos(elevation) - cos(elevation + span)))
    return sqrt(ratio * GRAVITATIONAL_PARAMETER / radius)


def range_and_time(speed: float, elevation: float, radius: float) -> tuple[float, float]:
    """Range angle in radians and time of flight in seconds until the same radius is reached again."""
    ratio = speed**2 * radius / GRAVITATIONAL_PARAMETER
    eccentricity = sqrt(1 + ratio * (ratio - 2) * cos(elevation) ** 2)
    axis = radius / (2 - ratio)
    half = acos((1 - ratio * cos(elevation) ** 2) / eccentricity)
    anomaly = acos((eccentricity - cos(half)) / (1 - eccentricity * cos(half)))
    period = 2 * sqrt(axis**3 / GRAVITATIONAL_PARAMETER)
    return 2 * half, period * (pi - anomaly + eccentricity * sin(anomaly))


def apogee_height(speed: float, elevation: float, radius: float) -> float:
    """Height of the highest point above ``radius``, in metres."""
    ratio = speed**2 * radius / GRAVITATIONAL_PARAMETER
    eccentricity = sqrt(1 + ratio * (ratio - 2) * cos(elevation) ** 2)
    return radius / (2 - ratio) * (1 + eccentricity) - radius


def span_reached(speed: float, radius: float) -> float:
    """The greatest range angle that a speed reaches: the inverse of the least-energy speed."""
    ratio = speed**2 * radius / GRAVITATIONAL_PARAMETER
    return 2 * asin(ratio / (2 - ratio))
