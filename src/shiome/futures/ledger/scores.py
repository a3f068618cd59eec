"""How well the ledger's judgements, or the forecasts of named forecasters, did: proper scores, skill, decomposition, calibration.

Only what is accepted and settled counts. The scores are those of :mod:`shiome.futures.scoring`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np

from shiome.errors import InputRefused
from shiome.futures.ledger.forecasts import distribution, question_of
from shiome.futures.scoring.bands import GroupScore, Key, Row, grouped, row_of
from shiome.futures.scoring.binary import ranked
from shiome.futures.scoring.calibration import Bin, Decomposition, calibration, decompose
from shiome.records.model import Judgement

ORDER: tuple[str, ...] = ("false", "partly", "true")
"""Outcomes in their order, for ranked scores."""
SEED = 20
"""Of the bootstrap, unless told."""
BINS = 10


@dataclass(frozen=True)
class Settled:
    """A judgement or forecast whose outcome is known."""

    id: str
    row: Row
    forecast: tuple[float, float, float]
    """Probabilities of false, partly and true."""
    category: int
    """Place of the outcome in :data:`ORDER`."""


@dataclass(frozen=True)
class Left:
    """How many are left out of the scores, and why."""

    proposed: int = 0
    """Found by reading, not yet accepted."""
    open: int = 0
    """Not settled."""
    not_applicable: int = 0
    """Settled, but the condition was not met."""
    unknown: int = 0
    """Settled as something that cannot be told."""


@dataclass(frozen=True)
class LedgerScore:
    """Scores of one group, with the ranked score beside them."""

    group: GroupScore
    ranked: float
    """Mean ranked probability score over false, partly and true, divided by two."""


@dataclass(frozen=True)
class ScoreTable:
    """Scores of everything, and by group."""

    overall: LedgerScore
    groups: tuple[LedgerScore, ...]
    rate: float
    """Base rate against which skill is taken."""
    rate_stated: bool
    """Whether it was given; else it is the mean outcome of these rows, which nobody knew beforehand."""
    parts: Decomposition
    left: Left


@dataclass(frozen=True)
class CalibrationTable:
    """How often things happened against how often they were said to."""

    bins: tuple[Bin, ...]
    parts: Decomposition
    """Of the Brier score, by the same bins."""
    rate: float
    """Mean outcome."""
    n: int
    left: Left


def settled_of(judgements: Iterable[Judgement], *, standing: bool = False) -> tuple[tuple[Settled, ...], Left]:
    """What can be scored, and how many cannot.

    Parameters
    ----------
    judgements:
        In the version of the day asked for; forecasts of other judgements are left to :func:`answered`.
    standing:
        Whether outcomes as they stand count too, though a later day may change them.
    """
    found: list[Settled] = []
    left: Counter[str] = Counter()
    for judgement in judgements:
        if question_of(judgement) or judgement.status not in ("proposed", "accepted"):
            continue
        if judgement.status == "proposed":
            left["proposed"] += 1
        elif (one := _settled(judgement, standing=standing)) is not None:
            found.append(one)
        else:
            left[judgement.outcome if judgement.settled else "open"] += 1
    return tuple(found), Left(**left)


def answered(
    questions: Mapping[str, Judgement], forecasts: Iterable[Judgement], *, standing: bool = False
) -> tuple[tuple[Settled, ...], Left]:
    """The same for forecasts, each with the outcome of the judgement that it answers.

    Forecasts on one judgement stand or fall together: they are one cluster for the bootstrap.
    """
    carried = []
    for forecast in forecasts:
        question = questions.get(question_of(forecast))
        if question is not None and forecast.status == "accepted":
            kept = {"outcome": question.outcome, "settled": question.settled, "due": question.due}
            carried.append((question, msgspec.structs.replace(forecast, **kept)))
    found: list[Settled] = []
    left: Counter[str] = Counter()
    for question, forecast in carried:
        one = _settled(forecast, standing=standing) if question.status == "accepted" else None
        if one is not None:
            found.append(replace(one, row=replace(one.row, cluster=question.id)))
        else:
            left[forecast.outcome if forecast.settled else "open"] += 1
    return tuple(found), Left(**left)


def _settled(judgement: Judgement, *, standing: bool) -> Settled | None:
    row = row_of(msgspec.structs.replace(judgement, settled=True) if standing else judgement)
    if row is None:
        return None
    return Settled(judgement.id, row, distribution(judgement), ORDER.index(judgement.outcome))


def score_table(
    settled: Sequence[Settled], left: Left, *, by: Key, rate: float | None = None, seed: int = SEED
) -> ScoreTable:
    """Scores of everything and by author, hedge step, hedge word or horizon.

    Raises
    ------
    InputRefused
        ``score.rows``: nothing is settled; ``score.name``: an unknown grouping.
    """
    settled = _in_order(settled)
    rows = [one.row for one in settled]
    groups = grouped(rows, by=by, seed=seed, rate=rate)
    whole = grouped([replace(row, author="") for row in rows], by="author", seed=seed, rate=rate)[0]
    losses = ranked([one.forecast for one in settled], [one.category for one in settled])
    by_key: dict[str, list[float]] = defaultdict(list)
    for one, loss in zip(settled, losses, strict=True):
        by_key[str(getattr(one.row, by))].append(float(loss))
    forecasts, outcomes = _pairs(settled)
    return ScoreTable(
        overall=LedgerScore(replace(whole, key="all"), float(losses.mean())),
        groups=tuple(LedgerScore(group, float(np.mean(by_key[group.key]))) for group in groups),
        rate=float(np.mean(outcomes)) if rate is None else rate,
        rate_stated=rate is not None,
        parts=decompose(forecasts, outcomes),
        left=left,
    )


def calibration_table(settled: Sequence[Settled], left: Left, *, bins: int = BINS) -> CalibrationTable:
    """The calibration table over ``bins`` equal bins (the last closed at both ends), with Wilson's intervals.

    Raises
    ------
    InputRefused
        ``score.rows``: nothing is settled; ``ledger.bins``: fewer than one bin or more than a hundred.
    """
    if not 1 <= bins <= 100:
        raise InputRefused(
            "ledger.bins",
            f"{bins} bins make no table",
            ja=f"{bins} 階級では表にならない",
            hint="give 1 to 100",
            hint_ja="1から100とする",
            failed=bins,
        )
    if not settled:
        raise InputRefused(
            "score.rows",
            "no judgement is settled: there is nothing to score",
            ja="決着した判断がなく、採点するものがない",
            hint="resolve judgements first",
            hint_ja="まず判断の結果を記録する",
        )
    forecasts, outcomes = _pairs(_in_order(settled))
    edges = [one / bins for one in range(bins + 1)]
    return CalibrationTable(
        bins=calibration(forecasts, outcomes, edges=edges),
        parts=decompose(forecasts, outcomes, edges=edges),
        rate=float(np.mean(outcomes)),
        n=len(settled),
        left=left,
    )


def _in_order(settled: Sequence[Settled]) -> list[Settled]:
    """Sums are then the same bytes however the rows come."""
    return sorted(settled, key=lambda one: one.id)


def _pairs(settled: Sequence[Settled]) -> tuple[list[float], list[float]]:
    return [one.row.midpoint for one in settled], [one.row.outcome for one in settled]
