"""Logs that only grow: lines of canonical JSON, each with the hash of the line before it, so that a change anywhere shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import msgspec

from shiome.errors import RecordRefused


class ChainEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What every line of a log tells besides its part: who entered it when. A log adds ``part`` in a class of its own."""

    number: int
    on: date
    by: str
    previous: str = ""
    """SHA-256 of the line before it; empty for the first."""


E = TypeVar("E", bound=ChainEntry)


@dataclass(frozen=True)
class Chain(Generic[E]):
    """How the lines of one kind of log are written and read.

    Parameters
    ----------
    entry:
        The class of an entry: :class:`ChainEntry` with a field ``part``.
    """

    entry: type[E]

    def appended(self, lines: Sequence[str], parts: Iterable[msgspec.Struct], *, on: date, by: str) -> tuple[str, ...]:
        """The lines with further parts; the lines that were there are the same."""
        grown = list(lines)
        for part in parts:
            told: dict[str, Any] = {"number": len(grown) + 1, "on": on, "by": by, "part": part}
            entry = self.entry(**told, previous=digest(grown[-1]) if grown else "")
            grown.append(msgspec.json.encode(entry, order="sorted").decode())
        return tuple(grown)

    def read(self, lines: Sequence[str], *, name: str) -> tuple[E, ...]:
        """The entries of the log called ``name``.

        Raises
        ------
        RecordRefused
            ``record.chain``: a line is not what was written, or one is missing.
        """
        decoder = msgspec.json.Decoder(self.entry)
        entries: list[E] = []
        before = ""
        for number, line in enumerate(lines, start=1):
            try:
                entry = decoder.decode(line)
            except msgspec.DecodeError as error:
                raise _broken(name, number, failed=line) from error
            if entry.number != number or entry.previous != before:
                raise _broken(name, number, failed=line)
            entries.append(entry)
            before = digest(line)
        return tuple(entries)


def digest(line: str) -> str:
    """SHA-256 of a line, in hexadecimal."""
    return hashlib.sha256(line.encode()).hexdigest()


def _broken(name: str, number: int, *, failed: object) -> RecordRefused:
    return RecordRefused(
        "record.chain",
        f"{name}, line {number} of its log: it is not the line that was written",
        ja=f"{name} の記録 {number} 行目が書かれたときのままでない",
        hint="restore the database from a copy",
        hint_ja="データベースを写しから戻す",
        failed=failed,
    )
