"""Files into the data set: what is kept, what is set aside with file and line, what is marked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shiome.errors import InputRefused, NotKnown, StoreUnavailable
from shiome.sanctions.positions.faults import FAULTS, REASONS
from shiome.sanctions.positions.loading import Progress, load_file, load_positions
from shiome.sanctions.positions.manifest import read_manifest
from shiome.sanctions.positions.reading import is_simulated, open_positions, read_columns, rows_by_day

Write = Callable[..., Path]
GOOD = "412000001,2025-01-01T00:00:00Z,34.5,124.5,8.0,9074729,ONE"


def rows_of(folder: Path) -> list[dict[str, Any]]:
    table = read_columns(open_positions(folder), pq.ParquetFile(next(folder.glob("day=*/*/*"))).schema_arrow.names)
    return sorted(table.to_pylist(), key=lambda row: row["row"])


def rejects_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for path in folder.glob("_rejects/*.jsonl") for line in path.read_text().splitlines()]


def test_a_row_has_every_column_and_names_its_line(csv_file: Write, tmp_path: Path) -> None:
    load_file(csv_file(GOOD), tmp_path / "set")
    (row,) = rows_of(tmp_path / "set")
    assert row["mmsi"] == 412000001
    assert row["mid"] == 412
    assert row["imo"] == 9074729
    assert row["time"].isoformat() == "2025-01-01T00:00:00+00:00"
    assert (row["lat"], row["lon"], row["speed"], row["name"]) == (34.5, 124.5, 8.0, "ONE")
    assert (row["source"], row["row"], row["faults"], row["repeat"]) == ("positions.csv", 2, "", False)
    assert (row["heading"], row["receiver"]) == (None, None)
    assert [path.name for path in (tmp_path / "set").glob("day=*/*")] == ["cell=N30E120"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("412000001,2025-01-01T00:00:00Z,91.5,124.5,8,,", "position"),
        ("412000001,2025-01-01T00:00:00Z,34.5,-181,8,,", "position"),
        ("412000001,2025-01-01T00:00:00Z,north,124.5,8,,", "position"),
        ("412000001,2025-01-01T00:00:00Z,91,181,8,,", "no-position"),
        ("412000001,2025-01-01T00:00:00Z,,,8,,", "no-position"),
        ("12,2025-01-01T00:00:00Z,34.5,124.5,8,,", "mmsi"),
        ("999000001,2025-01-01T00:00:00Z,34.5,124.5,8,,", "mmsi"),
        ("4120000011,2025-01-01T00:00:00Z,34.5,124.5,8,,", "mmsi"),
        ("412000001,2025-02-30T00:00:00Z,34.5,124.5,8,,", "time"),
        ("412000001,soon,34.5,124.5,8,,", "time"),
        ("412000001,5,34.5,124.5,8,,", "time"),
        ("412000001,2025-01-01T00:00:00Z,34.5", "columns"),
        ('412000001,2025-01-01T00:00:00Z,34.5,124.5,8,,"open', "quotes"),
    ],
)
def test_what_cannot_be_used_is_set_aside_with_file_and_line(
    csv_file: Write, tmp_path: Path, line: str, reason: str
) -> None:
    entry, fresh = load_file(csv_file(GOOD, line, GOOD.replace("000001", "000002")), tmp_path / "set")
    assert fresh
    assert (entry.rows, entry.loaded, entry.rejected, entry.reasons) == (3, 2, 1, {reason: 1})
    (reject,) = rejects_of(tmp_path / "set")
    assert (reject["file"], reject["line"], reject["reason"], reject["raw"]) == ("positions.csv", 3, reason, line)
    assert reason in REASONS
    assert [row["row"] for row in rows_of(tmp_path / "set")] == [2, 4]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["412000001,1735689600,34,124,8,,", "412000001,1735689000,34,124,8,,"], "late"),
        (["412000001,1735689600,34,124,8,,", "412000001,1735600000,34,124,8,,"], "clock"),
        (["412000001,1735689600,34,124,150,,"], "speed"),
        (["412000001,1735689600,34,124,8,9074728,"], "imo"),
    ],
)
def test_what_is_odd_is_kept_and_marked(csv_file: Write, tmp_path: Path, lines: list[str], fault: str) -> None:
    entry, _ = load_file(csv_file(*lines), tmp_path / "set")
    assert entry.faults == {fault: 1}
    assert entry.rejected == 0
    assert fault in FAULTS
    assert rows_of(tmp_path / "set")[-1]["faults"] == fault


def test_unknown_speed_and_heading_are_no_fault(csv_file: Write, tmp_path: Path) -> None:
    path = csv_file("412000001,1735689600,34,124,102.3,511,", heading="mmsi,ts,lat,lon,sog,heading,name")
    entry, _ = load_file(path, tmp_path / "set")
    (row,) = rows_of(tmp_path / "set")
    assert entry.faults == {}
    assert (row["speed"], row["heading"]) == (None, None)


def test_a_clock_is_remembered_across_blocks_of_a_file(tmp_path: Path) -> None:
    lines = [f"412000001,{1735689600 + second},34,124" for second in range(120_000)] + ["412000001,1735689600,34.5,124"]
    path = tmp_path / "long.csv"
    path.write_text("mmsi,ts,lat,lon\n" + "\n".join(lines) + "\n", encoding="utf-8")
    entry, _ = load_file(path, tmp_path / "set")
    assert entry.faults == {"clock": 1}
    assert entry.loaded == 120_001


def test_repeats_are_marked_within_a_file_and_across_files(csv_file: Write, tmp_path: Path) -> None:
    first, _ = load_file(csv_file(GOOD, GOOD), tmp_path / "set")
    second, _ = load_file(csv_file(GOOD, GOOD.replace("34.5", "34.6"), name="other.csv"), tmp_path / "set")
    assert (first.repeats, first.loaded) == (1, 2)
    assert (second.repeats, second.loaded) == (1, 2)
    assert sum(row["repeat"] for row in rows_of(tmp_path / "set")) == 2


def test_loading_again_changes_nothing_and_replacing_leaves_no_traces(csv_file: Write, tmp_path: Path) -> None:
    path = csv_file(GOOD, "412000001,soon,34.5,124.5,8,,")
    entry, _ = load_file(path, tmp_path / "set")
    assert load_file(path, tmp_path / "set") == (entry, False)
    assert load_file(path, tmp_path / "set", again=True) == (entry, True)
    assert len(rows_of(tmp_path / "set")) == 1
    assert len(list((tmp_path / "set").glob("_rejects/*"))) == 1
    assert not (tmp_path / "set" / "_staging").exists()


def test_an_interrupted_loading_stores_nothing_and_goes_on(csv_file: Write, tmp_path: Path) -> None:
    def interrupt(progress: Progress) -> None:
        raise KeyboardInterrupt

    paths = [csv_file(GOOD, name="one.csv"), csv_file(GOOD.replace("ONE", "TWO"), name="two.csv")]
    load_file(paths[0], tmp_path / "set")
    with pytest.raises(KeyboardInterrupt):
        load_file(paths[1], tmp_path / "set", on_progress=interrupt)
    assert [entry.file for entry in read_manifest(tmp_path / "set")] == ["one.csv"]
    assert len(list((tmp_path / "set").glob("day=*/*/*"))) == 1
    report = load_positions(paths, tmp_path / "set")
    assert [entry.file for entry in report.known] == ["one.csv"]
    assert [entry.file for entry in report.loaded] == ["two.csv"]


def test_a_file_that_is_refused_does_not_stop_the_others(csv_file: Write, tmp_path: Path) -> None:
    paths = [
        csv_file("1,2", name="short.csv", heading="mmsi,time"),
        csv_file("1,1735689600,34,124,8,,", name="bad.csv"),
        tmp_path / "missing.csv",
        csv_file(GOOD),
    ]
    report = load_positions(paths, tmp_path / "set")
    assert [refusal.code for refusal in report.refused] == ["positions.columns", "positions.rows", "feed.unreadable"]
    assert [entry.file for entry in report.loaded] == ["positions.csv"]
    assert all(refusal.line("ja") != refusal.line("en") for refusal in report.refused[:2])


def test_a_column_twice_is_refused(csv_file: Write, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="lat stands twice"):
        load_file(csv_file("412000001,1735689600,34,124,35", heading="mmsi,ts,lat,lon,LAT"), tmp_path / "set")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_other_marks_and_quoted_fields(csv_file: Write, tmp_path: Path, mark: str) -> None:
    line = GOOD.replace(",", mark).replace("ONE", f'"ONE{mark} TWO"')
    path = csv_file(line, GOOD.replace(",", mark), heading="mmsi,time,lat,lon,sog,imo,name".replace(",", mark))
    load_file(path, tmp_path / "set")
    assert [row["name"] for row in rows_of(tmp_path / "set")] == [f"ONE{mark} TWO", "ONE"]


@pytest.mark.parametrize("heading", ["receiver", "Station_ID", "base station", "Satellite"])
def test_a_receiver_is_read_from_csv_and_parquet(csv_file: Write, tmp_path: Path, heading: str) -> None:
    path = csv_file(f"{GOOD},rx1", f"{GOOD},", heading=f"mmsi,time,lat,lon,sog,imo,name,{heading}")
    load_file(path, tmp_path / "csv")
    assert [row["receiver"] for row in rows_of(tmp_path / "csv")] == ["rx1", None]
    table = pa.table({"mmsi": [412000001], "time": [1735689600], "lat": [34.5], "lon": [124.5], heading: ["rx1"]})
    pq.write_table(table, tmp_path / "positions.parquet")
    load_file(tmp_path / "positions.parquet", tmp_path / "parquet")
    assert [row["receiver"] for row in rows_of(tmp_path / "parquet")] == ["rx1"]


def test_a_data_set_without_receivers_is_read_beside_one_with_them(csv_file: Write, tmp_path: Path) -> None:
    load_file(csv_file(GOOD, name="older.csv"), tmp_path / "set")
    (older,) = (tmp_path / "set").glob("day=*/*/*.parquet")
    pq.write_table(pq.ParquetFile(older).read().drop_columns(["receiver"]), older)
    assert read_columns(open_positions(tmp_path / "set"), ["receiver"]).to_pylist() == [{"receiver": None}]
    newer = GOOD.replace("000001", "000002") + ",rx1"
    load_file(csv_file(newer, heading="mmsi,time,lat,lon,sog,imo,name,receiver"), tmp_path / "set")
    rows = read_columns(open_positions(tmp_path / "set"), ["mmsi", "receiver"]).to_pylist()
    assert sorted(rows, key=lambda row: row["mmsi"]) == [
        {"mmsi": 412000001, "receiver": None}, {"mmsi": 412000002, "receiver": "rx1"},
    ]  # fmt: skip


def test_parquet_gives_the_rows_of_csv(csv_file: Write, tmp_path: Path) -> None:
    table = pa.table(
        {
            "MMSI": pa.array([412000001, 5], pa.int64()),
            "BaseDateTime": pa.array([1735689600000, 1735689600000], pa.timestamp("ms")),
            "LAT": [34.5, 34.5],
            "LON": [124.5, 124.5],
            "SOG": [8.0, 8.0],
            "IMO": ["IMO9074729", None],
            "VesselName": ["ONE", None],
        }
    )
    pq.write_table(table, tmp_path / "positions.parquet")
    entry, _ = load_file(tmp_path / "positions.parquet", tmp_path / "parquet")
    load_file(csv_file(GOOD), tmp_path / "csv")
    assert entry.reasons == {"mmsi": 1}
    one, other = rows_of(tmp_path / "parquet")[0], rows_of(tmp_path / "csv")[0]
    assert {name: value for name, value in one.items() if name not in ("row", "source")} == {
        name: value for name, value in other.items() if name not in ("row", "source")
    }
    assert one["row"] == 1


def test_a_parquet_file_cut_short_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"mmsi": [412000001]}), tmp_path / "whole.parquet")
    cut = tmp_path / "cut.parquet"
    cut.write_bytes((tmp_path / "whole.parquet").read_bytes()[:-20])
    with pytest.raises(InputRefused, match="cannot be read as Parquet"):
        load_file(cut, tmp_path / "set")


def test_a_damaged_manifest_says_what_to_do(csv_file: Write, tmp_path: Path) -> None:
    load_file(csv_file(GOOD), tmp_path / "set")
    next((tmp_path / "set" / "_manifest").glob("*.json")).write_text("{", encoding="utf-8")
    with pytest.raises(StoreUnavailable, match="delete it"):
        read_manifest(tmp_path / "set")


def test_only_the_days_asked_for_are_opened(csv_file: Write, tmp_path: Path) -> None:
    load_file(csv_file(GOOD, GOOD.replace("2025-01-01", "2025-01-03")), tmp_path / "set")
    assert rows_by_day(read_manifest(tmp_path / "set")) == {20089: 1, 20091: 1}
    start = int(np.datetime64("2025-01-02", "ms").astype(np.int64))
    assert open_positions(tmp_path / "set", start=start).count().to_pyarrow().as_py() == 1
    with pytest.raises(NotKnown, match="no positions of that time"):
        open_positions(tmp_path / "set", start=start, end=start + 1000)


def test_what_says_that_it_is_simulated_is_recorded_so(csv_file: Write, tmp_path: Path) -> None:
    entry, _ = load_file(csv_file(GOOD, name="simulated_7.csv"), tmp_path / "set")
    assert entry.simulated
    assert is_simulated(tmp_path / "set")
    load_file(csv_file(GOOD), tmp_path / "other")
    assert not is_simulated(tmp_path / "other")
