"""What a sensor measures of a position, and the way back.

A measurement is range (m), azimuth (clockwise from north) and elevation (above the horizon of the ellipsoid). A residual is taken
along the line of sight and across it, on two axes tangent to the predicted direction, so that nothing wraps at north or overhead.

Errors of direction are equal on both tangent axes, as those of an array antenna near its normal.

Source of the unbiased conversion: Mo, Song, Zhou, Sun and Bar-Shalom, "Unbiased converted measurements for tracking", IEEE Transactions
on Aerospace and Electronic Systems 34 (1998), written for errors of direction in place of errors of azimuth and elevation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.tracking.earth import axes_at, ecef_of

Array = NDArray[Any]


@dataclass(frozen=True)
class Sensor:
    """A sensor as its owner declares it.

    Parameters
    ----------
    latitude, longitude, height:
        Degrees and metres.
    range_noise, angle_noise:
        Standard deviations of one measurement, metres and radians.
    range_bias, angle_bias:
        Standard deviations of what stays the same from look to look.
    clock_spread:
        Standard deviation of its clock's offset before anything is learnt of it, seconds.
    reach:
        Longest range, metres.
    lowest:
        Lowest elevation, radians.
    detection:
        Probability of detecting what is in view.
    clutter:
        Mean number of false detections in a frame.
    """

    id: str
    latitude: float
    longitude: float
    height: float = 0.0
    range_noise: float = 30.0
    angle_noise: float = 1e-3
    range_bias: float = 0.0
    angle_bias: float = 0.0
    clock_spread: float = 0.0
    reach: float = 3e6
    lowest: float = 0.03
    detection: float = 0.95
    clutter: float = 0.0

    @cached_property
    def position(self) -> Array:
        """Earth-fixed, metres."""
        return ecef_of(self.latitude, self.longitude, self.height)

    @cached_property
    def axes(self) -> Array:
        """East, north and up as rows."""
        return axes_at(self.position)

    @cached_property
    def across(self) -> Array:
        """The matrix that a row vector is multiplied with for its cross product with up."""
        return np.cross(np.eye(3), self.axes[2])

    @cached_property
    def noise(self) -> Array:
        """Standard deviations of one measurement along and across the line of sight, metres and radians."""
        return np.array([self.range_noise, self.angle_noise, self.angle_noise])


class Expectation(NamedTuple):
    """What a sensor should measure: unit vectors along and across the line of sight ``(..., 3, 3)``, range and measurement matrix."""

    axes: Array
    distance: Array
    matrix: Array

    def against_all(self) -> Expectation:
        """With one more axis, to be compared with every measurement."""
        return Expectation(self.axes[:, None], self.distance[:, None], self.matrix[:, None])


def measured(sensor: Sensor, position: Array) -> Array:
    """Range, azimuth and elevation of Earth-fixed positions, ``(n, 3)``."""
    east, north, up = np.moveaxis((position - sensor.position) @ sensor.axes.T, -1, 0)
    across = np.hypot(east, north)
    return np.stack([np.hypot(across, up), np.arctan2(east, north) % (2 * np.pi), np.arctan2(up, across)], axis=-1)


def direction(sensor: Sensor, azimuth: Array, elevation: Array) -> Array:
    """Earth-fixed unit vectors."""
    level = np.cos(elevation)
    local = np.stack([level * np.sin(azimuth), level * np.cos(azimuth), np.sin(elevation)], axis=-1)
    return local @ sensor.axes


def expected(sensor: Sensor, position: Array, size: int) -> Expectation:
    """What is expected of positions ``(n, 3)``; the measurement matrix is that of states of ``size`` numbers."""
    offset = position - sensor.position
    distance = np.sqrt(np.sum(offset**2, axis=-1))
    sight = offset / distance[..., None]
    axes = np.stack([sight, *_tangents(sensor, sight)], axis=-2)
    matrix = np.zeros((*position.shape[:-1], 3, size))
    matrix[..., :3] = axes
    matrix[..., 1:, :3] /= distance[..., None, None]
    return Expectation(axes, distance, matrix)


def residuals(sensor: Sensor, expectation: Expectation, measurements: Array) -> Array:
    """Metres along and radians across the line of sight, ``(..., 3)``; expectation and measurements are broadcast to one another."""
    seen = direction(sensor, measurements[..., 1], measurements[..., 2])
    out: Array = np.einsum("...ij,...j->...i", expectation.axes, seen)
    # Across stand sines; turned into angles, nothing behind the sensor looks near.
    sine = np.sqrt(np.sum(out[..., 1:] ** 2, axis=-1))
    angle = np.arctan2(sine, out[..., 0])
    out[..., 1:] *= np.divide(angle, sine, out=np.ones_like(sine), where=sine > 1e-9)[..., None]
    out[..., 1] = np.where((sine <= 1e-9) & (out[..., 0] < 0), np.pi, out[..., 1])
    out[..., 0] = measurements[..., 0] - expectation.distance
    return out


def noise_matrix(sensor: Sensor) -> Array:
    """Covariance of a residual."""
    return np.diag(sensor.noise**2)


def visible(sensor: Sensor, position: Array) -> Array:
    """Whether positions lie within reach and above the lowest elevation."""
    seen = measured(sensor, position)
    in_view: Array = (seen[..., 0] <= sensor.reach) & (seen[..., 2] >= sensor.lowest)
    return in_view


def converted(sensor: Sensor, measurements: Array) -> tuple[Array, Array]:
    """Earth-fixed positions and covariances of measurements, without the bias that the plain conversion has.

    A direction that errs by σ on both axes points, in the mean, along the true one shortened by ``exp(-σ²)``: the plain conversion
    comes out too near. Dividing by the factor mends it. Across the line of sight the variance is ``(r² + σ_r²)σ²``; along it
    ``σ_r² + 5r²σ⁴``: seen along the direction that was measured, the truth lies nearer by ``rσ²`` and the sagitta, ``rθ²/2``.
    """
    along, across = sensor.noise[0], sensor.noise[1]
    distance = measurements[:, 0]
    sight = direction(sensor, measurements[:, 1], measurements[:, 2])
    position = sensor.position + (distance * np.exp(across**2))[:, None] * sight
    axes = np.stack([sight, *_tangents(sensor, sight)], axis=-2)
    spread = np.empty_like(measurements)
    spread[:, 0] = along**2 + 5 * (distance * across**2) ** 2
    spread[:, 1:] = ((distance**2 + along**2) * across**2)[:, None]
    return position, np.einsum("nia,ni,nib->nab", axes, spread, axes)


def _tangents(sensor: Sensor, sight: Array) -> tuple[Array, Array]:
    """Unit vectors towards greater azimuth and greater elevation; overhead, where every direction is up, east and what goes with it."""
    east, north, up = sensor.axes
    azimuth = sight @ sensor.across
    length = np.sqrt(np.sum(azimuth**2, axis=-1, keepdims=True))
    overhead, length = length <= 1e-9, np.maximum(length, 1e-9)
    rise = (sight @ up)[..., None]
    elevation = (up - rise * sight) / length
    return np.where(overhead, east, azimuth / length), np.where(overhead, -rise * north, elevation)
