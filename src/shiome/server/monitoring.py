"""Health, readiness and metrics, for the operator's eyes only: they are served apart from what partners reach."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from shiome.errors import ShiomeError
from shiome.server.asgi import Receive, Scope, Send, answer, answer_json

if TYPE_CHECKING:
    from shiome.server.metrics import Metrics

Check = Callable[[], str]
"""Gives an empty text where all is well, else what is not; may take its time, for it runs in a thread."""
_PROMETHEUS = b"text/plain; version=0.0.4; charset=utf-8"


def disk_check(folder: Path, *, free_bytes: int) -> Check:
    """Whether the disk of ``folder`` has at least ``free_bytes`` left."""

    def check() -> str:
        free = shutil.disk_usage(folder).free
        return "" if free >= free_bytes else f"{free} bytes free, {free_bytes} wanted"

    return check


class Monitor:
    """Answers ``/healthz`` (the process runs), ``/readyz`` (it can serve; 503 if not, with what is wrong) and ``/metrics``.

    Parameters
    ----------
    checks:
        By name what must be well to serve: the database is reachable, its schema is current, the disk has room.
    stopping:
        Set when the server is being stopped, so that no further requests are sent to it.
    seconds:
        Time for the checks; one that takes longer counts as failed.
    """

    def __init__(
        self,
        *,
        metrics: Metrics | None = None,
        checks: Mapping[str, Check] | None = None,
        stopping: asyncio.Event | None = None,
        seconds: float = 5.0,
    ) -> None:
        self._metrics = metrics
        self._checks = dict(checks or {})
        self._stopping = stopping
        self._seconds = seconds
        self._running: dict[str, asyncio.Task[str]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - the interface
        """Answer one request (ASGI 3)."""
        if scope["type"] != "http":
            return
        path = scope["path"] if scope["method"] in ("GET", "HEAD") else ""
        if path == "/healthz":
            await answer_json(send, 200, {"status": "ok"})
        elif path == "/readyz":
            problems = await self.problems()
            await answer_json(
                send, 503 if problems else 200, {"status": "not ready" if problems else "ok", "problems": problems}
            )
        elif path == "/metrics" and self._metrics is not None:
            text = await asyncio.to_thread(self._metrics.text)  # queue lengths ask the database
            await answer(send, 200, text, media_type=_PROMETHEUS)
        else:
            await answer_json(send, 404, {"status": "not found"})

    async def problems(self) -> dict[str, str]:
        """What keeps the server from serving, by the name of the check."""
        if self._stopping is not None and self._stopping.is_set():
            return {"server": "is stopping"}
        names = list(self._checks)
        found = await asyncio.gather(*(self._checked(name) for name in names))
        return {name: problem for name, problem in zip(names, found, strict=True) if problem}

    async def _checked(self, name: str) -> str:
        # A check that hangs keeps its thread; it is not begun again until it ends, so that scrapes do not eat all threads.
        if name not in self._running or self._running[name].done():
            self._running[name] = asyncio.create_task(asyncio.to_thread(self._checks[name]))
        try:
            return await asyncio.wait_for(asyncio.shield(self._running[name]), self._seconds)
        except TimeoutError:
            return f"no answer within {self._seconds:g} s"
        except ShiomeError as error:
            return error.line()
        except Exception as error:  # whatever is wrong, the server is not ready
            return type(error).__name__
