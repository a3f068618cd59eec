"""Who calls, and what that role may do: everything else about a request is decided from the caller's own outbox."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from starlette.requests import Request

from shiome.coordination.exchange.node.node import Node
from shiome.coordination.exchange.node.partners import Partner, Role
from shiome.errors import NotKnown
from shiome.server.asgi import App, Receive, Scope, Send, facts_of, header
from shiome.server.refusals import TAXII, refuse
from shiome.server.tls import peer_certificate

T = TypeVar("T")
_CALLER = "shiome.partner"
THREADS = 12
"""Threads that talk to the database; fewer than its pool has connections."""
READING: tuple[Role, ...] = ("reader", "contributor")
WRITING: tuple[Role, ...] = ("contributor",)
AUDITING: tuple[Role, ...] = ("auditor",)
EVERYBODY: tuple[Role, ...] = (*READING, *AUDITING)


class Desk:
    """The node as requests reach it: its calls run in threads, so that none holds up the others."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="shiome-exchange")

    async def ask(self, call: Callable[..., T], *arguments: Any, **options: Any) -> T:
        """What a call of the node gives."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: call(*arguments, **options))

    def close(self) -> None:
        """Wait for calls under way and let go of the threads."""
        self._threads.shutdown()


class Callers:
    """Lets in partners that show a token or a certificate which the node knows; all others get one and the same answer (401)."""

    def __init__(self, app: App, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        found = await self._found(scope)
        if found is None:
            headers = [(b"www-authenticate", b'Bearer realm="exchange"')]
            await refuse(scope, send, 401, code="exchange.caller", media_type=TAXII, headers=headers)
            return
        facts_of(scope).partner = found.node
        scope[_CALLER] = found
        await self._app(scope, receive, send)

    async def _found(self, scope: Scope) -> Partner | None:
        given = header(scope, b"authorization")
        if given is None:
            certificate = peer_certificate(scope)
            return await self._desk.ask(self._desk.node.caller, certificate=certificate) if certificate else None
        name, token = _credentials(given.decode("latin-1"))
        found = await self._desk.ask(self._desk.node.caller, token=token) if token else None
        return found if found is None or name in ("", found.node) else None


def _credentials(given: str) -> tuple[str, str]:
    """Name and token of an ``Authorization`` header.

    A bearer token (RFC 6750), or the token as a password (RFC 7617), which is all that many TAXII clients know.
    """
    kind, _, value = given.partition(" ")
    if kind.lower() == "bearer":
        return "", value.strip()
    if kind.lower() != "basic":
        return "", ""
    try:
        name, _, token = b64decode(value, validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return name, token


def partner_of(request: Request) -> Partner:
    """The partner that asks."""
    found: Partner = request.scope[_CALLER]
    return found


def nothing() -> NotKnown:
    """The answer to whatever is not there, or not for the one who asks: nobody can tell which."""
    return NotKnown("exchange.nothing", "there is no such thing", ja="そのようなものはない")
