"""Where exactly a break lies and how strongly the values speak for it, given the breaks before and after it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shiome.yardsticks.turning.detectors import fitted, innovations, pulls
from shiome.yardsticks.turning.paths import Breaks, bounds
from shiome.yardsticks.turning.prepared import Floats, Ints, Prepared


@dataclass(frozen=True, kw_only=True)
class Place:
    """What the neighbourhood of one break says."""

    row: int
    """The likeliest first row of the new segment."""
    first: int
    last: int
    """The shortest stretch of such rows that holds nine tenths of the likelihood."""
    evidence: float
    """Natural logarithm of the odds for a break against none, by the information criterion under autocorrelated noise."""


def noise_of(series: Prepared, breaks: Breaks) -> float:
    """Long-run variance of the noise about levels or lines, whichever fits better for their number, summed over columns."""
    best, variance = np.inf, 1.0
    for slopes in (False, True):
        residuals = series.values - fitted(series.values, series.at, breaks, slopes=slopes)
        fresh = (innovations(residuals) ** 2).mean(axis=0) + 1e-6
        parameters = (len(breaks) + 1) * (2 if slopes else 1)
        score = series.known * float(np.log(fresh).sum()) + parameters * series.columns * float(np.log(series.known))
        if score < best:
            best, variance = score, float((fresh / (1 - pulls(residuals)) ** 2).mean())
    return variance


def place_breaks(series: Prepared, breaks: Breaks) -> tuple[Place, ...]:
    """One place for each break."""
    noise = noise_of(series, breaks)
    found = []
    for (before, at), (_, after) in zip(
        bounds(breaks, series.known)[:-1], bounds(breaks, series.known)[1:], strict=True
    ):
        found.append(_place(series, before, at, after, noise))
    return tuple(found)


def _place(series: Prepared, before: int, row: int, after: int, noise: float) -> Place:
    rows, at = series.values[before:after], series.at[before:after]
    unit, count = float(np.log(len(rows))), len(rows)
    misfits, whole = [], []
    for slopes in (False, True):
        shortest = 3 if slopes else 1
        price = 0.5 * unit * series.columns * (2 if slopes else 1)
        whole.append(-_apart(rows, at, np.array([0]), np.array([count]), slopes=slopes)[0] / (2 * noise) - price)
        split = _split(rows, at, slopes=slopes) / (2 * noise)
        split[: shortest - 1] = split[len(split) - shortest + 1 :] = np.inf
        misfits.append(-split - 2 * price)
    log_odds = np.logaddexp(misfits[0], misfits[1])
    evidence = float(np.logaddexp.reduce(log_odds) - np.log(count) - np.logaddexp(whole[0], whole[1]))
    shares = np.exp(log_odds - log_odds.max())
    shares /= shares.sum()
    first, last = densest(shares, row - before - 1)
    return Place(row=row, first=before + first + 1, last=before + last + 1, evidence=evidence)


def densest(shares: Floats, start: int) -> tuple[int, int]:
    """Grow from the agreed place towards the likelier neighbour until nine tenths are inside."""
    first = last = min(max(start, 0), len(shares) - 1)
    inside = shares[first]
    while inside < 0.9 and (first > 0 or last < len(shares) - 1):
        left = shares[first - 1] if first > 0 else -1.0
        right = shares[last + 1] if last < len(shares) - 1 else -1.0
        if left > right:
            first, inside = first - 1, inside + left
        else:
            last, inside = last + 1, inside + right
    return first, last


def _split(rows: Floats, at: Ints, *, slopes: bool) -> Floats:
    """Misfit of two segments for every place between them."""
    inner = np.arange(1, len(rows))
    left = _apart(rows, at, np.zeros_like(inner), inner, slopes=slopes)
    return left + _apart(rows, at, inner, np.full_like(inner, len(rows)), slopes=slopes)


def _apart(rows: Floats, at: Ints, first: Ints, after: Ints, *, slopes: bool) -> Floats:
    """Squared distance from the level or line of each stretch."""
    time = (at - at.mean()) / max(1.0, float(at[-1] - at[0]))
    lengths = (after - first).astype(np.float64)

    def within(values: Floats) -> Floats:
        sums = np.concatenate([[0.0], np.cumsum(values)])
        return np.asarray(sums[after] - sums[first])

    total = np.zeros(len(first))
    spread = within(time**2) - within(time) ** 2 / lengths
    for column in rows.T:
        total += within(column**2) - within(column) ** 2 / lengths
        if slopes:
            cross = within(time * column) - within(time) * within(column) / lengths
            total -= np.where(spread > 1e-12, cross**2 / np.maximum(spread, 1e-12), 0.0)
    return np.maximum(total, 0.0)
