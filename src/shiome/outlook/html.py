"""The outlook as one self-contained HTML file: no script, no outside request, every mark opens its passage."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from shiome.outlook.drawing import inline_svg
from shiome.outlook.model import Cited, Outlook
from shiome.outlook.setting import Block, anchored, bound, document_blocks
from shiome.outlook.titling import SIGNS, full_title, subject, title_lines

if TYPE_CHECKING:
    from jinja2 import Environment

WHOLE = 60_000
"""Characters up to which a document is shown as a whole."""


def render_html(outlook: Outlook) -> str:
    """The whole page."""
    appendix = [
        (document, _near(document, document_blocks(document, outlook.evidence)))
        for document in outlook.documents
        if document.text
    ]
    opened = {number for _, blocks in appendix for number in anchored(blocks)}
    return (
        _environment()
        .get_template("outlook.html")
        .render(
            outlook=outlook,
            parts=(outlook.front, *outlook.sections),
            label=outlook.labels,
            title_lines=title_lines(outlook),
            full_title=full_title(outlook),
            subject=subject(outlook),
            signs=SIGNS,
            appendix=appendix,
            opened=opened,
            first_mentions=_first_mentions(outlook),
            documents={document.id: document for document in outlook.documents},
        )
    )


def _near(document: Cited, blocks: list[Block]) -> list[Block]:
    """Of a very long document, only the paragraphs that are cited and those beside them; the line numbers show the gaps."""
    if len(document.text) <= WHOLE:
        return blocks
    cited = {n for n, block in enumerate(blocks) if any(segment.marks for segment in block.segments)}
    return [block for n, block in enumerate(blocks) if cited & {n - 1, n, n + 1}]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("shiome.outlook"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["bound"] = bound
    environment.filters["anchor"] = anchor
    environment.filters["drawn"] = inline_svg
    return environment


def anchor(key: str) -> str:
    """The identifier of a section in the page.

    >>> anchor("situation.dyads")
    's-situation-dyads'
    """
    return "s-" + key.replace(".", "-")


def _first_mentions(outlook: Outlook) -> dict[int, str]:
    """Evidence to the anchor of the section that mentions it first."""
    return {evidence.number: anchor(evidence.first) for evidence in outlook.evidence}
