from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.program import run
from tests.plugins.packages import installed, write_package

from shiome.errors import InputRefused, PluginFailed
from shiome.sanctions.screening import Screen, load_list, load_lists

LISTS = """
from shiome.errors import InputRefused
from shiome.sanctions.screening.lists.common import Intake, Properties, rows, text_of
from shiome.sanctions.screening.model import Entity, ListSnapshot

class Harbour:
    def recognises(self, file, start):
        return start.startswith(b"harbour")

    def load(self, file, as_of):
        intake = Intake("whatever", file, as_of)
        for line, cells in list(rows(text_of(file)))[1:]:
            if cells[0] == "cut":
                intake.cut(line)
            found = Properties()
            found.add("name", cells[1])
            intake.take(cells[0], "Vessel", found, line=line)
        return intake.snapshot()

class Careless:
    def recognises(self, file, start):
        if start.startswith(b"shy"):
            raise RuntimeError("cannot tell")
        return start.startswith(b"careless")

    def load(self, file, as_of):
        word = file.read_text().split()[1]
        if word == "raise":
            raise KeyError("headings")
        if word == "none":
            return None
        entity = Entity("1", "Boat" if word == "schema" else "Vessel", {"name": () if word == "nameless" else (3,)})
        return ListSnapshot("un", "", as_of, "0" * 64, (entity,))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    points = {"harbour": "list_module:Harbour", "careless": "list_module:Careless"}
    write_package(tmp_path / "site", "lists-package", {"shiome.loaders": points}, {"list_module": LISTS}, version="2")
    with installed(tmp_path / "site"):
        yield tmp_path


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_format_is_recognised_and_its_list_is_named_by_the_entry_point(folder: Path) -> None:
    file = written(folder, "boats-2025-04-01.txt", "harbour,name\nH1,GREEN LANTERN\n")
    snapshot = load_list(file)
    assert (snapshot.source, snapshot.by, snapshot.as_of) == (
        "harbour",
        "plugin:lists-package/harbour@2",
        "2025-04-01",
    )
    assert [hit.list for hit in Screen([snapshot]).screen("Green Lantern")] == ["harbour"]
    told = run("sanctions", "screen", "Green Lantern", "--list", file)
    assert "plugin:lists-package/harbour@2" in told.err
    assert "GREEN LANTERN" in told.out


def test_published_lists_are_never_asked_of_others(folder: Path) -> None:
    published = written(folder, "japan.csv", "ref,ja,latin\n1,甲,KO\n")
    assert load_list(published).source == "japan"
    assert load_list(published).by == ""


def test_in_a_folder_lists_of_other_endings_are_found(folder: Path) -> None:
    lists = folder / "lists"
    lists.mkdir()
    written(lists, "a.txt", "harbour,name\nH1,GREEN LANTERN\n")
    written(lists, "b.csv", "ref,ja,latin\n1,甲,KO\n")
    written(lists, "shy.txt", "shy")
    written(lists, "README.md", "nothing to read")
    assert [snapshot.source for snapshot in load_lists([lists])] == ["harbour", "japan"]


def test_what_a_loader_refuses_is_told_in_its_words(folder: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        load_list(written(folder, "boats.txt", "harbour,name\ncut,x\n"))
    assert refused.value.code == "list.cut"


@pytest.mark.parametrize("word", ["raise", "none", "schema", "nameless", "number"])
def test_a_loader_that_fails_is_named(folder: Path, word: str) -> None:
    with pytest.raises(PluginFailed) as failed:
        load_list(written(folder, "boats.txt", f"careless {word}\n"))
    assert "careless of lists-package 2" in failed.value.line()


def test_a_file_of_no_format_is_refused_as_ever(folder: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        load_list(written(folder, "boats.txt", "who,knows\n"))
    assert refused.value.code == "list.unknown"
    with pytest.raises(PluginFailed) as failed:
        load_list(written(folder, "boats.txt", "shy,of,this\n"))
    assert "cannot tell" in failed.value.line()
