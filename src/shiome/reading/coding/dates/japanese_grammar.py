"""The pattern of Japanese dates, where the unit follows the number, built from the words of the lexicon."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from shiome.reading.coding.dates.find import alternatives
from shiome.reading.lexicon import DateWords, load_lexicon

_NUMBER = r"(?<![\d.,])"
_DIGITS = "〇一二三四五六七八九"
_COUNT = "[一二三四五六七八九十]{1,3}"


class Grammar(msgspec.Struct, frozen=True):
    """The patterns."""

    start: re.Pattern[str]
    """Where a date may begin."""
    whole: re.Pattern[str]
    words: DateWords
    since: re.Pattern[str]
    lasting: re.Pattern[str]
    until: re.Pattern[str]
    before: re.Pattern[str]
    about: re.Pattern[str]


@lru_cache(maxsize=1)
def japanese_grammar() -> Grammar:
    """The patterns."""
    words = load_lexicon("ja").dates
    relative = words.relative
    single = [*relative.day, *relative.day_of_last, *relative.week, *relative.week_of_last, *relative.season]
    single += [*relative.weekend, *relative.fiscal, *relative.rest_of_year, *relative.rest_of_month]
    parts = [*relative.year, *relative.year_of_last, *relative.month, *relative.month_of_last, *words.eras]
    firsts = "".join(sorted({word[0] for word in (*single, *parts, words.first_year) if word}))
    choices = [
        rf"(?P<iso>{_NUMBER}\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?!\d)",
        rf"(?P<kanji>[{_DIGITS}]{{4}}年{_COUNT}月(?:{_COUNT}日)?)",
        _counted(words),
        rf"(?P<rd>{alternatives([*relative.day, *relative.day_of_last])})(?!\d)",
        rf"(?P<re>{alternatives(relative.weekend)})",
        rf"(?P<rf>{alternatives(relative.fiscal)})",
        rf"(?P<rw>{alternatives([*relative.week, *relative.week_of_last])})",
        rf"(?P<rs>{alternatives(relative.season)})",
        rf"(?P<rest>{alternatives([*relative.rest_of_year, *relative.rest_of_month])})",
        _parts(words),
    ]
    return Grammar(
        re.compile(rf"[\d{_DIGITS}{re.escape(firsts)}]"),
        re.compile("|".join(choices)),
        words,
        re.compile(rf"\s*(?:{alternatives(words.since)})"),
        re.compile(rf"\s*(?:{alternatives(words.lasting)})"),
        re.compile(rf"\s*(?:{alternatives(words.until)})"),
        re.compile(rf"\s*(?:{alternatives(words.before)})"),
        re.compile(rf"\s*(?:{alternatives(words.about)})"),
    )


def _counted(words: DateWords) -> str:
    """「その2日後」: a count of units behind the last date named."""
    units = alternatives(unit for names in words.counted.values() for unit in names)
    before = "|".join(f"(?<={re.escape(word)})" for word in words.from_there) or "(?!)"
    return rf"(?:{before})(?P<n>\d{{1,3}})\s*(?P<nu>{units})\s*(?:{alternatives(words.later)})"


def _parts(words: DateWords) -> str:
    """Year, month, day, part and season, each of which may be missing."""
    units, relative = words.units, words.relative
    year, month, day = (alternatives(units.get(unit, ())) for unit in ("year", "month", "day"))
    ranges, joiner = alternatives(words.ranges), rf"\s*(?:{alternatives(words.joiners)})?\s*"
    unit = "|".join((alternatives(units.get("fiscal", ())), alternatives(units.get("decade", ())), year))
    first = re.escape(words.first_year) or "(?!)"
    quarter = re.escape(words.quarter) or "(?!)"
    return (
        # a year, perhaps said twice (昨年（2024年）, 前年の2017年), perhaps a range of years
        # (not the first character of 同月, 同日)
        rf"(?:(?P<ry>{alternatives([*relative.year, *relative.year_of_last])})(?!{month}|{day}){joiner})?"
        rf"(?:[（(]?\s*(?:(?P<era>{alternatives(words.eras)})\s*)?"
        rf"(?P<y>{_NUMBER}\d{{1,4}}|{first}|[{_DIGITS}]{{4}})"
        rf"(?:\s*(?:{year})?\s*(?:{ranges})\s*(?P<y2>\d{{2,4}}))?\s*(?P<yu>{unit})\s*[)）]?)?{joiner}"
        # a month, perhaps a range of months
        rf"(?:(?P<rm>{alternatives([*relative.month, *relative.month_of_last])}){joiner})?"
        rf"(?:(?P<m>{_NUMBER}\d{{1,2}})(?:\s*(?:{month})?\s*(?:{ranges})\s*(?P<m2>\d{{1,2}}))?\s*(?:{month}))?"
        # a day, two days, or a range of days that may end in another month
        rf"(?:\s*(?P<d>{_NUMBER}\d{{1,2}})(?:"
        rf"\s*[、・]\s*(?P<d3>\d{{1,2}})\s*両?\s*(?:{day})"
        rf"|\s*(?:{day})?\s*(?:{ranges})\s*(?:(?P<em>\d{{1,2}})\s*(?:{month})\s*)?(?P<d2>\d{{1,2}})\s*(?:{day})"
        rf"|\s*(?:{day})))?"
        rf"(?:{joiner}第?\s*(?P<q>[1-4])\s*{quarter})?"
        rf"(?:{joiner}(?P<part>{alternatives([*words.parts, *words.year_parts])}))?"
        rf"(?:{joiner}(?P<s>{alternatives(words.seasons)})(?=[にのからはまで、以]|$|\s))?"
    )
