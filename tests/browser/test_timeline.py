"""The one brush of a page: table and graph follow the period that is chosen on the timeline."""

from __future__ import annotations

from tests.browser.conftest import Sitting


def test_table_and_graph_follow_the_brush(sitting: Sitting) -> None:
    page = sitting.open("/en/relations")
    page.wait_for_selector(".graph canvas")
    rows = page.locator("#table-events tbody tr:visible")
    before = rows.count()
    page.locator(".timeline svg").scroll_into_view_if_needed()
    box = page.locator(".timeline svg").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.90, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.93, box["y"] + 60, steps=4)
    page.mouse.up()
    assert 0 < rows.count() < before
    assert page.locator(".timeline output").inner_text()
    page.get_by_role("button", name="All").click()
    assert rows.count() == before
    assert sitting.faults == []


def test_zoom_by_buttons(sitting: Sitting) -> None:
    page = sitting.open("/ja/chronology")
    labels = page.locator(".timeline text").all_inner_texts()
    page.get_by_role("button", name="+").click()
    assert page.locator(".timeline text").all_inner_texts() != labels
    assert sitting.faults == []
