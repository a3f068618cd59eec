"""How the model did against the other forecasters: scores, paired differences, groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from shiome.futures.backtest.forecasts import Row
from shiome.futures.scoring.binary import brier, logarithmic
from shiome.futures.scoring.calibration import Bin, calibration
from shiome.futures.scoring.checks import Floats
from shiome.futures.scoring.rates import skill
from shiome.futures.scoring.resampling import Interval, mean_interval

MODEL = "model"
OTHERS = ("base_rate", "hedge", "paper", "even")
"""The forecasters that the model has to beat."""
LEADS = ((3, "up to 3 months"), (6, "up to 6 months"), (12, "up to 12 months"))
LATER = "more than 12 months"

Measure = Callable[[Sequence[float], Sequence[float]], Floats]
MEASURES: Mapping[str, Measure] = {"brier": brier, "log": logarithmic}


@dataclass(frozen=True)
class Score:
    """What one forecaster lost on average; 0 is best."""

    forecaster: str
    brier: float
    log: float
    interval: Interval | None
    """Of the Brier score, by documents; ``None`` for fewer than two."""


@dataclass(frozen=True)
class Difference:
    """The model's loss less another's on the same questions: below 0 the model did better."""

    against: str
    brier: float
    interval: Interval | None
    log: float
    log_interval: Interval | None
    skill: float | None
    """Share of the other's Brier score that the model saved."""

    @property
    def better(self) -> bool:
        """Whether the whole interval of the Brier difference lies below 0."""
        return self.interval is not None and self.interval.high < 0.0

    @property
    def worse(self) -> bool:
        """Whether the whole interval lies above 0."""
        return self.interval is not None and self.interval.low > 0.0


@dataclass(frozen=True)
class Comparison:
    """Rows of one group taken together."""

    key: str
    forecasts: int
    questions: int
    documents: int
    scores: tuple[Score, ...]
    differences: tuple[Difference, ...]

    def score(self, forecaster: str) -> Score:
        """The score of one forecaster."""
        return next(score for score in self.scores if score.forecaster == forecaster)


def compare(rows: Sequence[Row], *, seed: int, key: str = "") -> Comparison | None:
    """The model against the others on the same rows; ``None`` where there is nothing to score.

    Intervals are bootstrap percentiles (95 %) of whole documents: judgements of one text, and forecasts of one judgement on several
    days, stand or fall together. The order of the rows does not matter.
    """
    scored = sorted((r for r in rows if r.outcome is not None), key=lambda r: (r.document, r.question.id, r.origin))
    if not scored:
        return None
    clusters = [row.document for row in scored]
    lost = {name: {how: _lost(scored, name, how) for how in MEASURES} for name in (MODEL, *OTHERS)}

    def interval(values: Floats) -> Interval | None:
        return mean_interval(values, seed=seed, clusters=clusters)

    scores = tuple(
        Score(name, float(loss["brier"].mean()), float(loss["log"].mean()), interval(loss["brier"]))
        for name, loss in lost.items()
    )
    differences = []
    for name in OTHERS:
        by = {how: lost[MODEL][how] - lost[name][how] for how in MEASURES}
        saved = skill(float(lost[MODEL]["brier"].mean()), float(lost[name]["brier"].mean()))
        differences.append(
            Difference(
                against=name,
                brier=float(by["brier"].mean()),
                interval=interval(by["brier"]),
                log=float(by["log"].mean()),
                log_interval=interval(by["log"]),
                skill=saved,
            )
        )
    questions = len({row.question.id for row in scored})
    return Comparison(key, len(scored), questions, len(set(clusters)), scores, tuple(differences))


def grouped(
    rows: Iterable[Row], keys: Callable[[Row], Iterable[str]], *, seed: int, order: Sequence[str] = ()
) -> tuple[Comparison, ...]:
    """One comparison for each group; a row belongs to every group that ``keys`` names for it.

    Groups stand in ``order``, and else by name.
    """
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for key in keys(row):
            found[key].append(row)
    names = [*(name for name in order if name in found), *sorted(found.keys() - set(order))]
    compared = (compare(found[name], seed=seed, key=name) for name in names)
    return tuple(each for each in compared if each is not None)


def lead_of(row: Row) -> str:
    """How far ahead a row looks, in words."""
    return next((name for months, name in LEADS if row.lead <= months), LATER)


def reliability(rows: Sequence[Row], forecaster: str = MODEL) -> tuple[Bin, ...]:
    """How often it happened against how often the forecaster said so; empty where nothing is scored."""
    scored = [row for row in rows if row.outcome is not None]
    if not scored:
        return ()
    return calibration([row.forecasts[forecaster] for row in scored], _outcomes(scored))


def _lost(rows: Sequence[Row], forecaster: str, how: str) -> Floats:
    return MEASURES[how]([row.forecasts[forecaster] for row in rows], _outcomes(rows))


def _outcomes(rows: Sequence[Row]) -> list[float]:
    return list(np.asarray([row.outcome for row in rows], dtype=np.float64))
