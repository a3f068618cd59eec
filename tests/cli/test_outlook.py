"""shiome outlook: formats, readers, what changed since an earlier outlook, and what is refused."""

import json

import pytest
from tests.cli.program import run
from tests.outlook.memory import STRAIT, TEXTS

from shiome.workspace import Workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("outlooks") / "ws"
    with Workspace.create(folder, region=str(STRAIT)) as made:
        for file in TEXTS.values():
            made.ingest(STRAIT / "documents" / file)
    return folder


def outlook(workspace, output, *arguments):
    return run("outlook", "--workspace", workspace, "--output", output, *arguments)


def test_only_the_formats_asked_for_are_written(workspace, tmp_path):
    ran = outlook(workspace, tmp_path, "--format", "json", "--format", "docx", "--format", "json", "--json")
    assert ran.status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["outlook.docx", "outlook.json"]
    assert set(ran.json) == {"json", "docx"}


def test_all_formats_without_a_choice_under_the_name_given(workspace, tmp_path):
    ran = outlook(workspace, tmp_path, "--name", "strait", "--lang", "ja")
    assert ran.status == 0
    assert sorted(path.suffix for path in tmp_path.glob("strait.*")) == [".docx", ".html", ".json", ".pdf"]
    assert "strait.pdf を書いた" in ran.err


def test_a_second_language_is_the_outlook_that_a_run_of_its_own_writes(workspace, tmp_path):
    assert outlook(workspace, tmp_path / "both", "--format", "json", "--lang", "ja", "--also", "en").status == 0
    assert outlook(workspace, tmp_path / "alone", "--format", "json", "--lang", "en").status == 0
    assert sorted(path.name for path in (tmp_path / "both").iterdir()) == ["outlook.en.json", "outlook.json"]
    both, alone = (
        json.loads((tmp_path / name).read_text(encoding="utf-8"))
        for name in ("both/outlook.en.json", "alone/outlook.json")
    )
    assert both == alone


def test_a_past_day_knows_nothing_later(workspace, tmp_path):
    assert outlook(workspace, tmp_path, "--format", "json", "--as-of", "2031-03-10").status == 0
    tree = json.loads((tmp_path / "outlook.json").read_text(encoding="utf-8"))
    assert tree["as_of"] == "2031-03-10"
    assert [document["id"] for document in tree["documents"]] == ["spring"]


def test_what_changed_since_a_day_and_since_a_file_is_the_same(workspace, tmp_path):
    formats = ("--format", "json")
    assert outlook(workspace, tmp_path / "old", *formats, "--as-of", "2031-03-10").status == 0
    by_day = outlook(workspace, tmp_path / "day", *formats, "--since", "2031-03-10", "--json")
    by_file = outlook(workspace, tmp_path / "file", *formats, "--compare", tmp_path / "old" / "outlook.json")
    assert (by_day.status, by_file.status) == (0, 0)
    assert set(by_day.json) == {"json", "changes.html", "changes.json"}
    first, second = (
        json.loads((tmp_path / name / "outlook-changes.json").read_text(encoding="utf-8")) for name in ("day", "file")
    )
    assert first["sections"] == second["sections"]
    assert any(section["key"] == "front.better" for section in first["sections"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--format", "odt"), "outlook.format"),
        (("--since", "2031-03-10", "--compare", "old.json"), "outlook.compare"),
        (("--compare", "missing.json"), "outlook.file"),
        (("--reader", "nobody"), "consult.reader"),
    ],
)
def test_what_is_refused_names_its_reason_and_leaves_nothing(workspace, tmp_path, arguments, code):
    ran = outlook(workspace, tmp_path / "out", *arguments)
    assert ran.status == 1
    assert code in ran.err
    assert not (tmp_path / "out").exists()
