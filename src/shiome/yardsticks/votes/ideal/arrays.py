"""The sampler's pass over all items in NumPy: where Numba is not installed, and to check what it compiles."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.yardsticks.votes.ideal.normal import cdf, quantile, uniforms
from shiome.yardsticks.votes.ideal.problem import Problem

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]
_TINY = 1e-290


class Layout:
    """What of a problem every pass needs again."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.item = np.repeat(np.arange(len(problem.item)), np.diff(problem.start))
        position = np.arange(len(problem.place))
        self.no = position >= problem.no[self.item]
        self.abstain = (position >= problem.abstain[self.item]) & ~self.no

    def bounds(self, gamma: Floats, means: Floats) -> tuple[Floats, Floats, NDArray[np.bool_]]:
        """Probabilities below and between the bounds of each vote, on the side where they are small, and where it was turned."""
        low = np.where(self.abstain, gamma[self.item, 0] - means, -np.inf)
        high = np.where(self.abstain, gamma[self.item, 1] - means, gamma[self.item, 0] - means)
        high = np.where(self.no, means - gamma[self.item, 1], high)
        turned = self.no | (self.abstain & (low + high > 0))
        swap = self.abstain & turned
        low, high = np.where(swap, -high, low), np.where(swap, -low, high)
        below = np.where(self.abstain, cdf(low), 0.0)
        return below, np.maximum(cdf(high) - below, _TINY), turned


def sweep_items(
    layout: Layout,
    keys: tuple[np.uint64, np.uint64],
    theta: Floats,
    beta: Floats,
    gamma: Floats,
    width: Floats,
    accepted: Floats,
    sums: Floats,
    limits: tuple[float, float],
) -> None:
    """As ``kernels.sweep_items``: changes ``beta``, ``gamma``, ``accepted`` and ``sums`` in place."""
    problem, item = layout.problem, layout.item
    own = theta[problem.place]
    means = beta[item] * own
    draws = uniforms(keys[1], 0, 4 * len(beta)).reshape(-1, 4)
    step = quantile(draws[:, [0, 1, 3]].ravel()).reshape(-1, 3)
    new = gamma + width[:, None] * step[:, :2]
    allowed = (-limits[0] < new[:, 0]) & (new[:, 0] < new[:, 1]) & (new[:, 1] < limits[0])
    new = np.where(allowed[:, None], new, gamma)
    below, between, turned = layout.bounds(gamma, means)
    ratio = np.log(layout.bounds(new, means)[1]) - np.log(between)
    likelier = np.add.reduceat(ratio, problem.start[:-1])
    accepted[:] = np.where(allowed, np.minimum(1.0, np.exp(np.minimum(likelier, 0.0))), 0.0)
    taken = draws[:, 2] < accepted
    gamma[taken] = new[taken]
    if bool(taken.any()):
        below, between, turned = layout.bounds(gamma, means)
    share = uniforms(keys[0], 0, len(item))
    drawn = quantile(below + share * between)
    latent = np.clip(np.where(turned, means - drawn, means + drawn), -limits[1], limits[1])
    square = 1.0 + np.add.reduceat(own * own, problem.start[:-1])
    product = np.add.reduceat(own * latent, problem.start[:-1])
    beta[:] = product / square + step[:, 2] / np.sqrt(square)
    slope = beta[item]
    sums[:, 0] = np.bincount(problem.place, slope * latent, minlength=len(theta))
    sums[:, 1] = np.bincount(problem.place, slope * slope, minlength=len(theta))
