"""The sampler's loops for Numba; imported only where Numba is there and wanted.

Formulas are those of ``arrays``: both engines use the same tables and the same draws, so that they give the same chain up to
rounding. Helpers are compiled into their callers; nothing here allocates within a loop.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from shiome.yardsticks.votes.ideal.normal import CELL_BITS, FIRST_CELL, GOLDEN, MIX_1, MIX_2, REACH, SMALLEST, STEPS

F = TypeVar("F", bound=Callable[..., Any])
Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]

_WITHIN = (1 << CELL_BITS) - 1
_CELL = 2.0**-CELL_BITS
_TINY = 1e-290


def compiled(function: F) -> F:
    """Compile a function at its first call; the machine code is kept beside the source for the next process."""
    # Threads may run chains side by side: the loops touch no Python object.
    return cast(F, import_module("numba").njit(cache=True, nogil=True, error_model="numpy")(function))


@compiled
def _uniform(key: np.uint64, counter: int) -> float:
    word = key + np.uint64(counter + 1) * GOLDEN
    word = (word ^ (word >> np.uint64(30))) * MIX_1
    word = (word ^ (word >> np.uint64(27))) * MIX_2
    word = word ^ (word >> np.uint64(31))
    return float(np.int64(word >> np.uint64(11))) * 2.0**-53 + 2.0**-54


@compiled
def _cdf(table: Floats, x: float) -> float:
    inside = min(max(x, -REACH), REACH)
    cell = int(inside * STEPS + (REACH * STEPS + 0.5))
    near = cell * (1.0 / STEPS) - REACH
    step = inside - near
    bend = 1.0 - step * (near * 0.5 - step * (near * near - 1.0) * (1.0 / 6.0))
    return float(table[cell, 0] + table[cell, 1] * step * bend)


@compiled
def _quantile(table: Floats, p: float) -> float:
    low = 1.0 - p if p > 0.5 else p
    low = max(low, SMALLEST)
    bits = np.float64(low).view(np.int64)
    cell = (bits >> CELL_BITS) - FIRST_CELL
    t = (bits & _WITHIN) * _CELL
    value = table[cell, 0] + t * (table[cell, 1] + t * (table[cell, 2] + t * table[cell, 3]))
    return float(-value if p > 0.5 else value)


@compiled
def _between(table: Floats, low: float, high: float) -> tuple[float, float]:
    """Probability below the lower bound and between the two, both taken on the side where they are small."""
    if low + high > 0.0:
        low, high = -high, -low
    below = _cdf(table, low)
    return below, max(_cdf(table, high) - below, _TINY)


@compiled
def _fill_bounds(
    cdf: Floats, means: Floats, ends: tuple[int, int, int], cuts: tuple[float, float], below: Floats, width: Floats
) -> None:
    """For each of an item's votes the probability below its lower bound and of the vote itself."""
    abstain, no, end = ends
    for position in range(abstain):
        below[position] = 0.0
        width[position] = max(_cdf(cdf, cuts[0] - means[position]), _TINY)
    for position in range(abstain, no):
        below[position], width[position] = _between(cdf, cuts[0] - means[position], cuts[1] - means[position])
    for position in range(no, end):
        below[position] = 0.0
        width[position] = max(_cdf(cdf, means[position] - cuts[1]), _TINY)


@compiled
def _log_ratio(new: Floats, old: Floats, end: int) -> float:
    """How much likelier an item's votes are: difference of the logarithms of two products."""
    total, above, under = 0.0, 1.0, 1.0
    for position in range(end):
        above *= new[position]
        under *= old[position]
        if above < 1e-9 or under < 1e-9:  # before either product leaves the range of floats
            total += np.log(above / under)
            above, under = 1.0, 1.0
    return float(total + np.log(above / under))


@compiled
def _fill_latent(
    quantile: Floats,
    key: np.uint64,
    first: int,
    means: Floats,
    ends: tuple[int, int, int],
    cuts: tuple[float, float],
    limit: float,
    below: Floats,
    width: Floats,
    latent: Floats,
) -> None:
    """Draw the positions behind an item's votes: normal around their means, each within the bounds of its vote."""
    abstain, no, end = ends
    for position in range(end):
        mean = means[position]
        share = below[position] + _uniform(key, first + position) * width[position]
        drawn = _quantile(quantile, share)
        # On the side on which the bounds were taken.
        turned = position >= no or (position >= abstain and (cuts[0] - mean) + (cuts[1] - mean) > 0.0)
        value = mean - drawn if turned else mean + drawn
        latent[position] = min(max(value, -limit), limit)


@compiled
def sweep_items(
    votes: tuple[Ints, Ints, Ints, Ints],
    tables: tuple[Floats, Floats],
    keys: tuple[np.uint64, np.uint64],
    theta: Floats,
    beta: Floats,
    gamma: Floats,
    width: Floats,
    accepted: Floats,
    sums: Floats,
    limits: tuple[float, float],
    space: Floats,
) -> None:
    """One pass over all items: cut points, positions, discrimination; and what the ideal points need of them, in ``sums``."""
    start, abstains, noes, place = votes
    means, latent, below, chance, new_below, new_chance = space
    sums[:] = 0.0
    for item in range(len(beta)):
        first = start[item]
        ends = (abstains[item] - first, noes[item] - first, start[item + 1] - first)
        slope = beta[item]
        for position in range(ends[2]):
            means[position] = slope * theta[place[first + position]]
        old = (gamma[item, 0], gamma[item, 1])
        new = (
            old[0] + width[item] * _quantile(tables[1], _uniform(keys[1], 4 * item)),
            old[1] + width[item] * _quantile(tables[1], _uniform(keys[1], 4 * item + 1)),
        )
        _fill_bounds(tables[0], means, ends, old, below, chance)
        accepted[item] = 0.0
        if -limits[0] < new[0] < new[1] < limits[0]:
            _fill_bounds(tables[0], means, ends, new, new_below, new_chance)
            accepted[item] = min(1.0, np.exp(_log_ratio(new_chance, chance, ends[2])))
            if _uniform(keys[1], 4 * item + 2) < accepted[item]:
                gamma[item, 0], gamma[item, 1] = new[0], new[1]
                old, below, new_below, chance, new_chance = new, new_below, below, new_chance, chance
        _fill_latent(tables[1], keys[0], first, means, ends, old, limits[1], below, chance, latent)
        square, product = 1.0, 0.0
        for position in range(ends[2]):
            own = theta[place[first + position]]
            square += own * own
            product += own * latent[position]
        slope = product / square + _quantile(tables[1], _uniform(keys[1], 4 * item + 3)) / np.sqrt(square)
        beta[item] = slope
        for position in range(ends[2]):
            row = place[first + position]
            sums[row, 0] += slope * latent[position]
            sums[row, 1] += slope * slope
