"""Predicates of a Korean sentence: which words carry an ending, what they say and how they hang together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from shiome.reading.actors.trie import Trie
from shiome.reading.coding.analysers import KoreanVerbs, korean_verbs
from shiome.reading.coding.dates.find import alternatives
from shiome.reading.coding.korean.jamo import coda, letters, pattern_letters, stands_bare, stem_forms
from shiome.reading.coding.korean.mood import Mood, cut_ending, mood_of
from shiome.reading.lexicon import load_lexicon

WORD = re.compile(r"[^\s,.;:!?\"'“”‘’「」『』()（）《》〈〉·…]+")
_LETTERS_AHEAD = 30
_PAST = re.compile(rf"(?<!{letters('이')})(?<!{letters('게')})\u11bb")
_L = coda("열")
_ABLE = re.compile(r"수(?:도|는|가|밖에)?\s$")
_LIGHT_SYLLABLE = re.compile(
    r"(?<=[가-힣]{2})(?:[하한할함합해했되된될됨됩돼됐]|시[키킨킬]|시켜|시켰|받[고은을는았아으]|당[하한할해했])"
)
_APART = re.compile(r" (?:[하할해]|한(?= )|했)[^\s,.]*")
_UNDER_WAY = re.compile(r" ?중(?=이|인 |$|[.,])")
_OBJECT_BEFORE = re.compile(r"[가-힣](?:[을를]|에게?|으로)\s$")
_MISTAKABLE = frozenset("한해함시받당")
_ENDINGS = tuple("고며면지기는어아은을여었았였니자게나거으습다더든시려러도던라서야")
"""Syllables with which what follows a stem may begin."""
_STARTS = re.compile("|".join(letters(ending) for ending in _ENDINGS))
_AFTER_DROPPED = re.compile("|".join(letters(ending) for ending in ("는", "니", "시", "세")))
_FINAL = re.compile(r".+(?:다|요|까|음|함)$")
_QUOTES = ("다고", "다며", "다면서", "하라고", "하라며")
_CHAINS = ("하고", "하며", "되고", "되며", "면서")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate. ``start``/``end`` are those of its word; the ending is read from ``stem_end``."""

    start: int
    stem_end: int
    end: int
    stem: str
    """The verb's stem, or the noun that a light verb stands behind."""
    voice: str
    """``active``, ``passive`` or ``receiving`` of a light verb; empty for a verb proper."""
    mood: Mood


@dataclass(frozen=True, slots=True)
class _Form:
    stem: str
    swallowed: str
    bare: bool
    """Whether it can stand as a word without an ending."""
    only_bare: bool = False
    dropped: bool = False
    """The stem's last letter has fallen off, as it does only before some endings."""


@lru_cache(maxsize=1)
def _stems() -> Trie[_Form]:
    """Beginnings of the verbs the lexicon knows."""
    lexicon = load_lexicon("ko")
    joined = {word.split()[0]: tuple(word.split()[1:]) for word in lexicon.grammar.irregular}
    verbs = {*joined, *(verb for trigger in lexicon.triggers for verb in trigger.verbs)} - {"하"}
    forms: list[tuple[str, _Form]] = []
    for stem in sorted(verbs):
        for form, swallowed in stem_forms(stem, joined.get(stem, ())).items():
            dropped = coda(stem[-1]) == _L and coda(form[-1]) == 0 and form not in joined.get(stem, ())
            bare = not dropped and (form != stem or stands_bare(stem))
            forms.append((form, _Form(stem, swallowed, bare, dropped=dropped)))
        if coda(stem[-1]) == _L:
            # 열 예정: the ending of what is to come is the stem's own last letter.
            forms.append((stem, _Form(stem, "\u11af", bare=True, only_bare=True)))
    return Trie(forms)


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    """Nouns that a light verb makes a predicate of."""
    lexicon = load_lexicon("ko")
    grammar = lexicon.grammar
    stems = {word.split()[0] for word in grammar.irregular}
    words = (*grammar.carriers, *grammar.speech, *grammar.unreal_carriers, *grammar.planning_carriers)
    triggers = {noun.split()[-1] for trigger in lexicon.triggers for noun in trigger.nouns}
    return frozenset(triggers | {word for word in (*words, *grammar.negative_carriers) if word not in stems})


@lru_cache(maxsize=1)
def light_verb() -> re.Pattern[str]:
    """A light verb right behind a noun, perhaps with the noun's particle between; on letters."""
    light = load_lexicon("ko").clauses.light
    voices = "|".join(f"(?P<{voice}>{pattern_letters(alternatives(words))})" for voice, words in light.items())
    return re.compile(rf"(?:(?:{pattern_letters('을|를|도')}) ?| )?(?:{voices})")


def predicates(text: str) -> list[Predicate]:
    """The predicates of a sentence, in order."""
    verbs = korean_verbs(text)
    found: list[Predicate] = []
    for match in WORD.finditer(text):
        start, end = match.span()
        if found and start < found[-1].end:
            continue
        predicate = _verb(text, start, end) or _light(text, start, end) or _under_way(text, start, end)
        if predicate is None and verbs is not None:
            predicate = _by_analyser(text, start, end, verbs)
        if predicate is None:
            predicate = _by_ending(text, start, end)
        if predicate is not None:
            found.append(_supposed(text, predicate))
    return found


