"""Several forecasters' probabilities of one event, put together in every way that the scoring room knows, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from shiome.errors import InputRefused
from shiome.futures.scoring.aggregation import METHODS, aggregate, extremising_factor
from shiome.futures.scoring.bands import OBSERVED
from shiome.futures.scoring.binary import brier

UNWEIGHTED = ("median", "trimmed")
"""Methods that take no weights."""


class Forecaster(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One forecaster's probability."""

    by: str
    p: float
    weight: float = 1.0


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One event and what forecasters give it."""

    question: str = ""
    forecasts: tuple[Forecaster, ...] = ()
    outcome: str = ""
    """Where it is known."""


@dataclass(frozen=True)
class Pooled:
    """One method's answer."""

    method: str
    p: float
    brier: float | None
    """Where the outcome is known."""


@dataclass(frozen=True)
class Pool:
    """What forecasters say, and what each method makes of it."""

    question: str
    forecasts: tuple[Forecaster, ...]
    methods: tuple[Pooled, ...]
    factor: float
    """By which ``extremised`` stretches the log odds."""
    prior: float
    outcome: str


def pooled(question: Question, *, prior: float = 0.5, factor: float | None = None) -> Pool:
    """Each method's probability; ``median`` and ``trimmed`` do not look at weights.

    >>> two = (Forecaster(by="a", p=0.6), Forecaster(by="b", p=0.9))
    >>> {one.method: round(one.p, 3) for one in pooled(Question(forecasts=two)).methods}["log_odds"]
    0.786

    Raises
    ------
    InputRefused
        ``ledger.forecasts``: nobody gives a forecast; ``score.probability`` and others of the scoring room.
    """
    if not question.forecasts:
        raise InputRefused(
            "ledger.forecasts",
            f"there is no forecast of {question.question or 'the question'} to put together",
            ja=f"{question.question or 'この問い'} には統合する予測がない",
            hint="record some with 'shiome ledger forecast', or give a file of them",
            hint_ja="shiome ledger forecast で記録するか、予測のファイルを与える",
            failed=question.question,
        )
    given = [one.p for one in question.forecasts]
    weights = [one.weight for one in question.forecasts]
    methods = []
    for method in METHODS:
        p = float(
            aggregate(
                given,
                method=method,  # type: ignore[arg-type] # one of those that it takes
                weights=None if method in UNWEIGHTED else weights,
                factor=factor,
                prior=prior,
            )
        )
        observed = OBSERVED.get(question.outcome)
        methods.append(Pooled(method, p, None if observed is None else float(brier([p], [observed])[0])))
    used = extremising_factor(len(given)) if factor is None else factor
    return Pool(question.question, question.forecasts, tuple(methods), used, prior, question.outcome)


def questions_from(value: Any) -> list[Question]:
    """Questions of plain data: one or a list of ``{question, forecasts, outcome}``.

    Forecasts are ``{name: p}`` or a list of ``{by, p, weight}``; standing alone they are one question.

    >>> questions_from({"kato": 0.3, "sato": "0.5"})[0].forecasts[1]
    Forecaster(by='sato', p=0.5, weight=1.0)

    Raises
    ------
    InputRefused
        ``ledger.entry``: an entry does not have this shape.
    """
    several = isinstance(value, list) and all(isinstance(one, dict) and "forecasts" in one for one in value)
    if isinstance(value, list) and not several:
        value = {"forecasts": value}
    found = []
    for number, one in enumerate(value if several else [value], start=1):
        whole = one if isinstance(one, dict) and "forecasts" in one else {"forecasts": one}
        given = whole["forecasts"]
        if isinstance(given, dict):
            given = [{"by": name, "p": p} for name, p in given.items()]
        try:
            found.append(msgspec.convert({**whole, "forecasts": given}, Question, strict=False))
        except msgspec.ValidationError as error:
            raise InputRefused(
                "ledger.entry",
                f"entry {number} is no question with forecasts: {error}",
                ja=f"{number}番目の項目は予測のある問いになっていない（{error}）",
                hint="give question and forecasts, each with by and p",
                hint_ja="questionとforecastsを与え、予測にはbyとpを書く",
                failed=one,
            ) from error
    return found
