"""Departures, formulas and lines by command."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.program import run

DRAFT = "共同発表\n2025年11月20日\n\n三か国は朝鮮半島の非核化に向けて協力する。トランプ大統領は北朝鮮を「核保有国」と呼んだ。\n"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("terms") / "ws"
    assert run("init", "--workspace", folder, "--region", "peninsula").status == 0
    return folder


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "draft.txt"
    file.write_text(DRAFT, encoding="utf-8")
    return file


def test_check_as_json(workspace, draft):
    ran = run("terms", "check", draft, "--workspace", workspace, "--json")
    assert ran.status == 0, ran.err
    assert ran.json["counts"] == {"departure": 1, "doubtful": 0, "reported": 1}
    (text,) = ran.json["texts"]
    found = text["departures"][0]
    start, end = found["passage"]["start"], found["passage"]["end"]
    assert DRAFT[start:end] == found["passage"]["words"] == "朝鮮半島の非核化"
    assert found["mend"]["words"] == "北朝鮮の非核化"
    assert text["formulas"][0]["state"] == "weakened"


@pytest.mark.parametrize(("language", "word"), [("ja", "要修正"), ("en", "mend")])
def test_check_as_a_table(workspace, draft, language, word):
    ran = run("terms", "check", draft, "--workspace", workspace, "--lang", language)
    assert ran.status == 0
    assert word in ran.out
    assert "北朝鮮の非核化" in ran.out


def test_check_against_an_earlier_text(workspace, draft, tmp_path):
    before = tmp_path / "before.txt"
    before.write_text("共同声明\n2025年2月15日\n\n三か国は北朝鮮の非核化を確認した。\n", encoding="utf-8")
    ran = run("terms", "check", draft, "--baseline", before, "--workspace", workspace, "--json")
    assert ran.json["texts"][0]["formulas"][0]["state"] == "present"


def test_all_documents_of_the_workspace(workspace, draft, tmp_path):
    empty = run("terms", "check", "--workspace", workspace, "--json")
    assert empty.json["texts"] == []
    assert run("ingest", draft, "--workspace", workspace).status == 0
    assert len(run("terms", "check", "--workspace", workspace, "--json").json["texts"]) == 1


def test_a_file_that_is_missing(workspace, tmp_path):
    ran = run("terms", "check", tmp_path / "none.txt", "--workspace", workspace)
    assert ran.status == 1
    assert len(ran.err.strip().splitlines()) == 1


def test_lines(workspace):
    ran = run("terms", "lines", "--to", "trump", "--workspace", workspace, "--json")
    assert {"complete-denuclearisation", "cracks-hurt-china-policy"} <= {line["id"] for line in ran.json}
    shown = run("terms", "lines", "--workspace", workspace, "--lang", "ja")
    assert "合意済み" in shown.out
    assert run("terms", "lines", "--to", "nobody-known", "--workspace", workspace).status == 1
