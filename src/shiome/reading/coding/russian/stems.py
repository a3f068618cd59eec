"""The lexicon's Russian words recognised by their stems, for when no analyser is there to give dictionary forms."""

from __future__ import annotations

import re
from functools import lru_cache

from shiome.reading.lexicon import load_lexicon

Entry = tuple[str, str, bool]
"""Dictionary form, part of speech, and whether a verb is perfective."""

_VERB_END = re.compile(
    r"(?:[аои]|[аеёиоуыюя]?(?:л[аои]?|ть|т|н[аоы]?|нн\w{2,3}|в|вш\w{2,4}|ш(?:ий|ая|ее|ие|его|ей|их|ему|им|ую|ими)|ющ\w{2,3}|ущ\w{2,3}|ящ\w{2,3}|ащ\w{2,3}|я|ем\w{0,3}|им\w{0,3}|ют|ут|ат|ят|ет|ёт|ит|ла|ло|ли|ти|ешь|ёшь|"
    r"т[аоы]|тый|тая|тое|тые|тых|того))?(?:ся|сь)?"
)
_NOUN_END = re.compile(
    r"(?:[аеиоуыюяйь]|ам|ям|ами|ями|ах|ях|ов|ев|ей|ом|ем|ём|ой|ью|ию|ия|ии|ие|ий|ием|иям|иями|иях|ого|ому|ым|ых|ыми|ую|ая|ые)?"
)
_VERB_TAIL = re.compile(r"(?:ывать|ивать|овать|евать|ать|ять|еть|ить|уть|ыть|оть|ти|чь|ть)(?:ся|сь)?$")
_KEEP = 3


@lru_cache(maxsize=1)
def _stems() -> dict[str, list[tuple[str, Entry]]]:
    """First three letters to the stems that begin with them, longest first."""
    lexicon = load_lexicon("ru")
    grammar = lexicon.grammar
    perfective = set(lexicon.clauses.perfect)
    extra: dict[str, list[str]] = {}
    for verb, *forms in (entry.split() for entry in grammar.irregular):
        extra.setdefault(verb, []).extend(forms)
    verbs = {verb for trigger in lexicon.triggers for verb in trigger.verbs if " " not in verb}
    marks = (word for words in grammar.before.values() for word in words)
    for group in (grammar.carriers, grammar.unreal_carriers, grammar.planning_carriers, grammar.negative_carriers):
        verbs.update(group)
    verbs.update(grammar.speech, marks, extra)
    nouns = {_head(noun) for trigger in lexicon.triggers for noun in trigger.nouns} | set(grammar.actor_heads)
    found: list[tuple[str, Entry]] = []
    for noun in nouns:
        found.extend((stem, (noun, "noun", False)) for stem in _noun_stems(noun))
    for verb in verbs:
        if _VERB_TAIL.search(verb):
            found.extend(
                (stem, (verb, "verb", verb in perfective)) for stem in (*_verb_stems(verb), *extra.get(verb, ()))
            )
        else:
            found.append((verb, (verb, "verb", False)))
    table: dict[str, list[tuple[str, Entry]]] = {}
    for stem, entry in sorted(found, key=lambda item: (-len(item[0]), item)):
        table.setdefault(stem[:_KEEP], []).append((stem, entry))
    return table


@lru_cache(maxsize=1)
def _bare() -> frozenset[str]:
    """Verb forms without any ending: those of irregular verbs, and marks that do not change."""
    grammar = load_lexicon("ru").grammar
    marks = (word for words in grammar.before.values() for word in words)
    return frozenset({form for entry in grammar.irregular for form in entry.split()[1:]} | set(marks))


def _verb_stems(verb: str) -> list[str]:
    """Stems of a regular verb: before its infinitive's ending, with the alternations that its endings bring."""
    bare = re.sub(r"(?:ся|сь)$", "", verb)
    if bare.endswith(("овать", "евать")):
        stem = bare[:-5]
        return [stem + vowel for vowel in ("ова", "ева", "у", "ю")]
    stem = re.sub(r"[аеияуыо]?(?:ть|ти|чь)$", "", bare)
    stems = [stem] if len(stem) >= _KEEP else [bare[:-2]]
    for ending, other in (("д", "жд"), ("д", "ж"), ("т", "щ"), ("т", "ч"), ("ст", "щ"), ("з", "ж"), ("с", "ш")):
        if stem.endswith(ending):
            stems.append(stem[: -len(ending)] + other)
    if stem.endswith(("в", "б", "п", "м")):
        stems.append(stem + "л")
    return stems


def _head(phrase: str) -> str:
    from shiome.reading.coding.russian.words import noun_head  # the two modules look one another up

    return noun_head(phrase)


def _noun_stems(noun: str) -> list[str]:
    stem = re.sub(r"[аеиоуыяюйь]$", "", noun) if len(noun) > _KEEP else noun
    stems = [stem]
    if noun.endswith("ка"):
        stems.append(noun[:-2] + "ок")
    if noun.endswith("ча"):
        stems.append(noun[:-1])
    if noun.endswith(("ок", "ец")):
        stems.append(noun[:-2] + noun[-1])
    return stems


@lru_cache(maxsize=65_536)
def lexicon_entry(word: str) -> Entry | None:
    """The entry of the lexicon that a word is a form of; ``None`` for none.

    >>> lexicon_entry("осудила")
    ('осудить', 'verb', True)
    """
    reflexive = word.endswith(("ся", "сь"))
    for wanted in (True, False) if reflexive else (False,):
        if (entry := _entry(word, reflexive=wanted)) is not None:
            return entry
    return None


def _entry(word: str, *, reflexive: bool) -> Entry | None:
    best: tuple[tuple[int, int], Entry] | None = None
    for stem, entry in _stems().get(word[:_KEEP], ()):
        verb = entry[1] == "verb"
        if not word.startswith(stem) or (verb and entry[0].endswith(("ся", "сь")) != reflexive):
            continue
        rest = word[len(stem) :]
        if verb and len(rest) < 2 and rest in ("", "а", "о", "и") and stem not in _bare():
            continue
        if (_VERB_END if verb else _NOUN_END).fullmatch(rest):
            # Of two verbs of one stem, the one that has more letters in common (расширяют: расширять, not расширить).
            score = (len(stem), _in_common(word, entry[0]))
            if best is None or score > best[0]:
                best = score, entry
    return best[1] if best else None


def _in_common(word: str, other: str) -> int:
    """Number of letters with which both begin."""
    count = 0
    for a, b in zip(word, other, strict=False):
        if a != b:
            break
        count += 1
    return count
