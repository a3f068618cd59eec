"""What commands print: JSON or a plain table on stdout, messages on stderr."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from shiome.errors import QueryRefused

if TYPE_CHECKING:
    from shiome.plugins import Plugin


def emit_json(value: Any) -> None:
    """Write ``value`` as indented JSON and a line end to stdout."""
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def say(message: str) -> None:
    """One line for the person, on stderr."""
    sys.stderr.write(message + "\n")


def tell_faults(plugins: Iterable[Plugin], language: str) -> None:
    """One line on stderr for each part of another package that cannot be used."""
    for plugin in plugins:
        if plugin.fault is not None:
            say(plugin.fault.line(language))


def width(text: str) -> int:
    """Columns that ``text`` takes in a terminal: wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def cut(text: str, columns: int) -> str:
    """``text`` shortened to at most ``columns`` columns, with an ellipsis where it was.

    >>> cut("非核化交渉", 7)
    '非核化…'
    """
    text = " ".join(text.split())
    if width(text) <= columns:
        return text
    kept = ""
    for character in text:
        if width(kept + character) > columns - 1:
            break
        kept += character
    return kept + "…"


def emit_table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, columns: int | None = None) -> None:
    """Write an aligned table; the last column takes the room that is left of the terminal's width."""
    import shutil

    total = columns or shutil.get_terminal_size((120, 24)).columns
    widths = [max([width(h), *(min(width(row[i]), 40) for row in rows)]) for i, h in enumerate(headers)]
    widths[-1] = max(20, total - sum(widths[:-1]) - 2 * (len(widths) - 1))
    for row in [headers, *rows]:
        cells = [cut(cell, w) for cell, w in zip(row, widths, strict=True)]
        line = "  ".join(cell + " " * (w - width(cell)) for cell, w in zip(cells, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")


def day(text: str, option: str) -> date | None:
    """The day given to ``option``; ``None`` where it was not given.

    Raises
    ------
    QueryRefused
        The text is not a day.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise QueryRefused(
            "date.day",
            f"{option} {text!r} is not a day",
            ja=f"{option} {text!r} は日付ではない",
            hint="write YYYY-MM-DD",
            failed=text,
        ) from error
