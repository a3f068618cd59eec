"""``shiome policy``: mixes, conflicts, roadmaps and tracks as JSON and tables in both languages; bad input in one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.cli.program import Ran, run
from tests.cli.test_futures import one_line

DAY = "2025-12-31"
EXAMPLES = Path(__file__).parents[2] / "examples"
CONFLICT = EXAMPLES / "conflicts" / "freeze-for-relief.yaml"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("policy") / "ws"
    assert run("init", "--workspace", folder).status == 0
    return folder


@pytest.fixture
def policy(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("COLUMNS", "160")

    def ran(command: str, *arguments: object) -> Ran:
        return run("policy", command, *arguments, "--workspace", workspace, "--as-of", DAY)

    return ran


def test_a_conflict_in_its_shape(policy: Any) -> None:
    told = policy(
        "conflict", CONFLICT, "--json", "--robustness", 1, "--draws", 20, "--inverse", "YNYNN", "--explain", 1
    ).json
    assert {"nash", "gmr", "smr", "seq"} <= set(told["stability"])
    assert len(told["states"]) == 24
    assert set(told["stability"]["nash"]) <= set(told["stability"]["gmr"])
    assert set(told["explanation"]) == {"USA", "PRK", "ALLIES"}
    assert told["inverse"]["holds"] is True
    assert told["robustness"]["draws"] == 20


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_conflict_as_tables_and_picture(policy: Any, language: str, tmp_path: Path) -> None:
    picture = tmp_path / "graph.svg"
    arguments = (
        "--coalitions",
        "--robustness",
        1,
        "--draws",
        5,
        "--inverse",
        6,
        "--explain",
        "YNYNN",
        "--plot",
        picture,
    )
    ran = policy("conflict", CONFLICT, *arguments, "--lang", language)
    assert ran.status == 0, ran.err
    assert ("制裁の緩和" if language == "ja" else "relief of sanctions") in ran.out
    assert "<svg" in picture.read_text()


@pytest.mark.parametrize("ending", ["yaml", "json", "gmcr"])
def test_a_conflict_goes_out_and_comes_back(policy: Any, ending: str, tmp_path: Path) -> None:
    first = policy("conflict", CONFLICT, "--json", "--write", tmp_path / f"again.{ending}").json
    assert policy("conflict", tmp_path / f"again.{ending}", "--json").json["stability"] == first["stability"]


def test_a_conflict_judged_by_what_follows(policy: Any) -> None:
    told = policy("conflict", EXAMPLES / "conflicts" / "freeze-by-futures.yaml", "--json").json
    assert len(told["states"]) == 8


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_roadmap_says_whether_it_holds(policy: Any, language: str, tmp_path: Path) -> None:
    picture = tmp_path / "road.svg"
    ran = policy("roadmap", "--draws", 20, "--plot", picture, "--lang", language)
    assert ran.status == 0, ran.err
    assert ("最も弱い段" if language == "ja" else "weakest step") in ran.out
    assert "CVID" in picture.read_text()


def test_mixes_are_compared(policy: Any, tmp_path: Path) -> None:
    picture = tmp_path / "map.svg"
    trigger = "us-dprk-talks>=contact: diplomacy-JPN=high"
    arguments = ("--runs", 4, "--months", 3, "--trigger", trigger, "--plot", picture)
    told = policy("mix", *arguments, "--json").json
    assert told["mixes"] == 3**9
    assert {each["ally"] for each in told["allies"]} == {"JPN", "KOR", "USA"}
    assert "<svg" in picture.read_text()
    ran = policy("mix", *arguments, "--table", "allies", "--lang", "ja")
    assert ran.status == 0, ran.err
    assert "各国にとって" in ran.out


@pytest.mark.parametrize("language", ["en", "ja"])
def test_tracks_and_fears(policy: Any, language: str) -> None:
    told = policy("tracks", "KOR", "--json").json
    assert [board["actor"] for board in told["boards"]] == ["KOR"]
    ran = policy("tracks", "--ahead", "--runs", 200, "--lang", language)
    assert ran.status == 0, ran.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("conflict", CONFLICT, "--chain", "twice"), "conflict.chain"),
        (("conflict", CONFLICT, "--explain", "99"), "conflict.state"),
        (("conflict", EXAMPLES / "none.yaml"), "conflict.file"),
        (("roadmap", "no-such-road"), "roadmap.unknown"),
        (("roadmap", EXAMPLES / "none.yaml"), "roadmap.yaml"),
        (("mix", "--level", "diplomacy-JPN"), "policy.level"),
        (("mix", "--runs", 2, "--months", 2, "--trigger", "weather=storm: diplomacy-JPN=high"), "simulation.unknown"),
        (("tracks", "ZZZ"), "policy.tracks"),
        (("test", EXAMPLES / "none.yaml"), "proposal.yaml"),
    ],
)
def test_bad_input_is_one_line(policy: Any, arguments: tuple[object, ...], code: str) -> None:
    line = one_line(policy(*arguments))
    assert f"[{code}]" in line
    assert "; " in line, "the line says how to mend it"
