"""Launches flown: a thrust of constant direction, found so that the flight ends where it should, then gravity and air."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.launches.kepler import least_energy_angle, speed_for
from shiome.coordination.warning.launches.model import GRID, Launch, RangeClass, Shape, Trajectory
from shiome.coordination.warning.tracking.dynamics import (
    BALLISTIC,
    SIZE,
    THRUST,
    VELOCITY,
    advance,
)
from shiome.coordination.warning.tracking.earth import (
    MEAN_RADIUS,
    axes_at,
    ecef_of,
    geodetic_of,
    ground_distance,
    height_of,
)
from shiome.coordination.warning.tracking.impact import fall
from shiome.errors import InputRefused

Array = NDArray[Any]
BURN: dict[RangeClass, float] = {"short": 60.0, "medium": 90.0, "intermediate": 130.0, "intercontinental": 200.0}
"""Seconds of thrust: round numbers of the size that textbooks give for each class."""
SHAPES: dict[Shape, tuple[float, float]] = {"minimum": (1.0, 0.0), "lofted": (1.0, 0.3), "depressed": (0.75, 0.0)}
"""By what the angle of least energy at burnout is multiplied, and what is added to it, radians."""
GROWTH = 0.5
"""By so much of itself the thrust's acceleration has grown at burnout, for the fuel is spent."""
FULL = 4.0
"""So many times the ballistic coefficient of what falls is that of what rises, fuel and all."""


def fly(launches: Sequence[Launch]) -> tuple[Trajectory, ...]:
    """Fly launches together.

    Raises
    ------
    InputRefused
        ``warning.trajectory``: no thrust was found for a launch.
    """
    if not launches:
        return ()
    aim = _aimed(launches)
    state = _begin(launches)
    burn = np.array([BURN[launch.range_class] for launch in launches])
    kept, time = [state], 0.0
    flying = np.ones(len(launches), bool)
    while flying.any():
        state = _thrust_step(state, aim, time, burn)
        time += GRID
        kept.append(state)
        flying &= (height_of(state[:, :3]) > 0) | (time < burn)
    states = np.stack(kept, axis=1)
    return tuple(_trajectory(launch, states[row], burn[row]) for row, launch in enumerate(launches))


def _trajectory(launch: Launch, states: Array, burn: float) -> Trajectory:
    heights = height_of(states[:, :3])
    down = np.flatnonzero((heights <= 0) & (np.arange(len(states)) > burn))
    last = int(down[0])
    ground, lapse = fall(states[last - 1])
    latitude, longitude, _ = geodetic_of(ground)
    return Trajectory(
        launch=launch, states=states[: last + 1], burnout=float(burn), apogee=float(heights[: last + 1].max()),
        impact_time=launch.at + (last - 1) * GRID + float(lapse), impact_latitude=float(latitude),
        impact_longitude=float(longitude),
    )  # fmt: skip


def _begin(launches: Sequence[Launch]) -> Array:
    state = np.zeros((len(launches), SIZE))
    state[:, :3] = [ecef_of(launch.latitude, launch.longitude) for launch in launches]
    state[:, BALLISTIC] = [-log(launch.coefficient) for launch in launches]
    return state


def _thrust_step(state: Array, aim: Array, time: float, burn: Array) -> Array:
    """One step with the thrust in the middle of it; ``aim`` is the acceleration at the beginning, Earth-fixed."""
    middle = time + GRID / 2
    burning = middle < burn
    pushed = state.copy()
    pushed[:, THRUST] = np.where(burning[:, None], aim * (1 + GROWTH * middle / burn)[:, None], 0.0)
    pushed[:, BALLISTIC] -= np.where(burning, log(FULL), 0.0)
    later = advance(pushed, GRID)
    later[:, BALLISTIC] = state[:, BALLISTIC]
    return later


def _aimed(launches: Sequence[Launch]) -> Array:
    """Initial accelerations, by Newton's method on size, elevation and bearing of the thrust."""
    count = len(launches)
    spans = np.array([launch.distance / MEAN_RADIUS for launch in launches])
    burn = np.array([BURN[launch.range_class] for launch in launches])
    factor, more = np.array([SHAPES[launch.shape] for launch in launches]).T
    wanted = factor * np.array([least_energy_angle(span) for span in spans]) + more
    wanted = np.clip(wanted, 0.15, 1.45)
    speed = np.array([speed_for(*each, MEAN_RADIUS) for each in zip(spans, wanted, strict=True)])
    guess = np.stack(
        [0.9 * speed / burn / 1.25 + 6.0, wanted + 0.15, np.radians([each.bearing for each in launches])], axis=-1
    )
    for _ in range(12):
        missed = _missed(launches, guess, wanted, burn)
        if np.abs(missed).max() < 5e-3:
            return _accelerations(launches, guess)
        slopes = np.empty((count, 3, 3))
        for axis, nudge in enumerate((0.01, 1e-3, 1e-3)):
            moved = guess.copy()
            moved[:, axis] += nudge
            slopes[:, :, axis] = (_missed(launches, moved, wanted, burn) - missed) / nudge
        change = np.linalg.solve(slopes, -missed[..., None])[..., 0]
        guess = guess + np.clip(change, [-5.0, -0.15, -0.15], [5.0, 0.15, 0.15])
    raise InputRefused(
        "warning.trajectory",
        f"no flight was found for one of the launches {', '.join(each.id for each in launches)}",
        ja=f"発射 {'、'.join(each.id for each in launches)} のいずれかについて飛翔経路が見つからない",
        hint="choose a distance within its class and another shape",
        hint_ja="区分の範囲内の距離か、別の形状を選ぶ",
        failed=launches,
    )


def _accelerations(launches: Sequence[Launch], guess: Array) -> Array:
    axes = axes_at(_begin(launches)[:, :3])
    size, elevation, bearing = guess.T
    local = np.stack(
        [np.cos(elevation) * np.sin(bearing), np.cos(elevation) * np.cos(bearing), np.sin(elevation)], axis=-1
    )
    return np.asarray(size[:, None] * np.einsum("ni,nij->nj", local, axes))


def _missed(launches: Sequence[Launch], guess: Array, wanted: Array, burn: Array) -> Array:
    """Relative error of the range, error of the bearing, and error of the elevation at burnout, radians."""
    state, aim, time = _begin(launches), _accelerations(launches, guess), 0.0
    begun, out = state[:, :3].copy(), state.copy()
    while time < burn.max():
        state = _thrust_step(state, aim, time, burn)
        time += GRID
        out[time == burn] = state[time == burn]
    up = out[:, :3] / np.linalg.norm(out[:, :3], axis=1, keepdims=True)
    velocity = out[:, VELOCITY]
    climb = np.arcsin(np.einsum("ni,ni->n", up, velocity) / np.linalg.norm(velocity, axis=1))
    ground, lapse = fall(out)
    lost = np.isnan(lapse)
    ground[lost] = begun[lost] + 1e6 * up[lost]
    local = np.einsum("nij,nj->ni", axes_at(begun), ground - begun)
    course = np.arctan2(local[:, 0], local[:, 1]) - np.radians([each.bearing for each in launches])
    course = (course + np.pi) % (2 * np.pi) - np.pi
    distance = ground_distance(begun, ground) / np.array([each.distance for each in launches]) - 1
    return np.stack([distance, course, climb - wanted], axis=-1)
