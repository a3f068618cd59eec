"""English dates: 18 August 2024, August 18, last August, on 18 August last year, the following month, the 2010s."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from shiome.reading.coding.dates.find import (
    Basis,
    DateContext,
    DateMention,
    Day,
    Relation,
    alternatives,
    counted_later,
    fiscal_year,
    month_part,
    quarter_of,
    readable,
    shift_month,
    valid_day,
    week_of,
    year_part,
)
from shiome.reading.lexicon import DateWords, RelativeWords, load_lexicon

Reading = tuple[str, Basis, Day] | None
_YEAR = r"(?:1[89]|20)\d{2}"


def _counted(words: RelativeWords) -> tuple[dict[str, int], ...]:
    return (
        words.year,
        words.year_of_last,
        words.month,
        words.month_of_last,
        words.week,
        words.week_of_last,
        words.day,
        words.day_of_last,
    )


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = load_lexicon("en").dates
    months = rf"(?:{alternatives(words.months)})\.?"
    relative = words.relative
    years = alternatives([*relative.year, *relative.year_of_last])
    ranges = alternatives(words.ranges)
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    part = alternatives(words.parts)
    counted = alternatives(unit for names in words.counted.values() for unit in names)
    numbers = alternatives([*words.numbers, *(str(n) for n in range(1, 100))])
    decade_part = alternatives(words.decade_parts)
    ordinal = alternatives(words.ordinals)
    year = rf"(?:,?\s+(?:of\s+)?(?P<y>{_YEAR})|,?\s+(?:of\s+)?(?P<ry>{years}))?"
    other = rf"(?:\s*(?:{ranges})\s*(?P<d2>{day}))?"
    specs = {
        "iso": rf"(?P<y>{_YEAR})-(?P<mm>\d{{2}})-(?P<dd>\d{{2}})",
        "days_apart": rf"(?P<d>{day})\s+(?P<m>{months})\s*(?:{ranges})\s*(?P<d2>{day})\s+(?P<m2>{months}){year}",
        "months": rf"(?P<m>{months})\s*(?:{ranges})\s*(?P<m2>{months})\s+(?P<y>{_YEAR})",
        "counted": rf"(?P<n>{numbers})\s+(?P<nu>{counted})\s+(?:{alternatives(words.later)})",
        "quarter": rf"(?:the\s+)?(?:(?P<q>{ordinal})\s+{words.quarter}\s+(?:of\s+)?|Q(?P<qn>[1-4])\s+)(?P<y>{_YEAR})",
        "month_part": rf"(?P<part>{part})[\s-]*(?P<rm>{alternatives(relative.month)})",
        "day_month": rf"(?P<d>{day}){other}\s+(?:of\s+)?(?P<m>{months}){year}",
        "month_day": rf"(?P<m>{months})\s+(?P<d>{day})\b(?!\s*(?:percent|%)){other}{year}",
        "month": rf"(?:(?P<which>last|next|this|early|mid|mid-|late|the end of)[\s-]*)?(?P<m>{months}){year}",
        "fiscal": rf"(?:FY|fiscal(?:\s+year)?)\s*(?P<y>{_YEAR})",
        "decade": rf"(?:the\s+)?(?:(?P<part>{decade_part})[\s-]*)?(?P<y>(?:1[89]|20)\d)0s",
        "years": rf"(?P<y>{_YEAR})\s*(?:–|—|-|to|through|(?<=between \d\d\d\d )and)\s*(?P<y2>{_YEAR}|\d{{2}})(?!\d|-)",
        # A weekday in front of a date says nothing that the date does not.
        "weekday": rf"(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Oo]n)\s+(?P<w>{alternatives(words.weekdays)})"
        rf"(?!,?\s+(?:the\s+)?(?:\d|{months}))",
        "season": rf"(?:(?P<which>last|next|this|the)\s+)?(?P<s>{alternatives(words.seasons)})"
        rf"(?:\s+(?:of\s+)?(?P<y>{_YEAR}))?",
        "year_part": rf"(?P<part>{alternatives(words.year_parts)})[\s-]*(?:(?P<y>{_YEAR})|(?P<ry>{years}))",
        "rest": alternatives([*relative.rest_of_year, *relative.rest_of_month]),
        "relative": alternatives(word for table in _counted(relative) for word in table),
        "year": rf"(?P<y>{_YEAR})(?!\s*(?:percent|%|km|troops|soldiers|people|men|tons|won|yen|dollars))",
    }
    loose = ("relative", "rest", "year_part", "season", "counted", "quarter", "month_part", "decade")
    flags = dict.fromkeys(loose, re.IGNORECASE)
    return tuple(
        (name, re.compile(rf"(?<![\w.,$-])(?:{spec})(?![\w])", flags.get(name, 0))) for name, spec in specs.items()
    )


def english_dates(text: str, context: DateContext) -> list[DateMention]:
    """Date expressions of an English sentence."""
    reader = _Reader(load_lexicon("en").dates, context)
    found: list[DateMention] = []
    position = 0
    while position < len(text):
        best: tuple[int, int, str, re.Match[str]] | None = None
        for name, pattern in _patterns():
            match = pattern.search(text, position)
            if match and (best is None or (match.start(), -match.end()) < best[:2]):
                best = match.start(), -match.end(), name, match
        if best is None:
            break
        _, _, name, match = best
        reading = reader.read(name, match, text)
        if reading is not None and readable(reading[0]):
            edtf, basis, context.last = reading
            found.append(_mention(text, match, edtf, basis))
            position = match.end()
        else:
            position = match.start() + 1
    return found


def _mention(text: str, match: re.Match[str], edtf: str, basis: Basis) -> DateMention:
    words = load_lexicon("en").dates
    before = text[: match.start()].rstrip().lower()
    if "/" not in edtf and _ends_with(before, words.about):
        edtf = f"{edtf}~"
    return DateMention(
        start=match.start(),
        end=match.end(),
        text=match[0],
        edtf=edtf,
        basis=basis,
        relation=_relation(before),
        lasting=_ends_with(before, words.lasting),
    )


def _ends_with(before: str, words: tuple[str, ...]) -> bool:
    return any(before == word or before.endswith(f" {word}") for word in words)


def _relation(before: str) -> Relation:
    words = load_lexicon("en").dates
    for relation, markers in (("since", words.since), ("until", words.until), ("before", words.before)):
        if _ends_with(before, markers):
            return relation  # type: ignore[return-value] # the three literals above
    return ""


class _Reader:
    def __init__(self, words: DateWords, context: DateContext) -> None:
        self.words = words
        self.context = context

    def read(self, name: str, match: re.Match[str], text: str) -> Reading:
        """EDTF, basis, and the date that later words may refer to; ``None`` for what is no date."""
        readers: dict[str, Callable[[re.Match[str]], Reading]] = {
            "iso": self._iso,
            "day_month": self._days,
            "month_day": self._days,
            "month": self._month,
            "days_apart": self._days_apart,
            "months": self._months,
            "counted": self._counted,
            "quarter": self._quarter,
            "month_part": self._month_part,
            "fiscal": lambda m: (fiscal_year(int(m["y"]), self.words.fiscal_start), "stated", Day(int(m["y"]))),
            "decade": self._decade,
            "years": self._years,
            "season": self._season,
            "weekday": self._weekday,
            "year_part": self._year_part,
            "rest": self._rest,
            "relative": self._relative,
            "year": lambda m: (m["y"], "stated", Day(int(m["y"]))),
        }
        bare_may = name == "month" and match["m"] == "May" and not (match["y"] or match["ry"] or match["which"])
        if bare_may and not re.search(r"\b(?:in|since|until|by|of|from|during|and)\s+$", text[: match.start()]):
            # "May" is a verb unless a preposition of time stands before it.
            return None
        return readers[name](match)

    def _iso(self, match: re.Match[str]) -> Reading:
        day = Day(int(match["y"]), int(match["mm"]), int(match["dd"]))
        return (day.edtf(), "stated", day) if valid_day(day.year, day.month, day.day) else None

    def _year_of(self, match: re.Match[str], month: int, day: int) -> tuple[int, Basis]:
        if match["y"]:
            return int(match["y"]), "stated"
        if match["ry"]:
            return self._relative_year(match["ry"].lower()), "relative"
        return self.context.complete_year(month, day), "completed"

    def _relative_year(self, word: str) -> int:
        relative = self.words.relative
        if word in relative.year:
            return self.context.document.year + relative.year[word]
        return self.context.anchor.year + relative.year_of_last[word]

    def _days(self, match: re.Match[str]) -> Reading:
        month = self.words.months[match["m"].rstrip(".")]
        day = _number(match["d"])
        year, basis = self._year_of(match, month, day)
        if not valid_day(year, month, day):
            return None
        if not match["d2"]:
            return Day(year, month, day).edtf(), basis, Day(year, month, day)
        last = _number(match["d2"])
        if not valid_day(year, month, last) or last <= day:
            return None
        return f"{Day(year, month, day).edtf()}/{Day(year, month, last).edtf()}", basis, Day(year, month, last)

    def _month(self, match: re.Match[str]) -> Reading:
        month = self.words.months[match["m"].rstrip(".")]
        which = (match["which"] or "").lower()
        today = self.context.document
        if which in ("last", "next", "this") and not match["y"]:
            year = today.year
            if which == "last" and month >= today.month:
                year -= 1
            if which == "next" and month <= today.month:
                year += 1
            return Day(year, month).edtf(), "relative", Day(year, month)
        year, basis = self._year_of(match, month, 0)
        if which in self.words.parts:
            return month_part(year, month, self.words.parts[which]), basis, Day(year, month)
        return Day(year, month).edtf(), basis, Day(year, month)

    def _days_apart(self, match: re.Match[str]) -> Reading:
        """28 May to 2 June 2024."""
        month, last_month = (self.words.months[match[group].rstrip(".")] for group in ("m", "m2"))
        day, last_day = _number(match["d"]), _number(match["d2"])
        year, basis = self._year_of(match, last_month, last_day)
        if not (valid_day(year, month, day) and valid_day(year, last_month, last_day)) or last_month <= month:
            return None
        last = Day(year, last_month, last_day)
        return f"{Day(year, month, day).edtf()}/{last.edtf()}", basis, last

    def _months(self, match: re.Match[str]) -> Reading:
        month, last = (self.words.months[match[group].rstrip(".")] for group in ("m", "m2"))
        year = int(match["y"])
        first = Day(year, month) if month < last else Day(year - 1, month)
        return f"{first.edtf()}/{Day(year, last).edtf()}", "stated", Day(year, last)

    def _counted(self, match: re.Match[str]) -> Reading:
        """Two years later: behind the last date named."""
        written = match["n"].lower()
        number = self.words.numbers.get(written) or int(written)
        unit = next(name for name, units in self.words.counted.items() if match["nu"].lower() in units)
        day = counted_later(self.context.last, number, unit)
        return (day.edtf(), "relative", day) if day is not None else None

    def _quarter(self, match: re.Match[str]) -> Reading:
        year = int(match["y"])
        number = int(match["qn"]) if match["qn"] else self.words.ordinals[match["q"].lower()]
        return quarter_of(year, number), "stated", Day(year)

    def _month_part(self, match: re.Match[str]) -> Reading:
        today = self.context.document
        year, month = shift_month(today.year, today.month, self.words.relative.month[match["rm"].lower()])
        return month_part(year, month, self.words.parts[match["part"].lower()]), "relative", Day(year, month)

    def _decade(self, match: re.Match[str]) -> Reading:
        year = int(match["y"]) * 10
        if match["part"]:
            first, last = self.words.decade_parts[match["part"].lower()]
            return f"{year + first:04d}/{year + last:04d}", "stated", Day(year)
        return f"{match['y']}X", "stated", Day(year)

    def _years(self, match: re.Match[str]) -> Reading:
        first, second = int(match["y"]), match["y2"]
        last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
        return (f"{first:04d}/{last:04d}", "stated", Day(last)) if last > first else None

    def _season(self, match: re.Match[str]) -> Reading:
        season, which = self.words.seasons[match["s"].lower()], (match["which"] or "").lower()
        if match["y"]:
            year = int(match["y"])
        elif which in ("last", "next", "this"):
            year = self.context.document.year + {"last": -1, "next": 1, "this": 0}[which]
        else:
            return None
        return f"{year:04d}-{season}", "stated" if match["y"] else "relative", Day(year, season=season)

    def _weekday(self, match: re.Match[str]) -> Reading:
        """By itself the last one there was; *last* and *next* leave out the day of writing."""
        today, which = self.context.document, match["which"].lower()
        ahead = (self.words.weekdays[match["w"]] - today.weekday()) % 7
        if which == "this":
            ahead = self.words.weekdays[match["w"]] - today.weekday()
        elif which == "next":
            ahead = ahead or 7
        elif ahead or which == "last":
            ahead -= 7
        day = today + timedelta(days=ahead)
        return day.isoformat(), "relative", Day(day.year, day.month, day.day)

    def _year_part(self, match: re.Match[str]) -> Reading:
        year = int(match["y"]) if match["y"] else self._relative_year(match["ry"].lower())
        part = self.words.year_parts[match["part"].lower()]
        return year_part(year, part), "stated" if match["y"] else "relative", Day(year)

    def _rest(self, match: re.Match[str]) -> Reading:
        today = self.context.document
        if match[0].lower() in self.words.relative.rest_of_year:
            return f"{today.isoformat()}/{today.year:04d}-12-31", "relative", Day(today.year)
        end = month_part(today.year, today.month, (-1, -1))
        return f"{today.isoformat()}/{end}", "relative", Day(today.year, today.month)

    def _relative(self, match: re.Match[str]) -> Reading:
        word, relative = match[0].lower(), self.words.relative
        today, anchor = self.context.document, self.context.anchor
        if word in relative.year or word in relative.year_of_last:
            year = self._relative_year(word)
            return Day(year).edtf(), "relative", Day(year)
        if word in relative.month or (word in relative.month_of_last and anchor.month):
            base = (today.year, today.month) if word in relative.month else (anchor.year, anchor.month)
            year, month = shift_month(*base, {**relative.month, **relative.month_of_last}[word])
            return Day(year, month).edtf(), "relative", Day(year, month)
        if word in relative.week or (word in relative.week_of_last and anchor.day):
            start = today if word in relative.week else anchor.first()
            by = {**relative.week, **relative.week_of_last}[word]
            moved = start + timedelta(weeks=by)
            return week_of(start, by), "relative", Day(moved.year, moved.month)
        if word in relative.day or (word in relative.day_of_last and anchor.day):
            start = today if word in relative.day else anchor.first()
            day: date = start + timedelta(days={**relative.day, **relative.day_of_last}[word])
            return day.isoformat(), "relative", Day(day.year, day.month, day.day)
        return None


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))
