"""The log of a case as lines: canonical JSON, each with the hash of the line before it, so that a change anywhere shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from shiome.sanctions.casework.model import AnyPart, Entry
from shiome.sanctions.casework.refusals import refused

_decoder: msgspec.json.Decoder[Entry] = msgspec.json.Decoder(Entry)


def appended(lines: Sequence[str], parts: Iterable[AnyPart], *, on: date, by: str) -> tuple[str, ...]:
    """The lines with further parts; the lines that were there are the same."""
    grown = list(lines)
    for part in parts:
        previous = digest(grown[-1]) if grown else ""
        entry = Entry(number=len(grown) + 1, on=on, by=by, part=part, previous=previous)
        grown.append(msgspec.json.encode(entry, order="sorted").decode())
    return tuple(grown)


def read_log(lines: Sequence[str], *, case: str) -> tuple[Entry, ...]:
    """The entries of a log.

    Raises
    ------
    InputRefused
        ``case.chain``: a line is not what was written, or one is missing.
    """
    entries = []
    before = ""
    for number, line in enumerate(lines, start=1):
        try:
            entry = _decoder.decode(line)
        except msgspec.DecodeError as error:
            raise _broken(case, number, failed=line) from error
        if entry.number != number or entry.previous != before:
            raise _broken(case, number, failed=line)
        entries.append(entry)
        before = digest(line)
    return tuple(entries)


def digest(line: str) -> str:
    """SHA-256 of a line, in hexadecimal."""
    return hashlib.sha256(line.encode()).hexdigest()


def _broken(case: str, number: int, *, failed: object) -> Exception:
    return refused(
        "chain",
        f"{case}, line {number} of its log: it is not the line that was written",
        f"{case} の記録 {number} 行目が書かれたときのままでない",
        "restore the database from a copy",
        "データベースを写しから戻す",
        failed,
    )
