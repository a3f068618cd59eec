"""One five-step scale of how firmly something is held, and probability bands on it.

Step 1 is *remote or barely possible*, 2 *possible*, 3 *may well be / even*, 4 *likely*, 5 *certain, asserted without reserve*.
The bands that a step stands for are data of a region pack (``bands.yaml``): analysts differ, and they must be able to.
"""

from __future__ import annotations

Band = tuple[float, float]
"""Lowest and highest probability, both within 0..1."""

STEPS: tuple[int, ...] = (1, 2, 3, 4, 5)


def is_band(low: float, high: float) -> bool:
    """Whether the two numbers are a probability band.

    >>> is_band(0.3, 0.6), is_band(0.6, 0.3)
    (True, False)
    """
    return 0.0 <= low <= high <= 1.0
