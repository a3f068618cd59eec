"""Dates in text: found, and resolved to EDTF against the document's date and the last date named."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import msgspec

from shiome.errors import QueryRefused
from shiome.vocabulary.edtf import parse_edtf

Basis = Literal["stated", "relative", "completed"]
"""How a date came about: as written; counted from another date; a missing year or month supplied from the context."""
Relation = Literal["", "since", "until", "before"]


_LAST_YEAR = 9998
"""Dates are not counted on beyond it."""


class DateMention(msgspec.Struct, frozen=True, kw_only=True):
    """A date expression. ``start``/``end`` count characters of the text searched."""

    start: int
    end: int
    text: str
    edtf: str
    basis: Basis
    relation: Relation = ""
    """``2024-03 or since``: the expression names an end of an interval; ``edtf`` is the date itself."""
    lasting: bool = False
    """The word after it says that it goes on from there (以来, since), not merely that it begins there."""


class Day(msgspec.Struct, frozen=True):
    """A date with its parts as far as they are known."""

    year: int
    month: int = 0
    day: int = 0
    season: int = 0

    def edtf(self) -> str:
        """As EDTF."""
        if self.season:
            return f"{self.year:04d}-{self.season:02d}"
        if self.day:
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        return f"{self.year:04d}-{self.month:02d}" if self.month else f"{self.year:04d}"

    def first(self) -> date:
        """First day it may mean."""
        return date(self.year, self.month or 1, self.day or 1)


@dataclass(slots=True)
class DateContext:
    """What relative dates start from."""

    document: date
    last: Day | None = None
    """The last date named in the document."""

    @property
    def anchor(self) -> Day:
        """The last date named, else the document's own."""
        return self.last or Day(self.document.year, self.document.month, self.document.day)

    def complete_year(self, month: int, day: int) -> int:
        """The year of a month and day that come without one.

        The year of the last date named, unless that would lie after the document; then the latest year that does not.
        """
        limit = self.document
        if self.last is not None:
            candidate = self.last.year
            if month < self.last.month and _not_after(candidate + 1, month, day, limit):
                # A tale goes forward: after October 2024, June is the next one.
                return candidate + 1
            if _not_after(candidate, month, day, limit):
                return candidate
        year = limit.year
        if not valid_day(year, month, day or 1) or date(year, month, day or 1) > limit:
            year -= 1
        return year


def _not_after(year: int, month: int, day: int, limit: date) -> bool:
    return valid_day(year, month, day or 1) and date(year, month, day or 1) <= limit


def valid_day(year: int, month: int, day: int) -> bool:
    """Whether such a day exists."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """The month ``by`` months on.

    >>> shift_month(2024, 12, 1)
    (2025, 1)
    """
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def week_of(day: date, by: int) -> str:
    """The week (Monday to Sunday) ``by`` weeks on, as an interval."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=by)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def weekend_of(day: date, by: int) -> str:
    """Saturday and Sunday of the week ``by`` weeks on."""
    saturday = day - timedelta(days=day.weekday()) + timedelta(weeks=by, days=5)
    return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"


def counted_later(last: Day | None, number: int, unit: str) -> Day | None:
    """So many days, weeks, months or years after the last date named; ``None`` where that is not exact enough.

    >>> counted_later(Day(2018, 6), 2, "year")
    Day(year=2020, month=0, day=0, season=0)
    """
    if last is None:
        return None
    if unit == "year":
        year = last.year + number
        return Day(year) if year <= _LAST_YEAR else None
    if unit == "month":
        if not last.month:
            return None
        year, month = shift_month(last.year, last.month, number)
        return Day(year, month) if year <= _LAST_YEAR else None
    if not last.day or last.year >= _LAST_YEAR:
        return None
    day = last.first() + timedelta(days=number * (7 if unit == "week" else 1))
    return Day(day.year, day.month, day.day)


def quarter_of(year: int, quarter: int) -> str:
    """A quarter of a year as EDTF.

    >>> quarter_of(2025, 1)
    '2025-33'
    """
    return f"{year:04d}-{32 + quarter}"


def month_part(year: int, month: int, part: tuple[int, int]) -> str:
    """Part of a month: (1, 10) its first ten days, (-1, -1) its last day."""
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = part
    if first_day < 0:
        return f"{year:04d}-{month:02d}-{last:02d}"
    return f"{year:04d}-{month:02d}-{first_day:02d}/{year:04d}-{month:02d}-{min(last_day, last):02d}"


def year_part(year: int, part: tuple[int, int]) -> str:
    """Part of a year: (1, 6) its first half."""
    first, last = part
    if first == last:
        return f"{year:04d}-{first:02d}"
    return f"{year:04d}-{first:02d}/{year:04d}-{last:02d}"


def fiscal_year(year: int, start: int) -> str:
    """The fiscal year that begins in ``year``, its first month being ``start``.

    >>> fiscal_year(2024, 4)
    '2024-04/2025-03'
    """
    if start == 1:
        return f"{year:04d}"
    last_year, last_month = shift_month(year, start, 11)
    return f"{year:04d}-{start:02d}/{last_year:04d}-{last_month:02d}"


def full_year(two_digits: int, document: date) -> int:
    """The year that two digits mean in a document of that date: not more than five years ahead of it."""
    century = document.year // 100 * 100
    year = century + two_digits
    return year if year <= document.year + 5 else year - 100


def readable(edtf: str) -> bool:
    """Whether the result is a date at all; what is not is left unread."""
    try:
        parse_edtf(edtf)
    except QueryRefused:
        return False
    return True


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first; one that never matches for none."""
    found = sorted({word for word in words if word}, key=len, reverse=True)
    return "|".join(re.escape(word) for word in found) if found else r"(?!)"


def find_dates(text: str, *, language: str, context: DateContext) -> list[DateMention]:
    """All date expressions of a sentence, in order; ``context.last`` is brought up to date.

    >>> from datetime import date
    >>> found = find_dates("昨年8月18日に署名", language="ja", context=DateContext(date(2025, 3, 10)))
    >>> found[0].edtf, found[0].basis
    ('2024-08-18', 'relative')
    """
    if language == "en":
        from shiome.reading.coding.dates.english import english_dates

        return english_dates(text, context)
    if language == "ja":
        from shiome.reading.coding.dates.japanese import japanese_dates

        return japanese_dates(text, context)
    if language in ("ko", "zh", "ru"):
        from shiome.reading.coding.dates.atoms import atom_dates

        return atom_dates(text, language, context)
    return []
