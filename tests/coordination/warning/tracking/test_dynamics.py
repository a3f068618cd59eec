"""Flight against closed forms and against a fine numerical integration by another method."""

from math import acos, cos, pi, sin, sqrt

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from shiome.coordination.warning.launches.kepler import least_energy_angle, speed_for
from shiome.coordination.warning.tracking.dynamics import EARTH, Physics, advance, flow, jacobian
from shiome.coordination.warning.tracking.earth import (
    EQUATORIAL_RADIUS,
    GRAVITATIONAL_PARAMETER,
    ecef_of,
    geodetic_of,
    height_of,
)
from shiome.coordination.warning.tracking.impact import fall

VACUUM = Physics(j2=0.0, rotation=0.0, drag=False)


def state(latitude, longitude, height, velocity, coefficient=6000.0, thrust=(0.0, 0.0, 0.0)):
    return np.concatenate([ecef_of(latitude, longitude, height), velocity, thrust, [-np.log(coefficient)]])


def range_and_time(speed, elevation, radius):
    """Range angle and time of flight until the same radius is reached again (Bate, Mueller and White, chapter 6)."""
    ratio = speed**2 * radius / GRAVITATIONAL_PARAMETER
    eccentricity = sqrt(1 + ratio * (ratio - 2) * cos(elevation) ** 2)
    axis = radius / (2 - ratio)
    half = acos((1 - ratio * cos(elevation) ** 2) / eccentricity)
    anomaly = acos((eccentricity - cos(half)) / (1 - eccentricity * cos(half)))
    period = 2 * sqrt(axis**3 / GRAVITATIONAL_PARAMETER)
    return 2 * half, period * (pi - anomaly + eccentricity * sin(anomaly))


@pytest.mark.parametrize("span", [0.05, 0.3, 1.0, 1.6])
@pytest.mark.parametrize("more", [-0.1, 0.0, 0.3])
def test_free_flight_is_that_of_two_bodies(span, more):
    elevation = least_energy_angle(span) + more
    speed = speed_for(span, elevation, EQUATORIAL_RADIUS)
    at = state(0, 0, 0, [speed * np.sin(elevation), speed * np.cos(elevation), 0])
    reached, time = range_and_time(speed, elevation, EQUATORIAL_RADIUS)
    assert reached == pytest.approx(span, rel=1e-9)
    for _ in range(400):
        at = advance(at, time / 400, VACUUM)
    assert np.linalg.norm(at[:3]) == pytest.approx(EQUATORIAL_RADIUS, abs=2)
    assert np.arctan2(at[1], at[0]) == pytest.approx(span, abs=1e-6)


@pytest.mark.parametrize("span", [0.1, 0.8, 1.5])
def test_the_least_energy_angle_needs_the_least_speed(span):
    best = least_energy_angle(span)
    least = speed_for(span, best, 6.4e6)
    assert all(speed_for(span, best + more, 6.4e6) > least for more in (-0.05, -0.01, 0.01, 0.05))


def test_the_rotating_frame_tells_the_same_path():
    spinning = Physics(j2=0.0, drag=False)
    at = state(30, 40, 100e3, [-2000.0, 3000.0, 2500.0])
    still = at.copy()
    still[3:6] += np.cross([0, 0, spinning.rotation], at[:3])
    for _ in range(400):
        at, still = advance(at, 1.0, spinning), advance(still, 1.0, VACUUM)
    angle = -spinning.rotation * 400
    turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    assert np.linalg.norm(turn @ still[:3] - at[:3]) < 0.01


@pytest.mark.parametrize("coefficient", [1500.0, 6000.0])
def test_drag_against_a_fine_integration(coefficient):
    at = state(35, -140, 120e3, [-1500.0, 2500.0, -3000.0], coefficient)

    def ground(_, y):
        return np.linalg.norm(y[:3]) - 6_371_000

    ground.terminal = True
    fine = solve_ivp(
        lambda _, y: flow(y, EARTH), (0, 400), at, method="DOP853", rtol=1e-10, atol=1e-6, max_step=0.5, events=ground
    )
    time = fine.t_events[0][0]
    ours, steps = at, int(np.ceil(time))
    for _ in range(steps):
        ours = advance(ours, time / steps)
    assert np.linalg.norm(ours[:3] - fine.y[:3, -1]) < 20


def test_falling_meets_the_ground_where_a_fine_integration_does():
    at = state(35, -140, 300e3, [-1500.0, 2500.0, -1000.0])
    place, lapse = fall(at)
    fine = solve_ivp(
        lambda _, y: flow(y, EARTH), (0, float(lapse)), at, method="DOP853", rtol=1e-10, atol=1e-6, max_step=0.5
    )
    assert np.linalg.norm(place - fine.y[:3, -1]) < 150
    assert abs(geodetic_of(place)[2]) < 60


def test_what_does_not_come_down_is_no_number():
    circular = np.sqrt(GRAVITATIONAL_PARAMETER / (EQUATORIAL_RADIUS + 400e3))
    assert np.isnan(fall(state(0, 0, 400e3, [0, circular, 0]))[1])


@pytest.mark.parametrize("height", [15e3, 43e3, 300e3])
def test_the_jacobian_is_the_derivative(height):
    at = state(20, -150, height, [-1263.0, -120.0, 636.0], thrust=(10.0, -5.0, 20.0))
    steps = np.array([1, 1, 1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 1e-3])
    numeric = np.stack([(flow(at + step) - flow(at - step)) / (2 * step.max()) for step in np.diag(steps)], axis=-1)
    found = jacobian(at)
    assert np.allclose(found[3:6, 3:], numeric[3:6, 3:], rtol=1e-5, atol=1e-8)
    # The gradient of the J2 term, a thousandth of gravity's, is left out, and so is the ellipsoid's in the height.
    assert np.allclose(found[3:6, :3], numeric[3:6, :3], atol=2e-8 + 0.01 * np.abs(numeric[3:6, :3]).max())


@pytest.mark.parametrize("latitude", [-80.0, -38.0, 0.0, 45.0, 90.0])
@pytest.mark.parametrize("height", [0.0, 1e5, 1.5e6])
def test_geodetic_coordinates_come_back(latitude, height):
    position = ecef_of(latitude, 100.0, height)
    assert np.linalg.norm(ecef_of(*geodetic_of(position)) - position) < 1e-3
    assert abs(height_of(position) - height) < 25
