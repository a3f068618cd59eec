"""One request, one line: its identifier, its line in the log, its place in the metrics."""

from __future__ import annotations

import logging
import secrets
import time
from typing import TYPE_CHECKING

from shiome.server.asgi import App, Facts, Message, Receive, Scope, Send, facts_of

if TYPE_CHECKING:
    from shiome.server.metrics import Metrics

UNMATCHED = "-"
"""Template of requests that no route answers, so that no path that a client makes up enters log or metrics."""
_LOG = logging.getLogger("shiome.requests")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Observed:
    """Gives each request an identifier, measures it and writes one line when it is answered.

    Neither path nor query nor any header is written, only the route's template.

    Parameters
    ----------
    node:
        Name of the server in the log.
    """

    def __init__(self, app: App, *, node: str = "", metrics: Metrics | None = None) -> None:
        self._app = app
        self._node = node
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        facts = facts_of(scope)
        facts.id = secrets.token_hex(8)
        status, sent, received = 0, 0, 0
        start = time.perf_counter()

        async def counting_receive() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            return message

        async def counting_send(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message.get("headers", ()), (b"x-request-id", facts.id.encode())]}
            else:
                sent += len(message.get("body", b""))
            await send(message)

        if self._metrics is not None:
            self._metrics.begin()
        try:
            await self._app(scope, counting_receive, counting_send)
        finally:
            self._end(scope, facts, status, time.perf_counter() - start, received, sent)

    def _end(self, scope: Scope, facts: Facts, status: int, seconds: float, received: int, sent: int) -> None:
        method = scope["method"] if scope["method"] in _METHODS else UNMATCHED
        template = facts.template or getattr(scope.get("route"), "path", "") or UNMATCHED
        if self._metrics is not None:
            self._metrics.end(method, template, status, seconds, facts.code)
        if _LOG.isEnabledFor(logging.INFO):
            line = {
                "request": facts.id,
                "node": self._node,
                "partner": facts.partner,
                "method": method,
                "template": template,
                "status": status,
                "milliseconds": round(seconds * 1000, 2),
                "bytes_in": received,
                "bytes_out": sent,
            }
            if facts.code:
                line["code"] = facts.code
            # Made by hand: looking up who called costs a third of the whole.
            record = logging.LogRecord(_LOG.name, logging.INFO, "", 0, "request", None, None)
            record.facts = line
            _LOG.handle(record)
