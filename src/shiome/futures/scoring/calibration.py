"""What a Brier score is made of, and whether things happen as often as they were said to.

Decomposition after Murphy (1973), with the two terms for what bins hide after Stephenson, Coelho and Jolliffe (2008).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shiome.errors import InputRefused
from shiome.futures.scoring.checks import Floats, pairs, probabilities
from shiome.futures.scoring.rates import wilson

Places = NDArray[np.intp]

TENTHS: tuple[float, ...] = tuple(one / 10 for one in range(11))
"""Edges of the usual calibration table: ten bins, closed below and open above, the last closed at both ends."""


@dataclass(frozen=True)
class Decomposition:
    """Parts of the mean Brier score: it equals reliability - resolution + uncertainty + within_spread - within_covariance.

    The last two are 0 where a group holds one forecast value only, as it does without bins.
    """

    brier: float
    reliability: float
    """How far the forecasts of a group lie from how often it happened: 0 is best."""
    resolution: float
    """How far apart the groups' outcomes lie: more is better."""
    uncertainty: float
    """Variance of the outcomes: what the questions themselves ask."""
    within_spread: float
    """Variance of the forecasts within their bins."""
    within_covariance: float
    """Twice the covariance of forecasts and outcomes within the bins."""
    groups: int

    @property
    def total(self) -> float:
        """The sum of the parts, equal to ``brier`` but for rounding."""
        parts = self.reliability - self.resolution + self.uncertainty
        return parts + self.within_spread - self.within_covariance


@dataclass(frozen=True)
class Bin:
    """One row of a calibration table."""

    low: float
    high: float
    n: int
    forecast: float
    """Mean forecast of the row."""
    observed: float
    """Share that came true; in part counts by its share."""
    observed_low: float
    observed_high: float
    """Wilson interval of the observed share."""

    @property
    def calibrated(self) -> bool:
        """Whether the mean forecast lies within the interval of what was observed."""
        return self.observed_low <= self.forecast <= self.observed_high


def decompose(forecasts: ArrayLike, outcomes: ArrayLike, *, edges: ArrayLike | None = None) -> Decomposition:
    """Reliability, resolution and uncertainty of the mean Brier score.

    Parameters
    ----------
    forecasts, outcomes:
        Probabilities, and what became of them (1, 0, or a share).
    edges:
        Without them, forecasts of exactly the same value make a group and the three classic parts give the Brier score exactly. With
        them, each bin is a group, and what is lost within bins is told apart.

    >>> parts = decompose([0.2, 0.2, 0.8, 0.8], [0, 1, 1, 1])
    >>> [round(one, 4) for one in (parts.brier, parts.reliability, parts.resolution, parts.uncertainty)]
    [0.19, 0.065, 0.0625, 0.1875]
    """
    p, o = pairs(forecasts, outcomes)
    group, groups = _grouped(p, edges)
    n = np.bincount(group, minlength=groups).astype(np.float64)
    mean_p = np.bincount(group, weights=p, minlength=groups) / n
    mean_o = np.bincount(group, weights=o, minlength=groups) / n
    off_p, off_o = p - mean_p[group], o - mean_o[group]
    if edges is None:
        off_p = np.zeros_like(p)
    size = float(len(p))
    return Decomposition(
        brier=float(np.square(p - o).mean()),
        reliability=float((n * np.square(mean_p - mean_o)).sum() / size),
        resolution=float((n * np.square(mean_o - o.mean())).sum() / size),
        uncertainty=float(np.square(o - o.mean()).mean()),
        within_spread=float(np.square(off_p).mean()),
        within_covariance=float(2.0 * (off_p * off_o).mean()),
        groups=groups,
    )


def calibration(
    forecasts: ArrayLike, outcomes: ArrayLike, *, edges: ArrayLike = TENTHS, confidence: float = 0.95
) -> tuple[Bin, ...]:
    """How often it happened against how often it was said to, bin by bin; empty bins are left out.

    >>> [(row.low, row.n, row.observed, row.calibrated) for row in calibration([0.1, 0.15, 0.9], [0, 1, 1])]
    [(0.1, 2, 0.5, True), (0.9, 1, 1.0, True)]
    """
    p, o = pairs(forecasts, outcomes)
    cuts = _edges(edges)
    place = _place(p, cuts)
    rows = []
    for one in range(len(cuts) - 1):
        inside = place == one
        n = int(inside.sum())
        if n:
            share = wilson(float(o[inside].sum()), n, confidence=confidence)
            rows.append(
                Bin(
                    low=float(cuts[one]),
                    high=float(cuts[one + 1]),
                    n=n,
                    forecast=float(p[inside].mean()),
                    observed=share.value,
                    observed_low=share.low,
                    observed_high=share.high,
                )
            )
    return tuple(rows)


def _grouped(p: Floats, edges: ArrayLike | None) -> tuple[Places, int]:
    if edges is None:
        values, group = np.unique(p, return_inverse=True)
        return group, len(values)
    used, group = np.unique(_place(p, _edges(edges)), return_inverse=True)
    return group, len(used)


def _place(p: Floats, cuts: Floats) -> Places:
    return np.minimum(np.searchsorted(cuts, p, side="right") - 1, len(cuts) - 2)


def _edges(edges: ArrayLike) -> Floats:
    cuts = probabilities(edges, what="edges")
    if len(cuts) < 2 or cuts[0] != 0.0 or cuts[-1] != 1.0 or not (np.diff(cuts) > 0.0).all():
        raise InputRefused(
            "score.bins",
            "the edges of the bins do not ascend from 0 to 1",
            ja="階級の境界が0から1まで昇順に並んでいない",
            hint="give edges such as 0, 0.25, 0.5, 0.75, 1",
            hint_ja="0, 0.25, 0.5, 0.75, 1のように与える",
            failed=edges,
        )
    return cuts
