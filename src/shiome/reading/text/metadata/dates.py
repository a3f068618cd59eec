"""Dates as documents write them, read as EDTF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from shiome.reading.text.tables import pattern, table


@dataclass(frozen=True, slots=True)
class Written:
    """A date found in a text at ``start``..``end``."""

    start: int
    end: int
    edtf: str


def dates_in(text: str) -> Iterator[Written]:
    """The calendar dates with a year that a text in normal width names, in order; impossible ones are passed over.

    >>> [found.edtf for found in dates_in("令和7年5月21日、May 2, 2025")]
    ['2025-05-21', '2025-05-02']
    """
    at = 0
    while at < len(text):
        matches = [match for each in _patterns() if (match := each.search(text, at))]
        if not matches:
            return
        match = min(matches, key=lambda found: (found.start(), -found.end()))
        at = match.end()
        if edtf := edtf_of(match):
            yield Written(match.start(), match.end(), edtf)


def edtf_of(match: re.Match[str]) -> str:
    """EDTF of a match with groups ``year``, ``month`` or ``name``, ``day`` and ``era``; empty if there is no such day."""
    groups = match.groupdict()
    year = 1 if groups["year"] == "元" else int(groups["year"])
    if groups.get("era"):
        year += int(table("metadata")["eras"][groups["era"]])
    month = _month(groups["name"]) if groups.get("name") else int(groups["month"])
    day = int(groups["day"]) if groups.get("day") else None
    try:
        date(year, month, day or 1)
    except ValueError:
        return ""
    return f"{year:04}-{month:02}" if day is None else f"{year:04}-{month:02}-{day:02}"


def _month(name: str) -> int:
    months: list[list[str]] = table("metadata")["months"]
    return next((number for number, names in enumerate(months, 1) if name.lower() in names), 0)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(each) for each in table("metadata")["date"])


def only_date(text: str) -> str:
    """EDTF of a line that is a date and nothing else (brackets and a weekday aside); empty for any other."""
    if len(text) > 60:
        return ""
    found = next(dates_in(text), None)
    if found is None:
        return ""
    rest = text[: found.start] + text[found.end :]
    left = re.sub(
        r"года|[\s（）()\[\]【】,.:：г]|[（(]?[月火水木金土日월화수목금토일][)）]?|曜日|요일|星期.|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
        "",
        rest,
    )
    return "" if left else found.edtf


def file_date(name: str) -> str:
    """EDTF of the date that a file name carries; empty for none.

    >>> file_date("report_2025-04-16.pdf"), file_date("20250416.txt"), file_date("a.txt")
    ('2025-04-16', '2025-04-16', '')
    """
    match = pattern("metadata", "file_date").search(name)
    return edtf_of(match) if match else ""
