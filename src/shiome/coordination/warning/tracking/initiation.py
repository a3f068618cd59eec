"""New tracks from detections that belong to none: two of them, near enough for the fastest target there can be.

Source: Bar-Shalom, Li and Kirubarajan, 5.5.3 (two-point differencing); the logic of M looks out of N that follows is in the tracker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.tracking.association import all_but, assigned

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Seeds:
    """Detections that wait for a second one: Earth-fixed positions, covariances, corrected times, and which sensor saw them."""

    position: Array
    covariance: Array
    time: Array
    sensor: Array

    def __len__(self) -> int:
        return len(self.time)

    def chosen(self, which: Array) -> Seeds:
        """Some of them."""
        return Seeds(self.position[which], self.covariance[which], self.time[which], self.sensor[which])

    def joined(self, other: Seeds) -> Seeds:
        """These and then the others."""
        return Seeds(
            np.concatenate([self.position, other.position]), np.concatenate([self.covariance, other.covariance]),
            np.concatenate([self.time, other.time]), np.concatenate([self.sensor, other.sensor]),
        )  # fmt: skip


NO_SEEDS = Seeds(np.zeros((0, 3)), np.zeros((0, 3, 3)), np.zeros(0), np.zeros(0, dtype=np.int64))


@dataclass(frozen=True, eq=False)
class Started:
    """Tracks that begin: Gaussians of position and velocity at the time of the second detection, and the first detection."""

    mean: Array
    covariance: Array
    began: Array
    origin: Array

    def __len__(self) -> int:
        return len(self.mean)


def start(waiting: Seeds, new: Seeds, *, fastest: float) -> tuple[Started, Seeds, Seeds]:
    """Pair detections that wait with new ones; each is used once.

    Only detections of one sensor are paired: between sensors the offset of a clock over a short time would look like speed.

    Parameters
    ----------
    fastest:
        The greatest speed, m/s.

    Returns
    -------
    tuple
        What begins, and what is left of both.
    """
    apart = new.position[None] - waiting.position[:, None]
    lapse = new.time[None] - waiting.time[:, None]
    spread = np.sqrt(
        np.trace(waiting.covariance, axis1=1, axis2=2)[:, None] + np.trace(new.covariance, axis1=1, axis2=2)[None]
    )
    length = np.sqrt(np.sum(apart**2, axis=-1))
    possible = (lapse > 0) & (waiting.sensor[:, None] == new.sensor[None]) & (length <= fastest * lapse + 2 * spread)
    pairs = assigned(np.where(possible, length / np.where(possible, spread, 1.0), np.inf), np.finfo(float).max)
    first, second = waiting.chosen(pairs.rows), new.chosen(pairs.columns)
    between = (second.time - first.time)[:, None]
    mean = np.concatenate([second.position, (second.position - first.position) / between], axis=1)
    covariance = np.zeros((len(mean), 6, 6))
    covariance[:, :3, :3] = second.covariance
    covariance[:, :3, 3:] = covariance[:, 3:, :3] = second.covariance / between[..., None]
    covariance[:, 3:, 3:] = (first.covariance + second.covariance) / between[..., None] ** 2
    left = waiting.chosen(all_but(len(waiting), pairs.rows)), new.chosen(all_but(len(new), pairs.columns))
    return Started(mean, covariance, first.time, first.position), *left
