"""The published tracking library as the oracle."""

from datetime import timedelta

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
from tests.coordination.warning.tracking.published import BEGIN, ORDER, PublishedTracker
from tests.coordination.warning.tracking.scenes import frame, sensor, targets

from shiome.coordination.warning.tracking.fusion import intersect
from shiome.coordination.warning.tracking.kalman import update
from shiome.coordination.warning.tracking.metrics import gospa, ospa
from shiome.coordination.warning.tracking.motion import ConstantVelocity, Stacked
from shiome.coordination.warning.tracking.stepping import Rules
from shiome.coordination.warning.tracking.tracker import Tracker


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
    state = Stacked(mean[None, None], covariance[None, None], np.zeros((1, 1, 6, 0)))
    later = ConstantVelocity(2.0).predict(state, 1.5)
    ours = update(later.mean[0, 0], later.covariance[0, 0], seen - later.mean[0, 0, :3], np.eye(3, 6), noise)
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


@pytest.mark.heavy
@pytest.mark.parametrize(("seed", "detection", "clutter"), [(1, 1.0, 0), (2, 0.9, 5), (3, 0.9, 5)])
def test_in_a_scene_the_error_is_that_of_the_published_tracker(seed, detection, clutter):
    """Five targets before three sensors; both trackers get the same detections from when all are tracked."""
    rng = np.random.default_rng([4, seed])
    sensors = [sensor(f"s{place}", 0.8 * place) for place in range(3)]
    states = targets(rng, 5, sensors[0].position + 250e3 * sensors[0].axes[2])
    ours = Tracker(sensors, ConstantVelocity(0.1), rules=Rules(gate=0.999))
    theirs, errors = None, []
    for second in range(22):
        for place, each in enumerate(sensors):
            time = second + 0.3 * place
            truth = states[:, :3] + time * states[:, 3:]
            seen = frame(rng, each, truth[rng.random(5) < detection], time, clutter=clutter)
            ours.process(seen)
            if theirs is not None:
                theirs.process(seen)
        tracks = ours.tracks()
        found = np.array([track.mean[:3] for track in tracks])
        if second == 9:
            given = [track.mean for track in tracks], [track.covariance for track in tracks]
            theirs = PublishedTracker(sensors, *given, time, noise=0.1, gate=0.999)
        if second > 15:
            errors.append([ospa(truth, each, cutoff=5000.0) for each in (found, theirs.positions())])
            score = gospa(truth, found, cutoff=5000.0)
            assert (score.missed, score.false) == (0, 0)
    mine, published = np.mean(errors, axis=0)
    assert mine < 1.05 * published
    assert published < 200
