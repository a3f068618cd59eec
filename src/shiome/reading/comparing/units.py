"""Sentences made comparable: their words, the terms, concepts, actors, numbers and dates in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from shiome.errors import QueryRefused
from shiome.reading.actors import Discourse, Mention
from shiome.reading.comparing import segmenters
from shiome.reading.comparing.lexicon import LANGUAGES, load_concepts, load_words
from shiome.reading.comparing.phrases import Hit, outermost
from shiome.reading.comparing.segmenters import Word, form_of
from shiome.reading.text.metadata.dates import dates_in
from shiome.vocabulary.edtf import parse_edtf

if TYPE_CHECKING:
    from shiome.reading.comparing.language_kit import LanguageKit
    from shiome.reading.comparing.terms import TermBank
    from shiome.reading.text.document import TextDocument
    from shiome.reading.text.sentences import Sentence

_WEIGHTS = {"content": 1.0, "number": 1.0, "function": 0.15, "mark": 0.0}
_LIKENESS = 0.5
"""Weight of what a sentence means (its terms, concepts, actors) beside the words that say it, within one language."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence. All offsets count characters of the clean text."""

    number: int
    start: int
    end: int
    text: str
    language: str
    role: str
    paragraph: int
    section: str
    heading: bool
    words: tuple[Word, ...]
    terms: tuple[Hit, ...]
    concepts: tuple[Hit, ...]
    actors: tuple[tuple[str, Mention], ...]
    """Actor and the mention (in clean offsets) that names it."""
    bag: dict[str, float] = field(repr=False)
    """Words and meanings with weights, for comparison within one language."""
    meanings: dict[str, float] = field(repr=False)
    """Terms, concepts, actors, numbers, dates and Latin words with weights, for comparison across languages."""
    forms: tuple[str, ...] = field(repr=False)
    """The words as forms."""


def date_of(document: TextDocument) -> date | None:
    """First day of the document's date; ``None`` where it has none."""
    if document.metadata.dated is None:
        return None
    try:
        return parse_edtf(document.metadata.dated.value).earliest
    except QueryRefused:
        return None


def units_of(document: TextDocument, bank: TermBank, *, on: date) -> tuple[Unit, ...]:
    """The sentences of a document, made comparable. ``on`` is the day on which names must be valid."""
    memory = Discourse()
    return tuple(
        _unit(sentence, number, document.language, bank, on, memory)
        for number, sentence in enumerate(document.sentences)
    )


def language_in(sentence: str, document: str) -> str:
    """The language to read a sentence in: a heading in Chinese characters is of its document's language.

    >>> language_in("zh", "ja"), language_in("en", "ja")
    ('ja', 'en')
    """
    return document if {sentence, document} <= {"ja", "zh"} else sentence


def _unit(sentence: Sentence, number: int, main: str, bank: TermBank, on: date, memory: Discourse) -> Unit:
    language = language_in(sentence.language, main)
    kit = bank.kit(language)
    mentions = (
        () if bank.resolver is None else bank.resolver.find(sentence.text, on=on, language=language, discourse=memory)
    )
    words = merged(kit.cut(sentence.text), mentions, sentence.text)
    concepts = outermost(kit.concepts.find(words, text=sentence.text if kit.running else ""))
    qualifiers = covering(words, [hit for hit in concepts if hit.id in kit.qualifiers])
    over = qualifiers | passable_marks(words, sentence.text, qualifiers)
    terms = bank.terms_in(language, words, mentions, text=sentence.text if kit.running else "", over=over)
    actors = tuple((actor, mention) for mention in mentions for actor in mention.actors)
    offset = sentence.start
    return Unit(
        number=number,
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
        language=language,
        role=sentence.role,
        paragraph=sentence.paragraph,
        section=sentence.section,
        heading=sentence.heading,
        words=tuple(Word(word.start + offset, word.end + offset, word.form, word.key, word.kind) for word in words),
        terms=tuple(Hit(hit.start + offset, hit.end + offset, hit.id) for hit in terms),
        concepts=tuple(Hit(hit.start + offset, hit.end + offset, hit.id) for hit in concepts),
        actors=tuple((actor, _moved(mention, offset)) for actor, mention in actors),
        forms=tuple(word.form for word in words),
        bag=_bag(words, terms, concepts, actors, kit),
        meanings=_meanings(words, terms, concepts, actors, sentence.text, language),
    )


def _moved(mention: Mention, offset: int) -> Mention:
    return Mention(
        start=mention.start + offset,
        end=mention.end + offset,
        text=mention.text,
        actors=mention.actors,
        kind=mention.kind,
        bloc=mention.bloc,
        metonym=mention.metonym,
        title=mention.title,
    )


