"""Tracks and events: the shapes that every watcher shares."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import InputRefused
from shiome.sanctions.watch.anchorages import Anchorages
from shiome.sanctions.watch.events import Event, Reason, RowRef, in_order
from shiome.sanctions.watch.geometry import distance_m
from shiome.sanctions.watch.tracks import tracks_of, tracks_of_table

ROW = st.tuples(
    st.sampled_from([613000001, 201000001, 412000001]), st.integers(0, 5), st.integers(-3, 3), st.integers(-3, 3)
)


@given(st.lists(ROW, max_size=25), st.randoms(use_true_random=False), st.booleans())
def test_tracks_do_not_depend_on_the_order_of_rows(rows: list[tuple[int, ...]], random: object, far: bool) -> None:
    """Whether times lie near one another or centuries apart."""
    scale = 1 << 36 if far else 1
    rows = [(mmsi, time * scale, lat, lon) for mmsi, time, lat, lon in rows]
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    made = []
    for given_rows in (rows, shuffled):
        columns = np.array(given_rows, dtype=np.int64).reshape(-1, 4).T
        made.append(tracks_of(dict(zip(("mmsi", "time", "lat", "lon"), columns, strict=True))))
    one, other = made
    assert one.vessels.tolist() == other.vessels.tolist() == sorted({row[0] for row in rows})
    assert one.count == len(set(rows))
    for name in ("time", "lat", "lon"):
        assert one.columns[name].tolist() == other.columns[name].tolist()
    for track in one:
        assert (np.diff(one.time[track.rows]) >= 0).all()


def test_a_stretch_of_a_vessel_is_a_slice() -> None:
    tracks = tracks_of(
        {"mmsi": [1, 1, 1, 2], "time": [10, 20, 30, 20], "lat": [0.0] * 4, "lon": [0.0] * 4, "row": [7, 8, 9, 10]}
    )
    assert tracks.between(1, 15, 30) == slice(1, 3)
    assert tracks.between(3, 0, 99) == slice(0, 0)
    assert tracks.of(3) is None
    assert tracks.reference(1) == RowRef("", 8)


def test_an_arrow_table_keeps_words_and_gaps() -> None:
    table = pa.table(
        {
            "mmsi": pa.array([2, 1], pa.int32()),
            "time": pa.array([5, 3], pa.timestamp("ms", "UTC")),
            "lat": [1.0, 2.0],
            "lon": [180.0, 0.0],
            "speed": pa.array([None, 4.0], pa.float32()),
            "imo": pa.array([None, 9074729], pa.int32()),
            "name": pa.array([None, "ONE"]),
            "source": ["a.csv", "a.csv"],
            "row": pa.array([2, 3], pa.int64()),
        }
    )
    tracks = tracks_of_table(table)
    assert tracks.lon.tolist() == [0.0, -180.0]
    assert tracks.columns["imo"].tolist() == [9074729, 0]
    assert np.isnan(tracks.columns["speed"][1])
    assert [tracks.text("name", position) for position in (0, 1)] == ["ONE", ""]
    assert tracks.reference(0) == RowRef("a.csv", 3)


def test_events_are_ordered_and_told_in_both_languages() -> None:
    reason = Reason("a.b", "日本語", "English", 0.25)
    late = Event("transfer", 10, 20, (1, 2), 0.0, 0.0, 0.5, (reason,), (reason,), (RowRef("a.csv", 3),), {"m": 1.0})
    early = Event("dark_transfer", 5, 20, (1, 2), 0.0, 0.0, 0.5)
    assert in_order([late, early]) == [early, late]
    told = json.loads(json.dumps(late.as_json("ja")))
    assert told["reasons"] == [{"code": "a.b", "text": "日本語", "ja": "日本語", "en": "English", "weight": 0.25}]
    assert told["rows"] == [{"source": "a.csv", "row": 3}]


@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_anchorages_are_near_by_the_distance_of_the_globe(lat: float, lon: float, north: float, east: float) -> None:
    place = Anchorages(np.array([lat]), np.array([lon]))
    metres = float(distance_m(lat, lon, lat + north, lon + east))
    if abs(metres - 10_000) > 1:
        assert bool(place.near(np.array([lat + north]), np.array([lon + east]), 10.0)[0]) is (metres < 10_000)


def test_an_anchorage_off_the_globe_is_refused() -> None:
    with pytest.raises(InputRefused, match="off the globe"):
        Anchorages(np.array([95.0]), np.array([0.0]))
