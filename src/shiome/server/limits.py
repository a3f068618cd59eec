"""What a client may send, how often, and how many at once."""

from __future__ import annotations

import asyncio
import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable

from shiome.server.asgi import App, Message, Receive, Scope, Send, header
from shiome.server.refusals import CLOSE, JSON, refuse

_CLIENTS = 10_000
"""Clients whose buckets are remembered; of more, those that have been quiet longest are forgotten."""


class BodyLimit:
    """Refuses bodies that are too long (413) or come too slowly (408), without reading them to their end.

    A declared length is believed when it is too long; what comes is counted either way, so that chunks cannot pass it.
    """

    def __init__(self, app: App, *, body_bytes: int, seconds: float, media_type: bytes = JSON) -> None:
        self._app = app
        self._body_bytes = body_bytes
        self._seconds = seconds
        self._media_type = media_type

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = header(scope, b"content-length")
        if declared is not None and (not declared.isdigit() or int(declared[:20]) > self._body_bytes):
            await self._refuse(scope, send, 413, "server.body_too_long")
            return
        if declared in (None, b"0") and header(scope, b"transfer-encoding") is None:
            await self._app(scope, receive, send)  # no body, nothing to watch
            return
        await self._guarded(scope, receive, send)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        length, complete, answering, refused = 0, False, False, False

        async def refusing(status: int, code: str) -> Message:
            nonlocal refused
            refused = True
            if not answering:
                await self._refuse(scope, send, status, code)
            return {"type": "http.disconnect"}

        async def counting_receive() -> Message:
            nonlocal length, complete
            if refused:
                return {"type": "http.disconnect"}
            if complete:  # what comes now is the end of the connection, however long that takes
                return await receive()
            try:
                async with asyncio.timeout(self._seconds):
                    message = await receive()
            except TimeoutError:
                return await refusing(408, "server.body_too_slow")
            length += len(message.get("body", b""))
            if length > self._body_bytes:
                return await refusing(413, "server.body_too_long")
            complete = not message.get("more_body", False)
            return message

        async def silenced_send(message: Message) -> None:
            nonlocal answering
            if not refused:  # the client has its answer: what the application says of a broken-off body is not sent
                answering = True
                await send(message)

        try:
            await self._app(scope, counting_receive, silenced_send)
        except Exception:
            if not refused:
                raise

    async def _refuse(self, scope: Scope, send: Send, status: int, code: str) -> None:
        await refuse(scope, send, status, code=code, media_type=self._media_type, headers=[CLOSE])


class RateLimit:
    """Refuses (429, with ``Retry-After``) what a client asks beyond its rate; a token bucket for each.

    Parameters
    ----------
    rate:
        Requests a second in the long run.
    burst:
        Requests at once after a quiet time.
    key:
        Who the client is; its network address unless stated. An empty key is not limited.
    """

    def __init__(
        self,
        app: App,
        *,
        rate: float,
        burst: int,
        key: Callable[[Scope], str] | None = None,
        media_type: bytes = JSON,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._rate = rate
        self._burst = burst
        self._key = key or address
        self._media_type = media_type
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3)."""
        wait = self.wait(self._key(scope)) if scope["type"] == "http" else 0.0
        if wait:
            headers = [(b"retry-after", b"%d" % math.ceil(wait))]
            await refuse(scope, send, 429, code="server.too_often", media_type=self._media_type, headers=headers)
            return
        await self._app(scope, receive, send)

    def wait(self, client: str) -> float:
        """Take one token of the client; 0, or the seconds until there is one."""
        if not client:
            return 0.0
        now = self._clock()
        tokens, before = self._buckets.pop(client, (float(self._burst), now))
        tokens = min(float(self._burst), tokens + (now - before) * self._rate)
        allowed = tokens >= 1.0
        self._buckets[client] = (tokens - 1.0 if allowed else tokens, now)
        if len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1.0 - tokens) / self._rate


class Concurrency:
    """Refuses (503, with ``Retry-After``) what comes while too many requests are under way."""

    def __init__(self, app: App, *, requests: int, media_type: bytes = JSON) -> None:
        self._app = app
        self._most = requests
        self._media_type = media_type
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._under_way >= self._most:
            headers = [(b"retry-after", b"1"), CLOSE]
            await refuse(scope, send, 503, code="server.too_many", media_type=self._media_type, headers=headers)
            return
        self._under_way += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._under_way -= 1


def address(scope: Scope) -> str:
    """The network address of the client; empty where it has none (a local socket)."""
    client = scope.get("client")
    return network(str(client[0])) if client else ""


def network(host: str) -> str:
    """What counts as one client: an IPv4 address, or the /64 of an IPv6 address, of which a client has every one.

    >>> network("2001:db8:1:2:3:4:5:6")
    '2001:db8:1:2::/64'
    """
    if ":" not in host:
        return host
    try:
        return str(ipaddress.ip_network((host.partition("%")[0], 64), strict=False))
    except ValueError:
        return host
