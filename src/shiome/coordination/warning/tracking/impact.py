"""Where and when tracks come down: sigma points flown to the ground.

Source: Arasaratnam and Haykin, "Cubature Kalman filters", IEEE Transactions on Automatic Control 54 (2009), whose ``2n`` points of equal
weight carry mean and covariance through what is not linear, here the flight and the meeting with the ground.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.tracking.association import gate_of
from shiome.coordination.warning.tracking.dynamics import BALLISTIC, EARTH, SIZE, THRUST, Physics, advance
from shiome.coordination.warning.tracking.earth import axes_at, ecef_of, geodetic_of, height_of
from shiome.coordination.warning.tracking.motion import UNDER_THRUST
from shiome.coordination.warning.tracking.tracker import Track

Array = NDArray[Any]
LONGEST = 3600.0
"""Seconds; what flies longer is in orbit, or nearly."""
_LOW, _LOW_STEP, _HIGH_STEP = 90_000.0, 1.0, 20.0


@dataclass(frozen=True, eq=False)
class Impact:
    """Where a track comes down."""

    latitude: float
    """Degrees."""
    longitude: float
    time: float
    """Seconds, on the clock of the track."""
    time_spread: float
    """Standard deviation, seconds."""
    covariance: Array
    """``(2, 2)`` east and north, m²."""
    points: Array
    """``(2n, 3)`` the sigma points on the ground, Earth-fixed."""
    unfallen: float
    """Share of the sigma points that do not come down within the hour."""

    def ellipse(self, probability: float = 0.9) -> tuple[float, float, float]:
        """Semi-axes in metres and the bearing of the longer in degrees, of the area that holds it with that probability."""
        values, vectors = np.linalg.eigh(self.covariance)
        long, short = np.sqrt(np.maximum(values[::-1], 0.0) * gate_of(probability, 2))
        bearing = float(np.degrees(np.arctan2(vectors[0, 1], vectors[1, 1])) % 180)
        return float(long), float(short), bearing

    def holds(self, latitude: float, longitude: float, probability: float = 0.9) -> bool:
        """Whether a place lies within that area."""
        centre = ecef_of(self.latitude, self.longitude)
        offset = axes_at(centre)[:2] @ (ecef_of(latitude, longitude) - centre)
        return bool(offset @ np.linalg.solve(self.covariance, offset) <= gate_of(probability, 2))

    def outline(self, probability: float = 0.9, *, corners: int = 36) -> list[tuple[float, float]]:
        """The edge of that area as latitude and longitude, anticlockwise and closed."""
        centre = ecef_of(self.latitude, self.longitude)
        root = np.linalg.cholesky(self.covariance + 1e-6 * np.eye(2)) * np.sqrt(gate_of(probability, 2))
        angles = np.linspace(0, 2 * np.pi, corners, endpoint=False)
        offsets = np.stack([np.cos(angles), np.sin(angles)], axis=-1) @ root.T
        places = geodetic_of(centre + offsets @ axes_at(centre)[:2])
        edge = [(round(float(lat), 4), round(float(lon), 4)) for lat, lon, _ in places]
        return [*edge, edge[0]]


def impacts(tracks: Sequence[Track], *, drift: float = 1e-5, physics: Physics = EARTH) -> tuple[Impact | None, ...]:
    """Where each track comes down; ``None`` where it mostly does not, or may be under thrust: nobody knows how long that lasts.

    Parameters
    ----------
    drift:
        Spectral density of what the forces do not explain, m²/s³; it widens the area with the time that is left.
    """
    chosen = [row for row, track in enumerate(tracks) if len(track.mean) == SIZE and track.boosting < UNDER_THRUST]
    out: list[Impact | None] = [None] * len(tracks)
    if not chosen:
        return tuple(out)
    mean = np.stack([tracks[row].mean for row in chosen])
    covariance = np.stack([tracks[row].covariance for row in chosen])
    ground, lapse = fall(_sigma_points(mean, covariance), physics=physics)
    for place, row in enumerate(chosen):
        out[row] = _impact(tracks[row].time, ground[place], lapse[place], drift)
    return tuple(out)


def fall(states: Array, *, physics: Physics = EARTH) -> tuple[Array, Array]:
    """Fly states ``(..., 10)`` without thrust to the ground.

    Returns
    -------
    tuple
        Earth-fixed positions ``(..., 3)`` and seconds ``(...)``, not-a-number for what is not down within the hour.
    """
    shape = states.shape[:-1]
    flying = states.reshape(-1, SIZE).copy()
    flying[:, THRUST] = 0.0
    ground = np.full((len(flying), 3), np.nan)
    lapse = np.full(len(flying), np.nan)
    left, elapsed = np.arange(len(flying)), np.zeros(len(flying))
    while len(left):
        low = _lowest_soon(flying) < _LOW
        length = np.where(low, _LOW_STEP, _HIGH_STEP)
        later = _advance_each(flying, low, physics)
        before, after = height_of(flying[:, :3]), height_of(later[:, :3])
        down = after <= 0.0
        share = np.where(before > 0, before / np.maximum(before - after, 1e-9), 0.0)
        hit = flying[:, :3] + share[:, None] * (later[:, :3] - flying[:, :3])
        ground[left[down]], lapse[left[down]] = hit[down], (elapsed + share * length)[down]
        elapsed = elapsed + length
        going = ~down & (elapsed < LONGEST)
        left, flying, elapsed = left[going], later[going], elapsed[going]
    return ground.reshape(*shape, 3), lapse.reshape(shape)


def _advance_each(states: Array, low: Array, physics: Physics) -> Array:
    out = np.empty_like(states)
    if low.any():
        out[low] = advance(states[low], _LOW_STEP, physics)
    if not low.all():
        out[~low] = advance(states[~low], _HIGH_STEP, physics)
    return out


def _lowest_soon(states: Array) -> Array:
    """The lower of the heights now and a long step later."""
    radius = np.sqrt(np.sum(states[:, :3] ** 2, axis=1))
    climb = np.einsum("ni,ni->n", states[:, :3], states[:, 3:6]) / radius
    return np.asarray(height_of(states[:, :3], radius) + np.minimum(climb - 10.0 * _HIGH_STEP, 0.0) * _HIGH_STEP)


def _sigma_points(mean: Array, covariance: Array) -> Array:
    """``(n, 2k, 10)`` points on position, velocity and ballistic parameter; thrust is none."""
    kept = np.array([0, 1, 2, 3, 4, 5, BALLISTIC])
    small = covariance[:, kept[:, None], kept]
    scale = np.sqrt(np.maximum(np.einsum("nii->ni", small), 1e-12))
    unit = small / (scale[:, :, None] * scale[:, None, :]) + 1e-9 * np.eye(len(kept))
    root = np.linalg.cholesky(unit) * scale[:, :, None] * np.sqrt(len(kept))
    columns = np.swapaxes(root, 1, 2)
    points = np.repeat(mean[:, None], 2 * len(kept), axis=1)
    points[:, :, kept] += np.concatenate([columns, -columns], axis=1)
    points[:, :, THRUST] = 0.0
    return points


def _impact(time: float, ground: Array, lapse: Array, drift: float) -> Impact | None:
    fallen = np.isfinite(lapse)
    if fallen.mean() < 0.5:
        return None
    points, left = ground[fallen], lapse[fallen]
    centre = points.mean(axis=0)
    latitude, longitude, _ = geodetic_of(centre)
    offsets = (points - ecef_of(latitude, longitude)) @ axes_at(centre)[:2].T
    widened = drift * float(left.mean()) ** 3 / 3 * np.eye(2)
    return Impact(
        latitude=float(latitude), longitude=float(longitude), time=time + float(left.mean()), time_spread=float(left.std()),
        covariance=offsets.T @ offsets / len(offsets) + widened, points=points, unfallen=float(1 - fallen.mean()),
    )  # fmt: skip
