"""Dates as sources give them: the Extended Date/Time Format (ISO 8601-2), levels 0 and 1 and what is needed of level 2.

Understood are ``2024``, ``2024-06``, ``2024-06-19``, ``2024-06-19T15:15Z``; intervals ``2024-12-02/2024-12-03``, open or
unknown ends ``../2024-12-06``, ``2024-06/..``, ``/2024-12-06``; seasons, quarters and halves ``2025-21`` … ``2025-41``;
unspecified digits ``201X``, ``2024-XX``; the qualifiers ``?`` (uncertain), ``~`` (approximate) and ``%`` (both), after the
whole or beside a part. Years run from 0001 to 9999.

A date-time keeps the day as written; its zone matters only where two date-times that both have one are compared. Seasons
are those of the meteorologists in the north: spring is March to May; the winter of a year begins in its December.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, NoReturn

import msgspec

from shiome.errors import QueryRefused

Precision = Literal["time", "day", "month", "season", "year", "decade", "century", "millennium", "interval"]

_SUBYEAR: dict[int, tuple[int, int]] = {
    **{21 + n: (3 + 3 * n, 3) for n in range(4)},
    **{25 + n: (3 + 3 * n, 3) for n in range(4)},
    **{29 + n: (9 + 3 * n, 3) for n in range(4)},
    **{33 + n: (1 + 3 * n, 3) for n in range(4)},
    **{37 + n: (1 + 4 * n, 4) for n in range(3)},
    **{40 + n: (1 + 6 * n, 6) for n in range(2)},
}
"""Code to (first month, months): seasons, northern and southern seasons, quarters, thirds, halves. A first month above
twelve lies in the year after."""

_QUALIFIER = "[?~%]?"
_DATE = re.compile(
    rf"(?P<q0>{_QUALIFIER})(?P<year>[0-9X]{{4}})(?P<q1>{_QUALIFIER})"
    rf"(?:-(?P<q2>{_QUALIFIER})(?P<month>[0-9X]{{2}})(?P<q3>{_QUALIFIER})"
    rf"(?:-(?P<q4>{_QUALIFIER})(?P<day>[0-9X]{{2}})(?P<q5>{_QUALIFIER}))?)?"
)
_TIME = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})T(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)?(?P<q>[?~%]?)",
    re.ASCII,
)
_OPEN = ("", "..")
_UNSPECIFIED_YEAR: dict[int, Precision] = {0: "year", 1: "decade", 2: "century"}


class Edtf(msgspec.Struct, frozen=True):
    """One date, read. ``str`` gives back the text it was read from.

    ``earliest`` and ``latest`` are the first and last day it may mean (both inclusive); ``None`` is an open or unknown end.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: Precision
    uncertain: bool = False
    approximate: bool = False
    instant: datetime | None = None
    """Of a date-time: its moment, with a zone where the text has one."""

    def __str__(self) -> str:
        return self.text

    @property
    def sort_key(self) -> tuple[date, time, date, str]:
        """Orders by first day, moment and last day; an open beginning sorts at the end of what it precedes."""
        first = self.earliest or self.latest or date.min
        clock = self.instant.time() if self.instant else time.min
        return first, clock, self.latest or date.max, self.text


def is_edtf(text: str) -> bool:
    """Whether ``text`` is a date that Shiome understands.

    >>> is_edtf("2024-06"), is_edtf("June 2024")
    (True, False)
    """
    try:
        parse_edtf(text)
    except QueryRefused:
        return False
    return True


@lru_cache(maxsize=65_536)
def parse_edtf(text: str) -> Edtf:
    """Read a date.

    >>> parse_edtf("2024-06").latest
    datetime.date(2024, 6, 30)
    >>> parse_edtf("../2024-12-06").earliest is None
    True
    >>> parse_edtf("2025-24").latest
    datetime.date(2026, 2, 28)

    Raises
    ------
    QueryRefused
        The text is no date (``date.form``), or no such day exists.
    """
    stripped = text.strip()
    if "/" in stripped:
        return _interval(stripped)
    return _single(stripped, whole=text)


