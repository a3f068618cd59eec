"""Coded words of a document are links that a finger can meet, however short they are (WCAG 2.2, 2.5.8), and are read on a phone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.browser.axe import violations_of_targets
from tests.browser.conftest import Sitting, sitting_at
from tests.browser.serving import serving

from shiome.records.model import Event, Source
from shiome.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

DAY = date(2025, 5, 21)
LINES = ("2025年5月21日", "前の行から続く文の終わり。", "。こ", "国", "「国」と言う。a", "会談は 1 回だった。")
SHORT = ("の終わり", "。", "。", "こ", "国", "「", "国", "a", "1")
"""What is coded, in the order of the text."""
_PLACES = """() => {
  const walker = document.createTreeWalker(document.querySelector("table.lines tbody"), NodeFilter.SHOW_TEXT);
  const places = [];
  while (walker.nextNode()) {
    const range = new Range();
    range.selectNode(walker.currentNode);
    for (const one of range.getClientRects()) places.push(one.left, one.top);
  }
  return places;
}"""
"""Where each piece of text stands."""


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand."""
    at = text.index("\n")
    for words in SHORT:
        at = text.index(words, at)
        yield at, at + len(words)
        at += len(words)


@pytest.fixture(scope="module")
def sitting(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    """A workbench whose one document has words of one letter that are coded."""
    place = tmp_path_factory.mktemp("targets")
    file = place / "short.txt"
    file.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    with Workspace.create(place / "ws") as workspace:
        workspace.ingest(file)
        (document,) = workspace.store.documents()
        records = [
            Event(
                id=f"event-{number}", when="2025", known_from=DAY, coder="test", status="proposed",
                sources=(Source(document=document.id, start=start, end=end, known_from=DAY),),
            )
            for number, (start, end) in enumerate(spans("\n".join(LINES)))
        ]  # fmt: skip
        with workspace.store.transaction(actor="test") as tx:
            tx.add_records(records)
    with (
        serving("--workspace", str(place / "ws"), "--port", "0", log=place / "log.txt") as address,
        sitting_at(address, browser) as made,
    ):
        made.open(f"/ja/evidence/documents/{document.id}")
        yield made


@pytest.mark.parametrize("width", [1280, 390])
def test_a_coded_word_of_one_letter_is_large_enough_to_be_met(sitting: Sitting, width: int) -> None:
    page = sitting.page
    page.set_viewport_size({"width": width, "height": 900})
    opened = page.locator("td.line-text a.span")
    assert {opened.nth(place).inner_text() for place in range(opened.count())} >= {*SHORT[1:]}
    assert violations_of_targets(page) == []
    assert sitting.faults == []


def test_the_room_moves_no_letter(sitting: Sitting) -> None:
    page = sitting.page
    page.set_viewport_size({"width": 1280, "height": 900})
    with_room = page.evaluate(_PLACES)
    page.evaluate("() => document.querySelectorAll('a.span').forEach((one) => one.classList.remove('short', 'thin'))")
    assert violations_of_targets(page) != []
    assert page.evaluate(_PLACES) == pytest.approx(with_room, abs=0.6)
    page.reload()


def test_a_document_is_read_on_a_phone(sitting: Sitting) -> None:
    page = sitting.page
    page.set_viewport_size({"width": 390, "height": 844})
    box = page.locator("td.line-text").nth(1).bounding_box()
    assert box is not None
    assert box["width"] > 390 / 2
