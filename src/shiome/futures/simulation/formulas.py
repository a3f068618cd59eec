"""Formulas over driver states and time, such as ``summit=held before 2026-06 and not enforcement<=weak``.

Grammar, loosest first::

    formula    = part { "or" part }            part = factor { "and" factor }
    factor     = "not" factor | "(" formula ")" | timed
    timed      = [ "ever" | "always" ] condition { time }
    condition  = comparison | "(" Boolean combination of comparisons ")"      (brackets only after ever or always)
    comparison = driver ("=" | "!=" | "<" | "<=" | ">" | ">=") state
    time       = ("before" | "after" | "from" | "until" | "in") month
    month      = YYYY-MM | YYYY | mN (N months after the start)

Without ``ever`` or ``always`` a condition must hold in at least one month; without a time, the months are all from the start (month 0)
to the horizon. ``until`` and ``from`` include their month, ``before`` and ``after`` do not. States compare in the order of the model.
Names with spaces, signs or the words above stand in double quotes.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from shiome.errors import QueryRefused
from shiome.futures.simulation.model import SimulationModel

_OPERATORS: dict[str, Callable[[NDArray[np.uint8], int], NDArray[np.bool_]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TIMES = ("before", "after", "from", "until", "in")
_WORDS = frozenset(("and", "or", "not", "ever", "always", *_TIMES))
_TOKEN = re.compile(r'\s*(?:(?P<sign>!=|<=|>=|[=<>()])|"(?P<quoted>[^"]*)"|(?P<word>[^\s=<>!()"]+)|(?P<bad>\S))')
_MONTH = re.compile(r"(?:m(\d{1,5})|(\d{4})(?:-(0[1-9]|1[0-2]))?)")


@dataclass(frozen=True)
class Comparison:
    """A driver's state in one month, compared with a state of its own."""

    driver: str
    sign: str
    state: str
    column: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{_quoted(self.driver)}{self.sign}{_quoted(self.state)}"


@dataclass(frozen=True)
class Not:
    """The contrary of a part."""

    part: Formula

    def __str__(self) -> str:
        return f"not {_bracketed(self.part)}"


@dataclass(frozen=True)
class Both:
    """All of at least two parts hold."""

    parts: tuple[Formula, ...]

    def __str__(self) -> str:
        return " and ".join(_bracketed(part) for part in self.parts)


@dataclass(frozen=True)
class Either:
    """One of at least two parts holds."""

    parts: tuple[Formula, ...]

    def __str__(self) -> str:
        return " or ".join(_bracketed(part) for part in self.parts)


@dataclass(frozen=True)
class Timed:
    """A condition on one month, asked of the months ``first`` to ``last`` (None: the horizon); in all of them or in any."""

    condition: Formula
    always: bool = False
    first: int = 0
    last: int | None = None
    column: int = field(default=0, compare=False)

    def __str__(self) -> str:
        condition = str(self.condition) if isinstance(self.condition, Comparison) else f"({self.condition})"
        begin = f" from m{self.first}" if self.first else ""
        end = "" if self.last is None else f" until m{self.last}"
        return f"{'always' if self.always else 'ever'} {condition}{begin}{end}"


Formula = Comparison | Not | Both | Either | Timed


def parse_formula(text: str, *, start: str | None = None) -> Formula:
    """Read a formula; dates are counted from ``start`` (``YYYY-MM``, month 0).

    Raises
    ------
    QueryRefused
        With the column where the formula cannot be understood.

    >>> print(parse_formula("summit=held before 2026-06 and not enforcement<=weak", start="2026-01"))
    ever summit=held until m4 and not ever enforcement<=weak
    """
    return _Parser(text, start).whole()


def bind(formula: Formula, model: SimulationModel, *, months: int) -> Callable[[NDArray[np.uint8]], NDArray[np.bool_]]:
    """The formula as a function of paths (groups, months + 1, drivers, lanes), giving (groups, lanes).

    Raises
    ------
    QueryRefused
        When a driver or state is unknown, or a time lies beyond the horizon.
    """
    if isinstance(formula, Timed):
        first, last = formula.first, months if formula.last is None else formula.last
        if max(first, last) > months:
            _refuse(
                "horizon",
                formula.column,
                f"month {max(first, last)} lies beyond the horizon of {months} months",
                f"{max(first, last)} か月目は期間 {months} か月の外にある",
            )
        condition, always = bind(formula.condition, model, months=months), formula.always

        def timed(paths: NDArray[np.uint8]) -> NDArray[np.bool_]:
            held = condition(paths[:, first : last + 1])
            answer: NDArray[np.bool_] = np.min(held, axis=1) if always else np.max(held, axis=1)
            return answer

        return timed
    if isinstance(formula, Comparison):
        return _bind_comparison(formula, model)
    if isinstance(formula, Not):
        part = bind(formula.part, model, months=months)
        return lambda paths: ~part(paths)
    parts = [bind(part, model, months=months) for part in formula.parts]
    join = np.logical_and if isinstance(formula, Both) else np.logical_or
    return lambda paths: join.reduce([part(paths) for part in parts])


def _bind_comparison(formula: Comparison, model: SimulationModel) -> Callable[[NDArray[np.uint8]], NDArray[np.bool_]]:
    names = [driver.name for driver in model.drivers]
    if formula.driver not in names:
        _refuse(
            "unknown", formula.column, f"there is no driver {formula.driver}", f"ドライバー {formula.driver} はない"
        )
    index = names.index(formula.driver)
    states = model.drivers[index].states
    if formula.state not in states:
        text = f"driver {formula.driver} has no state {formula.state} (it has {', '.join(states)})"
        ja = f"ドライバー {formula.driver} に状態 {formula.state} はない（{'、'.join(states)}）"
        _refuse("unknown", formula.column, text, ja)
    compare, state = _OPERATORS[formula.sign], states.index(formula.state)
    return lambda paths: compare(paths[:, :, index], state)


