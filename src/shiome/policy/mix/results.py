"""What is said of mixes, in plain values that become JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from shiome.policy.mix.bands import Failure, Preference
from shiome.policy.mix.evaluation import Evaluated
from shiome.policy.mix.levers import LEVELS, Levels, Levers
from shiome.policy.mix.metrics import Metrics
from shiome.policy.mix.regret import Regret
from shiome.policy.mix.triggers import Adaptive


@dataclass(frozen=True)
class Figure:
    """One metric of one mix."""

    mean: float
    error: float
    """Standard error of the mean over the futures."""
    met: float
    """Share of futures in which it is acceptable."""


@dataclass(frozen=True)
class ForAlly:
    """What one mix means to one ally."""

    value: float
    """Mean over the futures, 0 to 1."""
    satisfied: float
    """Share of futures in which every figure that it asks for is acceptable."""
    regret: float
    """Mean regret."""
    regret_90: float
    regret_most: float
    on_frontier: bool


@dataclass(frozen=True)
class MixResult:
    """One mix."""

    levels: Mapping[str, str]
    """Lever to level."""
    floors: tuple[Mapping[str, str], ...]
    """Floors that it is under: ``floor``, ``lever``."""
    effort: float
    """What it takes of all allies."""
    figures: Mapping[str, Figure]
    allies: Mapping[str, ForAlly]


@dataclass(frozen=True)
class AllyResult:
    """What is best for one ally, and how far what it prefers holds."""

    ally: str
    aims: Mapping[str, Mapping[str, str]]
    best: MixResult
    """Of the highest mean value."""
    safest: MixResult
    """Of the least greatest regret."""
    surest: MixResult
    """Acceptable in most futures; of equals the one of the higher value."""
    frontier: tuple[MixResult, ...]
    frontier_size: int
    """All mixes on the frontier; ``frontier`` holds the first of them."""
    preference: Preference
    """The best mix against the course as it runs."""
    failure: Failure
    """Where the best mix fails."""


@dataclass(frozen=True)
class Placed:
    """A past regime on the map."""

    id: str
    name: Mapping[str, str]
    period: str
    mix: MixResult


@dataclass(frozen=True)
class Compared:
    """A mix with triggers against the same mix without them, over the same futures."""

    name: str
    triggers: tuple[str, ...]
    pulled: tuple[float, ...]
    """Share of futures in which each trigger is ever pulled."""
    floors: tuple[Mapping[str, str], ...]
    """Floors that it may come under, with any set of its triggers pulled."""
    figures: Mapping[str, Figure]
    gains: Mapping[str, Preference]
    """By ally: with the triggers against without."""
    against_best: Mapping[str, Preference]
    """By ally: against the best static mix."""


@dataclass(frozen=True)
class PolicyMix:
    """The whole comparison."""

    region: str
    as_of: str
    months: int
    runs: int
    seed: int
    mixes: int
    under_floor: int
    metrics: Mapping[str, Mapping[str, str]]
    levers: Mapping[str, Mapping[str, str]]
    as_is: MixResult
    common: MixResult
    """Of the mixes under no floor, the one that leaves the worst-off ally best, on the scale from its worst to its best mix."""
    allies: tuple[AllyResult, ...]
    regimes: tuple[Placed, ...]
    adaptive: tuple[Compared, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain lists, mappings, texts and numbers."""
        found = asdict(self)
        for told, ally in zip(found["allies"], self.allies, strict=True):
            told["failure"]["box"] = None if ally.failure.box is None else str(ally.failure.box)
        return found


@dataclass(frozen=True, eq=False)
class Said:
    """What results are made from."""

    evaluated: Evaluated
    regrets: Mapping[str, Regret]
    frontiers: Mapping[str, frozenset[int]]

    def mix(self, row: int) -> MixResult:
        """The result of the mix in one row."""
        evaluated = self.evaluated
        levels: Levels = tuple(evaluated.mixes[row].tolist())
        return MixResult(
            named(evaluated.levers, levels),
            floors(evaluated.levers, levels),
            float(evaluated.levers.effort(evaluated.mixes[row : row + 1])[0]),
            {
                metric.id: Figure(
                    float(evaluated.mean[row, number]),
                    float(evaluated.error[row, number]),
                    float(evaluated.met[row, number]),
                )
                for number, metric in enumerate(evaluated.metrics.metrics)
            },
            {ally: self._for(number, ally, row) for number, ally in enumerate(evaluated.allies)},
        )

    def _for(self, number: int, ally: str, row: int) -> ForAlly:
        evaluated, regret = self.evaluated, self.regrets[ally]
        return ForAlly(
            float(evaluated.values[number, row].mean(dtype=np.float64)),
            float(evaluated.satisfied[number, row]),
            float(regret.mean[row]),
            float(regret.quantile[row]),
            float(regret.most[row]),
            row in self.frontiers[ally],
        )


def named(levers: Levers, mix: Levels) -> dict[str, str]:
    """Lever to level."""
    return {lever.id: LEVELS[level] for lever, level in zip(levers.levers, mix, strict=True)}


def floors(levers: Levers, mix: Levels) -> tuple[Mapping[str, str], ...]:
    """Floors that a mix is under."""
    return tuple({"floor": each.floor, "lever": each.lever, **each.text} for each in levers.broken(mix))


def floors_of(levers: Levers, mix: Adaptive) -> tuple[Mapping[str, str], ...]:
    """Floors that an adaptive mix may come under, whichever of its triggers are pulled."""
    found: dict[tuple[str, str], Mapping[str, str]] = {}
    for code in range(1 << len(mix.triggers)):
        pulled = [bool(code >> bit & 1) for bit in range(len(mix.triggers))]
        for each in floors(levers, mix.levels(levers, pulled)):
            found[each["floor"], each["lever"]] = each
    return tuple(found.values())


def figures_of(metrics: Metrics, values: np.ndarray[Any, np.dtype[np.float32]]) -> dict[str, Figure]:
    """Metrics of one mix from its (metrics, runs) figures."""
    met = metrics.met(values, axis=0)
    runs = values.shape[1]
    return {
        metric.id: Figure(
            float(values[number].mean(dtype=np.float64)),
            float(values[number].std(dtype=np.float64) / np.sqrt(runs)),
            float(met[number].mean()),
        )
        for number, metric in enumerate(metrics.metrics)
    }
