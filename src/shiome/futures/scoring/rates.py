"""Base rates with their intervals, and skill against them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from shiome.errors import InputRefused
from shiome.futures.scoring.binary import brier
from shiome.futures.scoring.checks import level, pairs, probabilities


@dataclass(frozen=True)
class Rate:
    """A share of cases with its interval."""

    value: float
    low: float
    high: float
    n: int


def _counts(hits: float, n: int) -> None:
    if n < 1 or not 0.0 <= hits <= n:
        raise InputRefused(
            "score.counts",
            f"{hits:g} of {n} cases is not a share",
            ja=f"{n}件中{hits:g}件は割合にならない",
            hint="give at least one case, and no more hits than cases",
            hint_ja="一件以上とし、該当数を件数以下とする",
            failed=(hits, n),
        )


def wilson(hits: float, n: int, *, confidence: float = 0.95) -> Rate:
    """Share of hits with Wilson's score interval; hits in part count as a fraction.

    >>> rate = wilson(8, 10)
    >>> rate.value, round(rate.low, 4), round(rate.high, 4)
    (0.8, 0.4902, 0.9433)
    """
    from scipy.special import ndtri  # type: ignore[import-untyped]

    _counts(hits, n)
    z = float(ndtri(0.5 + level(confidence, what="confidence") / 2.0))
    share = hits / n
    middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n)
    half = z / (1.0 + z * z / n) * float(np.sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n)))
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == n else min(1.0, middle + half)
    return Rate(value=share, low=low, high=high, n=n)


def base_rate(hits: float, n: int, *, confidence: float = 0.95) -> Rate:
    """How often it happened before, for use as a forecast: mean and equal-tailed interval under Jeffreys' prior.

    The posterior is Beta(hits + 1/2, n - hits + 1/2), the value its mean. The interval starts at 0 where nothing was a hit and ends at 1
    where everything was (Brown, Cai and DasGupta 2001).

    >>> rate = base_rate(0, 10)
    >>> round(rate.value, 4), rate.low, round(rate.high, 4)
    (0.0455, 0.0, 0.2172)
    """
    from scipy.special import betaincinv

    _counts(hits, n)
    a, b, tail = hits + 0.5, n - hits + 0.5, (1.0 - level(confidence, what="confidence")) / 2.0
    low = 0.0 if hits == 0 else float(betaincinv(a, b, tail))
    high = 1.0 if hits == n else float(betaincinv(a, b, 1.0 - tail))
    return Rate(value=a / (n + 1.0), low=low, high=high, n=n)


def skill(score: float, reference: float) -> float | None:
    """Share of the reference's loss that was saved: 1 perfect, 0 no better, negative worse; ``None`` where the reference lost nothing.

    >>> skill(0.15, 0.25), skill(0.1, 0.0)
    (0.4, None)
    """
    return None if reference == 0.0 else 1.0 - score / reference


def brier_skill(forecasts: ArrayLike, outcomes: ArrayLike, *, rate: ArrayLike | None = None) -> float | None:
    """Skill of the Brier score against a base rate, one for all or one for each forecast.

    Without ``rate`` the reference is the mean of these outcomes themselves, which nobody knew beforehand: a hard reference, and
    the one under which skill is (resolution - reliability) / uncertainty.
    """
    p, o = pairs(forecasts, outcomes)
    reference = np.full(len(o), o.mean())
    if rate is not None:
        given = probabilities(rate, what="base rate", dimensions=(0, 1))
        reference = np.full(len(o), given) if given.ndim == 0 else given
    return skill(float(brier(p, o).mean()), float(brier(reference, o).mean()))
