"""What named forecasters say of a judgement that the ledger holds.

A forecast is a judgement of its own: the same proposition, another holder, a probability in place of the band. Its ``about`` names the
judgement it answers, and its outcome is that judgement's. Who changes their mind appends a version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from math import isfinite

import msgspec

from shiome.errors import InputRefused, RecordRefused
from shiome.records.model import Judgement, Record

PREFIX = "forecast:"
"""How ``about`` of a forecast begins; the identifier of the judgement follows."""
ORDERED = "false/partly/true"
"""``cue`` of a forecast that gives a probability to each of the three ordered outcomes."""
SUM = 1e-6
"""How far the three may miss 1 together."""


def about_of(question: str) -> str:
    """The matter that forecasts of a judgement share."""
    return PREFIX + question


def question_of(record: Record) -> str:
    """The judgement that a record forecasts; empty where it is no forecast.

    >>> from datetime import date
    >>> from shiome.records.model import Event
    >>> question_of(Event(id="e", when="", known_from=date(2025, 1, 1), coder="x@1", about="forecast:P-1"))
    'P-1'
    """
    return record.about.removeprefix(PREFIX) if record.about.startswith(PREFIX) else ""


def forecast_id(question: str, by: str) -> str:
    """One forecaster's record for one judgement."""
    content = f"{question}\x1f{by}"
    return f"F-{hashlib.sha256(content.encode()).hexdigest()[:10]}"


def forecast_of(
    question: Judgement,
    *,
    by: str,
    probabilities: Sequence[float],
    on: date,
    settled_on: date | None = None,
    coder: str = "",
) -> Judgement:
    """A forecaster's answer to a judgement, known from ``on``.

    Parameters
    ----------
    by:
        The forecaster.
    probabilities:
        One: that it comes true. Three: that it comes out false, partly and true, summing to 1.
    settled_on:
        Day from which the outcome is known, where it is.
    coder:
        What gave it, with version, where the forecaster is no person: ``model@1``.

    Raises
    ------
    InputRefused
        ``ledger.probability``, ``ledger.forecaster``.
    RecordRefused
        ``ledger.proposed``, ``ledger.forecast_of``, ``ledger.late``: the outcome was known by then, or the judgement not yet.
    """
    name = by.strip()
    if not name:
        raise InputRefused(
            "ledger.forecaster",
            f"the forecast of {question.id} names no forecaster",
            ja=f"{question.id} の予測に予測者の名がない",
            hint="give --by NAME",
            hint_ja="--by に名前を与える",
            failed=question.id,
        )
    _check_question(question)
    if on < question.made_on or (settled_on is not None and on >= settled_on):
        raise RecordRefused(
            "ledger.late",
            f"{on} is no day for a forecast of {question.id}: made on {question.made_on}, outcome known from {settled_on or 'later'}",
            ja=f"{on} は {question.id} を予測できる日ではない（判断は {question.made_on}、結果判明は {settled_on or 'まだ'}）",
            hint="a forecast is made after the judgement and before its outcome is known",
            hint_ja="予測は、判断の後、結果が知られる前に行う",
            failed=question.id,
        )
    band, cue = _band(question.id, probabilities)
    return msgspec.structs.replace(
        question,
        id=forecast_id(question.id, name),
        about=about_of(question.id),
        when=on.isoformat(),
        known_from=on,
        known_until=None,
        sources=(),
        coder=coder or f"person:{name}",
        made_on=on,
        band=band,
        cue=cue,
        holder=name,
        outcome="unknown",
        settled=False,
        score=None,
        text={},
        note={},
        spans={},
    )


def _check_question(question: Judgement) -> None:
    if question_of(question):
        raise RecordRefused(
            "ledger.forecast_of",
            f"{question.id} is a forecast of {question_of(question)}",
            ja=f"{question.id} は {question_of(question)} についての予測である",
            hint="name the judgement itself",
            hint_ja="元の判断を指定する",
            failed=question.id,
        )
    if question.status != "accepted":
        raise RecordRefused(
            "ledger.proposed",
            f"{question.id} is {question.status}, not accepted",
            ja=f"{question.id} は採用されていない（{question.status}）",
            hint=f"decide about it first: shiome review accept {question.id} --by NAME",
            hint_ja=f"まず採否を決める: shiome review accept {question.id} --by 名前",
            failed=question.id,
        )


def _band(question: str, probabilities: Sequence[float]) -> tuple[tuple[float, float], str]:
    """The band that keeps a forecast. Of three probabilities: that it comes true, and that it comes true at least in part."""
    given = tuple(probabilities)
    fits = len(given) in (1, 3) and all(isfinite(p) and 0.0 <= p <= 1.0 for p in given)
    if not fits or (len(given) == 3 and abs(sum(given) - 1.0) > SUM):
        raise InputRefused(
            "ledger.probability",
            f"{', '.join(f'{p:g}' for p in given) or 'nothing'} is no forecast of {question}",
            ja=f"{'、'.join(f'{p:g}' for p in given) or '空'} は {question} の予測にならない",
            hint="give one probability from 0 to 1, or three for false, partly and true that sum to 1",
            hint_ja="0から1の確率一つか、false・partly・trueの三つ（和は1）を与える",
            failed=given,
        )
    if len(given) == 1:
        return (given[0], given[0]), ""
    return (given[2], min(1.0, given[1] + given[2])), ORDERED


def distribution(judgement: Judgement) -> tuple[float, float, float]:
    """Probabilities of false, partly and true, in this order. A band puts its midpoint on true, the rest on false, none on partly.

    The midpoint of a forecast of three is the share that it expects to come true, with one half for partly.
    """
    low, high = judgement.band
    if question_of(judgement) and judgement.cue == ORDERED:
        return (1.0 - high, high - low, low)
    middle = (low + high) / 2.0
    return (1.0 - middle, 0.0, middle)


def last_before(history: Sequence[Judgement], day: date) -> Judgement | None:
    """The version of a forecast that stood when the outcome became known; ``None`` where it was first made on that day or later."""
    return next((version for version in reversed(history) if version.known_from < day), None)


def settled_since(history: Sequence[Judgement]) -> date | None:
    """The day from which a judgement's outcome is settled; ``None`` while it is open."""
    return next((version.known_from for version in history if version.settled), None)
