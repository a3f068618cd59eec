"""Texts cut into words with offsets, language by language.

Analysers that are not installed are never required: Japanese falls back on runs of one script, Korean on words between blanks
with their particles cut off, Chinese on the longest words of the lexicon, names and terms.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from shiome.errors import MissingExtra
from shiome.reading.actors.scripts import script_of
from shiome.reading.actors.trie import Trie
from shiome.reading.comparing.lexicon import Words, load_words

if TYPE_CHECKING:
    from shiome.reading.coding.tokens import Token

Kind = Literal["content", "function", "mark", "number"]


class Word(msgspec.Struct, frozen=True):
    """One word. ``start``/``end`` count characters of the text it was cut from."""

    start: int
    end: int
    form: str
    """As written, but for width and case: two texts say the same word if their forms are equal."""
    key: str
    """Dictionary form or stem."""
    kind: Kind


_LETTERS = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)*|['’][sS]\b|\d+(?:[.,]\d+)*|[^\w\s]|_")


@lru_cache(maxsize=65_536)
def form_of(surface: str) -> str:
    """A surface in normal width and lower case."""
    return unicodedata.normalize("NFKC", surface).casefold() or surface


def _kind(form: str, function: Iterable[str]) -> Kind:
    if form in function:
        return "function"
    if form[:1].isdigit():
        return "number"
    return "content" if any(character.isalnum() for character in form) else "mark"


@lru_cache(maxsize=65_536)
def stem(form: str, language: str) -> str:
    """A word without its ending, by the lexicon's list of endings.

    >>> stem("reaffirmed", "en") == stem("reaffirms", "en"), stem("denuclearisation", "en")
    (True, 'denuclearization')
    """
    words = load_words(language)
    for written, normal in words.spelling.items():
        if form.endswith(written):
            form = form.removesuffix(written) + normal
    for ending in _endings(language):
        if form.endswith(ending) and len(form) - len(ending) >= words.keep:
            form = form.removesuffix(ending)
            break
    doubled = language == "en" and len(form) > 4 and form[-1] == form[-2] and form[-1] not in "ls"
    return form[:-1] if doubled else form


@lru_cache(maxsize=8)
def _endings(language: str) -> tuple[str, ...]:
    return tuple(sorted(load_words(language).endings, key=len, reverse=True))


@lru_cache(maxsize=8)
def _function(language: str) -> frozenset[str]:
    words = load_words(language)
    return frozenset((*words.function, *words.particles, *words.linkers, *words.chain))


def spaced(text: str, language: str) -> Iterator[Word]:
    """Words between blanks and marks: English, Russian, and any language without a lexicon."""
    function = _function(language)
    for match in _LETTERS.finditer(text):
        form = form_of(match[0])
        kind = _kind(form, function)
        yield Word(match.start(), match.end(), form, stem(form, language) if kind == "content" else form, kind)


# --- Japanese -------------------------------------------------------------------------------------------------------------


def japanese(text: str) -> Iterator[Word]:
    """Japanese words: affixes, counters and the endings of adjectives stay with what they belong to (非核化, 三か国, 確固たる)."""
    from shiome.reading.coding.tokens import japanese_tokens

    try:
        tokens = japanese_tokens(text)
    except MissingExtra:
        yield from _by_script(text)
        return
    yield from _joined([token for token in tokens if token.surface.strip()], load_words("ja"))


def _joined(tokens: list[Token], words: Words) -> Iterator[Word]:
    at = 0
    while at < len(tokens):
        end = at + 1
        while end < len(tokens) and tokens[end].start == tokens[end - 1].end and _belongs(tokens, at, end, words):
            end += 1
        yield _word(tokens[at:end])
        at = end


def _belongs(tokens: list[Token], first: int, at: int, words: Words) -> bool:
    """Whether the token at ``at`` is one word with those from ``first`` on."""
    before, token = tokens[at - 1], tokens[at]
    noun = token.part in ("noun", "action", "adjective")
    if before.part == "number":
        return token.part == "number" or token.surface in words.counters
    if at - 1 == first and before.surface in words.prefixes:
        return noun
    if token.surface in words.suffixes:
        return before.part in ("noun", "action", "adjective")
    adjective = before.part == "adjective" or before.surface in ("的", "性")
    return adjective and token.part == "auxiliary" and token.surface in words.adjective_endings


def _word(tokens: list[Token]) -> Word:
    stems = tokens[:-1] if len(tokens) > 1 and tokens[-1].part == "auxiliary" else tokens
    part = stems[-1].part
    kind: Kind = "content"
    if part == "number" or stems[0].part == "number":
        kind = "number"
    elif part in ("particle", "auxiliary") or (len(tokens) == 1 and tokens[0].light):
        kind = "function"
    elif part in ("comma", "stop", "open", "close", "symbol", "other"):
        kind = "content" if any(character.isalnum() for character in tokens[0].surface) else "mark"
    surface = "".join(token.surface for token in tokens)
    key = "".join(token.surface for token in stems[:-1]) + stems[-1].base
    return Word(tokens[0].start, tokens[-1].end, form_of(surface), form_of(key), kind)


def _by_script(text: str) -> Iterator[Word]:
    """Runs of one script, for want of an analyser; hiragana counts as function words."""
    at = 0
    while at < len(text):
        script = script_of(text[at])
        end = at + 1
        while script != "other" and end < len(text) and script_of(text[end]) == script:
            end += 1
        if not text[at].isspace():
            form = form_of(text[at:end])
            kind: Kind = "function" if script == "hiragana" else _kind(form, ())
            yield Word(at, end, form, form, kind)
        at = end


# --- Korean ---------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _kiwi() -> Any:
    """The analyser where it is installed, else ``None``."""
    try:
        from kiwipiepy import Kiwi  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        return None
    return Kiwi()


def korean(text: str) -> Iterator[Word]:
    """Korean words and their particles, by kiwipiepy where it is installed."""
    kiwi = _kiwi()
    if kiwi is None:
        yield from _eojeols(text)
        return
    done = 0
    for token in kiwi.tokenize(text):
        start, end = token.start, token.start + token.len
        if start < done or end <= start or not text[start:end].strip():
            continue  # a contracted ending that shares its syllable with the stem
        done = end
        tag = token.tag
        kind: Kind = "content"
        if tag[0] in "JEX" and tag not in ("XR", "XPN"):
            kind = "function"
        elif tag[0] == "S" and tag not in ("SL", "SH"):
            kind = "number" if tag == "SN" else "mark"
        yield Word(start, end, form_of(text[start:end]), form_of(token.form), kind)


def _eojeols(text: str) -> Iterator[Word]:
    for word in spaced(text, "ko"):
        cut = (
            _cut(word.form)
            if script_of(text[word.start]) == "hangul" and word.end - word.start == len(word.form)
            else 0
        )
        if not cut:
            yield word
            continue
        head, tail = word.form[:cut], word.form[cut:]
        yield Word(word.start, word.start + cut, head, head, "content")
        yield Word(word.start + cut, word.end, tail, tail, "function")


@lru_cache(maxsize=16_384)
def _cut(form: str) -> int:
    """Where a particle or verb ending of a Korean word begins; 0 for nowhere."""
    words = load_words("ko")
    if form in words.keep_endings:
        return 0
    for ending in _korean_endings():
        head = form.removesuffix(ending)
        if len(head) >= 2 and head != form:
            kept = any(form.endswith(keep) and len(keep) > len(ending) for keep in words.keep_endings)
            if not kept or head.endswith(words.bodies):
                return len(head)
    return 0


@lru_cache(maxsize=1)
def _korean_endings() -> tuple[str, ...]:
    words = load_words("ko")
    return tuple(sorted({*words.particles, *words.verb_endings}, key=len, reverse=True))


# --- Chinese --------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _jieba() -> Callable[[str], Iterable[str]] | None:
    """The analyser where it is installed, else ``None``."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its source is older than the language
            import jieba  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        return None
    jieba.setLogLevel(60)
    cut: Callable[[str], Iterable[str]] = jieba.cut
    return cut


def chinese(text: str, vocabulary: Trie[bool]) -> Iterator[Word]:
    """Chinese words, by jieba where it is installed, else the longest ones of ``vocabulary``, else single characters."""
    function = _function("zh")
    jieba = _jieba()
    at = 0
    for piece in jieba(text) if jieba else _longest(text, vocabulary):
        if piece.strip():
            form = form_of(piece)
            yield Word(at, at + len(piece), form, form, _kind(form, function))
        at += len(piece)


def _longest(text: str, vocabulary: Trie[bool]) -> Iterator[str]:
    at = 0
    while at < len(text):
        script = script_of(text[at])
        end = at + 1
        if script == "han":
            end = (vocabulary.longest(text, at) or (end, []))[0]
        else:
            while script != "other" and end < len(text) and script_of(text[end]) == script:
                end += 1
        yield text[at:end]
        at = end


def tools() -> dict[str, str]:
    """Which analyser cuts each of the languages that have one.

    >>> sorted(tools())
    ['ja', 'ko', 'zh']
    """
    from importlib.util import find_spec

    return {
        "ja": "sudachi" if find_spec("sudachipy") else "script runs",
        "ko": "kiwi" if _kiwi() else "particles",
        "zh": "jieba" if _jieba() else "longest words",
    }
