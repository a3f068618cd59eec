"""What holds of every page: nothing from outside, no error, accessible in both languages and themes, light to load, printable."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Page
from tests.browser.axe import violations
from tests.browser.conftest import Sitting

from shiome.web.pages import sections

PATHS = [page.path for section in sections() for page in section.pages if not page.part and "{" not in page.path]
WITH_MAP_OR_GRAPH = 900_000
OTHERS = 150_000
_LARGE = ("cytoscape", "maplibre")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_no_fault_and_accessible_in_both_themes(sitting: Sitting, path: str, language: str) -> None:
    for theme in ("light", "dark"):
        sitting.page.emulate_media(color_scheme=theme)
        page = sitting.open(f"/{language}{path}")
        assert page.locator("h1").count() == 1
        assert page.locator("html").get_attribute("lang") == language
        assert violations(page) == [], theme
    assert sitting.faults == []


@pytest.mark.parametrize("path", PATHS)
def test_light_to_load(sitting: Sitting, path: str) -> None:
    sizes: dict[str, int] = {}

    def weigh(response: object) -> None:
        body = response.body()  # type: ignore[attr-defined]
        sizes[response.url] = len(gzip.compress(body))  # type: ignore[attr-defined]

    sitting.page.on("requestfinished", lambda request: weigh(request.response()))
    sitting.open(f"/ja{path}")
    large = any(name in address for address in sizes for name in _LARGE)
    assert sum(sizes.values()) <= (WITH_MAP_OR_GRAPH if large else OTHERS), sizes


@pytest.mark.parametrize("path", PATHS)
def test_paper_bears_the_content_alone(sitting: Sitting, path: str) -> None:
    page = sitting.open(f"/en{path}")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    for hidden in (".top", ".sections", ".take >> nth=0"):
        if page.locator(hidden).count():
            assert not page.locator(hidden).is_visible(), hidden


def test_keys(sitting: Sitting) -> None:
    page = sitting.open("/en/systems")
    page.keyboard.press("/")
    assert _focused(page) == "top-search"
    page.locator("main").focus()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("v")
    page.wait_for_url("**/en/kept*")
    assert sitting.faults == []


def test_a_day_keeps_the_rest_of_the_address(sitting: Sitting) -> None:
    page = sitting.open("/en/systems?x=1")
    page.fill("#as-of", "2025-05-21")
    page.locator(".as-of button").click()
    page.wait_for_url("**as_of=2025-05-21*")
    assert "x=1" in page.url
    assert "as_of=2025-05-21" in (page.locator(".sections a").first.get_attribute("href") or "")


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


def test_the_theme_is_remembered(sitting: Sitting) -> None:
    sitting.page.emulate_media(color_scheme="light")
    page = sitting.open("/en/systems")
    page.locator("[data-theme-switch]").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_a_table_is_sorted_by_its_heads(sitting: Sitting) -> None:
    page = sitting.open("/en/systems")
    page.locator("thead th button").first.click()
    page.locator("thead th button").first.click()
    assert page.locator("thead th").first.get_attribute("aria-sort") == "descending"
    assert (page.locator("tbody tr td").first.text_content() or "").strip().startswith("J")


def _focused(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.id")
    return found
