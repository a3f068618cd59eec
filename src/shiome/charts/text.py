"""How wide text is, so that headings are cut into lines before they are drawn."""

from __future__ import annotations

import re
import unicodedata

_CLOSING = "、。，．：；！？）」』】〉》ー・ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
"""Characters that no line begins with."""


def columns(text: str) -> int:
    """Half-width columns that ``text`` takes.

    >>> columns("潮目 tide")
    9
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def wrapped(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns: between words, and between any two wide characters; a longer word stays whole.

    >>> wrapped("one two three", 8)
    ['one two', 'three']
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and columns(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    """Words with the space after them; wide characters one by one, each with what may not begin a line."""
    found: list[str] = []
    for piece in re.findall(r"[^\s\u2E80-\uFFEF]+\s*|\s+|[\u2E80-\uFFEF]", text):
        if found and piece[0] in _CLOSING and not found[-1][-1].isspace():
            found[-1] += piece
        else:
            found.append(piece)
    return found
