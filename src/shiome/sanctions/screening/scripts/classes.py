"""Classes of Korean sounds, and how alike two syllables are whatever script they came from.

A syllable is packed as one number: first sound, vowel, last sound. Scripts that do not tell two sounds apart are read as the class
that fits both, so that one likeness serves every pair of scripts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.tables import shipped_table

ONSETS, NUCLEI, CODAS = 18, 21, 10
CODES = ONSETS * NUCLEI * CODAS
"""How many syllable codes there are."""
_FLOOR = 0.05


@cache
def tables() -> Mapping[str, Any]:
    """The sound tables of ``data/scripts.yaml``."""
    loaded: Mapping[str, Any] = shipped_table("shiome.sanctions.screening", "data", "scripts.yaml")
    return loaded


@cache
def places(part: str) -> Mapping[str, int]:
    """Number of each class of ``onsets``, ``nuclei`` or ``codas``."""
    return {name: place for place, name in enumerate(tables()["classes"][part])}


def pack(onset: int, nucleus: int, coda: int) -> int:
    """One number for a syllable.

    >>> unpack(pack(3, 4, 5))
    (3, 4, 5)
    """
    return (onset * NUCLEI + nucleus) * CODAS + coda


def unpack(code: int) -> tuple[int, int, int]:
    """First sound, vowel and last sound of a syllable."""
    head, coda = divmod(code, CODAS)
    onset, nucleus = divmod(head, NUCLEI)
    return onset, nucleus, coda


@dataclass(frozen=True)
class Likeness:
    """Likeness of classes, 0..1, symmetric: ``onsets`` and ``onsets_y`` (before i and y), ``nuclei``, ``codas``."""

    onsets: NDArray[np.float32]
    onsets_y: NDArray[np.float32]
    nuclei: NDArray[np.float32]
    codas: NDArray[np.float32]
    before_y: NDArray[np.bool_]

    def of(self, one: int, other: int) -> float:
        """How alike two syllables are: the product of their three parts."""
        a, b, c = unpack(one)
        d, e, f = unpack(other)
        onsets = self.onsets_y if self.before_y[b] and self.before_y[e] else self.onsets
        return float(onsets[a, d] * self.nuclei[b, e] * self.codas[c, f])

    def against_all(self, code: int) -> NDArray[np.float32]:
        """The likeness of one syllable with every code."""
        a, b, c = unpack(code)
        heads = self.onsets[a][:, None] * self.nuclei[b][None, :]
        if self.before_y[b]:
            softened = self.onsets_y[a][:, None] * self.nuclei[b][None, :]
            heads = np.where(self.before_y[None, :], softened, heads)
        return np.asarray((heads[:, :, None] * self.codas[c][None, None, :]).reshape(-1), dtype=np.float32)


def _matrix(part: str, rows: Sequence[Mapping[str, float]]) -> NDArray[np.float32]:
    number = places(part)
    found = np.full((len(number), len(number)), _FLOOR, dtype=np.float32)
    np.fill_diagonal(found, 1.0)
    for row in rows:
        for pair, value in row.items():
            one, other = pair.split("-")
            found[number[one], number[other]] = found[number[other], number[one]] = value
    return found


@cache
def likeness() -> Likeness:
    """The likeness that ``data/scripts.yaml`` states."""
    stated = tables()["likeness"]
    onsets = _matrix("onsets", stated["onsets"])
    softened = _matrix("onsets", [*stated["onsets"], stated["dropped_before_y"]])
    before = np.zeros(NUCLEI, dtype=np.bool_)
    before[[places("nuclei")[name] for name in stated["before_y"]]] = True
    return Likeness(onsets, softened, _matrix("nuclei", stated["nuclei"]), _matrix("codas", stated["codas"]), before)


@cache
def coarse() -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Coarser classes for counting and for finding candidates: one number per class that is easily mistaken for another."""
    groups = {
        "onsets": ("K G KH", "N R Z", "T D TH", "M", "P B PH", "S", "C J CH", "H"),
        "nuclei": ("A YA WA", "E YE WE EX O OO EO U UU EU YO YOO YEO YU WO", "I UI WI"),
        "codas": ("Z", "K T P X", "N NG NX", "M", "L"),
    }
    found = []
    for part, rows in groups.items():
        number = np.zeros(len(places(part)), dtype=np.int64)
        for place, row in enumerate(rows):
            for name in row.split():
                number[places(part)[name]] = place
        found.append(number)
    return found[0], found[1], found[2]


def key(code: int) -> int:
    """The coarse class of a syllable: what two spellings of one syllable nearly always share."""
    onset, _, coda = unpack(code)
    onsets, _, codas = coarse()
    return int(onsets[onset] * 5 + codas[coda])


@cache
def plain(code: int) -> int:
    """A syllable without the distinctions that common spelling drops; what frequencies are counted by."""
    onset, nucleus, coda = unpack(code)
    onsets, _, codas = coarse()
    vowels = {"OO": "O", "EO": "O", "UU": "U", "EU": "U", "YOO": "YO", "YEO": "YO", "EX": "O"}
    names = tables()["classes"]["nuclei"]
    vowel = places("nuclei")[vowels.get(names[nucleus], names[nucleus])]
    return int((onsets[onset] * NUCLEI + vowel) * 5 + codas[coda])


@cache
def _changes() -> tuple[frozenset[int], frozenset[int], dict[int, int], dict[int, int]]:
    on, co = places("onsets"), places("codas")
    nasal = {co["K"]: co["NG"], co["T"]: co["N"], co["P"]: co["M"], co["X"]: co["NX"]}
    carried = {
        co["K"]: on["K"],
        co["T"]: on["T"],
        co["P"]: on["P"],
        co["N"]: on["N"],
        co["M"]: on["M"],
        co["L"]: on["R"],
    }
    return frozenset((on["N"], on["M"])), frozenset((co["M"], co["NG"], co["NX"])), nasal, carried


def spoken(codes: tuple[int, ...]) -> tuple[int, ...]:
    """Syllables as spoken together: stops before nasals, r and l, and consonants carried over to a vowel."""
    if len(codes) < 2:
        return codes
    on, co = places("onsets"), places("codas")
    nasals, before_r, nasal, carried = _changes()
    rows = [list(unpack(code)) for code in codes]
    for one, other in pairwise(rows):
        last, first = one[2], other[0]
        if first == on["Z"] and last in carried:
            one[2], other[0] = co["Z"], carried[last]
        elif first in nasals and last in nasal:
            one[2] = nasal[last]
        elif first == on["R"] and last in nasal:
            one[2], other[0] = nasal[last], on["N"]
        elif first == on["R"] and last in before_r:
            other[0] = on["N"]
        elif (first == on["R"] and last == co["N"]) or (first == on["N"] and last == co["L"]):
            one[2], other[0] = co["L"], on["R"]
    return tuple(pack(a, b, c) for a, b, c in rows)
