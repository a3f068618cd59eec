"""Summed impacts against walking every chain."""

from __future__ import annotations

from itertools import pairwise, permutations
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.errors import InputRefused
from shiome.futures.consistency.chains import summed_impacts


@given(count=st.integers(1, 5), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_every_simple_chain_counts_once(count: int, seed: int) -> None:
    direct = np.random.default_rng(seed).integers(-5, 6, (count, count))
    wanted = np.zeros((count, count))
    for length in range(2, count + 1):
        for chain in permutations(range(count), length):
            wanted[chain[0], chain[-1]] += prod(direct[a, b] / 5 for a, b in pairwise(chain))
    assert np.allclose(summed_impacts(direct, largest=5), wanted, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("impacts", "largest", "code"),
    [
        (np.zeros((2, 3)), 5, "consistency.shape"),
        ([[0, np.inf], [0, 0]], 5, "consistency.value"),
        (np.zeros((2, 2)), 0, "consistency.value"),
        (np.zeros((30, 30)), 5, "consistency.large"),
    ],
)
def test_unusable_impacts_are_refused(impacts: object, largest: float, code: str) -> None:
    with pytest.raises(InputRefused) as caught:
        summed_impacts(impacts, largest=largest)  # type: ignore[arg-type]
    assert caught.value.code == code
