"""The futures that all mixes share: every strength, every prior and every month's chance is drawn once and kept.

The draws are those of the simulation engine for the same seed: a mix that shifts nothing gives the engine's own paths, byte for
byte. A lever's strength is drawn from its band once for a run, by lever and driver state and not by level, so that a run in which
a lever is strong is one for all of its levels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.engines import Engine, engine_name
from shiome.errors import InputRefused
from shiome.futures.simulation.batch import drawn_score, run_batch
from shiome.futures.simulation.compiled import Arrays, CompiledModel
from shiome.futures.simulation.randomness import ENTRY, PARAMETER, Singles, draw_words, exponential, run_keys, unit
from shiome.policy.mix.levers import Levers
from shiome.policy.mix.metrics import Metrics

LEVER = PARAMETER + (1 << 30)
"""Counters from here on draw the strengths of levers."""
LARGEST_SHIFT = 6.0
"""Largest sum of shifts on one state: beyond it factors could leave single precision together with the model's own scores."""


@dataclass(frozen=True, eq=False)
class Chances:
    """What every mix meets in the same run; D drivers, P parameters, E calendar entries, R runs."""

    compiled: CompiledModel
    runs: int
    seed: int
    factors: Singles
    """(P, R) factor of each parameter."""
    shares: Singles
    """(months + 1, D, R) the random number that chooses a driver's state."""
    happens: NDArray[np.bool_]
    """(E, R) whether a calendar entry comes about."""
    paths: NDArray[np.uint8]
    """(months + 1, D, R) the states without any lever."""
    first: NDArray[np.int32]
    """(D) place of a driver's first state among all states."""
    moving: NDArray[np.bool_]
    """(D) whether a lever can reach the driver and a metric or a trigger hangs on it; the others go as without levers."""
    shift_lever: NDArray[np.int32]
    """(S) lever of each shift; shifts stand in the order of levers, levels and the pack."""
    shift_level: NDArray[np.int32]
    shift_at: NDArray[np.int32]
    """(S) the driver state that it moves, among all states."""
    shift_factor: Singles
    """(S, R) factor on its weight."""
    shift_score: Singles
    """(S, R) what was drawn, on the scale of judgements."""

    @property
    def arrays(self) -> Arrays:
        """The compiled arrays of the model."""
        return self.compiled.arrays


def draw_chances(
    compiled: CompiledModel,
    levers: Levers,
    metrics: Metrics,
    *,
    runs: int,
    seed: int,
    watched: Sequence[str] = (),
    engine: Engine = "auto",
) -> Chances:
    """Draw what all mixes share.

    Parameters
    ----------
    watched:
        Drivers that triggers look at.

    Raises
    ------
    InputRefused
        ``policy.shift``: levers together move one state too far; ``simulation.unknown``: a shift on what the model lacks;
        ``policy.runs``: no runs.
    """
    if runs < 1:
        raise InputRefused(
            "policy.runs",
            f"{runs} futures are too few",
            ja=f"未来の数 {runs} が少なすぎる",
            hint="give at least 1",
            hint_ja="1 以上とする",
            failed=runs,
        )
    arrays, keys = compiled.arrays, run_keys(seed, 0, runs)
    count, months = len(arrays.states), compiled.months
    first = np.concatenate(([0], np.cumsum(arrays.states)[:-1])).astype(np.int32)
    paths = np.empty((1, months + 1, count, runs), dtype=np.uint8)
    if engine_name(engine, work="simulation", work_ja="シミュレーション") == "numpy":
        run_batch(arrays, keys, paths)
    else:
        from shiome.futures.simulation.lanes import run_lanes

        run_lanes(arrays, keys, paths)
    shifts = _shifts(compiled, levers, first)
    at = np.array([row[2] for row in shifts], dtype=np.int32)
    total = int(arrays.states.sum())
    scores = np.empty((len(shifts), runs), dtype=np.float32)
    for number, (lever, _, place, low, high) in enumerate(shifts):
        words = draw_words(keys, LEVER + lever * total + place)
        scores[number] = np.float32(low) + np.float32(high - low) * unit(words)
    temperature = np.float32(compiled.model.temperature)
    return Chances(
        compiled,
        runs,
        seed,
        _factors(arrays, keys),
        np.stack([unit(draw_words(keys, place)) for place in range((months + 1) * count)]).reshape(
            months + 1, count, runs
        ),
        _happens(arrays, keys),
        paths[0],
        first,
        _moving(compiled, at, first, metrics, watched),
        np.array([row[0] for row in shifts], dtype=np.int32),
        np.array([row[1] for row in shifts], dtype=np.int32),
        at,
        exponential(scores / temperature),
        scores,
    )


