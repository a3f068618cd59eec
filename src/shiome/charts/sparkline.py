"""A series as one line of text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import isfinite

STEPS = "▁▂▃▄▅▆▇█"
MISSING = "·"


def sparkline(
    values: Sequence[float | None], *, width: int | None = None, low: float | None = None, high: float | None = None
) -> str:
    """The values as blocks of eight heights, a dot where there is none.

    Parameters
    ----------
    width:
        The most characters; several values then share one, by the mean of those that are known.
    low, high:
        Values of the lowest and the highest block; by the values where they are not given.

    >>> sparkline([0, 1, None, 7])
    '▁▂·█'
    >>> sparkline([0.5, 0.5], low=0, high=1)
    '▅▅'
    """
    shown = list(values) if width is None or len(values) <= width else _shared(values, width)
    known = [value for value in shown if value is not None]
    if not known:
        return MISSING * len(shown)
    bottom = min(known) if low is None else low
    top = max(known) if high is None else high
    return "".join(MISSING if value is None else STEPS[_step(value, bottom, top)] for value in shown)


def _step(value: float, bottom: float, top: float) -> int:
    if top <= bottom:
        return len(STEPS) // 2
    span = top - bottom
    # The difference of two finite numbers need not be finite; that of their halves is.
    share = (value - bottom) / span if isfinite(span) else (value / 2 - bottom / 2) / (top / 2 - bottom / 2)
    return min(len(STEPS) - 1, max(0, int(share * len(STEPS))))


def _shared(values: Sequence[float | None], width: int) -> list[float | None]:
    if width < 1:
        return []
    edges = [round(number * len(values) / width) for number in range(width + 1)]
    shared: list[float | None] = []
    for first, last in pairwise(edges):
        known = [value for value in values[first:last] if value is not None]
        shared.append(sum(value / len(known) for value in known) if known else None)
    return shared
