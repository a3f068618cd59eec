"""Best segmentations with each number of breaks, by dynamic programming, and the one that a penalty chooses."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from shiome.yardsticks.turning.prepared import Floats, Ints

Breaks = tuple[int, ...]
"""Rows at which a new segment begins, ascending."""


@dataclass(frozen=True, kw_only=True)
class Path:
    """The cheapest segmentation for 0, 1, 2 … breaks, exact for the edges it was sought on."""

    costs: Floats
    breaks: tuple[Breaks, ...]

    def under(self, penalty: float) -> Breaks:
        """The segmentation that is cheapest when each break costs ``penalty``."""
        return self.breaks[int(np.argmin(self.costs + penalty * np.arange(len(self.costs))))]


def best_path(costs: Floats, edges: Ints, *, most: int, shortest: int) -> Path:
    """Solve for every number of breaks up to ``most``; no segment shorter than ``shortest`` rows.

    Cost grows with the square of the number of edges times ``most``.
    """
    lengths = edges[None, :] - edges[:, None]
    # One row an end: the search runs along memory.
    allowed = np.ascontiguousarray(np.where(lengths >= shortest, costs, np.inf).T)
    best = allowed[:, 0].copy()
    end = len(edges) - 1
    totals, origins = [float(best[end])], []
    for _ in range(most):
        through = best[None, :] + allowed
        origin = through.argmin(axis=1)
        best = through[np.arange(end + 1), origin]
        if not np.isfinite(best[end]):
            break
        origins.append(origin)
        totals.append(float(best[end]))
    breaks = tuple(_walk(origins[:number], end, edges) for number in range(len(totals)))
    return Path(costs=np.array(totals), breaks=breaks)


def _walk(origins: list[Ints], end: int, edges: Ints) -> Breaks:
    found, place = [], end
    for origin in reversed(origins):
        place = int(origin[place])
        found.append(int(edges[place]))
    return tuple(reversed(found))


def bounds(breaks: Breaks, length: int) -> list[tuple[int, int]]:
    """First row and row after the last of every segment.

    >>> bounds((3, 5), 9)
    [(0, 3), (3, 5), (5, 9)]
    """
    places = [0, *breaks, length]
    return list(itertools.pairwise(places))
