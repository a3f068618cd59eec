import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.warning.tracking.scenes import sensor

from shiome.coordination.warning.tracking.earth import ecef_of
from shiome.coordination.warning.tracking.sensors import (
    Sensor,
    converted,
    direction,
    expected,
    measured,
    noise_matrix,
    residuals,
    visible,
)

SENSORS = st.builds(
    lambda latitude, longitude, height: Sensor("s", latitude, longitude, height),
    st.floats(-85, 85), st.floats(-180, 180), st.floats(0, 3000),
)  # fmt: skip
RANGES = st.floats(1e3, 4e6)
AZIMUTHS = st.floats(0, 2 * np.pi, exclude_max=True)
ELEVATIONS = st.floats(-0.5, np.pi / 2 - 1e-3)


def seen_at(seen_by, distance, azimuth, elevation):
    return seen_by.position + distance * direction(seen_by, np.array(azimuth), np.array(elevation))


@given(SENSORS, RANGES, AZIMUTHS, ELEVATIONS)
def test_a_measurement_and_the_place_that_it_means_come_back(seen_by, distance, azimuth, elevation):
    position = seen_at(seen_by, distance, azimuth, elevation)
    told = measured(seen_by, position[None])[0]
    assert told[0] == pytest.approx(distance, rel=1e-9)
    assert 0 <= told[1] <= 2 * np.pi
    assert np.linalg.norm(seen_at(seen_by, *told) - position) < 1e-3


@given(SENSORS, RANGES, AZIMUTHS, ELEVATIONS)
def test_the_residual_of_the_truth_is_nothing(seen_by, distance, azimuth, elevation):
    position = seen_at(seen_by, distance, azimuth, elevation)[None]
    residual = residuals(seen_by, expected(seen_by, position, 6), measured(seen_by, position))
    assert np.abs(residual[0, 0]) < 1e-6 * distance
    assert np.abs(residual[0, 1:]).max() < 1e-7


@given(SENSORS, RANGES, AZIMUTHS, ELEVATIONS, st.floats(-0.4, 0.4), st.floats(-0.4, 0.4))
def test_a_residual_is_the_angle_between_directions_even_at_north_and_overhead(
    seen_by, distance, azimuth, elevation, turn, rise
):
    position = seen_at(seen_by, distance, azimuth, elevation)
    other = np.array([distance, azimuth + turn, elevation + rise])
    residual = residuals(seen_by, expected(seen_by, position[None], 6), other[None])[0]
    sights = direction(seen_by, np.array([azimuth, other[1]]), np.array([elevation, other[2]]))
    angle = np.arctan2(np.linalg.norm(np.cross(*sights)), sights[0] @ sights[1])
    assert np.hypot(*residual[1:]) == pytest.approx(angle, abs=1e-6)


def test_what_lies_behind_the_sensor_is_far_off():
    seen_by = sensor()
    ahead = seen_at(seen_by, 1e5, 0.3, 0.4)[None]
    behind = np.array([[1e5, 0.3 + np.pi, -0.4]])
    residual = residuals(seen_by, expected(seen_by, ahead, 6), behind)[0]
    assert np.hypot(*residual[1:]) == pytest.approx(np.pi)


@given(RANGES, AZIMUTHS, st.floats(-0.4, 1.5))
def test_the_measurement_matrix_is_the_derivative_of_the_residual(distance, azimuth, elevation):
    seen_by = sensor()
    position = seen_at(seen_by, distance, azimuth, elevation)
    expectation = expected(seen_by, position[None], 10)
    step = 1e-4 * distance
    for axis in range(3):
        moved = position + step * np.eye(3)[axis]
        slope = residuals(seen_by, expectation, measured(seen_by, moved[None]))[0] / step
        assert np.allclose(
            slope * [1, distance, distance], expectation.matrix[0, :, axis] * [1, distance, distance], atol=2e-4
        )
    assert not expectation.matrix[..., 3:].any()


@pytest.mark.parametrize("angle_noise", [1e-3, 0.05])
def test_converted_measurements_are_unbiased_and_their_covariance_is_honest(angle_noise):
    seen_by = sensor(angle_noise=angle_noise, range_noise=50.0)
    rng = np.random.default_rng(4)
    truth = seen_at(seen_by, 4e5, 1.0, 0.5)
    expectation = expected(seen_by, truth[None], 3)
    errors = rng.normal(size=(40_000, 3)) * seen_by.noise
    angle = np.linalg.norm(errors[:, 1:], axis=1, keepdims=True)
    sights = np.cos(angle) * expectation.axes[0, 0] + np.sinc(angle / np.pi) * (errors[:, 1:] @ expectation.axes[0, 1:])
    points = seen_by.position + (4e5 + errors[:, :1]) * sights
    places, spreads = converted(seen_by, measured(seen_by, points))
    off = places - truth
    assert np.abs(off.mean(axis=0) @ expectation.axes[0].T).max() < 5 * off.std(axis=0).max() / 200
    assert np.mean(np.einsum("ni,nij,nj->n", off, np.linalg.inv(spreads), off)) == pytest.approx(3.0, rel=0.05)


def test_noise_is_that_which_was_declared():
    seen_by = sensor(range_noise=7.0, angle_noise=2e-3, range_bias=5.0)
    assert np.allclose(noise_matrix(seen_by), np.diag([49.0, 4e-6, 4e-6]))


def test_only_what_is_near_and_high_enough_is_in_view():
    seen_by = Sensor("s", 20.0, -150.0, reach=5e5, lowest=0.05)
    above = ecef_of(20.0, -150.0, np.array([4e5, 6e5]))
    assert visible(seen_by, above).tolist() == [True, False]
    low, high = (seen_at(seen_by, 1e5, 2.0, elevation)[None] for elevation in (0.04, 0.06))
    assert (visible(seen_by, low)[0], visible(seen_by, high)[0]) == (False, True)
