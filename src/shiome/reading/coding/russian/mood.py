"""What the verbs and particles around a Russian predicate say of whether it happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from shiome.reading.coding.dates.find import alternatives
from shiome.reading.coding.russian.clauses import Clause
from shiome.reading.coding.russian.words import Word
from shiome.reading.lexicon import load_lexicon
from shiome.vocabulary.plover import Reality

_DENIABLE = frozenset(["мочь", "хотеть"])
_WILL = frozenset(["будет", "будут", "будем", "буду"])
_BACK = 3
"""Words between a negation and its verb, at most."""


@lru_cache(maxsize=1)
def _marks() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load_lexicon("ru").grammar.before.items()}


def reality_at(words: Sequence[Word], at: int, clause: Clause) -> tuple[Reality, bool]:
    """Reality of the predicate at a position, and whether its tense leaves it open."""
    word = words[at]
    if _negated(words, at, clause) or clause.denied:
        return "negated", False
    if any(other.text in ("бы", "б") for other in words[clause.first : clause.stop]):
        return "hypothetical", False
    if clause.sort in ("purpose", "condition"):
        return "hypothetical", False
    if any(other.text == "ли" and not other.capital for other in words[clause.first : clause.stop]):
        return "hypothetical", False
    if word.form == "infinitive":
        return _governed(words, at, clause), False
    future = word.form == "future" or (word.form == "short" and _will_be(words, at, clause))
    if clause.conditional and (future or word.form == "present"):
        return "hypothetical", False
    if future:
        return "planned", False
    return "actual", word.form == "present"


def _negated(words: Sequence[Word], at: int, clause: Clause) -> bool:
    before = words[max(clause.first, at - 1) : at]
    if any(word.text in load_lexicon("ru").clauses.negation for word in before):
        return True
    return words[at].form == "infinitive" and _governor_negated(words, at, clause)


def _governor_negated(words: Sequence[Word], at: int, clause: Clause) -> bool:
    governor = governor_of(words, at, clause)
    if governor is None:
        return False
    if words[governor].lemma in _marks()["negated"]:
        return True
    # What cannot or will not be done is denied; what is not asked for is not.
    denied = governor > clause.first and words[governor - 1].text == "не"
    deniable = _marks()["planned"] | _marks()["actual"] | _DENIABLE
    return denied and bool({words[governor].lemma, words[governor].text} & (deniable | _WILL))


def governor_of(words: Sequence[Word], at: int, clause: Clause) -> int | None:
    """The word before an infinitive on which it hangs."""
    marks = frozenset().union(*_marks().values())
    for position in range(at - 1, clause.first - 1, -1):
        word = words[position]
        if word.lemma in marks or word.text in marks or word.text in _WILL:
            return position
        if word.finite:
            return None
    return None


def _governed(words: Sequence[Word], at: int, clause: Clause) -> Reality:
    governor = governor_of(words, at, clause)
    if governor is None:
        return "hypothetical"
    word = words[governor]
    if word.text in _WILL:
        return "planned"
    if word.lemma in _marks()["actual"] and word.form == "future":
        return "planned"
    realities: tuple[Reality, ...] = ("hypothetical", "planned", "negated", "actual")
    for reality in realities:
        if word.lemma in _marks()[reality] or word.text in _marks()[reality]:
            return reality
    return "hypothetical"


def _will_be(words: Sequence[Word], at: int, clause: Clause) -> bool:
    return any(word.text in _WILL for word in words[max(clause.first, at - _BACK) : at])


@lru_cache(maxsize=1)
def nominal_patterns() -> tuple[tuple[Reality, re.Pattern[str]], ...]:
    """What stands before a bare event noun and says whether it happened; tried in order."""
    nominal = load_lexicon("ru").clauses.nominal
    order: tuple[Reality, ...] = ("planned", "negated", "hypothetical", "actual")
    return tuple(
        (name, re.compile(rf"\b(?:{alternatives(nominal[name])})\s+(?:[а-яё-]+\s+){{0,3}}$", re.IGNORECASE))
        for name in order
    )


@lru_cache(maxsize=1)
def granting() -> re.Pattern[str]:
    """Phrases of several words that take the event noun behind them for granted (in connection with)."""
    phrases = [phrase for phrase in load_lexicon("ru").clauses.nominal["actual"] if " " in phrase]
    return re.compile(rf"\b(?:{alternatives(phrases)})\s+(?:[а-яё-]+\s+){{0,3}}$", re.IGNORECASE)
