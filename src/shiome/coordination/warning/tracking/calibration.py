"""What stays wrong with sensors from look to look: offsets of clocks, biases of range and direction, learnt from what targets show.

A stamp that is late by ``δ`` shows a target of velocity ``v`` ahead of where it is by ``v·δ``; a bias shifts every measurement alike.
Neither averages out. The state of a track is therefore written as ``x = x̂ + B·e + ε``: ``e`` is what is not known of the flaws of all
sensors, ``B`` how the estimate leans on them, and ``ε`` the error that the filter would make if they were known. Each track is filtered as
if they were; ``B`` goes along by the same transitions and gains. An innovation then measures ``(H·B + D)·e``, where ``D`` is what the
flaws do to one measurement, and all tracks together teach one estimate of the flaws. Whoever is told a track gets ``P + B·E·Bᵀ``, where
``E`` is the covariance of ``e``.

Source: Friedland, "Treatment of bias in recursive filtering", IEEE Transactions on Automatic Control 14 (1969), who shows that the two
stages together are the filter of state and bias at once. Given the flaws the errors of different tracks are independent, so that it holds
for many tracks as for one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.tracking.sensors import Sensor

Array = NDArray[Any]
FLAWS = 4
"""Numbers for each sensor: offset of its clock (s), bias of range (m), of azimuth and of elevation (radians)."""
WANDER = 3e-8
"""Spectral density of the random walk of an offset, s²/s: 3 ms in five minutes, as of a quartz clock ten parts in a million off."""


@dataclass(frozen=True, eq=False)
class Calibration:
    """What is known of the flaws of all sensors; their stamps are true times plus the offset of the clock."""

    sensors: tuple[str, ...]
    value: Array
    """``(4S,)``, sensor after sensor."""
    covariance: Array
    """``(4S, 4S)``; a variance of zero stands for what is taken as certain."""

    @classmethod
    def declared(cls, sensors: Iterable[Sensor]) -> Calibration:
        """From what the owners declare. Of the clocks the one known best anchors the others: a common offset moves no place."""
        every = tuple(sensors)
        anchor = anchor_of(every)
        spreads = [
            (0.0 if sensor is anchor else sensor.clock_spread, sensor.range_bias, sensor.angle_bias, sensor.angle_bias)
            for sensor in every
        ]
        variances = np.square(np.reshape(spreads, -1))
        return cls(tuple(sensor.id for sensor in every), np.zeros(len(variances)), np.diag(variances))

    def number(self, sensor: str) -> int:
        """The place of a sensor among all."""
        return self.sensors.index(sensor)

    def clock(self, sensor: str) -> float:
        """How late its stamps are, seconds."""
        return float(self.value[FLAWS * self.number(sensor)])

    def bias(self, sensor: str) -> Array:
        """By how much it measures too much, along and across the line of sight, ``(3,)``."""
        first = FLAWS * self.number(sensor)
        return self.value[first + 1 : first + FLAWS]

    def later(self, seconds: float) -> Calibration:
        """After some time, in which clocks wander; what is certain stays so. What tracks took from a clock before is not widened."""
        grown = self.covariance.copy()
        clocks = np.arange(0, len(grown), FLAWS)
        clocks = clocks[grown[clocks, clocks] > 0]
        grown[clocks, clocks] += WANDER * max(seconds, 0.0)
        return replace(self, covariance=grown)

    def learnt(self, leaning: Array, residual: Array, inverse: Array) -> Calibration:
        """After the innovations of a frame.

        Parameters
        ----------
        leaning:
            ``H·B + D`` of each innovation, ``(n, 3, 4S)``.
        residual:
            Innovations ``(n, 3)``, taken with the flaws as they are known so far.
        inverse:
            Inverse covariances ``(n, 3, 3)`` of what the innovations would be if the flaws were known.
        """
        spread = np.sqrt(np.diag(self.covariance))
        free = np.flatnonzero(spread > 0)
        if not len(free) or not len(residual):
            return self
        # In units of their standard deviations: metres and radians would differ by many orders of magnitude.
        scale = spread[free]
        rows = leaning[..., free] * scale
        facing = np.swapaxes(rows, 1, 2) @ inverse
        before = self.covariance[np.ix_(free, free)] / np.outer(scale, scale)
        after = np.linalg.inv(np.linalg.inv(before) + (facing @ rows).sum(axis=0))
        value, covariance = self.value.copy(), self.covariance.copy()
        value[free] += scale * (after @ (facing @ residual[..., None]).sum(axis=0)[:, 0])
        covariance[np.ix_(free, free)] = (after + after.T) / 2 * np.outer(scale, scale)
        return replace(self, value=value, covariance=covariance)

    def clocks(self) -> dict[str, tuple[float, float]]:
        """Offset and standard deviation of each sensor's clock, seconds."""
        spreads = np.sqrt(np.diag(self.covariance))
        return {
            name: (float(self.value[FLAWS * row]), float(spreads[FLAWS * row])) for row, name in enumerate(self.sensors)
        }


def anchor_of(sensors: Iterable[Sensor]) -> Sensor | None:
    """The sensor whose clock is known best, to which all times are put; the first of several."""
    return min(sensors, key=lambda sensor: sensor.clock_spread, default=None)
