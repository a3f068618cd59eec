"""Longest match of many phrases over a sequence of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Hit(NamedTuple, Generic[T]):
    """A phrase found: words ``start`` to ``end`` (exclusive) and what the phrase stands for."""

    start: int
    end: int
    value: T


class PhraseIndex(Generic[T]):
    """Phrases by their first word.

    The first value given for a phrase stands; a later one is refused by :meth:`add`, so that an earlier dictionary of a list has
    precedence over the later ones. :meth:`replace` is for those that know how to merge two values.

    >>> index = PhraseIndex[str]()
    >>> index.add(("NORTH", "KOREA"), "PRK"), index.add(("KOREA",), "KOR")
    (True, True)
    >>> [hit.value for hit in index.find(("FROM", "NORTH", "KOREA"))]
    ['PRK']
    """

    def __init__(self) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], T]] = {}
        self._longest: dict[str, int] = {}

    def add(self, words: tuple[str, ...], value: T) -> bool:
        """Add a phrase; ``False`` where it is already there. A phrase without words is ignored."""
        if not words:
            return True
        phrases = self._by_first.setdefault(words[0], {})
        if words in phrases:
            return False
        phrases[words] = value
        self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))
        return True

    def replace(self, words: tuple[str, ...], value: T) -> None:
        """Give a phrase another value; adds it where it is not there."""
        if not self.add(words, value):
            self._by_first[words[0]][words] = value

    def get(self, words: tuple[str, ...]) -> T | None:
        """What exactly these words stand for."""
        return self._by_first.get(words[0], {}).get(words) if words else None

    def match(self, words: Sequence[str], start: int) -> Hit[T] | None:
        """The longest phrase that begins at ``start``."""
        phrases = self._by_first.get(words[start])
        if phrases is None:
            return None
        for end in range(min(len(words), start + self._longest[words[start]]), start, -1):
            value = phrases.get(tuple(words[start:end]))
            if value is not None:
                return Hit(start, end, value)
        return None

    def find(self, words: Sequence[str]) -> list[Hit[T]]:
        """Every phrase from left to right, longest first, without overlap."""
        hits: list[Hit[T]] = []
        position = 0
        while position < len(words):
            hit = self.match(words, position)
            if hit is None:
                position += 1
            else:
                hits.append(hit)
                position = hit.end
        return hits

    def __len__(self) -> int:
        return sum(len(phrases) for phrases in self._by_first.values())