def overlap(a: Edtf, b: Edtf) -> bool:
    """Whether some day (or moment, where both tell one in comparable form) fits both.

    >>> overlap(parse_edtf("2024-12"), parse_edtf("2024-12-03"))
    True
    """
    moments = _comparable_moments(a, b)
    if moments is not None:
        return moments[0] == moments[1]
    return _spans_meet(a.earliest, a.latest, b.earliest, b.latest)


def contains(a: Edtf, b: Edtf) -> bool:
    """Whether every day that ``b`` may mean is a day that ``a`` may mean.

    >>> contains(parse_edtf("2024"), parse_edtf("2024-06-19"))
    True
    """
    starts = a.earliest is None or (b.earliest is not None and a.earliest <= b.earliest)
    ends = a.latest is None or (b.latest is not None and b.latest <= a.latest)
    return starts and ends


def excludes(a: Edtf, b: Edtf) -> bool:
    """Whether the two cannot both be right for one and the same thing.

    An uncertain or approximate date reaches one unit of its precision further on each side before it excludes another.

    >>> excludes(parse_edtf("2024-12-02"), parse_edtf("2024-12-03"))
    True
    >>> excludes(parse_edtf("2024-12-02~"), parse_edtf("2024-12-03"))
    False
    """
    if _is_loose(a) or _is_loose(b):
        return not _spans_meet(*_widened(a), *_widened(b))
    return not overlap(a, b)


def _interval(text: str) -> Edtf:
    parts = [part.strip() for part in text.split("/")]
    if len(parts) != 2 or (parts[0] in _OPEN and parts[1] in _OPEN):
        _refuse(text)
    first = None if parts[0] in _OPEN else _single(parts[0], whole=text)
    last = None if parts[1] in _OPEN else _single(parts[1], whole=text)
    earliest = first.earliest if first else None
    latest = last.latest if last else None
    if earliest is not None and latest is not None and earliest > latest:
        _refuse(text, why="ends before it begins", why_ja="終わりが始まりより前である")
    if first and last and first.instant and last.instant:
        moments = _comparable_moments(first, last)
        if moments is not None and moments[0] > moments[1]:
            _refuse(text, why="ends before it begins", why_ja="終わりが始まりより前である")
    ends = [end for end in (first, last) if end is not None]
    return Edtf(
        text,
        earliest,
        latest,
        "interval",
        uncertain=any(end.uncertain for end in ends),
        approximate=any(end.approximate for end in ends),
    )


def _single(text: str, *, whole: str) -> Edtf:
    moment = _TIME.fullmatch(text)
    if moment is not None:
        return _date_time(moment, whole=whole)
    match = _DATE.fullmatch(text)
    if match is None:
        _refuse(whole)
    marks = "".join(match[f"q{n}"] or "" for n in range(6))
    earliest, latest, precision = _span(match["year"], match["month"], match["day"], whole=whole)
    return Edtf(
        text,
        earliest,
        latest,
        precision,
        uncertain="?" in marks or "%" in marks,
        approximate="~" in marks or "%" in marks,
    )


def _date_time(match: re.Match[str], *, whole: str) -> Edtf:
    zone = (match["zone"] or "").replace("Z", "+00:00")
    if len(zone) == 3:
        zone += ":00"
    try:
        instant = datetime.fromisoformat(
            f"{match['date']}T{match['hour']}:{match['minute']}:{match['second'] or '00'}{zone}"
        )
    except ValueError:
        _refuse(whole, why="names no moment of the calendar", why_ja="暦にない日時である")
    day = date.fromisoformat(match["date"])
    mark = match["q"]
    return Edtf(
        match[0], day, day, "time", uncertain=mark in ("?", "%"), approximate=mark in ("~", "%"), instant=instant
    )


