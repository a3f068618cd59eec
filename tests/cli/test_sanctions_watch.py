"""``shiome sanctions watch``, ``load`` and ``screen``: their JSON, both languages, faults told with file and line."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.cli.program import run
from tests.cli.test_futures import one_line

from shiome.sanctions.simulator.model import Plan
from shiome.sanctions.simulator.running import simulate
from shiome.sanctions.simulator.writing import write_simulation


@pytest.fixture(scope="module")
def positions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sea")
    written, _ = write_simulation(simulate(Plan(seed=5, vessels=40, planted={"transfer": 1})), folder)
    content = gzip.decompress(written.read_bytes()).decode().splitlines()
    cells = content[1].split(",")
    head = content[0].split(",")
    cells[head.index("lat")] = "95.0"
    plain = folder / "simulated_5.csv"
    plain.write_text("\n".join([*content, ",".join(cells)]) + "\n")
    return plain


def test_a_file_of_positions_is_watched(positions: Path) -> None:
    ran = run("sanctions", "watch", positions, "--watcher", "encounters", "--json")
    assert ran.status == 0, ran.err
    assert ran.json["rejected"] == 1
    assert ran.json["simulated"] is True
    (event,) = [event for event in ran.json["events"] if event["type"] == "transfer"]
    assert len(event["vessels"]) == 2
    assert event["start"] < event["end"]
    assert event["reasons"]
    assert event["rows"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_data_set_is_loaded_once_and_watched(positions: Path, tmp_path: Path, language: str) -> None:
    first = run("sanctions", "load", positions, "--into", tmp_path / "set", "--json", "--lang", language)
    assert first.status == 0, first.err
    again = run("sanctions", "load", positions, "--into", tmp_path / "set", "--json", "--lang", language)
    assert again.json["files"] == first.json["files"]
    ran = run("sanctions", "watch", tmp_path / "set", "--watcher", "encounters", "--lang", language)
    assert ran.status == 0, ran.err
    assert ("シミュレーション" if language == "ja" else "simulated data") in ran.err


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_watch_leaves_no_work_behind_where_it_was_told_to_keep_it(
    positions: Path, tmp_path: Path, language: str
) -> None:
    run("sanctions", "load", positions, "--into", tmp_path / "set")
    plain = run("sanctions", "watch", tmp_path / "set", "--json")
    assert plain.status == 0, plain.err
    assert not (tmp_path / "set" / "_watch").exists()
    kept = run("sanctions", "watch", tmp_path / "set", "--json", "--work", tmp_path / "work", "--engine", "here")
    assert kept.json == plain.json
    assert not (tmp_path / "work").exists()
    (tmp_path / "file").write_text("no folder")
    refused = run("sanctions", "watch", tmp_path / "set", "--work", tmp_path / "file", "--lang", language)
    assert "[watch.work]" in one_line(refused)


def test_bad_input_is_one_line(tmp_path: Path, positions: Path) -> None:
    (tmp_path / "names.csv").write_text("name\nx\n")
    assert run("sanctions", "watch", positions, "--engine", "tides").status == 2
    assert "[watch.watcher]" in one_line(run("sanctions", "watch", positions, "--watcher", "tides"))
    assert "[positions.columns]" in run("sanctions", "watch", tmp_path / "names.csv").err
    assert "[screen.lists]" in one_line(run("sanctions", "screen", "somebody"))
    assert "[list." in one_line(run("sanctions", "screen", "somebody", "--list", tmp_path / "names.csv"))
