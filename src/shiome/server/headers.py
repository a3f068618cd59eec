"""Headers that keep a browser from doing with an answer what nobody asked for."""

from __future__ import annotations

from shiome.server.asgi import App, Headers, Message, Receive, Scope, Send

API: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
"""For answers that are data."""
_TRANSPORT = (b"strict-transport-security", b"max-age=31536000")


class SecurityHeaders:
    """Adds headers to every answer that does not have them already; over TLS also that no other way may be tried."""

    def __init__(self, app: App, *, headers: Headers = API) -> None:
        self._app = app
        self._headers = tuple(headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wanted = (*self._headers, _TRANSPORT) if scope.get("scheme") == "https" else self._headers

        async def adding(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", ()))
                names = {name.lower() for name, _ in given}
                message = {**message, "headers": [*given, *(field for field in wanted if field[0] not in names)]}
            await send(message)

        await self._app(scope, receive, adding)
