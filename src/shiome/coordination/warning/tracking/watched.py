"""A tracker of several sensors that finds clocks which are off by more than is declared, and sets them right.

While it is not known of every clock that it is as declared, the frames are kept, and each sensor tracks for itself beside. Where a clock is
found to be off, all that was kept is tracked anew with its stamps set right. Where all clocks are known nothing more is done.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from shiome.coordination.warning.tracking.association import assigned, gate_of
from shiome.coordination.warning.tracking.clocks import ClockWatch
from shiome.coordination.warning.tracking.kalman import squared_distance
from shiome.coordination.warning.tracking.motion import Motion
from shiome.coordination.warning.tracking.sensors import Sensor
from shiome.coordination.warning.tracking.stepping import Frame, Rules
from shiome.coordination.warning.tracking.tracker import Track, Tracker

KEPT_S = 60.0
"""Frames of so many seconds are kept while a clock is not known."""


class WatchedTracker:
    """Tracks from the frames of some sensors, whose clocks may be off; takes what :class:`Tracker` takes, and refuses what it refuses."""

    def __init__(self, sensors: Iterable[Sensor], motion: Motion) -> None:
        self._sensors = tuple(sensors)
        self._motion = motion
        self._tracker = Tracker(self._sensors, motion)
        self._watch = ClockWatch(self._sensors)
        self._alone = {
            sensor.id: Tracker([replace(sensor, clock_spread=0.0)], motion)
            for sensor in self._sensors
            if not self._watch.settled()
        }
        self._kept: deque[Frame] = deque()
        self._names: dict[int, int] = {}
        self._next_name = 1

    @property
    def rules(self) -> Rules:
        """How it decides."""
        return self._tracker.setup.rules

    @property
    def offsets(self) -> Mapping[str, float]:
        """Sensors whose stamps are set right, and by how many seconds they were late."""
        return {sensor: late for sensor, late in self._watch.known.items() if late}

    def process(self, frame: Frame) -> str | None:
        """Take a frame in; the sensor, if its clock was found now to be off."""
        self._tracker.process(self._righted(frame))
        if self._watch.settled():
            return None
        self._kept.append(frame)
        while self._kept[0].stamp < frame.stamp - KEPT_S:
            self._kept.popleft()
        alone = self._alone[frame.sensor]
        alone.process(frame)
        off = self._watch.look(frame.sensor, alone.tracks())
        if off is not None:
            self._track_anew()
        if self._watch.settled():
            self._kept.clear()
            self._alone.clear()
        return None if off is None else frame.sensor

    def tracks(self, at: float | None = None) -> tuple[Track, ...]:
        """The confirmed tracks, now or at another time. One that was there before a clock was set right keeps its number."""
        return tuple(replace(track, id=self._name(track.id)) for track in self._tracker.tracks(at))

    def _righted(self, frame: Frame) -> Frame:
        late = self._watch.known.get(frame.sensor, 0.0)
        return replace(frame, stamp=frame.stamp - late) if late else frame

    def _track_anew(self) -> None:
        before = self.tracks()
        self._tracker = Tracker(self._sensors, self._motion)
        for frame in sorted(map(self._righted, self._kept), key=lambda each: each.stamp):
            self._tracker.process(frame)
        after = self._tracker.tracks(before[0].time) if before else ()
        self._names = {}
        if before and after:
            apart = np.stack([each.mean[:6] for each in before])[:, None] - np.stack([each.mean[:6] for each in after])
            spread = np.stack([each.covariance[:6, :6] for each in before])[:, None]
            spread = spread + np.stack([each.covariance[:6, :6] for each in after])
            pairs = assigned(squared_distance(apart, np.linalg.inv(spread)), gate_of(0.999, 6))
            for old, new in zip(pairs.rows.tolist(), pairs.columns.tolist(), strict=True):
                self._names[after[new].id] = before[old].id

    def _name(self, number: int) -> int:
        """The number under which a track is told: never used twice, whichever tracker it comes from."""
        if number not in self._names:
            self._names[number] = self._next_name
        name = self._names[number]
        self._next_name = max(self._next_name, name + 1)
        return name
