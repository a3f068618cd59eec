from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.sanctions.watch.seas import FIRST, HOUR, START, columns

from shiome.sanctions.watch.events import Event
from shiome.sanctions.watch.geometry import DEGREE_M
from shiome.sanctions.watch.spoofing import Receiver, SpoofingRules, hearing, learned_receivers, spoofing_events
from shiome.sanctions.watch.tracks import Tracks, tracks_of

Array = NDArray[Any]


def circling(
    turns: float,
    *,
    radius: float = 2000.0,
    lon: float = 125.0,
    noise: float = 10.0,
    course: bool = False,
    before: int = 20,
    shift: float = 0.0,
) -> Tracks:
    """Straight on, then a circle (``shift`` degrees to the north), a row every two minutes, a turn in half an hour."""
    rng = np.random.default_rng(1)
    count = round(turns * 15)
    angle = np.arange(count + 1) * 2 * np.pi / 15
    time = START + np.arange(before + count + 1) * 120_000
    east = np.r_[(np.arange(before) - before) * 600.0, radius * np.sin(angle)]
    north = np.r_[np.zeros(before), shift * DEGREE_M + radius - radius * np.cos(angle)]
    lat = 35.0 + (north + rng.normal(0, noise, len(time))) / DEGREE_M
    lons = lon + (east + rng.normal(0, noise, len(time))) / (DEGREE_M * np.cos(np.radians(35.0)))
    told = {"course": np.full(len(time), 42.0)} if course else {}
    return tracks_of({"mmsi": np.full(len(time), FIRST), "time": time, "lat": lat, "lon": lons, **told})


def codes(events: list[Event]) -> list[str]:
    return [event.reasons[0].code for event in events]


def test_a_circle_is_told_with_turns_radius_and_middle() -> None:
    (event,) = spoofing_events(circling(5))
    assert codes([event]) == ["spoofing.circle"]
    assert event.measures["turns"] == pytest.approx(5, abs=0.3)
    assert event.measures["radius_m"] == pytest.approx(2000, rel=0.03)
    assert (event.lat, event.lon) == (pytest.approx(35 + 2000 / DEGREE_M, abs=1e-3), pytest.approx(125.0, abs=1e-3))


def test_what_else_speaks_against_a_circle_raises_its_score() -> None:
    plain, off = (spoofing_events(circling(5, course=course))[0] for course in (False, True))
    (jumped,) = spoofing_events(circling(5, course=True, shift=5.0))
    assert plain.score < off.score < jumped.score
    assert "spoofing.circle_jump" in {reason.code for reason in jumped.reasons}


@pytest.mark.parametrize("turns", [0.9, 1.8, 2.5])
def test_a_few_turns_alone_are_a_manoeuvre(turns: float) -> None:
    assert spoofing_events(circling(turns)) == []


def test_swinging_at_anchor_and_a_spiral_are_no_circle() -> None:
    assert spoofing_events(circling(8, radius=80, noise=5)) == []
    angle = np.arange(0, 12 * np.pi, 0.3)
    east, north = 300 * angle * np.sin(angle), 300 * angle * np.cos(angle)
    spiral = {
        "lat": 35 + north / DEGREE_M,
        "lon": 125 + east / DEGREE_M,
        "time": START + np.arange(len(angle)) * 600_000,
    }
    assert spoofing_events(tracks_of({"mmsi": np.full(len(angle), FIRST), **spiral})) == []


def test_a_circle_parted_by_a_gap_is_one_event() -> None:
    whole = circling(8)
    kept = np.ones(whole.count, dtype=bool)
    kept[80:88] = False
    parted = tracks_of(
        {"mmsi": np.full(kept.sum(), FIRST), **{name: values[kept] for name, values in whole.columns.items()}}
    )
    assert len(spoofing_events(parted)) == 1


@settings(max_examples=20, deadline=None)
@given(st.floats(-179.9, 179.9), st.floats(4, 12))
def test_circles_are_found_at_every_longitude(lon: float, turns: float) -> None:
    (event,) = spoofing_events(circling(turns, lon=lon))
    assert -180 <= event.lon < 180
    assert 0 < event.score < 1


def displaced(rows: slice) -> Tracks:
    given_columns = columns(vessels=1)
    given_columns["lat"][rows] += 8
    return tracks_of(given_columns)


def test_a_jump_is_told_and_strays_count_less() -> None:
    (stray,) = spoofing_events(displaced(slice(100, 101)))
    (stay,) = spoofing_events(displaced(slice(100, 160)))
    assert codes([stray, stay]) == ["spoofing.jump"] * 2
    assert stray.score < 0.3 < stay.score
    assert stay.measures["jumps"] == 2
    assert stay.measures["knots"] > 1000


