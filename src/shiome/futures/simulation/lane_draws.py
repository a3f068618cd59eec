"""Random numbers and drawn factors for Numba, lane by lane; the same operations as in ``randomness``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from shiome.futures.simulation.compiled import Arrays
from shiome.futures.simulation.randomness import (
    HALF_UNIT,
    LN2_HIGH,
    LN2_LOW,
    LOG2_E,
    MIX_1,
    MIX_2,
    PARAMETER,
    POLYNOMIAL,
    STEP,
    UNIT,
    Singles,
    Words,
)

F = TypeVar("F", bound=Callable[..., Any])

ONE, _HALF, _BIAS = np.float32(1), np.float32(0.5), np.int32(127)
_C0, _C1, _C2, _C3, _C4, _C5 = POLYNOMIAL
_S8, _S15, _S16, _S23 = np.uint32(8), np.uint32(15), np.uint32(16), np.int32(23)
_LOW_HALF = np.uint32(0xFFFF)


def compiled(function: F) -> F:
    """Compile a function at its first call; the machine code is kept beside the source for the next process.

    A change here does not renew what ``lanes`` keeps: touch that file as well.
    """
    return cast(F, import_module("numba").njit(cache=True, nogil=True, error_model="numpy")(function))


@compiled
def word_at(low: np.uint32, high: np.uint32, place: np.uint32) -> np.uint32:
    """The random word of one run at a place (counter times the step)."""
    word = np.uint32(low ^ place)
    word = np.uint32(np.uint32(word ^ np.uint32(word >> _S16)) * MIX_1)
    word = np.uint32(np.uint32(word ^ np.uint32(word >> _S15)) * MIX_2)
    word = np.uint32(np.uint32(word ^ np.uint32(word >> _S16)) + high)
    word = np.uint32(np.uint32(word ^ np.uint32(word >> _S16)) * MIX_1)
    word = np.uint32(np.uint32(word ^ np.uint32(word >> _S15)) * MIX_2)
    return np.uint32(word ^ np.uint32(word >> _S16))


@compiled
def share_of(word: np.uint32) -> np.float32:
    """A number in [0, 1) with 24 bits."""
    # Signed on purpose: processors convert signed integers in one instruction, and 24 bits fit.
    return np.float32(np.float32(np.int32(np.uint32(word >> _S8))) * UNIT)


@compiled
def exponential_of(x: np.float32) -> np.float32:
    """``exp`` in single precision."""
    power = np.float32(np.floor(x * LOG2_E + _HALF))
    rest = (x - power * LN2_HIGH) - power * LN2_LOW
    value = ((((_C0 * rest + _C1) * rest + _C2) * rest + _C3) * rest + _C4) * rest + _C5
    value = (value * (rest * rest) + rest) + ONE
    scale = np.int32(np.int32(np.int32(power) + _BIAS) << _S23).view(np.float32)
    return np.float32(value * scale)


@compiled
def _score(
    row: Singles,
    ends: tuple[np.float32, np.float32],
    key: np.uint32,
    triangular: bool,  # noqa: FBT001
    low: Words,
    high: Words,
) -> None:
    start, width = ends
    if width == 0:
        row[:] = start
        return
    place = np.uint32(np.uint32(np.uint32(PARAMETER) + key) * STEP)
    if triangular:
        for lane in range(len(row)):
            word = word_at(low[lane], high[lane], place)
            summed = np.int32(np.uint32(np.uint32(word >> _S16) + np.uint32(word & _LOW_HALF)))
            row[lane] = start + width * np.float32(np.float32(summed) * HALF_UNIT)
    else:
        for lane in range(len(row)):
            row[lane] = start + width * share_of(word_at(low[lane], high[lane], place))


@compiled
def constants(arrays: Arrays) -> NDArray[np.bool_]:
    """Which parameters are 1 in every run."""
    found = np.empty(len(arrays.low), dtype=np.bool_)
    for index in range(len(found)):
        fixed = arrays.width[index] == 0 and arrays.base_width[index] == 0
        found[index] = fixed and arrays.low[index] == arrays.base_low[index]
    return found


@compiled
def draw_factors(arrays: Arrays, low: Words, high: Words, factors: Singles, base: Singles) -> None:
    """Fill in the factor of each parameter in each lane; ``base`` is room for one row."""
    fixed = constants(arrays)
    for index in range(len(arrays.low)):
        row = factors[index]
        if fixed[index]:
            row[:] = ONE
            continue
        _score(row, (arrays.low[index], arrays.width[index]), arrays.key[index], arrays.triangular, low, high)
        ends = (arrays.base_low[index], arrays.base_width[index])
        _score(base, ends, arrays.base_key[index], arrays.triangular, low, high)
        for lane in range(len(row)):
            row[lane] = exponential_of(row[lane] - base[lane])
