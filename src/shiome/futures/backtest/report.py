"""The whole backtest: from a forecaster to a report that can be written as JSON and shown as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from shiome.futures.backtest.answers import Forecast
from shiome.futures.backtest.forecasts import Asked, Row, ask, hedge_bands
from shiome.futures.backtest.ledger import Ledger, ledger_of
from shiome.futures.backtest.questions import Question, questions
from shiome.futures.backtest.scores import (
    LATER,
    LEADS,
    MODEL,
    OTHERS,
    Comparison,
    compare,
    grouped,
    lead_of,
    reliability,
)
from shiome.futures.backtest.verdict import LEAST_DOCUMENTS, LEAST_QUESTIONS, judge, level_of
from shiome.records.model import Judgement
from shiome.region.asof import document_day
from shiome.region.pack import Pack
from shiome.region.schema.futures import Driver, QuestionEntry
from shiome.vocabulary.edtf import parse_edtf

SEED = 20250101
"""Of the bootstrap, unless told."""


@dataclass(frozen=True)
class Backtest:
    """What was asked and what came of it.

    Parameters
    ----------
    asked:
        Questions as worded, scored where the outcome is final.
    to_date:
        The same questions asked no further than ``end`` and scored as they stood then: more rows, and a harder test for the bands of
        papers, which were not given for so short a time.
    """

    end: date
    origins: tuple[date, ...]
    seed: int
    asked: Asked
    to_date: Asked


def backtest(
    pack: Pack,
    judgements: Iterable[Judgement],
    forecast: Forecast,
    *,
    origins: Iterable[date] = (),
    end: date | None = None,
    seed: int = SEED,
) -> Backtest:
    """Asks the pack's questions on each past day and looks up what became of them.

    Parameters
    ----------
    judgements:
        All versions of the judgement records, later ones too: outcomes are taken from them, the forecaster never sees them here.
    forecast:
        See :func:`shiome.futures.backtest.knowledge.guarded`.
    origins:
        Days to forecast from; the days of the pack's documents where none is given.
    end:
        The day up to which outcomes are known; the day of the last document where none is given.

    Raises
    ------
    RegionRefused
        A question of the pack cannot be read.
    InputRefused
        The forecaster's answers do not fit the formulas.
    """
    asked = questions(pack)
    ledger = ledger_of(pack, judgements)
    days = tuple(sorted(set(origins))) or document_days(pack)
    last = end or max(document_days(pack), default=date.max)
    past = tuple(day for day in days if day <= last)
    bands = hedge_bands(pack)
    kinds = [
        ask(asked, ledger, forecast, origins=past, end=last, bands=bands, to_date=to_date) for to_date in (False, True)
    ]
    return Backtest(last, past, seed, *kinds)


def document_days(pack: Pack) -> tuple[date, ...]:
    """The days of the pack's dated documents, each once."""
    dated = (each.id for each in pack.documents.values() if parse_edtf(each.dated).latest is not None)
    return tuple(sorted({document_day(pack, name) for name in dated}))


def report(tested: Backtest, pack: Pack, judgements: Iterable[Judgement]) -> dict[str, Any]:
    """Everything a reader may ask of a backtest, as plain values for JSON."""
    ledger = ledger_of(pack, judgements)
    names = {entry.id: entry.name for entry in pack.entries("drivers", Driver).values()}
    rows, seed = tested.asked.scored, tested.seed
    overall = compare(rows, seed=seed)
    drivers = grouped(rows, lambda row: row.question.drivers, seed=seed)
    verdict = judge(overall, drivers, names=names)
    return {
        "end": tested.end.isoformat(),
        "origins": [day.isoformat() for day in tested.origins],
        "seed": seed,
        "verdict": {"level": verdict.level, "earned": verdict.earned, "text": dict(verdict.text)},
        "needed": {"questions": LEAST_QUESTIONS, "documents": LEAST_DOCUMENTS},
        "coverage": coverage(pack, ledger, end=tested.end),
        "overall": _compared(overall),
        "to_date": _compared(compare(tested.to_date.scored, seed=seed)),
        "same_fit": _compared(compare([row for row in rows if row.question.fit == "same"], seed=seed)),
        "by_origin": _groups(grouped(rows, lambda row: (row.origin.isoformat(),), seed=seed)),
        "by_lead": _groups(
            grouped(rows, lambda row: (lead_of(row),), seed=seed, order=[*(name for _, name in LEADS), LATER])
        ),
        "by_driver": _groups(drivers),
        "by_topic": _groups(grouped(rows, _telling(rows), seed=seed)),
        "calibration": {name: [asdict(row) for row in reliability(rows, name)] for name in (MODEL, *OTHERS)},
        "forecasts": [_row(row) for row in tested.asked.rows],
        "to_date_forecasts": [_row(row) for row in tested.to_date.rows],
        "not_asked": [asdict(each) | {"origin": each.origin.isoformat()} for each in tested.asked.not_asked],
    }


def coverage(pack: Pack, ledger: Ledger, *, end: date) -> dict[str, Any]:
    """How many judgements there are, how many can be asked, and how many of them have an outcome that counts by a day."""
    entries = pack.entries("questions", QuestionEntry).values()
    known = ledger.all_on(end)
    asked: tuple[Question, ...] = questions(pack)
    why = Counter(ledger.result(each, end=end).why for each in asked)
    return {
        "judgements": len(known),
        "settled": sum(each.settled for each in known),
        "outcomes": dict(sorted(Counter(each.outcome for each in known).items())),
        "with_formula": len(asked),
        "same": sum(each.fit == "same" for each in asked),
        "close": sum(each.fit == "close" for each in asked),
        "with_condition": sum(each.condition is not None for each in asked),
        "without_formula": [{"judgement": e.judgement, "reason": dict(e.unmapped)} for e in entries if e.unmapped],
        "standing": dict(sorted(why.items())),
    }


def _telling(rows: Sequence[Row]) -> Callable[[Row], Iterable[str]]:
    """The topics of a row, without those that all rows share: they tell nothing apart."""
    shared = set.intersection(*(set(row.topics) for row in rows)) if rows else set()
    return lambda row: (topic for topic in row.topics if topic not in shared)


def _row(row: Row) -> dict[str, Any]:
    return {
        "question": row.question.id,
        "judgement": row.question.judgement,
        "origin": row.origin.isoformat(),
        "lead": row.lead,
        "formula": row.formula,
        "condition": row.condition,
        "fit": row.question.fit,
        "forecasts": dict(row.forecasts),
        "error": row.error,
        "outcome": row.outcome,
        "why": row.why,
    }


def _groups(compared: Iterable[Comparison]) -> list[Mapping[str, Any]]:
    return [found for each in compared if (found := _compared(each)) is not None]


def _compared(compared: Comparison | None) -> dict[str, Any] | None:
    if compared is None:
        return None
    plain = asdict(compared)
    for shown, each in zip(plain["differences"], compared.differences, strict=True):
        shown |= {"better": each.better, "worse": each.worse}
    lists = {name: list(plain[name]) for name in ("scores", "differences")}
    return plain | lists | {"level": level_of(compared)}
