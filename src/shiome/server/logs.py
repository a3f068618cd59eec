"""Logs as lines of JSON on standard error, where systemd or a container keeps them."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from typing import IO, Any

import msgspec

from shiome.server.settings import Log


class JsonLines(logging.Formatter):
    """One line of JSON for each entry: time, level, logger, message, and what ``extra={"facts": {…}}`` holds.

    Of an exception only the class and the places are written: its words may quote what was being handled.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {
            "time": at.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["at"] = _places(record.exc_info[2])
        return msgspec.json.encode(line, enc_hook=str).decode()


def set_up(settings: Log, *, stream: IO[str] | None = None) -> None:
    """Send everything that is logged from here on to ``stream`` (standard error) as lines of JSON."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    for old in tuple(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(settings.level.upper())
    # What uvicorn tells of its comings and goings is told by shiome.server too.
    logging.getLogger("uvicorn").setLevel(logging.NOTSET if settings.level == "debug" else logging.WARNING)
    logging.getLogger("shiome.requests").setLevel(logging.NOTSET if settings.requests else logging.WARNING)


def _places(trace: Any) -> str:
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{code.co_name} {code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " < ".join(found[::-1][:12])
