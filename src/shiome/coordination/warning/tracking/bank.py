"""The tracks as arrays, one row a track; every change makes a new bank, so that an earlier one can be gone back to."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.tracking.initiation import Started
from shiome.coordination.warning.tracking.motion import Motion, combined

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Bank:
    """Tracks at one time: ``n`` tracks, ``M`` modes, states of ``D`` numbers."""

    id: Array
    """``(n,)`` numbers, never used twice."""
    mean: Array
    """``(n, M, D)``."""
    covariance: Array
    """``(n, M, D, D)``."""
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
    shares: Array
    """``(n, S)`` how much of its time comes from each sensor's clock; rows sum to one."""

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

    def moved(self, mean: Array, covariance: Array, weight: Array) -> Bank:
        """The same tracks in other states."""
        return replace(self, mean=mean, covariance=covariance, weight=weight)

    def gaussian(self) -> tuple[Array, Array]:
        """Mean ``(n, D)`` and covariance ``(n, D, D)`` over the modes."""
        return combined(self.weight, self.mean, self.covariance)


def empty_bank(motion: Motion, *, sensors: int) -> Bank:
    """No tracks."""
    size, modes = motion.size, motion.modes
    return Bank(
        id=np.zeros(0, np.int64), mean=np.zeros((0, modes, size)), covariance=np.zeros((0, modes, size, size)),
        weight=np.zeros((0, modes)), looks=np.zeros(0, np.uint32), looked=np.zeros(0, np.int64), confirmed=np.zeros(0, bool),
        began=np.zeros(0), seen=np.zeros(0), origin=np.zeros((0, 3)), shares=np.zeros((0, sensors)),
    )  # fmt: skip


def new_bank(motion: Motion, started: Started, *, first_id: int, now: float, sensor: int, sensors: int) -> Bank:
    """Tracks that begin with two detections of one sensor, the second at ``now``."""
    means, covariances, weights = motion.begin(started.mean, started.covariance)
    count = len(means)
    return Bank(
        id=first_id + np.arange(count), mean=means, covariance=covariances, weight=weights, looks=np.full(count, 3, np.uint32),
        looked=np.full(count, 2), confirmed=np.zeros(count, bool), began=started.began, seen=np.full(count, now),
        origin=started.origin, shares=np.tile(np.eye(sensors)[sensor], (count, 1)),
    )  # fmt: skip
