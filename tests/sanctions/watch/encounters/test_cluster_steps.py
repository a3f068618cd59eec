"""The steps that Spark maps, without Spark: any division of vessels and places gives the contacts of the whole."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.sanctions.simulator.model import Plan, Sea
from shiome.sanctions.simulator.running import simulate
from shiome.sanctions.watch.anchorages import Anchorages
from shiome.sanctions.watch.encounters.cluster import ALWAYS, place_step, scattered, vessel_step
from shiome.sanctions.watch.encounters.contacts import Contacts, contacts
from shiome.sanctions.watch.encounters.finding import sea_segments, whole_window
from shiome.sanctions.watch.encounters.rules import EncounterRules
from shiome.sanctions.watch.encounters.segments import Segments
from shiome.sanctions.watch.encounters.spans import spans
from shiome.sanctions.watch.tracks import tracks_of

RULES = EncounterRules()


@pytest.mark.parametrize("west", [122.0, 177.0])
def test_divided_contacts_join_to_those_of_the_whole(west: float) -> None:
    plan = Plan(
        seed=4, vessels=40, days=1, planted={"transfer": 10, "transfer_dark": 2}, sea=Sea(west=west, east=west + 6)
    )
    sea = simulate(plan)
    columns = {name: sea.columns[name] for name in ("mmsi", "time", "lat", "lon")}
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    vessels = vessel_step(RULES, Anchorages(), "numpy")
    groups = sea.columns["mmsi"] % 3
    pieces = pa.concat_tables([vessels(table.filter(pa.array(groups == group))) for group in range(3)])
    pieces = pieces.filter(pa.array(pieces.column("part").to_numpy() == "segments"))
    keys = {(row["block"], row["bucket"]) for row in pieces.select(["block", "bucket"]).to_pylist()}
    blocks, buckets = (pieces.column(name).to_numpy() for name in ("block", "bucket"))
    places = place_step(RULES, "numpy")
    met = pa.concat_tables(
        [places(pieces.filter(pa.array((blocks == one) & (buckets == other)))) for one, other in sorted(keys)]
    )
    met = met.filter(met.column("near"))
    divided = spans(
        Contacts(*(met.column(name).to_numpy() for name in ("one", "other", "start", "end"))), RULES.break_ms
    )
    tracks = tracks_of(columns)
    window = whole_window(int(tracks.time.min()), int(tracks.time.max()))
    segments = sea_segments(tracks, RULES, ALWAYS, anchorages=Anchorages(), engine="numpy")
    whole = spans(contacts(segments, RULES.distance_m, window, engine="numpy"), RULES.break_ms)
    assert len(whole) >= 10
    for name in ("one", "other", "start", "end", "near"):
        assert getattr(divided, name).tolist() == getattr(whole, name).tolist()


@given(st.floats(-85, 85), st.floats(-180, 179.9), st.floats(-0.05, 0.05), st.floats(-0.05, 0.05))
@settings(deadline=None)
def test_what_is_near_shares_a_block(lat: float, lon: float, north: float, east: float) -> None:
    """A segment and a point within the rule's distance of it always meet in some block."""
    scale = np.cos(np.radians(lat))
    near_lat, near_lon = lat + north * 0.35, lon + east * 0.35 / scale
    ours, theirs = one_segment(lat, lon), one_segment(near_lat, float((near_lon + 180) % 360 - 180))
    shared = set(scattered(ours, RULES)[1].tolist()) & set(scattered(theirs, RULES)[1].tolist())
    assert shared


def one_segment(lat: float, lon: float) -> Segments:
    whole, real = np.array([0]), np.array([0.0])
    cosine = np.cos(np.radians(np.array([lat])))
    return Segments(whole, whole, whole + 60_000, real + lat, real + lon, real, real, cosine, np.array([True]))
