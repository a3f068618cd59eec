"""The inputs of many runs as checked columns, and the outcome of interest as true or false per run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shiome.errors import QueryRefused

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """One input over all runs.

    ``values`` are numbers; where the input is categorical they are places in ``labels``, which is then not empty.
    """

    name: str
    values: Numbers
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Runs:
    """All inputs and the outcome of the same runs."""

    columns: tuple[Column, ...]
    outcome: Flags

    @property
    def size(self) -> int:
        """Number of runs."""
        return len(self.outcome)

    @property
    def wanted(self) -> int:
        """Number of runs with the outcome of interest."""
        return int(self.outcome.sum())

    def taken(self, rows: NDArray[Any]) -> Runs:
        """The runs at ``rows`` (indices or flags)."""
        cut = tuple(Column(one.name, one.values[rows], one.labels) for one in self.columns)
        return Runs(cut, self.outcome[rows])


def runs(inputs: Mapping[str, ArrayLike], outcome: ArrayLike) -> Runs:
    """Check inputs and outcome against each other.

    Parameters
    ----------
    inputs:
        One array per input. Numbers are ordered inputs; texts and truth values are categories without order.
    outcome:
        True (or 1) for each run with the outcome of interest.

    Raises
    ------
    QueryRefused
        ``discovery.empty``, ``discovery.length``, ``discovery.number`` or ``discovery.outcome``.

    >>> runs({"inflow": [1.0, 2.0], "mode": ["talks", "freeze"]}, [True, False]).columns[1].labels
    ('freeze', 'talks')
    """
    flags = _flags(np.asarray(outcome))
    if not inputs or flags.size == 0:
        raise QueryRefused(
            "discovery.empty",
            "there is no input or no run to look at",
            ja="調べる入力または試行がありません",
            hint="give at least one input and one run",
            hint_ja="入力と試行を一つ以上与えてください",
        )
    return Runs(tuple(_column(name, np.asarray(values), len(flags)) for name, values in inputs.items()), flags)


def _flags(outcome: NDArray[Any]) -> Flags:
    if outcome.ndim != 1 or outcome.dtype.kind not in "biuf" or not np.isin(outcome, (0, 1)).all():
        raise QueryRefused(
            "discovery.outcome",
            "the outcome must be one row of true and false",
            ja="結果は真偽の一列でなければなりません",
            hint="compare the result with a threshold first",
            hint_ja="先に結果を閾値と比べてください",
        )
    return outcome.astype(bool)


def _column(name: str, values: NDArray[Any], size: int) -> Column:
    if values.shape != (size,):
        raise QueryRefused(
            "discovery.length",
            f"input {name!r} has shape {values.shape}, the outcome has {size} runs",
            ja=f"入力「{name}」の形は{values.shape}ですが、結果は{size}試行です",
            hint="give one value per run",
            hint_ja="試行ごとに一つの値を与えてください",
            failed=name,
        )
    if values.dtype.kind in "iuf":
        numbers = values.astype(np.float64)
        if np.isfinite(numbers).all():
            return Column(name, numbers)
        place = int(np.flatnonzero(~np.isfinite(numbers))[0])
        raise QueryRefused(
            "discovery.number",
            f"input {name!r} is not a finite number in run {place}",
            ja=f"入力「{name}」は試行{place}で有限の数ではありません",
            hint="leave out runs without a value",
            hint_ja="値のない試行を除いてください",
            failed=name,
        )
    labels, codes = np.unique(values.astype(str), return_inverse=True)
    return Column(name, codes.astype(np.float64), tuple(str(one) for one in labels))
