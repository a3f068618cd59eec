"""Flaws of sensors: learnt as by the one joint filter, and covariances that are honest while they are not yet known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.warning.tracking.scenes import covariances, frame, sensor, targets

from shiome.coordination.warning.launches.model import Plan
from shiome.coordination.warning.launches.running import simulate
from shiome.coordination.warning.tracking.calibration import FLAWS, Calibration
from shiome.coordination.warning.tracking.kalman import update
from shiome.coordination.warning.tracking.metrics import honest_range, normalised_error
from shiome.coordination.warning.tracking.motion import ConstantVelocity, Flight
from shiome.coordination.warning.tracking.tracker import Tracker

SEEDS = st.integers(0, 10_000)


def declared(*spreads):
    return Calibration.declared(
        sensor(f"s{number}", clock_spread=spread, range_bias=20.0, angle_bias=1e-4)
        for number, spread in enumerate(spreads)
    )


def test_the_best_known_clock_anchors_the_others():
    known = declared(0.3, 0.1, 0.2)
    assert {name: spread for name, (_, spread) in known.clocks().items()} == pytest.approx(
        {"s0": 0.3, "s1": 0.0, "s2": 0.2}
    )
    assert np.sqrt(np.diag(known.covariance)) == pytest.approx(
        [0.3, 20, 1e-4, 1e-4, 0.0, 20, 1e-4, 1e-4, 0.2, 20, 1e-4, 1e-4]
    )
    assert known.bias("s2").tolist() == [0.0, 0.0, 0.0]
    assert known.clock("s2") == 0.0


def test_clocks_wander_but_the_anchor_and_the_biases_do_not():
    grown = np.diag(declared(0.3, 0.1).later(300.0).covariance - declared(0.3, 0.1).covariance)
    assert grown[0] == pytest.approx(0.003**2, rel=0.01)
    assert not grown[1:].any()
    assert np.array_equal(declared(0.3, 0.1).later(-5.0).covariance, declared(0.3, 0.1).covariance)


@given(SEEDS, st.integers(1, 5))
def test_what_is_learnt_is_what_the_filter_of_all_flaws_learns(seed, count):
    rng = np.random.default_rng(seed)
    known = declared(0.3, 0.0)
    size = len(known.value)
    leaning = rng.normal(size=(count, 3, size)) / np.maximum(np.sqrt(np.diag(known.covariance)), 1e-6)
    residual, noises = rng.normal(size=(count, 3)), covariances(rng, count, 3)
    mean, covariance = known.value, known.covariance
    for row in range(count):
        mean, covariance = update(mean, covariance, residual[row] - leaning[row] @ mean, leaning[row], noises[row])
    learnt = known.learnt(leaning, residual, np.linalg.inv(noises))
    scale = np.sqrt(np.diag(known.covariance))
    assert np.allclose(learnt.value, mean, atol=1e-6 * scale)
    assert np.allclose(learnt.covariance, covariance, atol=1e-6 * np.outer(scale, scale))
    assert np.array_equal(learnt.covariance, learnt.covariance.T)
    assert np.linalg.eigvalsh(learnt.covariance).min() > -1e-12


def test_nothing_is_learnt_from_nothing():
    known = declared(0.3, 0.0)
    assert known.learnt(np.zeros((0, 3, 8)), np.zeros((0, 3)), np.zeros((0, 3, 3))) is known
    exact = Calibration.declared([sensor()])
    assert exact.learnt(np.ones((1, 3, 4)), np.ones((1, 3)), np.eye(3)[None]) is exact


def test_the_two_stages_are_the_filter_of_state_and_flaws_at_once():
    """One target and two sensors near whose frames the geometry hardly changes: against one filter of ten numbers and flaws."""
    sensors = [sensor("s1", range_bias=0.0), sensor("s2", 0.6, clock_spread=0.3, range_bias=30.0)]
    rng = np.random.default_rng(11)
    state = targets(rng, 1, sensors[0].position + 300e3 * sensors[0].axes[2], speed=1500.0)
    tracker = Tracker(sensors, ConstantVelocity(1e-3))
    for second in range(40):
        for place, each in enumerate(sensors):
            time = second + 0.4 * place
            late = 0.25 if place else 0.0
            seen = frame(rng, each, state[:, :3] + time * state[:, 3:], time + late)
            if place:
                seen = replace(seen, measurements=seen.measurements + np.array([40.0, 0.0, 0.0]))
            tracker.process(seen)
    known = tracker.picture.calibration
    for name, found, truth in (("clock", 0, 0.25), ("range", 1, 40.0)):
        spread = np.sqrt(known.covariance[FLAWS + found, FLAWS + found])
        assert spread < (0.3, 30.0)[found], name
        assert abs(known.value[FLAWS + found] - truth) < 4 * spread, name


@pytest.fixture(scope="module")
def errors():
    """Normalised errors of launches under the simulator's own sensors, by time; seeds that nothing was tuned on."""
    found = {60.0: [], 80.0: [], 100.0: []}
    for seed in range(100, 106):
        scenario = simulate(
            Plan(seed=seed, launches={"short": 2, "medium": 2}, within=1.0, duration=102.0, scatter=300e3)
        )
        assert all(each.clock_spread == 0.2 for each in scenario.sensors[1:])
        tracker, waiting = Tracker(scenario.sensors, Flight()), list(found)
        for arrival in scenario.arrivals:
            if waiting and arrival.time > waiting[0] + 0.5:
                at = waiting.pop(0)
                found[at] += [error_of(tracker.tracks(at), each.at(np.array([at]))[0]) for each in scenario.truth]
            tracker.process(arrival.frame)
    return found


@pytest.mark.heavy
@pytest.mark.parametrize("at", [60.0, 100.0])
def test_covariances_are_honest_while_offsets_are_learnt_and_after(errors, at):
    low, high = honest_range(len(errors[at]), 6)
    assert len(errors[at]) == 24
    assert low < np.mean(errors[at]) < high


@pytest.mark.heavy
def test_about_burnout_covariances_are_rather_too_large_than_too_small(errors):
    """Part of the thrust's uncertainty stays for some seconds."""
    low, high = honest_range(len(errors[80.0]), 6)
    assert low / 2 < np.mean(errors[80.0]) < high


def error_of(tracks, state):
    """Of the track that is nearest to a launch."""
    track = min(tracks, key=lambda each: np.linalg.norm(each.mean[:3] - state[:3]))
    return float(normalised_error(state[:6] - track.mean[:6], track.covariance[:6, :6]))
