"""The server of a partner's node, a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from shiome.coordination.warning.processes.orders import NODE
from shiome.errors import StoreUnavailable

READY_SECONDS = 120.0
"""A server that does not answer by then is given up."""
POLL_SECONDS = 0.05
"""How often the server looks at what the partner's own process has written into its outbox, on SQLite."""
_STOP_SECONDS = 10.0
_LOG = "server.log"


@contextmanager
def served(folder: Path) -> Iterator[Callable[[], str]]:
    """Serve the node in a partner's folder while the block runs, at a port of the loopback interface that is free.

    Yields
    ------
    callable
        Waits until the server answers, and says where; it raises ``warning.process`` where it does not.
    """
    settings, log = folder / "node.toml", folder / _LOG
    settings.write_text(
        f'[server]\nhost = "127.0.0.1"\nport = 0\nstop_seconds = 2\n\n[exchange]\nnode = "{folder.name}"\nkeys = "{NODE}"\n'
        f"poll_seconds = {POLL_SECONDS}\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "shiome", "exchange", "serve", "--settings", str(settings), "--no-follow", "--lang", "en"]  # fmt: skip
    with log.open("wb") as output, subprocess.Popen(command, stderr=output, env=own_environment()) as server:  # noqa: S603 - our own program
        try:
            yield lambda: _address(server, log)
        finally:
            server.terminate()
            try:
                server.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


def own_environment() -> dict[str, str]:
    """The environment without what would go before the settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SHIOME_")}


def _address(server: subprocess.Popen[bytes], log: Path) -> str:
    ends = time.monotonic() + READY_SECONDS
    while server.poll() is None and time.monotonic() < ends:
        found = re.search(r"answers at (http://\S+)\n", log.read_text(encoding="utf-8", errors="replace"))
        if found is not None:
            return found[1]
        time.sleep(POLL_SECONDS)
    raise gave_up(log)


def gave_up(log: Path) -> StoreUnavailable:
    """The refusal where a process of the exercise ended or does not answer; with the last line that it wrote."""
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n") if log.exists() else []
    last = next((line.strip() for line in reversed(lines) if line.strip()), "-")
    return StoreUnavailable(
        "warning.process",
        f"a process of {log.parent.name} ended or does not answer: {last}",
        ja=f"{log.parent.name} のプロセスが終了したか応答しない：{last}",
        hint="see its log in the folder given with --keep",
        hint_ja="--keep で指定したフォルダにあるログを見る",
        failed=log,
    )
