"""How alike two sentences are: shared words weighed by their rarity, or shared meanings across languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log

from shiome.reading.comparing.units import Unit

Bag = Mapping[str, float]
_ACROSS = 1.35
"""Factor across languages: a lexicon knows only part of what two sentences share."""
_ROLE = 0.6
"""What is left of a likeness between a heading and a sentence, or an imprint line and any other."""


class Measure:
    """Likeness of bags, 0 to 1, with rarity counted over all sentences of both texts.

    The likeness of two bags is Dice's coefficient 2·Σmin(x, y) / (Σx + Σy) over features weighted by log(1 + N/n), where n of N
    sentences have the feature (Dice 1945; Spärck Jones 1972).
    """

    def __init__(self, bags: Iterable[Bag]) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for bag in bags:
            counts.update(bag.keys())
            total += 1
        self._rarity = {feature: log(1 + total / n) for feature, n in counts.items()}

    def weigh(self, bag: Bag) -> dict[str, float]:
        """The bag with each weight times its rarity."""
        return {feature: weight * self._rarity.get(feature, 1.0) for feature, weight in bag.items()}


def dice(a: Bag, b: Bag, total_a: float, total_b: float) -> float:
    """Dice's coefficient of two weighted bags whose sums are given; 0 for two empty ones.

    >>> dice({"x": 1.0, "y": 1.0}, {"x": 1.0}, 2.0, 1.0)
    0.6666666666666666
    """
    if not total_a or not total_b:
        return 0.0
    if len(b) < len(a):
        a, b = b, a
    shared, other = 0.0, b.get
    for feature, weight in a.items():  # the innermost loop of a comparison
        there = other(feature)
        if there is not None:
            shared += min(there, weight)
    return 2 * shared / (total_a + total_b)


def joined(bags: Iterable[Bag]) -> dict[str, float]:
    """One bag of several."""
    out: dict[str, float] = {}
    for bag in bags:
        for feature, weight in bag.items():
            out[feature] = out.get(feature, 0.0) + weight
    return out


class Likeness:
    """Likeness of the sentences of two texts, in one language or in two; each pair is computed once."""

    def __init__(self, a: Sequence[Unit], b: Sequence[Unit]) -> None:
        self._a, self._b = a, b
        words = Measure(unit.bag for unit in (*a, *b))
        meanings = Measure(unit.meanings for unit in (*a, *b))
        self._bags = [[words.weigh(unit.bag) for unit in units] for units in (a, b)]
        self._meanings = [[meanings.weigh(unit.meanings) for unit in units] for units in (a, b)]
        self._sums = [[sum(bag.values()) for bag in bags] for bags in self._bags]
        self._meaning_sums = [[sum(bag.values()) for bag in bags] for bags in self._meanings]
        self._ratio = _length_ratio(a, b)
        self._known: dict[tuple[int, int], float] = {}

    def same_language(self, i: int, j: int) -> bool:
        """Whether sentence ``i`` of the first text and ``j`` of the second are in one language."""
        return self._a[i].language == self._b[j].language

    def __call__(self, i: int, j: int) -> float:
        """Likeness of sentence ``i`` of the first text to ``j`` of the second."""
        known = self._known.get((i, j))
        if known is None:
            known = self._known[i, j] = self._compute(i, j)
        return known

    def _compute(self, i: int, j: int) -> float:
        a, b = self._a[i], self._b[j]
        if a.language == b.language:
            if a.words and a.forms == b.forms:
                return 1.0
            value = dice(self._bags[0][i], self._bags[1][j], self._sums[0][i], self._sums[1][j])
        else:
            value = dice(self._meanings[0][i], self._meanings[1][j], self._meaning_sums[0][i], self._meaning_sums[1][j])
            value = min(1.0, value * _ACROSS * self._length(len(a.text), len(b.text)))
        return value if a.heading == b.heading and (a.role == "imprint") == (b.role == "imprint") else value * _ROLE

    def group(self, rows: Sequence[int], columns: Sequence[int]) -> float:
        """Likeness of several sentences taken as one to several taken as one; 0 for none."""
        return self.groups([tuple(rows)], [tuple(columns)])(0, 0)

    def groups(self, a: Sequence[Sequence[int]], b: Sequence[Sequence[int]]) -> Callable[[int, int], float]:
        """The measure of likeness between groups of sentences of the first and of the second text."""
        taken_a = [self._taken_as_one(0, members) for members in a]
        taken_b = [self._taken_as_one(1, members) for members in b]

        def like(i: int, j: int) -> float:
            if not a[i] or not b[j]:
                return 0.0
            same = self.same_language(a[i][0], b[j][0])
            (bag_a, sum_a), (bag_b, sum_b) = taken_a[i][same], taken_b[j][same]
            value = dice(bag_a, bag_b, sum_a, sum_b)
            return value if same else min(1.0, value * _ACROSS * self._length(*self._lengths(a[i], b[j])))

        return like

    def _taken_as_one(self, side: int, members: Sequence[int]) -> tuple[tuple[Bag, float], tuple[Bag, float]]:
        # A meaning told in both halves of a sentence is still one meaning.
        meanings: dict[str, float] = {}
        for member in members:
            meanings.update(self._meanings[side][member])
        words = joined(self._bags[side][member] for member in members)
        return (meanings, sum(meanings.values())), (words, sum(words.values()))

    def _lengths(self, rows: Sequence[int], columns: Sequence[int]) -> tuple[int, int]:
        return sum(len(self._a[i].text) for i in rows), sum(len(self._b[j].text) for j in columns)

    def _length(self, a: int, b: int) -> float:
        """Between 0.5 and 1: how well two lengths agree, given how long the one text is to the other."""
        expected = a * self._ratio
        return 0.5 + 0.5 * min(expected, b) / max(expected, b, 1)


def _length_ratio(a: Sequence[Unit], b: Sequence[Unit]) -> float:
    length_a, length_b = sum(len(unit.text) for unit in a), sum(len(unit.text) for unit in b)
    return length_b / length_a if length_a and length_b else 1.0
