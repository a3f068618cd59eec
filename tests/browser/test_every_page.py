"""What holds of every page: nothing from outside, no error, accessible in both languages and themes, light to load, narrow, printable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.browser.axe import violations, violations_of_colour
from tests.browser.conftest import Sitting, sitting_at
from tests.browser.filling import CASE, CONSULTATION

from shiome.web.pages import sections
from shiome.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

ONES = {
    "/chronology": ("/evidence/records/{event}", "/evidence/documents/{document}"),
    "/coordination/commitments": ("/coordination/commitments/camp-david.leaders",),
    "/coordination/consultations": (f"/coordination/consultations/{CONSULTATION}",),
    "/futures": ("/futures/drivers/alignment",),
    "/ledger": ("/ledger/{judgement}",),
    "/relations": ("/relations/CHN-JPN-KOR",),
    "/sanctions/cases": (f"/sanctions/cases/{CASE}",),
    "/sanctions/screen": ("/sanctions/screen?q=GREEN+VALLEY",),
    "/evidence": ("/evidence?q=%ED%95%B5",),
    "/systems": ("/systems/A01",),
    "/yardsticks": ("/yardsticks/autonomy",),
}
"""Pages of one thing, of each kind one, beside the page that lists them."""
LISTS = [page.path for section in sections() for page in section.pages if not page.part and "{" not in page.path]
PATHS = [each for path in LISTS for each in (path, *ONES.get(path, ()))]
LANGUAGES = ("ja", "en")
WITH_MAP_OR_GRAPH = 900_000
OTHERS = 150_000
_LARGE = ("cytoscape", "maplibre")
PHONE = {"width": 390, "height": 844}
PAPER = {"width": 718, "height": 1047}
"""A4 with margins of 10 mm, in pixels of CSS."""
WINDOW = {"width": 1280, "height": 900}
_NOT_ON_PAPER = ".top, .sections, .take, button, form.filters"
_WEIGHT = """() => Object.fromEntries(["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
  .map((each) => [each.name, each.encodedBodySize]))"""
_SHOWN = """(selector) => [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility({visibilityProperty: true}))
  .map((each) => each.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def sitting(browser: Browser, server: str) -> Iterator[Sitting]:
    """One page of the browser for all pages of the workbench: what was loaded and compiled once is not so again."""
    with sitting_at(server, browser) as made:
        yield made


@pytest.fixture(scope="module")
def known(folder: Path) -> dict[str, str]:
    """What stands for the names in braces."""
    with Workspace.open(folder, read_only=True) as workspace:
        (event,), (judgement,) = (workspace.store.records(kind, limit=1) for kind in ("event", "judgement"))
        return {"event": event.id, "judgement": judgement.id, "document": workspace.store.documents()[0].id}


@pytest.mark.parametrize("path", PATHS)
def test_a_page(sitting: Sitting, known: dict[str, str], path: str) -> None:
    sitting.faults.clear()
    for language in LANGUAGES:
        sitting.page.emulate_media(color_scheme="light", media="screen")
        sitting.page.set_viewport_size(WINDOW)
        page = sitting.open(f"/{language}{path.format(**known)}")
        _is_light(page)
        assert page.locator("h1").count() == 1
        assert page.locator("html").get_attribute("lang") == language
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations_of_colour(page) == []
        _fits_a_phone(page)
        _stands_alone_on_paper(page)
    assert sitting.faults == []


def _is_light(page: Page) -> None:
    """What the page needs comes over the wire compressed, or from the browser's store in the same size; pictures further down come
    when somebody scrolls to them.
    """
    sizes = page.evaluate(_WEIGHT)
    large = any(name in address for address in sizes for name in _LARGE)
    assert 0 < sum(sizes.values()) <= (WITH_MAP_OR_GRAPH if large else OTHERS), sizes


def _fits_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def _stands_alone_on_paper(page: Page) -> None:
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.evaluate(_SHOWN, _NOT_ON_PAPER) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]


def test_every_kind_of_page_is_opened() -> None:
    kinds = {page.path for section in sections() for page in section.pages if not page.part}
    opened = {path.split("?")[0] for path in PATHS}
    ones = {path for path in kinds if "{" in path}
    left = {path for path in ones if not any(_is_one_of(path, each) for each in opened)}
    assert left == {
        "/coordination/consultations/{file}/agenda",  # papers, pictures and files, not pages
        "/coordination/consultations/{file}/minutes",
        "/coordination/warnings/{record}",  # of a recording, which the workspace has none of
        "/kept/{digest}",  # test_keeping.py
        "/options/conflicts/{conflict}",  # of an analysis, which the region has none of
        "/outlook/files/{form}",
        "/sanctions/cases/{case}/notice",
        "/sanctions/cases/{case}/pictures/{number}",
    }


def _is_one_of(path: str, opened: str) -> bool:
    """Whether an address is that of one thing of a page's path."""
    wanted, given = path.split("/"), opened.split("/")
    return len(wanted) == len(given) and all(a == b or a.startswith("{") for a, b in zip(wanted, given, strict=True))
