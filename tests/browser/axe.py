"""What axe-core finds on a page: WCAG 2.2 at level AA."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import JSHandle, Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_LEVEL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules of that level whose finding depends on the theme; all others look at structure, names and sizes."""
_TARGETS = {"type": "rule", "values": ["target-size"]}
"""Targets of 24 by 24 pixels, or with as much room around them; axe-core leaves this rule out unless it is named."""
_LOOKS = """() => {
  const grounds = new Map([[null, ""]]);
  const ground = (element) => {
    if (!grounds.has(element)) {
      const own = getComputedStyle(element);
      const parts = [own.backgroundColor, own.backgroundImage, own.opacity, own.position];
      grounds.set(element, `${ground(element.parentElement)}|${parts}`);
    }
    return grounds.get(element);
  };
  const written = (element) => element.matches("input, select, textarea, button")
    || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const looks = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    if (!written(element)) continue;
    const own = getComputedStyle(element);
    const around = getComputedStyle(element.parentElement).color;
    const parts = [element.localName, own.color, own.fill, own.fontSize, own.fontWeight, own.textDecorationLine, own.visibility, around];
    const look = `${ground(element)}|${parts}`;
    if (!looks.has(look) && element.checkVisibility()) looks.set(look, element);
  }
  return [...looks.values()];
}"""
"""Of all elements of one colour, on one ground, in one size, the first: where the others differ is in what they say."""
_RUN = """async ([where, only]) => {
  const asked = {runOnly: only, resultTypes: ["violations"], preload: false};
  const found = await axe.run(where ?? document, asked);
  const told = (each) => each.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ");
  return found.violations.map((each) => `${each.id}: ${told(each)}`);
}"""


def violations(page: Page) -> list[str]:
    """The violations found, a line each."""
    return _run(page, _LEVEL)


def violations_of_colour(page: Page) -> list[str]:
    """Those that another theme can bring to a page that is found right in one."""
    return _run(page, _COLOURS, page.evaluate_handle(_LOOKS))


def violations_of_targets(page: Page) -> list[str]:
    """Targets that are too small or too near to one another."""
    return _run(page, _TARGETS)


def _run(page: Page, only: dict[str, Any], where: JSHandle | None = None) -> list[str]:
    # Through the browser's own channel: the page's policy lets no script in from outside.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN, [where, only])
    return found
