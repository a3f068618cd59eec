"""Actor dictionaries: names to codes that hold between dates.

```
GOLLUM                      a name, its synonyms below it
+SMEAGOL
    [HOB < 950601]          until (and on) 1995-06-01
    [HOBGOV 19950601 - 19990815]
    [HOBREB > 990816]
GONDOR [GON]                at all times
```

Dates have six digits (``yymmdd``, years up to 30 being of this century) or eight. A code without dates
holds where none of the dated ones does. A name that several entries share has the codes of all of them.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from shiome.reading.dictionaries.phrases import PhraseIndex
from shiome.reading.dictionaries.source import Problem, content_lines, read_text, words_of

_CODE = re.compile(r"\[([^\]]*)\]")
_DATED = re.compile(r"^(?P<code>\S*?)\s*(?:(?P<side>[<>])\s*(?P<day>\d+)|(?P<first>\d{6,8})\s*-\s*(?P<last>\d{6,8}))$")


class DatedCode(NamedTuple):
    """A code with the first and last day on which it holds (inclusive); ``None`` is open."""

    code: str
    first: date | None = None
    last: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the code is valid on ``day``."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class Actor(NamedTuple):
    """An entry: its first name and its codes in the order of the file."""

    name: str
    codes: tuple[DatedCode, ...]

    def code_on(self, day: date | None) -> str:
        """The code valid on ``day``; empty where none is. Without a day only undated codes are considered.

        Of several dated codes that hold, that of the shortest time stands (an office held within a life), then the first.
        """
        dated = [entry for entry in self.codes if entry.first or entry.last]
        holding = [entry for entry in dated if day is not None and entry.holds_on(day)]
        if holding:
            return min(holding, key=_length).code
        return next((entry.code for entry in self.codes if not entry.first and not entry.last), "")


def _length(entry: DatedCode) -> int:
    """Days that a code holds; one that is open on either side is longer than any that is not."""
    return (entry.last - entry.first).days if entry.first and entry.last else date.max.toordinal()


class ActorDictionary:
    """Names in capitals to actors, with the lines that could not be read."""

    def __init__(self, index: PhraseIndex[Actor], problems: tuple[Problem, ...] = ()) -> None:
        self.index = index
        self.problems = problems

    def code(self, name: str, day: date | None = None) -> str:
        """The code of a name on a day; empty where the name is unknown or has no code then."""
        actor = self.index.get(words_of(name))
        return actor.code_on(day) if actor else ""

    def __len__(self) -> int:
        return len(self.index)


class _Entry:
    """An entry while its lines are being read."""

    def __init__(self, name: str, line: int) -> None:
        self.name = name
        self.line = line
        self.phrases = [words_of(name)]
        self.codes: list[DatedCode] = []


def parse_actors(text: str, index: PhraseIndex[Actor] | None = None) -> ActorDictionary:
    r"""Read the text of an actor dictionary, adding to ``index`` where one is given.

    >>> actors = parse_actors("ZIMBABWE\n\t[RHO <790606]\n\t[ZBW]")
    >>> actors.code("Zimbabwe", date(1978, 12, 23)), actors.code("Zimbabwe", date(2001, 1, 1))
    ('RHO', 'ZBW')
    """
    index = PhraseIndex() if index is None else index
    problems: list[Problem] = []
    entry: _Entry | None = None
    for line in content_lines(text):
        phrase = _CODE.sub("", line.text).strip()
        codes = _read_codes(line.text, line.number, problems)
        if phrase.startswith("+"):
            if entry is None:
                problems.append(Problem(line.number, "a synonym without an entry", line.text))
                continue
            entry.phrases.append(words_of(phrase[1:]))
        elif phrase:
            _close(entry, index, problems)
            entry = _Entry(phrase, line.number)
        if entry is not None:
            entry.codes.extend(codes)
    _close(entry, index, problems)
    return ActorDictionary(index, tuple(problems))


def read_actors(*paths: Path) -> ActorDictionary:
    """Read actor dictionaries in order of precedence into one."""
    index: PhraseIndex[Actor] = PhraseIndex()
    problems: list[Problem] = []
    for path in paths:
        problems.extend(parse_actors(read_text(path), index).problems)
    return ActorDictionary(index, tuple(problems))


def _close(entry: _Entry | None, index: PhraseIndex[Actor], problems: list[Problem]) -> None:
    if entry is None:
        return
    if not entry.codes:
        problems.append(Problem(entry.line, "an entry without a code", entry.name))
        return
    actor = Actor(entry.name.strip("_ "), tuple(entry.codes))
    for phrase in entry.phrases:
        if not index.add(phrase, actor):
            known = index.get(phrase)
            if known is not None and known is not actor:
                index.replace(phrase, Actor(known.name, known.codes + actor.codes))


def _read_codes(text: str, number: int, problems: list[Problem]) -> list[DatedCode]:
    found: list[DatedCode] = []
    for block in _CODE.findall(text):
        content = block.strip()
        dated = _DATED.match(content)
        if dated is None:
            if not content or " " in content or "<" in content or ">" in content:
                problems.append(Problem(number, "a code block that cannot be read", text))
            else:
                found.append(DatedCode(content.upper()))
            continue
        days = [_day(dated[name]) if dated[name] else None for name in ("day", "first", "last")]
        if dated["side"] and days[0]:
            first, last = (None, days[0]) if dated["side"] == "<" else (days[0], None)
        elif days[1] and days[2]:
            first, last = days[1], days[2]
        else:
            problems.append(Problem(number, "a date that is none", text))
            continue
        found.append(DatedCode(dated["code"].upper(), first, last))
    return found


def _day(digits: str) -> date | None:
    """``yymmdd`` or ``yyyymmdd`` as a day; ``None`` where it is none."""
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= 30 else "19") + digits
    if len(digits) != 8:
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
