"""The judgements of a pack as questions to a model: formulas over driver states with fixed months."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from shiome.errors import QueryRefused, RegionRefused
from shiome.futures.backtest.months import last_month, month_of, month_text
from shiome.futures.backtest.windows import closed, comparisons, cut, dated, spans
from shiome.futures.simulation.formulas import Comparison, Formula, parse_formula
from shiome.region.pack import Pack
from shiome.region.schema.futures import Driver, QuestionEntry
from shiome.region.schema.knowledge import JudgementEntry

HORIZON = 12
"""Months asked of a judgement that names no horizon."""
_UNTIL = re.compile(r"m(\d{1,4})|(\d{4}-(?:0[1-9]|1[0-2]))")


@dataclass(frozen=True)
class Question:
    """A judgement as a formula; months count from that of the judgement.

    Parameters
    ----------
    start:
        Month of the judgement, as :func:`~shiome.futures.backtest.months.month_of` counts.
    fit:
        Whether the formula asks what the criterion asks, or comes close.
    """

    id: str
    judgement: str
    start: int
    formula: Formula
    condition: Formula | None = None
    fit: Literal["same", "close"] = "same"

    @property
    def drivers(self) -> tuple[str, ...]:
        """The drivers that the formula names, each once."""
        return tuple(dict.fromkeys(each.driver for each in comparisons(self.formula)))

    @property
    def end(self) -> int:
        """The last month asked."""
        return self.start + max(last for _, last in spans(self.formula))

    def text(self) -> str:
        """The formula with fixed months."""
        return dated(self.formula, start=self.start)

    def condition_text(self) -> str:
        """The condition with fixed months; empty where there is none."""
        return "" if self.condition is None else dated(self.condition, start=self.start)

    def open_after(self, month: int) -> bool:
        """Whether every part still has a month after this one: what is partly over cannot be asked as a whole."""
        parts = [*spans(self.formula), *(spans(self.condition) if self.condition else ())]
        return all(self.start + last > month and last >= first for first, last in parts)

    def until(self, month: int) -> Question:
        """The same question asked no further than a month."""
        condition = None if self.condition is None else cut(self.condition, start=self.start, until=month)
        formula = cut(self.formula, start=self.start, until=month)
        return Question(self.id, self.judgement, self.start, formula, condition, self.fit)


def questions(pack: Pack) -> tuple[Question, ...]:
    """The questions of a pack that have a formula.

    Raises
    ------
    RegionRefused
        ``question.judgement``, ``question.formula``, ``question.name``, ``question.order`` or ``question.until``, naming the entry.
    """
    judgements = pack.entries("judgements", JudgementEntry)
    drivers = pack.entries("drivers", Driver)
    found = []
    for entry in pack.entries("questions", QuestionEntry).values():
        if entry.judgement not in judgements:
            raise _unknown(entry)
        if entry.formula:
            found.append(read_question(entry, judgements[entry.judgement], drivers))
    return tuple(found)


def question_problems(pack: Pack) -> Iterator[RegionRefused]:
    """Everything wrong with a pack's questions: their formulas and names, and judgements asked twice or not at all."""
    judgements = pack.entries("judgements", JudgementEntry)
    drivers = pack.entries("drivers", Driver)
    asked: set[str] = set()
    for entry in pack.entries("questions", QuestionEntry).values():
        if entry.judgement in asked:
            yield _refused(
                "question.twice", entry.id, f"judgement {entry.judgement} is asked already", "同じ判断を二度問う"
            )
        asked.add(entry.judgement)
        if entry.judgement not in judgements:
            yield _unknown(entry)
        if not entry.formula or entry.judgement not in judgements:
            continue
        try:
            read_question(entry, judgements[entry.judgement], drivers)
        except RegionRefused as problem:
            yield problem
    if asked:
        for missing in sorted(judgements.keys() - asked):
            yield _refused(
                "question.missing", missing, "no question asks it, and none says why not", "これを問う項目がない"
            )


def read_question(entry: QuestionEntry, judgement: JudgementEntry, drivers: Mapping[str, Driver]) -> Question:
    """A question of the pack with its months fixed.

    Parts without an end run to ``until``, to the month in which the judgement is due, or over :data:`HORIZON` months.

    Raises
    ------
    RegionRefused
        As :func:`questions`.
    """
    start = month_of(judgement.made_on)
    until = _until(entry, judgement, start)
    formula = _read(entry, entry.formula, start=start, until=until, drivers=drivers)
    condition = _read(entry, entry.condition, start=start, until=until, drivers=drivers) if entry.condition else None
    return Question(entry.id, judgement.id, start, formula, condition, entry.fit)


def _read(entry: QuestionEntry, text: str, *, start: int, until: int, drivers: Mapping[str, Driver]) -> Formula:
    try:
        formula = closed(parse_formula(text, start=month_text(start)), start=start, until=until)
    except QueryRefused as error:
        raise _refused("question.formula", entry.id, error.message, error.ja) from error
    for each in comparisons(formula):
        _check_names(entry, each, drivers)
    if any(last < first for first, last in spans(formula)):
        raise _refused(
            "question.until", entry.id, f"a part begins after {month_text(until)}", "終わりの月より後に始まる"
        )
    return formula


def _check_names(entry: QuestionEntry, each: Comparison, drivers: Mapping[str, Driver]) -> None:
    driver = drivers.get(each.driver)
    if driver is None:
        raise _refused(
            "question.name", entry.id, f"there is no driver {each.driver}", f"ドライバー {each.driver} はない"
        )
    if each.state not in [state.id for state in driver.states]:
        text, ja = f"driver {driver.id} has no state {each.state}", f"{driver.id} に状態 {each.state} はない"
        raise _refused("question.name", entry.id, text, ja)
    if each.sign not in ("=", "!=") and not driver.ordered:
        text, ja = f"the states of {driver.id} stand in no order", f"{driver.id} の状態に順序はない"
        raise _refused("question.order", entry.id, text, ja)


def _until(entry: QuestionEntry, judgement: JudgementEntry, start: int) -> int:
    if entry.until:
        match = _UNTIL.fullmatch(entry.until)
        if match is None:
            text, ja = f"{entry.until!r} is no month like 2026-06 or m6", f"{entry.until!r} は月でない"
            raise _refused("question.until", entry.id, text, ja)
        return start + int(match[1]) if match[1] else last_month(match[2]) or start
    due = last_month(judgement.due) if judgement.due else None
    return start + HORIZON if due is None else due


def _unknown(entry: QuestionEntry) -> RegionRefused:
    text, ja = f"there is no judgement {entry.judgement}", f"判断 {entry.judgement} はない"
    return _refused("question.judgement", entry.id, text, ja)


def _refused(code: str, where: str, text: str, ja: str) -> RegionRefused:
    return RegionRefused(
        code,
        f"question {where}: {text}",
        ja=f"問い {where}：{ja}",
        hint="mend it in questions.yaml",
        hint_ja="questions.yaml を直す",
        failed=where,
    )
