"""Drawing in a process beside this one, so that whoever waits for a picture holds up nobody else.

The process reads what is to be drawn as lines of JSON on its standard input and answers each by a line. It is started when the first
picture is asked for, and ends when its input ends, in whatever way the process that started it came to its end.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import msgspec

from shiome.charts.engine import Order, draw_here
from shiome.errors import MissingExtra, StoreUnavailable

_MODULE = "shiome.charts.beside"
_TRIES = 2
_STOP_SECONDS = 10.0


class _Reply(msgspec.Struct, frozen=True, omit_defaults=True):
    made: bytes = b""
    refused: str = ""
    """Why the engine cannot draw it."""
    missing: bool = False
    """Whether something is not installed."""


_ORDERS = msgspec.json.Decoder(Order)
_REPLIES = msgspec.json.Decoder(_Reply)


class Beside:
    """The process; safe for many threads, whose pictures it draws one after another."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> int | None:
        """Its identifier, while it runs."""
        return None if self._process is None else self._process.pid

    def draw(self, order: Order) -> bytes:
        """As :func:`shiome.charts.engine.draw_here`; a process that has ended is started again.

        Raises
        ------
        StoreUnavailable
            ``chart.process``: it ended over this picture, twice.
        """
        line = msgspec.json.encode(order) + b"\n"
        with self._turn:
            for _ in range(_TRIES):
                reply = self._answer(line)
                if reply is not None:
                    break
                self._end()
            else:
                raise StoreUnavailable(
                    "chart.process",
                    "the process that draws pictures ended over this one",
                    ja="図を描くプロセスがこの図の途中で終了した",
                    hint="leave the picture out, and report this",
                    hint_ja="図なしで実行し、この不具合を報告する",
                )
        if reply.missing:
            return draw_here(order)  # which says what is missing
        if reply.refused:
            raise ValueError(reply.refused)
        return reply.made

    def close(self) -> None:
        """End the process."""
        with self._turn:
            self._end()

    def _answer(self, line: bytes) -> _Reply | None:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
                [sys.executable, "-m", _MODULE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
            )
        given, told = self._process.stdin, self._process.stdout
        assert given is not None and told is not None  # noqa: S101, PT018 - they are pipes
        try:
            given.write(line)
            given.flush()
            answer = told.readline()
        except OSError:
            return None
        return _REPLIES.decode(answer) if answer.endswith(b"\n") else None

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


_OPEN: list[Beside] = []
"""The one that draws for this process, the last; none where it draws by itself."""


@contextmanager
def drawing_beside() -> Iterator[Beside]:
    """Draw all pictures of this process in one beside it while the block runs."""
    beside = Beside()
    _OPEN.append(beside)
    try:
        yield beside
    finally:
        _OPEN.remove(beside)
        beside.close()


def draw(order: Order) -> bytes:
    """Draw, in the process beside this one where there is one; errors as :func:`shiome.charts.engine.draw_here`."""
    return _OPEN[-1].draw(order) if _OPEN else draw_here(order)


def main() -> None:
    """Draw what is asked for until nothing more comes."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever the engine prints is no answer
    for line in sys.stdin.buffer:
        try:
            reply = _Reply(made=draw_here(_ORDERS.decode(line)))
        except MissingExtra:
            reply = _Reply(missing=True)
        except ValueError as error:
            reply = _Reply(refused=str(error) or type(error).__name__)
        answers.write(msgspec.json.encode(reply) + b"\n")
        answers.flush()


if __name__ == "__main__":
    main()
