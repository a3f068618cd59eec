"""Rows gathered and sent together: on PostgreSQL in one journey to the server, however many tables they go to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

_COPY_FROM = 64
"""From so many rows on a COPY is faster than statements in a pipeline."""
Rows = Sequence[tuple[Any, ...]]


class Writes:
    """Statements that wait; :meth:`flush` carries them out in their order. Names come from code, never from a user."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sqlite = connection.dialect.name == "sqlite"
        self._waiting: list[tuple[str, str, Rows]] = []

    def insert(self, table: str, columns: Sequence[str], rows: Rows, *, otherwise: str = "") -> None:
        """Insert rows given as tuples; ``otherwise`` is what follows ``ON CONFLICT``."""
        names = ", ".join(columns)
        marks = ", ".join(["?" if self._sqlite else "%s"] * len(columns))
        copy = "" if otherwise else f"COPY {table} ({names}) FROM STDIN"
        conflict = f" ON CONFLICT {otherwise}" if otherwise else ""
        self._add(f"INSERT INTO {table} ({names}) VALUES ({marks}){conflict}", copy, rows)  # noqa: S608 - names of the schema

    def update(self, table: str, columns: Sequence[str], key: str, rows: Rows) -> None:
        """Set columns; the last value of each row is that of ``key``."""
        mark = "?" if self._sqlite else "%s"
        settings = ", ".join(f"{column} = {mark}" for column in columns)
        self._add(f"UPDATE {table} SET {settings} WHERE {key} = {mark}", "", rows)  # noqa: S608 - names of the schema

    def notify(self, name: str) -> None:
        """Tell other processes, once the transaction is stored, that there is something (PostgreSQL; nothing on SQLite)."""
        if not self._sqlite:
            self._add(f"NOTIFY {name}", "", [()])

    def flush(self) -> None:
        """Carry out what waits."""
        waiting, self._waiting = self._waiting, []
        if self._sqlite:
            for statement, _copy, rows in waiting:
                self._connection.exec_driver_sql(statement, list(rows))
            return
        raw = self._connection.connection.driver_connection
        assert raw is not None  # noqa: S101 - a connection that is open has its driver's
        for large, group in groupby(waiting, key=lambda each: bool(each[1]) and len(each[2]) >= _COPY_FROM):
            if large:
                for _statement, copy_, rows in group:
                    with raw.cursor() as cursor, cursor.copy(copy_) as copying:
                        for row in rows:
                            copying.write_row(row)
            else:
                with raw.pipeline(), raw.cursor() as cursor:
                    for statement, _copy, rows in group:
                        cursor.executemany(statement, rows)

    def _add(self, statement: str, copy: str, rows: Rows) -> None:
        if rows:
            self._waiting.append((statement, copy, rows))