def merged(words: list[Word], mentions: tuple[Mention, ...], text: str) -> list[Word]:
    """The words, those that make up one name joined to one (朝鮮 + 半島, United + Kingdom); a count after it stays apart."""
    out: list[Word] = []
    at = 0
    for mention in mentions:
        if mention.kind not in ("name", "compound", "bloc") or mention.metonym:
            continue
        while at < len(words) and words[at].start < mention.start:
            out.append(words[at])
            at += 1
        end = at
        while end < len(words) and words[end].end <= mention.end and words[end].kind != "number":
            end += 1
        while end - 1 > at and words[end - 1].kind in ("function", "mark"):
            end -= 1
        if end - at > 1 and words[at].start == mention.start:
            span = words[at].start, words[end - 1].end
            form = " ".join(form_of(text[span[0] : span[1]]).split())
            out.append(Word(*span, form, form, "content"))
            at = end
    return out + words[at:]


def covering(words: list[Word], hits: list[Hit]) -> set[int]:
    """Numbers of the words that the hits cover."""
    return {
        number for number, word in enumerate(words) for hit in hits if hit.start <= word.start and word.end <= hit.end
    }


def passable_marks(words: list[Word], text: str, qualifiers: set[int]) -> set[int]:
    """Numbers of the marks that a term may run over: quotes and brackets, and commas beside a qualifier."""
    passable: set[int] = set()
    for number, word in enumerate(words):
        if word.kind == "mark" and (
            text[word.start] in "「」『』“”‘’\"'（）()«»·・-"
            or (text[word.start] in "、，,､" and {number - 1, number + 1, number + 2} & qualifiers)
        ):
            passable.add(number)
    return passable


def _bag(
    words: list[Word], terms: list[Hit], concepts: list[Hit], actors: tuple[tuple[str, Mention], ...], kit: LanguageKit
) -> dict[str, float]:
    bag: dict[str, float] = {}
    for word in words:
        weight = _WEIGHTS[word.kind]
        if weight:
            key = f"w:{word.key}"
            bag[key] = bag.get(key, 0.0) + (0.15 if word.form in kit.linkers else weight)
    for meaning in (
        {f"t:{hit.id}" for hit in terms} | {f"c:{hit.id}" for hit in concepts} | {f"a:{actor}" for actor, _ in actors}
    ):
        bag[meaning] = _LIKENESS
    return bag | {f"s:{scale}": _LIKENESS for scale in _scales(concepts)}


def _scales(concepts: list[Hit]) -> set[str]:
    """The graded scales a sentence is on: to urge and to demand are of one sort, whichever of them it does."""
    known = load_concepts()
    scales = {known.scale_of(hit.id) for hit in concepts}
    return {scale for scale in scales if scale and known.scales[scale].kind == "graded"}


def _meanings(
    words: list[Word],
    terms: list[Hit],
    concepts: list[Hit],
    actors: tuple[tuple[str, Mention], ...],
    text: str,
    language: str,
) -> dict[str, float]:
    found = {f"t:{hit.id}": 1.5 for hit in terms}
    found |= {f"c:{hit.id}": 1.0 for hit in concepts}
    found |= {f"a:{actor}": 1.2 for actor, _ in actors} | {f"s:{scale}": 0.5 for scale in _scales(concepts)}
    if language == "en":
        # Dates are written in capitals; words that other scripts keep in Latin letters are abbreviations.
        found |= {
            f"l:{word.form}": 1.0
            for word in words
            if text[word.start : word.end].isupper() and word.end - word.start > 2
        }
    else:
        found |= {f"l:{word.form}": 1.0 for word in words if word.form.isascii() and word.form.isalpha()}
    for written in dates_in(text):
        found[f"d:{written.edtf}"] = 2.0
    for word in words:
        number = _number(word.form, language)
        if number is not None:
            found[f"n:{number}"] = 1.0
    return found


@lru_cache(maxsize=16_384)
def _number(form: str, language: str) -> str | None:
    """The number a word says, also with a counter (三か国, 10発); ``None`` for other words.

    >>> _number("三か国", "ja"), _number("three", "en"), _number("1,000", "en"), _number("核", "ja")
    ('3', '3', '1000', None)
    """
    digits = ""
    for character in form:
        if character.isdecimal():
            digits += str(int(character))
        elif character not in ",.":
            break
    if digits:
        return digits
    known = load_words(language).numbers if language in LANGUAGES else {}
    if form in known:
        return str(known[form])
    rest = form[1:]
    return str(known[form[0]]) if form[:1] in known and rest in load_words(language).counters else None


def tools() -> dict[str, str]:
    """Which analyser cuts each language; see :func:`shiome.reading.comparing.segmenters.tools`."""
    return segmenters.tools()
