"""Who waits for what: rows of this process are handed over as they are stored, those of others are announced.

A stream that follows closely gets its rows without asking the database; one that lags behind, or has missed something, reads them there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from shiome.coordination.exchange.node.work import Delivery

_MOST_HANDED = 1000


class Waiting:
    """What one stream waits for; lives in the loop's thread."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._handed: list[Delivery] = []
        self._unseen = True  # whether the database may hold rows that were not handed over

    def hand(self, rows: Sequence[Delivery]) -> None:
        """Rows that were stored just now."""
        if len(self._handed) + len(rows) <= _MOST_HANDED:
            self._handed += rows
        else:
            self._unseen = True
        self._event.set()

    def announce(self) -> None:
        """Rows may have been stored, by whomever."""
        self._unseen = True
        self._event.set()

    def take(self, *, after: int) -> list[Delivery]:
        """Handed rows that follow on row ``after`` without a hole."""
        self._event.clear()
        handed, self._handed = self._handed, []
        found: list[Delivery] = []
        for row in sorted(handed, key=lambda each: each.sequence):
            if row.sequence == after + 1:
                found.append(row)
                after = row.sequence
            elif row.sequence > after:
                self._unseen = True
        return found

    def must_look(self) -> bool:
        """Whether the database must be asked; said once."""
        unseen, self._unseen = self._unseen, False
        return unseen

    async def wait(self, seconds: float) -> bool:
        """Wait until something is there, at most so long; whether something is."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return False
        return True


class Wake:
    """All streams of a server, by partner.

    Parameters
    ----------
    stopping:
        Set when the server stops: all are woken then.
    """

    def __init__(self, stopping: asyncio.Event) -> None:
        self._stopping = stopping
        self._end: asyncio.Task[None] | None = None
        self._waiting: dict[str, set[Waiting]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    def enter(self, partner: str) -> Waiting:
        """Begin to wait."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._end = self._loop.create_task(self._at_end())
        waiting = Waiting()
        self._waiting.setdefault(partner, set()).add(waiting)
        return waiting

    def leave(self, partner: str, waiting: Waiting) -> None:
        """Wait no more."""
        self._waiting[partner].discard(waiting)

    def stored(self, rows: Mapping[str, Sequence[Delivery]]) -> None:
        """Hand rows over, or let all look where it is not known which they are; called from the thread that stored them."""
        if self._loop is not None and not self._loop.is_closed():
            if rows:
                self._loop.call_soon_threadsafe(self._hand, dict(rows))
            else:
                self._loop.call_soon_threadsafe(self.everybody)

    def everybody(self) -> None:
        """Let all streams look: another process may have stored something. Called in the loop's thread."""
        for each in self._waiting.values():
            for waiting in each:
                waiting.announce()

    async def _at_end(self) -> None:
        await self._stopping.wait()
        self.everybody()

    def _hand(self, rows: Mapping[str, Sequence[Delivery]]) -> None:
        for partner, some in rows.items():
            for waiting in self._waiting.get(partner, ()):
                waiting.hand(some)
