"""The published library (Stone Soup) as a tracker of constant velocities: extended filter, Mahalanobis distance, best assignment.

Tracks are given to it, so that it neither begins nor ends any. It has no Earth: positions stay Earth-fixed, and each sensor's axes are
turned so that the middle of the scene lies ahead, where the errors of its two angles are alike.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
from scipy.spatial.transform import Rotation
from stonesoup.dataassociator.neighbour import GNNWith2DAssignment
from stonesoup.hypothesiser.distance import DistanceHypothesiser
from stonesoup.measures import Mahalanobis
from stonesoup.models.measurement.nonlinear import CartesianToElevationBearingRange
from stonesoup.models.transition.linear import CombinedLinearGaussianTransitionModel, ConstantVelocity
from stonesoup.predictor.kalman import KalmanPredictor
from stonesoup.types.array import StateVector
from stonesoup.types.detection import Detection
from stonesoup.types.state import GaussianState, State
from stonesoup.types.track import Track
from stonesoup.updater.kalman import ExtendedKalmanUpdater

from shiome.coordination.warning.tracking.association import gate_of
from shiome.coordination.warning.tracking.sensors import direction

BEGIN = datetime(2030, 1, 1)
ORDER = np.array([0, 2, 4, 1, 3, 5])
"""Where position and velocity of ours stand in the published order (x, vx, y, vy, z, vz)."""


class PublishedTracker:
    """Tracks from given Gaussians ``(n, 6)`` of position and velocity at a time."""

    def __init__(self, sensors, means, covariances, time, *, noise, gate):
        centre = np.mean([mean[:3] for mean in means], axis=0)
        self.sensors = {each.id: (each, measurement_model(each, centre)) for each in sensors}
        predictor = KalmanPredictor(CombinedLinearGaussianTransitionModel([ConstantVelocity(noise)] * 3))
        self.updater = ExtendedKalmanUpdater(None)
        hypothesiser = DistanceHypothesiser(
            predictor, self.updater, measure=Mahalanobis(), missed_distance=gate_of(gate, 3) ** 0.5
        )
        self.associator = GNNWith2DAssignment(hypothesiser)
        back = np.argsort(ORDER)
        self.tracks = [
            Track([GaussianState(mean[back][:, None], covariance[np.ix_(back, back)], timestamp=moment(time))])
            for mean, covariance in zip(means, covariances, strict=True)
        ]

    def process(self, frame):
        seen = self.detections(frame)
        found = self.associator.associate(self.tracks, seen, moment(frame.stamp))
        for track, hypothesis in found.items():
            track.append(self.updater.update(hypothesis) if hypothesis else hypothesis.prediction)

    def positions(self):
        return np.array([np.ravel(track.state_vector)[ORDER[:3]] for track in self.tracks], dtype=float)

    def detections(self, frame):
        sensor, model = self.sensors[frame.sensor]
        sights = direction(sensor, frame.measurements[:, 1], frame.measurements[:, 2])
        places = np.zeros((len(sights), 6))
        places[:, 0::2] = sensor.position + frame.measurements[:, :1] * sights
        return {
            Detection(model.function(State(place[:, None])), timestamp=moment(frame.stamp), measurement_model=model)
            for place in places
        }


def measurement_model(sensor, centre):
    ahead = (centre - sensor.position) / np.linalg.norm(centre - sensor.position)
    rows = np.linalg.qr(np.column_stack([ahead, np.eye(3)[:, :2]]))[0].T
    rows = np.array([ahead, rows[1], np.cross(ahead, rows[1])])
    model = CartesianToElevationBearingRange(
        ndim_state=6, mapping=(0, 2, 4), translation_offset=StateVector(sensor.position[:, None]),
        noise_covar=np.diag(np.square([sensor.angle_noise, sensor.angle_noise, sensor.range_noise])),
        rotation_offset=StateVector(([-1, 1, -1] * Rotation.from_matrix(rows).as_euler("XYZ"))[:, None]),
    )  # fmt: skip
    assert np.allclose(model.rotation_matrix, rows)
    return model


def moment(seconds):
    return BEGIN + timedelta(seconds=float(seconds))
