"""The shallow lake as a test model: pollution that tips once it passes a point of no return.

Each year ``X' = (1 - b) X + X^q / (1 + X^q) + release + inflow`` (Carpenter, Ludwig and Brock 1999).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq


def tipping_point(removal: float, recycling: float) -> float:
    """Level above which the lake without release or inflow grows murkier by itself: recycling equals removal."""
    return float(brentq(lambda x: x**recycling / (1 + x**recycling) - removal * x, 0.01, 1.5))


def levels(
    *, removal: NDArray[np.float64], recycling: float, release: float, inflow: NDArray[np.float64], years: int
) -> NDArray[np.float64]:
    """Pollution per year (row) and lake (column), from a clean start."""
    found = np.zeros((years, len(removal)))
    for year in range(1, years):
        before = found[year - 1]
        powered = before**recycling
        found[year] = (1 - removal) * before + powered / (1 + powered) + release + inflow
    return found
