"""Closed forms of ballistic flight about a sphere that stands still.

Sources: Bate, Mueller and White, *Fundamentals of Astrodynamics*, chapter 6; Wheelon, "Free flight of a ballistic missile", ARS Journal
29 (1959) (the equation of hitting a point at a given angle).
"""

from __future__ import annotations

from math import cos, pi, sqrt

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
