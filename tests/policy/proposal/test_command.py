"""``shiome policy test``: JSON, tables in two languages within 120 columns, bad input in one line."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.cli.program import run
from tests.policy.proposal.made import EXAMPLES

from shiome.cli.output import width
from shiome.cli.policy import app
from shiome.errors import InputRefused, NotKnown, QueryRefused

FREEZE, PHASED = EXAMPLES / "icbm-freeze.yaml", EXAMPLES / "phased-reduction.yaml"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("policy") / "ws"
    ran = run("init", "--workspace", folder)
    assert ran.status == 0, ran.err
    return folder


@pytest.fixture
def policy(workspace: Path) -> Any:
    command = typer.main.get_command(app)

    def ran(*arguments: object) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            given = ["test", *map(str, arguments), "--workspace", str(workspace)]
            command.main(given, prog_name="shiome policy", standalone_mode=False)
        return out.getvalue()

    return ran


def test_one_file_gives_its_verdicts(policy: Any) -> None:
    shape = json.loads(policy(FREEZE, "--json", "--change", "threat-left:JPN"))
    verdicts = {(each["criterion"], each["party"]): each for each in shape["verdicts"]}
    japan = verdicts["threat-left", "JPN"]
    assert japan["verdict"] == "fails"
    assert isinstance(japan["reason"], str)
    assert {"cite", "document", "line", "subject", "id"} <= set(japan["sources"][0])
    (change,) = shape["changes"]
    assert change["found"]
    assert change["edits"]


def test_two_files_stand_side_by_side(policy: Any) -> None:
    shape = json.loads(policy(FREEZE, PHASED, "--json", "--lang", "ja"))
    assert [each["name"] for each in shape["proposals"]] == ["icbm-freeze", "phased-reduction"]
    row = next(row for row in shape["rows"] if (row["criterion"], row["party"]) == ("threat-left", "KOR"))
    assert row["verdicts"] == {"icbm-freeze": "fails", "phased-reduction": "holds"}
    assert row["differs"]
    assert row["best"] == ["phased-reduction"]
    assert {each["proposal"] for each in shape["verdicts"]} == {"icbm-freeze", "phased-reduction"}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_tables_stay_within_120_columns(policy: Any, language: str) -> None:
    texts = [policy(file, "--lang", language) for file in sorted(EXAMPLES.glob("*.yaml"))]
    texts.append(policy(FREEZE, PHASED, "--lang", language, "--change", "end-state", "--follows", "--runs", "500"))
    for text in texts:
        assert text.strip()
        assert max(width(line) for line in text.splitlines()) <= 120
        assert "…" not in "".join(line[80:] for line in text.splitlines())


def test_what_follows_comes_with_its_error(policy: Any) -> None:
    shape = json.loads(policy(PHASED, "--follows", "--runs", "500", "--months", "6", "--as-of", "2025-12-31", "--json"))
    assert shape["follows"]["runs"] == 500
    assert all({"before", "after", "difference", "error", "carried"} <= set(o) for o in shape["follows"]["outcomes"])


def test_only_the_criteria_asked_for(policy: Any) -> None:
    shape = json.loads(policy(FREEZE, "--criterion", "end-state", "--json"))
    assert {each["criterion"] for each in shape["verdicts"]} == {"end-state"}


def test_bad_input_is_one_line(policy: Any, tmp_path: Path) -> None:
    for arguments, kind in (
        ((FREEZE, "--criterion", "taste"), NotKnown),
        ((FREEZE, "--change", "taste"), NotKnown),
        ((FREEZE, "--change", "end-state:CHN"), NotKnown),
        ((FREEZE, "--to", "better"), QueryRefused),
        ((tmp_path / "none.yaml",), InputRefused),
    ):
        with pytest.raises(kind) as refused:
            policy(*arguments)
        assert "\n" not in str(refused.value)
