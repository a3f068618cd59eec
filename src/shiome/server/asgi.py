"""The few pieces of ASGI that every part of a server needs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any

import msgspec

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = Iterable[tuple[bytes, bytes]]
_FACTS = "shiome.facts"


@dataclass(slots=True)
class Facts:
    """What is known of a request while it is answered; the only thing here that changes.

    Parameters
    ----------
    id:
        Identifier of the request, made here and given back in ``X-Request-Id``.
    partner:
        Who asks, once that is known; the application sets it.
    template:
        Path with names in place of values; the application sets it where it is not that of Starlette's route.
    code:
        Code of the refusal, if it was refused.
    """

    id: str = ""
    partner: str = ""
    template: str = ""
    code: str = ""


def facts_of(scope: Scope) -> Facts:
    """The facts of the request."""
    facts: Facts | None = scope.get(_FACTS)
    if facts is None:
        facts = scope[_FACTS] = Facts()
    return facts


def header(scope: Scope, name: bytes) -> bytes | None:
    """The value of a header, its name in lower case; the first where there are several."""
    return next((value for key, value in scope["headers"] if key == name), None)


async def answer(send: Send, status: int, body: bytes, *, media_type: bytes, headers: Headers = ()) -> None:
    """Send a whole answer."""
    fields = [(b"content-type", media_type), (b"content-length", b"%d" % len(body)), *headers]
    await send({"type": "http.response.start", "status": status, "headers": fields})
    await send({"type": "http.response.body", "body": body})


async def answer_json(send: Send, status: int, value: object, *, headers: Headers = ()) -> None:
    """Send a value as JSON."""
    await answer(send, status, msgspec.json.encode(value), media_type=b"application/json", headers=headers)
