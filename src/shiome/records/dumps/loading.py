"""Putting a backup into an empty database, of the kind it came from or of the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, func, inspect, select, text

from shiome.errors import InputRefused
from shiome.records.dumps.archive import Archive, damaged
from shiome.records.dumps.copytext import rows_of
from shiome.records.dumps.dumping import opened_file, quoted, row_counts
from shiome.records.dumps.manifest import StoredPart
from shiome.records.dumps.part import Part

_ROWS = 100
"""Rows that are fetched at once."""


def check_parts(archive: Archive, parts: Sequence[Part]) -> dict[str, Part]:
    """The parts of a backup by name, all of them known and of this program's version.

    Raises
    ------
    InputRefused
        ``backup.part``: it holds a part that does not belong here; ``backup.version``: its tables are of another version;
        ``backup.damaged``: not all that it should hold is there.
    """
    known = {part.name: part for part in parts}
    for stored in archive.manifest.parts:
        part = known.get(stored.name)
        if part is None:
            raise InputRefused(
                "backup.part",
                f"{archive.path} holds {stored.name!r}, which is not restored here",
                ja=f"{archive.path} の {stored.name!r} はここでは戻せない",
                hint=f"this command restores: {', '.join(known)}",
                hint_ja=f"このコマンドで戻せるもの: {', '.join(known)}",
                failed=stored.name,
            )
        if stored.version != part.head or set(stored.rows) != {table.name for table in part.metadata.sorted_tables}:
            raise InputRefused(
                "backup.version",
                f"{archive.path} has the schema {stored.version} (Shiome {archive.manifest.program}), this program {part.head}",
                ja=f"{archive.path} のスキーマは {stored.version}（Shiome {archive.manifest.program}）、この版は {part.head}",
                hint="restore it with the version that made it, then upgrade",
                hint_ja="作成した版の Shiome で戻してから、新しい版に上げる",
                failed=stored.version,
            )
        if not stored.members() <= set(archive.names):
            raise damaged(archive.path, f"not all of {stored.name!r} is there")
    return {stored.name: known[stored.name] for stored in archive.manifest.parts}


def load(connection: Connection, part: Part, stored: StoredPart, archive: Archive, *, scratch: Path) -> None:
    """Make the tables of a part and fill them, in the connection's transaction.

    Parameters
    ----------
    scratch:
        A folder for a copy of the backup's database, where that is SQLite.

    Raises
    ------
    InputRefused
        ``backup.not_empty``: the database has some of the tables already; ``backup.rows``: not all rows arrived.
    """
    there = set(inspect(connection).get_table_names()) & {table.name for table in part.metadata.sorted_tables}
    if there:
        raise InputRefused(
            "backup.not_empty",
            f"the database is not empty: it has the tables of {part.name}",
            ja=f"データベースが空でない（{part.name} の表がある）",
            hint="restore into a new database",
            hint_ja="新しいデータベースに戻す",
            failed=part.name,
        )
    part.make(connection)
    for table in reversed(part.metadata.sorted_tables):
        connection.execute(delete(table))  # what making them put there is in the backup too
    if stored.file:
        _load_file(connection, part, stored, archive, scratch)
    else:
        for table in part.metadata.sorted_tables:
            _load_copied(connection, table, archive.read(stored.member(table.name)))
    part.finish(connection)
    counts(connection, part, stored)


def place_file(part: Part, stored: StoredPart, archive: Archive, path: Path) -> None:
    """Put a backup's SQLite database at ``path`` as it was.

    Raises
    ------
    InputRefused
        ``backup.rows``: it has other rows than the manifest says.
    """
    if not path.exists():  # several parts may live in one file
        archive.extract(stored.file, path)
    with opened_file(path).connect() as connection:
        counts(connection, part, stored)


def counts(connection: Connection, part: Part, stored: StoredPart) -> None:
    """Check that all rows are there.

    Raises
    ------
    InputRefused
        ``backup.rows``: some are not.
    """
    found = row_counts(connection, part)
    if found != stored.rows:
        differing = sorted(name for name in stored.rows if found.get(name) != stored.rows[name])
        raise InputRefused(
            "backup.rows",
            f"not all rows of {', '.join(differing)} were restored",
            ja=f"{', '.join(differing)} の行が揃っていない",
            hint="nothing was kept; repeat with another copy of the backup",
            hint_ja="何も残していない。控えの別の写しで繰り返す",
            failed=differing,
        )


def _load_file(connection: Connection, part: Part, stored: StoredPart, archive: Archive, scratch: Path) -> None:
    path = scratch / "database"
    archive.extract(stored.file, path)
    try:
        with opened_file(path).connect() as source:
            for table in part.metadata.sorted_tables:
                question = select(table).order_by(*table.primary_key.columns)
                found = source.execute(question, execution_options={"yield_per": _ROWS})
                _insert(connection, table, (tuple(row) for row in found))
    finally:
        path.unlink()


def _load_copied(connection: Connection, table: Table, pieces: Iterator[bytes]) -> None:
    if connection.dialect.name == "sqlite":
        _insert(connection, table, rows_of(table, pieces))
        return
    statement = f'COPY "{table.name}" ({quoted([column.name for column in table.columns])}) FROM STDIN'
    with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[attr-defined]
        for piece in pieces:
            copy.write(piece)
    _count_on(connection, table)


def _insert(connection: Connection, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows as they come: among them may be documents, of which no two need to be in memory at once."""
    names = [column.name for column in table.columns]
    cursor: Any
    with closing(connection.connection.cursor()) as cursor:
        if connection.dialect.name == "sqlite":
            marks = ", ".join("?" * len(names))
            cursor.executemany(f'INSERT INTO "{table.name}" ({quoted(names)}) VALUES ({marks})', rows)  # noqa: S608 - names of the schema
        else:
            with cursor.copy(f'COPY "{table.name}" ({quoted(names)}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
    _count_on(connection, table)


def _count_on(connection: Connection, table: Table) -> None:
    """Let a table that counts its own keys up go on after the last; COPY does not move the counter."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name == "sqlite":
        return
    sequence = connection.execute(
        text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": f'"{table.name}"', "column": column.name}
    ).scalar()
    last = connection.execute(select(func.max(column))).scalar()
    if sequence is not None and last is not None:
        connection.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})
