import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.coordination.warning.tracking.earth import (
    EQUATORIAL_RADIUS,
    FLATTENING,
    MEAN_RADIUS,
    axes_at,
    ecef_of,
    geodetic_of,
    ground_distance,
    height_of,
    place_from,
)

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)
HEIGHTS = st.floats(-1000, 2e6)


@given(LATITUDES, LONGITUDES, HEIGHTS)
def test_geodetic_coordinates_come_back(latitude, longitude, height):
    position = ecef_of(latitude, longitude, height)
    found = geodetic_of(position)
    assert np.linalg.norm(ecef_of(*found) - position) < 1e-3
    assert abs(found[0] - latitude) < 1e-7
    assert abs(found[2] - height) < 1e-3


@given(LATITUDES, LONGITUDES, st.floats(-1000, 1.5e6))
def test_the_fast_height_is_near_the_exact_one(latitude, longitude, height):
    assert abs(height_of(ecef_of(latitude, longitude, height)) - height) < 25


@pytest.mark.parametrize(
    ("latitude", "longitude", "height", "expected"),
    [
        (0.0, 90.0, 0.0, [0.0, EQUATORIAL_RADIUS, 0.0]),
        (90.0, 0.0, 100.0, [0.0, 0.0, EQUATORIAL_RADIUS * (1 - FLATTENING) + 100.0]),
        # Hofmann-Wellenhof and Moritz, Physical Geodesy: N = a² / √(a² cos²φ + b² sin²φ) at 45°.
        (45.0, 0.0, 0.0, [4517590.8789, 0.0, 4487348.4089]),
    ],
)
def test_places_that_are_known(latitude, longitude, height, expected):
    assert np.allclose(ecef_of(latitude, longitude, height), expected, atol=1e-3)


@given(LATITUDES, LONGITUDES, HEIGHTS)
def test_local_axes_are_a_right_handed_frame_whose_up_leads_up(latitude, longitude, height):
    position = ecef_of(latitude, longitude, height)
    axes = axes_at(position)
    assert np.allclose(axes @ axes.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(axes) == pytest.approx(1.0)
    assert geodetic_of(position + 1000.0 * axes[2])[2] == pytest.approx(height + 1000.0, abs=2e-3)


def test_north_leads_north_and_east_leads_east():
    east, north, _ = axes_at(ecef_of(35.0, 139.0))
    there = geodetic_of(ecef_of(35.0, 139.0) + 1000.0 * north)
    assert there[0] > 35.0
    assert there[1] == pytest.approx(139.0)
    assert geodetic_of(ecef_of(35.0, 139.0) + 1000.0 * east)[1] > 139.0


@given(st.floats(-80, 80), LONGITUDES, st.floats(0, 360), st.floats(1.0, 1.9e7))
def test_the_place_that_one_comes_to_lies_so_far_away_on_the_sphere(latitude, longitude, bearing, distance):
    there = place_from(latitude, longitude, bearing=bearing, distance=distance)
    assert -180 <= there[1] < 180
    sphere = [_on_sphere(*each) for each in ((latitude, longitude), there)]
    assert ground_distance(*sphere) == pytest.approx(distance, rel=1e-6, abs=0.1)


@given(*[st.tuples(LATITUDES, LONGITUDES)] * 3)
def test_distance_along_the_ground_is_a_metric(one, other, third):
    a, b, c = (ecef_of(*each) for each in (one, other, third))
    assert ground_distance(a, b) == pytest.approx(float(ground_distance(b, a)))
    assert 0 <= ground_distance(a, b) <= np.pi * MEAN_RADIUS + 1e-6
    assert ground_distance(a, c) <= ground_distance(a, b) + ground_distance(b, c) + 1e-3


def _on_sphere(latitude, longitude):
    lat, lon = np.radians([latitude, longitude])
    return MEAN_RADIUS * np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
