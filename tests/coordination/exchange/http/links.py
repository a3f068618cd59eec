"""A line between two nodes that can be cut."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


class Link:
    """Passes bytes between a loopback port and a server, until it is cut; may drop after so many bytes of an answer."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.up = True
        self._flows = threading.Event()
        self._flows.set()
        self.drop_after: int | None = None
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.up = False
        self._flows.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._threads[0].join(60)  # nothing is accepted any more
        self.cut()
        for thread in tuple(self._threads):
            thread.join(60)
            assert not thread.is_alive()

    def cut(self) -> None:
        """Break all connections and let none through."""
        self.up = False
        for each in tuple(self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def hold(self) -> None:
        """Swallow all that is sent in either direction and leave the connections open, as a line does that nobody reports as broken."""
        self._flows.clear()

    def mend(self) -> None:
        """Let connections through again, and on open ones what was held back, as TCP would send it again."""
        self.up = True
        self._flows.set()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if not self.up:
                near.close()
                continue
            try:
                far = socket.create_connection(self._target)
            except OSError:
                near.close()
                continue
            self._open |= {near, far}
            self._start(self._carry, near, far)

    def _start(self, work: Callable[..., None], *arguments: object) -> threading.Thread:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        """One connection, closed when both directions have ended: until then its descriptors are nobody else's."""
        answers = self._start(self._pass, far, near, True)
        self._pass(near, far, False)
        answers.join()
        for each in (near, far):
            self._open.discard(each)
            each.close()

    def _pass(self, source: socket.socket, target: socket.socket, answer: bool) -> None:
        passed = 0
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self._flows.wait()
                if answer and self.drop_after is not None and passed + len(data) > self.drop_after:
                    target.sendall(data[: max(0, self.drop_after - passed)])
                    break
                target.sendall(data)
                passed += len(data)
        for each in (source, target):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
