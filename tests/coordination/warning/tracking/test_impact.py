"""Where launches come down: areas that hold the truth as often as they say, classes with their probabilities."""

from dataclasses import replace

import numpy as np
import pytest

from shiome.coordination.warning.launches.model import Plan
from shiome.coordination.warning.launches.running import ring, simulate
from shiome.coordination.warning.tracking.earth import ecef_of
from shiome.coordination.warning.tracking.impact import Impact, impacts
from shiome.coordination.warning.tracking.metrics import normalised_error
from shiome.coordination.warning.tracking.motion import Flight
from shiome.coordination.warning.tracking.ranges import CLASSES, RangeLimits, reach_of
from shiome.coordination.warning.tracking.tracker import Tracker
from shiome.errors import RegionRefused
from shiome.region.pack import load_pack, locate

AT = 190.0


@pytest.fixture(scope="module")
def runs():
    """Launches of three seeds: the truth, the track nearest to it and where that comes down."""
    found = []
    for seed in (1, 2, 3):
        plan = Plan(seed=seed, launches={"short": 6, "medium": 6}, scatter=300e3, duration=AT, within=5.0)
        clean = {"range_bias": 0.0, "angle_bias": 0.0, "clock_spread": 0.0, "clutter": 1.0}
        scenario = simulate(replace(plan, sensors=tuple(replace(each, **clean) for each in ring(plan))))
        tracker = Tracker(scenario.sensors, Flight())
        for arrival in scenario.arrivals:
            tracker.process(arrival.frame)
        tracks = tracker.tracks(AT)
        states = np.concatenate([each.at(np.array([AT])) for each in scenario.truth])
        for track, impact in zip(tracks, impacts(tracks), strict=True):
            nearest = int(np.argmin(np.linalg.norm(states[:, :3] - track.mean[:3], axis=1)))
            found.append((scenario.truth[nearest], states[nearest], track, impact))
    return found


@pytest.mark.heavy
def test_every_launch_is_tracked_once(runs):
    assert len(runs) == len({id(truth) for truth, _, _, _ in runs}) == 36


@pytest.mark.heavy
def test_covariances_are_honest(runs):
    errors = [
        float(normalised_error(state[:6] - track.mean[:6], track.covariance[:6, :6])) for _, state, track, _ in runs
    ]
    assert 4.0 < np.mean(errors) < 8.0


@pytest.mark.heavy
def test_the_area_holds_the_truth_as_often_as_it_says(runs):
    told = [(truth, impact) for truth, _, _, impact in runs if impact is not None]
    assert len(told) >= 30
    share = np.mean([impact.holds(truth.impact_latitude, truth.impact_longitude) for truth, impact in told])
    assert 0.8 <= share <= 1.0
    half = np.mean([impact.holds(truth.impact_latitude, truth.impact_longitude, 0.5) for truth, impact in told])
    assert 0.3 <= half <= 0.8


@pytest.mark.heavy
def test_classes_are_those_that_were_launched(runs):
    for truth, _, track, impact in runs:
        if impact is not None:
            reach = reach_of(track.origin, impact, RangeLimits())
            assert reach.range_class == truth.launch.range_class
            assert abs(reach.distance - truth.launch.distance) < 3 * reach.spread


def test_an_area_is_an_ellipse_of_its_probability_and_its_outline_its_edge():
    covariance = np.array([[9e6, -9e5], [-9e5, 1e6]])
    impact = Impact(10.0, 20.0, 0.0, 1.0, covariance, ecef_of(10.0, np.array([20.0, 20.1])), 0.0)
    long, short, _ = impact.ellipse()
    assert np.pi * long * short == pytest.approx(np.pi * 4.605 * np.linalg.det(covariance) ** 0.5, rel=1e-3)
    outline = impact.outline(0.9)
    assert outline[0] == outline[-1]
    assert not any(impact.holds(*place, 0.88) for place in outline)
    assert all(impact.holds(*place, 0.92) for place in outline)


def test_the_packs_limits_hold():
    limits = RangeLimits.of(load_pack(locate("peninsula")))
    assert (limits.short_km, limits.medium_km, limits.intermediate_km) == (1000, 3000, 5500)


@pytest.mark.parametrize(
    "limits", [{"short_km": 4000.0}, {"medium_km": 6000.0}, {"short_km": 0.0}, {"origin_km": -1.0}]
)
def test_limits_that_do_not_rise_are_refused(limits):
    with pytest.raises(RegionRefused):
        RangeLimits(**limits)


@pytest.mark.parametrize(("kilometres", "name"), list(zip((500, 2000, 4000, 9000), CLASSES, strict=True)))
def test_far_from_a_limit_the_class_is_certain(kilometres, name):
    there = ecef_of(0.0, np.degrees(kilometres * 1000 / 6_371_008.8))
    reach = reach_of(
        ecef_of(0.0, 0.0), Impact(0.0, 0.0, 0.0, 1.0, np.eye(2), np.stack([there, there]), 0.0), RangeLimits()
    )
    assert reach.range_class == name
    assert reach.chances[name] > 0.999
