"""Random numbers by name: a draw follows from seed, run and what it is for, and from nothing else.

So a model with one linkage less, a chunk of other size or one more front leave every other draw as it was.
"""

from __future__ import annotations

import hashlib
import math

import numpy as np
from numpy.typing import NDArray

from shiome.futures.simulation.model import Band
from shiome.futures.simulation.randomness import draw_words, run_keys, unit

Floats = NDArray[np.float64]


class Draws:
    """What ``count`` runs from run ``first`` on draw under ``seed``.

    The seed is mixed with this room's name, so that the main simulation may be given the same one.

    >>> bool((Draws(1, 0, 4).uniform("a")[2:] == Draws(1, 2, 2).uniform("a")).all())
    True
    """

    def __init__(self, seed: int, first: int, count: int) -> None:
        self.count = count
        self._keys = run_keys(_number(f"contingency {seed}", 8), first, count)

    def uniform(self, name: str) -> Floats:
        """Numbers in [0, 1) with 24 bits, one for each run."""
        return unit(draw_words(self._keys, _number(name, 4))).astype(np.float64)

    def band(self, name: str, band: Band) -> Floats:
        """Values drawn evenly from a band."""
        return band.low + (band.high - band.low) * self.uniform(name)

    def factor(self, name: str, band: Band, *, scale: float = 1.0) -> Floats:
        """Factors drawn evenly on the logarithmic scale, raised to the power ``scale``: 0 makes every factor 1."""
        low, high = math.log(band.low), math.log(band.high)
        return np.exp(scale * (low + (high - low) * self.uniform(name)))


def _number(text: str, size: int) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=size).digest(), "big")
