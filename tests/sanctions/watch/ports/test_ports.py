from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sanctions.watch.seas import FIRST, HOUR, START

from shiome.sanctions.watch.ports import NamedPlace, PortRules, places, port_events, stops
from shiome.sanctions.watch.tracks import Tracks, tracks_of

PORT = (35.0, 129.0)
Part = tuple[float, float, float, float]
"""Hours from and to, and where the vessel lies; between two parts it sails."""


def voyage(mmsi: int, parts: list[Part], *, draughts: list[float] | None = None, seed: int = 0) -> dict[str, Any]:
    """A row every ten minutes from the first part to the last."""
    rng = np.random.default_rng(seed + mmsi)
    since = np.arange(parts[0][0], parts[-1][1] + 1e-9, 1 / 6)
    corners = [(hour, lat, lon) for low, high, lat, lon in parts for hour in (low, high)]
    hours, lats, lons = (np.array(values) for values in zip(*corners, strict=True))
    still = 1.5e-4
    draught = np.full(len(since), np.nan)
    if draughts:
        for part, value in zip(parts, draughts, strict=True):
            draught[since >= part[0] - 1e-9] = value
    return {
        "mmsi": np.full(len(since), mmsi), "time": START + np.round(since * HOUR).astype(np.int64),
        "lat": np.interp(since, hours, lats) + rng.normal(0, still, len(since)),
        "lon": np.interp(since, hours, lons) + rng.normal(0, still, len(since)), "draught": draught,
    }  # fmt: skip


def tracks(*voyages: dict[str, Any], shift: float = 0.0) -> Tracks:
    joined = {name: np.concatenate([each[name] for each in voyages]) for name in voyages[0]}
    joined["lon"] = joined["lon"] + shift
    return tracks_of(joined)


def visiting(number: int, *, draughts: list[float] | None = None) -> dict[str, Any]:
    """At sea, in port from the eighth hour to the twentieth, at sea."""
    lat, lon = PORT[0] + number * 0.004, PORT[1]
    return voyage(
        FIRST + number, [(0, 0.1, 34.0, 127.0), (8, 20, lat, lon), (30, 30.1, 33.5, 128.0)], draughts=draughts
    )


@pytest.mark.parametrize("engine", ["numba", "numpy"])
def test_stops_are_found_to_the_row(engine: Any) -> None:
    found = stops(tracks(visiting(0)), engine=engine)
    assert len(found) == 1
    time = tracks(visiting(0)).time
    assert time[found.first[0]] == pytest.approx(START + 8 * HOUR, abs=HOUR / 3)
    assert time[found.last[0]] == pytest.approx(START + 20 * HOUR, abs=HOUR / 3)
    assert (found.lat[0], found.lon[0]) == (pytest.approx(PORT[0], abs=0.002), pytest.approx(PORT[1], abs=0.002))


def test_an_anchorage_is_learned_from_three_vessels_not_from_two() -> None:
    assert places(stops(tracks(visiting(0), visiting(1)))) == []
    (place,) = places(stops(tracks(visiting(0), visiting(1), visiting(2))))
    assert place.vessels == 3
    assert (place.lat, place.lon) == (pytest.approx(PORT[0] + 0.004, abs=0.003), pytest.approx(PORT[1], abs=0.003))
    assert 400 < place.radius_m < 2000


def test_calls_are_told_by_name_where_the_pack_has_one() -> None:
    sea = tracks(visiting(0), visiting(1), visiting(2))
    unnamed = port_events(sea)
    named = port_events(
        sea, named=[NamedPlace(35.02, 129.02, "甲港", "Port A"), NamedPlace(10.0, 10.0, "乙港", "Port B")]
    )
    assert [event.type for event in unnamed] == ["port_call"] * 3
    assert [(event.vessels, event.start, event.end) for event in named] == [
        (event.vessels, event.start, event.end) for event in unnamed
    ]
    assert all("Port A" in event.reasons[0].en and "甲港" in event.reasons[0].ja for event in named)
    assert named[0].score > unnamed[0].score
    assert all(event.hours == pytest.approx(12, abs=0.7) for event in named)


