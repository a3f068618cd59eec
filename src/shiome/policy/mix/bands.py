"""What a preference between two mixes hangs on, and in which futures a mix fails: both look at what each future drew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiome.errors import QueryRefused
from shiome.futures.discovery.box import Box, measured
from shiome.futures.discovery.inputs import runs as checked_runs
from shiome.futures.discovery.prim import chosen, find
from shiome.futures.simulation.inputs import drawn, inputs_of
from shiome.policy.mix.chances import Chances
from shiome.policy.mix.levers import LEVELS, Levers
from shiome.policy.mix.metrics import Metrics
from shiome.policy.mix.stepping import play
from shiome.policy.mix.triggers import Adaptive

CONSIDERED = 40
"""Inputs that the search for a box looks at: those whose draws differ most between futures that fail and others."""
ERRORS = 2.0
"""Standard errors that a difference must exceed before it counts as one."""
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Turning:
    """An input that turns a preference: the mean gain where it was drawn low and where it was drawn high."""

    input: str
    low: float
    high: float


@dataclass(frozen=True)
class Preference:
    """One mix against another for an ally, over the same futures."""

    ally: str
    gain: float
    """Mean of the paired differences in value."""
    error: float
    better: float
    """Share of futures in which it is worth more."""
    worse: float
    same_side: float
    """Share of inputs with the gain of one sign both where they were drawn low and where they were drawn high."""
    turning: tuple[Turning, ...]
    """Inputs with gains of opposite signs, both beyond twice their standard errors; the widest gap first."""


@dataclass(frozen=True)
class Failure:
    """Where a mix fails an ally: the futures in which a figure that it asks for is not acceptable."""

    ally: str
    share: float
    """Share of all futures that fail."""
    box: Box | None
    """What they drew; None where all fail or none."""


def worth(metrics: Metrics, figures: NDArray[np.float32], ally: str) -> Numbers:
    """An ally's value of each future, 0 to 1, from (metrics, runs) figures."""
    found: Numbers = metrics.weights(ally) @ metrics.utilities(figures, axis=0)
    return found


def columns(chances: Chances, levers: Levers, mix: Adaptive | None = None) -> dict[str, Numbers]:
    """What each future drew: cells, priors, inertia of the model, and the strength of the levers that the mixes use."""
    inputs = inputs_of(chances.compiled.model)
    values = drawn(chances.compiled, inputs, runs=chances.runs, seed=chances.seed).astype(np.float64)
    found: dict[str, Numbers] = {each.name: values[number] for number, each in enumerate(inputs)}
    used = None if mix is None else set(_levels_used(mix, levers))
    numbers = zip(chances.shift_lever.tolist(), chances.shift_level.tolist(), chances.shift_at.tolist(), strict=True)
    for shift, (lever, level, place) in enumerate(numbers):
        score = chances.shift_score[shift].astype(np.float64)
        if (used is None or (lever, level) in used) and score.min() < score.max():
            found[f"lever {levers.levers[lever].id}={LEVELS[level]} -> {_state(chances, place)}"] = score
    return found


def _levels_used(mix: Adaptive, levers: Levers) -> list[tuple[int, int]]:
    found = list(enumerate(mix.base))
    for trigger in mix.triggers:
        found += list(enumerate(levers.mix(trigger.levels, base=mix.base)))
    return found


def _state(chances: Chances, place: int) -> str:
    number = int(np.searchsorted(chances.first, place, side="right")) - 1
    driver = chances.compiled.model.drivers[number]
    return f"{driver.name}={driver.states[place - int(chances.first[number])]}"


def preference(
    chances: Chances, levers: Levers, metrics: Metrics, one: Adaptive, other: Adaptive, ally: str
) -> Preference:
    """How firmly one mix is worth more than another, and which inputs turn that."""
    pair = [worth(metrics, play(chances, levers, metrics, mix).values, ally) for mix in (one, other)]
    gains = pair[0] - pair[1]
    sides: list[tuple[str, float, float, bool]] = []
    for name, values in columns(chances, levers).items():
        high = values > np.median(values)
        if 1 < high.sum() < len(high) - 1:
            (low_gain, low_error), (high_gain, high_error) = _mean(gains[~high]), _mean(gains[high])
            firm = abs(low_gain) > ERRORS * low_error and abs(high_gain) > ERRORS * high_error
            sides.append((name, low_gain, high_gain, firm))
    turned = [Turning(name, low, high) for name, low, high, firm in sides if firm and low * high < 0]
    gain, error = _mean(gains)
    same = [low * high >= 0 for _, low, high, _ in sides]
    return Preference(
        ally,
        gain,
        error,
        float((gains > 0).mean()),
        float((gains < 0).mean()),
        float(np.mean(same)) if same else 1.0,
        tuple(sorted(turned, key=lambda each: -abs(each.high - each.low))),
    )


def _mean(values: Numbers) -> tuple[float, float]:
    spread = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    return float(values.mean()), spread / float(np.sqrt(len(values)))


def failure(
    chances: Chances,
    levers: Levers,
    metrics: Metrics,
    mix: Adaptive,
    ally: str,
    *,
    among: Sequence[str] = (),
    density: float | None = None,
) -> Failure:
    """The box of draws in which a mix fails an ally (PRIM).

    Parameters
    ----------
    among:
        Metrics to look at; all that the ally asks for unless given.
    density:
        Least share of failing futures in the box. Unless given, one and a half times their share among all, or, where most fail,
        half way from their share to all.

    Raises
    ------
    QueryRefused
        ``policy.asked``: the ally asks for no figure.
    """
    named = np.array([not among or metric.id in among for metric in metrics.metrics])
    asked = metrics.asked(ally) & named
    if not asked.any():
        raise QueryRefused(
            "policy.asked",
            f"no acceptable figure is named for {ally}",
            ja=f"{ally} の求める水準が示されていない",
            hint="name one under acceptable in a metric that the ally weighs",
            hint_ja="重みのある指標に acceptable を示す",
            failed=ally,
        )
    figures = play(chances, levers, metrics, mix).values
    fails = ~metrics.met(figures, axis=0)[asked].all(axis=0)
    share = float(fails.mean())
    if not fails.any() or fails.all():
        return Failure(ally, share, None)
    taken = checked_runs(_telling(columns(chances, levers, mix), fails), fails)
    wanted = min(1.5 * share, (1 + share) / 2) if density is None else density
    return Failure(ally, share, measured(taken, chosen(find(taken), threshold=wanted).restrictions))


def _telling(found: Mapping[str, Numbers], fails: NDArray[np.bool_]) -> dict[str, Numbers]:
    gaps = {}
    for name, values in found.items():
        spread = float(values.max() - values.min())
        gaps[name] = abs(float(values[fails].mean() - values[~fails].mean())) / spread if spread else 0.0
    first = sorted(found, key=lambda name: -gaps[name])[:CONSIDERED]
    return {name: values for name, values in found.items() if name in first}
