"""A scenario as plain values, for JSON."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from shiome.coordination.warning.launches.model import Scenario, Trajectory
from shiome.coordination.warning.tracking.earth import ecef_of, ground_distance


def scenario_shape(scenario: Scenario, *, frames: bool) -> dict[str, Any]:
    """What the sensors are and saw, and apart from it the truth.

    Parameters
    ----------
    frames:
        Whether every frame is told, or only how many there are.
    """
    sensors = [{item.name: getattr(sensor, item.name) for item in fields(sensor)} for sensor in scenario.sensors]
    told = [
        {"received": each.time, "sensor": each.frame.sensor, "stamp": each.frame.stamp, "measurements": each.frame.measurements.tolist()}
        for each in scenario.arrivals
    ]  # fmt: skip
    return {
        "simulated": True,
        "mark": "SIMULATED / 模擬",
        "seed": scenario.plan.seed,
        "sensors": sensors,
        "frames": told if frames else len(told),
        "truth": [_trajectory(each) for each in scenario.truth],
        "flaws": {
            name: {"clock_s": flaw.clock, "range_bias_m": flaw.range_bias, "angle_bias_rad": flaw.angle_bias}
            for name, flaw in scenario.flaws.items()
        },
    }


def _trajectory(each: Trajectory) -> dict[str, Any]:
    launch = each.launch
    begin, end = ecef_of(launch.latitude, launch.longitude), ecef_of(each.impact_latitude, each.impact_longitude)
    return {
        "id": launch.id, "range_class": launch.range_class, "shape": launch.shape, "at": launch.at, "latitude": launch.latitude,
        "longitude": launch.longitude, "burnout_s": each.burnout, "flight_s": each.impact_time - launch.at,
        "apogee_km": each.apogee / 1000, "range_km": float(ground_distance(begin, end)) / 1000,
        "impact": {"latitude": each.impact_latitude, "longitude": each.impact_longitude, "time": each.impact_time},
        "simulated": True,
    }  # fmt: skip