def test_a_named_port_needs_no_other_vessel() -> None:
    (event,) = port_events(tracks(visiting(0)), named=[NamedPlace(*PORT, "甲港", "Port A")])
    assert event.measures["place_vessels"] == 0


def test_a_stop_at_sea_is_no_call() -> None:
    assert (
        port_events(tracks(voyage(FIRST, [(0, 0.1, 34.0, 127.0), (8, 20, 33.0, 126.0), (30, 30.1, 33.5, 128.0)]))) == []
    )


def test_a_silence_in_port_does_not_end_the_call() -> None:
    whole = visiting(0)
    since = (whole["time"] - START) / HOUR
    kept = (since < 11) | (since > 17)
    (event,) = port_events(
        tracks({name: values[kept] for name, values in whole.items()}), named=[NamedPlace(*PORT, "甲港", "Port A")]
    )
    assert event.hours > 11


def test_a_change_of_draught_in_port_is_explained_and_one_at_sea_is_not() -> None:
    port = [NamedPlace(*PORT, "甲港", "Port A")]
    change, call = port_events(tracks(visiting(0, draughts=[7.0, 9.5, 9.5])), named=port)
    assert (change.type, call.type) == ("draught_change", "port_call")
    assert change.measures == {"before_m": 7.0, "after_m": 9.5, "at_sea": 0.0}
    at_sea = voyage(
        FIRST, [(0, 0.1, 34.0, 127.0), (8, 20, 33.0, 126.0), (30, 30.1, 33.5, 128.0)], draughts=[9.5, 9.5, 7.0]
    )
    (other,) = port_events(tracks(at_sea), named=port)
    assert other.measures["at_sea"] == 1
    assert other.score > 2 * change.score
    assert other.end - other.start == pytest.approx(HOUR / 6, abs=1000)


def test_small_changes_and_impossible_draughts_are_not_told() -> None:
    assert port_events(tracks(visiting(0, draughts=[7.0, 7.3, 7.0]))) == []
    assert port_events(tracks(visiting(0, draughts=[7.0, 99.0, 7.0]))) == []
    assert port_events(tracks(visiting(0, draughts=[7.0, 0.0, 7.0]))) == []


def test_two_hulls_under_one_number_do_not_change_draught_in_turn() -> None:
    one = voyage(FIRST, [(0, 0.1, 34.0, 127.0), (30, 30.1, 33.5, 128.0)], draughts=[7.0, 7.0])
    other = voyage(FIRST, [(0.05, 0.15, 24.0, 127.0), (30.05, 30.15, 23.5, 128.0)], draughts=[9.0, 9.0])
    sea = tracks(one, other)
    assert len(port_events(sea)) > 100
    assert port_events(sea, hulls=(sea.lat < 30).astype(np.int64)) == []


@settings(max_examples=20, deadline=None)
@given(st.floats(-360, 360), st.integers(0, 99))
def test_longitude_and_the_order_of_rows_do_not_matter(shift: float, seed: int) -> None:
    voyages = [visiting(number, draughts=[7.0, 9.0, 9.0]) for number in range(4)]
    events = port_events(tracks(*voyages), engine="numpy")
    rows = {name: np.concatenate([each[name] for each in voyages]) for name in voyages[0]}
    order = np.random.default_rng(seed).permutation(len(rows["mmsi"]))
    rows["lon"] = rows["lon"] + shift
    moved = port_events(tracks_of({name: values[order] for name, values in rows.items()}), engine="numpy")
    assert [(event.type, event.vessels) for event in moved] == [(event.type, event.vessels) for event in events]
    assert [event.start for event in moved] == [event.start for event in events]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.floats(30, 30.01), st.floats(179.995, 180.005)), max_size=60))
def test_both_engines_give_the_same_stops(rows: list[tuple[int, float, float]]) -> None:
    sea = tracks_of(
        {
            "mmsi": [FIRST] * len(rows),
            "time": [row[0] * HOUR for row in rows],
            "lat": [row[1] for row in rows],
            "lon": [row[2] for row in rows],
        }
    )
    fast, slow = (stops(sea, PortRules(stop_m=400.0), engine=engine) for engine in ("numba", "numpy"))
    for name in ("first", "last", "lat", "lon"):
        assert np.array_equal(getattr(fast, name), getattr(slow, name))
