"""Words of a Russian sentence: dictionary form, part of speech, and what the ending says.

With the analyser the dictionary form is that of its parses which the lexicon knows; without it, the words of the lexicon are
recognised by their stems and the part of speech by the ending.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from shiome.reading.coding.analysers import russian_parses
from shiome.reading.coding.russian.stems import lexicon_entry
from shiome.reading.lexicon import load_lexicon

WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*|[A-Za-z]+|[0-9]+|[^\s\w]")
_REFLEXIVE = ("ся", "сь")
_VERBAL = {"VERB", "INFN", "PRTF", "PRTS", "GRND"}
_ENDINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("infinitive", re.compile(r"(?:[аеиоуыяёзс]ть|ти|чь)(?:ся|сь)?$")),
    ("past", re.compile(r"(?:[аеиоуыяё]л[аои]?|[сгзб](?:ла|ло|ли)|[ёе]л|гла?|сла?)(?:ся|сь)?$")),
    ("short", re.compile(r"[аеёя]н[аоы]?$|[аеиуыя]т[аоы]$|(?:бит|нят|крыт)$")),
    ("passive", re.compile(r"(?:нн|ем|им|ом|[аыуо]т)(?:ый|ая|ое|ые|ого|ой|ых|ому|ым|ую|ыми)$")),
    ("active", re.compile(r"(?:[вгрзс]ш|ущ|ющ|ащ|ящ)(?:ий|ая|ее|ие|его|ей|их|ему|им|ую|ими)(?:ся)?$")),
    ("gerund", re.compile(r"(?:ав|ив|ыв|ув|ев|вши|вшись|[аеиу]я|ясь)$")),
)
_STRONG_PAST = re.compile(r"(?:[ёе]с|[ёе]з|верг|стиг|мог)(?:ся|сь)?$")
"""Past without its mark; only of verbs that the lexicon knows, for many nouns end alike."""
_IMPERFECTIVE = re.compile(r"[аяе](?:ет|ют|ем)(?:ся)?$")
"""Present of a verb in -ать: of a perfective in -ить, that of its partner."""
_ADJECTIVE = re.compile(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ых|их|ую|юю|ыми|ими|ом|ем)$")
_ABSTRACT = re.compile(r"[а-яё]{3}(?:[ае]ни|[ая]ци|ств)(?:[еяюйоау]|и|ем|ям|ями|ях|ом|ам|ами|ах|ей)$")
"""Endings of nouns of doing and being."""
_DESCRIBING = re.compile(r"(?:н|ск)(?:ый|ая|ое|ые|ого|ой|ому|ую|ых|ым|ыми|ий|ие|их|им|ими)$")
_ATTRIBUTE = re.compile(r"(?:ый|ая|яя|ое|ые|ский)$")
"""Endings of adjectives in the lexicon's phrases, which have no noun's ending in common."""
_CASES = {
    "nomn": "nominative",
    "gent": "genitive",
    "gen2": "genitive",
    "datv": "dative",
    "accs": "accusative",
    "ablt": "instrumental",
    "loct": "locative",
    "loc2": "locative",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word in its place."""

    start: int
    end: int
    text: str
    """In lower case."""
    lemma: str
    kind: str
    """``verb``, ``noun``, ``adjective``, ``mark`` for punctuation, ``other``."""
    form: str = ""
    """Of a verb: ``past``, ``present``, ``future``, ``infinitive``, ``short``, ``passive``, ``active``, ``gerund``."""
    cases: frozenset[str] = frozenset()
    """Those the ending allows; empty where nothing is known."""
    capital: bool = False

    @property
    def finite(self) -> bool:
        """Whether it is a predicate by itself."""
        return self.kind == "verb" and self.form in ("past", "present", "future", "short")


def is_reflexive(word: Word) -> bool:
    """Whether a verb that the lexicon has without -ся is told of what it is done to (вводятся)."""
    return word.kind == "verb" and word.text.endswith(_REFLEXIVE) and not word.lemma.endswith(_REFLEXIVE)


def words_of(text: str) -> list[Word]:
    """The words of a sentence."""
    found: list[Word] = []
    for match in WORD.finditer(text):
        surface = match[0]
        if surface[0].isalpha():
            lemma, kind, form, cases = _analysis(surface.lower())
            if kind == "verb" and form in ("past", "present", "future") and _behind_preposition(found):
                # No predicate stands behind a preposition: a noun that looks like one (после провала).
                lemma, kind, form, cases = surface.lower(), "noun", "", frozenset()
            found.append(
                Word(match.start(), match.end(), surface.lower(), lemma, kind, form, cases, surface[0].isupper())
            )
        else:
            kind = "other" if surface[0].isdigit() else "mark"
            found.append(Word(match.start(), match.end(), surface, surface, kind))
    return found


def _behind_preposition(words: Sequence[Word]) -> bool:
    at = len(words) - 1
    while at >= 0 and words[at].kind == "adjective" and not words[at].text.startswith("котор"):
        at -= 1
    return at >= 0 and words[at].text in plain_prepositions()


@lru_cache(maxsize=1)
def plain_prepositions() -> frozenset[str]:
    """Prepositions of one word."""
    return frozenset(word for word in load_lexicon("ru").grammar.cases if " " not in word)


def _analysis(word: str) -> tuple[str, str, str, frozenset[str]]:
    parses = russian_parses(word)
    return _by_analyser(parses) if parses else _by_stem(word)


