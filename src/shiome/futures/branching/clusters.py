"""Runs grouped into futures: k-means on the shared axes, and how many groups the runs themselves call for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shiome.futures.branching.axes import Axes, Labels, Numbers, together_still
from shiome.futures.branching.traces import Counts

STARTS = 3
"""Starts of k-means; the closest grouping is kept."""
ROUNDS = 60
"""Rounds of k-means at most."""
SAMPLE = 4000
"""Runs in each of the two samples whose groupings are compared, so that the answer does not drift with the number of runs."""
LEAST_AGREEMENT = 0.8
"""Adjusted Rand index that two samples' groupings of the same runs must reach."""


@dataclass(frozen=True)
class Trial:
    """How well a number of futures fits.

    Parameters
    ----------
    explained:
        Share of the spread on the shared axes that lies between futures.
    agreement:
        Adjusted Rand index of the groupings that two separate samples lead to.
    smallest:
        Share of runs in the smallest future.
    """

    futures: int
    explained: float
    agreement: float
    smallest: float


def grouped(points: Numbers, futures: int, *, dice: np.random.Generator) -> tuple[Numbers, float]:
    """Centres of k-means, the largest group first, and the squared distance that is left; the best of several starts."""
    tries = [_settled(points, futures, dice) for _ in range(STARTS)]
    centres, left = min(tries, key=lambda found: round(found[1], 6))
    sizes = np.bincount(nearest(points, centres), minlength=futures)
    return np.round(centres[np.argsort(-sizes, kind="stable")], 6), left


def _settled(points: Numbers, futures: int, dice: np.random.Generator) -> tuple[Numbers, float]:
    centres = _seeds(points, futures, dice)
    labels = nearest(points, centres)
    for _ in range(ROUNDS):
        centres = _means(points, labels, centres)
        again = nearest(points, centres)
        if (again == labels).all():
            break
        labels = again
    return centres, float(((points - centres[labels]) ** 2).sum())


def nearest(points: Numbers, centres: Numbers) -> Labels:
    """The group of each run; between equally near centres the first."""
    closest = np.zeros(len(points), dtype=np.intp)
    least = np.full(len(points), np.inf)
    for place, centre in enumerate(centres):
        distance = np.zeros(len(points))
        # One axis after another: the sum never depends on how a matrix product is spread over threads.
        for axis, value in enumerate(centre):
            distance += (points[:, axis] - value) ** 2
        closer = distance < least
        closest[closer] = place
        least[closer] = distance[closer]
    return closest


def _seeds(points: Numbers, count: int, dice: np.random.Generator) -> Numbers:
    """First centres far from one another (k-means++; Arthur and Vassilvitskii 2007)."""
    centres = [points[dice.integers(len(points))]]
    distance = ((points - centres[0]) ** 2).sum(axis=1)
    while len(centres) < count:
        total = np.cumsum(distance)
        chosen = int(np.searchsorted(total, dice.random() * total[-1], side="right"))
        centres.append(points[min(chosen, len(points) - 1)])
        distance = np.minimum(distance, ((points - centres[-1]) ** 2).sum(axis=1))
    return np.stack(centres)


def _means(points: Numbers, labels: Labels, centres: Numbers) -> Numbers:
    count = len(centres)
    sizes = np.bincount(labels, minlength=count)[:, None]
    sums = [np.bincount(labels, weights=column, minlength=count) for column in points.T]
    return np.where(sizes > 0, np.stack(sums, axis=1) / np.maximum(sizes, 1), centres)


def trials(
    profiles: Sequence[Counts], axes: Axes, *, most: int, least_share: float, dice: np.random.Generator
) -> tuple[int, tuple[Trial, ...]]:
    """The number of futures that the runs call for, and every number that was tried.

    One more future is tried as long as drivers still move together within the futures found so far, that is, until they are independent
    given the future (the idea of latent classes; Lazarsfeld). Of the numbers tried, the largest one wins whose grouping comes out
    alike from two separate samples and whose smallest future is no rarer than ``least_share``. If none does, there is one future.
    """
    points = axes.scores(profiles)
    rest = points[2 * (half := min(SAMPLE, len(points) // 3)) :]
    found, tried = 1, [Trial(1, 0.0, 1.0, 1.0)]
    labels = np.zeros(len(points), dtype=np.intp)
    if not axes.carried:
        return found, tuple(tried)
    whole = float(((points - points.mean(axis=0)) ** 2).sum())
    sample = [block[:SAMPLE] for block in profiles]
    for count in range(2, most + 1):
        if not together_still(sample, labels[:SAMPLE], dice=dice):
            break
        ones, others = (grouped(part, count, dice=dice)[0] for part in (points[:half], points[half : 2 * half]))
        alike = agreement(nearest(rest, ones), nearest(rest, others))
        labels = nearest(points, ones)
        left = float(((points - ones[labels]) ** 2).sum())
        smallest = float(np.bincount(labels, minlength=count).min()) / len(points)
        tried.append(Trial(count, 1 - left / whole, alike, smallest))
        if alike >= LEAST_AGREEMENT and smallest >= least_share:
            found = count
    return found, tuple(tried)


def agreement(one: Labels, other: Labels) -> float:
    """Adjusted Rand index of two groupings of the same runs: 1 the same, 0 no more than by chance (Hubert and Arabie 1985).

    >>> agreement(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(table, (one, other), 1)
    joint, left, right = (_couples(counts) for counts in (table, table.sum(axis=1), table.sum(axis=0)))
    total = len(one) * (len(one) - 1) / 2
    chance = left * right / total if total else 0.0
    best = (left + right) / 2
    return 1.0 if best == chance else (joint - chance) / (best - chance)


def _couples(counts: Numbers) -> float:
    return float((counts * (counts - 1) / 2).sum())
