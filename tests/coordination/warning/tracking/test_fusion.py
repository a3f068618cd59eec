import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.warning.tracking.scenes import covariances

from shiome.coordination.warning.tracking.fusion import intersect, same_target

SEEDS = st.integers(0, 10_000)
WEIGHTS = st.none() | st.floats(0, 1)


def positive(matrix, tolerance=1e-7):
    return np.linalg.eigvalsh((matrix + np.swapaxes(matrix, -1, -2)) / 2).min() >= -tolerance


@given(SEEDS, WEIGHTS, st.floats(-1, 1))
def test_an_intersection_is_never_more_confident_than_its_errors_allow(seed, weight, correlation):
    """Whatever the correlation of the two errors: of the fused error the true covariance is never larger than the one told."""
    rng = np.random.default_rng(seed)
    one, other = covariances(rng, 2, 4)
    fused = intersect(np.zeros(4), one, np.zeros(4), other, weight=weight)
    share = float(fused.weight)
    gains = [fused.covariance @ (share * np.linalg.inv(one)), fused.covariance @ ((1 - share) * np.linalg.inv(other))]
    turn, _ = np.linalg.qr(rng.normal(size=(4, 4)))
    cross = correlation * np.linalg.cholesky(one) @ turn @ np.linalg.cholesky(other).T
    joint = np.block([[one, cross], [cross.T, other]])
    both = np.concatenate(gains, axis=1)
    assert positive(fused.covariance - both @ joint @ both.T)


@given(SEEDS)
def test_the_weight_is_that_of_the_smallest_determinant(seed):
    rng = np.random.default_rng(seed)
    one, other = covariances(rng, 2, 4)
    best = np.linalg.det(intersect(np.zeros(4), one, np.zeros(4), other).covariance)
    for weight in np.linspace(0, 1, 21):
        assert best <= np.linalg.det(intersect(np.zeros(4), one, np.zeros(4), other, weight=weight).covariance) * (
            1 + 1e-9
        )


@given(SEEDS)
def test_the_same_estimate_twice_counts_once(seed):
    rng = np.random.default_rng(seed)
    mean, covariance = rng.normal(size=4), covariances(rng, 1, 4)[0]
    fused = intersect(mean, covariance, mean, covariance)
    assert np.allclose(fused.mean, mean)
    assert np.allclose(fused.covariance, covariance)


@given(SEEDS)
def test_the_order_of_two_does_not_matter_and_stacks_are_the_single_ones(seed):
    rng = np.random.default_rng(seed)
    means, spreads = rng.normal(size=(2, 3, 4)), covariances(rng, 6, 4).reshape(2, 3, 4, 4)
    fused = intersect(means[0], spreads[0], means[1], spreads[1])
    swapped = intersect(means[1], spreads[1], means[0], spreads[0])
    assert np.allclose(fused.mean, swapped.mean)
    assert np.allclose(fused.covariance, swapped.covariance)
    for row in range(3):
        single = intersect(means[0, row], spreads[0, row], means[1, row], spreads[1, row])
        assert np.allclose(fused.mean[row], single.mean)
    assert positive(fused.covariance)


@given(SEEDS, st.integers(1, 6), st.integers(1, 4))
def test_every_track_is_in_one_group_and_a_group_has_one_of_each_partner(seed, targets, partners):
    rng = np.random.default_rng(seed)
    truth = rng.uniform(-1e6, 1e6, size=(targets, 6))
    orders = [rng.permutation(targets) for _ in range(partners)]
    means = [truth[order] + rng.normal(size=(targets, 6)) for order in orders]
    spreads = [np.tile(np.eye(6), (targets, 1, 1))] * partners
    groups = same_target(means, spreads, probability=0.999999)
    for partner, order in enumerate(orders):
        rows = [group[partner] for group in groups if group[partner] is not None]
        assert sorted(rows) == list(range(targets))
        assert all(len(group) == partners for group in groups)
        # Far apart from one another, all partners mean the same target.
        first = orders[0].tolist()
        assert all(first[group[0]] == order[group[partner]] for group in groups)


def test_tracks_far_apart_and_of_one_partner_alone_stay_apart():
    means = [np.zeros((1, 6)), np.full((1, 6), 1e4), np.zeros((0, 6))]
    spreads = [np.eye(6)[None], np.eye(6)[None], np.zeros((0, 6, 6))]
    assert same_target(means, spreads) == [(0, None, None), (None, 0, None)]


def test_groups_are_as_many_as_targets_when_a_partner_misses_one():
    truth = np.diag([1e5] * 6)[:3]
    spreads = [np.tile(np.eye(6), (count, 1, 1)) for count in (3, 2)]
    assert same_target([truth, truth[1:]], spreads) == [(0, None), (1, 0), (2, 1)]


@pytest.mark.parametrize("weight", [0.0, 1.0])
def test_a_weight_at_the_end_takes_one_of_the_two(weight):
    one, other = covariances(np.random.default_rng(5), 2, 3)
    fused = intersect(np.ones(3), one, np.zeros(3), other, weight=weight)
    assert np.allclose(fused.mean, weight)
    assert np.allclose(fused.covariance, one if weight else other)
