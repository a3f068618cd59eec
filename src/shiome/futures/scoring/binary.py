"""Proper scores of forecasts of one event, or of one of several ordered categories.

Outcomes are 1 (came true), 0 (did not) or a share between them (came true in part). Each function gives one score per forecast; a set's
score is their mean. All are losses: 0 is best.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from shiome.errors import InputRefused
from shiome.futures.scoring.checks import Floats, numbers, pairs, probabilities, same_length

CLIP = 1e-6
"""The logarithmic score reads a probability nearer to 0 or 1 than this as this far from it: the worst loss is 13.8 nats."""


def brier(forecasts: ArrayLike, outcomes: ArrayLike) -> Floats:
    """Squared difference between forecast and outcome (Brier 1950, the half-range form for one event).

    >>> brier([0.9, 0.2], [1, 0.5]).round(3).tolist()
    [0.01, 0.09]
    """
    p, o = pairs(forecasts, outcomes)
    return np.square(p - o)


def logarithmic(forecasts: ArrayLike, outcomes: ArrayLike, *, clip: float = CLIP) -> Floats:
    """Minus the log of the probability given to what happened, in nats; forecasts are clipped to [clip, 1 - clip].

    An outcome in part is charged as the cross-entropy, so that its least loss is ln 2 for one half, not 0.

    >>> logarithmic([0.5, 0.0], [1, 1], clip=0.01).round(3).tolist()
    [0.693, 4.605]
    """
    if not 0.0 <= clip < 0.5:
        raise InputRefused(
            "score.clip",
            f"clipping at {clip:g} leaves no forecast as it is",
            ja=f"切り詰め幅{clip:g}ではどの予測も残らない",
            hint="give at least 0 and less than 0.5",
            hint_ja="0以上0.5未満とする",
            failed=clip,
        )
    p, o = pairs(forecasts, outcomes)
    p = np.clip(p, clip, 1.0 - clip)
    with np.errstate(divide="ignore"):
        yes, no = -np.log(p), -np.log1p(-p)
    return np.where(o > 0.0, o, 0.0) * np.where(o > 0.0, yes, 0.0) + (1.0 - o) * np.where(o < 1.0, no, 0.0)


def ranked(forecasts: ArrayLike, categories: ArrayLike, *, normalised: bool = True) -> Floats:
    """Ranked probability score: squared differences of the cumulative distributions over ordered categories (Epstein 1969).

    Parameters
    ----------
    forecasts:
        One row per forecast: the probabilities of the categories in their order, summing to 1 (within one millionth).
    categories:
        The place of the category that came, counted from 0.
    normalised:
        Whether to divide by the number of categories less one, which keeps the score within 0..1 and makes it the Brier score for two.

    >>> ranked([[0.2, 0.5, 0.3]], [2]).round(3).tolist()
    [0.265]
    """
    p = probabilities(forecasts, dimensions=(2,))
    places = numbers(categories, what="categories")
    same_length(p, places)
    if p.shape[1] < 2:
        raise InputRefused(
            "score.categories",
            "there is only one category: nothing can be ranked",
            ja="区分が一つしかなく、順位がつかない",
            hint="give at least two columns",
            hint_ja="二列以上とする",
            failed=forecasts,
        )
    wrong = np.abs(p.sum(axis=1) - 1.0) > 1e-6
    if wrong.any():
        row = int(np.argmax(wrong))
        raise InputRefused(
            "score.sum",
            f"forecast {row + 1} sums to {p[row].sum():g}",
            ja=f"{row + 1}番目の予測の和が{p[row].sum():g}",
            hint="the probabilities of all categories sum to 1",
            hint_ja="全区分の確率の和を1とする",
            failed=forecasts,
        )
    bad = (places != np.floor(places)) | (places < 0) | (places >= p.shape[1])
    if bad.any():
        row = int(np.argmax(bad))
        raise InputRefused(
            "score.category",
            f"outcome {row + 1} is category {places[row]:g} of {p.shape[1]}",
            ja=f"{row + 1}番目の結果の区分{places[row]:g}は{p.shape[1]}区分の中にない",
            hint="categories are counted from 0",
            hint_ja="区分は0から数える",
            failed=categories,
        )
    steps = np.arange(p.shape[1] - 1)
    reached = (places[:, None] <= steps).astype(np.float64)
    total = np.square(np.cumsum(p, axis=1)[:, :-1] - reached).sum(axis=1)
    return np.asarray(total / (p.shape[1] - 1 if normalised else 1), dtype=np.float64)
