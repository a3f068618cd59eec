import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.warning.tracking.scenes import covariances

from shiome.coordination.warning.tracking.metrics import gospa, honest_range, normalised_error, ospa

POINTS = st.lists(st.tuples(st.floats(-100, 100), st.floats(-100, 100)), max_size=4).map(
    lambda rows: np.reshape(np.array(rows, dtype=float), (-1, 2))
)
CUTOFFS = st.floats(0.5, 200)
ORDERS = st.sampled_from([1.0, 2.0])


def distance(one, other, cutoff, order):
    """By its definition: the best of all assignments, one by one."""
    few, many = sorted((one, other), key=len)
    if not len(many):
        return 0.0
    best = min(
        sum(min(np.linalg.norm(few[row] - many[place]), cutoff) ** order for row, place in enumerate(chosen))
        for chosen in itertools.permutations(range(len(many)), len(few))
    )
    return ((best + cutoff**order * (len(many) - len(few))) / len(many)) ** (1 / order)


@given(POINTS, POINTS, CUTOFFS, ORDERS)
def test_ospa_is_what_its_definition_says(one, other, cutoff, order):
    assert ospa(one, other, cutoff=cutoff, order=order) == pytest.approx(distance(one, other, cutoff, order), abs=1e-6)


@given(POINTS, POINTS, POINTS, CUTOFFS, ORDERS)
def test_ospa_is_a_metric(one, other, third, cutoff, order):
    def apart(a, b):
        return ospa(a, b, cutoff=cutoff, order=order)

    assert apart(one, one) == 0.0
    assert apart(one, other) == pytest.approx(apart(other, one))
    assert 0.0 <= apart(one, other) <= cutoff + 1e-9
    assert apart(one, third) <= apart(one, other) + apart(other, third) + 1e-6


@given(POINTS, POINTS, POINTS, CUTOFFS, ORDERS)
def test_gospa_is_a_metric_and_the_sum_of_its_parts(one, other, third, cutoff, order):
    def apart(a, b):
        return gospa(a, b, cutoff=cutoff, order=order)

    assert apart(one, one).distance == 0.0
    assert apart(one, other).distance == pytest.approx(apart(other, one).distance)
    assert apart(one, third).distance <= apart(one, other).distance + apart(other, third).distance + 1e-6
    score = apart(one, other)
    assert score.distance**order == pytest.approx(score.localisation + score.missed + score.false)
    assert (score.missed - score.false) == pytest.approx(cutoff**order / 2 * (len(one) - len(other)))


def test_what_is_missed_and_what_is_false_is_told_apart():
    truth, found = np.array([[0.0, 0.0], [50.0, 0.0]]), np.array([[1.0, 0.0], [200.0, 0.0], [300.0, 0.0]])
    score = gospa(truth, found, cutoff=10.0, order=1.0)
    assert score == (1.0 + 5.0 + 10.0, 1.0, 5.0, 10.0)


def test_normalised_errors_of_their_own_covariance_lie_in_the_honest_range():
    rng = np.random.default_rng(3)
    covariance = covariances(rng, 1, 6)[0]
    errors = rng.multivariate_normal(np.zeros(6), covariance, size=500)
    low, high = honest_range(500, 6)
    assert low < normalised_error(errors, covariance).mean() < high
    assert normalised_error(errors, covariance / 1.5).mean() > high
    assert normalised_error(errors, covariance * 1.5).mean() < low


@given(st.integers(1, 1000), st.integers(1, 10))
def test_the_honest_range_holds_the_mean_and_narrows(samples, size):
    low, high = honest_range(samples, size)
    assert 0 <= low < size < high
    wider = honest_range(samples, size, 0.999)
    assert wider[0] <= low < high <= wider[1]
    assert honest_range(4 * samples, size)[1] < high
