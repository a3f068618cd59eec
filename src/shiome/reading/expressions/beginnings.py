"""Which characters a regular expression may begin with: many expressions tried at many places are sorted by them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from shiome.reading.expressions.parsed import (
    BRANCH,
    IN,
    LITERAL,
    REPEATS,
    SUBPATTERN,
    ZERO_WIDTH,
    Parts,
    listed_characters,
    parts_of,
)


def first_characters(expression: str) -> frozenset[str] | None:
    """The characters a match may begin with; ``None`` where any may, or where a match may be empty.

    >>> sorted(first_characters("(?<=て)(?:はじめて|初めて)(?!の)|の?なら") or "")
    ['な', 'の', 'は', '初']
    >>> first_characters("[^、]限り") is None
    True
    """
    found, empty = _first(parts_of(expression))
    return None if found is None or empty else frozenset(found)


def _first(parts: Parts) -> tuple[set[str] | None, bool]:
    """First characters of a sequence (``None`` for any), and whether it may be empty."""
    found: set[str] = set()
    for kind, value in parts:
        if kind in ZERO_WIDTH:
            continue
        own, empty = _of_one(kind, value)
        if own is None:
            return None, False
        found |= own
        if not empty:
            return found, False
    return found, True


def _of_one(kind: Any, value: Any) -> tuple[set[str] | None, bool]:
    if kind is LITERAL:
        return {chr(value)}, False
    if kind is IN:
        return listed_characters(value), False
    if kind is SUBPATTERN:
        return _first(value[-1])
    if kind in REPEATS:
        least, _, inner = value
        found, empty = _first(inner)
        return found, empty or least == 0
    if kind is BRANCH:
        branches = [_first(branch) for branch in value[1]]
        if any(found is None for found, _ in branches):
            return None, False
        return set().union(*(found or () for found, _ in branches)), any(empty for _, empty in branches)
    return None, False


class Beginnings:
    """Expressions that are tried in order at a place: only those that may begin with its character are.

    >>> links = Beginnings(["なら", "の?ため", "[^、]ば"])
    >>> links.at("の"), links.any_at("雨のため", 1), links.any_at("雨の日", 1)
    ((1, 2), True, False)
    """

    def __init__(self, expressions: Sequence[str]) -> None:
        self._expressions = tuple(expressions)
        self._together: dict[str, re.Pattern[str]] = {}
        firsts = [first_characters(expression) for expression in expressions]
        self._anywhere = tuple(number for number, first in enumerate(firsts) if first is None)
        self._at = {
            character: tuple(n for n, first in enumerate(firsts) if first is None or character in first)
            for character in frozenset().union(*(first for first in firsts if first is not None))
        }

    def at(self, character: str) -> tuple[int, ...]:
        """Numbers of the expressions that may begin with a character, in order."""
        return self._at.get(character, self._anywhere)

    def any_at(self, text: str, start: int) -> bool:
        """Whether any expression matches at a place of the text: one look instead of one for each."""
        character = text[start]
        together = self._together.get(character)
        if together is None:
            ours = [f"(?:{self._expressions[number]})" for number in self.at(character)]
            together = self._together[character] = re.compile("|".join(ours) or r"(?!)")
        return together.match(text, start) is not None
