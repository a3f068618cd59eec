"""Clocks that are off by seconds: found by shifting flights in time, set right, and no target split over it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.coordination.warning.channel.exercise import Exercise, station_setups
from shiome.coordination.warning.channel.station import Station
from shiome.coordination.warning.launches.model import Launch, Plan
from shiome.coordination.warning.launches.running import simulate
from shiome.coordination.warning.launches.trajectories import fly
from shiome.coordination.warning.tracking.clocks import LONGEST, ClockWatch, Flown, shifted
from shiome.coordination.warning.tracking.metrics import gospa
from shiome.coordination.warning.tracking.motion import Flight
from shiome.coordination.warning.tracking.sensors import Sensor
from shiome.coordination.warning.tracking.tracker import Track, Tracker
from shiome.coordination.warning.tracking.watched import WatchedTracker

HERE = {"latitude": 20.0, "longitude": -150.0}
ONE, AGAIN, OTHER = fly(
    [
        Launch("simulated-1", "medium", 2000e3, bearing=70.0, **HERE),
        Launch("simulated-2", "medium", 2000e3, bearing=70.0, at=6.0, **HERE),
        Launch("simulated-3", "short", 600e3, bearing=200.0, **HERE),
    ]
)
SENSORS = (Sensor("s1", 20.0, -150.0), Sensor("s2", 21.0, -150.0, clock_spread=0.2))
CUTOFF = 3000.0


def seen(flight, at, *, late=0.0, number=1, spread=150.0):
    """The track of a flight at a true time, as a sensor has it whose clock is late."""
    state = flight.at(np.array([at]))[0, :6]
    rng = np.random.default_rng([number, int(10 * at)])
    covariance = np.diag([spread**2] * 3 + [15.0**2] * 3)
    mean = state + rng.normal(size=6) * np.sqrt(np.diag(covariance)) / 2
    return Track(
        id=number, time=at + late, mean=mean, covariance=covariance, weight=np.array([0.0, 1.0, 0.0]), looks=9, began=0.0, seen=at,
        origin=state[:3],
    )  # fmt: skip


def flown(flight, *, late=0.0, until=70.0, **options):
    out = Flown()
    for at in np.arange(until - 20, until):
        out.add(seen(flight, at, late=late, **options))
    return out


@settings(max_examples=30)
@given(st.floats(-10, 10), st.floats(-5, 5))
def test_the_shift_of_two_clocks_is_found(late, ours_late):
    found = shifted(flown(ONE, late=ours_late), flown(ONE, late=late, until=70.3), late=ours_late)
    assert found is not None
    assert abs(found.value - late) < 4 * found.spread + 0.05
    assert found.spread < 0.5


def test_another_target_fits_under_no_shift_and_one_too_long_is_not_looked_for():
    assert shifted(flown(ONE), flown(OTHER)) is None
    assert shifted(flown(ONE), flown(ONE, late=LONGEST + 2)) is None
    assert shifted(flown(ONE), flown(ONE, late=3.0), within=1.0) is None
    assert shifted(flown(ONE), Flown(times=[60.0], means=[np.zeros(6)], covariances=[np.eye(6)])) is None


def watched(flights_of, late):
    """What a watch comes to, and what it tells on the way; each sensor sees some flights, the second with a late clock."""
    watch, told = ClockWatch(SENSORS), []
    for at in np.arange(50.0, 80.0):
        for sensor, flights in zip(SENSORS, flights_of, strict=True):
            off = late if sensor.id == "s2" else 0.0
            tracks = [seen(flight, at, late=off, number=number) for number, flight in enumerate(flights, start=1)]
            told.append(watch.look(sensor.id, tracks))
    return watch, [each for each in told if each is not None]


def test_a_clock_as_declared_is_believed():
    watch, told = watched(([ONE, OTHER], [OTHER, ONE]), 0.3)
    assert watch.settled()
    assert watch.known == {"s1": 0.0, "s2": 0.0}
    assert told == []


@pytest.mark.parametrize("late", [-8.0, 2.0, 6.0])
def test_a_clock_that_is_off_is_told_once(late):
    watch, told = watched(([ONE, OTHER], [ONE]), late)
    assert told == [pytest.approx(late, abs=0.3)]
    assert watch.known["s2"] == told[0]


def test_the_second_of_two_launches_in_a_row_is_not_taken_for_the_first():
    """Six seconds apart on one path: a shift of six seconds would explain one of them, the declared clock explains both."""
    watch, told = watched(([ONE, AGAIN], [ONE, AGAIN]), 0.0)
    assert (watch.known["s2"], told) == (0.0, [])
    watch, told = watched(([ONE, AGAIN], [ONE, AGAIN]), 6.0)
    assert told == [pytest.approx(6.0, abs=0.3)]


def test_without_a_common_target_nothing_is_said():
    watch, told = watched(([ONE], [OTHER]), 6.0)
    assert not watch.settled()
    assert told == []


def scenario(seed):
    return simulate(
        Plan(seed=seed, launches={"short": 3, "medium": 3}, within=20.0, duration=92.0, scatter=300e3)
    )  # fmt: skip


def score(found, tracker, skews, at=90.0):
    """Targets missed and tracks that are none's, after frames whose stamps are late."""
    for arrival in found.arrivals:
        if arrival.time > at:
            break
        frame = arrival.frame
        tracker.process(replace(frame, stamp=frame.stamp + skews.get(frame.sensor, 0.0)))
    truth = np.stack([each.at(np.array([at]))[0, :3] for each in found.truth])
    tracks = tracker.tracks(at)
    result = gospa(truth, np.array([each.mean[:3] for each in tracks]).reshape(-1, 3), cutoff=CUTOFF)
    names = [each.id for each in tracks]
    assert len(names) == len(set(names))
    return round(result.missed / (CUTOFF**2 / 2)), round(result.false / (CUTOFF**2 / 2))


