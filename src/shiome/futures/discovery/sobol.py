"""Variance-based sensitivity: how much of an outcome's variance each input explains alone, with others, and in pairs.

The design is Saltelli's on a scrambled Sobol sequence: matrices A and B, and for each input A with that one column of B; for pairs also B
with that one column of A, and then each formula is used both ways, A and B exchanged, and averaged.

Formulas, with f centred and V its variance over A and B:

- first order, Saltelli et al. (2010), table 2 b: ``mean(f_B (f_AB_i - f_A)) / V``
- total, Jansen (1999): ``mean((f_A - f_AB_i)^2) / 2V``
- second order, Saltelli (2002): ``mean(f_BA_i f_AB_j - f_A f_B) / V - S_i - S_j``
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from shiome.errors import QueryRefused
from shiome.futures.discovery.inputs import Numbers
from shiome.futures.discovery.ranges import Span, checked, outcomes, stretched

_CHUNK = 64  # bootstrap resamples weighed at once: bounds memory, changes no result


@dataclass(frozen=True)
class Design:
    """Points at which to run the model.

    Attributes
    ----------
    spans:
        The inputs, in the order of the columns.
    samples:
        Rows of A and of B, a power of two.
    pairs:
        Whether the blocks for second-order indices are there.
    points:
        Blocks of ``samples`` rows: A, each AB_i, each BA_i where ``pairs``, B.
    """

    spans: tuple[Span, ...]
    samples: int
    pairs: bool
    points: Numbers


@dataclass(frozen=True)
class Index:
    """A share of variance and the half width of its 95 % bootstrap confidence interval."""

    share: float
    error: float


@dataclass(frozen=True)
class Sensitivity:
    """Indices by input, and by pair where the design had the blocks for it; all 0 for an outcome that never changes."""

    mean: float
    variance: float
    first: dict[str, Index]
    total: dict[str, Index]
    second: dict[tuple[str, str], Index]


def design(spans: Sequence[Span], *, samples: int, seed: int, pairs: bool = True) -> Design:
    """Saltelli's design of ``samples`` × (inputs + 2) points, or × (2 inputs + 2) with ``pairs``.

    The same seed gives the same points.

    >>> design([Span("x"), Span("y")], samples=8, seed=1).points.shape
    (48, 2)
    """
    from scipy.stats import qmc  # type: ignore[import-untyped, unused-ignore]

    spans = checked(spans)
    if samples < 2 or samples & (samples - 1):
        raise QueryRefused(
            "discovery.samples",
            f"{samples} samples are not a power of two",
            ja=f"標本数{samples}は2の冪ではありません",
            hint="use 1024, 2048, 4096 or more",
            hint_ja="1024、2048、4096などにしてください",
        )
    width = len(spans)
    sequence = qmc.Sobol(2 * width, scramble=True, seed=np.random.default_rng(seed))
    unit = sequence.random_base2(samples.bit_length() - 1)
    a, b = unit[:, :width], unit[:, width:]
    blocks = [a, *(_swapped(a, b, place) for place in range(width))]
    if pairs:
        blocks += [_swapped(b, a, place) for place in range(width)]
    return Design(spans, samples, pairs, stretched(np.concatenate([*blocks, b]), spans))


def _swapped(base: Numbers, other: Numbers, place: int) -> Numbers:
    mixed = base.copy()
    mixed[:, place] = other[:, place]
    return mixed


def indices(plan: Design, results: ArrayLike, *, seed: int, resamples: int = 200) -> Sensitivity:
    """Indices from one result per point of ``plan``, in its order.

    Confidence comes from ``resamples`` bootstrap samples of the rows (1.96 standard deviations); the same seed gives the same widths.
    """
    if resamples < 2:
        raise QueryRefused(
            "discovery.resamples",
            f"{resamples} bootstrap resamples give no confidence",
            ja=f"ブートストラップ{resamples}回では信頼幅が出ません",
            hint="use at least 100",
            hint_ja="100回以上にしてください",
        )
    values = outcomes(results, len(plan.points)).reshape(-1, plan.samples)
    mean = float(values[[0, -1]].mean())
    scale = float(np.abs(values).max()) or 1.0  # what is constant is told apart from what is small
    rows = _row_terms((values - mean) / scale, len(plan.spans), pairs=plan.pairs)
    variance, shares = _shares(rows.mean(axis=0)[None, :], len(plan.spans))
    dice = np.random.default_rng(seed)
    again = np.concatenate(
        [
            _shares(_reweighed(rows, dice, min(_CHUNK, resamples - done)), len(plan.spans))[1]
            for done in range(0, resamples, _CHUNK)
        ]
    )
    errors = 1.96 * again.std(axis=0, ddof=1)
    told = [Index(float(share), float(error)) for share, error in zip(shares[0], errors, strict=True)]
    names = [span.name for span in plan.spans]
    width = len(names)
    second = dict(zip(combinations(names, 2), told[2 * width :], strict=True)) if plan.pairs else {}
    first, total = (dict(zip(names, part, strict=True)) for part in (told[:width], told[width : 2 * width]))
    return Sensitivity(mean, float(variance[0]) * scale**2, first, total, second)


def _row_terms(values: Numbers, width: int, *, pairs: bool) -> Numbers:
    """What each row adds to every mean in the formulas: mean, square, first, total and second orders, one column each."""
    a, b, ab = values[0], values[-1], values[1 : width + 1]
    terms = [(a + b) / 2, (a * a + b * b) / 2]
    first = [b * (each - a) for each in ab]
    total = [(a - each) ** 2 / 2 for each in ab]
    if not pairs:
        return np.stack([*terms, *first, *total], axis=1)
    # with A and B exchanged the formulas hold as well: where the blocks are there, both ways are used
    ba = values[width + 1 : 2 * width + 1]
    first = [(one + a * (each - b)) / 2 for one, each in zip(first, ba, strict=True)]
    total = [(one + (b - each) ** 2 / 2) / 2 for one, each in zip(total, ba, strict=True)]
    both = [(ba[i] * ab[j] + ba[j] * ab[i]) / 2 - a * b for i, j in combinations(range(width), 2)]
    return np.stack([*terms, *first, *total, *both], axis=1)


def _reweighed(rows: Numbers, dice: np.random.Generator, times: int) -> Numbers:
    """Means of the terms over bootstrap samples of the rows; summed without BLAS so that threads change no bit."""
    size = len(rows)
    counts = np.stack([np.bincount(dice.integers(size, size=size), minlength=size) for _ in range(times)])
    summed: Numbers = np.einsum("rn,nm->rm", counts.astype(np.float64), rows)
    return summed / size


def _shares(means: Numbers, width: int) -> tuple[Numbers, Numbers]:
    """Variance and indices of each row of means; an outcome without variance has indices of 0."""
    variance = means[:, 1] - means[:, 0] ** 2
    scale = np.where(variance > 1e-28, variance, np.inf)[:, None]
    shares = means[:, 2:] / scale
    for place, (i, j) in enumerate(combinations(range(width), 2), start=2 * width):
        if place < shares.shape[1]:
            shares[:, place] -= shares[:, i] + shares[:, j]
    return variance, shares
