"""Elements of proper names: *gold mountain* and *kumsan* are one name, in translation and in sound (``data/elements.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.screening.kernels.layout import ELEMENT, MEANING
from shiome.sanctions.screening.names import Token
from shiome.sanctions.screening.scripts.classes import CODES, likeness
from shiome.sanctions.screening.scripts.hangul import code
from shiome.sanctions.screening.scripts.text import Run
from shiome.tables import shipped_table

_TRANSLATED = 0.97
"""Likeness of an element and the syllable that it is written with."""


@dataclass(frozen=True)
class Elements:
    """Elements by their English words, and how well each (row) answers to each Korean code (column)."""

    words: Mapping[str, int]
    answers: NDArray[np.float32]


@cache
def elements() -> Elements:
    """The elements of ``data/elements.yaml``."""
    rows = shipped_table(__package__, "data", "elements.yaml")
    answers = np.zeros((len(rows), CODES), dtype=np.float32)
    known: dict[str, int] = {}
    for number, row in enumerate(rows):
        known |= dict.fromkeys(row["en"], number)
        for syllable in row["ko"]:
            np.maximum(answers[number], likeness().against_all(code(syllable)) * _TRANSLATED, out=answers[number])
    return Elements(known, answers)


def with_elements(parts: Sequence[Run | Token]) -> tuple[Run | Token, ...] | None:
    """The parts of a name with every English element taken as one; none where there is none."""
    found = tuple(one for part in parts for one in (_elements(part) or (part,)))
    return found if any(isinstance(part, Token) and part.kind == ELEMENT for part in found) else None


def _elements(part: Run | Token) -> tuple[Token, ...]:
    """A word as an element, or as two that are written in one; a word such as *land* may be a line of business too."""
    known = elements().words
    text = part.text
    if (isinstance(part, Token) and part.kind != MEANING) or (isinstance(part, Run) and part.kind != "latin"):
        return ()
    if text in known:
        return (Token(ELEMENT, text, code=known[text]),)
    for cut in range(3, len(text) - 2):
        if text[:cut] in known and text[cut:] in known:
            return tuple(Token(ELEMENT, one, code=known[one]) for one in (text[:cut], text[cut:]))
    return ()
