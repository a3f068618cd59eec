"""Japanese dates: 2024年6月19日, 令和5年, 昨年8月."""

from __future__ import annotations

import re
from datetime import date

from shiome.reading.coding.dates.find import (
    Basis,
    DateContext,
    DateMention,
    Day,
    Relation,
    fiscal_year,
    full_year,
    month_part,
    quarter_of,
    readable,
    shift_month,
    valid_day,
    year_part,
)
from shiome.reading.coding.dates.japanese_grammar import Grammar, japanese_grammar
from shiome.reading.coding.dates.japanese_words import WordReader, kanji_date
from shiome.reading.lexicon import DateWords

_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_KANJI = str.maketrans("〇一二三四五六七八九", "0123456789")


def japanese_dates(text: str, context: DateContext) -> list[DateMention]:
    """Date expressions of a Japanese sentence."""
    grammar = japanese_grammar()
    plain = text.translate(_WIDE)
    found: list[DateMention] = []
    position = 0
    while (begin := grammar.start.search(plain, position)) is not None:
        match = grammar.whole.match(plain, begin.start())
        if match is None or match.end() == match.start():
            position = begin.end()
            continue
        reading = _Reader(grammar.words, context).read(plain, match)
        if reading is None:
            position = match.start() + 1 if not match["y"] else max(match.start() + 1, match.end("y"))
            continue
        edtf, basis, last = reading
        end = _trimmed_end(plain, match)
        if readable(edtf):
            if not grammar.lasting.match(plain, end):
                # 「2023年末以降」 is where something began, not where the tale has got to.
                context.last = last
            if found and _named_in_brackets(plain, found[-1], match):
                found.pop()
            found.append(_mention(grammar, text, match.start(), end, edtf, basis))
        position = max(end, match.start() + 1)
    return found


def _mention(grammar: Grammar, text: str, start: int, end: int, edtf: str, basis: Basis) -> DateMention:
    if (about := grammar.about.match(text, end)) and "/" not in edtf:
        edtf, end = f"{edtf}~", about.end()
    return DateMention(
        start=start,
        end=end,
        text=text[start:end],
        edtf=edtf,
        basis=basis,
        relation=_relation(grammar, text, end),
        lasting=grammar.lasting.match(text, end) is not None,
    )


def _named_in_brackets(text: str, before: DateMention, match: re.Match[str]) -> bool:
    """「当日（1月21日）」: the brackets say which day was meant."""
    return before.basis == "relative" and bool(match["d"]) and text[before.end : match.start()].strip() in ("（", "(")


def _trimmed_end(text: str, match: re.Match[str]) -> int:
    end = match.end()
    while end > match.start() and (text[end - 1].isspace() or text[end - 1] in "のの의"):
        end -= 1
    inside = text[match.start() : end]
    return end - 1 if text[end - 1] in ")）" and not set("(（") & set(inside) else end


def _relation(grammar: Grammar, text: str, end: int) -> Relation:
    if grammar.since.match(text, end):
        return "since"
    if grammar.until.match(text, end):
        return "until"
    return "before" if grammar.before.match(text, end) else ""


