import numpy as np
import pytest

from shiome.coordination.warning.tracking.atmosphere import density


@pytest.mark.parametrize(
    ("height", "expected"),
    [
        # U.S. Standard Atmosphere 1976, which the layers approximate.
        (0.0, 1.225),
        (11_019.0, 0.3639),
        (20_063.0, 0.0880),
        (50_396.0, 9.776e-4),
        (80_000.0, 1.846e-5),
    ],
)
def test_densities_are_near_those_of_the_standard_atmosphere(height, expected):
    assert density(np.array([height]))[0][0] == pytest.approx(expected, rel=0.3)


def test_density_falls_with_height_without_a_jump():
    heights = np.arange(0.0, 400e3, 10.0)
    values, scales = density(heights)
    assert (np.diff(values) < 0).all()
    steps = -np.diff(np.log(values))
    # Where layers meet the published numbers are rounded.
    assert steps.max() < 0.12
    assert np.median(np.abs(steps - 10.0 / scales[:-1])) < 1e-12


def test_below_the_ground_the_air_is_that_of_the_ground_or_a_little_more():
    values, _ = density(np.array([-1e6, -1000.0, 0.0]))
    assert values[0] == values[1] == pytest.approx(values[2] * np.exp(1000 / 7249))