def _span(year: str, month: str | None, day: str | None, *, whole: str) -> tuple[date, date, Precision]:
    years = _fitting(year, 1, 9999)
    if not years:
        _refuse(whole, why="lies outside the years 0001 to 9999", why_ja="0001年から9999年の外である")
    if month is None:
        precision = _UNSPECIFIED_YEAR.get(year.count("X"), "millennium")
        return date(years[0], 1, 1), date(years[-1], 12, 31), precision
    if month.isdigit() and int(month) in _SUBYEAR and day is None:
        first_month, months = _SUBYEAR[int(month)]
        if years[-1] == 9999 and first_month + months > 13:
            _refuse(whole, why="lies outside the years 0001 to 9999", why_ja="0001年から9999年の外である")
        return (
            _month_start(years[0], first_month),
            _month_start(years[-1], first_month + months) - timedelta(1),
            "season",
        )
    first = next(_days(years, month, day), None)
    last = next(_days(years[::-1], month, day, backwards=True), None)
    if first is None or last is None:
        _refuse(whole, why="names no day of the calendar", why_ja="暦にない日である")
    return first[0], last[1], _finest(year, month, day)


def _finest(year: str, month: str, day: str | None) -> Precision:
    if "X" in year:
        return _UNSPECIFIED_YEAR.get(year.count("X"), "millennium")
    if "X" in month:
        return "year"
    return "month" if day is None or "X" in day else "day"


def _days(years: list[int], month: str, day: str | None, *, backwards: bool = False) -> Iterator[tuple[date, date]]:
    """First and last day of each month that fits, in time order or against it."""
    months = _fitting(month, 1, 12)
    for year in years:
        for number in months[::-1] if backwards else months:
            length = calendar.monthrange(year, number)[1]
            numbers = [1, length] if day is None else _fitting(day, 1, length)
            if numbers:
                yield date(year, number, numbers[0]), date(year, number, numbers[-1])


def _fitting(pattern: str, low: int, high: int) -> list[int]:
    """Numbers from ``low`` to ``high`` whose digits fit a pattern such as ``201X``."""
    if "X" not in pattern:
        return [int(pattern)] if low <= int(pattern) <= high else []
    form = re.compile(pattern.replace("X", r"\d"))
    return [number for number in range(low, high + 1) if form.fullmatch(f"{number:0{len(pattern)}d}")]


def _month_start(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _comparable_moments(a: Edtf, b: Edtf) -> tuple[datetime, datetime] | None:
    if a.instant is None or b.instant is None or (a.instant.tzinfo is None) != (b.instant.tzinfo is None):
        return None
    return a.instant, b.instant


def _spans_meet(a_first: date | None, a_last: date | None, b_first: date | None, b_last: date | None) -> bool:
    a_begins_in_time = a_first is None or b_last is None or a_first <= b_last
    b_begins_in_time = b_first is None or a_last is None or b_first <= a_last
    return a_begins_in_time and b_begins_in_time


_REACH: dict[Precision, int] = {
    "time": 1,
    "day": 1,
    "interval": 1,
    "month": 31,
    "season": 92,
    "year": 366,
    "decade": 3653,
    "century": 36525,
    "millennium": 365250,
}
"""Days that a loose date of each precision reaches further."""


def _is_loose(a: Edtf) -> bool:
    return a.uncertain or a.approximate


def _widened(a: Edtf) -> tuple[date | None, date | None]:
    if not _is_loose(a):
        return a.earliest, a.latest
    if a.precision != "interval":
        reach = _REACH[a.precision]
    else:
        reach = max(
            _REACH[_single(p.strip(), whole=a.text).precision] for p in a.text.split("/") if p.strip() not in _OPEN
        )
    first = None if a.earliest is None else date.fromordinal(max(1, a.earliest.toordinal() - reach))
    last = None if a.latest is None else date.fromordinal(min(date.max.toordinal(), a.latest.toordinal() + reach))
    return first, last


def _refuse(text: str, *, why: str = "is not a date", why_ja: str = "日付として読めない") -> NoReturn:
    shown = text if len(text) <= 60 else text[:57] + "..."
    raise QueryRefused(
        "date.form",
        f"{shown!r} {why}",
        ja=f"{shown!r} は{why_ja}" if why_ja.startswith("日付") else f"{shown!r} は、{why_ja}",
        hint="write 2024, 2024-06, 2024-06-19, ../2024-12-06 or 2024-12-02/2024-12-03",
        hint_ja="2024、2024-06、2024-06-19、../2024-12-06、2024-12-02/2024-12-03 のように書く",
        failed=text,
    )
