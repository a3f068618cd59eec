"""Reading a database out, all of it as it was at one moment, while others go on writing.

SQLite is copied by its online backup. PostgreSQL is read by COPY in one transaction that sees one state (REPEATABLE READ), without programs
of the server's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, func, select
from sqlalchemy.pool import NullPool

from shiome.errors import InputRefused
from shiome.records.dumps.manifest import StoredPart
from shiome.records.dumps.part import Part
from shiome.records.dumps.writing import Writer


def dump(engine: Engine, parts: Sequence[Part], archive: Writer) -> None:
    """Add to a backup those of the parts that a database has.

    Raises
    ------
    InputRefused
        ``backup.nothing``: it has none of them; ``backup.source``: SQLite finds its own file damaged.
    """
    stored = (_sqlite if engine.dialect.name == "sqlite" else _postgres)(engine, parts, archive)
    if not stored:
        raise InputRefused(
            "backup.nothing",
            "the database has no tables to back up",
            ja="データベースに控えを取る表がない",
            hint="give the workspace or the settings of the node",
            hint_ja="ワークスペースまたはノードの設定を指定する",
        )
    archive.parts += stored


def quoted(names: Sequence[str]) -> str:
    """Column names for a statement; they come from the schema, never from a user."""
    return ", ".join(f'"{name}"' for name in names)


def row_counts(connection: Connection, part: Part) -> dict[str, int]:
    """Rows of each table of the part."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in part.metadata.sorted_tables
    }


def snapshot(connection: Any, path: Path) -> None:
    """Copy an SQLite database to a new file while it is in use.

    Parameters
    ----------
    connection:
        Of :mod:`sqlite3`.

    Raises
    ------
    InputRefused
        ``backup.source``: SQLite finds the database damaged.
    """
    target = sqlite3.connect(path)
    try:
        connection.backup(target)
        (verdict,) = target.execute("PRAGMA quick_check(1)").fetchone()
    finally:
        target.close()
    if verdict != "ok":
        raise InputRefused(
            "backup.source",
            f"the database is damaged: {verdict}",
            ja=f"データベースが壊れている（{verdict}）",
            hint="restore the last good backup; this one was not written",
            hint_ja="最後の正常な控えから戻す（この控えは書いていない）",
        )


def opened_file(path: Path) -> Engine:
    """An engine for an SQLite file."""
    return create_engine("sqlite://", creator=lambda: sqlite3.connect(path), poolclass=NullPool)


def _sqlite(engine: Engine, parts: Sequence[Part], archive: Writer) -> list[StoredPart]:
    member = parts[0].file
    copy = archive.scratch / member
    raw = engine.raw_connection()
    try:
        snapshot(raw.driver_connection, copy)
    finally:
        raw.close()
    with opened_file(copy).connect() as connection:
        stored = [
            StoredPart(name=part.name, version=version, rows=row_counts(connection, part), file=f"databases/{member}")
            for part in parts
            if (version := part.version(connection))
        ]
    if stored:
        archive.add(f"databases/{member}", copy)
    copy.unlink()
    return stored


def _postgres(engine: Engine, parts: Sequence[Part], archive: Writer) -> list[StoredPart]:
    stored = []
    isolated = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with isolated.connect() as connection, connection.begin():
        for part in parts:
            version = part.version(connection)
            if not version:
                continue
            found = StoredPart(name=part.name, version=version, rows=row_counts(connection, part))
            for table in part.metadata.sorted_tables:
                scratch = archive.scratch / "rows"
                _copy_out(connection, table, scratch)
                archive.add(found.member(table.name), scratch)
                scratch.unlink()
            stored.append(found)
    return stored


def _copy_out(connection: Connection, table: Table, path: Path) -> None:
    names = quoted([column.name for column in table.columns])
    order = quoted([column.name for column in table.primary_key.columns]) or names
    statement = f'COPY (SELECT {names} FROM "{table.name}" ORDER BY {order}) TO STDOUT'  # noqa: S608 - names of the schema
    with path.open("wb") as file, connection.connection.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[attr-defined]
        for piece in copy:
            file.write(piece)
