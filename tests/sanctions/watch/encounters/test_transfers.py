"""Transfers between two emitters: what counts, from when to when, and what does not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sanctions.watch.encounters.ways import HOUR, KM, MINUTE, RULES, START, Columns, stay, together

from shiome.engines import Engine
from shiome.sanctions.watch.anchorages import Anchorages
from shiome.sanctions.watch.encounters.finding import find_encounters
from shiome.sanctions.watch.encounters.rules import EncounterRules
from shiome.sanctions.watch.events import Event
from shiome.sanctions.watch.tracks import tracks_of

ONE, OTHER, THIRD = 412000001, 412000002, 412000003


def found(
    *parts: Columns, anchorages: Anchorages | None = None, rules: EncounterRules = RULES, engine: Engine = "numpy"
) -> list[Event]:
    return find_encounters(tracks_of(together(*parts)), rules, anchorages=anchorages, engine=engine)


def pair(begin: float = 4.0, end: float = 8.0, apart_km: float = 0.1, **more: float) -> tuple[Columns, Columns]:
    return (
        stay(ONE, begin=begin, end=end, **more),  # type: ignore[arg-type]
        stay(OTHER, begin=begin, end=end, north_km=apart_km, **more),  # type: ignore[arg-type]
    )


def test_two_that_lie_together_are_found_with_everything_told() -> None:
    (event,) = found(*pair())
    assert event.type == "transfer"
    assert event.vessels == (ONE, OTHER)
    # They are within 500 m of one another on the way in and out too, but slow only while they stay.
    assert abs(event.start - (START + 4 * HOUR)) < 5 * MINUTE
    assert abs(event.end - (START + 8 * HOUR)) < 5 * MINUTE
    assert (event.lat, event.lon) == pytest.approx((30.0 + 1.16 * KM, 125.0), abs=0.004)
    assert event.measures["mean_m"] == pytest.approx(100, abs=3)
    assert event.score == pytest.approx(0.5 + sum(reason.weight for reason in event.reasons))
    assert all(reason.ja and reason.en and reason.ja != reason.en for reason in (*event.reasons, *event.alternatives))
    assert event.alternatives
    assert len(event.rows) == 32


def test_start_and_end_are_not_tied_to_positions() -> None:
    """Three minutes between positions; the vessel stops between two of them, and the corner says when."""
    begin = 4 + 1 / 60
    one, other = (
        stay(ONE, begin=begin, end=8, around=2.95, knots=0.0),
        stay(OTHER, begin=begin - 1, end=9, north_km=0.1, around=2.95, knots=0.0),
    )
    (event,) = found(one, other)
    assert abs(event.start - (START + begin * HOUR)) < 2 * MINUTE
    assert event.start not in one["time"]


@pytest.mark.parametrize("hours", [1.9, 2.1])
def test_two_hours_are_asked_for(hours: float) -> None:
    assert len(found(*pair(end=4 + hours, step=1.0))) == (hours > 2)


def test_across_midnight_it_is_one() -> None:
    (event,) = found(*pair(begin=24 - 95 / 60, end=24 + 55 / 60))
    assert abs(event.start - (START + 24 * HOUR - 95 * MINUTE)) < 5 * MINUTE
    assert abs(event.end - (START + 24 * HOUR + 55 * MINUTE)) < 5 * MINUTE


@pytest.mark.parametrize("lon", [180.0, -180.0, 179.9995])
def test_across_the_antimeridian_it_is_one(lon: float) -> None:
    (event,) = found(*pair(lon=lon))
    (inland,) = found(*pair())
    assert abs(event.start - inland.start) < 1000
    assert abs(event.end - inland.end) < 1000
    assert abs(abs(event.lon) - 180) < 0.01


def test_across_a_short_gap_of_one_and_of_both_it_is_one() -> None:
    for other in ((6.0, 7.2), None):
        one = stay(ONE, begin=4, end=10, missing=(6.0, 7.5))
        (event,) = found(one, stay(OTHER, begin=4, end=10, north_km=0.1, missing=other))
        assert event.hours == pytest.approx(6, abs=0.1)


def test_in_a_long_gap_nothing_is_assumed() -> None:
    one = stay(ONE, begin=4, end=7.5, missing=(5.5, 8.5))
    events = found(one, stay(OTHER, begin=4, end=7.5, north_km=0.1))
    assert [event for event in events if event.type == "transfer"] == []


def test_a_short_break_does_not_end_a_meeting_and_does_not_count() -> None:
    one, other = pair(end=7.0)
    away = (other["time"] > START + 5.4 * HOUR) & (other["time"] < START + 5.7 * HOUR)
    other["lat"] = np.where(away, other["lat"] + 0.7 * KM, other["lat"])
    (event,) = found(one, other)
    assert event.hours == pytest.approx(3, abs=0.15)
    assert event.measures["hours_near"] < event.hours - 0.2


def test_one_stray_position_changes_nothing() -> None:
    one, other = pair()
    other["lat"][len(other["lat"]) // 2] += 3.0
    (event,) = found(one, other)
    assert event.hours == pytest.approx(4, abs=0.15)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        (pair(apart_km=0.6), "too far apart"),
        (pair(knots=9.0), "a convoy"),
        (pair(begin=4, end=5.2), "a short meeting"),
        ((stay(ONE, begin=4, end=8), stay(OTHER, begin=10, end=14)), "one after the other"),
        ((stay(ONE, begin=4, end=8), stay(ONE, begin=4, end=8)), "one vessel"),
    ],
)
def test_what_is_no_transfer(parts: tuple[Columns, ...], why: str) -> None:
    assert found(*parts) == [], why


def test_near_an_anchorage_nothing_counts() -> None:
    near = Anchorages(np.array([30.0]), np.array([125.05]))
    far = Anchorages(np.array([30.0]), np.array([125.2]))
    assert found(*pair(), anchorages=near) == []
    assert len(found(*pair(), anchorages=far)) == 1


def test_a_crowd_lowers_the_score_and_is_an_alternative() -> None:
    (alone,) = found(*pair())
    crowd = found(*pair(), stay(THIRD, begin=4, end=8, north_km=-1.0))
    (event,) = crowd
    assert event.score < alone.score
    assert "transfer.fleet" in [reason.code for reason in event.alternatives]


def test_three_side_by_side_are_three_pairs() -> None:
    events = found(*pair(), stay(THIRD, begin=4, end=8, north_km=0.2))
    assert [event.vessels for event in events] == [(ONE, OTHER), (ONE, THIRD), (OTHER, THIRD)]


def test_nothing_comes_of_nothing() -> None:
    empty = {"mmsi": np.zeros(0, np.int64), "time": np.zeros(0, np.int64), "lat": np.zeros(0), "lon": np.zeros(0)}
    assert find_encounters(tracks_of(empty), RULES) == []
    alone = {name: values[:1] for name, values in stay(ONE, begin=4, end=8).items()}
    assert find_encounters(tracks_of(alone), RULES) == []


def plain(events: list[Event]) -> list[tuple[object, ...]]:
    return [(event.type, event.start, event.end, event.vessels, event.lat, event.lon, event.score) for event in events]


SCENE = together(
    *pair(step=7.0), stay(THIRD, begin=3, end=9, north_km=0.3, step=11.0), stay(412000009, begin=2, end=4, lat=31.0)
)


@given(st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=15)
def test_the_order_of_rows_does_not_matter(random: object) -> None:
    order = np.arange(len(SCENE["mmsi"]))
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = {name: values[order] for name, values in SCENE.items()}
    rules = RULES
    assert plain(find_encounters(tracks_of(shuffled), rules)) == plain(find_encounters(tracks_of(SCENE), rules))


@given(st.integers(-5 * 365 * 24, 5 * 365 * 24))
@settings(deadline=None, max_examples=15)
def test_a_shift_of_time_by_hours_shifts_events(hours: int) -> None:
    moved = SCENE | {"time": SCENE["time"] + hours * HOUR}
    ours, theirs = find_encounters(tracks_of(SCENE), RULES), find_encounters(tracks_of(moved), RULES)
    assert [(event.start + hours * HOUR, event.end + hours * HOUR) for event in ours] == [
        (event.start, event.end) for event in theirs
    ]
    assert [event.score for event in theirs] == [event.score for event in ours]


@given(st.integers(-3, 3))
@settings(deadline=None, max_examples=7)
def test_whole_turns_of_longitude_change_nothing_to_speak_of(turns: int) -> None:
    moved = SCENE | {"lon": SCENE["lon"] + 360.0 * turns}
    ours, theirs = find_encounters(tracks_of(SCENE), RULES), find_encounters(tracks_of(moved), RULES)
    assert [event.vessels for event in theirs] == [event.vessels for event in ours]
    assert [event.start for event in theirs] == pytest.approx([event.start for event in ours], abs=5)
    assert [event.lon for event in theirs] == pytest.approx([event.lon for event in ours], abs=1e-6)


@given(st.floats(-180, 180))
@settings(deadline=None, max_examples=15)
def test_the_place_on_the_parallel_does_not_matter(shift: float) -> None:
    moved = SCENE | {"lon": SCENE["lon"] + shift}
    ours, theirs = find_encounters(tracks_of(SCENE), RULES), find_encounters(tracks_of(moved), RULES)
    assert [event.vessels for event in theirs] == [event.vessels for event in ours]
    assert [event.end for event in theirs] == pytest.approx([event.end for event in ours], abs=20)
