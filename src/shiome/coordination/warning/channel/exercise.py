"""An exercise: a simulated scenario, a station for each partner, and what passes between them, in simulated time."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from typing import Any

import numpy as np

from shiome.coordination.warning.channel.messages import AnyMessage, Notice
from shiome.coordination.warning.channel.recording import Recorder
from shiome.coordination.warning.channel.rules import ChannelRules
from shiome.coordination.warning.channel.station import Output, Sharing, Station, StationSetup
from shiome.coordination.warning.launches.model import Plan, Scenario
from shiome.coordination.warning.launches.running import simulate
from shiome.coordination.warning.tracking.ranges import RangeLimits
from shiome.coordination.warning.tracking.sensors import Sensor
from shiome.coordination.warning.tracking.stepping import Frame

TICK = 0.5
"""Seconds between two ticks of a station."""
START = 1_893_456_000.0
"""1 January 2030, 00:00 UTC: when exercises begin unless told otherwise. It lies ahead, so that nobody takes it for the past."""


@dataclass(frozen=True)
class Exercise:
    """What is to be played.

    Parameters
    ----------
    plan:
        The scenario; its sensors are given to the partners in turn.
    partners:
        At least one; the first issues events.
    share:
        Whether tracks or detections are exchanged.
    start:
        When the scenario's time is 0, seconds since 1970.
    latency:
        Mean time that a message is under way, seconds.
    loss:
        Share of messages that are lost on the way once; asking again brings them.
    silences:
        Partner to the time, from and until, in which nothing of it gets through, seconds of the scenario.
    """

    plan: Plan = field(default_factory=Plan)
    partners: tuple[str, ...] = ("partner-a", "partner-b", "partner-c")
    share: Sharing = "tracks"
    start: float = START
    latency: float = 0.05
    loss: float = 0.0
    silences: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    rules: ChannelRules = field(default_factory=ChannelRules)
    limits: RangeLimits = field(default_factory=RangeLimits)


@dataclass(frozen=True)
class Told:
    """A message or a notice of a station, and when, in true seconds of the scenario."""

    time: float
    station: str
    what: AnyMessage | Notice


@dataclass
class Played:
    """An exercise that was played."""

    scenario: Scenario
    stations: dict[str, Station]
    told: list[Told]


class _Run:
    """The queue of things to come, in true time."""

    def __init__(self, exercise: Exercise, recorder: Recorder | None, on_told: Callable[[Told], None] | None) -> None:
        self.exercise = exercise
        self.recorder = recorder
        self.on_told = on_told
        self.scenario = simulate(exercise.plan)
        setups = station_setups(exercise, self.scenario)
        self.stations = {name: Station(setup) for name, setup in setups.items()}
        if recorder is not None:
            for setup in setups.values():
                recorder.begin(setup)
        self._began = {name: setup.began for name, setup in setups.items()}
        self._owners = {sensor.id: name for name, setup in setups.items() for sensor in setup.sensors[name]}
        self.rng = np.random.default_rng([exercise.plan.seed, 1])
        self.told: list[Told] = []
        self._boxes: dict[tuple[str, str], list[AnyMessage]] = {
            (sender, to): [] for sender in exercise.partners for to in exercise.partners if to != sender
        }
        self._queue: list[tuple[float, int, Callable[[float], None]]] = []
        self._arrived: dict[tuple[str, str], float] = {}
        self._numbers = count()

    def run(self) -> Played:
        for name in self.exercise.partners:
            self._later(0.0, partial(self._tick, name))
        for arrival in self.scenario.arrivals:
            frame = stamped(arrival.frame, self.exercise)
            self._later(arrival.time, partial(self._frame, self._owners[frame.sensor], frame))
        while self._queue and self._queue[0][0] <= self.exercise.plan.duration:
            time, _, act = heapq.heappop(self._queue)
            act(time)
        return Played(self.scenario, self.stations, self.told)

    def _clock(self, name: str, time: float) -> float:
        return self._began[name] + time

    def _later(self, time: float, act: Callable[[float], None]) -> None:
        heapq.heappush(self._queue, (time, next(self._numbers), act))

    def _tick(self, name: str, time: float) -> None:
        now = self._clock(name, time)
        out = self.stations[name].tick(now)
        if self.recorder is not None:
            self.recorder.tick(name, now, out)
        self._out(name, out, time)
        self._later(time + TICK, partial(self._tick, name))

    def _frame(self, name: str, frame: Frame, time: float) -> None:
        now = self._clock(name, time)
        out = self.stations[name].frame(frame, now)
        if self.recorder is not None:
            self.recorder.frame(name, now, frame, out)
        self._out(name, out, time)

    def _out(self, name: str, out: Output, time: float) -> None:
        for each in [*out.messages, *out.notices]:
            told = Told(time, name, each)
            self.told.append(told)
            if self.on_told is not None:
                self.on_told(told)
        for message in out.messages:
            for to in self.exercise.partners:
                if to != name:
                    self._boxes[name, to].append(message)
                    self._send(name, to, len(self._boxes[name, to]), time)
        for notice in out.notices:
            if notice.kind in ("gap", "back"):
                self._again(notice.partner, name, time)

    def _send(self, sender: str, to: str, sequence: int, time: float, *, again: bool = False) -> None:
        begin, end = self.exercise.silences.get(sender, (np.inf, np.inf))
        lost = not again and self.rng.random() < self.exercise.loss
        under_way = float(self.rng.exponential(self.exercise.latency))
        if not lost and not begin <= time < end:
            # A stream keeps its order: nothing arrives before what was sent before it.
            arrives = max(time + under_way, self._arrived.get((sender, to), 0.0))
            self._arrived[sender, to] = arrives
            self._later(arrives, partial(self._deliver, sender, to, sequence))

    def _again(self, sender: str, to: str, time: float) -> None:
        """All that followed the last that was handed on, as a stream that is resumed."""
        for sequence in range(self.stations[to].resume_from(sender) + 1, len(self._boxes[sender, to]) + 1):
            self._send(sender, to, sequence, time + 2 * self.exercise.latency, again=True)

    def _deliver(self, sender: str, to: str, sequence: int, time: float) -> None:
        now = self._clock(to, time)
        message = self._boxes[sender, to][sequence - 1]
        out = self.stations[to].hear(sender, sequence, message, now)
        if self.recorder is not None:
            self.recorder.heard(to, now, sender, sequence, message, out)
        self._out(to, out, time)


def play(
    exercise: Exercise, *, recorder: Recorder | None = None, on_told: Callable[[Told], None] | None = None
) -> Played:
    """Play an exercise; the same exercise gives the same."""
    return _Run(exercise, recorder, on_told).run()


def station_setups(exercise: Exercise, scenario: Scenario) -> dict[str, StationSetup]:
    """What each partner's station is told when the scenario begins; its clock is that of its first sensor."""
    owned = owned_sensors(exercise.partners, scenario.sensors, share=exercise.share)
    return {
        name: StationSetup(
            name=name, sensors=owned, run=str(exercise.plan.seed), share=exercise.share, rules=exercise.rules, limits=exercise.limits,
            began=exercise.start + (scenario.flaws[own[0].id].clock if own else 0.0),
        )
        for name, own in owned.items()
    }  # fmt: skip


def stamped(frame: Frame, exercise: Exercise) -> Frame:
    """A frame of the scenario, its stamp in seconds since 1970."""
    return replace(frame, stamp=frame.stamp + exercise.start)


def owned_sensors(
    partners: tuple[str, ...], sensors: tuple[Sensor, ...], *, share: Sharing
) -> dict[str, tuple[Sensor, ...]]:
    """Sensors given to partners in turn. Where tracks are shared a partner trusts the clock of its own first sensor."""
    out: dict[str, Any] = {name: [] for name in partners}
    for place, sensor in enumerate(sensors):
        own = out[partners[place % len(partners)]]
        own.append(sensor if own or share == "detections" else replace(sensor, clock_spread=0.0))
    return {name: tuple(some) for name, some in out.items()}
