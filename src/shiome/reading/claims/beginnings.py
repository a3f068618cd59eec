"""Which characters a regular expression may begin with: many expressions tried at many places are sorted by them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from re import _constants as kinds  # type: ignore[attr-defined] # no public way to an expression's parse
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_ZERO_WIDTH = (kinds.AT, kinds.ASSERT, kinds.ASSERT_NOT)
_REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT)


def first_characters(expression: str) -> frozenset[str] | None:
    """The characters a match may begin with; ``None`` where any may, or where a match may be empty.

    >>> sorted(first_characters("(?<=て)(?:はじめて|初めて)(?!の)|の?なら") or "")
    ['な', 'の', 'は', '初']
    >>> first_characters("[^、]限り") is None
    True
    """
    found, empty = _first(parser.parse(expression))
    return None if found is None or empty else frozenset(found)


def _first(items: Iterable[tuple[Any, Any]]) -> tuple[set[str] | None, bool]:
    """First characters of a sequence (``None`` for any), and whether it may be empty."""
    found: set[str] = set()
    for kind, value in items:
        if kind in _ZERO_WIDTH:
            continue
        own, empty = _of_one(kind, value)
        if own is None:
            return None, False
        found |= own
        if not empty:
            return found, False
    return found, True


def _of_one(kind: Any, value: Any) -> tuple[set[str] | None, bool]:
    if kind is kinds.LITERAL:
        return {chr(value)}, False
    if kind is kinds.IN:
        plain = all(sort is kinds.LITERAL for sort, _ in value)
        return ({chr(code) for _, code in value} if plain else None), False
    if kind is kinds.SUBPATTERN:
        return _first(value[-1])
    if kind in _REPEATS:
        least, _, inner = value
        found, empty = _first(inner)
        return found, empty or least == 0
    if kind is kinds.BRANCH:
        branches = [_first(branch) for branch in value[1]]
        if any(found is None for found, _ in branches):
            return None, False
        return set().union(*(found or () for found, _ in branches)), any(empty for _, empty in branches)
    return None, False


class Beginnings:
    """Expressions that are tried in order at a place: only those that may begin with its character are.

    >>> Beginnings(["なら", "の?ため", "[^、]ば"]).at("の")
    (1, 2)
    """

    def __init__(self, expressions: Sequence[str]) -> None:
        firsts = [first_characters(expression) for expression in expressions]
        self._anywhere = tuple(number for number, first in enumerate(firsts) if first is None)
        self._at = {
            character: tuple(n for n, first in enumerate(firsts) if first is None or character in first)
            for character in frozenset().union(*(first for first in firsts if first is not None))
        }

    def at(self, character: str) -> tuple[int, ...]:
        """Numbers of the expressions that may begin with a character, in order."""
        return self._at.get(character, self._anywhere)