class _Reader:
    """Reads one match."""

    def __init__(self, words: DateWords, context: DateContext) -> None:
        self.words = words
        self.context = context

    def read(self, text: str, match: re.Match[str]) -> tuple[str, Basis, Day] | None:
        """EDTF, basis, and the date that later words may refer to; ``None`` for what is no date."""
        if match["iso"]:
            return self._iso(match["iso"])
        if match["kanji"]:
            return kanji_date(match["kanji"])
        word = WordReader(self.words, self.context).read(match)
        return word if word is not False else self._parts(text, match)

    def _iso(self, written: str) -> tuple[str, Basis, Day] | None:
        year, month, day = (int(number) for number in re.split(r"[-/.]", written))
        if not valid_day(year, month, day):
            return None
        return Day(year, month, day).edtf(), "stated", Day(year, month, day)

    # ------------------------------------------------------------------ year, month, day

    def _parts(self, text: str, match: re.Match[str]) -> tuple[str, Basis, Day] | None:
        year, basis = self._year(text, match)
        if year is None:
            return None
        if match["yu"] in self.words.units["fiscal"]:
            return fiscal_year(year, self.words.fiscal_start), basis, Day(year)
        if match["yu"] in self.words.units["decade"]:
            return self._decade(match, year, basis)
        if match["y2"]:
            return self._years(year, match["y2"], basis)
        month, month_basis, year = self._month(match, year)
        basis = month_basis if month_basis != "stated" else basis
        if not month and match["d"]:
            if text.startswith(self.words.not_a_year, match.end()):
                return None
            month, year, basis = self._month_of_day(match, year)
        if not month:
            return self._year_only(match, year, basis)
        if match["m2"]:
            return f"{year:04d}-{month:02d}/{year:04d}-{int(match['m2']):02d}", basis, Day(year, int(match["m2"]))
        if match["d"]:
            return self._days(match, year, month, basis)
        if not 1 <= month <= 12:
            return None
        if match["part"] in self.words.parts:
            return month_part(year, month, self.words.parts[match["part"]]), basis, Day(year, month)
        return Day(year, month).edtf(), basis, Day(year, month)

    def _year(self, text: str, match: re.Match[str]) -> tuple[int | None, Basis]:
        if match["y"]:
            return self._written_year(text, match)
        if match["ry"]:
            year = self._relative_year(match["ry"])
            bare = not (match["m"] or match["rm"] or match["d"] or match["s"] or match["part"])
            # 同 alone is no date; 同6月 is.
            return (None if bare and len(match["ry"]) == 1 else year), "relative"
        if match["rm"]:
            return self.context.document.year, "relative"
        if match["m"]:
            month = int(match["m"])
            if not 1 <= month <= 12:
                return None, "completed"
            return self.context.complete_year(month, int(match["d"] or 0)), "completed"
        if match["d"]:
            return self.context.anchor.year, "completed"
        return None, "stated"

    def _written_year(self, text: str, match: re.Match[str]) -> tuple[int | None, Basis]:
        written = match["y"].translate(_KANJI) if match["y"][0] in "〇一二三四五六七八九" else match["y"]
        if match["era"]:
            number = 1 if written == self.words.first_year else int(written)
            return self.words.eras[match["era"]] + number - 1, "stated"
        if not written.isdigit():
            return None, "stated"
        number = int(written)
        if len(written) == 4:
            return (number or None), "stated"
        if len(written) != 2 or match["yu"] in self.words.units["fiscal"]:
            return None, "stated"
        rest = text[match.end("yu") :].lstrip()
        parted = match["m"] or match["s"] or match["part"]
        if not parted and (rest.startswith(self.words.not_a_year) or not _may_follow_a_year(rest)):
            decade = match["yu"] in self.words.units["decade"] and number % 10 == 0
            return (full_year(number, self.context.document) if decade else None), "stated"
        return full_year(number, self.context.document), "stated"

    def _relative_year(self, word: str) -> int:
        relative = self.words.relative
        if word in relative.year:
            return self.context.document.year + relative.year[word]
        return self.context.anchor.year + relative.year_of_last[word]

    def _decade(self, match: re.Match[str], year: int, basis: Basis) -> tuple[str, Basis, Day] | None:
        if year % 10:
            return None
        part = self.words.decade_parts.get(match["part"] or "")
        if part is not None:
            return f"{year + part[0]:04d}/{year + part[1]:04d}", basis, Day(year)
        return f"{year // 10:03d}X", basis, Day(year)

    def _month(self, match: re.Match[str], year: int) -> tuple[int, Basis, int]:
        if match["rm"] and not match["m"]:
            relative = self.words.relative
            if match["rm"] in relative.month:
                base, by = self.context.document, relative.month[match["rm"]]
                year, month = shift_month(base.year, base.month, by)
                return month, "relative", year
            anchor = self.context.anchor
            if not anchor.month:
                return 0, "relative", year
            year, month = shift_month(anchor.year, anchor.month, relative.month_of_last[match["rm"]])
            return month, "relative", year
        if match["rm"] and match["m"]:
            # 翌月12月: the word only says which year the month is in.
            anchor = self.context.anchor
            month = int(match["m"])
            later = anchor.month and month < anchor.month and match["rm"] in self.words.relative.month_of_last
            return month, "relative", anchor.year + 1 if later else anchor.year
        return int(match["m"] or 0), "stated", year

    def _month_of_day(self, match: re.Match[str], year: int) -> tuple[int, int, Basis]:
        """The month of a day that comes alone: that of the last date named, if it names one."""
        anchor = self.context.anchor
        if match["y"] or not anchor.month:
            return 0, year, "completed"
        if match["ry"] and match["ry"] not in self.words.relative.year_of_last:
            return 0, year, "completed"
        if self.context.last is None and int(match["d"]) > self.context.document.day:
            year, month = shift_month(anchor.year, anchor.month, -1)
            return month, year, "completed"
        return anchor.month, anchor.year, "completed"

    def _year_only(self, match: re.Match[str], year: int, basis: Basis) -> tuple[str, Basis, Day] | None:
        if match["d"]:
            return None
        if match["q"]:
            return quarter_of(year, int(match["q"])), basis, Day(year)
        if match["s"]:
            season = self.words.seasons[match["s"]]
            return f"{year:04d}-{season}", basis, Day(year, season=season)
        if match["part"] in self.words.year_parts:
            return year_part(year, self.words.year_parts[match["part"]]), basis, Day(year)
        return Day(year).edtf(), basis, Day(year)

    def _years(self, year: int, second: str, basis: Basis) -> tuple[str, Basis, Day] | None:
        last = int(second) if len(second) == 4 else year // 100 * 100 + int(second)
        return (f"{year:04d}/{last:04d}", basis, Day(last)) if last > year else None

    def _days(self, match: re.Match[str], year: int, month: int, basis: Basis) -> tuple[str, Basis, Day] | None:
        day = int(match["d"])
        if not valid_day(year, month, day):
            return None
        end = match["d2"] or match["d3"]
        if not end:
            return Day(year, month, day).edtf(), basis, Day(year, month, day)
        end_month, end_day = int(match["em"] or month), int(end)
        if not valid_day(year, end_month, end_day) or date(year, end_month, end_day) <= date(year, month, day):
            return None
        last = Day(year, end_month, end_day)
        return f"{Day(year, month, day).edtf()}/{last.edtf()}", basis, last


def _may_follow_a_year(rest: str) -> bool:
    """What may follow a bare two-digit year: a particle or a stop. Anything else makes it a number of years."""
    return not rest or rest[0] in "にのからはまで、。（()）以・〜～~–—-" or rest[:2] in ("以降", "以来")
