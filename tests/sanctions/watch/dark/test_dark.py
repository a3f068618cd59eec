from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.sanctions.watch.seas import FIRST, HOUR, START, always, columns, sea

from shiome.errors import RegionRefused
from shiome.sanctions.watch.dark import DarkRules, Haven, dark_periods, silences
from shiome.sanctions.watch.dark.judging import calibrated
from shiome.sanctions.watch.events import Event
from shiome.sanctions.watch.tracks import tracks_of

Array = NDArray[Any]
SILENT = {3: (20.0, 30.0), 7: (5.0, 17.0)}


def vessels(events: list[Event]) -> list[int]:
    return sorted(event.vessels[0] - FIRST for event in events)


def hole(time: Array, lat: Array, lon: Array, rng: np.random.Generator) -> Array:
    return ~((lon > 125.3) & (lat > 34.0))


def outage(time: Array, lat: Array, lon: Array, rng: np.random.Generator) -> Array:
    return (time < START + 12 * HOUR) | (time > START + 24 * HOUR)


def passes(time: Array, lat: Array, lon: Array, rng: np.random.Generator) -> Array:
    overhead = (time - START) % (100 * 60_000) < 12 * 60_000
    return overhead & (rng.uniform(size=len(time)) < 0.4)


def test_a_vessel_that_falls_silent_among_others_is_told_exactly() -> None:
    given_columns = columns(silent=SILENT)
    events = {event.vessels[0] - FIRST: event for event in dark_periods(tracks_of(given_columns))}
    assert sorted(events) == [3, 7]
    for number, (low, high) in SILENT.items():
        own = given_columns["time"][given_columns["mmsi"] == FIRST + number]
        assert events[number].start == own[own <= START + low * HOUR].max()
        assert events[number].end == own[own >= START + high * HOUR].min()
        assert events[number].score > 0.6
        assert {"dark.surprise", "dark.expected", "dark.others"} <= {reason.code for reason in events[number].reasons}
        assert all(reason.ja and reason.en for reason in (*events[number].reasons, *events[number].alternatives))
        assert len(events[number].rows) == 2


def test_reports_every_thirty_minutes_serve_as_well() -> None:
    assert vessels(dark_periods(sea(every_minutes=30, silent=SILENT))) == [3, 7]


def test_a_hole_in_the_coverage_is_no_silence() -> None:
    tracks = sea(heard=hole, hours=96)
    waits = np.diff(tracks.time)
    assert (waits > 6 * HOUR).sum() > 20
    assert dark_periods(tracks) == []


def test_beside_a_hole_a_vessel_gone_dark_is_still_told() -> None:
    def west(time: Array, lat: Array, lon: Array, rng: np.random.Generator) -> Array:
        return ~((lon > 125.6) & (lat > 34.0))

    tracks = sea(heard=west, hours=96, vessels=60, silent=dict.fromkeys(range(4), (30.0, 40.0)))
    told = dark_periods(tracks)
    assert told
    assert set(vessels(told)) <= set(range(4))


def test_an_outage_of_the_receivers_is_no_silence() -> None:
    assert dark_periods(sea(heard=outage)) == []


def test_at_the_spacing_of_satellites_chance_is_not_told_and_a_long_silence_is() -> None:
    tracks = sea(heard=passes, every_minutes=3, hours=120, vessels=60, silent={5: (30.0, 62.0)})
    waits = np.diff(tracks.time)
    assert (waits > 3 * HOUR).sum() > 50
    assert vessels(dark_periods(tracks)) == [5]


def test_reception_learned_from_too_few_vessels_is_unknown() -> None:
    assert dark_periods(sea(vessels=3, silent={1: (10.0, 30.0)})) == []


def test_a_vessel_that_is_always_heard_badly_is_not_told() -> None:
    given_columns = columns(vessels=40, hours=96)
    rng = np.random.default_rng(4)
    weak = given_columns["mmsi"] == FIRST + 6
    kept = ~weak | (rng.uniform(size=len(weak)) < 0.02)
    assert dark_periods(tracks_of({name: values[kept] for name, values in given_columns.items()})) == []


def test_a_silence_in_port_counts_less() -> None:
    given_columns = columns(silent={3: (20.0, 30.0)})
    own = given_columns["mmsi"] == FIRST + 3
    given_columns["lat"][own], given_columns["lon"][own] = 35.0, 125.0
    tracks = tracks_of(given_columns)
    (free,) = dark_periods(tracks)
    (moored,) = dark_periods(tracks, havens=[Haven(35.0, 125.0, 3000.0, "A")])
    assert moored.score == pytest.approx(free.score * DarkRules().haven_factor)
    assert "dark.haven" in {reason.code for reason in moored.reasons}


