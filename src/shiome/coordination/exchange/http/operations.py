"""What a node answers: each operation with its route, the roles that may ask, what it takes and what it gives."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from shiome.coordination.exchange.http.calling import nothing, partner_of
from shiome.coordination.exchange.node.partners import Role

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A parameter of the query, or a header."""

    name: str
    about: str
    kind: Literal["text", "number"] = "text"
    least: int = 0
    """Smallest number."""
    place: Literal["query", "header"] = "query"


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One thing that may be asked of a node."""

    name: str
    path: str
    endpoint: Endpoint
    about: str
    """One line for the description of the interface."""
    roles: tuple[Role, ...]
    """Who may ask; for all others there is no such thing."""
    gives: Any = None
    """Type of the answer's body; none for an answer without one or in a form of its own."""
    media: str = "application/json"
    takes: Any = None
    """Type of the request's body."""
    parameters: tuple[Parameter, ...] = ()
    method: Literal["GET", "POST", "DELETE"] = "GET"
    status: int = 200

    def route(self) -> Route:
        """Where it is answered, for those who may ask."""

        async def answer(request: Request) -> Response:
            if partner_of(request).role not in self.roles:
                raise nothing()
            return await self.endpoint(request)

        return Route(self.path, answer, methods=[self.method], name=self.name)
