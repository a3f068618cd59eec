"""Asking an ASGI application without a network, and certificates for asking one with it."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shiome.server.asgi import App, Message, Receive, Scope, Send, answer


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    messages: list[Message] = field(default_factory=list)


def scope_of(
    method: str = "GET",
    path: str = "/",
    headers: Iterable[tuple[bytes, bytes]] = (),
    *,
    client: tuple[str, int] | None = ("192.0.2.1", 5000),
    **more: Any,
) -> Scope:
    return {
        "type": "http",
        "method": method,
        "path": path,
        "headers": list(headers),
        "client": client,
        "scheme": "http",
        **more,
    }


async def asked(app: App, scope: Scope, chunks: Iterable[bytes] = (), *, stall: bool = False) -> Answer:
    """What ``app`` answers to a request with that body; with ``stall`` the body never ends."""
    parts = list(chunks)
    messages: list[Message] = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    if not stall:
        messages.append({"type": "http.request", "body": b"", "more_body": False})
    found = Answer()

    async def receive() -> Message:
        if messages:
            return messages.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        found.messages.append(message)
        if message["type"] == "http.response.start":
            assert not found.status, "two answers to one request"
            found.status = message["status"]
            found.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            found.body += message.get("body", b"")

    await app(scope, receive, send)
    found.messages_left = len(messages)  # type: ignore[attr-defined]
    return found


def ask(app: App, scope: Scope, chunks: Iterable[bytes] = (), *, stall: bool = False) -> Answer:
    return asyncio.run(asked(app, scope, chunks, stall=stall))


async def body_of(receive: Receive) -> bytes:
    found = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionError("the client has gone")
        found += message["body"]
        if not message["more_body"]:
            return found


async def length(_scope: Scope, receive: Receive, send: Send) -> None:
    """An application that answers with the length of the body."""
    await answer(send, 200, str(len(await body_of(receive))).encode(), media_type=b"text/plain")


async def hello(_scope: Scope, _receive: Receive, send: Send) -> None:
    await answer(send, 200, b"hello", media_type=b"text/plain")


def raising(error: BaseException) -> App:
    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise error

    return app


@dataclass(frozen=True)
class Certificates:
    """A certificate authority of the tests, made by openssl."""

    folder: Path

    def make(self, name: str, *, issuer: str = "", usage: str = "serverAuth,clientAuth") -> tuple[Path, Path]:
        """Certificate and key of ``name``; without an issuer its own authority."""
        certificate, key = self.folder / f"{name}.pem", self.folder / f"{name}.key"
        if not issuer:
            self._run(
                *("req", "-x509", "-newkey", "ed25519", "-nodes", "-days", "3650", "-subj", f"/CN={name}"),
                *(
                    "-addext",
                    "basicConstraints=critical,CA:TRUE",
                    "-addext",
                    "keyUsage=critical,keyCertSign,digitalSignature",
                ),
                *("-keyout", str(key), "-out", str(certificate)),
            )
            return certificate, key
        request, extensions = self.folder / f"{name}.csr", self.folder / f"{name}.ext"
        extensions.write_text(
            "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nsubjectAltName=IP:127.0.0.1,DNS:localhost\n"
            f"extendedKeyUsage={usage}\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
        )
        self._run(
            *("req", "-newkey", "ed25519", "-nodes", "-subj", f"/CN={name}", "-keyout", str(key), "-out", str(request))
        )
        self._run(
            *(
                "x509",
                "-req",
                "-in",
                str(request),
                "-days",
                "3650",
                "-extfile",
                str(extensions),
                "-out",
                str(certificate),
            ),
            *("-CA", str(self.folder / f"{issuer}.pem"), "-CAkey", str(self.folder / f"{issuer}.key")),
        )
        return certificate, key

    def _run(self, *arguments: str) -> None:
        done = subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False, timeout=60)
        if done.returncode != 0:
            raise RuntimeError(f"openssl failed (Debian package openssl): {done.stderr.strip()}")


def later(value: float) -> Callable[[], float]:
    """A clock that stands still; ``clock.now`` moves it."""

    def clock() -> float:
        return clock.now  # type: ignore[attr-defined, no-any-return]

    clock.now = value  # type: ignore[attr-defined]
    return clock
