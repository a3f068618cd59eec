"""One request over HTTP, with one deadline for all of it and one limit on its answer."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from shiome.reading.language_model.settings import ModelSettings

_CHUNK = 65_536


class NoAnswer(Exception):
    """No whole answer came. ``sent`` tells whether the question may have arrived, and been charged."""

    def __init__(self, reason: str, *, sent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.sent = sent


class TooLarge(Exception):
    """More bytes than an answer may have."""


@dataclass(frozen=True, slots=True)
class Response:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


def post(settings: ModelSettings, body: bytes) -> Response:
    """Send ``body`` to the endpoint's chat completions.

    Redirects are not followed: the key is for this address only.

    Raises
    ------
    NoAnswer, TooLarge
        There is no answer that could be read.
    """
    connection = _connection(settings)
    path = urlsplit(settings.base_url).path.rstrip("/") + "/chat/completions"
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "shiome"}
    if settings.api_key:
        headers["Authorization"] = f"Bearer {settings.api_key}"
    deadline = _Deadline(connection, settings.timeout)
    late = f"no answer within {settings.timeout:g} seconds"
    sent = False
    try:
        deadline.start()
        connection.connect()
        sent = not deadline.passed
        if sent:
            connection.request("POST", path, body=body, headers=headers)
            response = connection.getresponse()
            content = _read(response, settings.largest_answer)
        if deadline.passed:
            raise NoAnswer(late, sent=sent)
        return Response(response.status, {name.lower(): value for name, value in response.getheaders()}, content)
    except (OSError, http.client.HTTPException, ValueError) as fault:
        timed_out = deadline.passed or isinstance(fault, TimeoutError)
        reason = late if timed_out else f"the connection failed: {fault or type(fault).__name__}"
        raise NoAnswer(reason, sent=sent) from fault
    finally:
        deadline.cancel()
        connection.close()


def _connection(settings: ModelSettings) -> http.client.HTTPConnection:
    address = urlsplit(settings.base_url)
    host = address.hostname or ""
    if address.scheme == "https":
        return http.client.HTTPSConnection(
            host, address.port, timeout=settings.timeout, context=ssl.create_default_context()
        )
    return http.client.HTTPConnection(host, address.port, timeout=settings.timeout)


def _read(response: http.client.HTTPResponse, limit: int) -> bytes:
    declared = response.length
    if declared is not None and declared > limit:
        raise TooLarge
    parts: list[bytes] = []
    size = 0
    while part := response.read1(_CHUNK):
        size += len(part)
        if size > limit:
            raise TooLarge
        parts.append(part)
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return b"".join(parts)


class _Deadline:
    """Shuts the connection when the time is over.

    The socket's own timeout starts anew with every byte: a server that drips would hold us for ever.
    """

    def __init__(self, connection: http.client.HTTPConnection, seconds: float) -> None:
        self.passed = False
        self._connection = connection
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def start(self) -> None:
        self._timer.start()

    def cancel(self) -> None:
        self._timer.cancel()

    def _shut(self) -> None:
        self.passed = True
        sock: socket.socket | None = self._connection.sock
        if sock is None:
            return
        try:
            # The plain shutdown, also under TLS: its own would wait for the other side.
            socket.socket.shutdown(sock, socket.SHUT_RDWR)
        except OSError:
            return
