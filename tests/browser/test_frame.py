"""The frame of every page: keys, day, language, theme, search that waits for composition, sorting, and nothing from other hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.browser.axe import violations
from tests.browser.conftest import Sitting

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_keys(sitting: Sitting) -> None:
    page = sitting.open("/en/systems")
    page.keyboard.press("/")
    assert _focused(page) == "top-search"
    page.locator("main").focus()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("v")
    page.wait_for_url("**/en/kept*")
    assert sitting.faults == []


def test_the_first_tab_leads_past_the_navigation(sitting: Sitting) -> None:
    page = sitting.open("/ja/systems")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("link => link === document.activeElement")
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    assert _focused(page) == "main"


def test_a_day_keeps_the_rest_of_the_address(sitting: Sitting) -> None:
    page = sitting.open("/en/systems?x=1")
    page.fill("#as-of", "2025-05-21")
    page.locator(".as-of button").click()
    page.wait_for_url("**as_of=2025-05-21*")
    assert "x=1" in page.url
    assert "as_of=2025-05-21" in (page.locator(".sections a").first.get_attribute("href") or "")


def test_the_other_language_is_the_same_page_of_the_same_day(sitting: Sitting) -> None:
    page = sitting.open("/ja/chronology?as_of=2025-12-31&type=CONSULT")
    page.locator("#other-language").click()
    page.wait_for_url("**/en/chronology?as_of=2025-12-31&type=CONSULT")
    assert page.locator("h1").inner_text() == "Chronology"
    page.locator("#other-language").click()
    page.wait_for_url("**/ja/chronology?as_of=2025-12-31&type=CONSULT")
    assert page.locator("h1").inner_text() == "年表"
    assert sitting.faults == []


def test_search_waits_for_composition_to_end(sitting: Sitting) -> None:
    page = sitting.open("/ja/systems")
    page.evaluate("window.ready = 0; document.addEventListener('ready-input', () => { window.ready += 1; })")
    page.focus("#top-search")
    channel = page.context.new_cdp_session(page)
    for text in ("か", "かく", "かくじっけん"):
        channel.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    assert page.evaluate("window.ready") == 0
    channel.send("Input.insertText", {"text": "核実験"})
    assert page.evaluate("window.ready") >= 1
    assert page.input_value("#top-search") == "核実験"


def test_keys_of_a_composition_are_not_shortcuts(sitting: Sitting) -> None:
    page = sitting.open("/ja/systems")
    page.locator("main").evaluate(
        "main => main.dispatchEvent(new KeyboardEvent('keydown', {key: '?', isComposing: true, bubbles: true}))"
    )
    assert not page.locator("#keys").is_visible()


def test_the_theme_is_remembered(sitting: Sitting) -> None:
    sitting.page.emulate_media(color_scheme="light")
    page = sitting.open("/en/systems")
    page.locator("[data-theme-switch]").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark != "rgb(255, 255, 255)"


def test_a_table_is_sorted_by_its_heads(sitting: Sitting) -> None:
    page = sitting.open("/en/systems")
    page.locator("thead th button").first.click()
    page.locator("thead th button").first.click()
    assert page.locator("thead th").first.get_attribute("aria-sort") == "descending"
    assert (page.locator("tbody tr td").first.text_content() or "").strip().startswith("J")


def test_what_is_asked_of_another_host_is_refused_and_seen(sitting: Sitting) -> None:
    """The page's policy refuses it; and this net would catch it if it did not."""
    page = sitting.open("/en/systems")
    assert page.evaluate("fetch('https://example.org/').then(() => 'came', () => 'refused')") == "refused"
    assert any("Content Security Policy" in fault for fault in sitting.faults)
    sitting.faults.clear()
    page.goto("about:blank")
    assert page.evaluate("fetch('https://example.org/').then(() => 'came', () => 'refused')") == "refused"
    assert "asked for https://example.org/" in sitting.faults


@pytest.mark.parametrize("path", ["/ja/nothing-here", "/en/evidence/records/no-such-record"])
def test_what_is_not_there_is_told_on_a_whole_page(sitting: Sitting, path: str) -> None:
    page = sitting.open(path)
    assert page.locator("[role=alert]").is_visible()
    assert violations(page) == []


def _focused(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.id")
    return found
