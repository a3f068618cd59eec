"""The log of a case; see :mod:`shiome.records.chain`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from shiome.records.chain import Chain
from shiome.sanctions.casework.model import AnyPart, Entry

_CHAIN = Chain(Entry)


def appended(lines: Sequence[str], parts: Iterable[AnyPart], *, on: date, by: str) -> tuple[str, ...]:
    """The lines with further parts; the lines that were there are the same."""
    return _CHAIN.appended(lines, parts, on=on, by=by)


def read_log(lines: Sequence[str], *, case: str) -> tuple[Entry, ...]:
    """The entries of a log.

    Raises
    ------
    RecordRefused
        ``record.chain``: a line is not what was written, or one is missing.
    """
    return _CHAIN.read(lines, name=case)
