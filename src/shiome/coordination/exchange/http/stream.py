"""The outbox as it grows: server-sent events (WHATWG HTML, section 9.2), numbered as the outbox is.

A client that was cut off goes on with ``Last-Event-ID``. ``event: object`` carries the signed bytes, ``event: gone`` says that a row was
withdrawn or has expired. The log of the channel says of each row when it was put into the outbox; what was read is entered within a second.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from shiome.coordination.exchange.http.asking import number
from shiome.coordination.exchange.http.calling import READING, Desk, partner_of
from shiome.coordination.exchange.http.operations import Operation, Parameter
from shiome.coordination.exchange.http.wake import Waiting, Wake
from shiome.coordination.exchange.node.partners import Partner
from shiome.coordination.exchange.node.work import Delivery
from shiome.errors import QueryRefused

AFTER = Parameter(name="after", kind="number", about="Only rows numbered above.")
LAST_EVENT = Parameter(
    name="Last-Event-ID", kind="number", place="header", about="The same, from a client that goes on."
)
_MEDIA = "text/event-stream"
_ROWS = 500
_NOTE_SECONDS = 1.0
_HEARTBEAT = b": still here\n\n"


class Stream:
    """The endpoint.

    Parameters
    ----------
    wake:
        What tells that there is something.
    stopping:
        Set when the server stops: streams end then.
    heartbeat:
        Seconds of silence after which a comment is sent, and the partner's right to read looked at again.
    """

    def __init__(self, desk: Desk, wake: Wake, *, stopping: asyncio.Event, heartbeat: float = 15.0) -> None:
        self._desk = desk
        self._wake = wake
        self._stopping = stopping
        self._heartbeat = heartbeat

    def operations(self) -> tuple[Operation, ...]:
        """What is answered."""
        return (
            Operation(
                name="stream",
                path="/exchange/stream",
                endpoint=self._answer,
                about="The outbox as it grows, as server-sent events; it ends with the server or with the right to read.",
                roles=READING,
                media=_MEDIA,
                parameters=(AFTER, LAST_EVENT),
            ),
        )

    async def _answer(self, request: Request) -> Response:
        partner = partner_of(request)
        after = _last_event(request)
        return StreamingResponse(self._events(partner, after), media_type=_MEDIA)

    async def _events(self, partner: Partner, after: int) -> AsyncIterator[bytes]:
        waiting = self._wake.enter(partner.node)
        read = _Read(self._desk, partner.node)
        try:
            async for rows in self._rows(partner, after, waiting, read):
                yield b"".join(map(_event, rows)) if rows else _HEARTBEAT
                await read.note(rows)
        finally:
            self._wake.leave(partner.node, waiting)
            await asyncio.shield(read.write())

    async def _rows(
        self, partner: Partner, after: int, waiting: Waiting, read: _Read
    ) -> AsyncIterator[Sequence[Delivery]]:
        """Rows behind ``after`` as they come; an empty list where there was silence."""
        looked = time.monotonic()
        while not self._stopping.is_set():
            rows = waiting.take(after=after)
            if not rows and waiting.must_look():
                rows = await self._desk.ask(self._desk.node.deliveries, partner.node, after=after, limit=_ROWS)
                if len(rows) == _ROWS:
                    waiting.announce()
            if rows:
                after = rows[-1].sequence
                yield rows
            elif not await waiting.wait(read.pause(self._heartbeat)):
                await read.write()
                if time.monotonic() - looked >= self._heartbeat:
                    looked = time.monotonic()
                    if not await self._desk.ask(self._still, partner.node):
                        return
                    waiting.announce()  # nobody has told of anything; seeing for oneself costs little
                    yield ()

    def _still(self, partner: str) -> bool:
        return self._desk.node.partner(partner).receives


class _Read:
    """What a stream has sent and the log does not say yet."""

    def __init__(self, desk: Desk, partner: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._partner = partner
        self._clock = clock
        self._sequences: list[int] = []
        self._since = clock()
        self._entering: asyncio.Future[None] | None = None

    def pause(self, longest: float) -> float:
        """For how long nothing needs to be written."""
        return min(_NOTE_SECONDS, longest) if self._sequences else longest

    async def note(self, rows: Sequence[Delivery]) -> None:
        """Rows that were sent; entered once a second, while the stream goes on."""
        if not self._sequences:
            self._since = self._clock()
        self._sequences += [row.sequence for row in rows]
        if self._sequences and self._clock() - self._since >= _NOTE_SECONDS:
            if self._entering is not None and not self._entering.done():
                return
            await self._entered()
            sequences, self._sequences = self._sequences, []
            self._entering = asyncio.ensure_future(self._enter(sequences))

    async def write(self) -> None:
        """Enter all, and wait until it is."""
        await self._entered()
        if self._sequences:
            sequences, self._sequences = self._sequences, []
            await self._enter(sequences)

    async def _entered(self) -> None:
        """Wait for what is under way; what went wrong with it goes wrong here."""
        entering, self._entering = self._entering, None
        if entering is not None:
            await entering

    async def _enter(self, sequences: Sequence[int]) -> None:
        await self._desk.ask(self._desk.node.note_read, self._partner, sequences)


def _last_event(request: Request) -> int:
    given = request.headers.get(LAST_EVENT.name, "")
    if not given:
        return number(request.query_params, AFTER)
    if not given.isascii() or not given.isdigit() or len(given) > 15:
        raise QueryRefused("exchange.filter", "Last-Event-ID is no number", ja="Last-Event-ID が数でない", failed=given)
    return int(given)


def _event(row: Delivery) -> bytes:
    if row.content is None:
        return b"id: %d\nevent: gone\ndata: \n\n" % row.sequence
    return b"id: %d\nevent: object\ndata: %s\n\n" % (row.sequence, row.content)
