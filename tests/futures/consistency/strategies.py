"""Small matrices, and what is true of them by looking at every scenario."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from shiome.futures.consistency.matrix import CrossImpact


def matrix_of(sizes: list[int], impacts: ArrayLike) -> CrossImpact:
    """A matrix with invented names."""
    return CrossImpact.of({f"D{n}": [f"v{v}" for v in range(size)] for n, size in enumerate(sizes)}, impacts)


@st.composite
def matrices(draw: st.DrawFn, *, most: int = 5, tenths: bool = False) -> CrossImpact:
    """Up to ``most`` descriptors of one to four variants; many judgements are 0, so that islands occur."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=most))
    width = sum(sizes)
    seed = draw(st.integers(0, 2**32 - 1))
    density = draw(st.sampled_from([0.05, 0.2, 0.6, 1.0]))
    stream = np.random.default_rng(seed)
    impacts = stream.integers(-3, 4, (width, width)).astype(np.float64)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    present = stream.random((len(sizes), len(sizes))) < density
    impacts *= present[np.ix_(owner, owner)]
    return matrix_of(sizes, impacts / 10 if tenths else impacts)


def every_scenario(matrix: CrossImpact) -> list[tuple[int, ...]]:
    """All combinations in order."""
    return list(product(*(range(size) for size in matrix.sizes)))


def worst_gap(matrix: CrossImpact, scenario: tuple[int, ...], free: frozenset[int] = frozenset()) -> float:
    """By how much the most inconsistent descriptor falls short, straight from the definition."""
    active = [matrix.offsets[n] + v for n, v in enumerate(scenario)]
    worst = 0.0
    for number, variant in enumerate(scenario):
        if number in free:
            continue
        sums = [
            round(sum(float(matrix.impacts[row, column]) for row in active), 6)
            for column in range(matrix.offsets[number], matrix.offsets[number + 1])
        ]
        worst = max(worst, round(max(sums) - sums[variant], 6))
    return worst
