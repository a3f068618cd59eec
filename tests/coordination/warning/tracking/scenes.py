"""Small scenes that tests of the tracker share: targets of constant velocity, a sensor, its frames."""

from __future__ import annotations

import numpy as np

from shiome.coordination.warning.tracking.sensors import Sensor, expected, measured
from shiome.coordination.warning.tracking.stepping import Frame

STEADY = {"range_noise": 20.0, "angle_noise": 2e-4, "lowest": -0.5, "detection": 1.0}


def sensor(name="s1", bearing=0.0, **options):
    return Sensor(**{"id": name, "latitude": 20.0 + bearing, "longitude": -150.0 + bearing, **STEADY, **options})


def targets(rng, count, centre, *, spread=60e3, speed=300.0):
    """``(count, 6)`` of position and velocity about a place."""
    states = np.zeros((count, 6))
    states[:, :3] = centre + rng.uniform(-spread, spread, (count, 3))
    states[:, 3:] = rng.uniform(-speed, speed, (count, 3))
    return states


def frame(rng, seen_by, positions, stamp, *, clutter=0):
    """What the sensor sees of all positions, with errors along and across the line of sight."""
    expectation = expected(seen_by, positions, 3)
    errors = rng.normal(size=positions.shape) * [seen_by.range_noise, seen_by.angle_noise, seen_by.angle_noise]
    errors[:, 1:] *= expectation.distance[:, None]
    real = measured(seen_by, positions + np.einsum("na,nai->ni", errors, expectation.axes))
    false = np.stack(
        [rng.uniform(5e4, 4e5, clutter), rng.uniform(0, 2 * np.pi, clutter), rng.uniform(0.1, 1.2, clutter)], axis=-1
    )
    return Frame(seen_by.id, stamp, rng.permutation(np.concatenate([real, false])))


def covariances(rng, count, size):
    """``(count, size, size)`` of positive covariances, conditioned well enough to be inverted."""
    roots = rng.normal(size=(count, size, size))
    return roots @ np.swapaxes(roots, 1, 2) + 0.1 * np.eye(size)
