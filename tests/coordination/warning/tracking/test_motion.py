"""Models of motion: mixing keeps moments, noise adds up over time, what leans on flaws goes along as the state does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.warning.tracking.scenes import covariances

from shiome.coordination.warning.tracking.bank import empty_bank
from shiome.coordination.warning.tracking.dynamics import THRUST
from shiome.coordination.warning.tracking.earth import ecef_of
from shiome.coordination.warning.tracking.kalman import mixed
from shiome.coordination.warning.tracking.motion import (
    BOOST,
    COAST,
    ConstantVelocity,
    Flight,
    Stacked,
    interact,
    white_noise,
    without_boost,
)

SEEDS = st.integers(0, 10_000)


def flying(rng, count):
    begun = np.zeros((count, 6))
    begun[:, :3] = ecef_of(20.0 + rng.normal(size=count), -150.0, 150e3)
    begun[:, 3:] = rng.normal(size=(count, 3)) * 1500
    means, spreads, weights = Flight().begin(begun, 1e4 * covariances(rng, count, 6))
    return weights, Stacked(means, spreads, rng.normal(size=(count, 3, 10, 4)))


@pytest.mark.parametrize("order", [1, 2, 3])
@given(one=st.floats(0.1, 20), other=st.floats(0.1, 20))
def test_noise_over_two_spans_is_that_of_both(order, one, other):
    step = np.eye(order)
    for power in range(1, order):
        step += np.diag([other**power / (1, 1, 2)[power]] * (order - power), power)
    step = np.kron(step, np.eye(3))
    joined = step @ white_noise(2.0, one, order=order) @ step.T + white_noise(2.0, other, order=order)
    whole = white_noise(2.0, one + other, order=order)
    assert np.allclose(joined, whole, rtol=1e-9)
    assert np.linalg.eigvalsh(whole).min() > 0


@given(SEEDS)
def test_mixing_keeps_the_mean_and_the_covariance_of_all_modes_together(seed):
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(3), size=4)
    state = Stacked(
        rng.normal(size=(4, 3, 10)), covariances(rng, 12, 10).reshape(4, 3, 10, 10), rng.normal(size=(4, 3, 10, 4))
    )
    later, mixed_state = interact(weights, state, Flight().switching(3.0))
    before, after = mixed(weights, state.mean, state.covariance), mixed(later, mixed_state.mean, mixed_state.covariance)
    assert np.allclose(before[0], after[0])
    assert np.allclose(before[1], after[1])
    leaning = [np.einsum("nm,nmdk->ndk", *each) for each in ((weights, state.leaning), (later, mixed_state.leaning))]
    assert np.allclose(*leaning)


@given(SEEDS, st.floats(0.1, 20))
def test_a_prediction_stays_positive_and_calm_modes_have_no_thrust(seed, seconds):
    _, state = flying(np.random.default_rng(seed), 3)
    later = Flight().predict(state, seconds)
    scale = np.sqrt(np.maximum(np.einsum("...ii->...i", later.covariance), 1e-12))
    assert np.linalg.eigvalsh(later.covariance / scale[..., None] / scale[..., None, :]).min() > -1e-9
    assert not later.mean[:, COAST:, THRUST].any()
    assert not later.leaning[:, COAST:, THRUST].any()
    assert (later.covariance[:, BOOST, 6, 6] > state.covariance[:, BOOST, 6, 6]).all()


def test_what_leans_on_a_flaw_moves_as_a_state_that_errs_by_it():
    _, state = flying(np.random.default_rng(1), 2)
    leaning = np.zeros((2, 3, 10, 1))
    leaning[..., :6, 0] = [10.0, -20.0, 5.0, 0.1, 0.2, -0.1]
    state = state._replace(leaning=leaning)
    moved = Flight().predict(state._replace(mean=state.mean + leaning[..., 0]), 8.0)
    later = Flight().predict(state, 8.0)
    assert np.allclose(moved.mean[..., :6] - later.mean[..., :6], later.leaning[..., :6, 0], rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("seconds", [0.0, 1.0, 30.0])
def test_probabilities_of_switching_sum_to_one(seconds):
    switching = Flight().switching(seconds)
    assert np.allclose(switching.sum(axis=1), 1.0, atol=1e-6)
    assert (switching >= 0).all()
    assert np.array_equal(ConstantVelocity().switching(seconds), np.ones((1, 1)))


def test_thrust_that_is_hardly_believed_in_is_left_out():
    told = without_boost(np.array([[0.1, 0.8, 0.1], [0.5, 0.4, 0.1]]))
    assert np.allclose(told, [[0.0, 8 / 9, 1 / 9], [0.5, 0.4, 0.1]])
    assert without_boost(np.ones((2, 1))).tolist() == [[1.0], [1.0]]


def test_the_rate_of_a_state_is_its_prediction_over_a_moment():
    _, state = flying(np.random.default_rng(2), 2)
    plain = Stacked(state.mean[:, :1, :6], state.covariance[:, :1, :6, :6], state.leaning[:, :1, :6])
    for motion, some in ((Flight(), state), (ConstantVelocity(), plain)):
        step = motion.predict(some, 1e-3).mean - some.mean
        assert np.allclose(step[..., :6] / 1e-3, motion.rate(some.mean)[..., :6], rtol=1e-4, atol=1e-2)


def test_an_empty_bank_has_the_arrays_of_its_motion():
    bank = empty_bank(Flight(), sensors=2)
    assert (len(bank), bank.mean.shape, bank.leaning.shape) == (0, (0, 3, 10), (0, 3, 10, 8))
    assert bank.combined().leaning.shape == (0, 10, 8)
