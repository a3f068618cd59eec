import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multivariate_normal
from tests.coordination.warning.tracking.scenes import covariances

from shiome.coordination.warning.tracking.kalman import (
    innovation,
    log_likelihood,
    mixed,
    predict,
    squared_distance,
    transposed,
    update,
)

SEEDS = st.integers(0, 10_000)
SEEN = np.eye(3, 6)


@given(SEEDS, st.floats(1e-3, 1e3), st.floats(1e-6, 1e6))
def test_a_measurement_leaves_the_covariance_symmetric_positive_and_not_larger(seed, scale, noise):
    rng = np.random.default_rng(seed)
    before = scale * covariances(rng, 5, 6)
    mean, after = update(rng.normal(size=(5, 6)), before, rng.normal(size=(5, 3)), SEEN, noise * np.eye(3))
    assert mean.shape == (5, 6)
    assert np.array_equal(after, transposed(after))
    assert np.linalg.eigvalsh(after).min() > 0
    shrunk = np.linalg.eigvalsh(before - after)
    assert shrunk.min() > -1e-9 * np.linalg.eigvalsh(before).max()


@given(SEEDS, st.floats(0, 100))
def test_a_prediction_stays_positive_and_carries_the_mean(seed, seconds):
    rng = np.random.default_rng(seed)
    step = np.eye(6)
    step[:3, 3:] = seconds * np.eye(3)
    before, start = covariances(rng, 4, 6), rng.normal(size=(4, 6))
    mean, after = predict(start, before, step, np.eye(6))
    assert np.allclose(mean[:, :3], start[:, :3] + seconds * start[:, 3:])
    assert np.linalg.eigvalsh(after).min() >= 1 - 1e-6


@given(SEEDS)
def test_the_order_of_independent_measurements_does_not_matter(seed):
    rng = np.random.default_rng(seed)
    mean, covariance = rng.normal(size=6), covariances(rng, 1, 6)[0]
    seen, noises = rng.normal(size=(2, 3)), covariances(rng, 2, 3)
    ends = []
    for order in ((0, 1), (1, 0)):
        state = mean, covariance
        for each in order:
            state = update(*state, seen[each] - state[0][:3], SEEN, noises[each])
        ends.append(state)
    assert np.allclose(ends[0][0], ends[1][0])
    assert np.allclose(ends[0][1], ends[1][1])


def test_an_innovation_given_is_the_innovation_computed():
    rng = np.random.default_rng(1)
    mean, covariance = rng.normal(size=6), covariances(rng, 1, 6)[0]
    known = innovation(covariance, SEEN, np.eye(3))
    assert np.allclose(known.inverse @ known.covariance, np.eye(3))
    one = update(mean, covariance, np.ones(3), SEEN, np.eye(3))
    other = update(mean, covariance, np.ones(3), SEEN, np.eye(3), known)
    assert all(np.array_equal(each, same) for each, same in zip(one, other, strict=True))


@given(SEEDS)
def test_the_likelihood_is_that_of_the_gaussian(seed):
    rng = np.random.default_rng(seed)
    residual, covariance = rng.normal(size=3), covariances(rng, 1, 3)[0]
    assert log_likelihood(residual, covariance) == pytest.approx(
        multivariate_normal.logpdf(residual, np.zeros(3), covariance)
    )
    assert squared_distance(residual, np.linalg.inv(covariance)) == pytest.approx(
        residual @ np.linalg.solve(covariance, residual)
    )


def test_a_mixture_has_the_moments_of_its_samples():
    rng = np.random.default_rng(2)
    weights, means, spreads = np.array([0.2, 0.5, 0.3]), 3 * rng.normal(size=(3, 2)), covariances(rng, 3, 2)
    counts = (weights * 200_000).astype(int)
    samples = np.concatenate([rng.multivariate_normal(*each) for each in zip(means, spreads, counts, strict=True)])
    mean, covariance = mixed(weights, means, spreads)
    assert np.allclose(mean, samples.mean(axis=0), atol=0.05)
    assert np.allclose(covariance, np.cov(samples.T), rtol=0.03, atol=0.1)
