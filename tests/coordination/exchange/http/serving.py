"""Real servers on loopback ports, in threads of the tests or as commands start them."""

from __future__ import annotations

import asyncio
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvloop

from shiome.coordination.exchange.http.application import make_app
from shiome.coordination.exchange.node import Node
from shiome.server.running import Running
from shiome.server.settings import Limits, Server, Tls

OPEN = Limits(rate=1e6, burst=1_000_000)
"""So much that no test is slowed down by accident."""


@contextmanager
def served(
    node: Node, *, limits: Limits = OPEN, tls: Tls | None = None, port: int = 0, heartbeat: float = 15.0
) -> Iterator[str]:
    """The address at which a node answers while the block runs."""
    started: threading.Event = threading.Event()
    found: dict[str, Any] = {}

    async def main() -> None:
        stopping = asyncio.Event()
        application = make_app(node, limits=limits, stopping=stopping, heartbeat=heartbeat, page=1000)

        def ready(address: tuple[str, int]) -> None:
            found["url"] = f"{'https' if tls else 'http'}://{address[0]}:{address[1]}"
            started.set()

        settings = Server(port=port, limits=limits, tls=tls, stop_seconds=5)
        running = Running(application.app, settings, stopping=stopping, ready=ready)
        found.update(loop=asyncio.get_running_loop(), running=running)
        try:
            await running.serve()
        finally:
            application.desk.close()

    def run() -> None:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(main())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert started.wait(60)
    try:
        yield found["url"]
    finally:
        found["loop"].call_soon_threadsafe(found["running"].stop)
        thread.join(60)
        assert not thread.is_alive()


@contextmanager
def served_by_command(settings: str, place: Path, *, before: Sequence[str] = ()) -> Iterator[str]:
    """What ``shiome exchange serve`` has written once it answers; it is stopped where the block ends.

    Parameters
    ----------
    place:
        Where settings and log are put.
    before:
        What the command begins with.
    """
    file, log = place.with_suffix(".toml"), place.with_suffix(".log")
    file.write_text(settings)
    command = [*before, sys.executable, "-m", "shiome", "exchange", "serve", "--settings", str(file)]
    with log.open("wb") as output, subprocess.Popen(command, stderr=output) as server:
        try:
            ends = time.monotonic() + 300
            while "answers at" not in log.read_text():
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < ends
                time.sleep(0.05)
            yield log.read_text()
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)


def address(log: str) -> str:
    """The address at which a server says that it answers."""
    found = re.search(r"answers at (\S+)", log)
    assert found is not None, log
    return found[1]
