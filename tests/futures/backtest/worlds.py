"""A small ledger and its rows for the tests."""

from datetime import date

from shiome.futures.backtest.forecasts import Row
from shiome.futures.backtest.ledger import Ledger
from shiome.futures.backtest.months import month_of
from shiome.futures.backtest.questions import Question
from shiome.futures.backtest.windows import closed
from shiome.futures.simulation.formulas import parse_formula
from shiome.records.model import Judgement, Source

MADE = date(2024, 12, 6)
LATER = date(2025, 5, 21)
END = date(2025, 12, 31)


def judgement(name="J", known=MADE, *, until=None, document="000", **changes):
    return Judgement(
        **{
            "id": name,
            "when": MADE.isoformat(),
            "known_from": known,
            "known_until": until,
            "coder": "x@1",
            "proposition": "p",
            "made_on": MADE,
            "hedge": 4,
            "band": (0.6, 0.8),
            "sources": (Source(document=document, line=1, known_from=MADE),),
            **changes,
        }
    )


def question(formula="talks>=contact", condition="", *, months=12, made=MADE, name="Q", of="J", fit="same"):
    start = month_of(made)

    def read(text):
        return closed(parse_formula(text, start=f"{made:%Y-%m}"), start=start, until=start + months)

    return Question(name, of, start, read(formula), read(condition) if condition else None, fit)


def ledger(*versions, came=()):
    return Ledger(versions, {"Q": tuple(came)} if came else {})


def row(model, outcome, *, other=0.5, document="d", name="Q", origin=MADE, driver="talks", topics=()):
    return Row(
        question=question(f"{driver}=summit", name=name),
        origin=origin,
        lead=12,
        document=document,
        topics=topics,
        formula="",
        condition="",
        error=0.0,
        forecasts={"model": model} | dict.fromkeys(("base_rate", "hedge", "paper", "even"), other),
        outcome=outcome,
        why="settled" if outcome is not None else "no outcome",
    )
