"""A notice as Markdown (CommonMark with tables), for mail and for further editing; pictures are told in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shiome.sanctions.notices.model import Block, Facts, Notice, Paragraph, Picture

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def render_markdown(notice: Notice) -> str:
    """The whole document; characters that mean something in Markdown are escaped."""
    return "\n".join(_lines(notice)).rstrip() + "\n"


def _lines(notice: Notice) -> Iterator[str]:
    yield from (f"# {_text(notice.title)}", "", f"**{_text(notice.marking)}**", "")
    if notice.simulated:
        yield from (f"**{_text(notice.simulated)}**", "")
    yield from (_text(notice.subtitle), "", f"{_text(notice.case)} · {_text(notice.as_of_text)}", "")
    for section in notice.sections:
        yield from (f"## {_text(section.title)}", "")
        for block in section.blocks:
            yield from (*_block(block), "")


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield (f"**{_text(block.label)}** " if block.label else "") + _text(block.text)
    elif isinstance(block, Facts):
        yield from (f"### {_text(block.title)}", "")
        for label, lines in block.rows:
            yield f"- **{_text(label)}**: {' / '.join(map(_text, lines))}"
    elif isinstance(block, Picture):
        yield f"*{_text(block.alt)}*"
    else:
        yield _row(block.columns)
        yield _row(("---",) * len(block.columns), escape=False)
        yield from map(_row, block.rows)


def _row(cells: tuple[str, ...], *, escape: bool = True) -> str:
    return f"| {' | '.join(_text(cell) if escape else cell for cell in cells)} |"


def _text(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
