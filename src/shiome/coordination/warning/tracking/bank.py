"""The tracks as arrays, one row a track; every change makes a new bank, so that an earlier one can be gone back to."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.tracking.calibration import FLAWS, Calibration
from shiome.coordination.warning.tracking.initiation import Started
from shiome.coordination.warning.tracking.motion import Motion, Stacked, combined
from shiome.coordination.warning.tracking.sensors import Sensor, expected

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Bank:
    """Tracks at one time: ``n`` tracks, ``M`` modes, states of ``D`` numbers, ``K`` flaws of sensors."""

    id: Array
    """``(n,)`` numbers, never used twice."""
    mean: Array
    """``(n, M, D)``."""
    covariance: Array
    """``(n, M, D, D)``, given the flaws of the sensors."""
    leaning: Array
    """``(n, M, D, K)`` how the means lean on them."""
    weight: Array
    """``(n, M)`` probability of each mode."""
    looks: Array
    """``(n,)`` bits of the latest looks, the newest lowest: 1 where it was seen."""
    looked: Array
    """``(n,)`` how often a sensor had it in view."""
    confirmed: Array
    """``(n,)``."""
    began: Array
    """``(n,)`` time of the first detection, seconds."""
    seen: Array
    """``(n,)`` time of the latest detection, seconds."""
    origin: Array
    """``(n, 3)`` where it was first detected, Earth-fixed metres."""

    def __len__(self) -> int:
        return len(self.id)

    def chosen(self, which: Array) -> Bank:
        """Some of the tracks, by index or mask."""
        return Bank(**{item.name: getattr(self, item.name)[which] for item in fields(self)})

    def joined(self, other: Bank) -> Bank:
        """These tracks and then the others."""
        return Bank(
            **{
                item.name: np.concatenate([getattr(self, item.name), getattr(other, item.name)])
                for item in fields(self)
            }
        )

    @property
    def state(self) -> Stacked:
        """The states alone."""
        return Stacked(self.mean, self.covariance, self.leaning)

    def moved(self, weight: Array, state: Stacked) -> Bank:
        """The same tracks in other states."""
        return replace(self, weight=weight, **state._asdict())

    def combined(self, weight: Array | None = None) -> Stacked:
        """States ``(n, D)``, ``(n, D, D)`` and ``(n, D, K)`` over the modes, with other weights where they are given."""
        weight = self.weight if weight is None else weight
        mean, covariance = combined(weight, self.mean, self.covariance)
        return Stacked(mean, covariance, np.einsum("nm,nmdk->ndk", weight, self.leaning))


def empty_bank(motion: Motion, *, sensors: int) -> Bank:
    """No tracks."""
    size, modes = motion.size, motion.modes
    return Bank(
        id=np.zeros(0, np.int64), mean=np.zeros((0, modes, size)), covariance=np.zeros((0, modes, size, size)),
        weight=np.zeros((0, modes)), looks=np.zeros(0, np.uint32), looked=np.zeros(0, np.int64), confirmed=np.zeros(0, bool),
        began=np.zeros(0), seen=np.zeros(0), origin=np.zeros((0, 3)), leaning=np.zeros((0, modes, size, FLAWS * sensors)),
    )  # fmt: skip


def new_bank(
    motion: Motion, started: Started, *, first_id: int, now: float, sensor: Sensor, calibration: Calibration
) -> Bank:
    """Tracks that begin with two detections of one sensor, the second at ``now``."""
    means, covariances, weights = motion.begin(started.mean, started.covariance)
    sight = expected(sensor, started.mean[:, :3], 3)
    first = FLAWS * calibration.number(sensor.id)
    leaning = np.zeros((*means.shape, len(calibration.value)))
    leaning[..., first] = motion.rate(means)
    # Metres for a metre and for a radian along the three axes; a bias moves what is measured, and the truth lies the other way.
    across = np.swapaxes(sight.axes, 1, 2).copy()
    across[..., 1:] *= sight.distance[:, None, None]
    leaning[..., :3, first + 1 : first + FLAWS] = -across[:, None]
    means = means + leaning[..., first + 1 : first + FLAWS] @ calibration.bias(sensor.id)
    count = len(means)
    return Bank(
        id=first_id + np.arange(count), mean=means, covariance=covariances, leaning=leaning, weight=weights,
        looks=np.full(count, 3, np.uint32), looked=np.full(count, 2), confirmed=np.zeros(count, bool), began=started.began,
        seen=np.full(count, now), origin=started.origin,
    )  # fmt: skip
