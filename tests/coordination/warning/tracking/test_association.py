import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from shiome.coordination.warning.tracking.association import all_but, assigned, gate_of
from shiome.coordination.warning.tracking.initiation import NO_SEEDS, Seeds, start

SIZES = st.integers(1, 4)


@given(st.integers(0, 10_000), SIZES, SIZES)
def test_the_assignment_has_the_most_pairs_within_the_gate_and_of_those_the_least_cost(seed, rows, columns):
    distances = np.random.default_rng(seed).uniform(0, 2, size=(rows, columns))
    found = assigned(distances, gate=1.0)
    pairs = list(zip(found.rows.tolist(), found.columns.tolist(), strict=True))
    assert all(distances[pair] <= 1.0 for pair in pairs)
    ranks = []
    for chosen in itertools.permutations(range(max(rows, columns)), min(rows, columns)):
        inside = [
            distances[pair] for pair in (enumerate(chosen) if rows <= columns else ((row, each) for each, row in enumerate(chosen)))
            if distances[pair] <= 1.0
        ]  # fmt: skip
        ranks.append((-len(inside), sum(inside)))
    best = min(ranks)
    assert (-len(pairs), pytest.approx(sum(distances[pair] for pair in pairs))) == best


@given(st.floats(0.5, 0.9999), st.integers(1, 12))
def test_a_gate_is_the_quantile_of_chi_squared(probability, size):
    assert gate_of(probability, size) == pytest.approx(chi2.ppf(probability, size))


@given(st.sets(st.integers(0, 19)))
def test_all_but_some_are_the_others_in_order(taken):
    left = all_but(20, np.array(sorted(taken), dtype=int))
    assert left.tolist() == [each for each in range(20) if each not in taken]


def seeds(positions, time, sensor=0):
    count = len(positions)
    return Seeds(
        np.array(positions, dtype=float), np.tile(100.0 * np.eye(3), (count, 1, 1)), np.full(count, time), np.full(count, sensor)
    )  # fmt: skip


def test_two_detections_of_one_sensor_near_enough_begin_a_track():
    begun, left, new = start(
        seeds([[0, 0, 0], [1e6, 0, 0]], 0.0), seeds([[2000, 0, 0], [5e5, 0, 0]], 1.0), fastest=8000.0
    )
    assert len(begun) == 1
    assert begun.mean[0].tolist() == [2000, 0, 0, 2000, 0, 0]
    assert begun.covariance[0, 3, 3] == 200.0
    assert begun.covariance[0, 0, 3] == 100.0
    assert (len(left), len(new)) == (1, 1)


@pytest.mark.parametrize(("time", "sensor", "distance"), [(1.0, 1, 2000.0), (1.0, 0, 9000.0), (0.0, 0, 1.0)])
def test_detections_of_two_sensors_too_far_apart_or_at_once_begin_none(time, sensor, distance):
    begun, left, new = start(seeds([[0, 0, 0]], 0.0), seeds([[distance, 0, 0]], time, sensor), fastest=8000.0)
    assert (len(begun), len(left), len(new)) == (0, 1, 1)
    assert len(start(NO_SEEDS, seeds([[0, 0, 0]], 0.0), fastest=8000.0)[2]) == 1
