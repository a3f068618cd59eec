"""Work in the background of a server: begun again when it fails, ended when the server stops."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from shiome.errors import ShiomeError

if TYPE_CHECKING:
    from shiome.server.metrics import Metrics

Task = Callable[[], Awaitable[None]]
"""Something that runs until it is cancelled; when it returns, it is done."""
_LOG = logging.getLogger("shiome.tasks")


class Supervisor:
    """Runs tasks beside the server.

    A task that raises is begun again after a pause that doubles up to ``longest_pause`` and is short again once the task has run for that
    long.

    Parameters
    ----------
    tasks:
        What runs, by name.
    """

    def __init__(
        self,
        tasks: Mapping[str, Task],
        *,
        metrics: Metrics | None = None,
        first_pause: float = 0.5,
        longest_pause: float = 60.0,
    ) -> None:
        self._tasks = dict(tasks)
        self._metrics = metrics
        self._first_pause = first_pause
        self._longest_pause = longest_pause
        self._running: list[asyncio.Task[None]] = []
        self._failing: dict[str, str] = {}

    def start(self) -> None:
        """Begin all tasks in the running loop."""
        self._running = [asyncio.create_task(self._run(name), name=f"shiome {name}") for name in self._tasks]

    async def stop(self, *, seconds: float) -> None:
        """Cancel all tasks and wait until they have ended, at most ``seconds``."""
        for task in self._running:
            task.cancel()
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=seconds)
            for task in late:
                _LOG.warning("task did not end", extra={"facts": {"task": task.get_name()}})
        self._running = []

    def problem(self) -> str:
        """Which tasks failed last time and wait to be begun again; empty where none. A check for readiness."""
        return "; ".join(f"{name}: {why}" for name, why in sorted(self._failing.items()))

    async def _run(self, name: str) -> None:
        loop = asyncio.get_running_loop()
        pause = self._first_pause
        while True:
            begun = loop.time()
            try:
                await self._tasks[name]()
            except Exception as error:  # whatever it is, the task is needed again
                self._tell(name, error)
            else:
                self._failing.pop(name, None)
                return
            if loop.time() - begun >= self._longest_pause:
                pause = self._first_pause
            await asyncio.sleep(pause)
            self._failing.pop(name, None)
            pause = min(2 * pause, self._longest_pause)

    def _tell(self, name: str, error: Exception) -> None:
        facts = {"task": name}
        if isinstance(error, ShiomeError):
            facts |= {"code": error.code, "why": error.message}
        self._failing[name] = facts.get("code", type(error).__name__)
        _LOG.error("task failed", extra={"facts": facts}, exc_info=error)
        if self._metrics is not None:
            self._metrics.failed(name)
