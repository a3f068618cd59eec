"""The blocking index: which listed names could answer to a query at all.

Keys of a form: pairs of coarse syllables (so that one misheard syllable does not lose a name), words by their consonants and by their
first letters, numbers never alone. Candidates are weighed by how rare the keys are that they share, and the best are kept.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from shiome.sanctions.screening.elements import elements
from shiome.sanctions.screening.kernels.layout import (
    ELEMENT,
    INITIALS,
    JOINED,
    MANDARIN,
    MEANING,
    PERSON_SYLLABLES,
    PERSON_WORDS,
    SOUND,
    SYLLABIC_WORDS,
    SYLLABLE,
    WORD,
)
from shiome.sanctions.screening.names import Form, Token
from shiome.sanctions.screening.scripts.classes import key
from shiome.sanctions.screening.scripts.han import answers
from shiome.sanctions.screening.scripts.sounds import of_latin

Key = tuple[int, int, int | str]
KEPT = 300
"""Forms kept per query."""
_ANSWERS = 0.85


def _classes(kind: int, code: int) -> tuple[int, ...]:
    if kind == SYLLABLE:
        return (key(code),)
    return _element(code) if kind == ELEMENT else _mandarin(code)


@cache
def _element(code: int) -> tuple[int, ...]:
    return tuple(sorted({key(int(one)) for one in np.flatnonzero(elements().answers[code] >= _ANSWERS)}))


@cache
def _mandarin(code: int) -> tuple[int, ...]:
    return tuple(sorted({key(int(one)) for one in np.flatnonzero(answers()[code] >= _ANSWERS)}))


def keys(form: Form) -> set[Key]:
    """Keys of a form; the same for queries and entries."""
    found: set[Key] = set()
    if form.kind == JOINED:
        letters = form.tokens[0].letters
        return {(JOINED, 9, letters[:5]), (JOINED, 10, letters[-5:])}
    syllables = [
        _classes(token.kind, token.code) for token in form.tokens if token.kind in (SYLLABLE, MANDARIN, ELEMENT)
    ]
    person = form.kind == PERSON_SYLLABLES
    rows = len(syllables)
    space = PERSON_WORDS if form.kind == SYLLABIC_WORDS else form.kind
    for i in range(rows):
        for j in range(i + 1, rows if person else min(rows, i + 2)):
            for a in syllables[i]:
                for b in syllables[j]:
                    # Either order: the family name may stand last.
                    found.add((space, 1, min(a, b) * 64 + max(a, b)))
    if not person and rows == 1:
        found |= {(space, 2, a) for a in syllables[0]}
    single = len(form.tokens) == 1
    return found.union(*(_word_keys(token, space, single=single) for token in form.tokens))


def _word_keys(token: Token, space: int, *, single: bool) -> set[Key]:
    """Keys of a token that is no syllable."""
    if token.kind == MEANING and not token.legal:
        return {(space, 7, token.code)}
    if token.kind == INITIALS:
        return {(space, 8, token.letters)}
    if token.kind not in (WORD, SOUND):
        return set()
    sound = token.sound or of_latin(token.letters)
    found: set[Key] = {(space, 3, sound[:5]) if len(sound) > 1 else (space, 5, token.letters)}
    if len(sound) > 3:
        found |= {(space, 4, sound[1:6]), (space, 6, sound[:3])}
    if token.kind == WORD:
        found.add((space, 5, token.letters[:4]))
        if single:
            found.add((space, 8, token.letters))
    return found


class Index:
    """Postings of keys, each with the weight of its rarity."""

    def __init__(self, forms: Sequence[Form]) -> None:
        postings: dict[Key, list[int]] = defaultdict(list)
        for place, form in enumerate(forms):
            for one in keys(form):
                postings[one].append(place)
        self._size = len(forms)
        self._postings: dict[Key, NDArray[np.int64]] = {
            one: np.array(row, dtype=np.int64) for one, row in postings.items()
        }

    def candidates(self, forms: Iterable[Form], *, kept: int = KEPT) -> NDArray[np.int64]:
        """Places of forms that share keys with a query; where they are too many, those that share the rarest."""
        rows: list[NDArray[np.int64]] = []
        weights: list[float] = []
        for one in {one for form in forms for one in keys(form)}:
            row = self._postings.get(one)
            if row is not None:
                rows.append(row)
                weights.append(math.log2(1.0 + self._size / len(row)))
        if not rows:
            return np.empty(0, dtype=np.int64)
        joined = np.concatenate(rows)
        if len(rows) == 1:
            return joined[:kept]
        places, inverse = np.unique(joined, return_inverse=True)
        if len(places) <= kept:
            return places
        sums = np.bincount(inverse, weights=np.repeat(weights, [len(row) for row in rows]))
        return np.sort(places[np.argpartition(-sums, kept)[:kept]])
