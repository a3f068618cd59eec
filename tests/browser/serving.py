"""``shiome serve`` as a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ADDRESS = re.compile(r"https?://[^/\s]+(?=/)")


@contextmanager
def serving(*arguments: str, log: Path) -> Iterator[str]:
    """Serve while the block runs.

    Parameters
    ----------
    arguments:
        Of ``shiome serve``; the port is 0, so that the system chooses a free one.
    log:
        File for what the server has to say.

    Yields
    ------
    str
        The address that the server gave when it was ready.
    """
    command = [sys.executable, "-m", "shiome", "serve", *arguments]
    with log.open("wb") as said, subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said) as process:
        try:
            yield _address(process, log)
        finally:
            process.terminate()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    while process.poll() is None:
        found = _ADDRESS.search(log.read_text(encoding="utf-8"))
        if found:
            return found[0]
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))
