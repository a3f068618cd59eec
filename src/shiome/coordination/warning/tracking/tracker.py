"""A tracker: frames go in, in any order within a window; tracks come out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.tracking.bank import empty_bank
from shiome.coordination.warning.tracking.calibration import FLAWS, Calibration
from shiome.coordination.warning.tracking.motion import BOOST, REENTRY, Motion, without_boost
from shiome.coordination.warning.tracking.sensors import Sensor
from shiome.coordination.warning.tracking.stepping import Frame, Picture, Rules, Setup, predicted, step
from shiome.errors import InputRefused, NotKnown

Array = NDArray[Any]
_PART = 0.02
"""A sensor with a smaller share in a track is not named with it."""


@dataclass(frozen=True, eq=False)
class Track:
    """One track at one time."""

    id: int
    time: float
    """Seconds."""
    mean: Array
    """``(D,)``: position and velocity first, Earth-fixed; given that there is no thrust, where that is nearly certain."""
    covariance: Array
    """``(D, D)``."""
    weight: Array
    """``(M,)`` probability of each mode."""
    looks: int
    began: float
    seen: float
    origin: Array
    """Earth-fixed position of the first detection."""
    sensors: tuple[str, ...] = ()
    """On whose clocks it runs: those that it rests on now."""

    @property
    def phase(self) -> str:
        """``boost``, ``coast`` or ``reentry``: the likeliest mode."""
        return ("boost", "coast", "reentry")[int(np.argmax(self.weight))] if len(self.weight) > 1 else "coast"

    @property
    def boosting(self) -> float:
        """Probability that it is still under thrust."""
        return float(self.weight[BOOST]) if len(self.weight) > REENTRY else 0.0


class Tracker:
    """Tracks from the frames of some sensors.

    A frame that comes late is put where it belongs: the tracker goes back to the picture before it and takes all frames from there in
    their order, so that the result is the same as if nothing had been late. What comes later than ``window`` is counted and left out.

    Parameters
    ----------
    sensors:
        Every sensor whose frames may come. The one whose clock is known best anchors the others.
    window:
        Seconds.
    """

    def __init__(
        self, sensors: Iterable[Sensor], motion: Motion, *, rules: Rules | None = None, window: float = 5.0
    ) -> None:
        known = {sensor.id: sensor for sensor in sensors}
        self.setup = Setup(known, motion, rules or Rules())
        self.window = window
        self.too_late = 0
        """Frames that came later than the window."""
        calibration = Calibration.declared(known.values())
        self._pictures: list[Picture] = [Picture(empty_bank(motion, sensors=len(known)), calibration, time=-np.inf)]
        self._frames: list[Frame] = []
        self._keys: list[float] = []

    @property
    def picture(self) -> Picture:
        """All that is known now."""
        return self._pictures[-1]

    def process(self, frame: Frame) -> None:
        """Take a frame in.

        Raises
        ------
        NotKnown
            ``warning.sensor``: the sensor was not declared.
        InputRefused
            ``warning.frame``: a measurement is no number, or its range is not above zero.
        """
        self._check(frame)
        key = frame.stamp - self.picture.calibration.clock(frame.sensor)
        if self._keys and key < self._keys[-1] - self.window:
            self.too_late += 1
            return
        place = bisect_right(self._keys, key)
        again = self._frames[place:]
        del self._pictures[place + 1 :], self._frames[place:]
        self._keys.insert(place, key)
        for each in [frame, *again]:
            self._frames.append(each)
            self._pictures.append(step(self._started(each), each, self.setup))
        self._forget()

    def tracks(self, at: float | None = None) -> tuple[Track, ...]:
        """The confirmed tracks, now or at another time."""
        picture = self.picture
        bank = picture.bank.chosen(np.flatnonzero(picture.bank.confirmed))
        if at is not None and np.isfinite(picture.time):
            bank = predicted(bank, at - picture.time, self.setup.motion)
        mean, covariance, leaning = bank.combined(without_boost(bank.weight))
        covariance = covariance + leaning @ picture.calibration.covariance @ np.swapaxes(leaning, 1, 2)
        shares, names = _shares(mean, leaning), picture.calibration.sensors
        return tuple(
            Track(
                id=int(bank.id[row]), time=picture.time if at is None else at, mean=mean[row], covariance=covariance[row],
                weight=bank.weight[row], looks=int(bank.looked[row]), began=float(bank.began[row]), seen=float(bank.seen[row]),
                origin=bank.origin[row], sensors=tuple(names[each] for each in np.flatnonzero(shares[row] > _PART)),
            )
            for row in range(len(bank))
        )  # fmt: skip

    def _started(self, frame: Frame) -> Picture:
        """The latest picture, its time set to that of the first frame."""
        picture = self._pictures[-1]
        if np.isfinite(picture.time):
            return picture
        return replace(picture, time=frame.stamp)

    def _forget(self) -> None:
        gone = bisect_right(self._keys, self._keys[-1] - self.window)
        del self._keys[:gone], self._frames[:gone], self._pictures[:gone]

    def _check(self, frame: Frame) -> None:
        if frame.sensor not in self.setup.sensors:
            raise NotKnown(
                "warning.sensor",
                f"no sensor {frame.sensor!r} was declared",
                ja=f"センサー {frame.sensor!r} は登録されていない",
                hint=f"declare it, or use one of: {', '.join(self.setup.sensors)}",
                hint_ja=f"登録するか、次のいずれかを使う: {', '.join(self.setup.sensors)}",
                failed=frame.sensor,
            )
        check_measurements(frame.measurements, frame.sensor)


def _shares(mean: Array, leaning: Array) -> Array:
    """How much of the time of each track comes from each sensor's clock, ``(n, S)``: along the velocity the rows sum to one."""
    velocity = mean[:, 3:6]
    squared = np.maximum(np.sum(velocity**2, axis=1), 1e-9)
    return np.asarray(np.einsum("ni,nis->ns", velocity, leaning[:, :3, ::FLAWS]) / squared[:, None])


def check_measurements(measurements: Array | Sequence[Sequence[float]], sensor: str) -> None:
    """Refuse what is no measurement."""
    array = np.asarray(measurements, dtype=float)
    if array.ndim == 2 and array.shape[1] == 3 and np.isfinite(array).all() and (array[:, 0] > 0).all():
        return
    raise InputRefused(
        "warning.frame",
        f"a frame of {sensor!r} holds something that is no range, azimuth and elevation",
        ja=f"センサー {sensor!r} のフレームに、距離・方位角・仰角でない値がある",
        hint="give three finite numbers a detection, the range above zero",
        hint_ja="検出ごとに有限の三つの数値（距離は正）を与える",
        failed=sensor,
    )
