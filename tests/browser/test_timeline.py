"""The one brush of a page: table, graph and map follow the period that is chosen on the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.conftest import Sitting

if TYPE_CHECKING:
    from playwright.sync_api import Page


def _choose(page: Page, start: float, end: float) -> None:
    """Drag over the timeline, from one share of its width to another."""
    page.locator(".timeline svg").scroll_into_view_if_needed()
    box = page.locator(".timeline svg").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * start, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * end, box["y"] + 60, steps=4)
    page.mouse.up()


def test_table_and_graph_follow_the_brush(sitting: Sitting) -> None:
    page = sitting.open("/en/relations")
    page.wait_for_selector(".graph[data-shown]")
    rows, graph = page.locator("#table-events tbody tr:visible"), page.locator(".graph")
    before, ties = rows.count(), int(graph.get_attribute("data-shown") or 0)
    _choose(page, 0.90, 0.93)
    assert 0 < rows.count() < before
    assert 0 < int(graph.get_attribute("data-shown") or 0) < ties
    assert page.locator(".timeline output").inner_text()
    page.get_by_role("button", name="All").click()
    assert rows.count() == before
    assert int(graph.get_attribute("data-shown") or 0) == ties
    assert sitting.faults == []


def test_table_and_map_follow_the_brush(sitting: Sitting) -> None:
    page = sitting.open("/en/sanctions")
    page.wait_for_selector(".map[data-drawn=tracks]")
    rows, marks = page.locator("#table-events tbody tr:visible"), page.locator(".map-event:visible")
    assert rows.count() == marks.count() == 2
    _choose(page, 0.2, 0.5)  # the earlier of the two
    assert rows.count() == marks.count() == 1
    assert "2025-03-02" in rows.inner_text()
    marks.dispatch_event("click")
    assert page.locator("#table-events tr.pointed").inner_text() == rows.inner_text()
    page.get_by_role("button", name="All").click()
    assert rows.count() == marks.count() == 2
    assert sitting.faults == []


def test_a_period_is_chosen_without_a_mouse(sitting: Sitting) -> None:
    page = sitting.open("/ja/chronology")
    before = page.locator("#table-events tbody tr").count()
    page.locator("form.filters input[name=from]").focus()
    page.keyboard.type("01012025")
    page.keyboard.press("Enter")
    page.wait_for_url("**from=2025-01-01**")
    assert 0 < page.locator("#table-events tbody tr").count() < before
    assert sitting.faults == []


def test_zoom_by_buttons(sitting: Sitting) -> None:
    page = sitting.open("/ja/chronology")
    labels = page.locator(".timeline text").all_inner_texts()
    page.get_by_role("button", name="+").click()
    assert page.locator(".timeline text").all_inner_texts() != labels
    assert sitting.faults == []
