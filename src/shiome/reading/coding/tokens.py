"""Tokens with character offsets: Japanese by Sudachi, loaded when first needed; English by a pattern."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import msgspec

from shiome.errors import MissingExtra

if TYPE_CHECKING:
    from sudachipy import Tokenizer  # type: ignore[import-untyped] # ships no types

Part = Literal[
    "noun",
    "action",
    "number",
    "verb",
    "adjective",
    "adnominal",
    "adverb",
    "particle",
    "auxiliary",
    "open",
    "close",
    "comma",
    "stop",
    "symbol",
    "other",
]
"""Word class; ``action`` is a noun that する makes a verb."""

_LONGEST = 8_000
"""Sudachi refuses texts of more than 49,149 bytes; longer ones are cut."""

_PARTS: dict[str, Part] = {
    "動詞": "verb",
    "形容詞": "adjective",
    "形状詞": "adjective",
    "連体詞": "adnominal",
    "副詞": "adverb",
    "接続詞": "adverb",
    "助詞": "particle",
    "助動詞": "auxiliary",
    "代名詞": "noun",
    "接頭辞": "noun",
    "接尾辞": "noun",
    "記号": "noun",
}


class Token(msgspec.Struct, frozen=True):
    """One word. ``start``/``end`` count characters of the text."""

    start: int
    end: int
    surface: str
    base: str
    """Dictionary form."""
    part: Part
    form: str = ""
    """Japanese conjugation, e.g. ``連用形-一般``."""
    light: bool = False
    """A Japanese verb that leans on what is before it (する, いる, なる)."""


@lru_cache(maxsize=1)
def _sudachi() -> Tokenizer:
    try:
        from sudachipy import Dictionary, SplitMode
    except ImportError as error:
        raise MissingExtra(
            "reading.sudachi",
            "Japanese text needs SudachiPy and its dictionary",
            ja="和文の読み取りには SudachiPy と辞書が要る",
            hint="install sudachipy and sudachidict_core",
            hint_ja="sudachipy と sudachidict_core を入れる",
        ) from error
    return Dictionary().tokenizer(mode=SplitMode.C)


@lru_cache(maxsize=4096)
def japanese_tokens(text: str) -> tuple[Token, ...]:
    """Tokens of a Japanese sentence. Those of the last sentences are kept: events and claims read the same ones."""
    tokens: list[Token] = []
    classes = _classes()
    for offset in range(0, len(text), _LONGEST):
        for morpheme in _sudachi().tokenize(text[offset : offset + _LONGEST]):
            surface = morpheme.surface()
            if not surface:
                continue
            number = morpheme.part_of_speech_id()
            known = classes.get(number)
            if known is None:
                known = classes[number] = _word_class(morpheme.part_of_speech())
            part, form, light = known
            if part == "other" and surface in ("､", ","):
                part = "comma"
            start = offset + morpheme.begin()
            tokens.append(Token(start, start + len(surface), surface, morpheme.dictionary_form(), part, form, light))
    return tuple(tokens)


@lru_cache(maxsize=1)
def _classes() -> dict[int, tuple[Part, str, bool]]:
    """Sudachi's number of a word class to what is kept of it; there are some hundreds."""
    return {}


def _word_class(speech: tuple[str, ...]) -> tuple[Part, str, bool]:
    return _part(speech[0], speech[1], speech[2]), speech[5], speech[0] == "動詞" and speech[1] == "非自立可能"


def _part(major: str, minor: str, third: str) -> Part:
    if major == "名詞":
        if minor == "数詞":
            return "number"
        return "action" if third.startswith("サ変") else "noun"
    if major == "補助記号":
        if minor in ("読点", "句点"):
            return "comma" if minor == "読点" else "stop"
        if minor == "括弧開":
            return "open"
        return "close" if minor == "括弧閉" else "symbol"
    if major == "空白":
        return "other"
    return _PARTS.get(major, "other")


_ENGLISH = re.compile(r"[A-Za-z](?:\.[A-Za-z])+\.?|[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)?|\d+(?:[.,]\d+)*|[^\w\s]")


def english_tokens(text: str) -> list[Token]:
    """Tokens of an English sentence; ``base`` is the lower-case form.

    >>> [token.surface for token in english_tokens("N.S.-ABC talks.")]
    ['N.S.', '-', 'ABC', 'talks', '.']
    """
    tokens: list[Token] = []
    for match in _ENGLISH.finditer(text):
        surface = match[0]
        part: Part = "noun" if surface[0].isalnum() else "symbol"
        if surface in (",", ";", ":"):
            part = "comma"
        elif surface in (".", "!", "?"):
            part = "stop"
        elif surface[0].isdigit():
            part = "number"
        tokens.append(Token(match.start(), match.end(), surface, surface.lower().replace("’", "'"), part))
    return tokens
