"""Plays the fronts month by month, all runs side by side, under one or many settings of the linkages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.futures.contingency.context import NOTHING, Context
from shiome.futures.contingency.draws import Draws
from shiome.futures.contingency.model import ContingencyModel, refused, state_of
from shiome.futures.contingency.world import Scales, States, World

CHUNK = 16384
"""Runs side by side, unless told."""
MOST_STATES = 1 << 26
"""Largest number of runs times months times fronts that is kept: what is made of it then fits into a gigabyte or two."""


@dataclass(frozen=True)
class Outcome:
    """Where every front stood in every month of every run.

    Parameters
    ----------
    states:
        (fronts, runs, months + 1) states as numbers, month 0 the start.
    scales:
        The setting of the linkages.
    """

    model: ContingencyModel
    context: Context
    scales: Scales
    seed: int
    states: States

    @property
    def runs(self) -> int:
        """How many runs there are."""
        return int(self.states.shape[1])

    @property
    def months(self) -> int:
        """The horizon."""
        return int(self.states.shape[2]) - 1

    def reached(self, front: str, state: str = "") -> NDArray[np.bool_]:
        """(runs, months + 1) whether a front is in a state or a worse one; the worst of its states where none is named."""
        index = self.model.front(front, "question")
        known = self.model.fronts[index]
        hit: NDArray[np.bool_] = self.states[index] >= state_of(known, state or known.worst, "question")
        return hit

    def onset(self, front: str, state: str = "") -> NDArray[np.int64]:
        """First month in which a front is in a state or a worse one, for each run; ``months + 1`` where it never is."""
        hit = self.reached(front, state)
        return np.where(hit.any(axis=1), hit.argmax(axis=1), self.months + 1)


def play(
    model: ContingencyModel,
    *,
    months: int,
    runs: int,
    seed: int,
    context: Context = NOTHING,
    scales: Scales | None = None,
    chunk: int = CHUNK,
) -> Outcome:
    """Play the fronts under one setting of the linkages.

    Raises
    ------
    InputRefused
        When numbers are out of range, a linkage is unknown, or the context does not fit.
    """
    return play_all(model, [scales or {}], months=months, runs=runs, seed=seed, context=context, chunk=chunk)[0]


def play_all(
    model: ContingencyModel,
    settings: Sequence[Scales],
    *,
    months: int,
    runs: int,
    seed: int,
    context: Context = NOTHING,
    chunk: int = CHUNK,
    progress: Callable[[int], None] | None = None,
) -> list[Outcome]:
    """Play the fronts under several settings of the linkages on the same chances (common random numbers).

    Run 7 has the same drawn rates, factors, demands, capacities and monthly chances under every setting, so that a difference
    comes from the setting alone. The result does not depend on ``chunk``; ``progress`` is told the number of runs done.
    """
    found = [np.empty((len(model.fronts), runs, months + 1), dtype=np.uint8) for _ in settings]
    options = {"months": months, "runs": runs, "seed": seed, "chunk": chunk}
    for part, number, outcome in play_parts(model, settings, context=context, **options):
        found[number][:, part] = outcome.states
        if progress is not None and number == len(settings) - 1:
            progress(part.stop)
    return [Outcome(model, context, dict(scales), seed, states) for states, scales in zip(found, settings, strict=True)]


def play_parts(
    model: ContingencyModel,
    settings: Sequence[Scales],
    *,
    months: int,
    runs: int,
    seed: int,
    context: Context = NOTHING,
    chunk: int = CHUNK,
) -> Iterator[tuple[slice, int, Outcome]]:
    """What :func:`play_all` plays, in parts that need not be kept: which runs, the number of the setting, and their states."""
    if not (1 <= months <= 1200 and runs >= 1 and chunk >= 1):
        text = f"months {months}, runs {runs} and chunk {chunk} must be at least 1, and months at most 1200"
        raise refused(
            "numbers", text, "月数・試行数・束の大きさは 1 以上、月数は 1200 以下", "mend them", months, hint_ja="直す"
        )
    if runs * (months + 1) * len(model.fronts) > MOST_STATES:
        most = MOST_STATES // ((months + 1) * len(model.fronts))
        text = f"{runs} runs of {months} months on {len(model.fronts)} fronts are too many to keep"
        raise refused("memory", text, f"{runs} 回は多すぎて保持できない", f"ask for {most} runs at most", runs)
    for scales in settings:
        _check_scales(model, scales)
    context.fits(runs=runs, months=months)
    for first in range(0, runs, chunk):
        part = slice(first, min(first + chunk, runs))
        world = World(model, context, Draws(seed, first, part.stop - first), part, months)
        for number, scales in enumerate(settings):
            yield part, number, Outcome(model, context, dict(scales), seed, world.play(scales).transpose(1, 2, 0))


def _check_scales(model: ContingencyModel, scales: Scales) -> None:
    known = {linkage.id for linkage in model.linkages}
    for name, scale in scales.items():
        if name not in known:
            text = f"there is no linkage {name}"
            raise refused(
                "unknown",
                text,
                f"連動の想定 {name} はない",
                f"use {', '.join(sorted(known))}",
                name,
                hint_ja=f"次のいずれか：{', '.join(sorted(known))}",
            )
        if not -10.0 <= scale <= 10.0:
            text = f"linkage {name} cannot be scaled by {scale}"
            raise refused(
                "scale",
                text,
                f"連動の想定 {name} を {scale} 倍にはできない",
                "give -10 to 10",
                name,
                hint_ja="-10～10 とする",
            )
