"""How far long work has come, on one line of stderr that is written over; nothing where stderr is no terminal."""

from __future__ import annotations

import sys
import time
from types import TracebackType


class Bar:
    """Counts steps of known number.

    >>> with Bar("runs", 10) as bar:
    ...     bar(3)
    """

    def __init__(self, label: str, total: int) -> None:
        self.label, self.total = label, total
        self.done = 0
        self._shown = 0.0
        self._terminal = sys.stderr.isatty()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._terminal:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()

    def __call__(self, steps: int) -> None:
        """So many steps more are done."""
        self.at(self.done + steps)

    def at(self, done: int) -> None:
        """So many steps are done in all."""
        self.done = done
        now = time.monotonic()
        if self._terminal and (now - self._shown > 0.1 or done >= self.total):
            self._shown = now
            sys.stderr.write(f"\r\x1b[2K{self.label} {done} / {self.total}")
            sys.stderr.flush()
