"""The parse of a regular expression: Python's own, which has no public name."""

from __future__ import annotations

from collections.abc import Iterable
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Parts = Iterable[tuple[Any, Any]]
"""Kinds with their values."""

LITERAL, IN, SUBPATTERN, BRANCH = kinds.LITERAL, kinds.IN, kinds.SUBPATTERN, kinds.BRANCH
ZERO_WIDTH = (kinds.AT, kinds.ASSERT, kinds.ASSERT_NOT)
REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT)


def parts_of(expression: str) -> Parts:
    """The parts of an expression in order."""
    parts: Parts = parser.parse(expression)
    return parts


def listed_characters(value: Any) -> set[str] | None:
    """The characters of a class like ``[てで]``; ``None`` for ranges and denied classes."""
    return {chr(code) for _, code in value} if all(sort is LITERAL for sort, _ in value) else None
