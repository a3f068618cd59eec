"""Circles heard a few times a turn, or an arc at each pass of a satellite; and what lies on a circle without circling."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.sanctions.watch.seas import FIRST, START

from shiome.sanctions.watch.events import Event
from shiome.sanctions.watch.geometry import DEGREE_M
from shiome.sanctions.watch.spoofing import SpoofingRules, spoofing_events
from shiome.sanctions.watch.spoofing.circles import Circle
from shiome.sanctions.watch.spoofing.motion import steps
from shiome.sanctions.watch.spoofing.orbits import orbits
from shiome.sanctions.watch.tracks import Tracks, tracks_of

Array = NDArray[Any]
RADIUS = 3500.0
TURN_S = 3600.0
PASSES = (np.arange(4)[:, None] * 5700.0 + np.arange(4) * 180.0).ravel()
"""Moments in seconds: four satellites, each hears four messages."""


def tracks_at(seconds: Array, east: Array, north: Array, *, lon: float = 125.0, **told: Array) -> Tracks:
    """Rows of one vessel at some metres from a place."""
    lons = lon + east / (DEGREE_M * np.cos(np.radians(35.0)))
    place = {"time": START + (seconds * 1000).astype(np.int64), "lat": 35.0 + north / DEGREE_M, "lon": lons}
    return tracks_of({"mmsi": np.full(len(seconds), FIRST), **place, **told})


def on_circle(seconds: Array, *, turn_s: float = TURN_S, lon: float = 125.0, course: float | None = None) -> Tracks:
    """Clockwise around a place, with ten metres of error."""
    rng = np.random.default_rng(4)
    angle = seconds * 2 * np.pi / turn_s
    noise = rng.normal(0, 10, (2, len(seconds)))
    way = np.degrees(angle) % 360 if course is None else np.full(len(seconds), course)
    east, north = RADIUS * -np.cos(angle), RADIUS * np.sin(angle)
    return tracks_at(seconds, east + noise[0], north + noise[1], lon=lon, course=way)


def seldom(per_turn: float, *, turns: float = 9.0, seed: int = 0) -> Array:
    """Moments in seconds, some a turn, by a fifth early or late."""
    every = TURN_S / per_turn
    count = round(turns * per_turn)
    return (np.arange(count) + np.random.default_rng(seed).uniform(-0.2, 0.2, count)) * every + every


def circles(tracks: Tracks) -> list[Event]:
    return [event for event in spoofing_events(tracks) if event.reasons[0].code == "spoofing.circle"]


def seldom_circles(tracks: Tracks) -> list[Circle]:
    rules = SpoofingRules()
    return orbits(tracks, steps(tracks, rules), rules)


@pytest.mark.parametrize("per_turn", [1.4, 1.7, 2.0, 2.5, 3.0, 3.5])
def test_a_few_rows_a_turn_make_a_circle(per_turn: float) -> None:
    moments = seldom(per_turn)
    (event,) = circles(on_circle(moments))
    assert event.measures["radius_m"] == pytest.approx(RADIUS, rel=0.01)
    assert (event.lat, event.lon) == (pytest.approx(35.0, abs=1e-3), pytest.approx(125.0, abs=1e-3))
    # A turn more or less between two rows cannot be told apart: the slowest turning counts, never a faster one.
    assert 3 <= event.measures["turns"] <= (moments[-1] - moments[0]) / TURN_S + 0.1


def test_arcs_at_each_pass_of_a_satellite_tell_the_speed_and_the_way() -> None:
    (event,) = circles(on_circle(PASSES))
    assert event.measures["turns"] == pytest.approx(PASSES[-1] / TURN_S, abs=0.05)
    assert event.measures["off_course_share"] == 0.0
    (lying,) = circles(on_circle(PASSES, course=42.0))
    assert lying.measures["off_course_share"] > 0.5
    assert lying.score > event.score


def test_it_says_that_the_turns_are_the_least() -> None:
    (event,) = circles(on_circle(PASSES))
    assert "at least" in event.reasons[0].en
    assert "少なくとも" in event.reasons[0].ja


def test_a_tide_that_turns_a_vessel_adrift_is_too_slow() -> None:
    tide = 12.4 * 3600
    moments = np.arange(0, 4.5 * tide, 5400.0)
    assert seldom_circles(on_circle(moments, turn_s=tide)) == []
    assert len(seldom_circles(on_circle(moments / 9, turn_s=tide / 9))) == 1


def test_a_ferry_between_three_berths_is_no_circle() -> None:
    rng = np.random.default_rng(2)
    berth = rng.integers(0, 3, 60)
    place = np.array([[0.0, 0.0], [6000.0, 0.0], [2000.0, 5000.0]])[berth] + rng.normal(0, 15, (60, 2))
    assert circles(tracks_at(np.arange(60) * 2700.0, place[:, 0], place[:, 1])) == []


def test_a_vessel_that_swings_at_anchor_is_no_circle() -> None:
    rng = np.random.default_rng(3)
    angle = np.cumsum(rng.normal(0, 0.4, 200))
    away = 220.0 + rng.normal(0, 4, 200)
    assert circles(tracks_at(np.arange(200) * 1800.0, away * np.cos(angle), away * np.sin(angle))) == []


def test_a_wide_bend_is_no_circle() -> None:
    angle = np.linspace(0, 1.5, 12)
    assert circles(tracks_at(np.arange(12) * 900.0, 15_000 * np.cos(angle), 15_000 * np.sin(angle))) == []


def test_random_places_make_no_circle() -> None:
    rng = np.random.default_rng(1)
    east, north = rng.uniform(-4500, 4500, (2, 5000))
    assert seldom_circles(tracks_at(np.arange(5000) * 1800.0, east, north)) == []


def test_a_circle_that_goes_on_for_days_is_one_event() -> None:
    (event,) = circles(on_circle(seldom(2.5, turns=60)))
    assert event.hours == pytest.approx(59.5, abs=1.0)


@settings(max_examples=15)
@given(st.floats(-179.9, 179.9), st.integers(0, 99))
def test_they_are_found_at_every_longitude(lon: float, seed: int) -> None:
    (event,) = circles(on_circle(seldom(2.5, seed=seed), lon=lon))
    assert abs((event.lon - lon + 180) % 360 - 180) < 1e-3
