"""Longest match of many forms at once: a trie of dictionaries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")
_END = ""


class Trie(Generic[T]):
    """Forms to values; a form may have several values.

    >>> trie = Trie([("東湖", 1), ("東湖市", 2)])
    >>> trie.longest("東湖市へ", 0)
    (3, [2])
    """

    def __init__(self, items: Iterable[tuple[str, T]] = ()) -> None:
        self._root: dict[str, Any] = {}
        self._heads: re.Pattern[str] | None = None
        for form, value in items:
            self.add(form, value)

    def add(self, form: str, value: T) -> None:
        """Add a form; an empty one is ignored."""
        if not form:
            return
        node = self._root
        for character in form:
            node = node.setdefault(character, {})
        node.setdefault(_END, []).append(value)
        self._heads = None

    def longest(self, text: str, start: int) -> tuple[int, list[T]] | None:
        """End and values of the longest form that stands at ``start``."""
        node, found = self._root, None
        for position in range(start, len(text)):
            child = node.get(text[position])
            if child is None:
                break
            node = child
            if _END in node:
                found = position + 1, node[_END]
        return found

    def may_start(self, character: str) -> bool:
        """Whether any form begins with the character."""
        return character in self._root

    def next_start(self, text: str, start: int) -> int:
        """The next place from ``start`` on where a form may begin; the end of the text where there is none."""
        if self._heads is None:
            self._heads = self._starting()
        found = self._heads.search(text, start)
        return found.start() if found else len(text)

    def _starting(self) -> re.Pattern[str]:
        """Where a form may begin: its first character, and behind it a second one where no form is the first alone."""
        alone = "".join(head for head, node in self._root.items() if _END in node)
        heads = "".join(head for head, node in self._root.items() if _END not in node)
        seconds = "".join({second for head in heads for second in self._root[head]})
        parts = [f"[{re.escape(alone)}]"] if alone else []
        if heads:
            parts.append(f"[{re.escape(heads)}](?=[{re.escape(seconds)}])")
        return re.compile("|".join(parts) or r"(?!)")

    def all_at(self, text: str, start: int) -> Iterator[tuple[int, list[T]]]:
        """Every form that stands at ``start``, shortest first."""
        node = self._root
        for position in range(start, len(text)):
            child = node.get(text[position])
            if child is None:
                return
            node = child
            if _END in node:
                yield position + 1, node[_END]

    def __bool__(self) -> bool:
        return bool(self._root)
