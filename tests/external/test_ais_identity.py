"""Published positions of shared MMSIs: the labelled tracks come back, and silences that nobody can judge are not called dark."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.external.sources import BESIDE

from shiome.sanctions.watch.dark import dark_periods
from shiome.sanctions.watch.identity import hulls, identity_events
from shiome.sanctions.watch.tracks import Tracks, tracks_of

FOLDER = Path(os.environ.get("SHIOME_DATA", BESIDE / "data")) / "ais"
FILES = sorted(FOLDER.glob("shared_mmsi/*.json"))


def rows_of(path: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row for row in rows if row.get("lat") is not None and row.get("lon") is not None]


def moment(text: str) -> int:
    told = datetime.fromisoformat(text.replace(" ", "T").rstrip("Z")).replace(tzinfo=UTC)
    return round(told.timestamp() * 1000)


def tracks_from(rows: list[dict[str, Any]]) -> Tracks:
    number = {
        name: [np.nan if row.get(name) is None else float(row[name]) for row in rows] for name in ("speed", "course")
    }
    return tracks_of(
        {
            "mmsi": [int(row["ssvid"]) for row in rows],
            "time": [moment(row["timestamp"]) for row in rows],
            "lat": [row["lat"] for row in rows],
            "lon": [row["lon"] for row in rows],
            "row": np.arange(len(rows)),
            **number,
        }
    )


LABELLED = [path for path in FILES if "segment" in rows_of(path)[0]]
EXPECTED = [path for path in FILES if "expected" in rows_of(path)[0]]

pytestmark = pytest.mark.skipif(not FILES, reason=f"no positions at {FOLDER}: set SHIOME_DATA")


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_the_labelled_tracks_are_recovered(path: Path) -> None:
    rows = rows_of(path)
    tracks = tracks_from(rows)
    labels = [rows[place]["segment"] for place in tracks.columns["row"]]
    pairs = Counter(zip(labels, hulls(tracks).label.tolist(), strict=True))
    assert len(pairs) == len({label for label, _ in pairs}) == len({hull for _, hull in pairs})


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_one_event_tells_of_all_the_hulls(path: Path) -> None:
    rows = rows_of(path)
    (event,) = identity_events(tracks_from(rows))
    assert event.reasons[0].code == "identity.shared_mmsi"
    assert event.measures["hulls"] == len({row["segment"] for row in rows})
    assert event.score > 0.9


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_one_vessel_with_stray_positions_stays_one_hull(path: Path) -> None:
    rows = rows_of(path)
    tracks = tracks_from(rows)
    labels = np.array([rows[place]["expected"] for place in tracks.columns["row"]])
    main, _ = Counter(labels.tolist()).most_common(1)[0]
    found = hulls(tracks).label
    of_main = Counter(found[labels == main].tolist()).most_common(1)[0][1]
    assert of_main >= 0.98 * (labels == main).sum()
    assert not identity_events(tracks)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_silences_that_nobody_can_judge_are_not_dark(path: Path) -> None:
    tracks = tracks_from(rows_of(path))
    assert dark_periods(tracks) == []
    assert dark_periods(tracks, hulls=hulls(tracks).label) == []


def test_silences_stay_unjudged_when_all_files_are_read_together() -> None:
    rows = [row for path in FILES for row in rows_of(path)]
    tracks = tracks_from(rows)
    assert dark_periods(tracks, hulls=hulls(tracks).label) == []
