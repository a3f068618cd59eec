"""Banks: many names laid out flat for the kernels, weighed by how rare their parts are in the lists."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.screening.elements import elements
from shiome.sanctions.screening.kernels.layout import (
    BODY,
    ELEMENT,
    INITIALS,
    MANDARIN,
    MEANING,
    NUMBER,
    PERSON_SYLLABLES,
    SHIP,
    SYLLABLE,
    WORD,
    Flat,
    Sounds,
)
from shiome.sanctions.screening.names import Form, Token
from shiome.sanctions.screening.scripts.classes import NUCLEI, likeness, plain
from shiome.sanctions.screening.scripts.han import answers
from shiome.sanctions.screening.words import words

_NUMBER = 5.0
_LEAST, _MOST = 1.0, 11.0
_ALIKE = (
    "bp",
    "dt",
    "gk",
    "ck",
    "cg",
    "fv",
    "vw",
    "vb",
    "fp",
    "sz",
    "cs",
    "cz",
    "jg",
    "jz",
    "jy",
    "kq",
    "cq",
    "xk",
    "mn",
    "lr",
    "iy",
    "uw",
    "jc",
    "hk",
)


@cache
def sound_tables() -> Sounds:
    """What the kernel knows of sounds: likeness of classes, Mandarin answers, prices of letters, families of meanings."""
    alike = likeness()
    costs = np.ones((27, 27), dtype=np.float64)
    np.fill_diagonal(costs, 0.0)
    vowels = [ord(letter) - 97 for letter in "aeiouy"]
    for one in vowels:
        for other in vowels:
            costs[one, other] = 0.0 if one == other else 0.45
        costs[one, 26] = costs[26, one] = 0.55
    for letters in _ALIKE:
        one, other = ord(letters[0]) - 97, ord(letters[1]) - 97
        costs[one, other] = costs[other, one] = 0.5
    silent = ord("h") - 97
    costs[silent, 26] = costs[26, silent] = 0.5
    sounds = np.zeros((5, NUCLEI, NUCLEI), dtype=np.float64)
    for place, table in enumerate((alike.onsets, alike.onsets_y, alike.nuclei, alike.codas)):
        sounds[place, : len(table), : len(table)] = table
    sounds[4, 0] = alike.before_y
    meant = np.array([(meaning.family, int(meaning.line)) for meaning in words().meanings], dtype=np.int64)
    return Sounds(sounds, answers(), elements().answers, costs, meant)


def share_key(kind: int, token: Token) -> tuple[int, int | str]:
    """What a token's frequency is counted by."""
    space = 0 if kind == PERSON_SYLLABLES else 10 if kind in (BODY, SHIP) else 20
    if token.kind == SYLLABLE:
        return space + SYLLABLE, plain(token.code)
    if token.kind in (MEANING, MANDARIN, ELEMENT):
        return space + token.kind, token.code
    return space + token.kind, token.letters or token.sound


@dataclass(frozen=True)
class Frequencies:
    """How often parts of names stand in the lists, entities counted once."""

    counts: Mapping[tuple[int, int | str], int]
    totals: Mapping[int, int]

    @classmethod
    def learn(cls, entities: Iterable[Sequence[Form]]) -> Frequencies:
        """Count the parts of the forms of each entity."""
        counts: Counter[tuple[int, int | str]] = Counter()
        totals: Counter[int] = Counter()
        for forms in entities:
            keys = {share_key(form.kind, token) for form in forms for token in form.tokens}
            counts.update(keys)
            totals.update({key[0] for key in keys})
        return cls(dict(counts), dict(totals))

    def bits(self, kind: int, token: Token) -> float:
        """Information of a part in bits.

        Minus the binary logarithm of its share in the lists, where one entity is discounted (an entry is not evidence of its own
        parts being common) and 1/2000 is added (nothing is rarer than that), so that a small list and a large one agree on what is rare.
        """
        if token.kind == NUMBER:
            return _NUMBER
        if token.kind == INITIALS:
            return _MOST
        key = share_key(kind, token)
        share = max(self.counts.get(key, 0) - 0.9, 0.1) / max(self.totals.get(key[0], 0), 40)
        bits = -math.log2(share + 1 / 2000)
        if token.kind == MEANING:
            meaning = words().meanings[token.code]
            return meaning.ceiling if meaning.legal else min(max(_LEAST, bits), meaning.ceiling)
        # A short word of foreign letters says less than its rarity suggests.
        return min(max(_LEAST, bits), _MOST, 2.0 + 1.8 * len(token.letters or token.sound or "abcdef"))


@dataclass(frozen=True)
class Bank:
    """Forms laid out flat.

    ``flat`` is what the kernels take; entity ``e`` owns forms ``owners[e]..owners[e+1]``.
    """

    flat: Flat
    owners: NDArray[np.int64]
    forms: tuple[Form, ...]


def _columns(token: Token, letters: bytearray) -> tuple[int, ...]:
    """Columns of a token, whose letters and consonants are put behind the others."""
    at = len(letters)
    spelled = bytes(ord(letter) - 97 for letter in token.letters if "a" <= letter <= "z")
    sound = bytes(ord(letter) - 97 for letter in token.sound if "a" <= letter <= "z")
    letters += spelled + sound
    # The code of a word is the set of its letters, by which unlike words are told apart at once.
    code = sum(1 << letter for letter in set(spelled)) if token.kind == WORD else token.code
    mark = token.family or token.syllabic
    return token.kind, code, at, len(spelled), at + len(spelled), len(sound), int(mark)


def lay_out(entities: Sequence[Sequence[tuple[Form, float]]], frequencies: Frequencies) -> Bank:
    """Lay out the forms of entities, each with the factor that its score is taken by (1, or less for a weak alias)."""
    kinds: list[int] = []
    starts: list[int] = [0]
    factors: list[float] = []
    owners: list[int] = [0]
    rows: list[tuple[float, ...]] = []
    letters = bytearray()
    kept: list[Form] = []
    for forms in entities:
        for form, factor in forms:
            kinds.append(form.kind)
            factors.append(factor)
            kept.append(form)
            rows += [(frequencies.bits(form.kind, token), *_columns(token, letters)) for token in form.tokens]
            starts.append(len(rows))
        owners.append(len(kinds))
    columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) if rows else [()] * 8
    tokens = np.zeros((len(rows), 7), dtype=np.int64)
    for place in range(7):
        tokens[:, place] = columns[place + 1]
    flat = Flat(
        np.array([*zip(kinds, starts, strict=False), (0, starts[-1])], dtype=np.int64),
        tokens,
        np.array(columns[0], dtype=np.float64),
        np.frombuffer(bytes(letters) + b"\0", dtype=np.uint8).astype(np.int64),
        np.array(factors, dtype=np.float64),
    )
    return Bank(flat, np.array(owners, dtype=np.int64), tuple(kept))
