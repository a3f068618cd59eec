"""Tables and pictures of a page as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from shiome.errors import NotKnown
from shiome.web.model import Answer, Picture, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item", Table, Picture)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters by which a spreadsheet would take a text for a formula."""


def table_of(answer: Answer, name: str) -> Table:
    """A table of the answer; the only one for an empty name.

    Raises
    ------
    NotKnown
        ``web.table``: there is none of that name.
    """
    return _named(answer.tables, name, "table")


def picture_of(answer: Answer, name: str) -> Picture:
    """A picture of the answer, as :func:`table_of`."""
    return _named(answer.pictures, name, "picture")


def _named(items: Sequence[Item], name: str, kind: str) -> Item:
    found = [item for item in items if item.id == name or (not name and len(items) == 1)]
    if not found:
        raise NotKnown(
            f"web.{kind}", f"the page has no {kind} {name!r}", ja=f"このページに {name!r} はない", failed=name
        )
    return found[0]


def rows_of(table: Table) -> list[dict[str, Any]]:
    """The rows as plain data, with the passages they rest on."""
    return [
        {column.key: row.get(column.key) for column in table.columns}
        | ({"sources": row["_sources"]} if row.get("_sources") else {})
        for row in table.rows
    ]


def as_csv(table: Table) -> bytes:
    """The table as CSV (RFC 4180) in UTF-8 with a mark at the beginning, by which spreadsheets know Japanese.

    Texts that a spreadsheet would take for a formula get an apostrophe before them.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    with_sources = any(row.get("_sources") for row in table.rows)
    writer.writerow([column.title for column in table.columns] + (["sources"] if with_sources else []))
    for row in table.rows:
        cells = [_cell(row.get(column.key)) for column in table.columns]
        writer.writerow(cells + ([_places(row)] if with_sources else []))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: Any) -> str | float | int:
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return value
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return "'" + text if text.startswith(_FORMULA) else text


def _places(row: Mapping[str, Any]) -> str:
    return "; ".join(f"{source['document']}:L{source['line']}" for source in row.get("_sources") or ())
