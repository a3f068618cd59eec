"""A comparison shown side by side: as plain text for a terminal, as an HTML fragment for a page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from html import escape
from typing import Any

from shiome.reading.comparing.labels import labels, told
from shiome.reading.comparing.model import Change, Comparison, Pair, Section
from shiome.reading.text.scripts import width

_NARROWEST = 40
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    r"""A text on one line without characters that would steer a terminal or turn the writing direction.

    >>> plain("a\x1b[31m\nb")
    'a�[31m b'
    """
    line = " ".join(text.split())
    return "".join("\ufffd" if unicodedata.category(each) in ("Cc", "Cs") or each in _BIDI else each for each in line)


def as_text(comparison: Comparison, *, columns: int = 100, language: str | None = None) -> str:
    """The two texts side by side, what differs marked ``[-…-]`` and ``{+…+}``, and the changes below.

    Parameters
    ----------
    columns:
        Width of the output in terminal columns; East Asian characters take two.
    language:
        Of the labels; the comparison's own without it.
    """
    words = labels(language or comparison.language)
    half = (max(columns, _NARROWEST) - 5) // 2
    lines = [
        words["title"],
        _row(
            f"{words['first']}: {plain(comparison.file_a)}", " ", f"{words['second']}: {plain(comparison.file_b)}", half
        ),
        _row("-" * half, "-", "-" * half, half),
    ]
    for section in comparison.sections:
        if section.title_a or section.title_b:
            lines.append(f"## {plain(section.title_a) or '—'} | {plain(section.title_b) or '—'}")
        for number in section.pairs:
            lines += _pair_lines(comparison.pairs[number], half, words)
    told_changes = [
        _line(change, words, language or comparison.language) for change in comparison.changes if _is_news(change)
    ]
    lines += ["", f"{words['changes']}:", *(told_changes or [f"  {words['nothing']}"])]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _is_news(change: Change) -> bool:
    return change.op != "kept"


def _line(change: Change, words: dict[str, Any], language: str) -> str:
    doubt = f" ({words['uncertain']})" if change.uncertain else ""
    term = f" [{change.term}]" if change.term else ""
    return plain(f"- {words[change.level]}: {told(change, language)}{term}{doubt}")


def _mark(pair: Pair) -> str:
    if not pair.columns:
        return "-"
    if not pair.rows:
        return "+"
    if pair.uncertain:
        return "?"
    if pair.across:
        return "≈"
    return "=" if all(piece.op == "kept" for piece in pair.pieces) else "~"


def _pair_lines(pair: Pair, half: int, words: dict[str, Any]) -> Iterator[str]:
    left, right = pair.a, pair.b
    if pair.pieces:
        left = "".join(piece.lead_a + _marked(piece.a, piece.op, "[-", "-]") for piece in pair.pieces if piece.a)
        right = "".join(piece.lead_b + _marked(piece.b, piece.op, "{+", "+}") for piece in pair.pieces if piece.b)
    folded_a, folded_b = _folded(plain(left), half), _folded(plain(right), half)
    if pair.moved:
        folded_b.append(f"({words['moved']})")
    for number in range(max(len(folded_a), len(folded_b), 1)):
        a = folded_a[number] if number < len(folded_a) else ""
        b = folded_b[number] if number < len(folded_b) else ""
        yield _row(a, _mark(pair) if number == 0 else " ", b, half)


def _marked(text: str, op: str, opening: str, closing: str) -> str:
    return text if op == "kept" else f"{opening}{text}{closing}"


def _row(a: str, mark: str, b: str, half: int) -> str:
    return f"{a}{' ' * max(0, half - width(a))} {mark} | {b}"


def _folded(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many terminal columns, broken at blanks or between East Asian characters."""
    lines: list[str] = []
    line, used, blank = "", 0, -1
    for character in text:
        line += character
        used += width(character)
        if character == " " or width(character) == 2:
            blank = len(line)
        if used >= columns:
            cut = blank if blank > 0 else len(line)
            lines.append(line[:cut].rstrip())
            line = line[cut:]
            used, blank = width(line), -1
    return [*lines, line] if line else lines


def as_html(comparison: Comparison, *, language: str | None = None) -> str:
    """An HTML fragment: a table of the pairs with ``ins`` and ``del``, and a list of the changes.

    All text is escaped; every cell bears its language; what colour would tell is also told in words for those who do not see it.
    """
    shown = language or comparison.language
    words = labels(shown)
    rows = "".join(_html_section(section, comparison, words) for section in comparison.sections)
    news = "".join(_html_change(change, words, shown) for change in comparison.changes if _is_news(change))
    return (
        f'<section class="comparison" lang="{_attribute(shown)}">'
        f"<table><caption>{_text(words['title'])}</caption>"
        f'<thead><tr><th scope="col">{_text(words["first"])}: {_text(comparison.file_a)}</th>'
        f'<th scope="col">{_text(words["second"])}: {_text(comparison.file_b)}</th></tr></thead>'
        f"{rows}</table>"
        f"<h3>{_text(words['changes'])}</h3>"
        + (f"<ul>{news}</ul>" if news else f"<p>{_text(words['nothing'])}</p>")
        + "</section>"
    )


def _html_section(section: Section, comparison: Comparison, words: dict[str, Any]) -> str:
    rows = "".join(_html_pair(comparison.pairs[number], comparison, words) for number in section.pairs)
    if not rows:
        return ""
    title = section.title_b or section.title_a
    head = f'<tr><th colspan="2" scope="rowgroup">{_text(title)}</th></tr>' if title else ""
    return f"<tbody>{head}{rows}</tbody>"


def _html_pair(pair: Pair, comparison: Comparison, words: dict[str, Any]) -> str:
    notes = [words["moved"]] if pair.moved else []
    notes += [f"{words['uncertain']} ({pair.confidence:.2f})"] if pair.uncertain else []
    note = "".join(f' <small class="note">{_text(each)}</small>' for each in notes)
    if pair.pieces:
        left = "".join(
            _blank(piece.lead_a) + _html_piece(piece.a, piece.op, "del", words["dropped"])
            for piece in pair.pieces
            if piece.a
        )
        right = "".join(
            _blank(piece.lead_b) + _html_piece(piece.b, piece.op, "ins", words["added"])
            for piece in pair.pieces
            if piece.b
        )
    else:
        left = _text(pair.a) if pair.columns or not pair.a else _html_piece(pair.a, "dropped", "del", words["dropped"])
        right = _text(pair.b) if pair.rows or not pair.b else _html_piece(pair.b, "added", "ins", words["added"])
    return (
        f'<tr><td lang="{_attribute(comparison.language_a)}">{left}</td>'
        f'<td lang="{_attribute(comparison.language_b)}">{right}{note}</td></tr>'
    )


def _html_piece(text: str, op: str, tag: str, label: str) -> str:
    if op == "kept":
        return _text(text)
    return f'<{tag}><span class="visually-hidden">{_text(label)}: </span>{_text(text)}</{tag}>'


def _html_change(change: Change, words: dict[str, Any], language: str) -> str:
    doubt = f' <small class="note">{_text(words["uncertain"])}</small>' if change.uncertain else ""
    kind = f"<strong>{_text(words[change.level])}</strong>"
    return f'<li class="{change.level} {change.op}">{kind} {_text(told(change, language))}{doubt}</li>'


def _blank(lead: str) -> str:
    return " " if lead else ""


def _text(text: str) -> str:
    return escape(plain(text), quote=False)


def _attribute(text: str) -> str:
    return escape(plain(text), quote=True)