def test_two_hulls_under_one_number_are_silent_each_for_itself() -> None:
    given_columns = columns(silent={3: (20.0, 30.0)})
    mmsi = given_columns["mmsi"]
    hull = mmsi - FIRST
    given_columns["mmsi"] = np.where(hull == 4, FIRST + 3, mmsi)
    given_columns["hull"] = hull
    tracks = tracks_of(given_columns)
    assert dark_periods(tracks) == []
    assert vessels(dark_periods(tracks, hulls=tracks.columns["hull"])) == [3]


def test_a_jump_that_no_vessel_makes_is_no_silence() -> None:
    given_columns = columns(silent={3: (20.0, 30.0)})
    late = (given_columns["mmsi"] == FIRST + 3) & (given_columns["time"] > START + 25 * HOUR)
    given_columns["lat"][late] += 40
    assert dark_periods(tracks_of(given_columns)) == []


def test_across_the_antimeridian_the_same_is_found() -> None:
    here, there = columns(silent=SILENT), columns(silent=SILENT)
    there["lon"] = there["lon"] + 56.0
    for one, other in zip(dark_periods(tracks_of(here)), dark_periods(tracks_of(there)), strict=True):
        assert (one.start, one.end, one.vessels) == (other.start, other.end, other.vessels)
        assert one.score == pytest.approx(other.score, abs=1e-6)


@pytest.mark.parametrize("heard", [always, hole, outage, passes])
def test_both_engines_give_the_same(heard: Any) -> None:
    tracks = sea(heard=heard, silent=SILENT, hours=72)
    fast, slow = (silences(tracks, DarkRules(), engine=engine) for engine in ("numba", "numpy"))
    for name in ("before", "after", "mmsi", "surprise", "expected", "own"):
        assert np.array_equal(getattr(fast, name), getattr(slow, name))
    assert dark_periods(tracks, engine="numba") == dark_periods(tracks, engine="numpy")


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.integers(1, 400))
def test_the_order_of_rows_and_the_day_do_not_matter(seed: int, days: int) -> None:
    given_columns = columns(vessels=12, hours=30, every_minutes=20, silent={2: (8.0, 20.0)}, seed=seed)
    order = np.random.default_rng(seed).permutation(len(given_columns["mmsi"]))
    shuffled = {name: values[order] for name, values in given_columns.items()}
    events = dark_periods(tracks_of(given_columns), engine="numpy")
    assert dark_periods(tracks_of(shuffled), engine="numpy") == events
    later = {**given_columns, "time": given_columns["time"] + days * 24 * HOUR}
    moved = dark_periods(tracks_of(later), engine="numpy")
    assert [(event.vessels, event.score) for event in moved] == [(event.vessels, event.score) for event in events]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 60), min_size=0, max_size=400))
def test_calibration_never_raises_a_surprise_and_keeps_their_order(values: list[float]) -> None:
    before = np.sort(np.array(values, dtype=np.float64))
    after = calibrated(before)
    assert (after <= before + 1e-12).all()
    assert (np.diff(after) >= -1e-12).all()


def test_nothing_gives_nothing() -> None:
    empty = tracks_of({"mmsi": [], "time": [], "lat": [], "lon": []})
    assert dark_periods(empty) == []
    assert dark_periods(tracks_of({"mmsi": [1], "time": [5], "lat": [0.0], "lon": [0.0]})) == []


def test_poles_and_edges_of_the_map_are_cells_too() -> None:
    tracks = tracks_of(
        {"mmsi": [1, 1, 2], "time": [0, 5 * HOUR, 0], "lat": [90.0, 90.0, -90.0], "lon": [180.0, -180.0, 179.999]}
    )
    assert len(silences(tracks, DarkRules())) == 1


def test_thresholds_come_from_the_pack_and_are_above_zero() -> None:
    pack = SimpleNamespace(entries=lambda *_: {"dark.minutes": SimpleNamespace(value=300.0), "other.minutes": None})
    assert DarkRules.of(pack) == DarkRules(minutes=300.0)
    with pytest.raises(RegionRefused, match=r"dark\.surprise is 0"):
        DarkRules(surprise=0)


def test_no_engine_is_loaded_by_the_room(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = "import sys, shiome.sanctions.watch.dark; assert 'numba' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path)


def test_vessels_that_are_hardly_seen_twice_teach_nothing() -> None:
    given_columns = columns(vessels=400, hours=12)
    rng = np.random.default_rng(5)
    kept = rng.uniform(size=len(given_columns["mmsi"])) < 0.008
    tracks = tracks_of({name: values[kept] for name, values in given_columns.items()})
    assert (np.diff(tracks.time) > 4 * HOUR).sum() > 20
    assert dark_periods(tracks) == []
