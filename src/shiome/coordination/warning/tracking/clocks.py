"""Clocks that are off by seconds: found by shifting in time what one sensor saw of a flight until it lies on what another saw.

The filter learns offsets within what owners declare of their clocks. A larger one puts a target of kilometres a second outside every gate:
one target becomes two tracks. Until the clock of a sensor is known to be as declared, each sensor therefore also tracks for itself,
where no other clock matters. Two sensors that see the same flight have the same curve, one later than the other: the shift under which
position and velocity fit best is the difference of their clocks. One shift must hold for all targets in common; the declared clock is
believed as long as it explains as many of them as any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.tracking.association import gate_of
from shiome.coordination.warning.tracking.calibration import anchor_of
from shiome.coordination.warning.tracking.kalman import squared_distance
from shiome.coordination.warning.tracking.sensors import Sensor
from shiome.coordination.warning.tracking.tracker import Track

Array = NDArray[Any]
LONGEST = 12.0
"""Seconds: a larger offset is not looked for."""
BELIEVED = 4.0
"""Within so many standard deviations an offset is as declared."""
_LOOKS = 8
"""States of a track that are needed: at the beginning its velocity is hardly known."""
_KEPT = 60
"""States of a track that are kept."""
_SURE = 0.3
"""Seconds: with a larger standard deviation nothing is decided."""
_TIMES = 3
"""An offset is believed when it was found so often in turn."""
_MANY = 6
"""So many targets of a sensor, those seen longest, and so many of the others for each of them are enough."""
_NEAR = 20e3
"""Metres: a path that does not come as near as this is another's."""
_GATE = gate_of(0.9999, 6)
_FINE = np.linspace(-0.6, 0.6, 25)
"""Steps between the states that are kept, seconds."""


class Shift(NamedTuple):
    """How much later one track is than another, seconds, and the standard deviation."""

    value: float
    spread: float

    def holds(self, value: float) -> bool:
        """Whether another shift may be the same."""
        return abs(self.value - value) < 4 * self.spread + 0.05


@dataclass
class Flown:
    """What one sensor alone knows of one target: its states over time, by the sensor's clock."""

    times: list[float] = field(default_factory=list)
    means: list[Array] = field(default_factory=list)
    covariances: list[Array] = field(default_factory=list)

    def add(self, track: Track) -> None:
        """One more state."""
        self.times.append(track.time)
        self.means.append(track.mean[:6])
        self.covariances.append(track.covariance[:6, :6])
        del self.times[:-_KEPT], self.means[:-_KEPT], self.covariances[:-_KEPT]

    def nearest(self, mean: Array) -> float:
        """How near the path came to a place, metres."""
        apart = np.stack(self.means)[:, :3] - mean[:3]
        return float(np.sqrt(np.min(np.sum(apart**2, axis=1))))


def shifted(ours: Flown, theirs: Flown, *, late: float = 0.0, within: float = LONGEST) -> Shift | None:
    """By how much the latest state of theirs is later than the same state of ours; ``None`` where no shift makes them fit.

    Parameters
    ----------
    late:
        By how much the times of ours are late.
    within:
        The longest shift that is looked for, seconds.
    """
    if len(ours.times) < _LOOKS or len(theirs.times) < _LOOKS:
        return None
    times, means = np.array(ours.times) - late, np.stack(ours.means)
    near = np.flatnonzero(np.abs(theirs.times[-1] - times) <= within + 1.0)
    if not len(near):
        return None
    forces = np.gradient(means[:, 3:], times, axis=0)
    rate = np.concatenate([means[:, 3:], forces], axis=1)[near]
    inverse = np.linalg.inv(np.stack(ours.covariances)[near] + theirs.covariances[-1])
    moved = means[near, None] + _FINE[:, None] * rate[:, None]
    moved[..., :3] += _FINE[:, None] ** 2 / 2 * forces[near, None]
    value = theirs.times[-1] - times[near, None] - _FINE
    distances = squared_distance(theirs.means[-1] - moved, inverse[:, None])
    distances = np.where(np.abs(value) <= within, distances, np.inf)
    row, column = np.unravel_index(int(np.argmin(distances)), distances.shape)
    if not distances[row, column] < _GATE:
        return None
    spread = float(squared_distance(rate[row], inverse[row])) ** -0.5
    return Shift(float(value[row, column]), spread)