@lru_cache(maxsize=65_536)
def _by_analyser(parses: tuple[tuple[str, str], ...]) -> tuple[str, str, str, frozenset[str]]:
    known = _known()
    chosen = next((parse for parse in parses if (parse[0], _kind(parse[1])) in known), parses[0])
    kind = _kind(chosen[1])
    lemma = known.get((chosen[0], kind), chosen[0])
    if kind == "verb" and (lemma, kind) not in known and lemma.endswith(_REFLEXIVE):
        lemma = known.get((lemma[:-2], kind), lemma)
    cases = frozenset(case for _, tag in parses if _kind(tag) == kind for mark, case in _CASES.items() if mark in tag)
    if "Fixd" in chosen[1] or "UNKN" in chosen[1]:
        cases = frozenset()
    return lemma, kind, _form(chosen[1]) if kind == "verb" else "", cases


def _kind(tag: str) -> str:
    part = tag.split(",")[0].split()[0]
    if part in _VERBAL:
        return "verb"
    if part in ("NOUN", "NPRO"):
        return "noun"
    return "adjective" if part in ("ADJF", "ADJS") else "other"


def _form(tag: str) -> str:
    if tag.startswith("INFN"):
        return "infinitive"
    if tag.startswith("GRND"):
        return "gerund"
    if tag.startswith("PRTS"):
        return "short"
    if tag.startswith("PRTF"):
        return "passive" if "pssv" in tag else "active"
    return "past" if "past" in tag else "future" if "futr" in tag else "present"


@lru_cache(maxsize=1)
def _known() -> dict[tuple[str, str], str]:
    """The analyser's form and part of speech of each word of the lexicon, and the form in which the lexicon has it."""
    lexicon = load_lexicon("ru")
    grammar = lexicon.grammar
    verbs = {verb for trigger in lexicon.triggers for verb in trigger.verbs}
    verbs.update(grammar.carriers, grammar.speech, grammar.unreal_carriers, grammar.planning_carriers)
    verbs.update(grammar.negative_carriers, (word for words in grammar.before.values() for word in words))
    found = {(verb, "verb"): verb for verb in verbs}
    for trigger in lexicon.triggers:
        for noun in trigger.nouns:
            head = noun_head(noun)
            parses = russian_parses(head) or ()
            found[(head, "noun")] = head
            found.update({(form, "noun"): head for form, tag in parses if _kind(tag) == "noun"})
    found.update({(noun, "noun"): noun for noun in grammar.actor_heads})
    return found


def noun_head(phrase: str) -> str:
    """The noun that a phrase of the lexicon is about: behind its adjectives, before what depends on it.

    >>> noun_head("совместные учения"), noun_head("вывод войск")
    ('учения', 'вывод')
    """
    words = phrase.split()
    return next((word for word in words if not _ATTRIBUTE.search(word)), words[-1])


@lru_cache(maxsize=65_536)
def _by_stem(word: str) -> tuple[str, str, str, frozenset[str]]:
    """What the lexicon's stems and the ending tell."""
    entry = lexicon_entry(word)
    if entry is not None:
        lemma, kind, perfective = entry
        if kind == "noun":
            return lemma, "noun", "", noun_cases(word, lemma)
        form = next((name for name, pattern in _ENDINGS if pattern.search(word)), "")
        form = form or ("past" if _STRONG_PAST.search(word) else "")
        partner = _IMPERFECTIVE.search(word) and not lemma.endswith(("ать", "ять", "аться", "яться"))
        return lemma, "verb", form or ("future" if perfective and not partner else "present"), frozenset()
    if word.startswith(_things()):
        described = _DESCRIBING.search(word) is not None and word not in _things()
        return word, "adjective" if described else "noun", "", frozenset()
    if _ABSTRACT.search(word):
        return word, "noun", "", frozenset()
    form = next((name for name, pattern in _ENDINGS[:2] if len(word) > 4 and pattern.search(word)), "")
    if form and word not in _NOT_VERBS and not word.endswith(("ость", "ости", "остью")):
        return word, "verb", form, frozenset()
    if len(word) > 4 and _ADJECTIVE.search(word):
        return word, "adjective", "", frozenset()
    return word, "other", "", frozenset()


@lru_cache(maxsize=1)
def _things() -> tuple[str, ...]:
    """Beginnings of the nouns that triggers ask for as objects."""
    objects = {word.split()[-1] for trigger in load_lexicon("ru").triggers for word in trigger.object}
    return tuple(sorted(word for word in objects if len(word) > 3))


_NOT_VERBS = frozenset(
    ["если", "начала", "часть", "власть", "область", "память", "апрель", "деятельность", "безопасность"]
)


@lru_cache(maxsize=16_384)
def noun_cases(word: str, lemma: str) -> frozenset[str]:
    """Cases that a noun's ending allows, by rule of thumb.

    >>> sorted(noun_cases("переговорами", "переговоры"))
    ['instrumental']
    """
    if word.endswith(("ами", "ями", "ом", "ем", "ём", "ью", "ией")):
        return frozenset({"instrumental"})
    if word.endswith(("ам", "ям")):
        return frozenset({"dative"})
    if word.endswith(("ах", "ях")):
        return frozenset({"locative"})
    if word == lemma:
        return frozenset({"nominative", "accusative"})
    if word.endswith(("ов", "ев", "ий", "ств")):
        return frozenset({"genitive"})
    return frozenset()