def test_jumps_of_a_shared_number_are_left_to_identity() -> None:
    assert spoofing_events(displaced(slice(100, 160)), shared=frozenset({FIRST})) == []


def test_ordinary_traffic_is_not_told() -> None:
    assert spoofing_events(tracks_of(columns(vessels=20, hours=72))) == []


def computed(noise: float) -> Tracks:
    since = np.arange(0, 6, 1 / 12)
    rng = np.random.default_rng(3)
    return tracks_of(
        {
            "mmsi": np.full(len(since), FIRST), "time": START + (since * HOUR).astype(np.int64),
            "lat": 35 + since * 0.1 + rng.normal(0, noise / DEGREE_M, len(since)), "lon": 179.8 + since * 0.2,
        }
    )  # fmt: skip


def test_a_track_without_variation_is_told_and_one_with_it_is_not() -> None:
    (event,) = spoofing_events(computed(0.3))
    assert codes([event]) == ["spoofing.smooth"]
    assert event.hours == pytest.approx(6, abs=0.2)
    assert spoofing_events(computed(15.0)) == []


def heard_by(where: Array) -> Tracks:
    given_columns = columns(vessels=15, hours=10)
    given_columns["receiver"] = np.zeros(len(given_columns["mmsi"]), dtype=np.int64)
    far = (given_columns["mmsi"] == FIRST) & where
    given_columns["lat"] = np.where(far, given_columns["lat"] + 12, given_columns["lat"])
    return tracks_of(given_columns, words={"receiver": ("A",)})


@pytest.mark.parametrize("receivers", [None, {"A": Receiver(35.0, 125.0, 200_000)}])
def test_positions_beyond_the_reach_of_a_receiver_are_told(receivers: dict[str, Receiver] | None) -> None:
    events = spoofing_events(heard_by(np.arange(15 * 120) < 12), receivers=receivers)
    assert "spoofing.footprint" in codes(events)
    assert {event.vessels for event in events} == {(FIRST,)}
    assert spoofing_events(heard_by(np.zeros(15 * 120, dtype=bool)), receivers=receivers) == []


def liars(count: int) -> Tracks:
    """Thirty vessels around a station; some of them send, for an hour, positions twelve degrees to the north."""
    given_columns = columns(vessels=30, hours=10)
    given_columns["receiver"] = np.zeros(len(given_columns["mmsi"]), dtype=np.int64)
    lying = (given_columns["mmsi"] < FIRST + count) & (given_columns["time"] < START + HOUR)
    given_columns["lat"] = given_columns["lat"] + 12 * lying
    return tracks_of(given_columns, words={"receiver": ("A",)})


def test_up_to_one_vessel_in_ten_that_lies_does_not_stretch_the_reach() -> None:
    reach = {count: learned_receivers([hearing(liars(count))], SpoofingRules())["A"].reach_m for count in (0, 1, 3, 6)}
    assert reach[0] == pytest.approx(reach[1], rel=0.1)
    assert reach[0] == pytest.approx(reach[3], rel=0.1)
    assert reach[6] > 12 * DEGREE_M
    told = [event for event in spoofing_events(liars(3)) if event.reasons[0].code == "spoofing.footprint"]
    assert {event.vessels[0] for event in told} == {FIRST, FIRST + 1, FIRST + 2}


def test_a_receiver_is_learned_alike_from_one_portion_and_from_several() -> None:
    whole = liars(2)
    vessel = np.repeat(whole.vessels, np.diff(whole.offsets))
    parts = [
        tracks_of(
            {"mmsi": vessel[chosen], **{name: values[chosen] for name, values in whole.columns.items()}},
            words={"receiver": ("A",)},
        )
        for chosen in (vessel % 3 == rest for rest in range(3))
    ]
    rules = SpoofingRules()
    assert learned_receivers([hearing(part) for part in parts], rules) == learned_receivers([hearing(whole)], rules)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 50), st.floats(-90, 90), st.floats(-180, 180)), max_size=50), st.integers(0, 99)
)  # fmt: skip
def test_any_rows_in_any_order_give_the_same_events(rows: list[tuple[int, float, float]], seed: int) -> None:
    rows = list({row[0]: row for row in rows}.values())
    told = {
        "mmsi": [FIRST] * len(rows),
        "time": [row[0] * 600_000 for row in rows],
        "lat": [row[1] for row in rows],
        "lon": [row[2] for row in rows],
    }
    events = spoofing_events(tracks_of(told))
    order = np.random.default_rng(seed).permutation(len(rows))
    shuffled = tracks_of({name: np.array(values)[order] for name, values in told.items()})
    assert spoofing_events(shuffled) == events
    assert all(0 <= event.score <= 1 and event.start <= event.end for event in events)


def test_rules_default() -> None:
    assert SpoofingRules().room == "spoofing"
