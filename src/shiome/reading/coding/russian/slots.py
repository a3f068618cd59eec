"""Actors of a Russian sentence with their place: by preposition, by the noun they depend on, by case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates.find import DateMention
from shiome.reading.coding.russian.words import Word, noun_cases
from shiome.reading.lexicon import load_lexicon

_ADJECTIVAL = re.compile(r"(?:ск|цк)(?:ий|ая|ое|ие|их|им|ими|ого|ому|ой|ую|ом)$", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:ая|ой|ую|ый|ий|ого|ому|ым|ом|ое|ые|ых)$")
_JOINED = frozenset([",", "и", "или", "а", "также", "—", "–", "-"])
_GIVEN = re.compile(r"[^аеёиоуыэюя]ей$")
"""Men's names like Андрей; behind a vowel the same letters end an instrumental."""
_SYLLABLE = 2
"""Names of this few letters do not decline."""
_OF = frozenset({"genitive"})
"""Case of what depends on a noun: the leaders of X, Y and Z."""
_ALL = frozenset({"nominative", "genitive", "dative", "accusative", "instrumental", "locative"})


@dataclass(frozen=True, slots=True)
class Slot:
    """An actor in its place. ``first``/``last`` are positions of words."""

    mention: Mention
    first: int
    last: int
    place: str
    """A case of the lexicon's prepositions, ``of`` behind a noun, ``within`` as its adjective, or ``free``."""
    cases: frozenset[str]
    """What its form allows."""
    host: int = -1
    """The noun it depends on."""
    headed: bool = False
    """Its case is that of a noun before it (the government of X)."""


@lru_cache(maxsize=1)
def _prepositions() -> dict[str, str]:
    return dict(load_lexicon("ru").grammar.cases)


@lru_cache(maxsize=1)
def _longest_preposition() -> int:
    return max(len(words.split()) for words in _prepositions())


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return frozenset(load_lexicon("ru").grammar.actor_heads)


def slots(words: Sequence[Word], mentions: Sequence[Mention], dates: Sequence[DateMention] = ()) -> list[Slot]:
    """The actors of a sentence in order; members of a list share the place of its first."""
    found: list[Slot] = []
    covered = _covered(words, mentions)
    words = [replace(w, kind="other") if any(d.start <= w.start < d.end for d in dates) else w for w in words]
    for mention in mentions:
        positions = [at for at, word in enumerate(words) if mention.start <= word.start < mention.end]
        if not positions:
            continue
        slot = _slot(words, mention, positions[0], positions[-1], covered)
        found.append(slot)
    return _in_lists(words, found)


def _in_lists(words: Sequence[Word], found: list[Slot]) -> list[Slot]:
    """Members of a list share place, host and what case their forms agree on."""
    placed: list[Slot] = []
    at = 0
    while at < len(found):
        stop = at + 1
        while stop < len(found) and _listed(words, found[stop - 1], found[stop]):
            stop += 1
        members = found[at : _with_conjunction(words, found, at, stop)]
        stop = at + len(members)
        first = members[0]
        if first.place != "within" and len(members) > 1:
            cases = first.cases
            for member in members if not first.headed else ():
                cases = (cases & member.cases) or cases
            members = [
                m if m.place == "within" else replace(m, place=first.place, cases=cases, host=first.host)
                for m in members
            ]
        placed.extend(members)
        at = stop
    return placed


def _with_conjunction(words: Sequence[Word], found: Sequence[Slot], at: int, stop: int) -> int:
    """Where a run of names ends as a list: behind the member that a conjunction brings; commas alone list nothing."""
    for last in range(stop - 1, at, -1):
        if words[found[last].first - 1].text != ",":
            return stop
    return at + 1


def _covered(words: Sequence[Word], mentions: Sequence[Mention]) -> list[bool]:
    return [any(m.start <= word.start < m.end for m in mentions) for word in words]


def _listed(words: Sequence[Word], before: Slot, slot: Slot) -> bool:
    between = [word.text for word in words[before.last + 1 : slot.first]]
    if not between or len(between) > 3 or between == ["-"] or any(text not in _JOINED for text in between):
        return False
    if between != [","]:
        return True
    # A comma also parts clauses: it lists only what may be of one case, and not a speaker and what they say.
    cases = _OF if before.headed else before.cases
    alike = not cases or not slot.cases or bool(cases & slot.cases)
    return alike and before.place != "says"


def _slot(words: Sequence[Word], mention: Mention, first: int, last: int, covered: Sequence[bool]) -> Slot:
    if _ADJECTIVAL.search(mention.text) and (mention.text[0].islower() or first == 0):
        noun = _noun_behind(words, last)
        if noun is not None and words[noun].lemma not in _heads():
            place = _preposition(words, first - 1 - _adjectives(words, first - 1))
            if place in ("against", "agent"):
                return Slot(mention, first, last, place, frozenset())
            return Slot(mention, first, last, "within", frozenset(), noun)
        if noun is not None:
            return _placed(words, mention, first, noun, covered, _word_cases(words[noun]))
    cases = _name_word_cases(words, mention, first, last)
    return _placed(words, mention, first, last, covered, cases)


