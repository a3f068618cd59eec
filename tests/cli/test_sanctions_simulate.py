"""From a simulated sea to the parts of a case, on the command line."""

import json
from pathlib import Path

import pytest
import yaml
from tests.cli import program

from shiome.workspace import Workspace

EXAMPLE = Path(__file__).parents[2] / "examples/cases/night-transfer.yaml"
OPEN = (
    "case", "open", "c1", "--en", "A transfer", "--category", "transfer-at-sea", "--originator", "JPN", "--to", "msmt",
    "--simulated", "--by", "kato", "--on", "2025-01-03",
)  # fmt: skip


def run(*arguments: object) -> str:
    ran = program.run("sanctions", *arguments)
    assert ran.status == 0, ran.err
    return ran.out


@pytest.fixture(scope="module")
def sea(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sea")
    made = json.loads(
        run("simulate", "--into", folder, "--vessels", 30, "--plant", "transfer=2", "--seed", 3, "--json")
    )
    assert made["simulated"] is True
    assert len(json.loads(Path(made["truth"]).read_text())["truth"]) == 2
    run("load", made["positions"], "--into", folder / "positions")
    (folder / "found.json").write_text(run("watch", folder / "positions", "--watcher", "encounters", "--json"))
    return folder


def test_the_planted_transfers_are_found(sea: Path) -> None:
    truth = json.loads((sea / "simulated_3.truth.json").read_text())["truth"]
    found = json.loads((sea / "found.json").read_text())
    assert found["simulated"] is True
    assert {tuple(sorted(each["vessels"])) for each in truth} == {
        tuple(sorted(event["vessels"])) for event in found["events"]
    }


def test_an_event_enters_a_case_with_its_tracks_and_what_was_sent(sea: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "ws"
    Workspace.create(workspace).close()
    run(*OPEN, "-w", workspace)
    given = ("--events", sea / "found.json", "--event", 1, "--positions", sea / "positions")
    run("case", "add", "c1", *given, "--by", "kato", "--on", "2025-01-03", "-w", workspace)
    run("case", "add", "c1", "--from", EXAMPLE, "--by", "kato", "--on", "2025-01-03", "-w", workspace)
    shown = json.loads(run("case", "show", "c1", "--json", "-w", workspace))["parts"]
    parts = [each["part"] for each in shown]
    event = next(part for part in parts if part["type"] == "happening")
    vessels = json.loads((sea / "found.json").read_text())["events"][0]["vessels"]
    assert [track["subject"] for track in event["tracks"]] == [f"mmsi:{vessel}" for vessel in vessels]
    for track in event["tracks"]:
        times = [point["at"] for point in track["points"]]
        assert times == sorted(times)
        assert times[0] < event["start"] < event["end"] < times[-1]
    names = {part["value"] for part in parts if part["type"] == "identity" and part["field"] == "name"}
    assert {f"SIMULATED {vessel - 412_000_000}" for vessel in vessels} <= names
    assert len(parts) == 8 + len(yaml.safe_load(EXAMPLE.read_text()))


def test_positions_without_events_are_refused(sea: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "ws"
    Workspace.create(workspace).close()
    ran = program.run(
        "sanctions", "case", "add", "c1", "--from", EXAMPLE, "--positions", sea, "--by", "kato", "-w", workspace
    )
    assert (ran.status, "[case.what]" in ran.err) == (1, True)
    assert "give one of --from" in ran.err


@pytest.mark.parametrize("given", ["whale=1", "transfer", "transfer=-1", "transfer=many", "=3"])
def test_an_unknown_behaviour_is_refused(given: str, tmp_path: Path) -> None:
    ran = program.run("sanctions", "simulate", "--into", tmp_path, "--plant", given)
    assert (ran.status, "[simulation.planted]" in ran.err) == (1, True)
    assert "no behaviour" in ran.err
    assert list(tmp_path.iterdir()) == []
