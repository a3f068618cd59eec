"""Screening by elementary effects: which inputs matter at all, from few runs.

Each trajectory starts at a random point of a grid and moves one input at a time by a fixed step; the change of the outcome,
taken over the whole range of the input, is one elementary effect.

References
----------
Morris (1991), Technometrics 33(2); Campolongo, Cariboni and Saltelli (2007), Environmental Modelling & Software 22(10).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shiome.errors import QueryRefused
from shiome.futures.discovery.inputs import Numbers
from shiome.futures.discovery.ranges import Span, checked, outcomes, stretched


@dataclass(frozen=True)
class Screening:
    """Points of all trajectories, and what moved in each step.

    Attributes
    ----------
    points:
        ``trajectories`` × (inputs + 1) rows, one trajectory after another.
    moved, steps:
        Per trajectory and step: the input moved, and by how much (signed share of its range).
    """

    spans: tuple[Span, ...]
    points: Numbers
    moved: NDArray[np.intp]
    steps: Numbers


@dataclass(frozen=True)
class Effect:
    """Elementary effects of one input, in units of the outcome over the whole range of the input.

    Attributes
    ----------
    mean:
        Mean effect (mu); opposite signs cancel.
    strength, error:
        Mean of absolute effects (mu star) and the half width of its 95 % bootstrap confidence interval.
    spread:
        Standard deviation (sigma): large beside ``strength`` where the effect depends on other inputs or bends.
    """

    mean: float
    strength: float
    error: float
    spread: float


def screening(spans: Sequence[Span], *, trajectories: int, seed: int, levels: int = 4) -> Screening:
    """Random trajectories on a grid of ``levels`` (even) values per input, with steps of ``levels / (2 (levels - 1))`` of the range.

    >>> screening([Span("x"), Span("y")], trajectories=10, seed=1).points.shape
    (30, 2)
    """
    spans = checked(spans)
    if trajectories < 2 or levels < 2 or levels % 2:
        raise QueryRefused(
            "discovery.trajectories",
            f"{trajectories} trajectories on {levels} levels cannot be screened",
            ja=f"水準{levels}、軌道{trajectories}本では選別できません",
            hint="use at least two trajectories and an even number of levels",
            hint_ja="軌道は2本以上、水準は偶数にしてください",
        )
    width, dice = len(spans), np.random.default_rng(seed)
    half, step = levels // 2, levels / (2 * (levels - 1))
    low = dice.integers(half, size=(trajectories, width)) / (levels - 1)
    upward = dice.integers(2, size=(trajectories, width)).astype(bool)
    moved = np.argsort(dice.random((trajectories, width)), axis=1)
    when = np.argsort(moved, axis=1)  # the step in which each input moves
    gone = np.arange(width + 1)[None, :, None] > when[:, None, :]
    points = low[:, None, :] + step * (gone == upward[:, None, :])
    signed = np.take_along_axis(np.where(upward, step, -step), moved, axis=1)
    return Screening(spans, stretched(points.reshape(-1, width), spans), moved, signed)


def effects(plan: Screening, results: ArrayLike, *, seed: int, resamples: int = 200) -> dict[str, Effect]:
    """Effects by input from one result per point of ``plan``, in its order; confidence by resampling trajectories."""
    if resamples < 2:
        raise QueryRefused(
            "discovery.resamples",
            f"{resamples} bootstrap resamples give no confidence",
            ja=f"ブートストラップ{resamples}回では信頼幅が出ません",
            hint="use at least 100",
            hint_ja="100回以上にしてください",
        )
    count, width = plan.moved.shape
    values = outcomes(results, len(plan.points)).reshape(count, width + 1)
    found = np.empty((count, width))
    np.put_along_axis(found, plan.moved, np.diff(values, axis=1) / plan.steps, axis=1)
    rows = np.random.default_rng(seed).integers(count, size=(resamples, count))
    errors = 1.96 * np.abs(found)[rows].mean(axis=1).std(axis=0, ddof=1)
    return {
        span.name: Effect(
            mean=float(found[:, place].mean()),
            strength=float(np.abs(found[:, place]).mean()),
            error=float(errors[place]),
            spread=float(found[:, place].std(ddof=1)),
        )
        for place, span in enumerate(plan.spans)
    }
