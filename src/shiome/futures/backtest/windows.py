"""Formulas whose months are fixed: each part says from which month to which it is asked, whenever that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from shiome.futures.backtest.months import month_text
from shiome.futures.simulation.formulas import Both, Comparison, Either, Formula, Not, Timed


def closed(formula: Formula, *, start: int, until: int) -> Formula:
    """The formula with an end for each part that has none: the month ``until``, both counted as :mod:`months` does."""
    if isinstance(formula, Timed):
        return formula if formula.last is not None else replace(formula, last=until - start)
    return _mapped(formula, lambda part: closed(part, start=start, until=until))


def cut(formula: Formula, *, start: int, until: int) -> Formula:
    """The formula asked no further than the month ``until``; a part that begins later keeps no month and ends before it begins."""
    if isinstance(formula, Timed):
        return replace(formula, last=min(_end(formula), until - start))
    return _mapped(formula, lambda part: cut(part, start=start, until=until))


def spans(formula: Formula) -> Iterator[tuple[int, int]]:
    """First and last month of each part of a closed formula, counted from its start."""
    if isinstance(formula, Timed):
        yield formula.first, _end(formula)
    elif isinstance(formula, Not):
        yield from spans(formula.part)
    elif isinstance(formula, Both | Either):
        for part in formula.parts:
            yield from spans(part)


def comparisons(formula: Formula) -> Iterator[Comparison]:
    """Every comparison in it, in order."""
    if isinstance(formula, Comparison):
        yield formula
    elif isinstance(formula, Timed):
        yield from comparisons(formula.condition)
    elif isinstance(formula, Not):
        yield from comparisons(formula.part)
    else:
        for part in formula.parts:
            yield from comparisons(part)


def dated(formula: Formula, *, start: int) -> str:
    """A closed formula in words that mean the same months wherever the simulation starts."""
    if isinstance(formula, Timed):
        inside = str(formula.condition) if isinstance(formula.condition, Comparison) else f"({formula.condition})"
        first, last = month_text(start + formula.first), month_text(start + _end(formula))
        return f"{'always' if formula.always else 'ever'} {inside} from {first} until {last}"
    if isinstance(formula, Not):
        return f"not {_bracketed(formula.part, start)}"
    if isinstance(formula, Both | Either):
        return (" and " if isinstance(formula, Both) else " or ").join(_bracketed(p, start) for p in formula.parts)
    return str(formula)


def _end(formula: Timed) -> int:
    assert formula.last is not None  # noqa: S101 - closed() has given every part an end
    return formula.last


def _bracketed(part: Formula, start: int) -> str:
    text = dated(part, start=start)
    return f"({text})" if isinstance(part, Both | Either) else text


def _mapped(formula: Formula, change: Callable[[Formula], Formula]) -> Formula:
    if isinstance(formula, Not):
        return Not(change(formula.part))
    if isinstance(formula, Both | Either):
        return type(formula)(tuple(change(part) for part in formula.parts))
    return formula
