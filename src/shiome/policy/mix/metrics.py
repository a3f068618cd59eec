"""Metrics of a future: points for driver states, month by month, put together over the months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shiome.errors import InputRefused
from shiome.futures.simulation.model import SimulationModel
from shiome.region.pack import Pack
from shiome.region.schema.policy import Metric as MetricEntry

Over = Literal["mean", "last", "share", "ever"]
OVER: tuple[Over, ...] = ("mean", "last", "share", "ever")


@dataclass(frozen=True)
class Part:
    """Points for the states of one driver."""

    driver: str
    points: Mapping[str, float]


@dataclass(frozen=True)
class Metric:
    """A figure by which futures are compared; the fields are those of the pack's ``metrics``."""

    id: str
    name: Mapping[str, str]
    aim: str
    aim_name: Mapping[str, str]
    better: Literal["more", "less"]
    over: Over
    reach: float
    parts: tuple[Part, ...]
    weights: Mapping[str, float]
    acceptable: float | None = None
    about: Mapping[str, str] | None = None


class MetricArrays(NamedTuple):
    """Metrics as flat arrays; M metrics, I items, S the largest number of states."""

    over: NDArray[np.int32]
    """(M) place in :data:`OVER`."""
    reach: NDArray[np.float32]
    items: NDArray[np.int32]
    """(M + 1) first item of each metric."""
    driver: NDArray[np.int32]
    """(I)"""
    points: NDArray[np.float32]
    """(I, S)"""


@dataclass(frozen=True)
class Metrics:
    """All metrics, bound to a model."""

    metrics: tuple[Metric, ...]
    arrays: MetricArrays
    low: NDArray[np.float64]
    """Lowest figure that each can take."""
    high: NDArray[np.float64]

    @property
    def aims(self) -> Mapping[str, Mapping[str, str]]:
        """Aim to its name, in the order of the metrics."""
        return {metric.aim: metric.aim_name for metric in self.metrics}

    def weights(self, ally: str, *, aim: str = "") -> NDArray[np.float64]:
        """Weights of the metrics for an ally, within one aim where one is named; they sum to one, or are all zero."""
        found = np.array([m.weights.get(ally, 0.0) if aim in ("", m.aim) else 0.0 for m in self.metrics])
        total = found.sum()
        return found / total if total else found

    def utilities(self, values: NDArray[np.float32], *, axis: int) -> NDArray[np.float64]:
        """Figures on a scale from 0 (the worst that a metric can be) to 1 (the best)."""
        shape = [1] * values.ndim
        shape[axis] = -1
        low, high = self.low.reshape(shape), self.high.reshape(shape)
        worse = np.array([metric.better == "less" for metric in self.metrics]).reshape(shape)
        share: NDArray[np.float64] = (values - low) / (high - low)
        return np.where(worse, 1 - share, share)

    def met(self, values: NDArray[np.float32], *, axis: int) -> NDArray[np.bool_]:
        """Whether each figure is acceptable; always where no figure is asked for."""
        shape = [1] * values.ndim
        shape[axis] = -1
        # A hair's breadth of leeway: sums of single-precision points may miss a round figure by rounding alone.
        upper = np.array(
            [m.acceptable + 1e-5 if m.better == "less" and m.acceptable is not None else np.inf for m in self.metrics]
        )
        lower = np.array(
            [m.acceptable - 1e-5 if m.better == "more" and m.acceptable is not None else -np.inf for m in self.metrics]
        )
        return (values <= upper.reshape(shape)) & (values >= lower.reshape(shape))

    def asked(self, ally: str) -> NDArray[np.bool_]:
        """Which metrics an ally weighs and names an acceptable figure for."""
        return np.array([m.weights.get(ally, 0) > 0 and m.acceptable is not None for m in self.metrics])


def metrics_of(pack: Pack) -> tuple[Metric, ...]:
    """The metrics of a pack.

    Raises
    ------
    InputRefused
        ``policy.metrics``: the pack has none.
    """
    entries = pack.entries("metrics", MetricEntry).values()
    if not entries:
        raise InputRefused(
            "policy.metrics",
            f"the region {pack.region.id} has no metrics",
            ja=f"領域 {pack.region.id} に指標がない",
            hint="describe them in metrics.yaml of the pack",
            hint_ja="パックの metrics.yaml に書く",
            failed=pack.region.id,
        )
    return tuple(
        Metric(
            each.id,
            each.name,
            each.aim,
            each.aim_name,
            each.better,
            each.over,
            each.reach,
            tuple(Part(part.driver, part.points) for part in each.parts),
            each.weights,
            each.acceptable,
            each.about,
        )
        for each in entries
    )


def bind(metrics: Sequence[Metric], model: SimulationModel) -> Metrics:
    """Metrics for the drivers of a model.

    Raises
    ------
    InputRefused
        ``simulation.unknown``: a driver or state that the model does not have; ``policy.flat``: a metric that no state moves.
    """
    most = max(len(driver.states) for driver in model.drivers)
    items, drivers, points, low, high = [0], [], [], [], []
    for metric in metrics:
        where, least, largest = f"metric {metric.id}", 0.0, 0.0
        for part in metric.parts:
            number = model.driver(part.driver, where)
            row = np.zeros(most, dtype=np.float32)
            for state, value in part.points.items():
                row[model.state(number, state, where)] = value
            drivers.append(number)
            points.append(row)
            held = row[: len(model.drivers[number].states)]
            least, largest = least + float(held.min()), largest + float(held.max())
        items.append(len(drivers))
        if metric.over in ("share", "ever"):
            least, largest = 0.0, 1.0 if least < largest else 0.0
        if not least < largest:
            raise InputRefused(
                "policy.flat",
                f"{where} is the same in every state of the world",
                ja=f"指標 {metric.id} はどの状態でも同じ値になる",
                hint="give states different points",
                hint_ja="状態ごとに異なる点を与える",
                failed=metric.id,
            )
        low.append(least)
        high.append(largest)
    arrays = MetricArrays(
        np.array([OVER.index(metric.over) for metric in metrics], dtype=np.int32),
        np.array([metric.reach - 1e-5 for metric in metrics], dtype=np.float32),
        np.array(items, dtype=np.int32),
        np.array(drivers, dtype=np.int32),
        np.array(points, dtype=np.float32).reshape(-1, most),
    )
    return Metrics(tuple(metrics), arrays, np.array(low), np.array(high))
