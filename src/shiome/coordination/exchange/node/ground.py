"""What every part of a node stands on: its files, its database, its clock, its key."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection

from shiome.coordination.exchange.node.combining import Combiner, Listener
from shiome.coordination.exchange.node.database import Database, from_us, now_us
from shiome.coordination.exchange.node.identity import Folder, Identity, Limits, read_identity
from shiome.coordination.exchange.node.work import Work
from shiome.coordination.exchange.objects import KeyPair

T = TypeVar("T")
_SECOND = 1_000_000


class Ground:
    """A node's database and keys; :class:`~shiome.coordination.exchange.node.node.Node` has what is done with them.

    Parameters
    ----------
    folder:
        Where its files lie.
    database:
        Where it keeps everything else.
    limits:
        What it takes from others at most.
    clock:
        The time in microseconds since 1970.
    """

    def __init__(
        self, folder: Folder, database: Database, *, limits: Limits | None = None, clock: Callable[[], int] = now_us
    ) -> None:
        self.folder = folder
        self.database = database
        self.limits = limits or Limits()
        self.clock = clock
        self._combiner = Combiner(database, lambda: self.clock())
        self._key_lock = threading.Lock()
        self._key: tuple[int, KeyPair] | None = None
        with database.reading() as connection:
            self.identity: Identity = read_identity(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    @property
    def name(self) -> str:
        """The node's identifier."""
        return self.identity.node

    @property
    def signing_key(self) -> KeyPair:
        """The key that the node signs with now."""
        at = self.clock()
        with self._key_lock:
            if self._key is None or at - self._key[0] > _SECOND:
                with self.database.reading() as connection:
                    self._key = (at, self.folder.signing_key(connection, self.name, at=at))
            return self._key[1]

    def run(self, do: Callable[[Work], T]) -> T:
        """Carry out a write, perhaps in one transaction with others'; returns when it is stored."""
        return self._combiner.run(do)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell ``listener`` at once which rows this process puts into whose outboxes; gives what ends that."""
        return self._combiner.listen(listener)

    def now(self) -> datetime:
        """The node's time."""
        return from_us(self.clock()).astimezone(UTC)

    def _read(self, ask: Callable[[Connection], T]) -> T:
        with self.database.reading() as connection:
            return ask(connection)

    def _forget_key(self) -> None:
        with self._key_lock:
            self._key = None
