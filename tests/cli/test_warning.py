import json

import pytest
from tests.cli.program import run

from shiome.coordination.warning.alerts import read_alert

SHORT = ["--seed", "4", "--launch", "short", "--seconds", "75"]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("warning")
    done = run(
        "warning", "demo", *SHORT, "--record", folder / "exercise.jsonl", "--alerts", folder / "alerts", "--json"
    )
    assert done.status == 0, done.err
    return folder, done


def test_simulate_tells_the_truth_apart_and_marks_it(tmp_path):
    done = run("warning", "simulate", *SHORT, "--into", tmp_path / "s.json", "--json")
    assert done.status == 0
    assert done.json["simulated"] is True
    assert done.json["truth"][0]["range_class"] == "short"
    whole = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert len(whole["frames"]) == done.json["frames"] == 225
    assert "SIMULATED" in run("warning", "simulate", *SHORT, "--lang", "ja").err


def test_a_demo_ends_in_events_alerts_and_a_record(recorded):
    folder, done = recorded
    assert done.json["simulated"] is True
    told = [each for each in done.json["told"] if each["kind"] == "event"]
    assert told
    assert all(each["simulated"] is True for each in done.json["told"])
    files = sorted((folder / "alerts").glob("*.xml"))
    assert len(files) == len(told)
    assert {read_alert(file.read_bytes()).status for file in files} == {"Exercise"}


def test_replay_finds_the_same(recorded):
    folder, _ = recorded
    done = run("warning", "replay", folder / "exercise.jsonl", "--json")
    assert done.status == 0
    assert done.json["same"] is True
    assert done.json["simulated"] is True
    assert "記録どおり" in run("warning", "replay", folder / "exercise.jsonl", "--lang", "ja").err


def test_events_go_into_a_workspace_only_on_demand_and_once(recorded, tmp_path):
    folder, _ = recorded
    workspace = tmp_path / "ws"
    assert run("init", "-w", workspace).status == 0
    refused = run("warning", "record", folder / "exercise.jsonl", "-w", workspace)
    assert refused.status == 1
    assert "warning.simulated" in refused.err
    for added in (1, 0):
        done = run(
            "warning",
            "record",
            folder / "exercise.jsonl",
            "-w",
            workspace,
            "--simulated",
            "--plover",
            "MOBILIZE",
            "--json",
        )
        assert done.status == 0, done.err
        assert len(done.json["added"]) == added
        assert done.json["known"] == 1 - added


@pytest.mark.parametrize(
    "arguments",
    [
        ["demo", "--launch", "huge"],
        ["demo", "--launch", "short=0"],
        ["demo", "--shape", "round"],
        ["demo", "--share", "nothing"],
        ["demo", "--silent", "partner-b"],
        ["demo", "--silent", "stranger=1:2"],
        ["demo", "--silent", "partner-b=9:3"],
        ["demo", "--silent", "partner-b=nan:3"],
        ["demo", "--speed", "2"],
        ["demo", "--keep", "nodes"],
        ["demo", "--db", "partner-a=postgresql://nowhere/none"],
        ["demo", "--processes", "--loss", "0.1"],
        ["demo", "--processes", "--db", "partner-a"],
        ["demo", "--processes", "--db", "stranger=postgresql://nowhere/none"],
        ["replay", "nowhere.jsonl"],
        ["demo", "--region", "nowhere"],
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(arguments):
    done = run("warning", *arguments)
    assert done.status == 1
    assert len(done.err.strip().splitlines()) == 1


def test_what_does_not_go_with_processes_is_told_with_a_way_out(tmp_path):
    assert "warning.processes" in run("warning", "demo", "--speed", "2").err
    assert "--silent" in run("warning", "demo", "--processes", "--loss", "0.1").err
    (tmp_path / "mine").write_text("", encoding="utf-8")
    done = run("warning", "demo", "--processes", "--keep", tmp_path, "--lang", "ja")
    assert done.status == 1
    assert "空でない" in done.err
    assert [each.name for each in tmp_path.iterdir()] == ["mine"]


@pytest.mark.heavy
def test_partners_in_processes_of_their_own_hear_of_the_event_and_acknowledge_it(tmp_path):
    given = ["--processes", "--speed", "8", "--silent", "partner-c=20:24", "--keep", tmp_path / "nodes"]
    done = run(
        "warning", "demo", *SHORT, *given, "--record", tmp_path / "all.jsonl", "--alerts", tmp_path / "alerts", "--json"
    )
    assert done.status == 0, done.err
    told = done.json["told"]
    assert [(each["station"], each["kind"]) for each in told if each["kind"] in ("killed", "started")] == [
        ("partner-c", "killed"),
        ("partner-c", "started"),
    ]
    assert {each["partner"]: each["missing"] for each in done.json["partners"]} == {
        "partner-a": 0, "partner-b": 0, "partner-c": 0,
    }  # fmt: skip
    events = {each["event"] for each in told if each["kind"] == "event"}
    assert events
    assert sorted((tmp_path / "alerts").glob("*.xml"))
    assert run("warning", "replay", tmp_path / "all.jsonl").status == 0
    listed = run("exchange", "partner", "list", "-w", tmp_path / "nodes" / "partner-a", "--json")
    assert {each["partner"] for each in listed.json} == {"partner-b", "partner-c"}


def test_a_record_is_never_overwritten(recorded):
    folder, _ = recorded
    done = run("warning", "demo", *SHORT, "--record", folder / "exercise.jsonl")
    assert done.status == 1
    assert "warning.exists" in done.err
