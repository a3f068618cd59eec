"""What the compiled kernel reads: the plan that is the same everywhere, and the chances of one block of runs after another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shiome.policy.mix.chances import Chances
from shiome.policy.mix.kernels import Block, Plan
from shiome.policy.mix.metrics import Metrics


def plan_of(chances: Chances, metrics: Metrics) -> Plan:
    """The plan of a model with its levers and metrics."""
    arrays, measured = chances.arrays, metrics.arrays
    moving = np.flatnonzero(chances.moving).astype(np.int32)
    terms, ends = _terms(chances, moving)
    used = {row[1] for row in terms} | set(measured.driver.tolist())
    columns = np.array(terms, dtype=np.int32).reshape(-1, 4)
    return Plan(
        moving=moving,
        states=arrays.states,
        first=chances.first,
        inertia=arrays.inertia,
        terms=np.array(ends, dtype=np.int32),
        term_target=columns[:, 0].copy(),
        term_source=columns[:, 1].copy(),
        term_state=columns[:, 2].copy(),
        term_parameter=columns[:, 3].copy(),
        entries=arrays.entries,
        entry_state=arrays.entry_state,
        entry_factor=arrays.entry_factor,
        held=arrays.settings >= 0,
        still=np.array(sorted(used - set(moving.tolist())), dtype=np.int32),
        shift_lever=chances.shift_lever,
        shift_level=chances.shift_level,
        shift_at=chances.shift_at,
        over=measured.over,
        reach=measured.reach,
        items=measured.items,
        item_driver=measured.driver,
        item_points=measured.points,
    )


def _terms(chances: Chances, moving: NDArray[np.int32]) -> tuple[list[tuple[int, int, int, int]], list[int]]:
    """(target state, source, source state, parameter) of every factor that is not 1 in every run, by moving driver."""
    arrays = chances.arrays
    found: list[tuple[int, int, int, int]] = []
    ends = [0]
    for driver in moving.tolist():
        for row in range(arrays.rows[driver], arrays.rows[driver + 1]):
            source = int(arrays.row_source[row])
            for state in range(int(arrays.states[source])):
                parameter = int(arrays.row_first[row]) + state
                if not (chances.factors[parameter] == 1).all():
                    found.append((int(arrays.row_target[row]), source, state, parameter))
        ends.append(len(found))
    return found, ends


def blocks_of(chances: Chances, lanes: int) -> list[Block]:
    """The chances in blocks of at most so many runs."""
    arrays = chances.arrays
    pairs = zip(arrays.prior.tolist(), arrays.states.tolist(), strict=True)
    priors = np.concatenate([np.arange(first, first + count) for first, count in pairs])
    blocks = []
    for start in range(0, chances.runs, lanes):
        part = np.s_[..., start : start + lanes]
        blocks.append(
            Block(
                factors=np.ascontiguousarray(chances.factors[part]),
                priors=np.ascontiguousarray(chances.factors[priors][part]),
                shares=np.ascontiguousarray(chances.shares[part]),
                happens=np.ascontiguousarray(chances.happens[part]),
                paths=np.ascontiguousarray(chances.paths[part].astype(np.int32)),
                shift_factor=np.ascontiguousarray(chances.shift_factor[part]),
            )
        )
    return blocks
