"""Atoms of dates where the unit follows the number, in Korean and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shiome.reading.coding.dates.atoms.atom import Atom, Kind, Origin
from shiome.reading.coding.dates.atoms.reading import DateRules
from shiome.reading.coding.dates.find import alternatives
from shiome.reading.lexicon import Lexicon, load_lexicon

_HAN = "〇零一二三四五六七八九"
_HAN_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS: tuple[Kind, ...] = ("fiscal", "year", "month", "day")
_RELATIVE: tuple[tuple[str, Kind, Origin], ...] = (
    ("year", "year", "document"),
    ("year_of_last", "year", "last"),
    ("month", "month", "document"),
    ("month_of_last", "month", "last"),
    ("week", "week", "document"),
    ("week_of_last", "week", "last"),
    ("day", "day", "document"),
    ("day_of_last", "day", "last"),
)


def han_number(written: str) -> int:
    """The number that Chinese numerals below a hundred write, or a run of digits.

    >>> han_number("二十八"), han_number("十"), han_number("二〇二四"), han_number("15")
    (28, 10, 2024, 15)
    """
    if written.isascii():
        return int(written)
    if "十" in written:
        tens, _, ones = written.partition("十")
        return 10 * (_HAN_DIGITS.get(tens, 1) if tens else 1) + (_HAN_DIGITS.get(ones, 0) if ones else 0)
    value = 0
    for character in written:
        value = value * 10 + _HAN_DIGITS[character]
    return value


class UnitLastAtoms:
    """Finds the atoms of one language."""

    def __init__(self, language: str) -> None:
        self.lexicon = load_lexicon(language)
        self.hangul = language == "ko"
        self.words = _relative_words(self.lexicon)
        self.pattern = _pattern(self.lexicon, self.words, hangul=self.hangul)

    def __call__(self, text: str) -> Iterator[Atom]:
        """The atoms of a text, in order."""
        for match in self.pattern.finditer(text):
            yield from self._atoms(match)

    def _atoms(self, match: re.Match[str]) -> Iterator[Atom]:
        start, end = match.span()
        times = self.lexicon.times
        if match["iso"]:
            yield from _iso(match)
        elif match["word"]:
            yield self.words[match["word"]].at(start, end)
        elif match["count"]:
            if (atom := _counted(match, self.lexicon)) is not None:
                yield atom
        elif match["decade"]:
            yield from self._decade(match)
        elif match["century"] or match["this_century"]:
            named = times.centuries.get(match["this_century"] or "")
            yield Atom(start, end, "century", named if named is not None else han_number(match["century"]))
        elif match["quarter"]:
            yield Atom(start, end, "quarter", times.quarters.get(match["quarter"]) or han_number(match["quarter"]))
        elif match["weekday"]:
            yield from self._weekday(match)
        else:
            yield from self._number(match)

    def _decade(self, match: re.Match[str]) -> Iterator[Atom]:
        written = han_number(match["decade"])
        if len(match["decade"]) == 4 and match["decade"].isascii():
            yield Atom(*match.span(), "decade", written)
            return
        century = self.lexicon.times.century_words.get((match["age"] or "").strip())
        if century is None:
            century = 19 if written >= 50 else 20
        yield Atom(*match.span(), "decade", century * 100 + written)

    def _weekday(self, match: re.Match[str]) -> Iterator[Atom]:
        day = self.lexicon.times.weekdays[match["weekday"]]
        turn = self.lexicon.times.weekday_turns.get(match["turn"] or "")
        if turn is None or self.hangul:
            yield Atom(*match.span(), "weekday", day + 7 * (turn or 0))
        else:
            # 下周一 is the Monday of the next week.
            yield Atom(match.start(), match.end("turn"), "week", turn, "document")
            yield Atom(match.start("weekday"), match.end(), "weekday", day)

    def _number(self, match: re.Match[str]) -> Iterator[Atom]:
        unit = match["unit"]
        bare = match["bare"] is not None
        if bare:
            unit = match["lent"]
        units = self.lexicon.dates.units
        kind: Kind = next(kind for kind in _UNITS if unit in units[kind])
        value = han_number(match["bare"] if bare else match["number"])
        if kind in ("year", "fiscal") and value < 100:
            value += 2000 if value < 50 else 1900
        if value:
            yield Atom(match.start(), match.end("bare") if bare else match.end(), kind, value, bare=bare)


@dataclass(frozen=True, slots=True)
class _Word:
    kind: Kind
    value: int
    origin: Origin
    of_year: tuple[int, int] | None = None
    of_month: tuple[int, int] | None = None
    alone: str = ""

    def at(self, start: int, end: int) -> Atom:
        return Atom(start, end, self.kind, self.value, self.origin, self.of_year, self.of_month, self.alone)


def _relative_words(lexicon: Lexicon) -> dict[str, _Word]:
    dates, times = lexicon.dates, lexicon.times
    words: dict[str, _Word] = {}
    for table, kind, origin in _RELATIVE:
        for word, value in getattr(dates.relative, table).items():
            words[word] = _Word(kind, value, origin)
    for word, code in dates.seasons.items():
        words[word] = _Word("season", code, "stated")
    for word in {*dates.parts, *dates.year_parts}:
        words[word] = _Word("part", 0, "stated", dates.year_parts.get(word), dates.parts.get(word))
    for word, months in times.half_words.items():
        words[word] = _Word("part", 0, "stated", months, dates.parts.get(word), "year")
    for word, days in times.month_part_words.items():
        words[word] = _Word("part", 0, "stated", None, days, "month")
    for word in dates.relative.rest_of_year:
        words[word] = _Word("rest", 0, "document", alone="year")
    for word in dates.relative.rest_of_month:
        words[word] = _Word("rest", 0, "document", alone="month")
    return words


def _pattern(lexicon: Lexicon, words: dict[str, _Word], *, hangul: bool) -> re.Pattern[str]:
    dates, times = lexicon.dates, lexicon.times
    digit = r"(?<![0-9.,])[0-9]"
    han = rf"[{_HAN}十两]"
    edge = r"(?<![가-힣])" if hangul else ""
    count = rf"(?:{digit}{{1,3}}|{alternatives(times.numbers)}{'' if hangul else f'|{han}{{1,3}}'})"
    turned = alternatives([*times.ago, *times.ahead, *times.earlier, *times.later])
    not_day = rf"(?!\s*(?:{alternatives(times.not_a_day)}))"
    # Words like "end" and "spring" are written right behind a unit; the others begin a word.
    loose = {word for word, entry in words.items() if entry.kind in ("part", "season") and not entry.alone}
    behind = alternatives((*lexicon.grammar.cases, *times.loose))
    tail = rf"(?=$|[^가-힣]|(?:{alternatives(loose)})?(?:$|[^가-힣]|{behind}))" if hangul else ""
    parts = [
        r"(?P<iso>(?<![0-9.])[12][0-9]{3}\s?[-./]\s?[0-9]{1,2}\s?[-./]\s?[0-9]{1,2}(?![0-9]))",
        (
            rf"(?P<count>{edge}(?:(?P<whole>{alternatives(times.whole_counts)})|(?P<n>{count})\s*"
            rf"(?P<of>{alternatives(times.counted_units)}))\s*(?P<turned>{turned}))"
        ),
        (
            rf"(?:(?P<age>{alternatives(times.century_words)})\s*)?(?P<decade>{digit}{{2,4}}|{han}{{1,2}})\s*"
            rf"(?:{alternatives(dates.units['decade'])})"
        ),
        rf"(?P<century>{digit}{{2}}|{han}{{2,3}})\s*(?:{alternatives(times.century)})|(?P<this_century>{alternatives(times.centuries)})",
        rf"第?(?P<quarter>{digit}|{alternatives(times.quarters)})\s*(?:{alternatives(times.quarter)})",
        rf"(?:(?P<turn>{alternatives(times.weekday_turns)})\s*)?(?P<weekday>{alternatives(times.weekdays)})",
        rf"(?P<word>(?:{edge}(?:{alternatives(set(words) - loose)})|(?:{alternatives(loose)})){tail})",
        _numbers(lexicon, digit, han, hangul=hangul) + not_day,
        (
            rf"(?P<bare>{digit}{{1,4}})(?=\s*(?:{alternatives(dates.ranges)})\s*[0-9]{{1,4}}\s*"
            rf"(?P<lent>{_units(lexicon)}){not_day})"
        ),
    ]
    return re.compile("|".join(parts))


def _units(lexicon: Lexicon) -> str:
    return alternatives(unit for kind in _UNITS for unit in lexicon.dates.units[kind])


def _numbers(lexicon: Lexicon, digit: str, han: str, *, hangul: bool) -> str:
    """Numbers with their unit. Two digits are a year only before a month, behind an apostrophe or at the end of a range."""
    units = lexicon.dates.units
    year, month = alternatives((*units["fiscal"], *units["year"])), alternatives(units["month"])
    fine = alternatives((*units["month"], *units["day"]))
    choices = [
        rf"(?<![0-9.,])[12][0-9]{{3}}(?=\s*(?:{year}))",
        rf"(?<=['’‘~–-])[0-9]{{2}}(?=\s*(?:{year}))",
        rf"{digit}{{2}}(?=\s*(?:{year})\s*[0-9]{{1,2}}\s*(?:{month}))",
        rf"{digit}{{1,2}}(?=\s*(?:{fine}))",
    ]
    if not hangul:
        choices += [rf"[{_HAN}]{{4}}(?=年)", rf"{han}{{1,3}}(?=月)", rf"(?<=月){han}{{1,3}}(?=[日号])"]
    return rf"(?P<number>{'|'.join(choices)})\s*(?P<unit>{_units(lexicon)})"


def _iso(match: re.Match[str]) -> Iterator[Atom]:
    start, end = match.span()
    year, month, day = (int(number) for number in re.findall("[0-9]+", match["iso"]))
    yield Atom(start, start + 4, "year", year)
    yield Atom(start + 4, start + 5, "month", month)
    yield Atom(start + 5, end, "day", day)


def _counted(match: re.Match[str], lexicon: Lexicon) -> Atom | None:
    times = lexicon.times
    if match["whole"]:
        unit, number = times.whole_counts[match["whole"]]
    else:
        unit = times.counted_units[match["of"]]
        number = times.numbers.get(match["n"]) or han_number(match["n"])
    if match["turned"] in times.ago:
        number, origin = -number, "document"
    elif match["turned"] in times.ahead:
        origin = "document"
    else:
        origin = "last"
        number = -number if match["turned"] in times.earlier else number
    if unit == "half":
        unit, number = "month", number * 6
    return Atom(*match.span(), unit, number, origin, counted=True)  # type: ignore[arg-type] # the lexicon names kinds


def unit_last_rules(language: str) -> DateRules:
    """How ``ko`` or ``zh`` builds its dates."""
    lexicon = load_lexicon(language)
    dates, times = lexicon.dates, lexicon.times
    joiner = rf"\s*[)）]?\s*(?:{alternatives(dates.joiners)})?\s*"
    return DateRules(
        atoms=UnitLastAtoms(language),
        coarse_first=True,
        joiner=re.compile(joiner),
        ranges=re.compile(rf"\s*(?:{alternatives(dates.ranges)})\s*"),
        lists=re.compile(rf"\s*(?:{alternatives(times.lists)})\s*"),
        behind=(
            ("since", re.compile(rf"\s*(?:{alternatives(dates.since)})")),
            ("until", re.compile(rf"\s*(?:{alternatives(dates.until)})")),
            ("before", re.compile(rf"\s*(?:{alternatives(dates.before)})")),
        ),
        before=(
            ("since", re.compile(rf"(?:{alternatives(times.since_before)})\s*$")),
            ("until", re.compile(rf"(?:{alternatives(times.until_before)})\s*$")),
            ("before", re.compile(rf"(?:{alternatives(times.before_before)})\s*$")),
        ),
        fiscal_start=dates.fiscal_start,
        ahead=re.compile(alternatives(times.ahead_cues)),
    )
