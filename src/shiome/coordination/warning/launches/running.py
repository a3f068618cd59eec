"""From a plan to a scenario: launches drawn and flown, sensors with their flaws, what they saw and when it came in."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.launches.model import (
    Arrival,
    Flaw,
    Launch,
    Plan,
    RangeClass,
    Scenario,
    Trajectory,
)
from shiome.coordination.warning.launches.trajectories import fly
from shiome.coordination.warning.tracking.earth import place_from
from shiome.coordination.warning.tracking.sensors import Sensor, expected, measured, visible
from shiome.coordination.warning.tracking.stepping import Frame
from shiome.errors import QueryRefused

Array = NDArray[Any]
DISTANCES: dict[RangeClass, tuple[float, float]] = {
    "short": (300e3, 900e3),
    "medium": (1200e3, 2800e3),
    "intermediate": (3200e3, 5200e3),
    "intercontinental": (6000e3, 10_000e3),
}
"""Metres; well within each class."""


def simulate(plan: Plan) -> Scenario:
    """Simulate a scenario.

    Raises
    ------
    QueryRefused
        ``warning.plan``: no launch, no time, or a period that is not above zero.
    """
    if sum(plan.launches.values()) < 1 or not plan.duration > 0 or not plan.period > 0 or not plan.delay >= 0:
        raise QueryRefused(
            "warning.plan",
            "a scenario needs a launch, a duration and a period above 0, and a delay that is not below 0",
            ja="シナリオには一つ以上の発射、正の長さと周期、0 以上の遅延が要る",
            failed=plan,
        )
    rng = np.random.default_rng(plan.seed)
    sensors = plan.sensors or ring(plan)
    truth = fly(_launches(rng, plan))
    flaws = {sensor.id: Flaw() if plan.flawless else _flaw(rng, sensor) for sensor in sensors}
    arrivals: list[Arrival] = []
    for sensor in sensors:
        arrivals += _seen(rng, plan, sensor, flaws[sensor.id], truth)
    arrivals.sort(key=lambda each: (each.time, each.frame.sensor))
    return Scenario(plan, sensors, tuple(arrivals), truth, flaws)


def ring(plan: Plan, *, count: int = 3, distance: float = 300e3) -> tuple[Sensor, ...]:
    """Sensors around the place of the plan, with noise, bias, clutter and clocks as they may be declared."""
    out: list[Sensor] = []
    for number in range(count):
        latitude, longitude = place_from(
            plan.latitude, plan.longitude, bearing=20 + 110.0 * number, distance=distance * (1 + 0.25 * number)
        )
        out.append(
            Sensor(
                id=f"sensor-{number + 1}", latitude=latitude, longitude=longitude, range_noise=40.0, angle_noise=1e-3,
                range_bias=5.0, angle_bias=5e-5, clock_spread=0.0 if number == 0 else 0.2, reach=3.5e6, detection=0.95, clutter=3.0,
            )
        )  # fmt: skip
    return tuple(out)


def _launches(rng: np.random.Generator, plan: Plan) -> list[Launch]:
    out: list[Launch] = []
    for range_class, count in plan.launches.items():
        for _ in range(count):
            latitude, longitude = place_from(
                plan.latitude, plan.longitude, bearing=rng.uniform(0, 360), distance=rng.uniform(0, plan.scatter)
            )
            out.append(
                Launch(
                    id=f"simulated-{len(out) + 1}", range_class=range_class, distance=float(rng.uniform(*DISTANCES[range_class])),
                    latitude=latitude, longitude=longitude, bearing=float(rng.uniform(0, 360)), at=float(rng.uniform(0, plan.within)),
                    shape=plan.shapes[int(rng.integers(len(plan.shapes)))], coefficient=float(rng.uniform(3000, 10_000)),
                )
            )  # fmt: skip
    return out


def _flaw(rng: np.random.Generator, sensor: Sensor) -> Flaw:
    clock, along, azimuth, elevation = rng.normal(size=4)
    return Flaw(
        clock=float(clock * sensor.clock_spread), range_bias=float(along * sensor.range_bias),
        angle_bias=(float(azimuth * sensor.angle_bias), float(elevation * sensor.angle_bias)),
    )  # fmt: skip


def _seen(
    rng: np.random.Generator, plan: Plan, sensor: Sensor, flaw: Flaw, truth: tuple[Trajectory, ...]
) -> list[Arrival]:
    """All frames of one sensor; its phase within the period is its own."""
    out = []
    silent = plan.outages.get(sensor.id, (np.inf, np.inf))
    times = np.arange(rng.uniform(0, plan.period), plan.duration, plan.period)
    states = np.stack([each.at(times)[:, :3] for each in truth], axis=1)
    for time, positions in zip(times.tolist(), states, strict=True):
        flying = positions[np.isfinite(positions[:, 0])]
        frame = Frame(sensor.id, time + flaw.clock, _measurements(rng, sensor, flaw, flying))
        delay = plan.delay * float(rng.exponential())
        if not silent[0] <= time < silent[1]:
            out.append(Arrival(time + delay, frame))
    return out


def _measurements(rng: np.random.Generator, sensor: Sensor, flaw: Flaw, positions: Array) -> Array:
    """Of what is in view and is detected, with noise and bias, and of what is not there."""
    in_view = positions[visible(sensor, positions)]
    in_view = in_view[rng.random(len(in_view)) < sensor.detection]
    expectation = expected(sensor, in_view, 3)
    errors = rng.normal(size=(len(in_view), 3)) * [sensor.range_noise, sensor.angle_noise, sensor.angle_noise]
    errors += [flaw.range_bias, *flaw.angle_bias]
    angle = np.linalg.norm(errors[:, 1:], axis=1)
    turned = np.cos(angle)[:, None] * expectation.axes[:, 0]
    turned += np.sinc(angle / np.pi)[:, None] * np.einsum("na,nai->ni", errors[:, 1:], expectation.axes[:, 1:])
    real = measured(sensor, sensor.position + (expectation.distance + errors[:, 0])[:, None] * turned)
    false = rng.poisson(sensor.clutter)
    clutter = rng.uniform([0.05 * sensor.reach, 0, sensor.lowest], [sensor.reach, 2 * np.pi, 1.2], size=(false, 3))
    return np.asarray(rng.permutation(np.concatenate([real, clutter])))
