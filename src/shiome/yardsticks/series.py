"""A measured series: periods with their values, how sure they are, and what each rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from shiome.vocabulary.edtf import parse_edtf

Period = Literal["day", "week", "month", "quarter", "year", "session"]
"""Length of a period. ``week`` runs from Monday to Sunday and is named by its Sunday; ``session`` is one of the General Assembly,
named by the year in which it opens."""


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One period of a series.

    A period of which nothing is known has no ``value``: missing is not zero.
    """

    when: str
    """EDTF: a day (the last one of a week), month, quarter (``2024-33``) or year."""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    """Bounds within which the value lies with nine chances in ten, where that can be told."""
    n: int = 0
    """How many inputs the value rests on."""
    inputs: tuple[str, ...] = ()
    """What it rests on: ``KIND:ID`` of a record (``event:F-003-04``), ``SUBJECT:ID`` of an entry of the pack, or a place in a
    table (``votes:rcid=5231``, ``feed:gdelt/2024-06``)."""


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """Points in time order, one a period and none left out between the first and the last."""

    period: Period
    points: tuple[Point, ...] = ()
    unit: str = ""

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)

    @property
    def values(self) -> tuple[float | None, ...]:
        """The values alone."""
        return tuple(point.value for point in self.points)

    @property
    def coverage(self) -> tuple[str, str] | None:
        """First and last period that have a value; ``None`` for an empty series."""
        known = [point.when for point in self.points if point.value is not None]
        return (known[0], known[-1]) if known else None

    @property
    def missing(self) -> tuple[str, ...]:
        """The periods between first and last value that have none."""
        covered = self.coverage
        if covered is None:
            return ()
        return tuple(p.when for p in self.points if p.value is None and covered[0] < p.when < covered[1])


def period_of(day: date, period: Period) -> str:
    """The period that a day lies in.

    >>> period_of(date(2023, 8, 18), "week"), period_of(date(2023, 8, 18), "quarter")
    ('2023-08-20', '2023-35')
    """
    if period == "day":
        return day.isoformat()
    if period == "week":
        return (day + timedelta(days=6 - day.weekday())).isoformat()
    if period == "month":
        return f"{day:%Y-%m}"
    if period == "quarter":
        return f"{day.year:04d}-{33 + (day.month - 1) // 3}"
    if period == "session":
        # A session opens in September and is named by that year.
        return f"{day.year if day.month >= 9 else day.year - 1:04d}"
    return f"{day.year:04d}"


def bounds_of(when: str, period: Period) -> tuple[date, date]:
    """First and last day of a period.

    >>> bounds_of("2023-35", "quarter")
    (datetime.date(2023, 7, 1), datetime.date(2023, 9, 30))
    """
    if period == "week":
        last = date.fromisoformat(when)
        return last - timedelta(days=6), last
    if period == "session":
        return date(int(when), 9, 1), date(int(when) + 1, 8, 31)
    if period == "quarter":
        year, quarter = int(when[:4]), int(when[5:]) - 33
        first = date(year, 3 * quarter + 1, 1)
        following = date(year + 1, 1, 1) if quarter == 3 else date(year, 3 * quarter + 4, 1)
        return first, following - timedelta(days=1)
    span = parse_edtf(when)
    assert span.earliest is not None  # noqa: S101 - days, months and years have both
    assert span.latest is not None  # noqa: S101 - likewise
    return span.earliest, span.latest


def periods_between(first: date, last: date, period: Period) -> Sequence[str]:
    """Every period from that of ``first`` to that of ``last``."""
    found: list[str] = []
    day = first
    while True:
        when = period_of(day, period)
        if found and when == found[-1]:
            raise AssertionError(when)
        found.append(when)
        end = bounds_of(when, period)[1]
        if end >= last:
            return found
        day = end + timedelta(days=1)
