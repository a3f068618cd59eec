from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.sanctions.watch.seas import FIRST, HOUR, columns

from shiome.sanctions.watch.identity import hulls, identity_events
from shiome.sanctions.watch.tracks import Tracks, tracks_of

Array = NDArray[Any]


def shared(number: int, *, apart: float = 1.0, seed: int = 0) -> tuple[Tracks, Array]:
    """One MMSI on several hulls, and the true hull of each row."""
    given_columns = columns(vessels=number, hours=24, every_minutes=7, seed=seed)
    hull = given_columns["mmsi"] - FIRST
    given_columns["lat"] += hull * apart
    given_columns["mmsi"] = np.full(len(hull), FIRST)
    given_columns["hull"] = hull
    tracks = tracks_of(given_columns)
    return tracks, tracks.columns["hull"]


def same_parts(one: Array, other: Array) -> bool:
    pairs = set(zip(one.tolist(), other.tolist(), strict=True))
    return len(pairs) == len(set(one.tolist())) == len(set(other.tolist()))


@pytest.mark.parametrize("number", [2, 3, 6])
def test_the_hulls_of_a_shared_mmsi_are_parted(number: int) -> None:
    tracks, truth = shared(number, apart=3.0)
    found = hulls(tracks)
    assert found.examined == {FIRST}
    assert same_parts(found.label, truth)


def test_an_ordinary_vessel_is_one_hull_whatever_its_silences() -> None:
    tracks = tracks_of(columns(vessels=5, silent={2: (10.0, 40.0)}))
    found = hulls(tracks)
    assert found.examined == frozenset()
    assert np.array_equal(found.label, np.repeat(np.arange(5), np.diff(tracks.offsets)))


def test_a_stray_position_is_a_hull_of_its_own_and_no_event() -> None:
    given_columns = columns(vessels=1)
    given_columns["lat"][100] += 20
    tracks = tracks_of(given_columns)
    assert np.bincount(hulls(tracks).label).tolist() == [len(tracks.time) - 1, 1]
    assert identity_events(tracks) == []


def test_a_jump_away_and_back_is_no_second_hull() -> None:
    given_columns = columns(vessels=1)
    given_columns["lat"][200:260] += 20
    assert identity_events(tracks_of(given_columns)) == []


def test_a_clone_is_told_with_what_could_explain_it() -> None:
    tracks, _ = shared(2, apart=4.0)
    (event,) = identity_events(tracks)
    assert event.vessels == (FIRST,)
    assert event.hours > 23
    assert event.measures["hulls"] == event.measures["together"] == 2
    assert "identity.alternative.default" in {reason.code for reason in event.alternatives}


def test_only_shared_numbers_are_parted_for_the_other_watchers() -> None:
    given_columns = columns(vessels=2)
    given_columns["lat"][given_columns["mmsi"] == FIRST + 1] += np.where(np.arange(576) % 2, 9.0, 0.0)
    given_columns["lat"][5] += 20
    tracks = tracks_of(given_columns)
    parted = hulls(tracks).parted(tracks, {FIRST + 1})
    assert [len(set(parted[track.rows].tolist())) for track in tracks] == [1, 2]


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 4))
def test_engines_and_the_order_of_rows_make_no_difference(seed: int, number: int) -> None:
    tracks, _ = shared(number, apart=0.2, seed=seed)
    slow, fast = hulls(tracks, engine="numpy"), hulls(tracks, engine="numba")
    assert np.array_equal(slow.label, fast.label)
    order = np.random.default_rng(seed).permutation(tracks.count)
    again = tracks_of(
        {"mmsi": np.full(tracks.count, FIRST), **{name: values[order] for name, values in tracks.columns.items()}}
    )
    assert np.array_equal(hulls(again, engine="numba").label, fast.label)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 200), st.floats(-80, 80), st.floats(-180, 179)), min_size=1, max_size=60),
    st.sampled_from([np.nan, 0.0, 102.3, 12.0]),
    st.sampled_from([np.nan, 360.0, 90.0]),
)
def test_every_row_has_one_hull_whatever_the_positions(
    rows: list[tuple[int, float, float]], speed: float, course: float
) -> None:
    tracks = tracks_of(
        {
            "mmsi": [FIRST] * len(rows), "time": [hour * HOUR for hour, _, _ in rows], "lat": [lat for _, lat, _ in rows],
            "lon": [lon for _, _, lon in rows], "speed": [speed] * len(rows), "course": [course] * len(rows),
        }
    )  # fmt: skip
    label = hulls(tracks, engine="numpy").label
    assert sorted(set(label.tolist())) == list(range(int(label.max()) + 1))
    assert np.array_equal(np.unique(label, return_index=True)[1], np.sort(np.unique(label, return_index=True)[1]))
