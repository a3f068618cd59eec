"""How targets move: a constant velocity, or boost, coast and re-entry as interacting models.

Source: Blom and Bar-Shalom, "The interacting multiple model algorithm for systems with Markovian switching coefficients", IEEE
Transactions on Automatic Control 33 (1988); Bar-Shalom, Li and Kirubarajan, *Estimation with Applications to Tracking and Navigation*,
6.2.2 (noise of a nearly constant velocity) and 11.6.6.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.tracking.atmosphere import density
from shiome.coordination.warning.tracking.dynamics import (
    BALLISTIC,
    EARTH,
    POSITION,
    SIZE,
    STEP,
    THRUST,
    VELOCITY,
    Physics,
    advance,
    flow,
    jacobian,
    transition,
)
from shiome.coordination.warning.tracking.earth import height_of
from shiome.coordination.warning.tracking.kalman import mixed, transposed

Array = NDArray[Any]
BOOST, COAST, REENTRY = 0, 1, 2
"""Modes of :class:`Flight`."""
UNDER_THRUST = 0.2
"""From this probability of thrust on a target counts as perhaps under thrust."""


class Stacked(NamedTuple):
    """The states of all tracks, by mode."""

    mean: Array
    """``(n, M, D)``."""
    covariance: Array
    """``(n, M, D, D)``, given what is wrong with the sensors."""
    leaning: Array
    """``(n, M, D, K)``: how the means lean on what is wrong with the sensors, see :mod:`.calibration`."""


class Motion(Protocol):
    """What the tracker asks of a model of motion."""

    @property
    def modes(self) -> int:
        """How many models stand side by side."""
        ...

    @property
    def size(self) -> int:
        """Numbers in a state; position and velocity come first."""
        ...

    def begin(self, mean: Array, covariance: Array) -> tuple[Array, Array, Array]:
        """Means, covariances and weights by mode, from Gaussians ``(n, 6)`` of position and velocity."""
        ...

    def predict(self, state: Stacked, seconds: float) -> Stacked:
        """States later by ``seconds``, each by its own model."""
        ...

    def rate(self, mean: Array) -> Array:
        """How means ``(..., D)`` change, per second."""
        ...

    def switching(self, seconds: float) -> Array:
        """Probability of passing from one mode (row) to another (column) within ``seconds``."""
        ...


@dataclass(frozen=True)
class ConstantVelocity:
    """A nearly constant velocity; ``noise`` is the spectral density of the white acceleration in m²/s³."""

    noise: float = 1.0
    modes: int = field(default=1, init=False)
    size: int = field(default=6, init=False)

    def begin(self, mean: Array, covariance: Array) -> tuple[Array, Array, Array]:
        """One mode, as given."""
        return mean[:, None], covariance[:, None], np.ones((len(mean), 1))

    def predict(self, state: Stacked, seconds: float) -> Stacked:
        """The linear prediction."""
        step = np.eye(6)
        step[:3, 3:] = seconds * np.eye(3)
        noise = white_noise(self.noise, abs(seconds), order=2)
        return Stacked(state.mean @ step.T, step @ state.covariance @ step.T + noise, step @ state.leaning)

    def rate(self, mean: Array) -> Array:
        """The velocity."""
        out = np.zeros_like(mean)
        out[..., :3] = mean[..., 3:]
        return out

    def switching(self, seconds: float) -> Array:  # noqa: ARG002 - one signature
        """There is one mode."""
        return np.ones((1, 1))


@dataclass(frozen=True)
class Flight:
    """Boost, coast and re-entry side by side; the last two without thrust.

    Parameters
    ----------
    jerk:
        Spectral density of the change of thrust, (m/s³)²·s.
    drift:
        Spectral density of what the forces do not explain while coasting, m²/s³.
    reentry:
        The same on re-entry at 50 km, where bodies lift and tumble; it falls with the density of the air above.
    coefficient_drift:
        Spectral density of the logarithm of the ballistic parameter, 1/s; a hundred times that on re-entry.
    ballistic:
        Mean and standard deviation of that logarithm at the beginning; at the default some 3,100 to 11,600 kg/m² in nine cases of ten.
    thrust:
        Standard deviation of the thrust at the beginning, m/s² per axis.
    rates:
        How often a mode changes into another, 1/s. What coasts hardly ever thrusts again: at every step the mixing lends coast some of
        the uncertainty of thrust, in proportion to this rate.
    """

    jerk: float = 2.0
    drift: float = 1e-5
    reentry: float = 25.0
    coefficient_drift: float = 1e-6
    ballistic: tuple[float, float] = (-8.7, 0.4)
    thrust: float = 40.0
    rates: tuple[tuple[float, float, float], ...] = (
        (-1 / 100, 1 / 100, 0.0),
        (1e-5, -1e-5 - 1e-3, 1e-3),
        (0.0, 1 / 100, -1 / 100),
    )
    physics: Physics = EARTH
    modes: int = field(default=3, init=False)
    size: int = field(default=SIZE, init=False)

    def begin(self, mean: Array, covariance: Array) -> tuple[Array, Array, Array]:
        """Boost is likelier at first: a sensor sees a launch before it sees anything else."""
        count = len(mean)
        means = np.zeros((count, 3, SIZE))
        means[:, :, :6] = mean[:, None]
        means[:, :, BALLISTIC] = self.ballistic[0]
        spread = np.zeros((count, 3, SIZE, SIZE))
        spread[:, :, :6, :6] = covariance[:, None]
        spread[:, BOOST, THRUST, THRUST] = self.thrust**2 * np.eye(3)
        spread[:, :, BALLISTIC, BALLISTIC] = self.ballistic[1] ** 2
        return means, spread, np.tile([0.6, 0.35, 0.05], (count, 1))

    def predict(self, state: Stacked, seconds: float) -> Stacked:
        """Runge-Kutta for the mean, the linearised transition for the rest, in steps of two seconds at most."""
        mean, covariance, leaning = (each.copy() for each in state)
        mean[:, COAST:, THRUST] = 0.0
        covariance[:, COAST:, THRUST, :] = 0.0
        covariance[:, COAST:, :, THRUST] = 0.0
        leaning[:, COAST:, THRUST] = 0.0
        centre, spread = self.ballistic
        mean[..., BALLISTIC] = np.clip(mean[..., BALLISTIC], centre - 4 * spread, centre + 4 * spread)
        for _ in range(steps := max(1, ceil(abs(seconds) / STEP))):
            mean, covariance, leaning = self._step(mean, covariance, leaning, seconds / steps)
        return Stacked(mean, (covariance + transposed(covariance)) / 2, leaning)

    def rate(self, mean: Array) -> Array:
        """By the forces."""
        return flow(mean, self.physics)

    def switching(self, seconds: float) -> Array:
        """The exponential of the rates."""
        steps = max(1, ceil(seconds / 5))
        return np.asarray(np.linalg.matrix_power(transition(np.array(self.rates), seconds / steps), steps))

    def _step(self, mean: Array, covariance: Array, leaning: Array, seconds: float) -> Stacked:
        later = advance(mean, seconds, self.physics)
        step = transition(jacobian((mean + later) / 2, self.physics), seconds)
        step[:, COAST:, VELOCITY, THRUST] = 0.0
        step[:, COAST:, POSITION, THRUST] = 0.0
        covariance = step @ covariance @ transposed(step) + self._noise(later, abs(seconds))
        return Stacked(later, covariance, step @ leaning)

    def _noise(self, mean: Array, seconds: float) -> Array:
        noise = np.zeros((*mean.shape, SIZE))
        noise[:, BOOST, :9, :9] = white_noise(self.jerk, seconds, order=3)
        calm = white_noise(1.0, seconds, order=2)
        air, _ = density(height_of(mean[:, REENTRY, POSITION]))
        rough = self.drift + self.reentry * np.minimum(air / _AIR_AT_50_KM, 4.0)
        noise[:, COAST, :6, :6] = self.drift * calm
        noise[:, REENTRY, :6, :6] = rough[:, None, None] * calm
        noise[:, :, BALLISTIC, BALLISTIC] = self.coefficient_drift * seconds
        noise[:, REENTRY, BALLISTIC, BALLISTIC] *= 100
        return noise


_AIR_AT_50_KM = 1.057e-3


def white_noise(density: float, seconds: float, *, order: int) -> Array:
    """Covariance that white noise in the derivative of the given order builds up, for three axes: ``(3·order, 3·order)``.

    >>> white_noise(1.0, 1.0, order=2)[0, [0, 3]].round(3).tolist()
    [0.333, 0.5]
    """
    down = np.arange(order)[::-1]
    power = down[:, None] + down + 1
    factorials = np.array([1, 1, 2])[down]
    small = density * seconds**power / (power * factorials[:, None] * factorials)
    out = np.zeros((order, 3, order, 3))
    out[:, range(3), :, range(3)] = small
    return out.reshape(3 * order, 3 * order)


def interact(weights: Array, state: Stacked, switching: Array) -> tuple[Array, Stacked]:
    """The mixing step of interacting models: predicted weights, and the mixed state that each model starts from."""
    if switching.shape[0] == 1:
        return weights, state
    means, covariances, leaning = state
    joint = weights[:, :, None] * switching
    later = np.maximum(joint.sum(axis=1), 1e-12)
    share = np.swapaxes(joint / later[:, None, :], 1, 2)
    mean = share @ means
    spread = means[:, None, :, :] - mean[:, :, None, :]
    covariance = np.einsum("njm,nmab->njab", share, covariances)
    covariance += np.einsum("njma,njmb->njab", share[..., None] * spread, spread)
    mixed_leaning = np.einsum("njm,nmdk->njdk", share, leaning)
    return later / later.sum(axis=1, keepdims=True), Stacked(mean, covariance, mixed_leaning)


def without_boost(weights: Array) -> Array:
    """Weights of the modes given that there is no thrust, where that is nearly certain; else as they are.

    A thrust of one in a hundred widens a mixture more than all the rest, though nobody believes in it.
    """
    if weights.shape[1] <= REENTRY:
        return weights
    calm = weights.copy()
    calm[:, BOOST] = 0.0
    calm /= np.maximum(calm.sum(axis=1, keepdims=True), 1e-12)
    return np.where(weights[:, [BOOST]] < UNDER_THRUST, calm, weights)


def combined(weights: Array, means: Array, covariances: Array) -> tuple[Array, Array]:
    """One Gaussian in place of the modes."""
    if means.shape[1] == 1:
        return means[:, 0], covariances[:, 0]
    return mixed(weights, means, covariances)
