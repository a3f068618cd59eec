"""Predict, update and distance for stacks of Gaussians: every function takes leading axes and treats all at once.

Source: Bar-Shalom, Li and Kirubarajan, *Estimation with Applications to Tracking and Navigation*, 5.2; the covariance is updated in
Joseph's form, which stays symmetric and positive.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Innovation(NamedTuple):
    """What a measurement adds: gain, covariance of the innovation, and its inverse."""

    gain: Array
    covariance: Array
    inverse: Array


def transposed(matrix: Array) -> Array:
    """The last two axes exchanged."""
    return np.swapaxes(matrix, -1, -2)


def predict(mean: Array, covariance: Array, transition: Array, noise: Array) -> tuple[Array, Array]:
    """A linear prediction: mean and covariance."""
    return (transition @ mean[..., None])[..., 0], transition @ covariance @ transposed(transition) + noise


def innovation(covariance: Array, measurement: Array, noise: Array) -> Innovation:
    """Gain and covariance of the innovation for measurement matrices and noise covariances."""
    cross = covariance @ transposed(measurement)
    total = measurement @ cross + noise
    inverse = np.linalg.inv(total)
    return Innovation(cross @ inverse, total, inverse)


def update(
    mean: Array, covariance: Array, residual: Array, measurement: Array, noise: Array, known: Innovation | None = None
) -> tuple[Array, Array]:
    """Mean and covariance after a measurement.

    Parameters
    ----------
    residual:
        The measurement minus what the mean lets expect.
    known:
        The innovation, where it was computed already.
    """
    gain = (known or innovation(covariance, measurement, noise)).gain
    kept = np.eye(mean.shape[-1]) - gain @ measurement
    updated = kept @ covariance @ transposed(kept) + gain @ noise @ transposed(gain)
    return mean + (gain @ residual[..., None])[..., 0], (updated + transposed(updated)) / 2


def squared_distance(residual: Array, inverse: Array) -> Array:
    """Squared Mahalanobis distance."""
    product: Array = np.einsum("...i,...ij,...j->...", residual, inverse, residual)
    return product


def log_likelihood(residual: Array, covariance: Array) -> Array:
    """Natural logarithm of the Gaussian density of a residual."""
    constant = residual.shape[-1] * np.log(2 * np.pi)
    distance = squared_distance(residual, np.linalg.inv(covariance))
    return np.asarray(-0.5 * (distance + np.linalg.slogdet(covariance)[1] + constant))


def mixed(weights: Array, means: Array, covariances: Array) -> tuple[Array, Array]:
    """Mean and covariance of Gaussian mixtures: weights ``(..., M)``, means ``(..., M, D)``, covariances ``(..., M, D, D)``."""
    mean = np.einsum("...m,...md->...d", weights, means)
    spread = means - mean[..., None, :]
    weighted = np.einsum("...m,...mij->...ij", weights, covariances)
    return mean, weighted + np.einsum("...m,...mi,...mj->...ij", weights, spread, spread)