@pytest.mark.heavy
@pytest.mark.parametrize("skews", [{"sensor-2": 2.0}, {"sensor-3": -8.0}, {"sensor-2": 10.0, "sensor-3": -4.0}])
def test_no_target_is_split_where_clocks_are_off(skews):
    """The tracker that is not watched splits them, or leaves out as too late what is more than its window behind."""
    found = scenario(310)
    plain = Tracker(found.sensors, Flight())
    assert sum(score(found, plain, skews)) > 0 or plain.too_late > 0
    tracker = WatchedTracker(found.sensors, Flight())
    assert score(found, tracker, skews) == (0, 0)
    offsets = {name: late + found.flaws[name].clock for name, late in skews.items()}
    assert tracker.offsets == pytest.approx(offsets, abs=0.5)


@pytest.mark.heavy
def test_with_good_clocks_it_is_the_tracker_to_the_bit():
    found = scenario(311)
    plain, tracker = Tracker(found.sensors, Flight()), WatchedTracker(found.sensors, Flight())
    assert score(found, plain, {}) == score(found, tracker, {}) == (0, 0)
    assert not tracker.offsets
    for one, other in zip(plain.tracks(), tracker.tracks(), strict=True):
        assert np.array_equal(one.mean, other.mean)


@pytest.mark.heavy
def test_a_station_tells_of_a_clock_that_is_off_and_of_its_owner():
    found = simulate(Plan(seed=4, launches={"short": 1}, duration=75.0, within=1.0))
    exercise = Exercise(plan=found.plan, share="detections", start=0.0)
    station, told = Station(station_setups(exercise, found)["partner-a"]), []
    for arrival in found.arrivals:
        frame = arrival.frame
        late = 7.0 if frame.sensor == "sensor-2" else 0.0
        told += station.frame(replace(frame, stamp=frame.stamp + late), arrival.time).notices
    (notice,) = told
    assert (notice.kind, notice.partner) == ("skew", "partner-b")
    assert "+7." in notice.text["en"]
    assert "sensor-2" in notice.text["ja"]
    assert len(station.tracker.tracks()) == 1
