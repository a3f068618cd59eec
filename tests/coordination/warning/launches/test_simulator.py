"""Simulated launches: they fly as told, sensors see them with their flaws, the truth stays apart, the same seed gives the same."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.coordination.warning.launches.kepler import least_energy_angle, speed_for
from shiome.coordination.warning.launches.model import Launch, Plan
from shiome.coordination.warning.launches.running import DISTANCES, ring, simulate
from shiome.coordination.warning.launches.shapes import scenario_shape
from shiome.coordination.warning.launches.trajectories import BURN, fly
from shiome.coordination.warning.tracking.earth import MEAN_RADIUS, ecef_of, ground_distance, height_of
from shiome.coordination.warning.tracking.sensors import expected, residuals, visible
from shiome.errors import InputRefused, QueryRefused

PLAN = Plan(seed=7, launches={"short": 1, "medium": 1}, duration=150.0)


def launch(range_class="medium", distance=2000e3, **options):
    return Launch("simulated-1", range_class, distance, latitude=20.0, longitude=-150.0, bearing=70.0, **options)


@pytest.fixture(scope="module")
def scenario():
    return simulate(PLAN)


@pytest.mark.parametrize("range_class", list(DISTANCES))
def test_a_launch_comes_down_where_it_was_aimed(range_class):
    distance = sum(DISTANCES[range_class]) / 2
    (flown,) = fly([launch(range_class, distance)])
    begin, end = ecef_of(20.0, -150.0), ecef_of(flown.impact_latitude, flown.impact_longitude)
    assert ground_distance(begin, end) == pytest.approx(distance, rel=0.006)
    assert flown.burnout == BURN[range_class]
    assert flown.simulated is True
    assert height_of(flown.states[-1, :3]) <= 0 < height_of(flown.states[-2, :3])
    assert abs(height_of(flown.at(np.array([flown.impact_time - 1e-3]))[0, :3])) < 100


def test_a_lofted_flight_goes_higher_and_takes_longer_and_a_depressed_one_does_not():
    shapes = ("depressed", "minimum", "lofted")
    flown = fly([launch(shape=shape) for shape in shapes])
    heights, times = [each.apogee for each in flown], [each.impact_time for each in flown]
    assert heights == sorted(heights)
    assert times == sorted(times)


def test_at_burnout_the_speed_is_near_that_of_the_closed_form():
    """The thrust ends above the ground and the Earth turns; textbooks' least-energy speed is met to some percent."""
    (flown,) = fly([launch(distance=2500e3)])
    state = flown.at(np.array([BURN["medium"] + 0.5]))[0]
    span = 2500e3 / MEAN_RADIUS
    assert np.linalg.norm(state[3:6]) == pytest.approx(speed_for(span, least_energy_angle(span), MEAN_RADIUS), rel=0.1)


def test_states_are_there_only_while_it_flies():
    (flown,) = fly([launch("short", 500e3, at=30.0)])
    states = flown.at(np.array([29.9, 30.0, 100.5, flown.impact_time + 0.1]))
    assert np.isfinite(states[:, 0]).tolist() == [False, True, True, False]
    between = flown.at(np.array([100.0, 101.0]))
    assert np.linalg.norm(states[2, :3] - between[:, :3].mean(axis=0)) < 20


def test_nothing_is_flown_without_a_launch_and_what_cannot_be_reached_is_refused():
    assert fly([]) == ()
    with pytest.raises(InputRefused) as refused:
        fly([launch("short", 25_000e3)])
    assert refused.value.code == "warning.trajectory"


def test_the_same_seed_gives_the_same_and_another_something_else(scenario):
    again = simulate(PLAN)
    assert [each.time for each in again.arrivals] == [each.time for each in scenario.arrivals]
    assert all(
        np.array_equal(one.frame.measurements, other.frame.measurements)
        for one, other in zip(again.arrivals, scenario.arrivals, strict=True)
    )
    assert again.flaws == scenario.flaws
    assert simulate(replace(PLAN, seed=8)).flaws != scenario.flaws


def test_everything_is_marked_and_comes_in_the_order_of_arrival(scenario):
    assert scenario.simulated is True
    assert all(each.simulated is True for each in scenario.truth)
    times = [each.time for each in scenario.arrivals]
    assert times == sorted(times)
    assert {each.frame.sensor for each in scenario.arrivals} == {"sensor-1", "sensor-2", "sensor-3"}
    for each in scenario.arrivals:
        taken = each.frame.stamp - scenario.flaws[each.frame.sensor].clock
        assert taken <= each.time


