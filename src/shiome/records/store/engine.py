"""Connections: SQLite with write-ahead log, PostgreSQL through psycopg."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from shiome.errors import MissingExtra, StoreUnavailable
from shiome.records.store.failures import unavailable

WRITING = "shiome_writing"
"""Execution option of a connection that is to hold the one write lock."""
CONNECTIONS = 15
"""Connections to PostgreSQL at the most; each is kept once it was needed, since making one takes longer than most questions."""
_WRITER_LOCK = 0x5348494F4D45
"""Key of the advisory lock that lets one writer at a time into a PostgreSQL store."""


def parse_url(url: str | Path) -> URL:
    """A database address; a plain path is a SQLite file.

    Raises
    ------
    StoreUnavailable
        ``store.url``: neither SQLite file nor PostgreSQL.
    """
    text = str(url)
    if "://" not in text:
        return URL.create("sqlite", database=str(Path(text).absolute()))
    try:
        parsed = make_url(text)
    except ArgumentError:
        parsed = URL.create("unknown")
    family = parsed.get_backend_name()
    if family == "sqlite" and parsed.database and parsed.database != ":memory:":
        return parsed.set(drivername="sqlite", database=str(Path(parsed.database).absolute()))
    if family in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    raise StoreUnavailable(
        "store.url",
        f"{text!r} is no address of a record store",
        ja=f"{text!r} は記録庫のアドレスではない",
        hint="give a file, sqlite:///path or postgresql://user@host/name",
        hint_ja="ファイル名、sqlite:///パス、postgresql://利用者@ホスト/名 のいずれかを指定する",
        failed=text,
    )


def shown(url: URL) -> str:
    """The address as it may be printed: the file, or the URL without its password."""
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def make_engine(url: URL, *, mode: str, busy_seconds: float) -> Engine:
    """An engine for the address.

    Parameters
    ----------
    url:
        From :func:`parse_url`.
    mode:
        ``ro`` to read only, ``rw`` to use what is there, ``rwc`` to create a file.
    busy_seconds:
        How long to wait for another writer.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(Path(url.database or ""), mode=mode, busy_seconds=busy_seconds)
    return _postgres_engine(url, read_only=mode == "ro", busy_seconds=busy_seconds)


def is_writable(path: Path) -> bool:
    """Whether this account may write a SQLite file and the log beside it."""
    return all(os.access(place, os.W_OK, effective_ids=True) for place in (path, path.parent))


def _sqlite_engine(path: Path, *, mode: str, busy_seconds: float) -> Engine:
    if mode != "rwc" and not path.is_file():
        raise unavailable("store.missing", str(path))

    def connect() -> sqlite3.Connection:
        # No log can be made beside a file that may not be written; without a log there is nothing to read but the file.
        alone = mode == "ro" and not is_writable(path) and not Path(f"{path}-wal").exists()
        address = f"file:{quote(str(path))}?mode={mode}{'&immutable=1' if alone else ''}"
        connection = sqlite3.connect(
            address, uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False
        )
        for pragma in ("foreign_keys = ON", "cache_size = -65536", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    def begin(connection: Connection) -> None:
        # Writers take the lock at once, so that what they read stays true until they write.
        writing = connection.get_execution_options().get(WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    event.listen(engine, "begin", begin)
    return engine


def _postgres_engine(url: URL, *, read_only: bool, busy_seconds: float) -> Engine:
    arguments: dict[str, Any] = {"application_name": "shiome"}
    arguments["options"] = f"-c lock_timeout={max(1, int(busy_seconds * 1000))} -c client_encoding=UTF8"
    if read_only:
        arguments["options"] += " -c default_transaction_read_only=on"
    if "connect_timeout" not in url.query:
        arguments["connect_timeout"] = 5
    try:
        engine = create_engine(
            url, connect_args=arguments, pool_pre_ping=True, pool_size=CONNECTIONS, max_overflow=0, pool_use_lifo=True
        )
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "extra.postgres",
            "a PostgreSQL store needs the library psycopg",
            ja="PostgreSQL の記録庫には psycopg が要る",
            hint="install it with: pip install 'shiome[postgres]'",
            hint_ja="pip install 'shiome[postgres]' で入れる",
            failed=shown(url),
        ) from error

    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITING, False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")

    event.listen(engine, "begin", begin)
    return engine
