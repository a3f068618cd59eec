"""The processes of all partners: started, killed and started again, told lines, and ended in any case.

Each partner's process leads a session of its own, to which its node's server belongs: both end together. Where this process ends in
whatever way, the partners' input ends, and they stop.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

import msgspec

from shiome.coordination.warning.processes.orders import Order, Tells, Told, line_of, tells
from shiome.coordination.warning.processes.serving import own_environment

_MODULE = "shiome.coordination.warning.processes.partner"
_STOP_SECONDS = 20.0
_ORDER, _LOG = "order.json", "partner.log"
Came = tuple[str, Tells | None]
"""A partner, and what its process told; ``None`` where it ended."""


class Crew:
    """The processes; use it as a context manager."""

    def __init__(self, orders: Mapping[str, Order]) -> None:
        self._orders = orders
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self.came: SimpleQueue[Came] = SimpleQueue()
        """What processes tell, as it comes."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._running.values():
            _close(process)
        for name in tuple(self._running):
            with suppress(subprocess.TimeoutExpired):
                self._running[name].wait(_STOP_SECONDS)
            self.kill(name)

    @property
    def processes(self) -> dict[str, int]:
        """Partner to the identifier of its process, for those that run."""
        return {name: process.pid for name, process in self._running.items()}

    def log(self, name: str) -> Path:
        """What a partner's process wrote when it failed."""
        return Path(self._orders[name].folder) / _LOG

    def start(self, name: str) -> None:
        """Start a partner's process; it goes on where it was when it was killed."""
        order = self._orders[name]
        file = Path(order.folder) / _ORDER
        file.write_bytes(msgspec.json.encode(order))
        with self.log(name).open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
                [sys.executable, "-m", _MODULE, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                env=own_environment(), start_new_session=True,
            )  # fmt: skip
        self._running[name] = process
        threading.Thread(target=self._read, args=(name, process), name=f"lines of {name}", daemon=True).start()

    def kill(self, name: str) -> None:
        """End a partner's process and its node's server at once, as when the power fails."""
        process = self._running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        _close(process)

    def tell(self, name: str, what: Told) -> None:
        """Tell a partner's process, if it runs; one that has just ended is noticed by its own line."""
        process = self._running.get(name)
        if process is not None and process.stdin is not None:
            with suppress(OSError):
                process.stdin.write(line_of(what))
                process.stdin.flush()

    def _read(self, name: str, process: subprocess.Popen[bytes]) -> None:
        if process.stdout is not None:
            with process.stdout as lines:
                for line in lines:
                    self.came.put((name, tells(line)))
        if self._running.get(name) is process:
            self.came.put((name, None))


def _close(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()
