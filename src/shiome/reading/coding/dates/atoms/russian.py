"""Atoms of dates in Russian, where the day comes before the month and the month before the year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shiome.reading.coding.dates.atoms.atom import Atom, Kind, Origin
from shiome.reading.coding.dates.atoms.reading import DateRules
from shiome.reading.coding.dates.find import alternatives
from shiome.reading.lexicon import Lexicon, load_lexicon

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
_YEAR = r"(?:1[0-9]|20)[0-9]{2}"
_ORDINAL = r"(?:-?(?:го|е|му|м|й|ый|ого|ом|х))?"
_YEAR_WORD = r"(?:год(?:а|у|ом|е|ы|ов|ах|ами)?|гг?\.)"
_ADVERBIAL = ("ой", "ом", "ью")
"""Endings of a season's name that tell when."""
_DASH = r"(?:–|—|-|по|до|и)"


class RussianAtoms:
    """Finds the atoms of Russian dates."""

    def __init__(self) -> None:
        self.lexicon = load_lexicon("ru")
        self.words = _words(self.lexicon)
        self.pattern = _pattern(self.lexicon)

    def __call__(self, text: str) -> Iterator[Atom]:
        """The atoms of a text, in order."""
        last: Atom | None = None
        for match in self.pattern.finditer(text):
            for atom in self._atoms(match, text, last):
                last = atom
                yield atom

    def _atoms(self, match: re.Match[str], text: str, last: Atom | None) -> Iterator[Atom]:
        name = match.lastgroup or ""
        start = match.start()
        if name == "iso":
            yield from _iso(match)
        elif name in ("plain_year", "unit"):
            # A bare number is a year behind a month; "of the year" stands behind a part of it.
            if last is not None and not text[last.end : start].strip(" (") and start - last.end <= 2:
                yield from self._leaning(match, name, last)
        elif name == "word":
            yield self._relative(match)
        elif name == "season":
            yield from self._season(match)
        elif name in ("count_behind", "count_before"):
            if (atom := self._counted(match, name)) is not None:
                yield atom
        else:
            yield from self._plain(match, name)

    def _leaning(self, match: re.Match[str], name: str, last: Atom) -> Iterator[Atom]:
        if name == "plain_year" and last.kind == "month":
            yield Atom(*match.span(), "year", int(match["plain_year"]))
        if name == "unit" and last.kind == "part":
            kind: Kind = "month" if match["unit"].lower().startswith("мес") else "year"
            yield Atom(*match.span(), kind, 0, "document")

    def _relative(self, match: re.Match[str]) -> Atom:
        kind, value, origin, alone = self.words[match["word"].lower()]
        dates = self.lexicon.dates
        word = match["word"].lower()
        return Atom(*match.span(), kind, value, origin, dates.year_parts.get(word), dates.parts.get(word), alone)

    def _season(self, match: re.Match[str]) -> Iterator[Atom]:
        start, end = match.span()
        turn = match["season_turn"]
        word = match["season"].lower()
        # "In spring" by itself is that of the year one speaks of; in other cases a season may be any.
        alone = "year" if word.endswith(_ADVERBIAL) else ""
        yield Atom(start, end, "season", self.lexicon.dates.seasons[word], alone=alone)
        if turn:
            yield Atom(end, end, "year", self.lexicon.times.weekday_turns[turn.lower()], "document")

    def _plain(self, match: re.Match[str], name: str) -> Iterator[Atom]:
        start, end = match.span()
        times, written = self.lexicon.times, match[name].lower()
        if name == "decade":
            year = int(written)
            yield Atom(start, end, "decade", year if year > 999 else year + (1900 if year >= 30 else 2000))
        elif name == "fiscal":
            yield Atom(start, end, "fiscal", int(written))
        elif name == "century":
            yield Atom(start, end, "century", times.centuries.get(written) or int(re.sub("[^0-9]", "", written) or 0))
        elif name in ("year", "listed_year", "bare_year"):
            yield Atom(
                start, match.end(name) if name != "year" else end, "year", int(written), bare=name == "bare_year"
            )
        elif name in ("day", "bare_day"):
            yield Atom(start, match.end(name) if name == "bare_day" else end, "day", int(written), bare=name != "day")
        elif name == "month":
            yield Atom(start, end, "month", self.lexicon.dates.months[written])
        elif name == "day_number":
            yield Atom(start, end, "day", int(written))
        elif name == "quarter":
            yield Atom(start, end, "quarter", times.quarters[written])
        elif name == "weekday":
            turn = times.weekday_turns.get((match["turn"] or "").lower(), 0)
            yield Atom(start, end, "weekday", times.weekdays[written] + 7 * turn)

    def _counted(self, match: re.Match[str], name: str) -> Atom | None:
        times = self.lexicon.times
        behind = name == "count_behind"
        number, unit = (match["n"], match["of"]) if behind else (match["n2"], match["of2"])
        turned = (match["turned"] if behind else match["lead"]).lower()
        kind = times.counted_units[unit.lower()]
        count = 1
        if number:
            count = int(number) if number.isdigit() else times.numbers[number.lower()]
        origin: Origin = "document"
        if turned in times.ago:
            count = -count
        else:
            origin = "last"
            count = -count if turned in times.earlier else count
        if kind == "half":
            kind, count = "month", count * 6
        return Atom(*match.span(), kind, count, origin, counted=True)  # type: ignore[arg-type] # the lexicon names kinds


