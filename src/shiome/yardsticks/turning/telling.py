"""When the data can tell at all, and how sure a break is."""

from __future__ import annotations

import math

from shiome.yardsticks.turning.prepared import Prepared
from shiome.yardsticks.turning.settings import Settings

CALIBRATION = (-2.4, 7.2, 0.04)
"""Constant, weight of the support, weight of the evidence, fitted on simulated series with planted breaks."""

EVEN_ODDS = 3.5
"""Evidence for a break, as a multiple of the logarithm of the number of values, at which the detectors agree on it half of the time."""


def cannot_tell(series: Prepared, *, settings: Settings) -> str:
    """Code of why nothing can be told of these values: ``short``, ``sparse`` or ``constant``; empty where something can."""
    if series.known < settings.fewest:
        return "short"
    if series.known < settings.filled * (series.at[-1] - series.at[0] + 1):
        return "sparse"
    return "" if series.columns else "constant"


def weak(series: Prepared, noise: float) -> bool:
    """Whether even a break of one standard deviation in the middle would more likely be lost in the noise than found.

    The bound on the evidence for such a break is where half of them were found among simulated series.
    """
    evidence = series.known * 0.25 / (2 * max(noise, 1e-12))
    return evidence < EVEN_ODDS * math.log(series.known)


def chance(support: float, evidence: float) -> float:
    """Probability that a break found with this support and evidence is one.

    A logistic curve over both; the evidence is held between -10 and 20, where it says no more.
    """
    constant, by_support, by_evidence = CALIBRATION
    logit = constant + by_support * support + by_evidence * min(max(evidence, -10.0), 20.0)
    return 1 / (1 + math.exp(-logit))
