"""Random numbers by counter: every draw is a function of seed, run and place, never of what was drawn before.

So the same seed gives the same bytes for any chunk size and number of threads, and two runs of the same number under different
interventions meet the same chances (common random numbers). A run's 64-bit key comes from the seed by SplitMix64; a draw mixes the
key's halves and a 32-bit counter through two rounds of an avalanching 32-bit hash. Constants are shared by both engines.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint32]
Singles = NDArray[np.float32]

STEP = np.uint32(0x9E3779B9)
MIX_1 = np.uint32(0x7FEB352D)
MIX_2 = np.uint32(0x846CA68B)
PARAMETER = 1 << 31
"""Counters from here on draw parameters."""
ENTRY = 1 << 30
"""Counters from here on decide calendar entries; those below draw states: month times drivers plus driver."""
UNIT = np.float32(2.0**-24)
HALF_UNIT = np.float32(2.0**-17)

LOG2_E = np.float32(1.44269504)
LN2_HIGH = np.float32(0.693359375)
LN2_LOW = np.float32(-2.12194440e-4)
POLYNOMIAL = tuple(
    np.float32(value)
    for value in (1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1)
)
"""Minimax coefficients of (exp(r) - 1 - r) / r^2 on |r| <= ln(2)/2."""


def run_keys(seed: int, first: int, count: int) -> tuple[Words, Words]:
    """The two halves of the keys of ``count`` runs from run ``first`` on."""
    mask = (1 << 64) - 1
    start = np.array([_split_mix(seed & mask)], dtype=np.uint64)
    word = start + np.arange(first, first + count, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    word ^= word >> np.uint64(31)
    return word.astype(np.uint32), (word >> np.uint64(32)).astype(np.uint32)


def _split_mix(word: int) -> int:
    mask = (1 << 64) - 1
    word = (word + 0x9E3779B97F4A7C15) & mask
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & mask
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & mask
    return word ^ (word >> 31)


def draw_words(keys: tuple[Words, Words], counter: int) -> Words:
    """One random 32-bit word for each run at a counter."""
    return _mix(_mix(keys[0] ^ np.uint32(counter * int(STEP) & 0xFFFFFFFF)) + keys[1])


def _mix(word: Words) -> Words:
    word = (word ^ (word >> np.uint32(16))) * MIX_1
    word = (word ^ (word >> np.uint32(15))) * MIX_2
    return word ^ (word >> np.uint32(16))


def unit(words: Words) -> Singles:
    """Numbers in [0, 1) with 24 bits."""
    return (words >> np.uint32(8)).astype(np.float32) * UNIT


def triangular_unit(words: Words) -> Singles:
    """Numbers in [0, 1) with their peak in the middle: the mean of the words' halves."""
    return ((words >> np.uint32(16)) + (words & np.uint32(0xFFFF))).astype(np.float32) * HALF_UNIT


def exponential(x: Singles) -> Singles:
    """``exp`` in single precision (within 2 units in the last place for |x| <= 80), by the operations that the lanes use."""
    power = np.floor(x * LOG2_E + np.float32(0.5))
    rest = (x - power * LN2_HIGH) - power * LN2_LOW
    value = np.full_like(rest, POLYNOMIAL[0])
    for coefficient in POLYNOMIAL[1:]:
        value = value * rest + coefficient
    value = (value * (rest * rest) + rest) + np.float32(1)
    scale: Singles = ((power.astype(np.int32) + np.int32(127)) << np.int32(23)).view(np.float32)
    result: Singles = value * scale
    return result
