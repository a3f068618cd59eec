"""Han characters: their Korean and Mandarin readings, and how a Mandarin syllable answers to a Korean one.

The table is a shortened derivative of the Unihan database (see ``data/LICENSE-unicode.txt``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.screening.scripts.classes import CODES, likeness
from shiome.sanctions.screening.scripts.hangul import code

_SURE, _RARE, _SINGLE = 0.97, 0.9, 0.55


@dataclass(frozen=True)
class Reading:
    """Korean syllable codes (up to two, the commoner first) and the toneless Mandarin reading of a character."""

    korean: tuple[int, ...]
    mandarin: str


@cache
def _rows() -> tuple[tuple[tuple[str, ...], str, bool, str], ...]:
    text = files("shiome.sanctions.screening").joinpath("data/han_readings.tsv").read_text(encoding="utf-8")
    rows = []
    for line in text.splitlines():
        if not line.startswith("#"):
            korean, mandarin, named, characters = line.split("\t")
            kept = tuple(korean.split("/")) if korean != "-" else ()
            rows.append((kept, mandarin.strip("-"), named == "*", characters))
    return tuple(rows)


@cache
def characters() -> Mapping[str, Reading]:
    """Reading of each character."""
    found: dict[str, Reading] = {}
    for korean, mandarin, _, letters in _rows():
        reading = Reading(tuple(code(syllable) for syllable in korean), mandarin)
        found |= dict.fromkeys(letters, reading)
    return found


def named_syllables() -> tuple[str, ...]:
    """Korean syllables that characters used in names are read as, the commoner reading of each, in order."""
    return tuple(sorted({korean[0] for korean, _, named, _ in _rows() if named and korean}))


def is_han(letter: str) -> bool:
    """Whether a letter is a Han character."""
    return "\u4e00" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff" or letter == "々"


@cache
def mandarin_syllables() -> Mapping[str, int]:
    """Number of each Mandarin syllable."""
    return {name: place for place, name in enumerate(sorted({row[1] for row in _rows() if row[1]}))}


@lru_cache(maxsize=65536)
def mandarin(word: str) -> tuple[int, ...]:
    """``word`` as Mandarin syllables (fewest first); empty when it cannot be read so.

    >>> len(mandarin("zhicheng")), mandarin("trading")
    (2, ())
    """
    known = mandarin_syllables()
    best: list[tuple[int, ...] | None] = [None] * (len(word) + 1)
    best[len(word)] = ()
    for at in range(len(word) - 1, -1, -1):
        for end in range(min(len(word), at + 6), at, -1):
            rest = best[end]
            number = known.get(word[at:end])
            if rest is None or number is None:
                continue
            here = best[at]
            if here is None or len(rest) + 1 < len(here):
                best[at] = (number, *rest)
    return best[0] or ()


@cache
def answers() -> NDArray[np.float32]:
    """How well each Mandarin syllable (row) answers to each Korean code (column): through characters used in names, 0..1."""
    counted: Counter[tuple[str, int]] = Counter()
    for korean, reading, named, letters in _rows():
        if named and reading:
            for spoken in korean:
                counted[reading, code(spoken)] += len(letters)
    found = np.zeros((len(mandarin_syllables()), CODES), dtype=np.float32)
    alike = likeness()
    for (reading, syllable), times in counted.items():
        row = found[mandarin_syllables()[reading]]
        np.maximum(
            row, alike.against_all(syllable) * (_SURE if times > 2 else _RARE if times == 2 else _SINGLE), out=row
        )
    return found
