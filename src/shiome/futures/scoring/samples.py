"""Scores of forecasts that are given as samples: one row of draws per forecast, one observed value each.

Quantiles of a row are interpolated linearly between its sorted draws (rank ``(m - 1) q``). Each function gives one value per forecast;
a set's score is their mean. All but :func:`covered` are losses.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from shiome.errors import InputRefused
from shiome.futures.scoring.checks import Floats, level, numbers, same_length


def _read(samples: ArrayLike, observed: ArrayLike) -> tuple[Floats, Floats]:
    draws, y = numbers(samples, what="samples", dimensions=(2,)), numbers(observed, what="observed values")
    same_length(draws, y)
    return draws, y


def crps(samples: ArrayLike, observed: ArrayLike, *, fair: bool = False) -> Floats:
    """Continuous ranked probability score, in the unit of the observed value.

    The mean distance of the draws from what came, less half the mean distance between two draws. Without ``fair`` the draws *are* the
    forecast (pairs of a draw with itself count); with it they stand for a distribution that they were drawn from (only pairs of
    different draws count).

    >>> crps([[1.0, 3.0], [2.0, 2.0]], [2.0, 5.0]).tolist()
    [0.5, 3.0]
    """
    draws, y = _read(samples, observed)
    m = draws.shape[1]
    if fair and m < 2:
        raise InputRefused(
            "score.draws",
            "one draw has no spread to correct for",
            ja="標本が一つでは散らばりを補正できない",
            hint="give two draws or more, or leave 'fair' out",
            hint_ja="二つ以上の標本を与えるか、fairを外す",
            failed=samples,
        )
    distance = np.abs(draws - y[:, None]).mean(axis=1)
    spread = (np.sort(draws, axis=1) * (2.0 * np.arange(m) - m + 1.0)).sum(axis=1)
    return np.asarray(distance - spread / (m * (m - 1.0) if fair else m * m), dtype=np.float64)


def threshold_crps(samples: ArrayLike, observed: ArrayLike, *, threshold: float) -> Floats:
    """The same with everything below ``threshold`` read as the threshold: only what lies above it is judged (Gneiting and Ranjan 2011)."""
    draws, y = _read(samples, observed)
    return crps(np.maximum(draws, threshold), np.maximum(y, threshold))


def quantile_interval(samples: ArrayLike, observed: ArrayLike, *, low: float, high: float) -> Floats:
    """Width of the interval between two quantiles, plus 1/low for each unit below it and 1/(1 - high) for each above.

    The interval score (Gneiting and Raftery 2007) is the case of ``low`` = alpha/2 and ``high`` = 1 - alpha/2.
    """
    draws, y = _read(samples, observed)
    if level(low, what="low") >= level(high, what="high"):
        raise InputRefused(
            "score.quantiles",
            f"the lower quantile {low:g} is not below the upper {high:g}",
            ja=f"下の分位{low:g}が上の分位{high:g}より小さくない",
            hint="exchange them",
            hint_ja="入れ替える",
            failed=(low, high),
        )
    bottom, top = np.quantile(draws, low, axis=1), np.quantile(draws, high, axis=1)
    below, above = np.maximum(bottom - y, 0.0), np.maximum(y - top, 0.0)
    return np.asarray(top - bottom + below / low + above / (1.0 - high), dtype=np.float64)


def interval(samples: ArrayLike, observed: ArrayLike, *, alpha: float) -> Floats:
    """Interval score of the central interval that leaves ``alpha`` outside, in the unit of the observed value.

    >>> interval([[0.0, 10.0]], [12.0], alpha=0.2).round(6).tolist()
    [38.0]
    """
    level(alpha, what="alpha")
    return quantile_interval(samples, observed, low=alpha / 2.0, high=1.0 - alpha / 2.0)


def covered(samples: ArrayLike, observed: ArrayLike, *, alpha: float) -> Floats:
    """1 where the central interval that leaves ``alpha`` outside holds the observed value (its ends included), else 0."""
    draws, y = _read(samples, observed)
    half = level(alpha, what="alpha") / 2.0
    bottom, top = np.quantile(draws, half, axis=1), np.quantile(draws, 1.0 - half, axis=1)
    return np.asarray((bottom <= y) & (y <= top), dtype=np.float64)


def quantile(samples: ArrayLike, observed: ArrayLike, *, q: float) -> Floats:
    """Pinball loss of the draws' quantile ``q``: q for each unit that it lies too low, 1 - q for each too high."""
    draws, y = _read(samples, observed)
    gap = y - np.quantile(draws, level(q, what="q"), axis=1)
    return np.asarray(np.maximum(q * gap, (q - 1.0) * gap), dtype=np.float64)


def exceedance(samples: ArrayLike, observed: ArrayLike, *, threshold: float) -> Floats:
    """Brier score of the share of draws above ``threshold`` as the probability that the observed value is above it."""
    draws, y = _read(samples, observed)
    return np.asarray(np.square((draws > threshold).mean(axis=1) - (y > threshold)), dtype=np.float64)


def ignorance(samples: ArrayLike, observed: ArrayLike, *, edges: ArrayLike) -> Floats:
    """Minus the log to base 2 of the probability of the observed value's bin, in bits.

    A bin is ``[edge, next edge)``. One draw is added to every bin, so that no bin has probability 0. A draw outside all edges counts to the
    total and to no bin; an observed value outside is refused.

    >>> ignorance([[0.0, 1.0]], [0.5], edges=[0, 1, 2]).tolist()
    [1.0]
    """
    draws, y = _read(samples, observed)
    cuts = numbers(edges, what="edges")
    if len(cuts) < 2 or not (np.diff(cuts) > 0).all():
        raise InputRefused(
            "score.edges",
            "the edges of the bins do not ascend",
            ja="階級の境界が昇順でない",
            hint="give at least two edges, each above the one before",
            hint_ja="昇順に二つ以上の境界を与える",
            failed=edges,
        )
    place = np.searchsorted(cuts, y, side="right") - 1
    outside = (place < 0) | (place >= len(cuts) - 1)
    if outside.any():
        row = int(np.argmax(outside))
        raise InputRefused(
            "score.range",
            f"observed value {row + 1} is {y[row]:g}, outside the bins {cuts[0]:g} to {cuts[-1]:g}",
            ja=f"{row + 1}番目の実現値{y[row]:g}は階級{cuts[0]:g}～{cuts[-1]:g}の外にある",
            hint="widen the edges",
            hint_ja="境界を広げる",
            failed=observed,
        )
    own = ((draws >= cuts[place][:, None]) & (draws < cuts[place + 1][:, None])).sum(axis=1)
    return np.asarray(-np.log2((own + 1.0) / (draws.shape[1] + len(cuts) - 1.0)), dtype=np.float64)
