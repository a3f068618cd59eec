"""When the release of a file came out: the clock of knowledge for rows that do not tell it themselves."""

from __future__ import annotations

import re
from datetime import date, timedelta

_STAMP = re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?:\d{6})?(?!\d)")
_UCDP = re.compile(r"(?:v|ged)_?(\d{2})_(\d{1,2})(?:_(\d{1,2}))?(?!\d)|ged(\d{2})(\d)(?!\d)", re.IGNORECASE)


def release_of(feed: str, name: str) -> tuple[date, str] | None:
    """Day from which a file's content counts as known and where that comes from (``file``, ``version``).

    ICEWS stamps its files with the day of release. UCDP gives a version: the yearly version YY.1 comes out in June of that year and
    counts as known from 30 June, the candidate YY.0.M of a month from the end of the month after. ``None`` where the name tells
    nothing: then the caller has to say it.

    >>> release_of("icews", "events.2018.20200427084805.tab")
    (datetime.date(2020, 4, 27), 'file')
    >>> release_of("ucdp", "GEDEvent_v25_1.csv")
    (datetime.date(2025, 6, 30), 'version')
    >>> release_of("ucdp", "GEDEvent_v24_0_5.csv")
    (datetime.date(2024, 6, 30), 'version')
    """
    if feed == "ucdp" and (version := _ucdp_version(name)) is not None:
        return version, "version"
    days = [day for match in _STAMP.finditer(name) if (day := _day(*match.groups())) is not None]
    return (days[-1], "file") if days else None


def _ucdp_version(name: str) -> date | None:
    match = _UCDP.search(name)
    if match is None:
        return None
    year = 2000 + int(match[1] or match[4])
    if (match[2] or match[5]) == "1" and match[3] is None:
        return date(year, 6, 30)
    if match[2] == "0" and match[3] is not None and 1 <= int(match[3]) <= 12:
        return _end_of_month(year, int(match[3]) + 1)
    return None


def _end_of_month(year: int, month: int) -> date:
    following = year * 12 + month
    return date(following // 12, following % 12 + 1, 1) - timedelta(1)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
