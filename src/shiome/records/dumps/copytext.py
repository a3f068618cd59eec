"""Rows in PostgreSQL's text form of COPY (its documentation, COPY, "Text Format")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, Table

_NULL = b"\\N"
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
_ESCAPED = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


def rows_of(table: Table, pieces: Iterable[bytes]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, its values as Python has them.

    Parameters
    ----------
    pieces:
        What COPY wrote, cut anywhere.
    """
    readers = [_reader(column) for column in table.columns]
    for line in _lines(pieces):
        fields = line.split(b"\t")
        yield tuple(None if field == _NULL else read(field) for read, field in zip(readers, fields, strict=True))


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        yield from whole


def _reader(column: Column[Any]) -> Callable[[bytes], Any]:
    if isinstance(column.type, LargeBinary):
        return lambda field: bytes.fromhex(_plain(field).decode("ascii").removeprefix("\\x"))
    if isinstance(column.type, Boolean):
        return lambda field: field == b"t"
    if isinstance(column.type, Integer):
        return int
    if isinstance(column.type, Float):
        return float
    return lambda field: _plain(field).decode()


def _plain(field: bytes) -> bytes:
    """A field without its escapes."""
    if b"\\" not in field:
        return field
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), field)
