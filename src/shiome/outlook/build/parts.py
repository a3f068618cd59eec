"""Small pieces that several sections share: limited lists, tables, sections that say they are empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from shiome.outlook.messages import Words
from shiome.outlook.model import Block, Bullets, Cell, Column, Paragraph, Remark, Section, Sentence, Table

if TYPE_CHECKING:
    from shiome.outlook.build.context import Context


def remark(*texts: str) -> Paragraph:
    """A paragraph about the outlook itself."""
    return Paragraph(sentences=tuple(Remark(text=text) for text in texts))


def signed(value: float, places: int) -> str:
    """A difference with its sign.

    >>> signed(-0.254, 2), signed(3, 1)
    ('−0.25', '+3.0')
    """
    return f"{value:+.{places}f}".replace("-", "−")


def sourced(context: Context, *names: str) -> str:
    """What a picture rests on, and as of which day; for its caption."""
    words, day = context.words, context.dated(context.as_of.isoformat())
    if not names:
        return words("sourced.nothing", day=day)
    return words("sourced.text", names=words.series(names), day=day)


def listed(items: Sequence[Sentence], *, most: int, words: Words, title: str = "") -> tuple[Block, ...]:
    """The first ``most`` items as a list with the rest counted; nothing for no items."""
    if not items:
        return ()
    left = len(items) - most
    more = words("more.items", n=left) if left > 0 else ""
    return (Bullets(title=title, items=tuple(items[:most]), more=more),)


def tabled(
    caption: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[tuple[Cell, ...]],
    *,
    most: int,
    words: Words,
    headed: bool = True,
) -> tuple[Block, ...]:
    """The first ``most`` rows as a table with the rest counted; nothing for no rows."""
    if not rows:
        return ()
    left = len(rows) - most
    return (
        Table(
            caption=caption,
            columns=tuple(Column(title=title, width=width) for title, width in columns),
            rows=tuple(rows[:most]),
            headed=headed,
            more=words("more.items", n=left) if left > 0 else "",
        ),
    )


def section(
    key: str, title: str, *, blocks: Iterable[Block] = (), sections: Iterable[Section | None] = (), empty: str = ""
) -> Section:
    """A section; where it holds nothing, it says ``empty``."""
    blocks, inner = tuple(blocks), tuple(part for part in sections if part is not None)
    if empty and not inner and not any(not isinstance(b, Paragraph) for b in blocks):
        blocks = (remark(empty),)
    return Section(key=key, title=title, blocks=blocks, sections=inner)


def part(key: str, title: str, blocks: Iterable[Block]) -> Section | None:
    """A subsection, or nothing where it would be empty."""
    blocks = tuple(blocks)
    return Section(key=key, title=title, blocks=blocks) if blocks else None
