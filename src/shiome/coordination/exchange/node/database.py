"""Connections of a node: one writer at a time, readers beside it, and a word to other processes when something was written."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Select, event
from sqlalchemy.dialects import postgresql

from shiome.records.store.engine import WRITING
from shiome.records.store.failures import translated

_WRITER_LOCK = 0x53_4849_4F45_5843
"""Key of the advisory lock that lets one writer at a time into a node on PostgreSQL; another than that of a record store, so that a
long intake of documents in the same database holds up no exchange."""
WAKE = "shiome_exchange"
"""Name of the PostgreSQL notification that says: something was written. It carries nothing, for a payload has no access rights."""
Rows = Sequence[Sequence[Any]]


class Database:
    """The database of a node; get one from :mod:`shiome.coordination.exchange.node.opening`."""

    def __init__(self, engine: Engine, *, where: str) -> None:
        self._engine = engine
        self.where = where
        """The file or address, without password."""
        self._backends: set[int] = set()
        """Server processes that this process talks to."""
        if self.dialect == "postgresql":
            event.listen(engine, "connect", lambda raw, _record: self._backends.add(raw.info.backend_pid))
            event.listen(engine, "close", lambda raw, _record: self._backends.discard(raw.info.backend_pid))

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is stored whole when the block ends or not at all; waits for the writer before it.

        Raises
        ------
        StoreUnavailable
            ``store.locked``, ``store.full``, ``store.unreachable`` …; nothing was stored.
        """
        with self.writing_from() as (connection, _answers):
            yield connection

    @contextmanager
    def writing_from(self, *questions: Select[Any]) -> Iterator[tuple[Connection, list[Rows]]]:
        """As :meth:`writing`, with answers to questions without parameters, as the writer before left them.

        The wait and the questions are one journey to the server.
        """
        with translated(self.where):
            if self.dialect == "sqlite":
                with self._engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
                    yield connection, [connection.execute(each).all() for each in questions]
            else:
                with self._engine.connect() as connection, connection.begin():
                    yield connection, _locked(connection, questions)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to ask questions with."""
        with translated(self.where), self._engine.connect() as connection:
            yield connection

    def notices(self, *, every: float) -> Iterator[None]:
        """Go round whenever another process may have written: when PostgreSQL says so, and after so many quiet seconds in any case.

        Holds a connection of its own throughout; for one thread of a server.
        """
        if self.dialect == "sqlite":
            while True:
                time.sleep(every)
                yield
        with translated(self.where), self._engine.connect() as connection:
            connection.detach()  # it listens, which no borrower after this one would expect
            raw = connection.connection.driver_connection
            assert raw is not None  # noqa: S101 - a connection that is open has its driver's
            raw.autocommit = True
            raw.execute(f"LISTEN {WAKE}")
            while True:
                writers = [notice.pid for notice in raw.notifies(timeout=every, stop_after=1)]
                if not writers or any(each not in self._backends for each in writers):
                    yield


def _locked(connection: Connection, questions: Sequence[Select[Any]]) -> list[Rows]:
    """Wait for the turn to write, then ask: each statement of a pipeline sees what was stored when it began."""
    raw = connection.connection.driver_connection
    assert raw is not None  # noqa: S101 - a connection that is open has its driver's
    with raw.pipeline():
        raw.execute(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")
        cursors = [raw.execute(_text(each)) for each in questions]
    return [cursor.fetchall() for cursor in cursors]


@cache
def _text(question: Select[Any]) -> str:
    compiled = question.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True})  # type: ignore[no-untyped-call]
    return str(compiled)


def now_us() -> int:
    """The time in whole microseconds since 1970 (UTC)."""
    return time.time_ns() // 1000


def to_us(at: datetime) -> int:
    """A time with its zone in whole microseconds since 1970.

    >>> to_us(datetime(1970, 1, 1, 0, 0, 1, 5, tzinfo=UTC))
    1000005
    """
    since = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds


def from_us(microseconds: int) -> datetime:
    """The time in UTC that :func:`to_us` makes such a number of."""
    return datetime.fromtimestamp(microseconds // 1_000_000, UTC).replace(microsecond=microseconds % 1_000_000)


def timestamp(microseconds: int) -> str:
    """A STIX timestamp to the microsecond, so that two times that differ are written differently.

    >>> timestamp(1_000_005)
    '1970-01-01T00:00:01.000005Z'
    """
    return from_us(microseconds).strftime("%Y-%m-%dT%H:%M:%S.%f") + "Z"
