"""The parts of a Brier score add up to it, with and without bins; the table counts every forecast once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import InputRefused
from shiome.futures.scoring.calibration import calibration, decompose
from shiome.futures.scoring.rates import brier_skill

tenths = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0])
forecasts = st.lists(st.tuples(st.floats(0, 1) | tenths, st.sampled_from([0, 0.5, 1])), min_size=1, max_size=40)


@given(forecasts)
def test_the_three_parts_are_the_score(rows):
    p, o = zip(*rows, strict=True)
    parts = decompose(p, o)
    assert parts.reliability - parts.resolution + parts.uncertainty == pytest.approx(parts.brier, abs=1e-12)
    assert (parts.within_spread, parts.within_covariance) == (0.0, 0.0)
    assert min(parts.reliability, parts.resolution, parts.uncertainty) >= 0.0
    assert parts.groups == len(set(p))


@given(forecasts, st.sampled_from([(0, 1), (0, 0.5, 1), (0, 0.1, 0.25, 0.9, 1)]))
def test_with_bins_the_five_parts_are_the_score(rows, edges):
    p, o = zip(*rows, strict=True)
    parts = decompose(p, o, edges=edges)
    assert parts.total == pytest.approx(parts.brier, abs=1e-12)
    assert parts.groups <= len(edges) - 1


def test_skill_against_the_own_mean_follows_from_the_parts():
    p, o = [0.1, 0.1, 0.4, 0.4, 0.8, 0.8], [0, 0, 0, 1, 1, 1]
    parts = decompose(p, o)
    assert brier_skill(p, o) == pytest.approx((parts.resolution - parts.reliability) / parts.uncertainty)


@given(forecasts)
def test_the_table_counts_every_forecast_once(rows):
    p, o = zip(*rows, strict=True)
    table = calibration(p, o)
    assert sum(row.n for row in table) == len(rows)
    assert sum(row.n * row.observed for row in table) == pytest.approx(sum(o))
    assert sum(row.n * row.forecast for row in table) == pytest.approx(sum(p))
    for row in table:
        assert row.low - 1e-12 <= row.forecast <= row.high + 1e-12
        assert row.observed_low <= row.observed + 1e-12
        assert row.observed <= row.observed_high + 1e-12


def test_edges_belong_to_the_upper_bin_and_one_to_the_last():
    table = calibration([0.0, 0.5, 1.0], [0, 1, 1], edges=[0, 0.5, 1])
    assert [(row.low, row.n) for row in table] == [(0.0, 1), (0.5, 2)]


def test_a_forecaster_far_off_is_seen_as_such():
    rng = np.random.default_rng(3)
    o = (rng.random(400) < 0.3).astype(float)
    assert [row.calibrated for row in calibration([0.3] * 400, o)] == [True]
    assert [row.calibrated for row in calibration([0.8] * 400, o)] == [False]


@pytest.mark.parametrize("edges", [[0.5], [0.1, 1], [0, 0.9], [0, 0.5, 0.5, 1]])
def test_edges_must_cover(edges):
    with pytest.raises(InputRefused, match=r"score\.bins"):
        decompose([0.5], [1], edges=edges)
