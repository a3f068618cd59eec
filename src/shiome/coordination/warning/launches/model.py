"""What a scenario is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.tracking.dynamics import advance
from shiome.coordination.warning.tracking.sensors import Sensor
from shiome.coordination.warning.tracking.stepping import Frame

Array = NDArray[Any]
RangeClass = Literal["short", "medium", "intermediate", "intercontinental"]
Shape = Literal["minimum", "lofted", "depressed"]
GRID = 1.0
"""Seconds between the states that a trajectory keeps."""


@dataclass(frozen=True)
class Launch:
    """One launch that is to be simulated."""

    id: str
    range_class: RangeClass
    distance: float
    """Metres along the ground."""
    latitude: float
    longitude: float
    bearing: float
    """Degrees clockwise from north."""
    at: float = 0.0
    """Seconds."""
    shape: Shape = "minimum"
    coefficient: float = 6000.0
    """Ballistic coefficient, kg/m²."""


@dataclass(frozen=True, eq=False)
class Trajectory:
    """The truth of one launch."""

    launch: Launch
    states: Array
    """``(T, 10)`` every second from the launch on, the last on the ground or below it."""
    burnout: float
    """Seconds after the launch."""
    impact_time: float
    """Seconds, on the scenario's clock."""
    impact_latitude: float
    impact_longitude: float
    apogee: float
    """Metres."""
    simulated: bool = True

    def at(self, times: Array) -> Array:
        """States ``(t, 10)`` at times of the scenario; not-a-number before the launch and behind the impact."""
        lapse = times - self.launch.at
        flying = (lapse >= 0) & (times < self.impact_time)
        before = np.clip((lapse // GRID).astype(int), 0, len(self.states) - 1)
        out = np.full((len(times), self.states.shape[1]), np.nan)
        rest = (lapse - before * GRID)[flying, None]
        out[flying] = advance(self.states[before[flying]], rest)
        return out


@dataclass(frozen=True)
class Flaw:
    """What is wrong with one sensor in one scenario, drawn from what its owner declares; nobody but the truth knows it."""

    clock: float = 0.0
    """Seconds that its stamps are late."""
    range_bias: float = 0.0
    angle_bias: tuple[float, float] = (0.0, 0.0)
    """Towards greater azimuth and greater elevation, radians."""


@dataclass(frozen=True)
class Plan:
    """What to simulate.

    Parameters
    ----------
    seed:
        The same gives the same scenario.
    launches:
        How many of each class.
    latitude, longitude:
        About where they begin, degrees; the default lies in the open ocean.
    scatter:
        How far from there at most, metres.
    within:
        All launches begin within so many seconds.
    duration:
        Seconds.
    period:
        Seconds between two frames of a sensor.
    shapes:
        Shapes of trajectory, drawn with equal chance.
    sensors:
        Who looks on; without any, three sensors around the place.
    outages:
        Sensor to the times, from and until, in which it sends nothing.
    delay:
        Mean time that a frame is under way, seconds.
    flawless:
        No biases and no clock offsets, whatever is declared.
    """

    seed: int = 1
    launches: Mapping[RangeClass, int] = field(default_factory=lambda: {"medium": 1})
    latitude: float = 20.0
    longitude: float = -150.0
    scatter: float = 100_000.0
    within: float = 10.0
    duration: float = 300.0
    period: float = 1.0
    shapes: tuple[Shape, ...] = ("minimum",)
    sensors: tuple[Sensor, ...] = ()
    outages: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    delay: float = 0.05
    flawless: bool = False


@dataclass(frozen=True, eq=False)
class Arrival:
    """A frame and when it comes to whoever tracks, in true seconds."""

    time: float
    frame: Frame


@dataclass(frozen=True, eq=False)
class Scenario:
    """What the sensors sent, and the truth."""

    plan: Plan
    sensors: tuple[Sensor, ...]
    arrivals: tuple[Arrival, ...]
    """In the order of their arrival."""
    truth: tuple[Trajectory, ...]
    flaws: Mapping[str, Flaw]
    simulated: bool = True

    def positions(self, time: float) -> Array:
        """``(n, 3)`` true positions of what is in flight."""
        states = np.concatenate([each.at(np.array([time])) for each in self.truth])[:, :3]
        return np.asarray(states[np.isfinite(states[:, 0])])
