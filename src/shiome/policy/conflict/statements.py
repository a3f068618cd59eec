"""Option statements: what must be true of a combination of options, written with and, or, not, if and iff."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from shiome.errors import InputRefused

Bools = NDArray[np.bool_]
Operator = Literal["option", "not", "and", "or", "if", "iff"]

_TOKEN = re.compile(r"\s*(?:(?P<symbol>[()&|!~-])|(?P<word>[^\s()&|!~,]+))")
_SYMBOLS = {"&": "and", "|": "or", "!": "not", "~": "not", "-": "not"}
WORDS = ("and", "or", "not", "if", "iff")
DEEPEST = 50
"""Brackets and negations that may stand inside one another."""


def refused(code: str, text: str, ja: str, hint: str, hint_ja: str, failed: object) -> InputRefused:
    """A refusal with the codes of this room."""
    return InputRefused(f"conflict.{code}", text, ja=ja, hint=hint, hint_ja=hint_ja, failed=failed)


@dataclass(frozen=True)
class Statement:
    """One node of a statement: an option, or an operator over other statements."""

    operator: Operator
    option: int = -1
    """Index of the option, where it is one."""
    parts: tuple[Statement, ...] = ()

    def holds(self, chosen: Bools) -> Bools:
        """Where the statement is true; ``chosen`` has one row a state and one column an option."""
        if self.operator == "option":
            return chosen[:, self.option]
        values = [part.holds(chosen) for part in self.parts]
        if self.operator == "not":
            return ~values[0]
        if self.operator == "and":
            return np.asarray(np.logical_and.reduce(values))
        if self.operator == "or":
            return np.asarray(np.logical_or.reduce(values))
        if self.operator == "if":
            return values[0] | ~values[1]
        same: Bools = values[0] == values[1]
        return same


def parse(text: str, options: Sequence[str]) -> Statement:
    """Read a statement over options, named by their identifiers or by their numbers from 1.

    Strongest first: ``not`` (also ``-``, ``!``), ``and`` (``&``), ``or`` (``|``), then ``if`` and ``iff``. ``A if B`` is true wherever B is
    false or A true. An option whose identifier is a number is meant by that identifier.

    Raises
    ------
    InputRefused
        ``conflict.option``: an option that is not there; ``conflict.statement``: what cannot be read.

    >>> parse("a if (b and not c)", ["a", "b", "c"]).operator
    'if'
    """
    known: Mapping[str, int] = {str(n): n - 1 for n in range(1, len(options) + 1)} | {
        each: n for n, each in enumerate(options)
    }
    reader = _Reader(text, known)
    found = reader.conditional()
    if reader.at < len(reader.tokens):
        raise reader.unreadable(reader.tokens[reader.at])
    return found


def options_of(statement: Statement) -> frozenset[int]:
    """Indices of the options that a statement speaks of."""
    if statement.operator == "option":
        return frozenset({statement.option})
    return frozenset().union(*(options_of(part) for part in statement.parts))


class _Reader:
    """Reads one statement, operator by operator."""

    def __init__(self, text: str, known: Mapping[str, int]) -> None:
        self.text, self.known, self.at, self.depth = text, known, 0, 0
        self.tokens = list(self._tokens())
        if not self.tokens:
            raise refused(
                "statement",
                "a statement is empty",
                "空の命題がある",
                "write an option, such as: 1 and not 2",
                "「1 and not 2」のように選択肢を書く",
                text,
            )

    def _tokens(self) -> Any:
        place = 0
        while self.text[place:].strip():
            match = _TOKEN.match(self.text, place)
            if match is None:
                raise self.unreadable(self.text[place:].strip()[0])
            place = match.end()
            token = match["symbol"] or match["word"]
            yield _SYMBOLS.get(token, token.lower() if token.lower() in WORDS and token not in self.known else token)

    def unreadable(self, token: str) -> InputRefused:
        return refused(
            "statement",
            f"the statement “{self.text}” cannot be read at “{token}”",
            f"命題「{self.text}」は「{token}」のところで読めない",
            "write it with and, or, not, if, iff and brackets",
            "and、or、not、if、iff と括弧で書く",
            self.text,
        )

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def conditional(self) -> Statement:
        left = self._joined("or")
        while self._next() in ("if", "iff"):
            operator: Operator = "if" if self._next() == "if" else "iff"
            self.at += 1
            left = Statement(operator, parts=(left, self._joined("or")))
        return left

    def _joined(self, operator: Literal["and", "or"]) -> Statement:
        deeper = self._negated if operator == "and" else lambda: self._joined("and")
        parts = [deeper()]
        while self._next() == operator:
            self.at += 1
            parts.append(deeper())
        return parts[0] if len(parts) == 1 else Statement(operator, parts=tuple(parts))

    def _negated(self) -> Statement:
        self.depth += 1
        word = self._next()
        if self.depth > DEEPEST or word in ("", ")", *(each for each in WORDS if each != "not")):
            raise self.unreadable(word or "…")
        self.at += 1
        if word == "not":
            found = Statement("not", parts=(self._negated(),))
        elif word == "(":
            found = self.conditional()
            if self._next() != ")":
                raise self.unreadable(self._next() or "…")
            self.at += 1
        else:
            found = self._option(word)
        self.depth -= 1
        return found

    def _option(self, token: str) -> Statement:
        if token not in self.known:
            raise refused(
                "option",
                f"the statement “{self.text}” names an unknown option {token}",
                f"命題「{self.text}」の選択肢 {token} はない",
                f"the options are {', '.join(each for each in self.known if not each.isdigit()) or len(self.known)}",
                f"選択肢は {'、'.join(each for each in self.known if not each.isdigit()) or len(self.known)}",
                self.text,
            )
        return Statement("option", self.known[token])