def _factors(arrays: Arrays, keys: tuple[NDArray[np.uint32], NDArray[np.uint32]]) -> Singles:
    found = np.empty((len(arrays.low), len(keys[0])), dtype=np.float32)
    for index in range(len(arrays.low)):
        triangular = arrays.triangular
        score = drawn_score(arrays.low[index], arrays.width[index], arrays.key[index], keys, triangular=triangular)
        base_low, base_width, base_key = arrays.base_low[index], arrays.base_width[index], arrays.base_key[index]
        found[index] = exponential(score - drawn_score(base_low, base_width, base_key, keys, triangular=triangular))
    return found


def _happens(arrays: Arrays, keys: tuple[NDArray[np.uint32], NDArray[np.uint32]]) -> NDArray[np.bool_]:
    found = np.empty((len(arrays.entry_below), len(keys[0])), dtype=np.bool_)
    for entry, below in enumerate(arrays.entry_below):
        found[entry] = draw_words(keys, ENTRY + entry).astype(np.uint64) < below
    return found


def _shifts(
    compiled: CompiledModel, levers: Levers, first: NDArray[np.int32]
) -> list[tuple[int, int, int, float, float]]:
    """(lever, level, place among all states, low, high) of each shift."""
    model = compiled.model
    found = []
    reach: dict[int, float] = {}
    for number, lever in enumerate(levers.levers):
        strongest: dict[int, float] = {}
        for level, shifts in enumerate(lever.shifts):
            for shift in shifts:
                driver = model.driver(shift.driver, f"lever {lever.id}")
                place = int(first[driver]) + model.state(driver, shift.state, f"lever {lever.id}")
                found.append((number, level, place, shift.low, shift.high))
                strongest[place] = max(strongest.get(place, 0.0), abs(shift.low), abs(shift.high))
        for place, size in strongest.items():
            reach[place] = reach.get(place, 0.0) + size / model.temperature
    if reach and max(reach.values()) > LARGEST_SHIFT:
        raise InputRefused(
            "policy.shift",
            f"levers together move one state by up to {max(reach.values()):.1f}, more than {LARGEST_SHIFT:.0f}",
            ja=f"レバーを合わせると一つの状態を {max(reach.values()):.1f} まで動かす（上限 {LARGEST_SHIFT:.0f}）",
            hint="weaken the bands of the shifts",
            hint_ja="帯を弱くする",
            failed=reach,
        )
    return found


def _moving(
    compiled: CompiledModel,
    at: NDArray[np.int32],
    first: NDArray[np.int32],
    metrics: Metrics,
    watched: Sequence[str],
) -> NDArray[np.bool_]:
    """Drivers that levers reach and on which something asked for hangs."""
    arrays = compiled.arrays
    count = len(arrays.states)
    sources = [set(arrays.row_source[arrays.rows[d] : arrays.rows[d + 1]].tolist()) for d in range(count)]
    reached = set(np.searchsorted(first, at, side="right").astype(int) - 1)
    asked = set(metrics.arrays.driver.tolist()) | {compiled.model.driver(name, "trigger") for name in watched}
    while True:
        wider = reached | {driver for driver in range(count) if sources[driver] & reached}
        deeper = asked | {source for driver in asked for source in sources[driver]}
        if wider == reached and deeper == asked:
            break
        reached, asked = wider, deeper
    return np.array([driver in reached and driver in asked for driver in range(count)], dtype=np.bool_)
