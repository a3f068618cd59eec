"""Every question that was open on a past day, asked of a forecaster that knows no more than that day did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shiome.errors import InputRefused
from shiome.futures.backtest.answers import Answer, Forecast, given
from shiome.futures.backtest.ledger import Ledger, Reason, Result, Standing
from shiome.futures.backtest.months import last_day, month_of
from shiome.futures.backtest.questions import Question
from shiome.futures.scoring.rates import base_rate
from shiome.records.model import Judgement
from shiome.region.pack import Pack
from shiome.region.schema.meta import Bands
from shiome.vocabulary.hedging import Band

EVEN = 0.5
"""The forecast of who knows nothing; also the base rate before anything is settled (the mean of Jeffreys' prior)."""


@dataclass(frozen=True)
class Row:
    """One question, asked on one day.

    Parameters
    ----------
    origin, lead:
        The day asked on, and the months from it to the last month asked.
    document:
        Where the judgement was made: what it stands or falls together with.
    forecasts:
        ``model``, ``base_rate``, ``hedge``, ``paper`` and ``even``, each a probability.
    outcome, why:
        The share that came true and why it counts; without an outcome, why none counts yet.
    """

    question: Question
    origin: date
    lead: int
    document: str
    topics: tuple[str, ...]
    formula: str
    condition: str
    error: float
    forecasts: Mapping[str, float]
    outcome: float | None
    why: Standing | Reason


@dataclass(frozen=True)
class NotAsked:
    """A question that was open on a day and got no forecast, and why."""

    question: str
    origin: date
    why: str
    """``no answer``: the forecaster had none; ``condition never``: the condition never held in it."""


@dataclass(frozen=True)
class Asked:
    """All forecasts of a backtest."""

    rows: tuple[Row, ...]
    not_asked: tuple[NotAsked, ...]

    @property
    def scored(self) -> tuple[Row, ...]:
        """The rows that have an outcome."""
        return tuple(row for row in self.rows if row.outcome is not None)


def hedge_bands(pack: Pack) -> Mapping[int, Band]:
    """The probability band of each step of the hedging scale."""
    return {entry.step: (entry.low, entry.high) for entry in pack.entries("bands", Bands).values()}


def ask(
    questions: Sequence[Question],
    ledger: Ledger,
    forecast: Forecast,
    *,
    origins: Iterable[date],
    end: date,
    bands: Mapping[int, Band],
    to_date: bool = False,
) -> Asked:
    """Forecasts of every question open on each origin, with what became of them by ``end``.

    A question is open on a day when its judgement was known by then, was not settled, and each of its parts still has a month after
    the day's own. A condition already known to have come about is not asked again.

    Parameters
    ----------
    end:
        The day up to which outcomes are known.
    to_date:
        Ask every question no further than the last month that was over on ``end``, and take outcomes as they stood then.

    Raises
    ------
    InputRefused
        ``backtest.answers`` where the forecaster does not answer each formula once.
    """
    rows: list[Row] = []
    not_asked: list[NotAsked] = []
    held = [one.until(_last_over(end)) for one in questions] if to_date else list(questions)
    for origin in sorted(set(origins)):
        opened = [(one, judgement) for one in held if (judgement := _open(one, ledger, origin)) is not None]
        texts = [_texts(one, ledger, origin) for one, _ in opened]
        answers = _answers(forecast, origin, texts)
        rate = base(ledger.settled_on(origin))
        for (one, judgement), text in zip(opened, texts, strict=True):
            answer, why = _answer(text, answers)
            if answer is None:
                not_asked.append(NotAsked(one.id, origin, why))
                continue
            others = {"base_rate": rate, "hedge": _middle(bands[judgement.hedge]), "paper": _middle(judgement.band)}
            result = ledger.result(one, end=end, to_date=to_date)
            rows.append(_row(one, judgement, origin, text[1], answer, others, result))
    return Asked(tuple(rows), tuple(not_asked))


def _row(
    question: Question,
    judgement: Judgement,
    origin: date,
    condition: str,
    answer: Answer,
    others: Mapping[str, float],
    result: Result,
) -> Row:
    return Row(
        question=question,
        origin=origin,
        lead=question.end - month_of(origin),
        document=next((source.document for source in judgement.sources if source.role == "states"), ""),
        topics=judgement.topics,
        formula=question.text(),
        condition=condition,
        error=answer.error,
        forecasts={"model": answer.p, **others, "even": EVEN},
        outcome=result.outcome,
        why=result.why,
    )


def base(settled: Sequence[float]) -> float:
    """Share of settled judgements that came true, as a forecast under Jeffreys' prior; :data:`EVEN` where none is settled.

    >>> base([]), base([1.0])
    (0.5, 0.75)
    """
    return base_rate(sum(settled), len(settled)).value if settled else EVEN


def _open(question: Question, ledger: Ledger, day: date) -> Judgement | None:
    judgement = ledger.on(question.judgement, day)
    if judgement is None or judgement.settled or not question.open_after(month_of(day)):
        return None
    return judgement


def _texts(question: Question, ledger: Ledger, day: date) -> tuple[str, str]:
    """The formula to ask, joined with the condition where there is one, and the condition."""
    condition = question.condition_text()
    if not condition or ledger.condition_on(question.id, day):
        return question.text(), ""
    return f"({question.text()}) and ({condition})", condition


def _answers(forecast: Forecast, origin: date, texts: Sequence[tuple[str, str]]) -> Mapping[str, Answer | None]:
    asked = tuple(dict.fromkeys(text for pair in texts for text in pair if text))
    if not asked:
        return {}
    answers = forecast(origin, asked)
    if len(answers) != len(asked):
        raise InputRefused(
            "backtest.answers",
            f"{len(answers)} answers to {len(asked)} formulas as of {origin}",
            ja=f"{origin} の式 {len(asked)} 件に答えが {len(answers)} 件",
            hint="answer each formula once, with None where there is no answer",
            hint_ja="式ごとに一つ答え、答えがなければ None とする",
            failed=answers,
        )
    return dict(zip(asked, answers, strict=True))


def _answer(texts: tuple[str, str], answers: Mapping[str, Answer | None]) -> tuple[Answer | None, str]:
    answer = answers[texts[0]]
    if not texts[1]:
        return answer, "no answer"
    condition = answers[texts[1]]
    if answer is None or condition is None:
        return None, "no answer"
    return given(answer, condition), "condition never"


def _last_over(day: date) -> int:
    """The last month that was over on a day."""
    month = month_of(day)
    return month if last_day(month) <= day else month - 1


def _middle(band: Band) -> float:
    return (band[0] + band[1]) / 2.0
