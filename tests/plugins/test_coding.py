from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.cli.program import run
from tests.plugins.packages import installed, write_package
from tests.region.packs import NAMED, write_pack

from shiome.errors import NotKnown, PluginFailed
from shiome.plugins import Plugin
from shiome.reading.coding.coder import CodedDocument
from shiome.records.model import Event, Judgement, Source
from shiome.workspace import Workspace
from shiome.workspace.coding import PluggedCoder, named

TEXT = (
    "Note on Aland and Beland\n\nBy A. Writer\n10 January 2024\n\nAland waved a lantern at Beland on 5 January 2024.\n"
)
LANTERNS = """
from shiome.reading.coding.coder import CodedDocument
from shiome.records.model import Event, Source

class Lanterns:
    def __init__(self, pack):
        self.pack = pack

    def code(self, text, *, document, dated, author=""):
        start = text.raw.find("lantern")
        if start < 0:
            raise LookupError("no lantern is lit")
        source = Source(document=document, start=start, end=start + 7, known_from=dated)
        event = Event(id="mine", when="2024-01-05", known_from=dated, sources=(source,), coder="whoever", status="accepted",
                      source=("AAA",), recipient=("BBB",), plover="REQUEST")
        return CodedDocument(events=(event,), judgements=())

class Broken:
    def __init__(self, pack):
        raise OSError("no dictionary")
"""
TODAY = date(2024, 2, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    points = {"shiome.coders": {"lanterns": "lantern_module:Lanterns", "broken": "lantern_module:Broken"}}
    write_package(tmp_path / "site", "lantern-package", points, {"lantern_module": LANTERNS}, version="0.3")
    pack = write_pack(tmp_path / "pack", {"actors.yaml": NAMED})
    (tmp_path / "note.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "dark.txt").write_text(TEXT.replace("lantern", "candle"), encoding="utf-8")
    Workspace.create(tmp_path / "ws", region=str(pack)).close()
    with installed(tmp_path / "site"):
        yield tmp_path


LABEL = "plugin:lantern-package/lanterns@0.3"


def test_a_coder_codes_beside_the_rules_and_its_records_are_proposals_of_its_package(folder: Path) -> None:
    with Workspace.open(folder / "ws") as workspace:
        assert workspace.ingest(folder / "note.txt", today=TODAY).state == "stored"
        (record,) = (each for each in workspace.records("event") if each.coder == LABEL)
        assert (record.status, record.known_from, record.id[:6]) == ("proposed", date(2024, 1, 10), "event-")
        assert workspace.quotation(record) == "lantern"


def test_a_coder_that_fails_leaves_the_work_of_the_others(folder: Path) -> None:
    with Workspace.open(folder / "ws") as workspace:
        result = workspace.ingest(folder / "dark.txt", today=TODAY)
        assert result.state == "stored"
        (fault,) = result.faults
        assert fault.code == "plugin.failed"
        assert "no lantern is lit" in fault.line()
        assert result.shape()["faults"] == [fault.message]


def test_a_coder_by_itself(folder: Path) -> None:
    ingested = run(
        "ingest", folder / "note.txt", folder / "dark.txt", "-w", folder / "ws", "--coder", "lanterns", "--json"
    )
    assert ingested.status == 1
    assert [each["state"] for each in ingested.json] == ["stored", "refused"]
    assert ingested.json[1]["code"] == "plugin.failed"
    assert "no dictionary" in ingested.err
    with Workspace.open(folder / "ws") as workspace:
        assert {each.coder for each in workspace.records("event")} == {LABEL}
    unknown = run("ingest", folder / "note.txt", "-w", folder / "ws", "--coder", "nobody")
    assert unknown.status == 1
    assert "rules, llm, lanterns" in unknown.err


def test_the_rules_by_themselves(folder: Path) -> None:
    assert run("ingest", folder / "note.txt", "-w", folder / "ws", "--coder", "rules").status == 0
    with Workspace.open(folder / "ws") as workspace:
        assert LABEL not in {each.coder for each in workspace.records("event")}


GOOD = Event(
    id="e",
    when="2024-01-05",
    known_from=TODAY,
    coder="x",
    source=("AAA",),
    sources=(Source(document="d", start=0, end=4, known_from=TODAY),),
)
PLUGIN = Plugin("shiome.coders", "lanterns", "lantern-package", "0.3", "lantern_module:Lanterns")


class _Text:
    raw = "A short text."


class _Fixed:
    def __init__(self, *events: Any, judgements: tuple[Any, ...] = ()) -> None:
        self.coded = CodedDocument(events=events, judgements=judgements)

    def code(self, *_: Any, **__: Any) -> CodedDocument:
        return self.coded


def code(coder: Any) -> CodedDocument:
    return PluggedCoder(PLUGIN, coder, frozenset({"AAA"})).code(_Text(), document="d", dated=TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"confidence": 1.5},
        {"confidence": float("nan")},
        {"when": "yesterday"},
        {"sources": ()},
        {"sources": (Source(document="other", start=0, end=4, known_from=TODAY),)},
        {"sources": (Source(document="d", start=0, end=400, known_from=TODAY),)},
        {"sources": (Source(document="d", line=1, known_from=TODAY),)},
        {"source": ("ZZZ",)},
        {"plover": "WAVE"},
        {"spans": {"trigger": (3, 2)}},
        {"mode": "a\0b"},
        {"mode": 3},
        {"id": ""},
    ],
)
def test_what_could_not_be_stored_is_refused_whole(changes: dict[str, Any]) -> None:
    with pytest.raises(PluginFailed) as refused:
        code(_Fixed(GOOD, msgspec.structs.replace(GOOD, **{"id": "f"} | changes)))
    assert "lantern-package" in refused.value.line()


def test_two_records_need_two_identifiers() -> None:
    with pytest.raises(PluginFailed):
        code(_Fixed(GOOD, GOOD))
    with pytest.raises(PluginFailed):
        code(object())


def test_identifiers_are_the_packages_own_and_stay_the_same() -> None:
    judgement = Judgement(
        id="e2", when="", known_from=TODAY, coder="x", sources=GOOD.sources, proposition="p", made_on=TODAY, hedge=3, band=(0.2, 0.8)
    )  # fmt: skip
    first, again = code(_Fixed(GOOD, judgements=(judgement,))), code(_Fixed(GOOD, judgements=(judgement,)))
    assert first == again
    (event,), (told,) = first.events, first.judgements
    assert event.coder == told.coder == PLUGIN.label
    assert event.id != "e"
    assert told.id.startswith("judgement-")


def test_a_coder_that_is_not_there() -> None:
    with pytest.raises(NotKnown):
        named((), "lanterns")
