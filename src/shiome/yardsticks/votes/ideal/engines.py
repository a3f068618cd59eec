"""Which engine makes the passes: compiled loops where Numba is installed, NumPy otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from shiome.engines import Engine, engine_name
from shiome.yardsticks.votes.ideal.problem import Floats, Problem

CUT_LIMIT = 7.0
"""Cut points lie between minus this and this."""
LATENT_LIMIT = 9.0
"""Positions behind the votes are cut off here."""
Keys = tuple[np.uint64, np.uint64]
Sweep = Callable[[Keys, Floats, Floats, Floats, Floats, Floats, Floats], None]
"""Keys; ideal points; then, changed in place: discrimination, cut points; step widths; shares accepted, sums."""


def engine_used(engine: Engine) -> Literal["numba", "numpy"]:
    """The engine that will sample; see :func:`shiome.engines.engine_name`."""
    return engine_name(engine, work="sampler", work_ja="サンプラー")


def sweep_of(problem: Problem, engine: Engine) -> Sweep:
    """The pass over all items of a problem, ready to be called."""
    limits = (CUT_LIMIT, LATENT_LIMIT)
    if engine_used(engine) == "numpy":
        from shiome.yardsticks.votes.ideal import arrays

        layout = arrays.Layout(problem)

        def in_arrays(
            keys: Keys, theta: Floats, beta: Floats, gamma: Floats, width: Floats, accepted: Floats, sums: Floats
        ) -> None:
            arrays.sweep_items(layout, keys, theta, beta, gamma, width, accepted, sums, limits)

        return in_arrays
    from shiome.yardsticks.votes.ideal import kernels
    from shiome.yardsticks.votes.ideal.normal import tables

    votes = (
        problem.start.astype(np.int64),
        problem.abstain.astype(np.int64),
        problem.no.astype(np.int64),
        problem.place.astype(np.int32),
    )
    space = np.empty((6, int(np.diff(problem.start).max())))

    def compiled(
        keys: Keys, theta: Floats, beta: Floats, gamma: Floats, width: Floats, accepted: Floats, sums: Floats
    ) -> None:
        kernels.sweep_items(votes, tables(), keys, theta, beta, gamma, width, accepted, sums, limits, space)

    return compiled
