"""Dates told by a word alone: 同日, 先週, 今春, 年内, 今年度, その2日後."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Literal

from shiome.reading.coding.dates.find import (
    Basis,
    DateContext,
    Day,
    counted_later,
    fiscal_year,
    month_part,
    valid_day,
    week_of,
    weekend_of,
)
from shiome.reading.lexicon import DateWords

Reading = tuple[str, Basis, Day]
_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")


class WordReader:
    """Reads a match of one of the words."""

    def __init__(self, words: DateWords, context: DateContext) -> None:
        self.words = words
        self.context = context

    def read(self, match: re.Match[str]) -> Reading | Literal[False] | None:
        """The date; ``None`` where nothing was named that it could start from, ``False`` if the match is no such word."""
        if match["n"]:
            return self._counted(int(match["n"]), match["nu"])
        for group, reader in (
            ("rd", self._day),
            ("re", self._weekend),
            ("rf", self._fiscal),
            ("rw", self._week),
            ("rs", self._season),
            ("rest", self._rest),
        ):
            if match[group]:
                return reader(match[group])
        return False

    def _day(self, word: str) -> Reading | None:
        relative = self.words.relative
        if word in relative.day:
            base, by = self.context.document, relative.day[word]
        else:
            anchor = self.context.anchor
            if not anchor.day:
                return None
            base, by = anchor.first(), relative.day_of_last[word]
        day = base + timedelta(days=by)
        return day.isoformat(), "relative", Day(day.year, day.month, day.day)

    def _week(self, word: str) -> Reading | None:
        relative = self.words.relative
        if word in relative.week:
            base, by = self.context.document, relative.week[word]
        else:
            anchor = self.context.anchor
            if not anchor.day:
                return None
            base, by = anchor.first(), relative.week_of_last[word]
        first = base + timedelta(weeks=by)
        return week_of(base, by), "relative", Day(first.year, first.month)

    def _weekend(self, word: str) -> Reading:
        by = self.words.relative.weekend[word]
        first = self.context.document + timedelta(weeks=by)
        return weekend_of(self.context.document, by), "relative", Day(first.year, first.month)

    def _season(self, word: str) -> Reading:
        by, season = self.words.relative.season[word]
        year = self.context.document.year + by
        last = Day(year, season) if season <= 12 else Day(year, season=season)
        return f"{year:04d}-{season:02d}", "relative", last

    def _fiscal(self, word: str) -> Reading:
        today, start = self.context.document, self.words.fiscal_start
        year = today.year - (today.month < start) + self.words.relative.fiscal[word]
        return fiscal_year(year, start), "relative", Day(year)

    def _rest(self, word: str) -> Reading:
        today = self.context.document
        if word in self.words.relative.rest_of_year:
            return f"{today.isoformat()}/{today.year:04d}-12-31", "relative", Day(today.year)
        end = month_part(today.year, today.month, (-1, -1))
        return f"{today.isoformat()}/{end}", "relative", Day(today.year, today.month)

    def _counted(self, number: int, unit: str) -> Reading | None:
        name = next((name for name, units in self.words.counted.items() if unit in units), "")
        day = counted_later(self.context.last, number, name)
        return (day.edtf(), "relative", day) if day is not None else None


def kanji_date(written: str) -> Reading | None:
    """「二〇一八年六月十二日」."""
    year, rest = int(written[:4].translate(_DIGITS)), written[5:]
    month, _, day = rest.partition("月")
    found = Day(year, _count(month), _count(day.removesuffix("日")))
    if not valid_day(found.year, found.month, found.day or 1):
        return None
    return found.edtf(), "stated", found


def _count(written: str) -> int:
    """Kanji numerals up to ninety-nine; 0 for none."""
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return int(ones.translate(_DIGITS)) if len(ones) == 1 else 0
    return 10 * (int(tens.translate(_DIGITS)) if len(tens) == 1 else 1) + (
        int(ones.translate(_DIGITS)) if len(ones) == 1 else 0
    )
