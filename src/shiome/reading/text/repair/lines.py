"""The lines of a text, and what each of them is taken for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from shiome.reading.text.draft import Draft
from shiome.reading.text.scripts import CJK, width
from shiome.reading.text.sentences import Role
from shiome.reading.text.tables import pattern

LINE_END = re.compile("\r\n|[\n\r\f\x0b\x85\u2028\u2029]")
_CJK_END = re.compile('[。．！？!?…][」』”’）)】〕"]*\\s?\\d{0,2}$')
_SPACED_END = re.compile("[.!?…:;。！？][\"'”’»」』)\\]]*\\d{0,2}$")


@dataclass(frozen=True, slots=True)
class Hint:
    """What a container (HTML, Markdown) says of the text at a raw offset."""

    start: int
    end: int
    role: Role
    level: int = 0


@dataclass(slots=True)
class Container:
    """What the format says of the layout."""

    hints: list[Hint] = field(default_factory=list)
    structured: bool = False
    """Whether headings are marked, so that none need be guessed from its place."""
    soft: bool = False
    """Whether a line end alone never ends a paragraph."""


@dataclass(slots=True)
class Line:
    """One line with text on it. ``start``/``end`` are offsets in the draft, blanks at both ends left out."""

    start: int
    end: int
    text: str
    indent: bool
    """Whether blanks stand before its text."""
    blanks: int
    """Empty lines before it."""
    page: bool
    """Whether a page begins between the line before and this one."""
    hard: bool
    """Whether the container itself (HTML, for one) says that a paragraph begins here."""
    role: Role = "text"
    level: int = 0
    marked: bool = False
    """Of a heading: whether a mark or number, and not its place alone, tells so."""
    cut: bool = False
    """Whether something was taken off its end."""
    width: int = 0

    def shift(self, count: int) -> None:
        """Take ``count`` characters, a mark, off its start."""
        self.start += count
        self.text = self.text[count:]


@dataclass(frozen=True, slots=True)
class Layout:
    """How the text as a whole is set."""

    cjk: bool
    """Whether words are written without spaces between them."""
    width: int
    """Columns of a full line."""
    wrapped: bool
    """Whether lines are broken by width and not by paragraph."""
    container: Container

    def terminated(self, line: Line) -> bool:
        """Whether the line ends as a sentence does."""
        end = _CJK_END if self.cjk and CJK.search(line.text[-12:]) else _SPACED_END
        return end.search(line.text[-12:]) is not None


def split_lines(draft: Draft) -> list[Line]:
    """The lines of the draft that hold text."""
    lines: list[Line] = []
    at, blanks, page, hard = 0, 0, False, False
    text = draft.text
    for match in [*LINE_END.finditer(text), None]:
        stop = match.start() if match else len(text)
        content = text[at:stop].strip()
        if content:
            start = text.index(content, at, stop)
            lines.append(
                Line(start, start + len(content), content, start > at, blanks, page, hard, width=width(content))
            )
            blanks, page, hard = 0, False, False
        elif match and not (match[0] in "\f\u2029" and at == stop):
            blanks += 1
        if match:
            page, hard, at = page or match[0] == "\f", hard or match[0] == "\u2029", match.end()
    return lines


def layout_of(lines: list[Line], *, cjk: bool, container: Container) -> Layout:
    """How the lines are set: the width that nine in ten keep to, and whether sentences run over line ends."""
    widths = sorted(line.width for line in lines)
    full = widths[len(widths) * 9 // 10] if widths else 0
    layout = Layout(cjk, full, wrapped=True, container=container)
    running = [line for line, after in pairwise(lines) if not after.hard and line.width >= 0.3 * full]
    open_ended = sum(not layout.terminated(line) for line in running)
    return Layout(cjk, full, wrapped=open_ended >= 3 and open_ended >= 0.3 * len(running), container=container)


def matches(line: Line, *keys: str) -> bool:
    """Whether the layout table's pattern under ``keys`` fits the line."""
    return pattern("layout", *keys).search(line.text) is not None
