"""Text with what was coded in it: lines cut at the borders of spans, each piece with the records that it opens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from unicodedata import east_asian_width

from shiome.records.search.normal import DENSE
from shiome.records.store.lines import LineIndex

Span = tuple[int, int]
_BROKEN = re.compile(rf"(?<=[{DENSE}、。])\s*\n\s*(?=[{DENSE}])")


@dataclass(frozen=True, kw_only=True)
class Coded:
    """A span of a document and what it opens."""

    start: int
    end: int
    kind: str
    href: str
    title: str


def marked_lines(
    text: str, lines: LineIndex, *, first: int, last: int, coded: Sequence[Coded], passage: Span | None = None
) -> list[dict[str, Any]]:
    """Lines ``first`` to ``last`` (1-based) as pieces.

    Where spans overlap, a piece opens the shortest one over it; those that no piece opens are given as ``more`` of the line in
    which they begin, so that every span can be opened.

    Returns
    -------
    list
        For each line its ``number``, its ``pieces`` (``text``, ``kind``, ``href``, ``title``, ``again``: whether an earlier piece
        opens the same, ``size``: ``short`` or ``thin`` for what is hard to meet with a finger, ``passage``: whether it is part of the
        passage, ``anchor``: whether it is the first such), and ``more``.
    """
    opened: set[Coded] = set()
    met: set[Coded] = set()
    anchored = False
    found: list[dict[str, Any]] = []
    for number in range(first, last + 1):
        start, end = lines.span(number, number)
        over = [each for each in coded if each.start < max(end, start + 1) and each.end > start]
        pieces = []
        for left, right in _cuts(start, end, over, passage):
            best = _shortest(over, left, right)
            inside = passage is not None and passage[0] <= left and right <= passage[1] and left < right
            pieces.append(
                {
                    "text": text[left:right],
                    "kind": best.kind if best else "",
                    "href": best.href if best else "",
                    "title": best.title if best else "",
                    "again": best in opened,
                    "size": _size(text[left:right]),
                    "passage": inside,
                    "anchor": inside and not anchored,
                }
            )
            anchored = anchored or inside
            if best:
                opened.add(best)
        found.append({"number": number, "pieces": pieces, "begun": [each for each in over if each not in met]})
        met.update(over)
    return [
        {"number": line["number"], "pieces": line["pieces"], "more": _unopened(line["begun"], opened)} for line in found
    ]


def _size(piece: str) -> str:
    """What is narrower than a target should be: ``thin`` for one narrow letter, ``short`` for one wide letter or three narrow ones."""
    columns = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in piece.strip())
    return "thin" if columns < 2 else "short" if columns < 4 else ""


def marked_text(text: str, spans: Iterable[Span]) -> list[dict[str, Any]]:
    """A text as pieces on one line, each with whether it lies in one of the spans.

    >>> [(piece["text"], piece["found"]) for piece in marked_text("abcd", [(1, 2)])]
    [('a', False), ('b', True), ('cd', False)]
    """
    pieces: list[dict[str, Any]] = []
    position = 0
    for start, end in sorted(spans):
        if start < position or end <= start:
            continue
        pieces += [{"text": text[position:start], "found": False}, {"text": text[start:end], "found": True}]
        position = end
    pieces.append({"text": text[position:], "found": False})
    return [piece | {"text": one_line(piece["text"])} for piece in pieces if piece["text"]]


def one_line(text: str) -> str:
    r"""A text on one line; scripts without spaces are joined where a line was broken.

    >>> one_line("経済\n安保"), one_line("peace\ntalks")
    ('経済安保', 'peace talks')
    """
    return re.sub(r"\s+", " ", _BROKEN.sub("", text))


def _cuts(start: int, end: int, over: Sequence[Coded], passage: Span | None) -> list[Span]:
    borders = {start, end}
    for left, right in [*((each.start, each.end) for each in over), *([passage] if passage else [])]:
        borders |= {border for border in (left, right) if start < border < end}
    places = sorted(borders)
    return list(pairwise(places))


def _shortest(over: Sequence[Coded], left: int, right: int) -> Coded | None:
    covering = [each for each in over if each.start <= left and right <= each.end]
    return min(covering, key=lambda each: (each.end - each.start, each.href), default=None)


def _unopened(begun: Sequence[Coded], opened: set[Coded]) -> list[dict[str, Any]]:
    return [{"kind": each.kind, "href": each.href, "title": each.title} for each in begun if each not in opened]
