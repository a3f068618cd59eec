"""Uvicorn's protocol with what it lacks: clients' certificates, and an end to clients that dawdle.

Load it late: importing it loads uvicorn.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any, ClassVar

from shiome.server.extra import library
from shiome.server.limits import network
from shiome.server.settings import Limits
from shiome.server.tls import connection_facts

_TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_Base: Any = library("uvicorn.protocols.http.httptools_impl").HttpToolsProtocol


class Guarded(_Base):  # type: ignore[misc]
    """One connection.

    * ``scope["extensions"]["tls"]`` tells of the connection's TLS (:func:`shiome.server.tls.connection_facts`).
    * Request line and headers must be there within ``header_seconds``; once more than ``header_bytes`` have come without their end, no
      more are read.
    * An address has at most ``connections_each`` of them.
    * A client that leaves an answer unread for ``write_seconds`` loses its connection.
    """

    limits: ClassVar[Limits] = Limits()
    open_connections: ClassVar[Counter[str]] = Counter()
    """Of each address; every server has its own."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._header_timer: asyncio.TimerHandle | None = None
        self._write_timer: asyncio.TimerHandle | None = None
        self._in_headers = False
        self._header_bytes = 0
        self._extensions: dict[str, Any] = {}
        self._address = ""

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin: what TLS knows stays the same for all requests."""
        super().connection_made(transport)
        facts = connection_facts(transport)
        self._extensions = {} if facts is None else {"tls": facts}
        self._await_headers()
        self._address = network(self.client[0]) if self.client else ""
        self.open_connections[self._address] += 1
        if self._address and self.open_connections[self._address] > self.limits.connections_each:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self.open_connections[self._address] -= 1
        if not self.open_connections[self._address]:
            del self.open_connections[self._address]
        for timer in (self._header_timer, self._write_timer):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read, and count what belongs to headers that have not ended."""
        if not self._answering:
            self._await_headers()
        super().data_received(data)
        if self._in_headers:
            self._header_bytes += len(data)
            if self._header_bytes > self.limits.header_bytes:
                self._turn_away(_TOO_LONG)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self.scope["extensions"] = self._extensions
        self._in_headers = True
        self._await_headers()

    def on_headers_complete(self) -> None:
        """The headers have ended."""
        self._in_headers = False
        self._header_bytes = 0
        if self._header_timer is not None:
            self._header_timer.cancel()
            self._header_timer = None
        super().on_headers_complete()

    def pause_writing(self) -> None:
        """The client reads more slowly than it is written to."""
        super().pause_writing()
        if self._write_timer is None:
            self._write_timer = self.loop.call_later(self.limits.write_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """The client has caught up."""
        super().resume_writing()
        if self._write_timer is not None:
            self._write_timer.cancel()
            self._write_timer = None

    @property
    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _await_headers(self) -> None:
        if self._header_timer is None:
            self._header_timer = self.loop.call_later(self.limits.header_seconds, self._turn_away, _TOO_SLOW)

    def _turn_away(self, reply: bytes) -> None:
        if self.transport.is_closing():
            return
        if self._answering:  # a reply would stand in the middle of another
            self.transport.abort()
        else:
            self.transport.write(reply)
            self.transport.close()


def make_protocol(limits: Limits) -> type[asyncio.Protocol]:
    """The class of connections with these limits, for uvicorn's ``http`` option."""
    return type("GuardedProtocol", (Guarded,), {"limits": limits, "open_connections": Counter()})
