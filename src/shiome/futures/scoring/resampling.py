"""Bootstrap intervals that are the same bytes for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shiome.errors import InputRefused
from shiome.futures.scoring.checks import Floats, level, numbers

Places = NDArray[np.int64]

DRAWS = 2000
"""Resamplings, unless told."""
BLOCK = 2**20
"""Values drawn at a time, which bounds the memory used."""


@dataclass(frozen=True)
class Interval:
    """An estimate and its percentile interval."""

    value: float
    low: float
    high: float


def mean_interval(
    values: ArrayLike,
    *,
    seed: int,
    draws: int = DRAWS,
    confidence: float = 0.95,
    clusters: Sequence[Hashable] | None = None,
) -> Interval | None:
    """Mean with its percentile bootstrap interval; ``None`` for fewer than two values (or clusters), which tell nothing of their spread.

    Parameters
    ----------
    values:
        For instance one score per forecast.
    seed, draws, confidence:
        Of the generator (PCG64), how many resamplings, and the share of them within the interval.
    clusters:
        What each value belongs to, such as its document: whole clusters are drawn, because judgements made in one text
        stand or fall together.

    >>> mean_interval([0.0, 1.0, 1.0, 1.0], seed=1)
    Interval(value=0.75, low=0.25, high=1.0)
    """
    array = numbers(values, what="values")
    if clusters is None:
        clusters = range(len(array))
    _check_clusters(clusters, len(array))
    numbered = {one: place for place, one in enumerate(dict.fromkeys(clusters))}
    places = [numbered[one] for one in clusters]
    sums, sizes = np.bincount(places, weights=array), np.bincount(places)
    if len(sums) < 2:
        return None
    generator, low, high = _started(seed=seed, draws=draws, confidence=confidence)
    means: list[Floats] = []
    block = max(1, BLOCK // len(sums))
    for first in range(0, draws, block):
        chosen = generator.integers(0, len(sums), size=(min(block, draws - first), len(sums)))
        means.append(sums[chosen].sum(axis=1) / sizes[chosen].sum(axis=1))
    ends = np.quantile(np.concatenate(means), [low, high])
    return Interval(value=float(array.mean()), low=float(ends[0]), high=float(ends[1]))


def bootstrap(
    statistic: Callable[[Places], float | None],
    n: int,
    *,
    seed: int,
    draws: int = DRAWS,
    confidence: float = 0.95,
) -> Interval | None:
    """Percentile interval of any statistic of ``n`` rows, given the places of the rows drawn with replacement.

    Draws in which the statistic is not defined (``None``) are left out. The answer is ``None`` for fewer than two rows, or where the
    statistic of the rows themselves is not defined.
    """
    generator, *tails = _started(seed=seed, draws=draws, confidence=confidence)
    value = statistic(np.arange(n)) if n >= 2 else None
    if value is None:
        return None
    drawn = (statistic(generator.integers(0, n, size=n)) for _ in range(draws))
    defined: Floats = np.array([one for one in drawn if one is not None], dtype=np.float64)
    if not len(defined):  # a statistic may be defined for the rows and for none of the draws
        return None
    low, high = np.quantile(defined, tails)
    return Interval(value=value, low=float(low), high=float(high))


def _started(*, seed: int, draws: int, confidence: float) -> tuple[np.random.Generator, float, float]:
    """The generator and the two quantiles of the interval."""
    tail = (1.0 - level(confidence, what="confidence")) / 2.0
    if draws < 1:
        raise InputRefused(
            "score.resampling",
            f"{draws} resamplings give no interval",
            ja=f"再標本{draws}回では区間が出ない",
            hint="give at least one, usually 2000",
            hint_ja="一回以上、通常は2000回とする",
            failed=draws,
        )
    return np.random.Generator(np.random.PCG64(seed)), tail, 1.0 - tail


def _check_clusters(clusters: Sequence[Hashable], n: int) -> None:
    if len(clusters) != n:
        raise InputRefused(
            "score.clusters",
            f"{len(clusters)} cluster names for {n} values",
            ja=f"{n}個の値に対しまとまりの名が{len(clusters)}個",
            hint="give one for each value",
            hint_ja="値一つに名一つを与える",
        )
