"""The map of events: drawn without any request to others, over coastlines alone, and nothing on it that the table does not tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.browser.axe import violations
from tests.browser.conftest import Sitting

from shiome.web.assets import STATIC


@pytest.mark.parametrize(("language", "theme"), [("ja", "light"), ("en", "dark")])
def test_events_and_tracks_over_coastlines(sitting: Sitting, language: str, theme: str) -> None:
    sitting.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page = sitting.open(f"/{language}/sanctions")
    page.wait_for_selector(".map[data-drawn=tracks]")
    assert page.locator(".map-event:visible").count() == page.locator("#table-events tbody tr").count() == 2
    assert violations(page) == []
    assert sitting.faults == []


@pytest.mark.parametrize(
    ("language", "said"), [("ja", "同じ内容が下の表にある"), ("en", "The table below tells the same")]
)
def test_without_webgl_a_sentence_stands_in_its_place(sitting: Sitting, language: str, said: str) -> None:
    sitting.page.add_init_script(
        "const context = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
        " return kind.startsWith('webgl') ? null : context.call(this, kind, ...rest); };"
    )
    page = sitting.open(f"/{language}/sanctions")
    assert said in page.locator(".map").inner_text()
    assert page.locator("#table-events tbody tr:visible").count() == 2
    assert sitting.faults == []


def test_the_coastlines_name_nothing_and_draw_no_border() -> None:
    """A map that takes no side: lines between land and sea, without names, and without owners."""
    found = json.loads((Path(STATIC) / "vendor" / "coastlines.json").read_text(encoding="utf-8"))
    features = found.get("features", [found])
    kinds = {each.get("geometry", each)["type"] for each in features}
    assert kinds <= {"LineString", "MultiLineString"}
    assert all(not each.get("properties") for each in features)
