"""Months as numbers, so that windows can be compared and moved."""

from __future__ import annotations

from datetime import date, timedelta

from shiome.vocabulary.edtf import parse_edtf


def month_of(day: date) -> int:
    """The month of a day, counted from the year 0.

    >>> month_of(date(2025, 1, 31))
    24300
    """
    return day.year * 12 + day.month - 1


def month_text(month: int) -> str:
    """A month as formulas write it.

    >>> month_text(24300)
    '2025-01'
    """
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def last_day(month: int) -> date:
    """The last day of a month.

    >>> last_day(24301)
    datetime.date(2025, 2, 28)
    """
    return date((month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)


def last_month(edtf: str) -> int | None:
    """The month in which a date ends; ``None`` where it has no end.

    >>> last_month("2025") == month_of(date(2025, 12, 1))
    True
    """
    latest = parse_edtf(edtf).latest
    return None if latest is None else month_of(latest)
