"""Scores of judgements that carry a band of probability, taken together by who made them, how firmly and how far ahead.

A band is scored at its midpoint. An outcome in part counts one half. Only settled judgements are scored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import numpy as np

from shiome.errors import InputRefused
from shiome.futures.scoring.binary import brier, logarithmic
from shiome.futures.scoring.checks import unknown
from shiome.futures.scoring.rates import Rate, brier_skill, wilson
from shiome.futures.scoring.resampling import Interval, mean_interval
from shiome.records.model import Judgement
from shiome.vocabulary.edtf import parse_edtf
from shiome.vocabulary.hedging import Band, is_band

OBSERVED: Mapping[str, float] = {"true": 1.0, "partly": 0.5, "false": 0.0}
"""Outcome of a judgement to the share that came true; other outcomes are not scored."""

Key = Literal["author", "hedge", "word", "horizon"]
Reading = Literal["as said", "more often than said", "less often than said"]
Horizon = Literal["within 3 months", "within 1 year", "later", "none stated"]
KEYS: tuple[str, ...] = get_args(Key)


@dataclass(frozen=True)
class Row:
    """One settled judgement, as far as scoring asks."""

    band: Band
    outcome: float
    author: str = ""
    hedge: int = 0
    word: str = ""
    horizon: Horizon = "none stated"
    cluster: str = ""
    """What it stands or falls together with, usually its document."""

    def __post_init__(self) -> None:
        if not is_band(*self.band):
            raise InputRefused(
                "score.band",
                f"{self.band[0]:g} to {self.band[1]:g} is not a band of probability",
                ja=f"{self.band[0]:g}～{self.band[1]:g}は確率の帯でない",
                hint="0 <= low <= high <= 1",
                hint_ja="0 <= 下限 <= 上限 <= 1 とする",
                failed=self.band,
            )

    @property
    def midpoint(self) -> float:
        """The probability at which the band is scored."""
        return (self.band[0] + self.band[1]) / 2.0


@dataclass(frozen=True)
class BandScore:
    """Brier score of one band: at its midpoint, and the least and greatest that a point of the band could have had."""

    score: float
    least: float
    greatest: float


@dataclass(frozen=True)
class GroupScore:
    """Judgements of one group taken together."""

    key: str
    n: int
    brier: float
    interval: Interval | None
    """Bootstrap interval of the Brier score; ``None`` where the rows tell nothing of their spread."""
    log: float
    skill: float | None
    """Of the Brier score against the base rate given, or against the mean outcome of all rows."""
    forecast: float
    """Mean midpoint."""
    band: Band
    """Means of the lower and of the upper ends."""
    observed: Rate
    """Share that came true, with Wilson's interval."""
    reading: Reading
    """Against the mean band: whether the observed share's interval reaches it, lies above or below."""


def band_score(band: Band, outcome: float) -> BandScore:
    """Brier score of a band's midpoint, with its range over the band.

    >>> round(band_score((0.8, 1.0), 1.0).score, 6), band_score((0.2, 0.6), 0.5).least
    (0.01, 0.0)
    """
    row = Row(band=band, outcome=outcome)
    best = min(max(outcome, band[0]), band[1])
    worst = max(band, key=lambda end: abs(end - outcome))
    points = brier([row.midpoint, best, worst], [outcome] * 3)
    return BandScore(score=float(points[0]), least=float(points[1]), greatest=float(points[2]))


def row_of(judgement: Judgement) -> Row | None:
    """What scoring asks of a judgement; ``None`` where it is not settled or its outcome cannot be scored."""
    share = OBSERVED.get(judgement.outcome)
    if share is None or not judgement.settled:
        return None
    return Row(
        band=judgement.band,
        outcome=share,
        author=judgement.holder,
        hedge=judgement.hedge,
        word=judgement.cue,
        horizon=horizon_of(judgement.made_on, judgement.due),
        cluster=next((source.document for source in judgement.sources if source.role == "states"), ""),
    )


def horizon_of(made_on: date, due: str) -> Horizon:
    """How far ahead a judgement looks: days from its date to the last day of ``due`` (92 and 366 are the limits).

    >>> horizon_of(date(2025, 4, 1), "2025-06")
    'within 3 months'
    """
    last = parse_edtf(due).latest if due else None
    if last is None:
        return "none stated"
    days = (last - made_on).days
    return "within 3 months" if days <= 92 else "within 1 year" if days <= 366 else "later"


def grouped(
    rows: Iterable[Row], *, by: Key, seed: int, rate: float | None = None, confidence: float = 0.95
) -> tuple[GroupScore, ...]:
    """Scores of the rows by author, hedge step, hedge word or horizon, in the order of the groups' names.

    Parameters
    ----------
    rows:
        Settled judgements, at least one.
    by:
        ``author``, ``hedge``, ``word`` or ``horizon`` (this one in the order of distance).
    seed:
        Of the bootstrap, used anew for each group: a group's interval does not depend on the others.
    rate:
        Base rate for skill; without it the mean outcome of all rows, known only afterwards.
    confidence:
        Of the intervals.

    Raises
    ------
    InputRefused
        ``score.rows`` where there is nothing settled, ``score.name`` for an unknown grouping.
    """
    if by not in KEYS:
        raise unknown("grouping", by, KEYS)
    listed = sorted(rows, key=_order)  # sums and draws are then the same bytes however the rows come
    if not listed:
        raise InputRefused(
            "score.rows",
            "no judgement is settled: there is nothing to score",
            ja="決着した判断がなく、採点するものがない",
            hint="resolve judgements first",
            hint_ja="まず判断の結果を記録する",
        )
    reference = float(np.mean([row.outcome for row in listed])) if rate is None else rate
    found: dict[str, list[Row]] = defaultdict(list)
    for row in listed:
        found[str(getattr(row, by))].append(row)
    order: Callable[[str], object] = get_args(Horizon).index if by == "horizon" else str
    return tuple(
        _scored(key, found[key], seed=seed, rate=reference, confidence=confidence)
        for key in sorted(found, key=order)  # type: ignore[arg-type]
    )


def _order(row: Row) -> tuple[str | int | float, ...]:
    return (row.cluster, *row.band, row.outcome, row.author, row.hedge, row.word, row.horizon)


def _scored(key: str, rows: Sequence[Row], *, seed: int, rate: float, confidence: float) -> GroupScore:
    forecasts, outcomes = [row.midpoint for row in rows], [row.outcome for row in rows]
    scores = brier(forecasts, outcomes)
    clusters = [row.cluster or f"\0{place}" for place, row in enumerate(rows)]
    observed = wilson(float(np.sum(outcomes)), len(rows), confidence=confidence)
    band = (float(np.mean([row.band[0] for row in rows])), float(np.mean([row.band[1] for row in rows])))
    return GroupScore(
        key=key,
        n=len(rows),
        brier=float(scores.mean()),
        interval=mean_interval(scores, seed=seed, confidence=confidence, clusters=clusters),
        log=float(logarithmic(forecasts, outcomes).mean()),
        skill=brier_skill(forecasts, outcomes, rate=rate),
        forecast=float(np.mean(forecasts)),
        band=band,
        observed=observed,
        reading=_reading(observed, band),
    )


def _reading(observed: Rate, band: Band) -> Reading:
    if observed.low > band[1]:
        return "more often than said"
    return "less often than said" if observed.high < band[0] else "as said"
