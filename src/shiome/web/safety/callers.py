"""Who asks: the one person of local mode, or the account of a session."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

from shiome.web.model import Reader

if TYPE_CHECKING:
    from starlette.requests import Request

    from shiome.web.desk import Desk

COOKIE = "shiome_session"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")


def session_of(request: Request) -> str:
    """The token of the session; empty without one."""
    return request.cookies.get(COOKIE, "")


def reader_of(request: Request, desk: Desk) -> Reader | None:
    """Who asks; ``None`` where nobody is signed in."""
    if desk.local:
        return Reader(name=person(), role="administrator", local=True)
    token = session_of(request)
    return desk.keeping.accounts.reader(token) if token else None


def person() -> str:
    """The name under which the one person of local mode works."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"


def is_local_host(request: Request) -> bool:
    """Whether the address names this machine, so that no other name that resolves to it (DNS rebinding) is answered."""
    host = request.headers.get("host", "")
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return name in LOOPBACK