def _supposed(text: str, predicate: Predicate) -> Predicate:
    """Behind 수, what can be is only supposed."""
    if predicate.mood.link in ("final", "chain", "quote") and _ABLE.search(text, 0, predicate.start):
        return replace(predicate, mood=Mood("hypothetical", predicate.mood.link))
    return predicate


def _ending(text: str, at: int) -> str:
    return cut_ending(letters(text[at : at + _LETTERS_AHEAD]))


def _verb(text: str, start: int, end: int) -> Predicate | None:
    """A verb of the lexicon."""
    if not _stems().may_start(text[start]):
        return None
    for stop, entries in reversed(list(_stems().all_at(text, start))):
        if stop > end:
            continue
        for form in entries:
            rest = text[stop:end]
            if (not rest and not (form.bare or form.swallowed)) or (rest and form.only_bare):
                continue
            starts = _AFTER_DROPPED if form.dropped else _STARTS
            if rest and not form.swallowed and starts.match(letters(rest)) is None:
                continue
            mood = mood_of(form.swallowed + _ending(text, stop))
            if mood is not None:
                return Predicate(start, stop, end, form.stem, "", mood)
    return None


def _light(text: str, start: int, end: int) -> Predicate | None:
    """An event noun, or one that carries such, with a light verb in the same word."""
    for match in _LIGHT_SYLLABLE.finditer(text, start, end):
        noun = _known(text[start : match.start()]) or _unlisted(text, start, match)
        spelled = letters(text[match.start() : match.start() + _LETTERS_AHEAD])
        light = light_verb().match(spelled) if noun else None
        mood = mood_of(cut_ending(spelled[light.end() :])) if light else None
        if light is not None and mood is not None:
            return Predicate(start, match.start(), end, noun, light.lastgroup or "active", mood)
    return _apart(text, start, end)


def _apart(text: str, start: int, end: int) -> Predicate | None:
    """An event noun with its particle and the light verb as a word of its own (회담을 했다)."""
    match = _APART.match(text, end)
    if match is None or text[end - 1] not in "을를도":
        return None
    noun = _known(text[start : end - 1])
    spelled = letters(text[end - 1 : end + _LETTERS_AHEAD])
    light = light_verb().match(spelled) if noun else None
    mood = mood_of(cut_ending(spelled[light.end() :])) if light else None
    if light is None or mood is None:
        return None
    return Predicate(start, end - 1, match.end(), noun, light.lastgroup or "active", mood)


def _under_way(text: str, start: int, end: int) -> Predicate | None:
    """An event noun that is under way (방문 중이다)."""
    match = _UNDER_WAY.match(text, end)
    noun = _known(text[start:end]) if match is not None else ""
    if match is None or not noun:
        return None
    mood = Mood("actual", "adnominal" if text.startswith("인", match.end()) else "final")
    return Predicate(start, end, match.end(), noun, "active", mood)


def _unlisted(text: str, start: int, light: re.Match[str]) -> str:
    """A noun that no list has, where the syllable of the light verb cannot be mistaken for the end of another word.

    Behind an object it can be nothing else.
    """
    if light[0][0] in _MISTAKABLE and (light[0] not in "한해" or not _OBJECT_BEFORE.search(text, 0, start)):
        return ""
    return text[start : light.start()]


@lru_cache(maxsize=8192)
def _known(noun: str) -> str:
    """The longest known noun that the word ends in."""
    return next((noun[at:] for at in range(len(noun) - 1) if noun[at:] in _nouns()), "")


@lru_cache(maxsize=1)
def _postpositions() -> frozenset[str]:
    """Verb forms that only mark a case (에 의해, 와 함께)."""
    lexicon = load_lexicon("ko")
    cases = (word for case in lexicon.grammar.cases for word in case.split()[1:])
    return frozenset([*cases, *lexicon.clauses.adverbs])


def _by_analyser(text: str, start: int, end: int, verbs: KoreanVerbs) -> Predicate | None:
    if text[start:end] in _postpositions() or verbs.adjective_within(start, end):
        return None
    verb = verbs.verb_within(start, end)
    if verb is None:
        return None
    at, stop, stem = verb
    # The last syllable of the stem may hold the beginning of the ending (맞대 + ㄴ).
    spelled, bare = letters(text[at : at + _LETTERS_AHEAD]), letters(stem)
    whole = spelled.startswith(bare)
    mood = mood_of(cut_ending(spelled[len(bare) :]) if whole else _ending(text, min(stop, end)))
    if mood is None or (mood.link == "adnominal" and not _OBJECT_BEFORE.search(text, 0, start)):
        # What describes a noun without an object of its own takes nobody's part.
        return None
    return Predicate(start, min(stop, end), end, text[start:stop], "", mood)


def _by_ending(text: str, start: int, end: int) -> Predicate | None:
    """A word that ends as a predicate does, whatever its stem."""
    word = text[start:end]
    past = _PAST.search(letters(word[-3:])) is not None
    if _FINAL.match(word) and (end >= len(text) or text[end] in ".!?\"'”’」"):
        return Predicate(start, end, end, word, "", Mood("actual" if past else "hypothetical", "final", open=not past))
    if len(word) > 2 and word.endswith(_QUOTES):
        return Predicate(start, end, end, word, "", Mood("actual" if past else None, "quote"))
    if len(word) > 2 and (word.endswith(_CHAINS) or (past and word.endswith(("고", "며", "지만")))):
        return Predicate(start, end, end, word, "", Mood("actual" if past else None, "chain"))
    return None
