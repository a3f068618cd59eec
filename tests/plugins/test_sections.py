import json
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from tests.outlook.memory import STRAIT, seeded, strait_documents
from tests.plugins.packages import installed, write_package

from shiome.outlook import Outlook, build_outlook, render
from shiome.outlook.model import sentences, walk
from shiome.region.pack import load_pack
from shiome.yardsticks.model import Measurement, Turning
from shiome.yardsticks.series import Point, Series

PAGES = """
from shiome.outlook.model import *
from shiome.records.model import Event

def remark(text):
    return Paragraph(sentences=(Remark(text=text),))

def tide(context):
    event = next(event for event in context.records(Event) if context.book.sources(event.sources))
    said = Statement(text="The tide turned.", evidence=context.book.sources(event.sources))
    bar = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "mark": "bar", "data": {"values": [{"a": "x", "b": 2}]},
           "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}}}
    return Section(
        key="tide", title={"ja": "潮", "en": "The tide"}[context.language],
        blocks=(Bullets(items=(said,)), Figure(specification=bar, alt="One bar.")),
        sections=(Section(key="tide.table", title="Table", blocks=(
            Table(caption="Tides", columns=(Column(title="A"),), rows=((Cell(text="spring"),),)),)),),
    )

def nothing(context):
    return None

def raises(context):
    raise LookupError("no moon \\U0001F319")

def words(context):
    return "a section"

def uncited(context):
    return Section(key="a", title="A", blocks=(Bullets(items=(Statement(text="So it is.", evidence=(99_999,)),)),))

def picture(context):
    return Section(key="a", title="A", blocks=(Figure(specification={"mark": "none such"}, alt="Nothing."),))

def unseen(context):
    return Section(key="a", title="A", blocks=(Figure(specification={"mark": "bar"}, alt=""),))

def glyph(context):
    return Section(key="a", title="A \\U0001F319", blocks=(remark("x"),))

def control(context):
    return Section(key="a", title="A", blocks=(remark("x\\x0b"),))

def ragged(context):
    return Section(key="a", title="A", blocks=(Table(caption="T", columns=(Column(title="A"),), rows=((),)),))

def narrow(context):
    return Section(key="a", title="A", blocks=(Table(caption="T", columns=(Column(title="A", width=0),), rows=()),))

def untitled(context):
    return Section(key="a", title=" ", blocks=(remark("x"),))

def twice(context):
    return Section(key="a", title="A", sections=(Section(key="a.b", title="B"), Section(key="a.b", title="B")))

def stranger(context):
    return Section(key="a", title="A", sections=(Section(key="b", title="B"),))

def deep(context):
    return Section(key="a", title="A", sections=(Section(key="a.b", title="B", sections=(
        Section(key="a.b.c", title="C", sections=(Section(key="a.b.c.d", title="D"),)),)),))

def number(context):
    return Section(key="a", title="A", blocks=(remark(3),))

def empty(context):
    return Section(key="a", title="A", blocks=(Bullets(items=()),))
"""
BROKEN = (
    "raises", "words", "uncited", "picture", "unseen", "glyph", "control", "ragged", "narrow", "untitled", "twice", "stranger", "deep",
    "number", "empty",
)  # fmt: skip
DAY = date(2031, 9, 30)


@pytest.fixture(scope="module")
def told() -> Callable[[str], Outlook]:
    pack = load_pack(STRAIT)
    known = seeded(pack, strait_documents(pack))
    return lambda language: build_outlook(pack, known, as_of=DAY, language=language)


def with_pages(folder: Path, *names: str) -> None:
    points = {"shiome.sections": {name: f"page_module:{name}" for name in names}}
    write_package(folder, "pages-package", points, {"page_module": PAGES}, version="4")


def test_a_section_stands_before_the_sources_and_says_whose_it_is(
    tmp_path: Path, told: Callable[[str], Outlook]
) -> None:
    with_pages(tmp_path, "tide", "nothing")
    without = told("en")
    with installed(tmp_path):
        outlook = told("en")
        assert told("ja").sections[-2].title == "潮"
    assert [part.key for part in outlook.sections if part.by] == ["plugin.tide"]
    assert outlook.sections[-1].key == "sources"
    made = outlook.sections[-2]
    assert [part.key for part in walk(made)] == ["plugin.tide", "plugin.tide.table"]
    assert made.by == "plugin:pages-package/tide@4"
    assert [part.key for part in outlook.sections if not part.by] == [part.key for part in without.sections]
    for form in ("html", "pdf", "docx", "json"):
        assert len(render(outlook, form)) > len(render(without, form))
    whole = json.loads(render(outlook, "json"))
    (shape,) = (part for part in whole["sections"] if part["by"])
    assert "pages-package, version 4" in shape["blocks"][0]["sentences"][0]["text"]
    assert shape["blocks"][1]["items"][0]["sources"]
    assert "pages-package, version 4" in render(outlook, "html").decode()
    with zipfile.ZipFile(BytesIO(render(outlook, "docx"))) as document:
        assert "pages-package, version 4" in document.read("word/document.xml").decode()


def test_one_that_fails_is_told_in_its_place_and_the_document_is_whole(
    tmp_path: Path, told: Callable[[str], Outlook]
) -> None:
    with_pages(tmp_path, "tide", *BROKEN)
    without = told("ja")
    with installed(tmp_path):
        outlook = told("ja")
    own = {part.key.removeprefix("plugin."): part for part in outlook.sections if part.by}
    assert {*own} == {"tide", *BROKEN}
    for name in BROKEN:
        (block,) = own[name].blocks
        (remark,) = block.sentences  # type: ignore[union-attr]
        assert "plugin.failed" in remark.text
        assert "pages-package 4" in remark.text
    rest = [part for part in outlook.sections if not part.by]
    assert [part.title for part in rest] == [part.title for part in without.sections]
    for form in ("html", "pdf", "docx", "json"):
        assert render(outlook, form)


def test_a_yardstick_of_another_package_is_told_as_such() -> None:
    points = tuple(Point(when=f"2031-0{month}", value=0.5, n=1) for month in range(1, 9))
    made = Measurement(
        id="tide",
        name={"ja": "潮位", "en": "Tide"},
        about={},
        members=(),
        direction={},
        as_of=DAY,
        series=Series(period="month", points=points),
        components=(),
        turning=Turning(verdict="none", reason="constant"),
        by="plugin:tides/tide@1.0",
    )
    pack = load_pack(STRAIT)
    known = seeded(pack, strait_documents(pack))
    outlook = build_outlook(pack, known, as_of=DAY, language="en", measurements=[made])
    (section,) = (part for top in outlook.sections for part in walk(top) if part.key == "yardsticks.tide")
    texts = [sentence.text for block in section.blocks for sentence in sentences(block)]
    assert "Measured by another package, plugin:tides/tide@1.0." in texts
