"""The chances of the open questions in simulated futures, with drivers held in states and without."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from shiome.records.model import Judgement
from shiome.records.values import LIVE
from shiome.web.pages.futures.knowing import RUNS, known_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from shiome.futures.backtest.questions import Question
    from shiome.web.desk import Desk

JUDGEMENTS = 2_000
"""Judgements that are looked through, the newest."""


@dataclass(frozen=True, kw_only=True)
class Open:
    """A question that is open on a day.

    Parameters
    ----------
    condition:
        The formula that has to hold for the question to count; empty where there is none, or it is known to have come about.
    """

    question: Question
    judgement: Judgement
    condition: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Hits:
    """In which runs a question comes true, and in which its condition holds; ``None`` for a question without one."""

    holds: NDArray[np.bool_]
    condition: NDArray[np.bool_] | None


@dataclass(frozen=True, kw_only=True)
class Chance:
    """A chance without and with what is held; ``None`` where the condition of the question never holds.

    Parameters
    ----------
    error:
        Standard error of the change from sampling runs.
    """

    without: float | None
    held: float | None
    change: float = 0.0
    error: float = 0.0


def compared(before: Hits, after: Hits) -> Chance:
    """Paired run for run; under a condition, the runs in which it holds differ, and the errors of both shares add up."""
    from shiome.futures.simulation.estimates import difference, estimate

    if before.condition is None or after.condition is None:
        changed = difference(after.holds, before.holds)
        return Chance(
            without=estimate(before.holds).p,
            held=estimate(after.holds).p,
            change=changed.difference,
            error=changed.standard_error,
        )
    first = estimate(before.holds[before.condition]) if before.condition.any() else None
    second = estimate(after.holds[after.condition]) if after.condition.any() else None
    if first is None or second is None:
        return Chance(without=first.p if first else None, held=second.p if second else None)
    error = 0.0 if after is before else math.hypot(first.standard_error, second.standard_error)
    return Chance(without=first.p, held=second.p, change=second.p - first.p, error=error)


@lru_cache(maxsize=4)
def open_questions(desk: Desk, _version: str, day: date) -> tuple[Open, ...]:
    """The pack's questions that are open on a day, each with its judgement."""
    from shiome.futures.backtest.ledger import ledger_of
    from shiome.futures.backtest.months import month_of
    from shiome.futures.backtest.questions import questions
    from shiome.futures.ledger.forecasts import question_of

    records = desk.workspace.store.records("judgement", as_of=day, status=LIVE, order="newest", limit=JUDGEMENTS)
    judgements = {
        each.id: each for each in records if isinstance(each, Judgement) and not each.settled and not question_of(each)
    }
    ledger = ledger_of(desk.workspace.pack, judgements.values())
    return tuple(
        Open(
            question=question,
            judgement=judgements[question.judgement],
            condition="" if ledger.condition_on(question.id, day) else question.condition_text(),
        )
        for question in questions(desk.workspace.pack)
        if question.judgement in judgements and question.open_after(month_of(day))
    )


@lru_cache(maxsize=16)
def simulated_hits(desk: Desk, version: str, day: date, held: tuple[tuple[str, str], ...]) -> tuple[Hits, ...]:
    """The open questions in futures simulated as far as they reach, with drivers held from the first month on.

    What nobody controls can be assumed all the same: it is held like a lever, and the page says that it is an assumption. The random
    numbers are the same whatever is held.
    """
    from shiome.futures.analyses.ensembles import SEED, parsed_formulas
    from shiome.futures.backtest.months import month_of
    from shiome.futures.model.ensembles import simulation_model, start_of
    from shiome.futures.simulation.compiled import compile_model
    from shiome.futures.simulation.engine import simulate
    from shiome.futures.simulation.model import Intervention

    model, opened = known_model(desk, version, day), open_questions(desk, version, day)
    if not opened:
        return ()
    names = {driver for driver, _ in held}
    plain = simulation_model(model)
    settable = tuple(replace(each, settable=each.settable or each.name in names) for each in plain.drivers)
    compiled = compile_model(
        replace(plain, drivers=settable),
        months=max(each.question.end for each in opened) - month_of(start_of(model)),
        interventions=tuple(Intervention(driver, state, 1) for driver, state in held),
    )
    # A question under a condition is put as one that holds together with it.
    texts = [f"({e.question.text()}) and ({e.condition})" if e.condition else e.question.text() for e in opened]
    conditions = list(dict.fromkeys(each.condition for each in opened if each.condition))
    hits = simulate(compiled, runs=RUNS, seed=SEED, formulas=parsed_formulas(model, [*texts, *conditions])).hits
    came = dict(zip(conditions, hits[len(texts) :], strict=True))
    return tuple(
        Hits(holds=each, condition=came.get(one.condition))
        for one, each in zip(opened, hits[: len(texts)], strict=True)
    )
