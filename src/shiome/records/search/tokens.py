"""Tokens: what the index holds of a passage.

Runs of Han, kana and Hangul give every pair of neighbouring characters, and their last character alone, so that the first
character of some token is every character of the run. Words of other scripts give their stem, and with the word before them
a pair of stems, so that a phrase is looked up as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from shiome.records.search.normal import DENSE, normal_text

SEGMENT = re.compile(rf"(?P<dense>[{DENSE}]+)|(?P<word>(?:(?![{DENSE}])[^\W_])+)")
"""One run of dense script, or one word, of a text in normal form."""
JOINT = "\ue001"
"""Private-use character between the two stems of a pair."""
_MARK = "\ue000"
_LONGEST = 64
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_BRITISH = re.compile(r"is(e[drs]?|es|ing|ations?)$")


def language_token(language: str) -> str:
    """The token that every passage of a language carries."""
    return _MARK + "".join(character for character in language if character.isalnum())[:_LONGEST]


def tokens_of(text: str) -> list[str]:
    """The tokens of a text, each once.

    >>> tokens_of("非核化")
    ['非核', '核化', '化']
    >>> tokens_of("Sanctions")
    ['sanction']
    """
    return list(dict.fromkeys(_tokens(normal_text(text))))


def _tokens(text: str) -> Iterator[str]:
    before = ""
    for match in SEGMENT.finditer(text):
        word = match["word"]
        if word is None:
            yield from pairs(match["dense"])
            yield match["dense"][-1]
            before = ""
            continue
        current = stem(word)
        yield current
        if before:
            yield before + JOINT + current
        before = current


def pairs(run: str) -> Iterator[str]:
    """Neighbouring characters of a run."""
    return (run[position : position + 2] for position in range(len(run) - 1))


@lru_cache(maxsize=131_072)
def stem(word: str) -> str:
    """The light stem of a word in normal form; British and American endings have one stem.

    >>> {stem(w) for w in ("denuclearization", "denuclearised", "denuclearize")}
    {'denuclear'}
    """
    word = word[:_LONGEST]
    if _CYRILLIC.search(word):
        return str(_stemmer("russian").stemWord(word))
    if not word.isalpha():
        return word
    return str(_stemmer("english").stemWord(_BRITISH.sub(r"iz\1", word) if len(word) > 5 else word))


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Any:
    import snowballstemmer  # type: ignore[import-untyped]

    return snowballstemmer.stemmer(language)
