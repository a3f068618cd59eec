"""Evidence in a real browser: search while typing, a passage that opens, and ten records reviewed by the keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.browser.axe import violations
from tests.browser.conftest import Sitting

from shiome.workspace import Workspace


def test_ten_records_by_the_keyboard_alone(sitting: Sitting, folder: Path) -> None:
    page = sitting.open("/en/")
    page.keyboard.press("g")
    page.keyboard.press("e")
    page.wait_for_url("**/en/evidence")
    review = page.locator(".ways a").last
    for _ in range(60):
        page.keyboard.press("Tab")
        if review.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/evidence/review")
    with Workspace.open(folder, read_only=True) as workspace:
        queue = [r.id for r in workspace.store.records("event", status="proposed", order="newest", limit=12)]
    keys = "arasaraarar"
    for key in keys:
        before = page.locator("#current a").get_attribute("href")
        page.keyboard.press(key)
        page.wait_for_function("was => document.querySelector('#current a')?.getAttribute('href') !== was", arg=before)
        page.wait_for_load_state("load")
    with Workspace.open(folder, read_only=True) as workspace:
        found = [workspace.store.record(identifier).status for identifier in queue[: len(keys)]]
    wanted = {"a": "accepted", "r": "rejected", "s": "proposed"}
    assert found == [wanted[key] for key in keys]
    current = page.locator("#current a").get_attribute("href")
    page.keyboard.press("k")
    page.wait_for_url("**place=0*")
    page.keyboard.press("j")
    page.wait_for_url("**place=1*")
    assert page.locator("#current a").get_attribute("href") == current
    assert sitting.faults == []


def test_the_keys_of_the_review_are_listed_and_wait_while_typing(sitting: Sitting) -> None:
    page = sitting.open("/en/evidence/review?kind=claim")
    page.keyboard.press("?")
    listed = page.locator("#keys dl").inner_text()
    assert all(words in listed for words in ("accept", "reject", "skip", "record before", "next record"))
    place = page.locator("#place").inner_text()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    page.locator("input[name=why]").focus()
    page.keyboard.type("arjks")
    assert page.locator("#place").inner_text() == place
    assert page.input_value("input[name=why]") == "arjks"
    assert sitting.faults == []


def test_hits_follow_the_words_and_the_address_keeps_them(sitting: Sitting) -> None:
    page = sitting.open("/ja/evidence?as_of=2025-12-31")
    page.focus("#query")
    channel = page.context.new_cdp_session(page)
    channel.send("Input.imeSetComposition", {"text": "비해", "selectionStart": 2, "selectionEnd": 2})
    assert page.locator(".hits").count() == 0
    channel.send("Input.insertText", {"text": "비핵화"})
    page.wait_for_selector(".hits mark")
    assert "q=%EB%B9%84%ED%95%B5%ED%99%94" in page.url
    assert "as_of=2025-12-31" in page.url
    assert "q=" in (page.locator("[data-permalink]").get_attribute("href") or "")
    assert "q=" in (page.locator("#other-language").get_attribute("href") or "")
    assert page.evaluate("document.activeElement.id") == "query"
    page.select_option("select[name=language]", "en")
    page.wait_for_url(re.compile("language=en"))
    page.wait_for_selector("#found .empty")
    assert sitting.faults == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_evidence_of_another_page_lands_on_its_marked_passage(sitting: Sitting, theme: str) -> None:
    sitting.page.emulate_media(color_scheme="light" if theme == "light" else "dark")
    page = sitting.open("/en/ledger")
    told = page.locator("tr", has=page.locator(".evidence a")).first
    judgement = urlsplit(told.locator("a").first.get_attribute("href") or "").path
    told.locator(".evidence a").first.click()
    page.wait_for_url("**/evidence/documents/**#passage")
    assert page.locator("#passage").is_visible()
    box = page.locator("#passage").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900
    assert violations(page) == []
    page.locator(f"#passage a[href^='{judgement}']").first.click()
    page.wait_for_url(f"**{judgement}*")
    assert page.locator("h1").count() == 1
    page.goto(sitting.server + "/en/evidence/documents")
    assert sitting.faults == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_record_is_accessible_and_fits_a_narrow_window(sitting: Sitting, language: str) -> None:
    page = sitting.open(f"/{language}/evidence?q=북한&kind=claim")
    page.locator(".coded a").first.click()
    page.wait_for_url("**/evidence/records/**")
    page.set_viewport_size({"width": 400, "height": 900})
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".quote footer a").first.click()
    page.wait_for_url("**/evidence/documents/**")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
    assert sitting.faults == []
