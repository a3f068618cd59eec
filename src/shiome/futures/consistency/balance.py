"""Impact balances of one scenario: what speaks for and against each of its states, and why it is inconsistent if it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.futures.consistency.matrix import CrossImpact, Floats, refuse


@dataclass(frozen=True, slots=True)
class Argument:
    """What one descriptor's state does for a variant, and for the one it is held against."""

    source: str
    source_variant: str
    chosen: float
    rival: float

    @property
    def balance(self) -> float:
        """Above 0 it speaks for the chosen variant, below 0 for the rival."""
        return self.chosen - self.rival


@dataclass(frozen=True, slots=True)
class Verdict:
    """One descriptor within a scenario."""

    descriptor: str
    variant: str
    score: float
    """Impact sum of the chosen variant."""
    rival: str | None
    """The strongest other variant, the first of them on ties; None where there is no other."""
    rival_score: float
    margin: float
    """Chosen minus rival: below 0 the scenario is inconsistent here; infinite without a rival."""
    arguments: tuple[Argument, ...]
    """Every descriptor that says anything about the two, strongest first."""

    @property
    def inconsistency(self) -> float:
        """By how much the rival is stronger; 0 where the variant holds."""
        return max(0.0, -self.margin)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A scenario judged descriptor by descriptor."""

    verdicts: tuple[Verdict, ...]

    @property
    def inconsistency(self) -> float:
        """The largest of its descriptors: the tolerance at which the scenario would be consistent."""
        return max(each.inconsistency for each in self.verdicts)

    @property
    def margin(self) -> float:
        """The smallest lead of a chosen variant over its rival (ScenarioWizard's consistency value)."""
        return min(each.margin for each in self.verdicts)

    @property
    def total(self) -> float:
        """Sum of the impact sums of all chosen variants (the total impact score)."""
        return sum(each.score for each in self.verdicts)

    @property
    def against(self) -> tuple[Verdict, ...]:
        """The inconsistent descriptors with their reasons, worst first."""
        return tuple(sorted((v for v in self.verdicts if v.margin < 0), key=lambda v: v.margin))


def balances(matrix: CrossImpact, scenarios: NDArray[np.integer[Any]]) -> Floats:
    """Impact sums of every variant, one row a scenario.

    Parameters
    ----------
    scenarios:
        Numbers of variants: one scenario, or one a row.
    """
    rows = np.atleast_2d(scenarios)
    _check(matrix, rows)
    total = np.zeros((len(rows), matrix.width), dtype=np.int64)
    for number, first in enumerate(matrix.offsets[:-1]):
        total += matrix.units[first + rows[:, number]]
    return total / matrix.scale


def inconsistencies(matrix: CrossImpact, scenarios: NDArray[np.integer[Any]]) -> Floats:
    """By how much the best variant of each descriptor beats the chosen one: scenarios by descriptors."""
    rows = np.atleast_2d(scenarios)
    sums = balances(matrix, rows)
    best = np.maximum.reduceat(sums, matrix.offsets[:-1], axis=1)
    held = np.take_along_axis(sums, rows + np.array(matrix.offsets[:-1]), axis=1)
    return np.asarray(best - held, dtype=np.float64)


def assess(matrix: CrossImpact, scenario: Sequence[int] | NDArray[np.integer[Any]]) -> Assessment:
    """Judge one scenario, with the reason for each inconsistency.

    >>> pair = CrossImpact.of({"A": ["a1", "a2"], "B": ["b1", "b2"]}, [[0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]])
    >>> worst = assess(pair, [0, 1]).against[0]
    >>> worst.descriptor, worst.rival, worst.margin, worst.arguments[0].source_variant
    ('A', 'a2', -1.0, 'b2')
    """
    chosen = np.asarray(scenario, dtype=np.int64)
    sums = balances(matrix, chosen)[0]
    rows = [first + int(v) for first, v in zip(matrix.offsets, chosen, strict=False)]
    return Assessment(tuple(_verdict(matrix, rows, sums, number) for number in range(len(matrix.sizes))))


def _verdict(matrix: CrossImpact, rows: list[int], sums: Floats, number: int) -> Verdict:
    descriptor, first = matrix.descriptors[number], matrix.offsets[number]
    held = rows[number]
    others = [column for column in range(first, matrix.offsets[number + 1]) if column != held]
    variant, score = descriptor.variants[held - first], float(sums[held])
    if not others:
        return Verdict(descriptor.name, variant, score, None, float("-inf"), float("inf"), ())
    rival = max(others, key=lambda column: (sums[column], -column))
    arguments = [
        Argument(
            each.name, each.variants[row - start], float(matrix.impacts[row, held]), float(matrix.impacts[row, rival])
        )
        for each, start, row in zip(matrix.descriptors, matrix.offsets, rows, strict=False)
        if matrix.impacts[row, held] or matrix.impacts[row, rival]
    ]
    arguments.sort(key=lambda each: -abs(each.balance))
    # In whole steps, so that a tie is a tie.
    margin = round((score - float(sums[rival])) * matrix.scale) / matrix.scale
    return Verdict(
        descriptor.name,
        variant,
        score,
        descriptor.variants[rival - first],
        float(sums[rival]),
        margin,
        tuple(arguments),
    )


def _check(matrix: CrossImpact, rows: NDArray[np.integer[Any]]) -> None:
    if rows.shape[1] != len(matrix.sizes):
        raise refuse(
            "incomplete",
            f"the scenario has {rows.shape[1]} states, the matrix {len(matrix.sizes)} descriptors",
            f"シナリオの状態は {rows.shape[1]} 個、記述子は {len(matrix.sizes)} 個ある",
            "name one variant of every descriptor",
            "すべての記述子の状態を書く",
            rows.shape,
        )
    outside = np.argwhere((rows < 0) | (rows >= np.array(matrix.sizes)))
    if len(outside):
        row, number = (int(each) for each in outside[0])
        name, variant = matrix.descriptors[number].name, int(rows[row, number])
        raise refuse(
            "unknown",
            f"descriptor {name} has no variant number {variant}",
            f"記述子 {name} に {variant} 番の状態はない",
            f"numbers go from 0 to {matrix.sizes[number] - 1}",
            f"番号は 0 から {matrix.sizes[number] - 1}",
            variant,
        )
