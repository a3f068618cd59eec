"""Analysers of Korean, Chinese and Russian: another opinion on word boundaries and forms, where they are installed.

Korean: kiwipiepy. Chinese: jieba. Russian: pymorphy3. Without them the rules of each language do by themselves. Which ones read a
text is part of the coder's name, so that its records can be made again.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from shiome.errors import MissingExtra

LIBRARIES: dict[str, str] = {"ko": "kiwipiepy", "zh": "jieba", "ru": "pymorphy3"}
"""Language to the library that analyses it."""
STANDARD: tuple[str, ...] = ("ru",)
"""Languages whose analyser is used wherever it is installed. Korean held-out sentences are read less well with theirs."""
_in_use: ContextVar[frozenset[str]] = ContextVar("analysers in use", default=frozenset())


def choose_analysers(languages: Collection[str] | None = None) -> frozenset[str]:
    """The languages that are to be read with their analyser.

    Parameters
    ----------
    languages:
        Those wanted; ``None`` for the standard ones as far as their libraries are installed.

    Raises
    ------
    MissingExtra
        A library that is asked for is not installed.
    """
    if languages is None:
        return frozenset(language for language in STANDARD if is_installed(language))
    for language in languages:
        _required(language)
    return frozenset(languages)


@contextmanager
def reading_with(languages: frozenset[str]) -> Iterator[None]:
    """Read with the analysers of these languages, and no others, until the block ends."""
    token = _in_use.set(languages)
    try:
        yield
    finally:
        _in_use.reset(token)


def in_use(language: str) -> bool:
    """Whether a language is being read with its analyser."""
    return language in _in_use.get()


@lru_cache(maxsize=8)
def is_installed(language: str) -> bool:
    """Whether the library of a language is there."""
    return find_spec(LIBRARIES[language]) is not None


@lru_cache(maxsize=8)
def analyser_name(language: str) -> str:
    """Library and version, for the name of the coder."""
    library = LIBRARIES[language]
    return f"{library}-{version(library)}"


def coder_name(rules: str, language: str) -> str:
    """The rules, and the analyser that helps them to read the language."""
    return f"{rules}+{analyser_name(language)}" if in_use(language) else rules


def _required(language: str) -> Any:
    name = LIBRARIES.get(language, language)
    try:
        with warnings.catch_warnings():
            # Old string escapes and a deprecated way to find its own files: none of the reader's business.
            warnings.simplefilter("ignore")
            return import_module(name)
    except ImportError as fault:
        raise MissingExtra(
            "extra.analyser",
            f"the analyser {name} is not installed",
            ja=f"解析器 {name} が入っていない",
            hint=f"pip install 'shiome[languages]', or let the rules read {language} alone",
            hint_ja="pip install 'shiome[languages]' とするか、規則だけで読む",
            failed=name,
        ) from fault


# ---------------------------------------------------------------- Korean


@dataclass(frozen=True, slots=True)
class KoreanVerbs:
    """Where verbs and adjectives are, by the analyser."""

    verbs: tuple[tuple[int, int, str], ...]
    """Begin and end of a stem in the text, and the stem by itself, without what it shares a syllable with."""
    adjectives: tuple[int, ...]

    def verb_within(self, start: int, end: int) -> tuple[int, int, str] | None:
        """The first verb that begins within the word."""
        return next((verb for verb in self.verbs if start <= verb[0] < end), None)

    def adjective_within(self, start: int, end: int) -> bool:
        """Whether the word is an adjective."""
        return any(start <= at < end for at in self.adjectives)


def korean_verbs(text: str) -> KoreanVerbs | None:
    """Verbs and adjectives of a sentence; ``None`` where it is read without the analyser."""
    return _korean_verbs(text) if in_use("ko") else None


@lru_cache(maxsize=16)
def _korean_verbs(text: str) -> KoreanVerbs:
    verbs: list[tuple[int, int, str]] = []
    adjectives: list[int] = []
    # One unit of its encoding per character: what lies beyond the first plane is no Korean.
    plain = "".join(character if character <= "\uffff" else "\ufffd" for character in text)
    for token in _kiwi().tokenize(plain):
        tag = token.tag
        if tag.startswith(("VV", "XSV")):
            verbs.append((token.start, min(token.start + token.len, len(text)), token.form))
        elif tag.startswith(("VA", "XSA")):
            adjectives.append(token.start)
    return KoreanVerbs(tuple(verbs), tuple(adjectives))


@lru_cache(maxsize=1)
def _kiwi() -> Any:
    return _required("ko").Kiwi(num_workers=1)


# ---------------------------------------------------------------- Chinese


def chinese_words(text: str) -> frozenset[int] | None:
    """Offsets at which words begin; ``None`` where it is read without the analyser."""
    return _chinese_words(text) if in_use("zh") else None


@lru_cache(maxsize=16)
def _chinese_words(text: str) -> frozenset[int]:
    return frozenset(start for _, start, _ in _jieba().tokenize(text))


@lru_cache(maxsize=1)
def _jieba() -> Any:
    """Its tokenizer, made of its own dictionary without the cache file that it would leave among temporary files."""
    library = _required("zh")
    library.setLogLevel(logging.WARNING)
    tokenizer = library.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


# ---------------------------------------------------------------- Russian


def russian_parses(word: str) -> tuple[tuple[str, str], ...] | None:
    """Dictionary forms of a word with their grammatical marks, likeliest first; ``None`` where it is read without the analyser.

    A word that its dictionary does not hold (a foreign name) has none.
    """
    return _parses(word) if in_use("ru") else None


@lru_cache(maxsize=65_536)
def _parses(word: str) -> tuple[tuple[str, str], ...]:
    return tuple((parse.normal_form, str(parse.tag)) for parse in _morphology().parse(word)[:4] if parse.is_known)


@lru_cache(maxsize=1)
def _morphology() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _required("ru").MorphAnalyzer()
