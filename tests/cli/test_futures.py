"""``shiome futures``: the model, its scenarios and simulations as JSON and as tables; every bad input in one line."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.cli.program import Ran, run

DAY = "2025-12-31"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("futures") / "ws"
    ran = run("init", "--workspace", folder)
    assert ran.status == 0, ran.err
    return folder


@pytest.fixture
def futures(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("COLUMNS", "160")

    def ran(command: str, *arguments: object, day: str = DAY) -> Ran:
        return run("futures", command, *arguments, "--workspace", workspace, "--as-of", day)

    return ran


def one_line(ran: Ran) -> str:
    assert ran.status == 1, ran.out
    lines = ran.err.splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def test_the_model_names_its_claims(futures: Any) -> None:
    model = futures("model", "--json").json
    assert len(model["drivers"]) >= 20
    assert {driver["level"] for driver in model["drivers"]} == {"local", "regional", "global"}
    assert all(cell["claims"] for cell in model["cells"])
    one = model["drivers"][0]["id"]
    alone = futures("model", one, "--json").json
    assert [driver["id"] for driver in alone["drivers"]] == [one]
    assert all(one in cell["cause"] or one in cell["effect"] for cell in alone["cells"])
    assert len(futures("model", "--json", day="2024-12-31").json["cells"]) < len(model["cells"])


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_model_as_tables(futures: Any, language: str) -> None:
    assert len(futures("model", "--lang", language).out.splitlines()) >= 21
    assert "us-approach=deal" in futures("model", "us-approach", "--lang", language).out
    gaps = futures("model", "--evidence", "--lang", language).out
    assert "us-russia" in gaps


def test_consistent_scenarios_in_their_shape(futures: Any) -> None:
    found = futures("consistent", "--draws", 5, "--drift", "--basins", 50, "--explain", 1, "--json").json
    assert found["count"] == len(found["scenarios"]) > 0
    drivers = {driver["id"] for driver in futures("model", "--json").json["drivers"]}
    assert all(set(scenario) == drivers for scenario in found["scenarios"])
    assert sum(family["size"] for family in found["families"]) == found["count"]
    assert all(0 <= each["probability"] <= 1 for each in found["weights"]["scenarios"])
    assert all(each["sampled"] == 50 for each in found["basins"])
    assert {each["rule"] for each in found["drift"]} == {"global", "local", "incremental"}
    assert len(found["explanation"]["drivers"]) == len(drivers)
    opened = futures("consistent", "--context", "open", "--json").json
    assert opened["count"] > found["count"]


def test_a_forced_state_is_in_every_scenario(futures: Any) -> None:
    found = futures("consistent", "--force", "dialogue-mode=dialogue", "--json").json
    assert {scenario["dialogue-mode"] for scenario in found["scenarios"]} == {"dialogue"}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_consistent_scenarios_as_tables(futures: Any, language: str) -> None:
    arguments = ("--draws", 3, "--explain", 1, "--sensitivity", "--drift", "--basins", 20)
    ran = futures("consistent", *arguments, "--lang", language)
    assert ran.status == 0, ran.err
    assert "{" not in ran.out
    assert ("厳密" if language == "ja" else "exact") in ran.err


def test_scenario_wizard_files_go_out_and_come_back(futures: Any, tmp_path: Path) -> None:
    matrix, solutions = tmp_path / "model.scw", tmp_path / "model.sl"
    ran = futures("consistent", "--context", "open", "--write", matrix, "--write", solutions, "--json")
    assert ran.status == 0, ran.err
    again = futures("consistent", matrix, "--json").json
    assert again["count"] == ran.json["count"]
    assert len(solutions.read_text().splitlines()) == ran.json["count"] + 4
    assert "[futures.file]" in one_line(futures("consistent", "--write", tmp_path / "model.txt"))


def test_simulation_in_its_shape(futures: Any) -> None:
    formula = "us-dprk-talks=summit before 2026-12 and not monitoring<=weak"
    arguments = ("--query", formula, "--runs", 2000, "--json", "--driver", "us-dprk-talks")
    found = futures("simulate", *arguments).json
    assert found["runs"] == 2000
    (query,) = found["queries"]
    assert query["formula"] == formula
    assert 0 < query["p"] < 1
    assert query["error"] > 0
    assert len(found["drivers"]["us-dprk-talks"]["none"]) == 25
    assert futures("simulate", *arguments, "--threads", 2).json == found
    lever = futures("simulate", *arguments, "--set", "monitoring=weak@2026-03").json["queries"][0]
    assert lever["difference"] < 0
    assert lever["without"] == query["p"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_simulation_as_tables_and_picture(futures: Any, language: str, tmp_path: Path) -> None:
    picture = tmp_path / "fan.svg"
    arguments = ("--runs", 3000, "--tree", "--plot", picture, "--driver", "us-dprk-talks", "--lang", language)
    ran = futures("simulate", "--query", "nuclear-test=test", "--set", "deterrence=kept", *arguments)
    assert ran.status == 0, ran.err
    assert "nuclear-test=test" in ran.out
    assert "2027" in picture.read_text()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_discovery(futures: Any, language: str) -> None:
    arguments = ("us-dprk-talks=summit before 2026-12", "--runs", 2000)
    found = futures("discover", *arguments, "--json").json
    assert 0 < found["share"] < found["box"]["density"] <= 1
    assert found["trajectory"][0]["coverage"] == 1
    ran = futures("discover", *arguments, "--lang", language)
    assert ran.status == 0, ran.err
    assert found["box"]["restrictions"][0] in ran.out


def test_an_override_is_kept_with_its_reason_and_withdrawn(futures: Any, workspace: Path) -> None:
    ends = ("us-approach=deal", "us-dprk-talks=summit", "--workspace", workspace, "--by", "kim")
    given = ("--low", 1, "--high", 2, "--reason", "a visit is announced", "--on", "2025-12-01")
    assert run("futures", "override", *ends, *given).status == 0

    def cell() -> Any:
        cells = futures("model", "us-dprk-talks", "--json").json["cells"]
        return next((c for c in cells if (c["cause"], c["effect"]) == ends[:2]), None)

    assert cell()["override"]["reason"] == "a visit is announced"
    assert cell()["band"] == [1, 2]
    earlier = futures("model", "us-dprk-talks", "--json", day="2025-11-30").json["cells"]
    assert all(c["override"] is None for c in earlier)
    ran = run("futures", "override", *ends, "--withdraw", "--on", "2025-12-20", "--json")
    assert ran.json[0]["until"] == "2025-12-20"
    assert cell() is None
    assert "[futures.override]" in one_line(run("futures", "override", *ends, "--withdraw"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("model", "weather"), "futures.driver"),
        (("consistent", "--force", "us-approach"), "futures.at"),
        (("consistent", "--force", "us-approach=war"), "futures.state"),
        (("consistent", "--context", "closed"), "futures.context"),
        (("consistent", "--explain", "999"), "futures.number"),
        (("simulate", "--query", "us-approach=war"), "formula.unknown"),
        (("simulate", "--query", "us-approach="), "formula.syntax"),
        (("simulate", "--query", "nuclear-test=test before 2040-01"), "formula.horizon"),
        (("simulate", "--set", "nuclear-test=none"), "simulation.uncontrolled"),
        (("simulate", "--set", "deterrence=kept@soon"), "futures.month"),
        (("simulate", "--set", "deterrence=kept@2020-01"), "futures.before"),
        (("simulate", "--driver", "weather"), "futures.driver"),
        (("discover", "us-attention=low in m0"), "discovery.one_outcome"),
        (("analogues", "no-such-case"), "futures.case"),
        (("analogues", "--given", "us-approach"), "futures.at"),
    ],
)
def test_bad_input_is_one_line(futures: Any, arguments: tuple[str, ...], code: str) -> None:
    line = one_line(futures(*arguments))
    assert f"[{code}]" in line
    assert "; " in line, "the line says how to mend it"


def test_a_band_that_holds_nothing_is_refused(workspace: Path) -> None:
    ends = ("us-approach=deal", "us-dprk-talks=summit", "--workspace", workspace, "--by", "kim", "--reason", "why")
    assert "[futures.band]" in one_line(run("futures", "override", *ends, "--low", 2, "--high", 1))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_analogues(futures: Any, language: str) -> None:
    ran = futures("analogues", "--query", "us-dprk-talks=summit", "--lang", language)
    assert ran.status == 0, ran.err
    first = ran.out.splitlines()[1].split()[0]
    assert futures("analogues", first, "--lang", language).status == 0
    found = futures("analogues", "--query", "us-dprk-talks=summit", "--json").json
    assert found["cases"][0]["case"] == first
    assert 0 <= found["answers"][0]["low"] <= found["answers"][0]["high"] <= 1


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_backtest_says_what_trust_is_earned(futures: Any, language: str) -> None:
    told = futures("backtest", "--runs", 500, "--json").json
    assert told["verdict"]["text"][language]
    assert {"model", "base_rate", "hedge", "paper", "even"} == {
        each["forecaster"] for each in told["overall"]["scores"]
    }
    ran = futures("backtest", "--runs", 500, "--forecasts", "--lang", language)
    assert ran.out.splitlines()[0] == told["verdict"]["text"][language]


def test_the_model_answers_what_is_open_and_the_ledger_keeps_it(workspace: Path, tmp_path: Path) -> None:
    kept = shutil.copytree(workspace, tmp_path / "ws")
    arguments = ("--workspace", kept, "--as-of", DAY, "--runs", 500)
    answers = run("futures", "forecast", *arguments, "--keep", "--json").json
    assert answers
    assert all(0 <= each["p"] <= 1 for each in answers)
    forecasts = [
        r for r in run("records", "judgement", "--workspace", kept, "--limit", 500, "--json").json if r["id"][0] == "F"
    ]
    assert len(forecasts) == len(answers)
    # The model's own judgements do not become questions of their own.
    again = run("futures", "forecast", *arguments, "--json").json
    assert [each["judgement"] for each in again] == [each["judgement"] for each in answers]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_contingencies(futures: Any, language: str) -> None:
    arguments = ("--runs", 500, "--months", 24)
    found = futures("contingency", *arguments, "--json").json
    assert found["months"] == 24
    ran = futures("contingency", *arguments, "--lang", language)
    assert ran.status == 0, ran.err
    assert ("前提" if language == "ja" else "assumptions") in ran.out
    assert "[futures.scale]" in one_line(futures("contingency", *arguments, "--scale", "gap-korea"))
    assert "[contingency.unknown]" in one_line(futures("contingency", *arguments, "--scale", "gap=1"))
