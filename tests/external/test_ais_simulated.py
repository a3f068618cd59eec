"""The simulated seas with truth that are found: what is planted is told, and hardly anything else."""

from __future__ import annotations

import csv
import gzip
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.external.sources import BESIDE

from shiome.sanctions.watch.dark import dark_periods
from shiome.sanctions.watch.identity import hulls, identity_events
from shiome.sanctions.watch.spoofing import spoofing_events
from shiome.sanctions.watch.tracks import Tracks, tracks_of

FOLDER = Path(os.environ.get("SHIOME_DATA", BESIDE / "data")) / "ais"
FILES = [path for path in sorted(FOLDER.glob("*.csv.gz")) if path.with_name(f"{path.name[:-7]}.truth.json").exists()]

pytestmark = pytest.mark.skipif(not FILES, reason=f"no simulated sea at {FOLDER}: set SHIOME_DATA")


@pytest.fixture(params=FILES, ids=lambda path: path.name, scope="module")
def sea(request: pytest.FixtureRequest) -> tuple[Tracks, list[dict[str, Any]]]:
    path: Path = request.param
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = sorted({row["name"] for row in rows})
    place = {name: number for number, name in enumerate(names)}
    columns = {
        "mmsi": [int(row["mmsi"]) for row in rows],
        "time": [round(float(row["ts"]) * 1000) for row in rows],
        "lat": [float(row["lat"]) for row in rows],
        "lon": [float(row["lon"]) for row in rows],
        "speed": [float(row["sog"]) for row in rows],
        "course": [float(row["cog"]) for row in rows],
        "imo": [int(row["imo"] or 0) for row in rows],
        "name": [place[row["name"]] for row in rows],
        "row": np.arange(len(rows)) + 2,
    }
    truth = json.loads(path.with_name(f"{path.name[:-7]}.truth.json").read_text(encoding="utf-8"))
    return tracks_of(columns, words={"name": tuple(names)}), truth


def planted(truth: list[dict[str, Any]], kind: str, who: str = "a") -> set[int]:
    return {each[who] for each in truth if each["kind"] == kind}


def test_silences_are_told_with_their_exact_times_and_no_others(sea: tuple[Tracks, list[dict[str, Any]]]) -> None:
    tracks, truth = sea
    parted = hulls(tracks).parted(tracks, planted(truth, "mmsi_clone"))
    found = {event.vessels[0]: event for event in dark_periods(tracks, hulls=parted)}
    gaps = {each["a"]: each for each in truth if each["kind"] == "gap"}
    assert gaps.keys() <= found.keys()
    assert found.keys() <= gaps.keys() | planted(truth, "sts_one_dark", "b")
    for mmsi, gap in gaps.items():
        assert found[mmsi].start <= gap["start"] * 1000 + 1000
        assert found[mmsi].end >= gap["end"] * 1000 - 1000


def test_clones_and_renamed_hulls_are_all_told_and_no_others(sea: tuple[Tracks, list[dict[str, Any]]]) -> None:
    tracks, truth = sea
    events = identity_events(tracks)
    shared = {event.vessels[0] for event in events if event.reasons[0].code == "identity.shared_mmsi"}
    renamed = {event.vessels for event in events if event.reasons[0].code == "identity.renamed"}
    assert shared == planted(truth, "mmsi_clone")
    assert renamed == {(each["a"], each["b"]) for each in truth if each["kind"] == "identity_change"}
    assert len(events) == len(shared) + len(renamed)


def test_circles_are_all_told_and_no_others(sea: tuple[Tracks, list[dict[str, Any]]]) -> None:
    tracks, truth = sea
    shared = frozenset(planted(truth, "mmsi_clone"))
    events = spoofing_events(tracks, shared=shared)
    assert {event.vessels[0] for event in events} == planted(truth, "spoof_circle")
    assert {event.reasons[0].code for event in events} <= {"spoofing.circle"}
