"""Which words a regular expression cannot match without: a text without any of them need not be searched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
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

_MOST = 64
"""A longer list of words is no help."""


def anchors(expression: str) -> frozenset[str] | None:
    """Words of which every match holds at least one; ``None`` where nothing can be told.

    >>> sorted(anchors("(?:とは|ことは)?考え(?:にくい|がたい)") or ())
    ['がたい', 'にくい']
    >>> anchors("[^。]{0,4}") is None
    True
    """
    found = _of_sequence(parts_of(expression))
    return None if found is None or len(found) > _MOST else frozenset(found)


def _of_sequence(parts: Parts) -> set[str] | None:
    """The most telling words that a sequence cannot do without."""
    return max(_candidates(parts), key=_telling, default=None)


def _candidates(parts: Parts) -> Iterator[set[str]]:
    run = ""
    for kind, value in parts:
        if kind is LITERAL:
            run += chr(value)
            continue
        if kind in ZERO_WIDTH:
            continue
        if run:
            yield {run}
            run = ""
        own = _of_one(kind, value)
        if own:
            yield own
    if run:
        yield {run}


def _telling(words: set[str]) -> tuple[int, int]:
    return min(len(word) for word in words), -len(words)


def _of_one(kind: Any, value: Any) -> set[str] | None:
    if kind is IN:
        return listed_characters(value)
    if kind is SUBPATTERN:
        return _of_sequence(value[-1])
    if kind in REPEATS:
        least, _, inner = value
        return _of_sequence(inner) if least else None
    if kind is BRANCH:
        branches = [_of_sequence(branch) for branch in value[1]]
        return None if any(branch is None for branch in branches) else set().union(*(b or () for b in branches))
    return None


class Anchored:
    """Expressions looked for in many texts: only those whose words a text has are.

    Parameters
    ----------
    expressions
        Regular expressions.
    cased
        They are meant without regard to case.

    >>> Anchored(["かねない", "可能性(?:が|は)ある", "[^、]+ば"]).may_match("そうなれば、可能性はある。")
    [1, 2]
    """

    def __init__(self, expressions: Sequence[str], *, cased: bool = False) -> None:
        self._cased = cased
        self._always: list[int] = []
        by_word: dict[str, list[int]] = defaultdict(list)
        for number, expression in enumerate(expressions):
            words = anchors(expression)
            if words is None:
                self._always.append(number)
            for word in words or ():
                by_word[word.lower() if cased else word].append(number)
        self._by_start: dict[str, list[tuple[str, list[int]]]] = defaultdict(list)
        for word, numbers in by_word.items():
            self._by_start[word[:2]].append((word, numbers))

    def may_match(self, text: str) -> list[int]:
        """Numbers of the expressions that a text may match, in their order."""
        if self._cased:
            text = text.lower()
        found = set(self._always)
        by_start = self._by_start
        for start in {*text, *map("".join, pairwise(text))} & by_start.keys():
            for word, numbers in by_start[start]:
                if word in text:
                    found.update(numbers)
        return sorted(found)
