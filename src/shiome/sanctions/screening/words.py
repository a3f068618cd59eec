"""The words that organisations are named with: their meaning, whatever the language (``data/words.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from shiome.sanctions.screening.scripts.classes import likeness, plain
from shiome.sanctions.screening.scripts.hangul import code
from shiome.sanctions.screening.scripts.syllables import readings
from shiome.sanctions.screening.scripts.text import fold, runs
from shiome.tables import shipped_table

_CEILINGS = {"legal": 0.15, "state": 1.5, "form": 2.5, "plain": 11.0}
"""The most bits that a word of each kind counts, however rare it is in the lists."""
_HEARD = 0.8
"""Least likeness of each syllable of a romanised Korean word."""


@dataclass(frozen=True)
class Meaning:
    """A meaning.

    Its number, its name, whether it is a form of incorporation, the number of its family (-1: none), whether it is a line of business,
    and the most bits that it may count.
    """

    number: int
    name: str
    legal: bool
    family: int
    line: bool
    ceiling: float


@dataclass(frozen=True)
class Words:
    """Looking up words.

    Attributes
    ----------
    phrases:
        Latin and Cyrillic words in a row.
    letters:
        Words of scripts without spaces (Han, kana, Hangul).
    sounded:
        Korean words by their plain syllables, so that they are known in every romanisation, each with its exact syllables.
    """

    meanings: tuple[Meaning, ...]
    phrases: Mapping[tuple[str, ...], Meaning]
    letters: Mapping[str, Meaning]
    sounded: Mapping[tuple[int, ...], Sequence[tuple[tuple[int, ...], Meaning]]]
    longest_phrase: int
    longest_letters: int


@cache
def words() -> Words:
    """The words of ``data/words.yaml``."""
    rows = shipped_table(__package__, "data", "words.yaml")
    families: dict[str, int] = {}
    meanings: list[Meaning] = []
    phrases: dict[tuple[str, ...], Meaning] = {}
    letters: dict[str, Meaning] = {}
    sounded: dict[tuple[int, ...], list[tuple[tuple[int, ...], Meaning]]] = {}
    for number, row in enumerate(rows):
        family = families.setdefault(row["family"], len(families)) if "family" in row else -1
        kind = row.get("kind", "plain")
        meaning = Meaning(number, row["id"], kind == "legal", family, bool(row.get("line")), _CEILINGS[kind])
        meanings.append(meaning)
        for language in ("en", "ru", "ru_latin"):
            for form in row.get(language, ()):
                phrases.setdefault(tuple(run.text for run in runs(form)), meaning)
        for language in ("ja", "zh", "ko"):
            for form in row.get(language, ()):
                letters.setdefault(fold(form), meaning)
        for form in row.get("ko", ()):
            if len(form) > 1 and all("가" <= letter <= "힣" for letter in form):
                codes = tuple(code(letter) for letter in form)
                sounded.setdefault(tuple(plain(one) for one in codes), []).append((codes, meaning))
    return Words(tuple(meanings), phrases, letters, sounded, max(map(len, phrases)), max(map(len, letters)))


@cache
def heard(word: str) -> Meaning | None:
    """The meaning of a romanised Korean word such as *unhaeng*; none for words of one syllable, which mean too much."""
    for codes in readings(word, "latin"):
        if len(codes) > 1:
            for exact, found in words().sounded.get(tuple(plain(code) for code in codes), ()):
                if all(likeness().of(one, other) >= _HEARD for one, other in zip(codes, exact, strict=True)):
                    return found
    return None
