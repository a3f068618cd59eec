"""Errors as answers: what a client is told, and what stays in the log.

By default a client learns the status and nothing else: not whether a thing exists, not the address of the database, not the words of
a library. Only errors whose codes are named as explained show their message, because it speaks of what the client itself sent.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from http import HTTPStatus

import msgspec

from shiome.errors import InputRefused, NotKnown, ShiomeError, StoreUnavailable
from shiome.server.asgi import App, Headers, Message, Receive, Scope, Send, answer, facts_of

TAXII = b"application/taxii+json;version=2.1"
JSON = b"application/json"
CLOSE = (b"connection", b"close")
_LOG = logging.getLogger("shiome.server")
_STATUS: tuple[tuple[type[ShiomeError], HTTPStatus], ...] = (
    (NotKnown, HTTPStatus.NOT_FOUND),
    (InputRefused, HTTPStatus.BAD_REQUEST),
    (StoreUnavailable, HTTPStatus.SERVICE_UNAVAILABLE),
)


async def refuse(
    scope: Scope,
    send: Send,
    status: int,
    *,
    code: str,
    description: str = "",
    media_type: bytes = JSON,
    headers: Headers = (),
) -> None:
    """Answer with an error object of TAXII 2.1 (section 3.6.1), which other clients read as JSON.

    Parameters
    ----------
    code:
        For log and metrics; the client sees it only where there is a ``description``.
    """
    facts = facts_of(scope)
    facts.code = code
    value = {"title": HTTPStatus(status).phrase, "http_status": str(status)}
    if facts.id:
        value["error_id"] = facts.id
    if description:
        value |= {"description": description, "error_code": code}
    await answer(send, status, msgspec.json.encode(value), media_type=media_type, headers=headers)


def status_of(error: ShiomeError) -> int:
    """The status that an error is answered with."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)


class Refusals:
    """Answers the errors that the application lets through.

    Parameters
    ----------
    explained:
        Codes of errors, or beginnings of codes ending in a dot, whose message the client may read.
    media_type:
        Of the answers; :data:`TAXII` for a TAXII server.
    """

    def __init__(self, app: App, *, explained: Collection[str] = (), media_type: bytes = JSON) -> None:
        self._app = app
        self._explained = tuple(explained)
        self._media_type = media_type

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            _tell_log(scope, error)
            if started:
                facts_of(scope).code = "server.broken_off"
                raise  # the answer is under way: all that is left is to break it off
            await self._answer(scope, send, error)

    async def _answer(self, scope: Scope, send: Send, error: Exception) -> None:
        status, code, description = 500, "server.failed", ""
        if isinstance(error, ShiomeError):
            status, code = status_of(error), error.code
            if any(code == name or (name.endswith(".") and code.startswith(name)) for name in self._explained):
                description = error.line()
        headers = [(b"retry-after", b"5")] if status == HTTPStatus.SERVICE_UNAVAILABLE else []
        await refuse(
            scope, send, status, code=code, description=description, media_type=self._media_type, headers=headers
        )


def _tell_log(scope: Scope, error: Exception) -> None:
    """One line for the operator. The message of a foreign error is left out: a driver's words quote what was being stored."""
    facts = {"request": facts_of(scope).id}
    if isinstance(error, ShiomeError):
        facts |= {"code": error.code, "why": error.message}
        if status_of(error) < HTTPStatus.INTERNAL_SERVER_ERROR:
            _LOG.info("refused", extra={"facts": facts})
            return
    _LOG.error("failed", extra={"facts": facts}, exc_info=error)
