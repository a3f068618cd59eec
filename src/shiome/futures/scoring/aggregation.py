"""Several forecasters' probabilities of one event made into one."""

from __future__ import annotations

from math import floor, sqrt
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from shiome.errors import InputRefused
from shiome.futures.scoring.binary import CLIP
from shiome.futures.scoring.checks import Floats, level, numbers, probabilities, unknown

Method = Literal["linear", "median", "trimmed", "log_odds", "extremised"]
METHODS: tuple[str, ...] = get_args(Method)


def extremising_factor(n: int) -> float:
    """Factor by which the mean log odds of ``n`` forecasters is stretched (Neyman and Roughgarden 2022).

    ``d = n (sqrt(3 n² - 3 n + 1) - 2) / (n² - n - 1)``: 1 for one forecaster, towards the root of 3 for many.

    >>> extremising_factor(1), round(extremising_factor(4), 4)
    (1.0, 1.4846)
    """
    if n < 1:
        raise InputRefused(
            "score.forecasters",
            f"{n} forecasters cannot be put together",
            ja=f"予測者{n}名では統合できない",
            hint="give at least one",
            hint_ja="一名以上とする",
            failed=n,
        )
    return n * (sqrt(3.0 * n * n - 3.0 * n + 1.0) - 2.0) / (n * n - n - 1.0)


def aggregate(
    forecasts: ArrayLike,
    *,
    method: Method,
    weights: ArrayLike | None = None,
    factor: float | None = None,
    prior: float = 0.5,
    trim: float = 0.2,
    clip: float = CLIP,
) -> Floats:
    """One probability from several forecasters.

    Parameters
    ----------
    forecasts:
        One row per forecaster; with several columns, one per question.
    method:
        ``linear``: mean. ``median``. ``trimmed``: mean without the lowest and highest. ``log_odds``: mean of the log odds, that is the
        geometric mean of the odds. ``extremised``: the same, stretched away from ``prior``.
    weights:
        Of the forecasters, for ``linear``, ``log_odds`` and ``extremised``; their scale does not matter.
    factor:
        Stretch of ``extremised``. Without it :func:`extremising_factor` of the number of forecasters; a fixed one (for instance 2) where
        it was learned from the forecasters' own record, as Satopää and others (2014) do.
    prior:
        Probability from which ``extremised`` stretches away: one half, or a base rate.
    trim:
        Share of forecasters that ``trimmed`` leaves out at each end, rounded down to whole forecasters; below one half.
    clip:
        Methods in log odds read forecasts nearer to 0 or 1 than this as this far from it.

    Returns
    -------
    Floats
        One probability (an array without dimensions), or one per question.

    Examples
    --------
    >>> [round(float(aggregate([0.6, 0.9], method=name)), 4) for name in ("linear", "log_odds", "extremised")]
    [0.75, 0.7861, 0.843]
    """
    p = probabilities(forecasts, dimensions=(1, 2))
    if method not in METHODS:
        raise unknown("method", method, METHODS)
    if method in ("median", "trimmed"):
        if weights is not None:
            raise InputRefused(
                "score.weights",
                f"method {method} takes no weights",
                ja=f"方法{method}に重みは使えない",
                hint="leave them out, or use linear or log_odds",
                hint_ja="重みを外すか、linearかlog_oddsを使う",
                failed=weights,
            )
        return np.asarray(np.median(p, axis=0) if method == "median" else _trimmed(p, trim))
    share = _weights(weights, len(p))
    if method == "linear":
        return np.asarray(np.minimum(np.tensordot(share, p, axes=1), 1.0))
    bounded = np.clip(p, level(clip, what="clip"), 1.0 - clip)
    odds = np.tensordot(share, np.log(bounded) - np.log1p(-bounded), axes=1)
    if method == "extremised":
        start = np.log(level(prior, what="prior")) - np.log1p(-prior)
        odds = start + (extremising_factor(len(p)) if factor is None else factor) * (odds - start)
    return np.asarray(0.5 * (1.0 + np.tanh(odds / 2.0)))


def _trimmed(p: Floats, trim: float) -> Floats:
    if not 0.0 <= trim < 0.5:
        raise InputRefused(
            "score.trim",
            f"leaving out {trim:g} at each end leaves nobody",
            ja=f"両端から{trim:g}ずつ除くと誰も残らない",
            hint="give at least 0 and less than 0.5",
            hint_ja="0以上0.5未満とする",
            failed=trim,
        )
    cut = floor(len(p) * trim + 1e-9)
    return np.asarray(np.sort(p, axis=0)[cut : len(p) - cut].mean(axis=0))


def _weights(weights: ArrayLike | None, n: int) -> Floats:
    if weights is None:
        return np.full(n, 1.0 / n)
    given = numbers(weights, what="weights")
    if len(given) != n or (given < 0.0).any() or given.sum() <= 0.0:
        raise InputRefused(
            "score.weights",
            f"the weights do not fit {n} forecasters",
            ja=f"重みが予測者{n}名に合わない",
            hint="one per forecaster, none negative, not all 0",
            hint_ja="一名に一つ、負でなく、全部が0でないものとする",
            failed=weights,
        )
    return np.asarray(given / given.sum())
