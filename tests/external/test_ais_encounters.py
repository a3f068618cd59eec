"""Meetings in every simulated sea that stands in the folder with its truth, and every sample file read without a line lost."""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.external.sources import BESIDE

from shiome.sanctions.positions.loading import load_file
from shiome.sanctions.watch.encounters.partitions import find_in_dataset
from shiome.sanctions.watch.encounters.rules import EncounterRules
from shiome.sanctions.watch.events import Event

FOLDER = Path(os.environ.get("SHIOME_DATA", BESIDE / "data")) / "ais"
TRUTHS = sorted(FOLDER.glob("*.truth.json"))
SAMPLES = [path for path in sorted((FOLDER / "samples").glob("*")) if path.is_file()]
SENTENCES = (".nmea", ".nm4")
PLANTED = {"sts": "transfer", "sts_midnight": "transfer", "sts_dateline": "transfer", "sts_one_dark": "dark_transfer"}
"""Kinds of the truth that must be found, and as what."""
ALLOWED = {"sts_one_dark": 0.8}
"""Share that must be found, where it is not all."""
HOURS_OFF = 0.2
needs_files = pytest.mark.skipif(not TRUTHS, reason=f"no AIS files at {FOLDER}: set SHIOME_DATA")
needs_samples = pytest.mark.skipif(not SAMPLES, reason=f"no AIS samples at {FOLDER}: set SHIOME_DATA")


def positions_of(truth: Path) -> Path:
    stem = truth.name.removesuffix(".truth.json")
    return next(path for path in sorted(truth.parent.glob(f"{stem}.*")) if path != truth)


@pytest.fixture(scope="module", params=TRUTHS, ids=lambda path: path.name)
def sea(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, list[Event], int]:
    """The truth, what was found, and the number of vessels."""
    folder = tmp_path_factory.mktemp("sea")
    entry, _ = load_file(positions_of(request.param), folder)
    assert entry.rejected == 0
    truth = json.loads(request.param.read_text(encoding="utf-8"))
    vessels = {each[side] for each in truth for side in ("a", "b") if side in each}
    return truth, find_in_dataset(folder, EncounterRules()), len(vessels)


def hits(events: list[Event], planted: dict[str, Any], kind: str) -> list[Event]:
    pair = {planted["a"], planted.get("b")}
    return [
        event
        for event in events
        if event.type == kind
        and set(event.vessels) == pair
        and event.start < planted["end"] * 1000
        and event.end > planted["start"] * 1000
    ]


@needs_files
@pytest.mark.parametrize("kind", PLANTED)
def test_what_was_planted_is_found_once_and_whole(sea: tuple[Any, list[Event], int], kind: str) -> None:
    truth, events, _ = sea
    planted = [each for each in truth if each["kind"] == kind]
    found = [hits(events, each, PLANTED[kind]) for each in planted]
    assert sum(len(each) == 1 for each in found) >= ALLOWED.get(kind, 1.0) * len(planted)
    for each, own in zip(planted, found, strict=True):
        for event in own:
            assert abs(event.start / 1000 - each["start"]) < HOURS_OFF * 3600
            assert abs(event.end / 1000 - each["end"]) < HOURS_OFF * 3600


@needs_files
def test_little_is_found_that_was_not_planted(sea: tuple[Any, list[Event], int]) -> None:
    truth, events, vessels = sea
    right = {
        id(event) for each in truth if each["kind"] in PLANTED for event in hits(events, each, PLANTED[each["kind"]])
    }
    false = [event for event in events if id(event) not in right]
    assert len(false) <= max(vessels / 500, 1)
    assert not [event for event in false if event.type == "transfer"]


@needs_samples
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_no_line_of_a_sample_is_lost(path: Path, tmp_path: Path) -> None:
    if path.suffix in SENTENCES and find_spec("pyais") is None:
        pytest.skip("no pyais: install shiome[ais]")
    entry, _ = load_file(path, tmp_path)
    lines = path.read_bytes().count(b"\n") + (not path.read_bytes().endswith(b"\n"))
    heading = 0 if path.suffix in SENTENCES else 1
    # A message in two sentences is one position or one other message, and its second line is part of it.
    joined = lines - heading - (entry.rows + entry.blank + entry.other)
    assert 0 <= joined <= (lines // 10 if path.suffix in SENTENCES else 0)
    assert entry.loaded > 0
    assert entry.rejected == sum(entry.reasons.values())