class ClockWatch:
    """Which sensors' clocks are as declared, and by how much the others are off.

    Parameters
    ----------
    sensors:
        All whose frames are put together. The clock of the one known best anchors the others.
    """

    def __init__(self, sensors: Sequence[Sensor]) -> None:
        anchor = anchor_of(sensors)
        self._spreads = {sensor.id: sensor.clock_spread for sensor in sensors}
        self._known = {anchor.id: 0.0} if anchor is not None else {}
        self._flown: dict[str, dict[int, Flown]] = {sensor.id: {} for sensor in sensors}
        self._found: dict[str, list[float]] = {sensor.id: [] for sensor in sensors}

    @property
    def known(self) -> Mapping[str, float]:
        """By how much the stamps of a sensor are late beyond what is declared, seconds; 0 where its clock is as declared."""
        return self._known

    def settled(self) -> bool:
        """Whether something is known of every sensor's clock."""
        return len(self._known) == len(self._spreads)

    def look(self, sensor: str, tracks: Sequence[Track]) -> float | None:
        """Take in the tracks of one sensor alone, by its own clock; its offset, where it was found now to be off."""
        flown = self._flown[sensor]
        for track in tracks:
            flown.setdefault(track.id, Flown()).add(track)
        seen = {track.id for track in tracks}
        for gone in flown.keys() - seen:
            del flown[gone]
        return None if sensor in self._known else self._judged(sensor)

    def _judged(self, sensor: str) -> float | None:
        believed = BELIEVED * self._spreads[sensor]
        ours = [(offset, each) for name, offset in self._known.items() for each in self._flown[name].values()]
        near: list[list[Shift]] = []
        every: list[list[Shift]] = []
        for theirs in sorted(self._flown[sensor].values(), key=lambda each: -len(each.times))[:_MANY]:
            near.append(_fits(ours, theirs, within=believed))
            every.append(near[-1] + _fits(ours, theirs, within=LONGEST))
        common = max((_holding(each, every) for some in every for each in some), key=_worth, default=[])
        if sum(map(bool, near)) >= len(common):
            common = [min(some, key=lambda each: each.spread) for some in near if some]
        if not common:
            return None
        joint = _joint(common)
        if joint.spread > _SURE:
            return None
        if abs(joint.value) <= believed:
            self._known[sensor] = 0.0
            return None
        return self._settled(sensor, joint)

    def _settled(self, sensor: str, joint: Shift) -> float | None:
        """The offset, once it was found often enough in turn."""
        found = self._found[sensor]
        if found and not joint.holds(found[-1]):
            found.clear()
        found.append(joint.value)
        if len(found) < _TIMES:
            return None
        self._known[sensor] = joint.value
        return joint.value


def _fits(ours: Sequence[tuple[float, Flown]], theirs: Flown, *, within: float) -> list[Shift]:
    if len(theirs.times) < _LOOKS:
        return []
    apart = sorted((each.nearest(theirs.means[-1]), place) for place, (_, each) in enumerate(ours))[:_MANY]
    near = [ours[place] for distance, place in apart if distance < _NEAR]
    found = [shifted(each, theirs, late=late, within=within) for late, each in near]
    return [each for each in found if each is not None]


def _holding(shift: Shift, every: Sequence[Sequence[Shift]]) -> list[Shift]:
    """Of each target the shift that is nearest to this one, where it may be the same."""
    nearest = [min(some, key=lambda each: abs(each.value - shift.value)) for some in every if some]
    return [each for each in nearest if each.holds(shift.value)]


def _worth(common: Sequence[Shift]) -> tuple[int, float]:
    """The more targets the better, and then the less."""
    return len(common), -abs(_joint(common).value)


def _joint(common: Sequence[Shift]) -> Shift:
    weight = np.array([each.spread**-2 for each in common])
    return Shift(float(weight @ [each.value for each in common] / weight.sum()), float(weight.sum() ** -0.5))
