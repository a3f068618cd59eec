"""Agent dictionaries: what somebody is (soldier, minister, press), to be joined to whose they are.

```
!PERSON! = MAN, MEN, WOMAN, WOMEN      a set to put in the place of its mark
CONGRESS!PERSON! [~LEG]
POLICE {} [~COP]                       no plural
GOLDEN_GOOSE {GOLDEN_GEESE} [~GGS]     an irregular plural
CLERIC [~REL]                          the regular plural is generated
HUMAN_RIGHTS_BODY [NGO~]               the code stands before the actor's
```
"""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import NamedTuple

from shiome.reading.dictionaries.inflection import noun_plural
from shiome.reading.dictionaries.phrases import PhraseIndex
from shiome.reading.dictionaries.source import Problem, content_lines, read_text, words_of

_ENTRY = re.compile(r"^(?P<phrase>[^\[{]+?)\s*(?:\{(?P<plural>[^}]*)\})?\s*\[(?P<code>[^\]]*)\]")
_SET = re.compile(r"^(!\w+!)\s*=\s*(.+)$")
_MARK = re.compile(r"!\w+!")


class Agent(NamedTuple):
    """An agent's code without its tilde; ``leads`` where it stands before the actor's code."""

    code: str
    leads: bool = False


class AgentDictionary:
    """Phrases in capitals to agents, with the lines that could not be read."""

    def __init__(self, index: PhraseIndex[Agent], problems: tuple[Problem, ...] = ()) -> None:
        self.index = index
        self.problems = problems

    def __len__(self) -> int:
        return len(self.index)


def parse_agents(text: str, index: PhraseIndex[Agent] | None = None) -> AgentDictionary:
    r"""Read the text of an agent dictionary.

    >>> agents = parse_agents("!P! = MAN, MEN\nCONGRESS!P! [~LEG]\nMSF {} [NGO~]")
    >>> agents.index.get(("CONGRESSMEN",)), agents.index.get(("MSF",))
    (Agent(code='LEG', leads=False), Agent(code='NGO', leads=True))
    """
    index = PhraseIndex() if index is None else index
    problems: list[Problem] = []
    sets: dict[str, list[str]] = {}
    for line in content_lines(text):
        named = _SET.match(line.text)
        if named:
            sets[named[1].upper()] = [word.strip().upper() for word in named[2].split(",") if word.strip()]
            continue
        entry = _ENTRY.match(line.text)
        code = "".join(entry["code"].split()).upper() if entry else ""
        if entry is None or "~" not in code:
            problems.append(Problem(line.number, "an agent without a code", line.text))
            continue
        agent = Agent(code.replace("~", ""), leads=code.endswith("~"))
        for phrase in _substituted(entry["phrase"].upper(), sets):
            for form in _with_plurals(phrase, entry["plural"]):
                index.add(words_of(form), agent)
    return AgentDictionary(index, tuple(problems))


def read_agents(*paths: Path) -> AgentDictionary:
    """Read agent dictionaries in order of precedence into one."""
    index: PhraseIndex[Agent] = PhraseIndex()
    problems: list[Problem] = []
    for path in paths:
        problems.extend(parse_agents(read_text(path), index).problems)
    return AgentDictionary(index, tuple(problems))


def _substituted(phrase: str, sets: dict[str, list[str]]) -> list[str]:
    """The phrase with every mark replaced by each word of its set."""
    marks = _MARK.findall(phrase)
    if not marks:
        return [phrase]
    parts = _MARK.split(phrase)
    filled = []
    for choice in product(*(sets.get(mark, []) for mark in marks)):
        words = [parts[0]]
        for word, part in zip(choice, parts[1:], strict=True):
            words += [word, part]
        filled.append("".join(words))
    return filled


def _with_plurals(phrase: str, given: str | None) -> list[str]:
    if given is not None:
        return [phrase, *given.upper().split()]
    stem = phrase.rstrip("_ ")
    return [phrase, noun_plural(stem)]
