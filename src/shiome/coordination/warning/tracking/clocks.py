"""Offsets between the clocks of sensors, learnt from what targets in flight show.

Stamps that are late by ``δ`` make a target of velocity ``v`` appear ahead of where it is by ``v·δ``. A track that rests on several sensors
is itself mistimed, by the mean of their errors in the shares ``w`` with which they made it. The innovation of sensor ``s`` on such a track
therefore measures ``(w - 1_s)·e``, along the velocity, where ``e`` is what is still unknown of the offsets. Until it is known, its
variance widens the innovation in that direction (Schmidt's consider covariance; Bar-Shalom, Li and Kirubarajan, 8.6, with the
correlation of track and bias kept along the velocity only).

Only differences between clocks can be seen: a common offset moves every time by as much and no place. One clock anchors the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
WANDER = 1e-6
"""Spectral density of the random walk of an offset, s²/s: a millisecond in a second."""


@dataclass(frozen=True, eq=False)
class Clocks:
    """What is known of the offsets of the sensors' clocks: their stamps are true times plus ``offset``, in seconds."""

    sensors: tuple[str, ...]
    offset: Array
    covariance: Array

    @classmethod
    def declared(cls, spreads: Mapping[str, float]) -> Clocks:
        """From each owner's standard deviation; the least of them anchors the others."""
        anchor = min(spreads, key=lambda name: spreads[name], default="")
        variances = [0.0 if name == anchor else spread**2 for name, spread in spreads.items()]
        return cls(tuple(spreads), np.zeros(len(spreads)), np.diag(variances))

    def number(self, sensor: str) -> int:
        """The place of a sensor in the arrays."""
        return self.sensors.index(sensor)

    def later(self, seconds: float) -> Clocks:
        """As they are after some time; what is known for certain stays so."""
        free = np.diag(self.covariance) > 0
        return replace(self, covariance=self.covariance + np.diag(np.where(free, WANDER * max(seconds, 0.0), 0.0)))

    def contrast(self, shares: Array, sensor: str) -> Array:
        """``w - 1_s`` of tracks with the shares ``(n, S)``."""
        out = shares.copy()
        out[:, self.number(sensor)] -= 1.0
        return out

    def doubt(self, contrast: Array) -> Array:
        """Variance of a sensor's time against that of each track, s²."""
        return np.asarray(np.einsum("ns,st,nt->n", contrast, self.covariance, contrast))

    def learnt(self, contrast: Array, residual: Array, slope: Array, inverse: Array) -> Clocks:
        """After the innovations of a frame.

        Parameters
        ----------
        residual:
            Innovations ``(n, k)``, with stamps corrected by ``offset``.
        slope:
            Measurement matrix times velocity ``(n, k)``: how the measurement moves in a second.
        inverse:
            Inverse covariances of the innovations ``(n, k, k)`` without what the clocks add.
        """
        free = np.flatnonzero(np.diag(self.covariance) > 0)
        if not len(free) or not len(residual):
            return self
        facing = np.einsum("ni,nij->nj", slope, inverse)
        weight = np.einsum("nj,nj->n", facing, slope)
        pull = np.einsum("nj,nj->n", facing, residual)
        rows = contrast[:, free]
        information = np.linalg.inv(self.covariance[np.ix_(free, free)]) + (rows * weight[:, None]).T @ rows
        spread = np.linalg.inv(information)
        offset, covariance = self.offset.copy(), self.covariance.copy()
        offset[free] += spread @ (rows.T @ pull)
        covariance[np.ix_(free, free)] = (spread + spread.T) / 2
        return replace(self, offset=offset, covariance=covariance)

    def told(self) -> dict[str, tuple[float, float]]:
        """Offset and standard deviation of each sensor's clock, seconds."""
        spreads = np.sqrt(np.diag(self.covariance))
        return {name: (float(self.offset[row]), float(spreads[row])) for row, name in enumerate(self.sensors)}
