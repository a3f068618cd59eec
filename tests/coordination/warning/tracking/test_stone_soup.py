"""The published tracking library as the oracle."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from stonesoup.models.measurement.linear import LinearGaussian
from stonesoup.models.transition.linear import CombinedLinearGaussianTransitionModel
from stonesoup.models.transition.linear import ConstantVelocity as PublishedVelocity
from stonesoup.predictor.kalman import KalmanPredictor
from stonesoup.types.detection import Detection, GaussianDetection
from stonesoup.types.hypothesis import SingleHypothesis
from stonesoup.types.prediction import GaussianStatePrediction
from stonesoup.types.state import GaussianState
from stonesoup.updater.chernoff import ChernoffUpdater
from stonesoup.updater.kalman import KalmanUpdater

from shiome.coordination.warning.tracking.fusion import intersect
from shiome.coordination.warning.tracking.kalman import update
from shiome.coordination.warning.tracking.motion import ConstantVelocity

BEGIN = datetime(2030, 1, 1)
ORDER = np.array([0, 2, 4, 1, 3, 5])
"""Where position and velocity of ours stand in the published order (x, vx, y, vy, z, vz)."""


def test_prediction_and_update_are_the_published_ones():
    rng = np.random.default_rng(1)
    root = rng.normal(size=(6, 6)) * [100, 100, 100, 10, 10, 10]
    mean, covariance = rng.normal(size=6) * [1e5, 1e5, 1e5, 1e3, 1e3, 1e3], root.T @ root
    back, noise = np.argsort(ORDER), np.diag([400.0, 900.0, 100.0])
    seen = mean[:3] + rng.normal(size=3) * 20
    predictor = KalmanPredictor(CombinedLinearGaussianTransitionModel([PublishedVelocity(2.0)] * 3))
    updater = KalmanUpdater(LinearGaussian(ndim_state=6, mapping=(0, 2, 4), noise_covar=noise))
    state = GaussianState(mean[back][:, None], covariance[np.ix_(back, back)], timestamp=BEGIN)
    theirs = predictor.predict(state, timestamp=BEGIN + timedelta(seconds=1.5))
    theirs = updater.update(SingleHypothesis(theirs, Detection(seen[:, None], timestamp=theirs.timestamp)))
    means, covariances = ConstantVelocity(2.0).predict(mean[None, None], covariance[None, None], 1.5)
    ours = update(means[0, 0], covariances[0, 0], seen - means[0, 0, :3], np.eye(3, 6), noise)
    assert np.allclose(np.ravel(theirs.state_vector)[ORDER], ours[0], rtol=1e-9)
    assert np.allclose(theirs.covar[np.ix_(ORDER, ORDER)], ours[1], rtol=1e-7, atol=1e-6)


@pytest.mark.parametrize("weight", [0.2, 0.5, 0.9])
def test_intersection_is_the_published_chernoff_fusion(weight):
    rng = np.random.default_rng(2)
    one, other = rng.normal(size=(2, 4))
    first, second = (root @ root.T + np.eye(4) for root in rng.normal(size=(2, 4, 4)))
    model = LinearGaussian(ndim_state=4, mapping=(0, 1, 2, 3), noise_covar=np.zeros((4, 4)))
    updater = ChernoffUpdater(measurement_model=model, omega=weight)
    prediction = GaussianStatePrediction(one[:, None], first, timestamp=BEGIN)
    detection = GaussianDetection(other[:, None], covar=second, timestamp=BEGIN, measurement_model=model)
    theirs = updater.update(
        SingleHypothesis(prediction, detection, measurement_prediction=updater.predict_measurement(prediction))
    )
    # The published weight is that of the detection.
    ours = intersect(one, first, other, second, weight=1 - weight)
    assert np.allclose(np.ravel(theirs.state_vector), ours.mean)
    assert np.allclose(theirs.covar, ours.covariance)
