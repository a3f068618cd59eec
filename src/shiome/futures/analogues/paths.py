"""What a case answers to a question: its drivers month by month, and formulas over them with unknowns left unknown."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shiome.errors import QueryRefused
from shiome.futures.analogues.situations import NOTHING, Aspect, last_day
from shiome.futures.simulation.formulas import Both, Comparison, Either, Formula, Not, Timed, parse_formula
from shiome.region.asof import entry_as_of
from shiome.region.pack import Pack
from shiome.region.schema.context import Case

Answer = Literal["yes", "no", "unknown"]
Truth = bool | None
Path = Mapping[str, Sequence[str | None]]
"""Driver to its state in each month from 0 on; None where unknown."""
_SIGNS: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the cases suggest for a question. An analogy, not a probability of the model: few cases, none of them the present."""

    formula: str
    months: int
    """How far it looks, from the month of the day on."""
    answers: Mapping[str, Answer]
    """By case."""
    share: float | None
    """Share of yes among the cases that answer, each counted by its likeness; None where none answers."""
    low: float
    high: float
    """The same share if every case that does not answer had answered no, or yes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what the question is asked: the drivers, and the states in which the present has them."""

    pack: Pack
    drivers: Mapping[str, Aspect]
    present: Mapping[str, str]


def case_path(asked: Asked, case: Case, day: date, months: int) -> dict[str, list[str | None]]:
    """What the present's drivers would do by month if they did as those of the case, as known on ``day``.

    Month 0 is the present; until the first turn of a driver the case tells only something where it began in the same state. Between
    two turns a driver stands as the first left it. After ``until``, after a turn that no document of the day told, and for drivers of
    which the case does not tell what followed, it is unknown.
    """
    pack = asked.pack
    began = {part.of: part.state for part in case.states if entry_as_of(pack, part, day) is not None}
    told: dict[str, dict[int, str | None]] = {}
    for follow in case.followed:
        known = entry_as_of(pack, follow, day) is not None and last_day(follow.when) <= day
        lag = _lag(case, last_day(follow.when))
        told.setdefault(follow.driver, {})[lag] = follow.state if known else None
    end = min(months, _lag(case, min(last_day(case.until), day)))
    paths: dict[str, list[str | None]] = {}
    for driver in asked.drivers:
        now = asked.present.get(driver)
        path: list[str | None] = [now, *[None] * months]
        if driver in told:
            state = began.get(driver) if now in (None, began.get(driver)) else None
            for month in range(1, end + 1):
                path[month] = state = told[driver].get(month, state)
        paths[driver] = path
    return paths


def _lag(case: Case, day: date) -> int:
    end = last_day(case.when)
    return (day.year - end.year) * 12 + day.month - end.month


def months_between(day: date, until: date) -> int:
    """Months from the month of ``day`` to that of ``until``; 0 or more.

    Raises
    ------
    QueryRefused
        ``analogues.until``: ``until`` comes before ``day``.
    """
    if until < day:
        raise QueryRefused(
            "analogues.until",
            f"{until} comes before {day}",
            ja=f"{until} は {day} より前である",
            hint="ask for a later day",
            hint_ja="後の日を指定する",
            failed=until,
        )
    return (until.year - day.year) * 12 + until.month - day.month


def by_analogy(
    asked: Asked, cases: Mapping[str, tuple[Case, float]], formula: str, *, day: date, until: date
) -> Suggestion:
    """Ask every case a question of the present, as many months after it as ``until`` is after ``day``.

    Parameters
    ----------
    cases:
        Each case with its likeness to the present, which is its weight.
    formula:
        As for the simulation: ``us-dprk-talks=summit and not nuclear-test=test``; dates are counted from the month of ``day``.

    Raises
    ------
    QueryRefused
        The formula cannot be read, names what is not a driver or state, looks beyond ``until``, or ``until`` is past.
    """
    months = months_between(day, until)
    parsed = parse_formula(formula, start=f"{day:%Y-%m}")
    _check(parsed, asked.drivers, months)
    answers: dict[str, Answer] = {}
    weight = {"yes": 0.0, "no": 0.0, "unknown": 0.0}
    for name, (case, likeness) in cases.items():
        answer = _truth(parsed, case_path(asked, case, day, months), asked.drivers, range(months + 1))
        answers[name] = "unknown" if answer is None else "yes" if answer else "no"
        weight[answers[name]] += likeness
    total, told = sum(weight.values()), weight["yes"] + weight["no"]
    low, high = (weight["yes"] / total, (weight["yes"] + weight["unknown"]) / total) if total else (0.0, 1.0)
    return Suggestion(str(parsed), months, answers, weight["yes"] / told if told else None, low, high)


def _check(formula: Formula, aspects: Mapping[str, Aspect], months: int) -> None:
    if isinstance(formula, Comparison):
        aspect = aspects.get(formula.driver)
        if aspect is None or formula.state not in aspect.states:
            _refuse(
                "unknown",
                formula,
                f"{formula} names no driver and state",
                f"{formula} はドライバーと状態を指していない",
            )
        return
    if isinstance(formula, Timed) and max(formula.first, formula.last or 0) > months:
        _refuse(
            "horizon", formula, f"{formula} looks beyond {months} months", f"{formula} は {months} か月より先を問う"
        )
    for part in _parts(formula):
        _check(part, aspects, months)


def _refuse(code: str, formula: Formula, text: str, ja: str) -> None:
    hint = "see 'shiome region show drivers', and ask within the horizon"
    hint_ja = "「shiome region show drivers」で確かめ、期間の内を問う"
    raise QueryRefused(f"analogues.{code}", text, ja=ja, hint=hint, hint_ja=hint_ja, failed=str(formula))


def _parts(formula: Formula) -> tuple[Formula, ...]:
    if isinstance(formula, Timed):
        return (formula.condition,)
    if isinstance(formula, Not):
        return (formula.part,)
    return formula.parts if isinstance(formula, Both | Either) else ()


def _truth(formula: Formula, path: Path, aspects: Mapping[str, Aspect], months: range) -> Truth:
    """Three-valued truth (Kleene): unknown where the unknown months or drivers could decide it."""
    if isinstance(formula, Comparison):
        return _any([_holds(formula, path, aspects, month) for month in months])
    if isinstance(formula, Timed):
        last = months[-1] if formula.last is None else formula.last
        each = [_truth(formula.condition, path, aspects, range(m, m + 1)) for m in range(formula.first, last + 1)]
        return _all(each) if formula.always else _any(each)
    if isinstance(formula, Not):
        truth = _truth(formula.part, path, aspects, months)
        return None if truth is None else not truth
    parts = [_truth(part, path, aspects, months) for part in formula.parts]
    return _all(parts) if isinstance(formula, Both) else _any(parts)


def _holds(formula: Comparison, path: Path, aspects: Mapping[str, Aspect], month: int) -> Truth:
    state = path[formula.driver][month] if formula.driver in path else None
    if state is None or state == NOTHING:
        return None
    places = list(aspects[formula.driver].states)
    return _SIGNS[formula.sign](places.index(state), places.index(formula.state))


def _any(truths: Sequence[Truth]) -> Truth:
    return True if True in truths else None if None in truths else False


def _all(truths: Sequence[Truth]) -> Truth:
    return False if False in truths else None if None in truths else True
