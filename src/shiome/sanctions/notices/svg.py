"""What the pictures of a notice share: escaped text, widths, colours."""

from __future__ import annotations

import unicodedata
from xml.sax.saxutils import escape, quoteattr

FONT = "Noto Sans CJK JP"
INK, SOFT, GRID = "#1c2024", "#555d66", "#d5dade"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#8C6BB1", "#7A5C2E")
"""Of Okabe and Ito (2008) and near them: told apart with any common kind of colour blindness; dashes tell them apart as well."""
DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 2", "12 4")


def document(width: float, height: float, body: str, *, alt: str) -> str:
    """A whole picture."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={quoteattr(alt)} width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" font-family="{FONT}, sans-serif">'
        f'<rect width="{width:g}" height="{height:g}" fill="white"/>{body}</svg>'
    )


def text(
    x: float, y: float, content: str, *, size: float = 10, anchor: str = "start", colour: str = INK, weight: str = "normal",
    halo: bool = False,
) -> str:  # fmt: skip
    """One line of text; with a white rim where it crosses lines."""
    rim = ' stroke="white" stroke-width="3" paint-order="stroke" stroke-linejoin="round"' if halo else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{colour}" '
        f'font-weight="{weight}"{rim}>{escape(content)}</text>'
    )


def columns(content: str) -> int:
    """Half-widths that a text takes: wide letters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in content)


def wrapped(content: str, most: int, *, lines: int = 2) -> list[str]:
    """A text in lines of at most so many half-widths; the last one is cut with an ellipsis where it does not end."""
    found, line = [], ""
    for word in _pieces(content):
        if columns(line + word.rstrip()) > most and line:
            found.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    found.append(line.rstrip())
    kept = found[:lines]
    if len(found) > lines:
        while kept[-1] and columns(kept[-1]) > most - 1:
            kept[-1] = kept[-1][:-1]
        kept[-1] += "…"
    return kept


def _pieces(content: str) -> list[str]:
    """Where a line may break: after a space, and beside every wide letter; a long word wherever it must."""
    pieces, word = [], ""
    for character in content:
        word += character
        if character == " " or columns(character) == 2 or len(word) >= 18:
            pieces.append(word)
            word = ""
    return [*pieces, word] if word else pieces