def test_launches_are_those_of_the_plan(scenario):
    assert [each.launch.range_class for each in scenario.truth] == ["short", "medium"]
    for each in scenario.truth:
        low, high = DISTANCES[each.launch.range_class]
        assert low <= each.launch.distance <= high
        assert 0 <= each.launch.at <= PLAN.within
        begun = ecef_of(each.launch.latitude, each.launch.longitude)
        assert ground_distance(begun, ecef_of(PLAN.latitude, PLAN.longitude)) <= PLAN.scatter * 1.01


def test_what_sensors_see_errs_by_their_noise_bias_and_clock(scenario):
    """Residuals against the truth at the true time of the frame, in standard deviations of what was declared and drawn."""
    off = {each.id: [] for each in scenario.sensors}
    for arrival in scenario.arrivals:
        frame = arrival.frame
        seen_by = next(each for each in scenario.sensors if each.id == frame.sensor)
        flaw = scenario.flaws[frame.sensor]
        truth = scenario.positions(frame.stamp - flaw.clock)
        if not len(truth) or not len(frame.measurements):
            continue
        residual = residuals(seen_by, expected(seen_by, truth, 3).against_all(), frame.measurements)
        residual -= [flaw.range_bias, *flaw.angle_bias]
        distance = np.abs(residual / seen_by.noise).max(axis=-1)
        near = distance.min(axis=1) < 5
        off[frame.sensor] += (residual / seen_by.noise)[near, distance.argmin(axis=1)[near]].tolist()
    for errors in off.values():
        assert len(errors) > 100
        assert np.abs(np.mean(errors, axis=0)).max() < 5 / np.sqrt(len(errors))
        assert np.std(errors, axis=0) == pytest.approx(1.0, abs=0.2)


def test_nothing_is_detected_that_is_not_in_view_where_there_is_no_clutter():
    plan = replace(PLAN, duration=100.0)
    blind = tuple(replace(each, clutter=0.0, detection=1.0) for each in ring(plan))
    found = simulate(replace(plan, sensors=blind, flawless=True))
    for arrival in found.arrivals:
        seen_by = next(each for each in blind if each.id == arrival.frame.sensor)
        truth = found.positions(arrival.frame.stamp)
        assert len(arrival.frame.measurements) == np.count_nonzero(visible(seen_by, truth))
    assert all(
        (flaw.clock, flaw.range_bias, flaw.angle_bias) == (0.0, 0.0, (0.0, 0.0)) for flaw in found.flaws.values()
    )


def test_an_outage_silences_one_sensor():
    found = simulate(replace(PLAN, duration=60.0, outages={"sensor-2": (10.0, 40.0)}, flawless=True))
    silent = [each for each in found.arrivals if 10.0 <= each.frame.stamp < 40.0]
    assert {each.frame.sensor for each in silent} == {"sensor-1", "sensor-3"}
    assert any(each.frame.sensor == "sensor-2" and each.frame.stamp > 40.0 for each in found.arrivals)


@given(st.integers(1, 6), st.floats(1e4, 1e6))
def test_a_ring_stands_around_the_place(count, distance):
    sensors = ring(PLAN, count=count, distance=distance)
    assert len({each.id for each in sensors}) == count
    away = [float(ground_distance(each.position, ecef_of(PLAN.latitude, PLAN.longitude))) for each in sensors]
    assert away == pytest.approx([distance * (1 + 0.25 * number) for number in range(count)], rel=0.01)


@pytest.mark.parametrize(
    "change",
    [
        {"launches": {}},
        {"launches": {"short": 0}},
        {"duration": 0.0},
        {"duration": float("nan")},
        {"period": -1.0},
        {"delay": -0.1},
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(change):
    with pytest.raises(QueryRefused) as refused:
        simulate(replace(PLAN, **change))
    assert refused.value.code == "warning.plan"


def test_the_shape_for_json_keeps_the_truth_apart_from_what_was_seen(scenario):
    told = scenario_shape(scenario, frames=True)
    assert told["simulated"] is True
    assert len(told["frames"]) == len(scenario.arrivals) == scenario_shape(scenario, frames=False)["frames"]
    assert set(told["frames"][0]) == {"received", "sensor", "stamp", "measurements"}
    assert [each["id"] for each in told["truth"]] == ["simulated-1", "simulated-2"]
    assert told["truth"][0]["range_km"] == pytest.approx(scenario.truth[0].launch.distance / 1000, rel=0.01)
    assert set(told["flaws"]) == {each["id"] for each in told["sensors"]}
