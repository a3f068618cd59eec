"""What the store gives back besides records, documents and passages; and days as it keeps them."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from shiome.records.model import Status

LIVE: tuple[Status, ...] = ("proposed", "accepted")
"""Statuses that still count: neither rejected nor superseded."""

OPEN = 9999_12_31
"""Day number that stands for no end."""
UNBOUNDED = 0
"""Day number that stands for no beginning."""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that answers a search.

    ``spans`` are the matches, ``start`` and ``end`` the passage itself, all in characters of the raw text. ``marks`` are the
    matches within ``snippet``. ``score`` orders the hits of one search and means nothing between searches.
    """

    document: str
    number: int
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    snippet: str
    marks: tuple[tuple[int, int], ...]
    score: float
    known_from: date


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """What a list tells of a document, without its text."""

    id: str
    file: str
    title: str
    language: str
    author: str
    publisher: str
    dated: str
    known_from: date
    lines: int
    """How many lines its raw text has."""


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Two records that tell of the same matter and cannot both be right.

    ``field`` is what they differ in, ``values`` what each says there (first ``a``, then ``b``), ``reason`` a sentence by
    language. It is known from the day the later of the two is.
    """

    kind: str
    a: str
    b: str
    field: str
    values: tuple[str, str]
    reason: dict[str, str]
    known_from: date


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A typed link from record ``a`` to record ``b``."""

    a: str
    b: str
    type: str
    known_from: date


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the audit trail: who did what to what, in which transaction."""

    number: int
    transaction: str
    at: str
    """UTC, ISO 8601."""
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]


def day_number(day: date | None, *, absent: int = OPEN) -> int:
    """A day as the integer that the tables keep: year, month, day as digits.

    >>> day_number(date(2024, 12, 6)), day_number(None)
    (20241206, 99991231)
    """
    return absent if day is None else day.year * 10_000 + day.month * 100 + day.day


def number_day(number: int) -> date | None:
    """The day of a day number; ``None`` for no beginning or no end.

    >>> number_day(20241206)
    datetime.date(2024, 12, 6)
    """
    return None if number in (OPEN, UNBOUNDED) else date(number // 10_000, number // 100 % 100, number % 100)
