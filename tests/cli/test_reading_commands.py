"""compare, terms and review by command."""

import shutil

import pytest
from tests.cli.program import run
from tests.region.packs import FILES, write_pack

ACTORS = FILES["actors.yaml"].replace("type: state", "type: state\n  aliases: [{form: NAME, language: en}]")
ACTORS = ACTORS.replace("NAME", "Aland", 1).replace("NAME", "Beland", 1)
NOTE = "By A. Writer\n10 January 2024\n\nAland signed an agreement with Beland on 5 January 2024.\n"
TERMS = """\
- id: peace
  name: {ja: 平和, en: peace}
  meaning: {ja: 争いのないこと, en: absence of strife}
  preferred: {en: [peace]}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    pack = write_pack(folder / "pack", {"actors.yaml": ACTORS, "terms.yaml": TERMS})
    (folder / "note.txt").write_text(NOTE)
    assert run("init", "--workspace", folder / "ws", "--region", pack).status == 0
    assert run("ingest", folder / "note.txt", "--workspace", folder / "ws").status == 0
    return folder / "ws"


@pytest.fixture
def workspace(made, tmp_path):
    return shutil.copytree(made, tmp_path / "ws")


@pytest.fixture
def statements(tmp_path):
    a, b = tmp_path / "a.txt", tmp_path / "b.txt"
    a.write_text("10 January 2024\n\nThe ministers reaffirmed their commitment to peace. They thanked Aland.\n")
    b.write_text("10 March 2024\n\nThe ministers reaffirmed their resolute commitment to peace. They thanked Beland.\n")
    return a, b


def test_compare_two_files(workspace, statements):
    ran = run("compare", *statements, "--workspace", workspace, "--json")
    assert ran.status == 0, ran.err
    assert {"sections", "changes"} <= set(ran.json)
    added = [change for change in ran.json["changes"] if change["op"] == "added" and change["b"] == "resolute"]
    assert added
    text = statements[1].read_text()
    start, end = added[0]["spans"]["b"]
    assert text[start:end] == "resolute"
    assert any(change["op"] == "strengthened" for change in ran.json["changes"])


def test_compare_needs_two_texts(workspace):
    ran = run("compare", "--workspace", workspace)
    assert ran.status == 1
    assert "[compare.texts]" in ran.err


def test_compare_without_a_workspace_uses_the_region_that_ships(tmp_path, statements):
    assert run("compare", *statements, "--workspace", tmp_path / "none").status == 0


def test_documents_by_their_day(workspace):
    ran = run("documents", "--workspace", workspace, "--json")
    assert ran.status == 0, ran.err
    (found,) = ran.json
    assert found["lines"] > 1
    shown = run("documents", "--workspace", workspace, "--lang", "ja")
    assert found["id"] in shown.out
    assert found["title"] in shown.out
    assert run("documents", "--workspace", workspace, "--as-of", "1999-12-31", "--json").json == []


def test_history_of_a_term(workspace, statements):
    ran = run("terms", "history", "peace", *statements, "--workspace", workspace, "--json")
    assert ran.status == 0, ran.err
    assert [text["when"] for text in ran.json["texts"]] == ["2024-01-10", "2024-03-10"]
    assert run("terms", "history", "war", *statements, "--workspace", workspace).status == 1


def test_review_from_list_to_cases(workspace, tmp_path):
    listed = run("review", "list", "--workspace", workspace, "--json")
    identifier = listed.json[0]["id"]
    edited = run("review", "edit", identifier, "--set", "when=2024-01-04", "--by", "kato", "--workspace", workspace)
    assert edited.status == 0, edited.err
    (record,) = run("records", "event", identifier, "--workspace", workspace, "--json").json
    assert (record["when"], record["status"], record["coder"]) == ("2024-01-04", "proposed", "person:kato")
    own = run("review", "accept", identifier, "--by", "kato", "--workspace", workspace)
    assert own.status == 1
    assert "[record.own_work]" in own.err
    assert run("review", "accept", identifier, "--by", "sato", "--workspace", workspace).status == 0
    cases = tmp_path / "cases.jsonl"
    assert run("review", "export", "--output", cases, "--workspace", workspace).status == 0
    checked = run("review", "check", cases, "--workspace", workspace, "--json")
    assert checked.status == 1
    assert checked.json["wrong"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["edit", "ID", "--set", "when", "--by", "kato"], "review.set"),
        (["split", "ID", "--part", "not json", "--by", "kato"], "review.part"),
        (["accept", "nothing", "--by", "kato"], "record.missing"),
    ],
)
def test_refusals(workspace, arguments, code):
    identifier = run("review", "list", "--workspace", workspace, "--json").json[0]["id"]
    ran = run("review", *[identifier if a == "ID" else a for a in arguments], "--workspace", workspace)
    assert ran.status == 1
    assert f"[{code}]" in ran.err
