"""Rows gathered and sent together: on PostgreSQL in one journey to the server, however many tables they go to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection

_COPY_FROM = 64
"""From so many rows on a COPY is faster than one statement for all."""
Rows = Sequence[tuple[Any, ...]]


class _Statement(NamedTuple):
    """A statement and the rows that it is carried out for."""

    text: str
    rows: Rows
    values: str = ""
    """Marks of one row, which may stand again for each further row; empty where the statement takes one row only."""
    copy: str = ""
    """The COPY that does the same; empty where there is none."""
    conflict: str = ""


class Writes:
    """Statements that wait; :meth:`flush` carries them out in their order. Names come from code, never from a user."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sqlite = connection.dialect.name == "sqlite"
        self._waiting: list[_Statement] = []

    def insert(self, table: str, columns: Sequence[str], rows: Rows, *, otherwise: str = "") -> None:
        """Insert rows given as tuples; ``otherwise`` is what follows ``ON CONFLICT``."""
        names = ", ".join(columns)
        marks = f"({', '.join(['?' if self._sqlite else '%s'] * len(columns))})"
        copy = "" if otherwise else f"COPY {table} ({names}) FROM STDIN"
        conflict = f" ON CONFLICT {otherwise}" if otherwise else ""
        self._add(_Statement(f"INSERT INTO {table} ({names}) VALUES ", rows, marks, copy, conflict))  # noqa: S608 - names of the schema

    def update(self, table: str, columns: Sequence[str], key: str, rows: Rows) -> None:
        """Set columns; the last value of each row is that of ``key``."""
        mark = "?" if self._sqlite else "%s"
        settings = ", ".join(f"{column} = {mark}" for column in columns)
        self._add(_Statement(f"UPDATE {table} SET {settings} WHERE {key} = {mark}", rows))  # noqa: S608 - names of the schema

    def notify(self, name: str) -> None:
        """Tell other processes, once the transaction is stored, that there is something (PostgreSQL; nothing on SQLite)."""
        if not self._sqlite:
            self._add(_Statement(f"NOTIFY {name}", [()]))

    def flush(self) -> None:
        """Carry out what waits."""
        waiting, self._waiting = self._waiting, []
        if self._sqlite:
            for each in waiting:
                self._connection.exec_driver_sql(_for_rows(each, 1), list(each.rows))
            return
        raw = self._connection.connection.driver_connection
        assert raw is not None  # noqa: S101 - a connection that is open has its driver's
        for large, group in groupby(waiting, key=lambda each: bool(each.copy) and len(each.rows) >= _COPY_FROM):
            if large:
                _copied(raw, group)
            else:
                with raw.pipeline(), raw.cursor() as cursor:
                    for each in group:
                        _carried_out(cursor, each)

    def _add(self, statement: _Statement) -> None:
        if statement.rows:
            self._waiting.append(statement)


def _copied(raw: Any, statements: Iterable[_Statement]) -> None:
    for each in statements:
        with raw.cursor() as cursor, cursor.copy(each.copy) as copying:
            for row in each.rows:
                copying.write_row(row)


def _carried_out(cursor: Any, statement: _Statement) -> None:
    """One statement for a handful of rows: each one of its own would cost the driver as much again."""
    if statement.values and len(statement.rows) < _COPY_FROM:
        cursor.execute(_for_rows(statement, len(statement.rows)), tuple(chain.from_iterable(statement.rows)))
    else:
        cursor.executemany(_for_rows(statement, 1), statement.rows)


def _for_rows(statement: _Statement, count: int) -> str:
    return statement.text + ", ".join([statement.values] * count) + statement.conflict
