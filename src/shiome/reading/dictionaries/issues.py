"""Issue dictionaries: phrases that say what a sentence is about.

```
<ISSUE CATEGORY="EDUCATION" TYPE="ALL">
n:teacher [TEACHERS]        a noun, singular or plural
pre+n:school [SCHOOLS]      joined with or without a hyphen
literacy [LITERACY]
~financial literacy         not this
</ISSUE>
```
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from shiome.reading.dictionaries.inflection import noun_plural, verb_forms
from shiome.reading.dictionaries.phrases import PhraseIndex
from shiome.reading.dictionaries.source import Problem, content_lines, read_text, words_of

_OPEN = re.compile(r"<ISSUE\b([^>]*)>", re.IGNORECASE)
_CATEGORY = re.compile(r"CATEGORY\s*=\s*\"([^\"]*)\"", re.IGNORECASE)
_ENTRY = re.compile(r"^(?P<phrase>[^\[]+?)\s*\[(?P<code>[^\]]+)\]")


class Issue(NamedTuple):
    """A category and the issue within it; ``code`` is empty for a phrase that blocks a shorter one."""

    category: str
    code: str


class IssueDictionary:
    """Phrases in capitals to issues, with the lines that could not be read."""

    def __init__(self, index: PhraseIndex[Issue], problems: tuple[Problem, ...] = ()) -> None:
        self.index = index
        self.problems = problems

    def issues(self, words: Sequence[str]) -> dict[Issue, int]:
        """Issues that the words (capitals) speak of, with how often."""
        counted: dict[Issue, int] = {}
        for hit in self.index.find(words):
            if hit.value.code:
                counted[hit.value] = counted.get(hit.value, 0) + 1
        return counted

    def __len__(self) -> int:
        return len(self.index)


def parse_issues(text: str, index: PhraseIndex[Issue] | None = None) -> IssueDictionary:
    r"""Read the text of an issue dictionary.

    >>> issues = parse_issues('<ISSUE CATEGORY="E">\nn:teacher [TEACHERS]\n~teachers pet\n</ISSUE>')
    >>> issues.issues(("TWO", "TEACHERS"))
    {Issue(category='E', code='TEACHERS'): 1}
    """
    index = PhraseIndex() if index is None else index
    problems: list[Problem] = []
    category = ""
    for line in content_lines(text):
        opened = _OPEN.match(line.text)
        if opened:
            named = _CATEGORY.search(opened[1])
            category = named[1] if named else ""
        elif line.text.upper().startswith("</ISSUE"):
            category = ""
        elif line.text.startswith("~"):
            _add(index, line.text[1:], Issue(category, ""))
        elif entry := _ENTRY.match(line.text):
            _add(index, entry["phrase"], Issue(category, entry["code"].strip()))
        else:
            problems.append(Problem(line.number, "an issue without a code", line.text))
    return IssueDictionary(index, tuple(problems))


def read_issues(*paths: Path) -> IssueDictionary:
    """Read issue dictionaries into one."""
    index: PhraseIndex[Issue] = PhraseIndex()
    problems: list[Problem] = []
    for path in paths:
        problems.extend(parse_issues(read_text(path), index).problems)
    return IssueDictionary(index, tuple(problems))


def _add(index: PhraseIndex[Issue], phrase: str, issue: Issue) -> None:
    for words in product(*(_forms(word) for word in phrase.upper().split())):
        for joined in {" ".join(words).replace("+", " "), " ".join(words).replace("+", "")}:
            index.add(words_of(joined), issue)


def _forms(word: str) -> tuple[str, ...]:
    """A word with the forms its mark asks for (``N:`` noun, ``V:`` verb)."""
    head, mark, noun = word.rpartition("N:")
    if mark and head in ("", *_joined(head)):
        return (head + noun, head + noun_plural(noun))
    head, mark, verb = word.rpartition("V:")
    if mark and head in ("", *_joined(head)):
        return tuple(head + form for form in verb_forms(verb))
    return (word,)


def _joined(head: str) -> tuple[str, ...]:
    return (head,) if head.endswith("+") else ()
