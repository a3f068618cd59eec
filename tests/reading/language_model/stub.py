"""A chat-completions endpoint on this machine that answers as a test tells it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Hands each question to the next reply; the last one stays."""

    server: Stub
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.close_connection = True
        stub = self.server
        with stub.lock:
            stub.requests.append(body)
            stub.paths.append(self.path)
            stub.keys.append(self.headers.get("Authorization"))
            reply = stub.replies.pop(0) if len(stub.replies) > 1 else stub.replies[0]
        reply(self)

    def send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), "Connection": "close", **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Stub(ThreadingHTTPServer):
    """The endpoint with what it was asked."""

    daemon_threads = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.stopping = threading.Event()
        self.replies: list[Reply] = [says({"events": [], "judgements": []})]
        self.requests: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.keys: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def question(self, number: int = 0) -> dict[str, Any]:
        """The passage of a request, as the model sees it."""
        return json.loads(self.requests[number]["messages"][1]["content"])

    def handle_error(self, *_: Any) -> None:
        """A client that left is part of the tests."""


@contextmanager
def running_stub() -> Iterator[Stub]:
    with Stub() as stub:
        thread = threading.Thread(target=stub.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield stub
        finally:
            stub.stopping.set()
            stub.shutdown()
            thread.join()


def completion(text: str | None, *, finish: str = "stop", usage: dict[str, int] | None = None) -> bytes:
    return json.dumps(
        {
            "id": "c-1",
            "object": "chat.completion",
            "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}],
            "usage": usage
            if usage is not None
            else {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
        }
    ).encode()


def says(answer: Any, **more: Any) -> Reply:
    """A completion; an answer that is no text is sent as JSON."""
    text = answer if isinstance(answer, str | None) else json.dumps(answer, ensure_ascii=False)
    return lambda handler: handler.send(200, completion(text, **more))


def status(number: int, *, body: bytes = b"{}", **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.send(number, body, named)


def raw(body: bytes) -> Reply:
    return lambda handler: handler.send(200, body)


def silence(handler: Handler) -> None:
    """Never answers."""
    handler.server.stopping.wait(10)


def drip(handler: Handler) -> None:
    """Sends one byte after the other, each in time for a socket's timeout, and never comes to an end."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while not handler.server.stopping.wait(0.02):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def endless(handler: Handler) -> None:
    """Sends without telling how much, until the other side has had enough."""
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    while not handler.server.stopping.is_set():
        handler.wfile.write(b" " * 65_536)


def broken_off(handler: Handler) -> None:
    """Promises more than it sends."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
