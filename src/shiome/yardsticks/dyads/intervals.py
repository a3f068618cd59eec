"""Nine chances in ten: intervals of a mean, a count and a share that stay honest when there is little to go by.

All take arrays of one length, one entry a period, and an *effective number* of inputs that need not be whole.
"""

from __future__ import annotations

import numpy as np

from shiome.yardsticks.dyads.told import Numbers

LOW, HIGH = 0.05, 0.95
PRIOR_DEGREES = 2.0
"""Degrees of freedom that the prior on the spread is worth."""

Bounds = tuple[Numbers, Numbers]


def mean_bounds(mean: Numbers, variance: Numbers, n: Numbers, *, scale: tuple[float, float]) -> Bounds:
    """Interval of a weighted mean, by Student's t.

    The spread of the inputs is blended with a weak prior: a quarter of the scale's range, worth two degrees of freedom. One
    input alone therefore tells little, though it agrees with itself. Bounds stay on the scale.

    Parameters
    ----------
    variance:
        Weighted variance of the inputs about their mean.
    n:
        Effective number of inputs, above 0.
    """
    from scipy.special import stdtrit  # type: ignore[import-untyped]  # slow to import

    low_end, high_end = scale
    degrees = PRIOR_DEGREES + np.maximum(n - 1.0, 0.0)
    spread = (PRIOR_DEGREES * ((high_end - low_end) / 4.0) ** 2 + n * variance) / degrees
    reach = stdtrit(degrees, HIGH) * np.sqrt(spread / n)
    low = np.minimum(np.maximum(mean - reach, low_end), mean)
    return low, np.maximum(np.minimum(mean + reach, high_end), mean)


def count_bounds(count: Numbers) -> Bounds:
    """Interval of an expected count, by the Gamma posterior under Jeffreys' prior; ``count`` may be a fraction, or 0."""
    from scipy.special import gammaincinv

    low = np.where(count > 0, np.minimum(gammaincinv(count + 0.5, LOW), count), 0.0)
    return low, np.maximum(gammaincinv(count + 0.5, HIGH), count)


def share_bounds(share: Numbers, n: Numbers) -> Bounds:
    """Interval of a share, by the Beta posterior under Jeffreys' prior, reaching to 0 and 1 where the share does."""
    from scipy.special import betaincinv

    yes, no = share * n + 0.5, (1.0 - share) * n + 0.5
    low = np.where(share > 0, np.minimum(betaincinv(yes, no, LOW), share), 0.0)
    return low, np.where(share < 1, np.maximum(betaincinv(yes, no, HIGH), share), 1.0)


def level_reach(variance: float, known: int, *, usual: float) -> float | None:
    """How far the mean of a period's days may lie from the level behind them, by Student's t; ``None`` where that cannot be told.

    Parameters
    ----------
    variance:
        Of the known days about their mean.
    usual:
        The variance of days within a period of this series, worth two degrees of freedom; NaN where it cannot be told.
    """
    from scipy.special import stdtrit

    prior = 0.0 if np.isnan(usual) else PRIOR_DEGREES
    degrees = prior + known - 1
    if degrees <= 0:
        return None
    spread = ((prior * usual if prior else 0.0) + known * variance) / degrees
    return float(stdtrit(degrees, HIGH) * np.sqrt(spread / known))
