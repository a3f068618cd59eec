"""The forces on a body in flight, and steps of Runge-Kutta with their Jacobian.

A state has ten numbers: position, velocity, thrust (acceleration that neither gravity nor air explains), each of three, and the natural
logarithm of the ballistic parameter (drag coefficient times area over mass, m²/kg: the inverse of the ballistic coefficient).

Sources: Vallado, *Fundamentals of Astrodynamics and Applications*, 8.6 (J2 and drag); Bar-Shalom, Li and Kirubarajan, *Estimation with
Applications to Tracking and Navigation*, 10.3 (state transition by linearisation).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.tracking.atmosphere import density
from shiome.coordination.warning.tracking.earth import (
    EQUATORIAL_RADIUS,
    GRAVITATIONAL_PARAMETER,
    J2,
    ROTATION_RATE,
    height_of,
)

Array = NDArray[Any]
POSITION, VELOCITY, THRUST, BALLISTIC = slice(0, 3), slice(3, 6), slice(6, 9), 9
SIZE = 10
"""Numbers in a state."""
STEP = 2.0
"""Seconds; longer predictions go in several steps."""


@dataclass(frozen=True)
class Physics:
    """What acts on a body besides central gravity; tests switch parts off to compare with closed forms.

    Parameters
    ----------
    j2:
        Second zonal harmonic; 0 for a spherical Earth.
    rotation:
        rad/s; 0 for an Earth that stands still.
    drag:
        Whether there is air.
    """

    j2: float = J2
    rotation: float = ROTATION_RATE
    drag: bool = True


EARTH = Physics()


def acceleration(state: Array, physics: Physics = EARTH) -> Array:
    """Acceleration in the rotating frame, in m/s², of states of shape ``(..., 10)``."""
    position, velocity = state[..., POSITION], state[..., VELOCITY]
    radius = np.sqrt(np.einsum("...i,...i->...", position, position))
    flat = 1.5 * physics.j2 * (EQUATORIAL_RADIUS / radius) ** 2
    polar = 5 * (position[..., 2] / radius) ** 2
    factor = -GRAVITATIONAL_PARAMETER / radius**3
    equatorial = factor * (1 + flat * (1 - polar))
    out: Array = position * equatorial[..., None]
    out[..., 2] = position[..., 2] * factor * (1 + flat * (3 - polar))
    spin = physics.rotation
    out[..., 0] += spin**2 * position[..., 0] + 2 * spin * velocity[..., 1]
    out[..., 1] += spin**2 * position[..., 1] - 2 * spin * velocity[..., 0]
    out += state[..., THRUST]
    if physics.drag:
        rate, _ = _drag_rate(state, radius)
        out -= rate[..., None] * velocity
    return out


def flow(state: Array, physics: Physics = EARTH) -> Array:
    """Time derivative of states; thrust and ballistic parameter stay as they are."""
    out = np.zeros_like(state)
    out[..., POSITION] = state[..., VELOCITY]
    out[..., VELOCITY] = acceleration(state, physics)
    return out


def advance(state: Array, seconds: float | Array, physics: Physics = EARTH) -> Array:
    """States after ``seconds``, by one step of the fourth-order Runge-Kutta method; an array of seconds needs a last axis of one."""
    half = seconds / 2
    first = flow(state, physics)
    second = flow(state + half * first, physics)
    third = flow(state + half * second, physics)
    fourth = flow(state + seconds * third, physics)
    later: Array = state + seconds / 6 * (first + 2 * (second + third) + fourth)
    return later


def jacobian(state: Array, physics: Physics = EARTH) -> Array:
    """Derivative of :func:`flow` by the state, of shape ``(..., 10, 10)``; the gradient of the J2 term is left out (a thousandth)."""
    position, velocity = state[..., POSITION], state[..., VELOCITY]
    radius = np.sqrt(np.einsum("...i,...i->...", position, position))
    out = np.zeros((*state.shape, SIZE))
    unit = position / radius[..., None]
    across = 3 * unit[..., :, None] * unit[..., None, :] - np.eye(3)
    out[..., POSITION, VELOCITY] = np.eye(3)
    out[..., VELOCITY, POSITION] = (GRAVITATIONAL_PARAMETER / radius**3)[..., None, None] * across
    out[..., VELOCITY, THRUST] = np.eye(3)
    spin = physics.rotation
    out[..., 3, 0] += spin**2
    out[..., 4, 1] += spin**2
    out[..., 3, 4] += 2 * spin
    out[..., 4, 3] -= 2 * spin
    if physics.drag:
        rate, scale = _drag_rate(state, radius)
        pull = -rate[..., None] * velocity
        squared = np.maximum(np.einsum("...i,...i->...", velocity, velocity), 1e-9)
        out[..., VELOCITY, POSITION] -= pull[..., :, None] * (unit / scale[..., None])[..., None, :]
        out[..., VELOCITY, VELOCITY] += (velocity / squared[..., None])[..., :, None] * pull[..., None, :]
        out[..., VELOCITY, VELOCITY] -= rate[..., None, None] * np.eye(3)
        out[..., VELOCITY, BALLISTIC] += pull
    return out


def transition(rates: Array, seconds: float) -> Array:
    """State transition matrices of constant Jacobians over ``seconds``: the exponential series to third order."""
    scaled = rates * seconds
    squared = scaled @ scaled
    return np.eye(rates.shape[-1]) + scaled + squared / 2 + squared @ scaled / 6


def _drag_rate(state: Array, radius: Array) -> tuple[Array, Array]:
    """Deceleration per unit of velocity (1/s), and the air's scale height."""
    air, scale = density(height_of(state[..., POSITION], radius))
    velocity = state[..., VELOCITY]
    speed = np.sqrt(np.einsum("...i,...i->...", velocity, velocity))
    return 0.5 * air * np.exp(state[..., BALLISTIC]) * speed, scale
