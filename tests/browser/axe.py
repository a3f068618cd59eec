"""What axe-core finds on a page: WCAG 2.2 at level AA."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async () => {
  const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]});
  const told = (each) => each.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ");
  return found.violations.map((each) => `${each.id}: ${told(each)}`);
}"""


def violations(page: Page) -> list[str]:
    """The violations found, a line each."""
    # Through the browser's own channel: the page's policy lets no script in from outside.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN)
    return found
