"""Verb dictionaries of both generations.

```
&TIETYPES              a synonym set
+MILITARY
+ECONOMIC
--- ABANDON [345] ---  a block: its name and its default code
ABANDON                a verb; its regular forms are generated
BREAK {BROKE BROKEN}   a verb with its irregular forms
DOWNPLAY [014]         a verb with a code of its own
+BREAK_DOWN            a verb of several words; the plus marks the one that is inflected
- * &TIETYPES TIES [902]   a pattern, for all verbs of the block
```
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from shiome.reading.dictionaries.inflection import verb_forms
from shiome.reading.dictionaries.patterns import (
    Alternatives,
    Codes,
    Pattern,
    compile_pattern,
    is_second_generation,
    parse_codes,
)
from shiome.reading.dictionaries.source import Line, Problem, content_lines, read_text
from shiome.reading.dictionaries.synsets import split_synsets
from shiome.reading.dictionaries.transformations import Transformation, parse_transformation

_HEADER = re.compile(r"^---\s*(?P<name>[^\[]*?)\s*(?:\[(?P<code>[^\]]*)\].*)?(?:---)?$")
_VERB = re.compile(r"^(?P<verb>[^\[{]+?)\s*(?:\{(?P<forms>[^}]*)\})?\s*(?:\[(?P<code>[^\]]*)\])?$")
_PATTERN = re.compile(r"^(?:-\s*)?(?P<pattern>[^\[]*\*[^\[]*)\[(?P<code>[^\]]*)\]")


class Verb(NamedTuple):
    """A verb: the name of its block, its codes, and the patterns that refine them, the most specific first."""

    name: str
    codes: Codes
    patterns: tuple[Pattern, ...]


class MultiVerb(NamedTuple):
    """The words that must stand right before and right after the inflected one."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    verb: Verb


class VerbDictionary:
    """Forms in capitals to verbs."""

    def __init__(
        self,
        single: dict[str, Verb],
        several: dict[str, list[MultiVerb]],
        *,
        generation: int,
        transformations: tuple[Transformation, ...] = (),
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self.single = single
        self.several = several
        self.generation = generation
        """1 where patterns are linear, 2 where they are written with phrase brackets."""
        self.transformations = transformations
        self.problems = problems

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code that a verb or pattern of the dictionary can give."""
        verbs = [*self.single.values(), *(multi.verb for found in self.several.values() for multi in found)]
        given = {code for verb in verbs for codes in (verb.codes, *(p.codes for p in verb.patterns)) for code in codes}
        return frozenset(given - {""})

    def __len__(self) -> int:
        return len(self.single) + sum(len(found) for found in self.several.values())


class _Block:
    """A block while its lines are being read."""

    def __init__(self, name: str, code: str) -> None:
        self.name = name
        self.codes = parse_codes(code)
        self.verbs: list[tuple[str, str | None, Codes]] = []
        self.patterns: list[Pattern] = []


def read_verbs(path: Path) -> VerbDictionary:
    """Read a verb dictionary; its generation is told from its patterns."""
    return parse_verbs(read_text(path))


def parse_verbs(text: str) -> VerbDictionary:
    r"""Read the text of a verb dictionary.

    >>> verbs = parse_verbs("--- SIGN [057] ---\nSIGN\n- * {TRADE PROTOCOL} [061]")
    >>> verbs.single["SIGNED"].codes.active, verbs.generation
    ('057', 2)
    """
    lines, synsets = split_synsets(list(content_lines(text)))
    problems: list[Problem] = []
    blocks: list[_Block] = []
    rules: list[Transformation] = []
    for line in lines:
        try:
            if line.text.startswith("~"):
                rules.append(parse_transformation(line.text))
            elif line.text.startswith("---"):
                blocks.append(_header(line))
            elif line.text.startswith(("-", "*")):
                _last(blocks).patterns.append(_pattern(line, synsets))
            else:
                _last(blocks).verbs.append(_verb(line))
        except ValueError as error:
            problems.append(Problem(line.number, str(error), line.text))
    bracketed = any(is_second_generation(pattern.text) for block in blocks for pattern in block.patterns)
    single, several = _forms(blocks)
    return VerbDictionary(
        single,
        several,
        generation=2 if bracketed else 1,
        transformations=tuple(rules),
        problems=tuple(problems),
    )


def _header(line: Line) -> _Block:
    found = _HEADER.match(line.text)
    if found is None:
        raise ValueError("a block without a name")
    return _Block(found["name"].strip("_- ").upper(), found["code"] or "")


def _last(blocks: list[_Block]) -> _Block:
    if not blocks:
        raise ValueError("a line outside any block")
    return blocks[-1]


def _pattern(line: Line, synsets: dict[str, Alternatives]) -> Pattern:
    found = _PATTERN.match(line.text)
    if found is None:
        raise ValueError("a pattern without a verb or a code")
    return compile_pattern(found["pattern"].strip(), parse_codes(found["code"]), synsets)


def _verb(line: Line) -> tuple[str, str | None, Codes]:
    found = _VERB.match(line.text)
    if found is None:
        raise ValueError("a line that is neither verb nor pattern")
    return found["verb"].strip().upper(), found["forms"], parse_codes(found["code"] or "")


def _forms(blocks: list[_Block]) -> tuple[dict[str, Verb], dict[str, list[MultiVerb]]]:
    """Every form of every verb. A verb of several blocks has all their patterns, and the first code that is one."""
    single: dict[str, Verb] = {}
    several: dict[str, list[MultiVerb]] = {}
    for block in blocks:
        patterns = tuple(sorted(block.patterns, key=lambda pattern: -pattern.weight))
        for name, forms, codes in block.verbs:
            verb = Verb(block.name, codes or block.codes, patterns)
            for form in _written_forms(name, forms):
                before, head, after = _parts(form)
                if before or after:
                    several.setdefault(head, []).append(MultiVerb(before, after, verb))
                else:
                    single[head] = _merged(single.get(head), verb)
    for found in several.values():
        found.sort(key=lambda multi: -(len(multi.before) + len(multi.after)))
    return single, several


def _merged(first: Verb | None, second: Verb) -> Verb:
    if first is None:
        return second
    patterns = tuple(sorted((*first.patterns, *second.patterns), key=lambda pattern: -pattern.weight))
    return Verb(first.name, first.codes or second.codes, patterns)


def _written_forms(name: str, forms: str | None) -> list[str]:
    """The forms given, or the regular ones of the inflected word."""
    if forms is not None:
        return [name, *forms.upper().split()]
    before, head, after = _parts(name)
    made = [" ".join((*before, "+" + form, *after)) for form in verb_forms(head)]
    return made if before or after else list(verb_forms(head))


def _parts(name: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Words before the inflected one, that word, words after; without a plus the first is inflected."""
    parts = name.replace("_", " ").split()
    marked = next((place for place, part in enumerate(parts) if part.startswith("+")), 0)
    words = [part.lstrip("+") for part in parts]
    return tuple(words[:marked]), words[marked] if words else "", tuple(words[marked + 1 :])