def _refuse(code: str, column: int, text: str, ja: str) -> NoReturn:
    raise QueryRefused(
        f"formula.{code}",
        f"formula, column {column}: {text}",
        ja=f"式の {column} 文字目：{ja}",
        hint="write it like: summit=held before 2026-06 and not enforcement<=weak",
        hint_ja="例：summit=held before 2026-06 and not enforcement<=weak",
        failed=column,
    )


def _quoted(name: str) -> str:
    match = _TOKEN.fullmatch(name)
    plain = match is not None and match["word"] == name and name not in _WORDS
    return name if plain else f'"{name}"'


def _bracketed(part: Formula) -> str:
    return f"({part})" if isinstance(part, Both | Either) else str(part)


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    column: int


class _Parser:
    def __init__(self, text: str, start: str | None) -> None:
        self.tokens = list(_tokens(text))
        self.place = 0
        self.start = _month_number(start) if start is not None else None

    def whole(self) -> Formula:
        formula = self._either(timed=True)
        if self._token.kind != "end":
            _refuse(
                "syntax",
                self._token.column,
                f"{self._token.text!r} is not expected here",
                f"{self._token.text!r} はここに置けない",
            )
        return formula

    @property
    def _token(self) -> _Token:
        return self.tokens[self.place]

    def _take(self, *texts: str) -> _Token | None:
        """The present token where it is one of these signs or unquoted words."""
        token = self._token
        if token.kind in ("sign", "word") and token.text in texts:
            self.place += 1
            return token
        return None

    def _either(self, *, timed: bool) -> Formula:
        parts = [self._both(timed=timed)]
        while self._take("or"):
            parts.append(self._both(timed=timed))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _both(self, *, timed: bool) -> Formula:
        parts = [self._factor(timed=timed)]
        while self._take("and"):
            parts.append(self._factor(timed=timed))
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def _factor(self, *, timed: bool) -> Formula:
        if self._take("not"):
            return Not(self._factor(timed=timed))
        if self._take("("):
            return self._closed(timed=timed)
        return self._timed() if timed else self._comparison()

    def _closed(self, *, timed: bool) -> Formula:
        inside = self._either(timed=timed)
        if not self._take(")"):
            _refuse("syntax", self._token.column, "a bracket is not closed", "括弧が閉じていない")
        return inside

    def _timed(self) -> Formula:
        column = self._token.column
        word = self._take("ever", "always")
        inside = self._closed(timed=False) if word and self._take("(") else self._comparison()
        first, last = 0, None
        while time := self._take(*_TIMES):
            begin, end = self._month()
            if time.text in ("from", "in", "after"):
                first = max(first, end + 1 if time.text == "after" else begin)
            if time.text in ("until", "in", "before"):
                bound = begin - 1 if time.text == "before" else end
                last = bound if last is None else min(last, bound)
        if last is not None and last < first:
            _refuse("time", column, "no month from the start on is left by its times", "時期の指定に合う月が残らない")
        return Timed(inside, word is not None and word.text == "always", first, last, column)

    def _month(self) -> tuple[int, int]:
        """First and last month that a date covers."""
        token = self._token
        match = _MONTH.fullmatch(token.text) if token.kind == "word" else None
        if match is None:
            _refuse("time", token.column, "a month is expected: YYYY-MM, YYYY or mN", "月（YYYY-MM、YYYY、mN）を書く")
        self.place += 1
        if match[1]:
            return int(match[1]), int(match[1])
        if self.start is None:
            _refuse(
                "time",
                token.column,
                f"the date {token.text} needs the month in which the simulation starts",
                f"日付 {token.text} にはシミュレーションの始まりの月が要る",
            )
        begin = int(match[2]) * 12 - self.start
        return (begin, begin + 11) if match[3] is None else (begin + int(match[3]) - 1,) * 2

    def _comparison(self) -> Comparison:
        column = self._token.column
        driver = self._name("a driver", "ドライバー")
        sign = self._take(*_OPERATORS)
        if sign is None:
            _refuse(
                "syntax",
                self._token.column,
                f"a comparison such as = or <= is expected after {driver}",
                f"{driver} の後に = や <= などの比較が要る",
            )
        return Comparison(driver, sign.text, self._name("a state", "状態"), column)

    def _name(self, what: str, what_ja: str) -> str:
        token = self._token
        if token.kind == "quoted" or (token.kind == "word" and token.text not in _WORDS):
            self.place += 1
            return token.text
        _refuse("syntax", token.column, f"{what} is expected", f"{what_ja}が要る")


def _tokens(text: str) -> list[_Token]:
    tokens, place = [], 0
    while match := _TOKEN.match(text, place):
        kind = match.lastgroup or "end"
        if kind == "bad":
            _refuse("syntax", match.start(kind) + 1, f"{match[kind]!r} cannot be read", f"{match[kind]!r} は読めない")
        tokens.append(_Token(kind, match[kind], match.start(kind) + 1))
        place = match.end()
    return [*tokens, _Token("end", "", len(text.rstrip()) + 1)]


def _month_number(start: str) -> int:
    match = _MONTH.fullmatch(start)
    if match is None or match[3] is None:
        _refuse(
            "time", 0, f"the start {start} is not a month like 2025-06", f"始まり {start} が 2025-06 のような月でない"
        )
    return int(match[2]) * 12 + int(match[3]) - 1
