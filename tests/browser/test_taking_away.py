"""What a reader takes along: files of tables and charts, saved views, frozen results."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.axe import violations
from tests.browser.conftest import Sitting

from shiome.workspace import Workspace
from shiome.workspace.review import decide

if TYPE_CHECKING:
    from playwright.sync_api import Locator

_PNG = b"\x89PNG\r\n\x1a\n"


def _taken(sitting: Sitting, link: Locator) -> bytes:
    with sitting.page.expect_download() as taken:
        link.click()
    return Path(taken.value.path()).read_bytes()


def test_a_table_as_csv_and_json(sitting: Sitting) -> None:
    page = sitting.open("/ja/chronology?as_of=2025-12-31")
    shown = page.locator("#table-events tbody tr").count()
    heads = page.locator("#table-events thead th").all_inner_texts()
    table = page.locator("#table-events .take")
    lines = list(csv.reader(_taken(sitting, table.get_by_text("CSV")).decode("utf-8-sig").splitlines()))
    assert lines[0][:-1] == heads[:-1]
    assert lines[0][-1] == "sources"
    assert len(lines) == shown + 1 > 1
    rows = json.loads(_taken(sitting, table.get_by_text("JSON")))
    assert len(rows) == shown
    assert all(row["sources"] for row in rows)
    assert sitting.faults == []


def test_a_chart_as_svg_and_png(sitting: Sitting) -> None:
    page = sitting.open("/en/yardsticks/autonomy")
    take = page.locator("figure .take").first
    assert b"<svg" in _taken(sitting, take.get_by_text("SVG"))[:200]
    assert _taken(sitting, take.get_by_text("PNG")).startswith(_PNG)
    assert sitting.faults == []


def test_a_view_is_saved_found_again_and_dropped(sitting: Sitting) -> None:
    page = sitting.open("/ja/chronology?as_of=2025-12-31&type=CONSULT")
    shown = page.locator("#table-events tbody tr").count()
    page.fill("#view-name", "年末の協議")
    page.locator(".foot").get_by_role("button", name="表示を保存").click()
    page.wait_for_url("**/ja/kept*")
    assert page.locator(".said").is_visible()
    assert violations(page) == []
    page.get_by_role("link", name="年末の協議").click()
    page.wait_for_url("**/ja/chronology?as_of=2025-12-31&type=CONSULT")
    assert page.locator("#table-events tbody tr").count() == shown
    page.goto(sitting.server + "/ja/kept")
    page.locator("main form.filters button").click()
    page.wait_for_load_state()
    assert page.get_by_role("link", name="年末の協議").count() == 0
    assert sitting.faults == []


def test_a_frozen_result_stays_when_the_records_change(sitting: Sitting, folder: Path) -> None:
    page = sitting.open("/en/evidence/review?kind=claim&as_of=2025-12-31")  # before the decision
    page.locator(".foot").get_by_role("button", name="Freeze").click()
    page.wait_for_url("**/en/kept/*")
    frozen, address = page.locator("pre").inner_text(), page.url
    current = json.loads(frozen)["data"]["current"]["id"]
    assert page.locator("dl .warn").count() == 0
    with Workspace.open(folder) as workspace:
        decide(workspace, [current], "rejected", by="sato", why="")
    page.goto(address)
    assert page.locator("pre").inner_text() == frozen
    assert page.locator("dl .warn").is_visible()
    assert violations(page) == []
    page.locator("dl a").first.click()  # the page itself knows what came of it
    page.wait_for_url("**/evidence/review**")
    assert current in (page.locator("#current a").get_attribute("href") or "")
    assert page.locator("article .said").is_visible()
    assert sitting.faults == []


def test_the_permalink_says_the_day(sitting: Sitting) -> None:
    page = sitting.open("/en/ledger")
    told = page.locator("#table-judgements tbody").inner_text()
    page.locator("[data-permalink]").click()
    page.wait_for_url("**as_of=*")
    sitting.settled()
    assert page.locator("#table-judgements tbody").inner_text() == told