def _iso(match: re.Match[str]) -> Iterator[Atom]:
    start, end = match.span()
    numbers = [int(number) for number in re.findall("[0-9]+", match["iso"])]
    if numbers[0] > 31:
        numbers.reverse()
    if end - start > 3:
        yield Atom(start, start + 1, "day", numbers[0])
        yield Atom(start + 1, start + 2, "month", numbers[1])
        yield Atom(start + 2, end, "year", numbers[2])


def _words(lexicon: Lexicon) -> dict[str, tuple[Kind, int, Origin, str]]:
    words: dict[str, tuple[Kind, int, Origin, str]] = {}
    relative = lexicon.dates.relative
    for word in {*lexicon.dates.parts, *lexicon.dates.year_parts}:
        words[word] = ("part", 0, "stated", "")
    for table, kind, origin in _RELATIVE:
        for word, value in getattr(relative, table).items():
            words[word] = (kind, value, origin, "")
    for word in relative.rest_of_year:
        words[word] = ("rest", 0, "document", "year")
    for word in relative.rest_of_month:
        words[word] = ("rest", 0, "document", "month")
    return words


def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    dates, times = lexicon.dates, lexicon.times
    months = alternatives(dates.months)
    turns = alternatives(times.weekday_turns)
    number = rf"[0-9]{{1,3}}|{alternatives(times.numbers)}"
    units = alternatives(times.counted_units)
    behind, before = alternatives([*times.ago, *times.earlier, *times.later]), alternatives(times.later_before)
    roman = alternatives(times.centuries)
    parts = [
        r"(?P<iso>[0-9]{1,2}\.[0-9]{1,2}\.[12][0-9]{3}|[12][0-9]{3}-[0-9]{2}-[0-9]{2})",
        rf"(?P<decade>[12][0-9]{{2}}0|[0-9]0)-(?:х|е|ми|м|ые|ых)\b(?:\s+{_YEAR_WORD})?(?:\s+прошлого века)?",
        rf"(?P<fiscal>{_YEAR}){_ORDINAL}\s+финансов\w+\s+год\w*",
        rf"(?P<listed_year>{_YEAR})(?=(?:\s*,\s*{_YEAR})+\s*(?:,|и|или)\s*{_YEAR}{_ORDINAL}\s*{_YEAR_WORD})",
        rf"(?P<bare_year>{_YEAR})(?=\s*{_DASH}\s*{_YEAR}{_ORDINAL}\s*{_YEAR_WORD})",
        rf"(?P<year>{_YEAR}){_ORDINAL}\s*{_YEAR_WORD}",
        rf"(?P<century>{roman}|[0-9]{{2}}){_ORDINAL}\s+(?:{alternatives(times.century)})",
        rf"(?P<quarter>{alternatives(times.quarters)}){_ORDINAL}\s+квартал\w*",
        rf"(?P<count_before>(?P<lead>{before})\s+(?:(?P<n2>{number})\s+)?(?P<of2>{units}))",
        rf"(?P<count_behind>(?:(?P<n>{number})\s+)?(?P<of>{units})\s+(?P<turned>{behind}))",
        rf"(?:(?P<season_turn>{turns})\s+)?(?P<season>{alternatives(dates.seasons)})",
        rf"(?:(?P<turn>{turns})\s+)?(?P<weekday>{alternatives(times.weekdays)})",
        rf"(?P<word>{alternatives(_words(lexicon))})",
        rf"(?P<bare_day>[0-9]{{1,2}})(?=\s*{_DASH}\s*[0-9]{{1,2}}{_ORDINAL}\s+(?:{months}))",
        rf"(?P<day>[0-9]{{1,2}}){_ORDINAL}(?=\s+(?:{months})\b)|(?P<day_number>[0-9]{{1,2}}){_ORDINAL}\s+числа",
        rf"(?P<month>{months})",
        rf"(?P<plain_year>{_YEAR})(?!\s*(?:{alternatives(times.not_a_day)})|[0-9%.,][0-9]|%)",
        r"(?P<unit>года?|году|месяца?|месяце)",
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def russian_rules() -> DateRules:
    """How Russian builds its dates."""
    lexicon = load_lexicon("ru")
    dates, times = lexicon.dates, lexicon.times
    flags = re.IGNORECASE
    return DateRules(
        atoms=RussianAtoms(),
        coarse_first=False,
        joiner=re.compile(rf"\s*,?\s*(?:{alternatives(dates.joiners)})?\s*", flags),
        ranges=re.compile(rf"\s*(?:{alternatives(dates.ranges)})\s*", flags),
        between=re.compile(rf"\b(?:{alternatives(times.between)})\s+$", flags),
        lists=re.compile(rf"\s*(?:{alternatives(times.lists)})\s*", flags),
        behind=(),
        before=(
            ("since", re.compile(rf"\b(?:{alternatives(times.since_before)})\s+$", flags)),
            ("until", re.compile(rf"\b(?:{alternatives(times.until_before)})\s+$", flags)),
            ("before", re.compile(rf"\b(?:{alternatives(times.before_before)})\s+$", flags)),
        ),
        fiscal_start=dates.fiscal_start,
        ahead=re.compile(rf"\b(?:{alternatives(times.ahead_cues)})", flags),
    )
