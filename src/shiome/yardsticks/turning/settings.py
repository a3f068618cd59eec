"""The one fixed setting of the turning points: the same for every series."""

from __future__ import annotations

from typing import Literal

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How breaks are looked for and agreed on.

    Every penalty is a multiple of the logarithm of the number of known values, as the Bayesian information criterion has it; each
    detector is tried under several, because no single one is right for all series.
    """

    scale: Literal["as_is", "log", "signed_log"] = "as_is"
    """``log`` for what moves by ratios (a distance that closes, a price); ``signed_log`` for sums of scores with heavy tails."""
    level_penalties: tuple[float, ...] = (2.0, 3.0, 4.0, 6.0, 8.0, 10.0)
    """On squared distance from constant levels, in units of the whole variance: a break has to be seen, not only proven."""
    trend_penalties: tuple[float, ...] = (1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
    """On squared distance from straight lines, in the same unit."""
    kernel_penalties: tuple[float, ...] = (0.9, 1.2, 1.8, 2.4, 3.6, 4.8)
    """On distance between distributions under a Gaussian kernel."""
    online_penalties: tuple[float, ...] = (1.0, 2.0, 3.0)
    """A change is expected once in n, n squared, n cubed periods."""
    criterion_penalties: tuple[float, ...] = (1.0, 1.5, 2.0, 3.0)
    """Price of a parameter in the information criterion under autocorrelated noise; 1 is the criterion as published."""
    agree: float = 0.5
    """Share of detectors and penalties that have to find a break."""
    margin: int = 5
    """Periods by which two detectors may differ and still mean the same break; at most a tenth of the known values."""
    most: int = 20
    """Most breaks looked for in one series."""
    fewest: int = 8
    """Known values below which nothing can be told."""
    filled: float = 0.5
    """Share of the periods that has to be known."""
    seasons: tuple[int, ...] = (4, 7, 12, 24, 52)
    seasonal: float = 0.4
    """Share of the variation about the running mean that a season has to explain before it is taken out."""
    smallest: float = 0.01
    """Noise below this share of the standard deviation is not told from none."""
    exact: int = 1200
    """Up to this many values every position is tried; beyond, an even grid of so many."""
    newest: int = 4
    """Periods that the early warning looks at."""
    remembered: int = 400
    """Known values that the early warning looks back on."""
    expected: float = 20.0
    """Periods between two changes that the early warning expects beforehand."""
    alarm: float = 0.5
    """Probability from which the early warning names a period."""

    def margin_for(self, known: int) -> int:
        """The margin for a series with so many known values.

        >>> Settings().margin_for(24), Settings().margin_for(300)
        (2, 5)
        """
        return min(self.margin, max(1, known // 10))


STANDARD = Settings()
