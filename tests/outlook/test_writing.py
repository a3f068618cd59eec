"""All files whole, or none."""

import json
from pathlib import Path

import pytest
from tests.outlook.conftest import AUTUMN

import shiome.outlook.pdf
from shiome.errors import StoreUnavailable
from shiome.outlook import as_json, write
from shiome.outlook.model import walk


@pytest.fixture(scope="module")
def outlook(outlook_of):
    return outlook_of(AUTUMN, "en")


def test_one_file_of_each_format(outlook, tmp_path):
    paths = write(outlook, tmp_path / "new" / "folder", name="strait")
    assert sorted(path.name for path in paths.values()) == ["strait.docx", "strait.html", "strait.json", "strait.pdf"]
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == sorted(
        path.name for path in paths.values()
    )
    assert paths["pdf"].read_bytes().startswith(b"%PDF-1.")
    assert paths["html"].read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_json_is_the_outlook_with_its_sources(outlook):
    tree = json.loads(as_json(outlook))
    assert tree["as_of"] == "2031-09-30"
    assert [s["key"] for s in tree["sections"]] == [s.key for s in outlook.sections]
    texts = {d["id"]: d["text"] for d in tree["documents"]}

    def statements(value):
        if isinstance(value, dict):
            if value.get("type") == "statement":
                yield value
            for inner in value.values():
                yield from statements(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from statements(inner)

    found = list(statements(tree))
    assert len(found) > 20
    for statement in found:
        assert len(statement["sources"]) == len(statement["evidence"]) > 0
        for source in statement["sources"]:
            assert set(source) == {"document", "start", "end", "line"}
            before = texts[source["document"]][: source["start"]]
            assert before.count("\n") + 1 == source["line"]
            assert texts[source["document"]][source["start"] : source["end"]].strip()


def test_keys_of_sections_are_unique(outlook):
    keys = [part.key for top in (outlook.front, *outlook.sections) for part in walk(top)]
    assert len(keys) == len(set(keys))


def test_when_one_format_fails_nothing_is_written(outlook, tmp_path, monkeypatch):
    (tmp_path / "outlook.html").write_text("old", encoding="utf-8")

    def fail(*_, **__):
        raise RuntimeError("no PDF today")

    monkeypatch.setattr(shiome.outlook.pdf, "render_pdf", fail)
    with pytest.raises(RuntimeError, match="no PDF today"):
        write(outlook, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["outlook.html"]
    assert (tmp_path / "outlook.html").read_text(encoding="utf-8") == "old"


def test_a_full_disk_is_reported_and_leaves_nothing(outlook, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreUnavailable) as refused:
        write(outlook, tmp_path, formats=("json",))
    assert "No space left on device" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_folder_is_refused(outlook, tmp_path):
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    with pytest.raises(StoreUnavailable) as refused:
        write(outlook, tmp_path / "taken", formats=("json",))
    assert refused.value.code == "outlook.folder"
