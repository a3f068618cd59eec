"""What axe-core finds on a page: WCAG 2.2 at level AA."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_LEVEL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules of that level whose finding depends on the theme; all others look at structure, names and sizes."""
_RUN = """async (only) => {
  const found = await axe.run(document, {runOnly: only, resultTypes: ["violations"]});
  const told = (each) => each.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ");
  return found.violations.map((each) => `${each.id}: ${told(each)}`);
}"""


def violations(page: Page) -> list[str]:
    """The violations found, a line each."""
    return _run(page, _LEVEL)


def violations_of_colour(page: Page) -> list[str]:
    """Those that another theme can bring to a page that is found right in one."""
    return _run(page, _COLOURS)


def _run(page: Page, only: dict[str, Any]) -> list[str]:
    # Through the browser's own channel: the page's policy lets no script in from outside.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN, only)
    return found
