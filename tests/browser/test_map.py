"""The map of events: drawn without any request to others, narrowed by the brush, and nothing on it that the table does not tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser.axe import violations
from tests.browser.conftest import Sitting
from tests.web.sea import fill


@pytest.fixture(scope="module")
def sea(folder: Path) -> Iterator[None]:
    """A watch in the workspace of the server while the tests of this file run."""
    import shutil

    fill(folder)
    yield
    (folder / "watch.json").unlink()
    for name in ("positions", "lists"):
        shutil.rmtree(folder / name)


@pytest.mark.usefixtures("sea")
@pytest.mark.parametrize(("language", "theme"), [("ja", "light"), ("en", "dark")])
def test_events_and_tracks_over_coastlines(sitting: Sitting, language: str, theme: str) -> None:
    sitting.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page = sitting.open(f"/{language}/sanctions")
    page.wait_for_selector(".map[data-drawn=tracks]", timeout=60_000)
    assert page.locator(".map-event:visible").count() == page.locator("#table-events tbody tr").count() == 2
    assert violations(page) == []
    assert sitting.faults == []


@pytest.mark.usefixtures("sea")
def test_the_map_follows_the_brush_and_leads_to_the_table(sitting: Sitting) -> None:
    page = sitting.open("/en/sanctions")
    page.wait_for_selector(".map[data-drawn=tracks]", timeout=60_000)
    page.evaluate(
        "const row = document.querySelector('#table-events tbody tr'); row.hidden = true;"
        "document.dispatchEvent(new CustomEvent('shiome-period', {detail: null}))"
    )
    assert page.locator(".map-event:visible").count() == 1
    page.locator(".map-event:visible").dispatch_event("click")
    assert page.locator("#table-events tr.pointed").count() == 1
    assert sitting.faults == []