def _adjectives(words: Sequence[Word], at: int) -> int:
    """Number of adjectives and number words that end at a position."""
    count = 0
    while at - count >= 0 and (words[at - count].kind == "adjective" or words[at - count].text in _numbers()):
        count += 1
    return count


@lru_cache(maxsize=1)
def _numbers() -> frozenset[str]:
    return frozenset(load_lexicon("ru").times.numbers)


def _noun_behind(words: Sequence[Word], last: int) -> int | None:
    for at in range(last + 1, min(last + 4, len(words))):
        if words[at].kind == "mark" or words[at].kind == "verb":
            return None
        if words[at].kind in ("noun", "other") and not words[at].text.isdigit():
            return at
    return None


def _placed(
    words: Sequence[Word], mention: Mention, first: int, last: int, covered: Sequence[bool], cases: frozenset[str]
) -> Slot:
    """The place of a phrase that begins at or before ``first``: over its heads to a preposition or a noun."""
    at = _before_state(words, first - 1)
    headed = False
    while at >= 0 and _leads(words, at, covered):
        if words[at].lemma in _heads() and words[at].kind == "noun":
            there = _word_cases(words[at])
            apart = bool(there) and not cases & there
            if cases and "genitive" not in cases and (headed or apart):
                # По приглашению стороны министр …: no noun governs another case than the genitive.
                return Slot(mention, first, last, "free", cases, headed=headed)
            cases, headed = there, True
        at -= 1
    place = _preposition(words, at)
    if place:
        return Slot(mention, first, last, place, cases, headed=headed)
    if at >= 0 and words[at].kind == "noun" and ("genitive" in cases or not cases):
        return Slot(mention, first, last, "of", cases, at, headed)
    return Slot(mention, first, last, "free", cases or _ALL, headed=headed)


def _leads(words: Sequence[Word], at: int, covered: Sequence[bool]) -> bool:
    """Whether a word may stand between a name and what governs it: an adjective, an office, the state it is of."""
    word = words[at]
    if word.lemma in _heads() or word.text in '«"“':
        return True
    if covered[at] and word.capital and not _ADJECTIVAL.search(word.text):
        return at > 0 and (words[at - 1].lemma in _heads() or covered[at - 1])
    return word.kind == "adjective" or covered[at]


def _before_state(words: Sequence[Word], at: int) -> int:
    """Over a state between an office and a name (the president of X, Y)."""
    position = at
    while position >= 0 and words[position].capital and words[position].lemma not in _heads():
        position -= 1
    return position if 0 <= position < at and words[position].lemma in _heads() else at


def _preposition(words: Sequence[Word], at: int) -> str:
    """The place that the preposition ending at a position gives; empty for none."""
    for length in range(min(_longest_preposition(), at + 1), 0, -1):
        phrase = " ".join(word.text for word in words[at - length + 1 : at + 1])
        if phrase in _prepositions():
            return _prepositions()[phrase]
    return ""


def _word_cases(word: Word) -> frozenset[str]:
    return word.cases or noun_cases(word.text, word.lemma)


def _name_word_cases(words: Sequence[Word], mention: Mention, first: int, last: int) -> frozenset[str]:
    """Cases that a name allows: by its last word, or its first where that is a common noun or an adjective."""
    start = words[first]
    if first == last or start.lemma in _heads() or start.text.startswith(load_lexicon("ru").clauses.nouns):
        return _own_cases(start, mention)
    if last == first + 1 and words[last].text.endswith("у") and (given := _own_cases(start, mention)):
        # A foreign surname in -у does not decline; the name before it does.
        return given
    if _ADJECTIVE.search(start.text):
        there = _own_cases(words[last], mention)
        return (_own_cases(start, mention) & there) or there
    return _own_cases(words[last], mention)


def _own_cases(word: Word, mention: Mention) -> frozenset[str]:
    """Cases that the form of a name allows; empty for one that does not decline."""
    if word.cases:
        return word.cases
    text = word.text
    if mention.text.isupper() or not text[-1:].isalpha() or len(text) <= _SYLLABLE:
        return frozenset()
    return _name_cases(text)


@lru_cache(maxsize=4096)
def _name_cases(text: str) -> frozenset[str]:
    """By rule of thumb, from the last letters."""
    if _GIVEN.search(text):
        return frozenset({"nominative"})
    if text.endswith(("ей", "ой", "ом", "ем", "ём", "ым", "ыном")) and len(text) > 4:
        return frozenset({"instrumental"})
    if text.endswith(("ии", "ы")):
        return frozenset({"genitive", "dative", "locative"})
    if text.endswith("ию"):
        return frozenset({"accusative"})
    if text.endswith(("у", "ю")):
        return frozenset({"dative", "accusative"})
    if text.endswith("е"):
        return frozenset({"locative", "dative"})
    if text.endswith(("ия", "ль")):
        return frozenset({"nominative"})
    if text.endswith(("а", "я")):
        return frozenset({"nominative", "genitive", "accusative"})
    if text.endswith(("й", "н", "в", "п", "к", "т", "р", "ь", "с", "л", "м", "д")):
        return frozenset({"nominative", "accusative"})
    return frozenset()
