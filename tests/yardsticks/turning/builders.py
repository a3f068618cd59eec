"""Series made for these tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shiome.yardsticks.series import Point, Series


def yearly(values: Sequence[float | None], *, first: int = 1900) -> Series:
    """One value a year; each rests on one input named after its year."""
    points = tuple(
        Point(when=str(first + n), value=None if value is None else float(value), n=1, inputs=(f"event:{first + n}",))
        for n, value in enumerate(values)
    )
    return Series(period="year", points=points)


def noise(length: int, *, seed: int = 1, pull: float = 0.0) -> np.ndarray:
    """Standard normal noise, each value pulled towards the one before."""
    fresh = np.random.default_rng(seed).normal(size=length)
    for n in range(1, length):
        fresh[n] += pull * fresh[n - 1]
    return fresh


def stepped(length: int, at: int, size: float, *, seed: int = 1) -> np.ndarray:
    """Noise with one step."""
    values = noise(length, seed=seed)
    values[at:] += size
    return values
