"""The application of a node: routes, behind the door at which callers are told apart."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, Router

from shiome.coordination.exchange.http.calling import Callers, Desk, nothing
from shiome.coordination.exchange.http.channels import Channels
from shiome.coordination.exchange.http.description import description
from shiome.coordination.exchange.http.stream import Stream
from shiome.coordination.exchange.http.taxii import Taxii
from shiome.coordination.exchange.http.wake import Wake
from shiome.coordination.exchange.node.node import Node
from shiome.server.asgi import App, Receive, Scope, Send, header
from shiome.server.metrics import Metrics
from shiome.server.refusals import TAXII, refuse
from shiome.server.running import guarded
from shiome.server.settings import Limits
from shiome.server.structures import make_ready

DESCRIBED = "/openapi.json"
"""Where a node describes what it answers, to every partner."""
EXPLAINED = ("exchange.filter", "exchange.next", "exchange.envelope", "exchange.body", "exchange.proof")
"""Errors that speak only of what the caller itself sent; of all others it learns the status alone."""


@dataclass(frozen=True)
class Served:
    """A node's application and what must be ended with it."""

    app: App
    desk: Desk
    wake: Wake
    described: dict[str, Any]
    """What it answers, as OpenAPI."""


def make_app(
    node: Node,
    *,
    limits: Limits | None = None,
    title: str = "",
    stopping: asyncio.Event | None = None,
    metrics: Metrics | None = None,
    heartbeat: float = 15.0,
    page: int = 100,
) -> Served:
    """The ASGI application of a node.

    Parameters
    ----------
    limits:
        What callers may ask of the server.
    title:
        What the node is called in TAXII's discovery.
    stopping:
        Set when the server stops.
    heartbeat:
        Seconds of silence on a stream after which it says that it is still there.
    page:
        Objects of one page where the caller does not say.
    """
    limits = limits or Limits()
    stopping = stopping or asyncio.Event()
    make_ready()
    desk, wake = Desk(node), Wake(stopping)
    node.listen(wake.stored)
    operations = (
        *Taxii(desk, title=title, body_bytes=limits.body_bytes, page=page).operations(),
        *Channels(desk).operations(),
        *Stream(desk, wake, stopping=stopping, heartbeat=heartbeat).operations(),
    )
    described = description(operations)
    routes = [*(each.route() for each in operations), Route(DESCRIBED, _describing(described))]
    router = Router(routes, redirect_slashes=True, default=_nothing)
    app = guarded(
        Media(Callers(_Raising(router), desk)),
        limits,
        node=node.name,
        metrics=metrics,
        explained=EXPLAINED,
        media_type=TAXII,
    )
    return Served(app, desk, wake, described)


class Media:
    """Refuses what asks for (406) or brings (415) something other than TAXII 2.1, on TAXII's paths (section 1.6.8)."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on."""
        if scope["type"] == "http" and scope["path"].startswith("/taxii2/"):
            accepted = (header(scope, b"accept") or b"*/*").decode("latin-1")
            if not any(map(_is_taxii, accepted.split(","))):
                await refuse(scope, send, 406, code="exchange.accept", media_type=TAXII)
                return
            brought = (header(scope, b"content-type") or b"").decode("latin-1")
            if scope["method"] == "POST" and ("*" in brought or not _is_taxii(brought)):
                await refuse(scope, send, 415, code="exchange.content_type", media_type=TAXII)
                return
        await self._app(scope, receive, send)


def _is_taxii(media: str) -> bool:
    kind, *parameters = (part.strip().lower() for part in media.split(";"))
    if kind in ("*/*", "application/*"):
        return True
    versions = [
        value.strip('"') for name, _, value in (each.partition("=") for each in parameters) if name.strip() == "version"
    ]
    return kind == "application/taxii+json" and versions in ([], ["2.1"])


class _Raising:
    """Starlette's own refusals in the form of all others; a path that is not there is answered like one that is not for the caller."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except HTTPException as error:
            await refuse(scope, send, error.status_code, code="exchange.method", media_type=TAXII)


def _describing(described: dict[str, Any]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_request: Request) -> Response:
        return JSONResponse(described)

    return answer


async def _nothing(_scope: Scope, _receive: Receive, _send: Send) -> None:
    raise nothing()
