"""One list of breaks that the detectors agree on, with the support of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from shiome.yardsticks.turning.detectors import Finding, findings
from shiome.yardsticks.turning.paths import Breaks
from shiome.yardsticks.turning.prepared import Prepared, prepare
from shiome.yardsticks.turning.settings import STANDARD, Settings


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """A break, by its row among the known values."""

    row: int
    support: float
    """Share of detectors and their penalties that find it, each detector counting the same."""
    found_by: tuple[str, ...]
    """Detectors that find it under their usual penalty."""


def agree(found: tuple[Finding, ...], *, length: int, settings: Settings) -> tuple[Agreed, ...]:
    """Take the place with most support, then the next that is farther than the margin, while enough agree."""
    margin = settings.margin_for(length)
    chosen: list[int] = []
    agreed: list[Agreed] = []
    while True:
        support = _support(found, chosen, length, margin)
        place = int(np.argmax(support))
        # Shares are sums of fractions: half must stay half.
        if support[place] < settings.agree - 1e-9 or not support[place]:
            return tuple(sorted(agreed, key=lambda one: one.row))
        row = _middle(found, place, margin)
        if any(abs(row - other) <= margin for other in chosen):
            row = place
        chosen.append(row)
        by = tuple(f.detector for f in found if near(f.lists[f.standard], row, margin))
        agreed.append(Agreed(row=row, support=min(1.0, float(support[place])), found_by=by))


def near(breaks: Breaks, row: int, margin: int) -> bool:
    """Whether some break lies within the margin of a row."""
    return any(abs(one - row) <= margin for one in breaks)


def share(found: tuple[Finding, ...], row: int, margin: int) -> float:
    """Share of detectors and penalties with a break within the margin of a row."""
    return float(np.mean([np.mean([near(breaks, row, margin) for breaks in one.lists]) for one in found]))


def _support(found: tuple[Finding, ...], chosen: list[int], length: int, margin: int) -> np.ndarray:
    support = np.zeros(length)
    for one in found:
        for breaks in one.lists:
            touched = np.zeros(length, dtype=bool)
            for row in breaks:
                if all(abs(row - other) > margin for other in chosen):
                    touched[max(0, row - margin) : row + margin + 1] = True
            support += touched / (len(one.lists) * len(found))
    for row in chosen:
        support[max(0, row - margin) : row + margin + 1] = 0
    support[0] = 0  # a series does not break at its first value
    return support


def _middle(found: tuple[Finding, ...], place: int, margin: int) -> int:
    rows = [row for one in found for breaks in one.lists for row in breaks if abs(row - place) <= margin]
    return int(np.median(rows))


def agreed_breaks(values: ArrayLike, *, settings: Settings = STANDARD) -> list[int]:
    """Positions at which the level or trend of bare numbers breaks, as the detectors agree.

    Parameters
    ----------
    values
        One number a period, ``nan`` for a missing one; or one row a period with a column for each variable.
    settings
        The one fixed setting unless another is given.

    Returns
    -------
    list of int
        The first period of each new segment, counted from 0.

    >>> agreed_breaks([0.0, 0.1] * 15 + [5.0, 5.1] * 15)
    [30]
    """
    series = prepare(values, settings=settings)
    if not enough(series, settings=settings):
        return []
    found = findings(series, settings=settings)
    return [int(series.at[one.row]) for one in agree(found, length=series.known, settings=settings)]


def enough(series: Prepared, *, settings: Settings) -> bool:
    """Whether there is anything that the detectors could work on."""
    return series.known >= settings.fewest and series.columns > 0
