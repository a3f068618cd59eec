"""Succession: an inconsistent scenario moves towards what its impacts demand, until it rests or circles.

Rules, for descriptors whose chosen variant is beaten (ties are not beaten; the target is the first variant with the highest sum):

global       every such descriptor takes its target at once
local        only the most inconsistent one does, the first of them on ties
incremental  every such descriptor moves by one variant, in their written order, towards its target
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from shiome.futures.consistency.matrix import CrossImpact, Scenarios, refuse
from shiome.futures.scoring.rates import Rate, wilson

Rule = Literal["global", "local", "incremental"]
Ints = NDArray[np.int64]
LARGEST = 50_000_000
"""Basins are computed for every scenario at once; more than this many do not fit."""
_CHUNK = 1 << 16
_SETTLED = 64
"""Steps after which nearly every succession is on its cycle; those that are not are followed one by one."""


@dataclass(frozen=True, eq=False, slots=True)
class Attractor:
    """Where successions end: one scenario at rest, or a cycle of several."""

    scenarios: Scenarios
    """In the order of succession, beginning with the one that comes first in the order of the variants."""
    basin: int
    """How many scenarios end here, its own included."""
    share: float
    """The basin as a share of all combinations."""

    @property
    def rests(self) -> bool:
        """Whether it is a single scenario, which is then consistent."""
        return len(self.scenarios) == 1


def successors(matrix: CrossImpact, scenarios: NDArray[np.integer[Any]], *, rule: Rule = "global") -> Scenarios:
    """The next scenario of each row."""
    rows = np.atleast_2d(scenarios).astype(np.int64)
    sums = np.zeros((len(rows), matrix.width), dtype=np.int64)
    for number, first in enumerate(matrix.offsets[:-1]):
        sums += matrix.units[first + rows[:, number]]
    target, gap = np.empty_like(rows), np.empty_like(rows)
    for number, first in enumerate(matrix.offsets[:-1]):
        block = sums[:, first : matrix.offsets[number + 1]]
        own = np.take_along_axis(block, rows[:, number, None], axis=1)[:, 0]
        best = block.argmax(axis=1)
        gap[:, number] = np.take_along_axis(block, best[:, None], axis=1)[:, 0] - own
        target[:, number] = np.where(gap[:, number] > 0, best, rows[:, number])
    return _RULES[rule](rows, target, gap).astype(np.int16)


def _global(rows: Ints, target: Ints, gap: Ints) -> Ints:  # noqa: ARG001 - one signature for all rules
    return target


def _local(rows: Ints, target: Ints, gap: Ints) -> Ints:
    worst = gap.argmax(axis=1)
    each = np.arange(len(rows))
    moved = rows.copy()
    moved[each, worst] = target[each, worst]
    return moved


def _incremental(rows: Ints, target: Ints, gap: Ints) -> Ints:  # noqa: ARG001 - one signature for all rules
    moved: Ints = rows + np.sign(target - rows)
    return moved


_RULES: dict[Rule, Callable[[Ints, Ints, Ints], Ints]] = {
    "global": _global,
    "local": _local,
    "incremental": _incremental,
}


def succession(
    matrix: CrossImpact, scenario: NDArray[np.integer[Any]], *, rule: Rule = "global"
) -> tuple[Scenarios, int]:
    """The path from a scenario, and the place on it at which the final cycle begins.

    The path ends before it would repeat itself; a scenario at rest is a cycle of one.
    """
    seen: dict[tuple[int, ...], int] = {}
    path: list[NDArray[np.int16]] = []
    current = np.asarray(scenario, dtype=np.int16)
    while (key := tuple(int(each) for each in current)) not in seen:
        seen[key] = len(path)
        path.append(current)
        current = successors(matrix, current, rule=rule)[0]
    return np.array(path, dtype=np.int16), seen[key]


def attractors(matrix: CrossImpact, *, rule: Rule = "global") -> tuple[Attractor, ...]:
    """All scenarios at rest and all cycles with their basins, counted over every combination; largest basin first.

    Raises
    ------
    InputRefused
        ``consistency.large``: more than ``LARGEST`` combinations.
    """
    total = matrix.combinations
    if total > LARGEST:
        raise refuse(
            "large",
            f"{total} combinations are too many for basins",
            f"組合せが {total} 通りあり、吸引域を数えられない",
            f"force some states, or follow single successions; the limit is {LARGEST}",
            f"状態をいくつか固定するか、個々の遷移を追う。上限は {LARGEST}",
            total,
        )
    following = np.empty(total, dtype=np.int64)
    for first in range(0, total, _CHUNK):
        index = np.arange(first, min(first + _CHUNK, total), dtype=np.int64)
        rows = np.stack(np.unravel_index(index, matrix.sizes), axis=1)
        moved = successors(matrix, rows, rule=rule)
        following[index] = np.ravel_multi_index(tuple(moved.T.astype(np.int64)), matrix.sizes)
    ends, arrivals = np.unique(_far(following), return_counts=True)
    arrived = dict(zip(ends.tolist(), arrivals.tolist(), strict=True))
    found = [_attractor(matrix, cycle, arrived) for cycle in _cycles(following, ends.tolist())]
    return tuple(sorted(found, key=lambda each: -each.basin))


def held_fast(matrix: CrossImpact, held: Mapping[str, str]) -> CrossImpact:
    """The matrix with what bears on some descriptors replaced by a judgement that keeps each in a variant that it is in.

    Successions that begin with these variants keep them by every rule, and such a descriptor is never the most inconsistent one.
    """
    impacts = matrix.impacts.copy()
    for name, variant in held.items():
        number = matrix.number(name)
        impacts[:, matrix.offsets[number] : matrix.offsets[number + 1]] = 0
        column = matrix.column(name, variant)
        impacts[column, column] = 1
    return matrix.replaced(impacts)


@dataclass(frozen=True, eq=False, slots=True)
class SampledAttractor:
    """Where some of the successions from random scenarios end; an estimate, unlike an :class:`Attractor`."""

    scenarios: Scenarios
    """In the order of succession, beginning with the one that comes first in the order of the variants."""
    arrivals: int
    starts: int
    share: Rate
    """Estimate of the basin's share of all combinations, with Wilson's 95 % interval."""


def sampled_attractors(
    matrix: CrossImpact, *, starts: int, seed: int, rule: Rule = "global", held: Mapping[str, str] | None = None
) -> tuple[SampledAttractor, ...]:
    """Estimate basins by following successions from random scenarios, for matrices too large to count; most arrivals first.

    Parameters
    ----------
    held:
        Variants that stay as they are whatever bears on them.

    Raises
    ------
    InputRefused
        ``consistency.draws``: fewer than one start.
    """
    if starts < 1:
        raise refuse(
            "draws",
            f"{starts} starts say nothing",
            f"{starts} 回では何も言えない",
            "start 1 or more",
            "1 回以上とする",
            starts,
        )
    fixed = held or {}
    dice = np.random.default_rng(seed)
    rows = np.stack([dice.integers(size, size=starts) for size in matrix.sizes], axis=1).astype(np.int16)
    for name, variant in fixed.items():
        number = matrix.number(name)
        rows[:, number] = matrix.column(name, variant) - matrix.offsets[number]
    kept = held_fast(matrix, fixed)

    def step(rows: Scenarios) -> Scenarios:
        return successors(kept, rows, rule=rule)

    found: Counter[bytes] = Counter()
    cycles: dict[bytes, Scenarios] = {}
    ended = rows
    for _ in range(_SETTLED):
        ended = step(ended)
    unique, counts = np.unique(ended, axis=0, return_counts=True)
    for row, count in zip(unique, counts.tolist(), strict=True):
        cycle = _cycle_from(row, step)
        found[cycle.tobytes()] += count
        cycles[cycle.tobytes()] = cycle
    return tuple(
        SampledAttractor(cycles[key], count, starts, wilson(count, starts))
        for key, count in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    )


def _cycle_from(row: NDArray[np.int16], step: Callable[[Scenarios], Scenarios]) -> Scenarios:
    """The cycle that a succession from a row ends in, beginning with its first scenario."""
    seen: dict[bytes, int] = {}
    path: list[NDArray[np.int16]] = []
    while row.tobytes() not in seen:
        seen[row.tobytes()] = len(path)
        path.append(row)
        row = step(row[None, :])[0]
    cycle = path[seen[row.tobytes()] :]
    begin = min(range(len(cycle)), key=lambda place: tuple(cycle[place].tolist()))
    return np.array(cycle[begin:] + cycle[:begin], dtype=np.int16)


def _far(following: Ints) -> Ints:
    """Where each scenario stands after more steps than there are scenarios: on its cycle."""
    far = following.copy()
    for _ in range(int(following.size).bit_length()):
        far = far[far]
    return far


def _cycles(following: Ints, ends: list[int]) -> list[list[int]]:
    seen: set[int] = set()
    cycles = []
    for end in ends:
        if end in seen:
            continue
        cycle = [end]
        while (step := int(following[cycle[-1]])) != end:
            cycle.append(step)
        seen.update(cycle)
        cycles.append(cycle)
    return cycles


def _attractor(matrix: CrossImpact, cycle: list[int], arrived: dict[int, int]) -> Attractor:
    begin = cycle.index(min(cycle))
    turned = np.array(cycle[begin:] + cycle[:begin], dtype=np.int64)
    scenarios = np.stack(np.unravel_index(turned, matrix.sizes), axis=1).astype(np.int16)
    basin = sum(arrived.get(each, 0) for each in cycle)
    return Attractor(scenarios, basin, basin / matrix.combinations)
