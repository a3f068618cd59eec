from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.yardsticks.turning.builders import noise, stepped

from shiome.yardsticks.turning.agreement import agree, agreed_breaks, share
from shiome.yardsticks.turning.detectors import Finding, findings
from shiome.yardsticks.turning.prepared import prepare
from shiome.yardsticks.turning.settings import STANDARD

NUMBERS = st.one_of(st.just(float("nan")), st.integers(-50, 50).map(float), st.floats(-1e6, 1e6))


@settings(max_examples=60, deadline=None)
@given(st.lists(NUMBERS, max_size=60))
def test_any_numbers_give_ascending_breaks_at_known_periods_after_the_first(values: list[float]) -> None:
    found = agreed_breaks(values)
    known = np.flatnonzero(np.isfinite(values)) if values else np.array([])
    assert found == sorted(set(found))
    assert all(place in known and place != known[0] for place in found)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 200),
    shift=st.sampled_from([-1024.0, 0.5, 64.0]),
    factor=st.sampled_from([0.25, 8.0, -1.0, -16.0]),
)
def test_shift_scale_and_sign_change_no_break(seed: int, shift: float, factor: float) -> None:
    values = stepped(60, 25, 4.0, seed=seed).round(3)
    plain, moved = agreed_breaks(values), agreed_breaks(values * factor + shift)
    assert len(plain) == len(moved)
    assert all(abs(one - other) <= 1 for one, other in zip(plain, moved, strict=True))


@pytest.mark.parametrize("length", [1, 8, 50, 300])
def test_a_constant_series_has_no_break(length: int) -> None:
    assert agreed_breaks([3.7] * length) == []


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 500), at=st.integers(12, 48))
def test_a_step_of_six_noise_widths_is_found_where_it_is(seed: int, at: int) -> None:
    found = agreed_breaks(stepped(60, at, 6.0, seed=seed))
    assert any(abs(place - at) <= 1 for place in found)


@pytest.mark.parametrize("pull", [0.0, 0.5, 0.8])
def test_autocorrelated_noise_seldom_breaks(pull: float) -> None:
    broken = sum(bool(agreed_breaks(noise(80, seed=seed, pull=pull))) for seed in range(20))
    assert broken <= 4


def test_a_straight_trend_and_a_season_are_no_breaks() -> None:
    time = np.arange(120)
    assert agreed_breaks(0.5 * time + noise(120)) == []
    assert agreed_breaks(10 * np.sin(2 * np.pi * time / 12) + noise(120)) == []


def test_a_step_under_a_season_is_found() -> None:
    time = np.arange(144)
    values = 8 * np.sin(2 * np.pi * time / 12) + noise(144) + 6 * (time >= 90)
    found = agreed_breaks(values)
    assert len(found) == 1
    assert abs(found[0] - 90) <= 3


def test_a_turn_of_the_trend_is_found() -> None:
    time = np.arange(80)
    values = np.where(time < 40, time, 80 - time) + noise(80)
    found = agreed_breaks(values)
    assert len(found) == 1
    assert abs(found[0] - 40) <= 4


def test_missing_periods_keep_their_place() -> None:
    values = stepped(60, 30, 8.0)
    values[[3, 4, 5, 17, 28, 44]] = np.nan
    assert agreed_breaks(values) == [30]


def test_a_break_of_one_variable_among_several_is_found() -> None:
    table = np.column_stack([stepped(60, 30, 8.0), noise(60, seed=4)])
    assert any(abs(place - 30) <= 1 for place in agreed_breaks(table))


def test_a_constant_variable_beside_another_changes_nothing() -> None:
    values = stepped(60, 30, 8.0)
    assert agreed_breaks(np.column_stack([values, np.ones(60)])) == agreed_breaks(values)


def test_a_long_series_is_searched_on_a_grid() -> None:
    found = agreed_breaks(stepped(3000, 1700, 5.0))
    assert len(found) == 1
    assert abs(found[0] - 1700) <= 3


def test_half_of_the_lists_is_enough_and_less_is_not() -> None:
    finds = Finding(detector="one", lists=((20,), (20,)), standard=0)
    nothing = Finding(detector="two", lists=((), ()), standard=0)
    assert [one.row for one in agree((finds, nothing), length=60, settings=STANDARD)] == [20]
    assert agree((finds, nothing, nothing), length=60, settings=STANDARD) == ()
    assert share((finds, nothing, nothing), 20, 0) == pytest.approx(1 / 3)


def test_neighbouring_places_are_one_break_and_each_detector_counts_the_same() -> None:
    many = Finding(detector="many", lists=((20,), (22,), (23,), (23,)), standard=1)
    few = Finding(detector="few", lists=((21,),), standard=0)
    (one,) = agree((many, few), length=100, settings=STANDARD)
    assert one.row == 22
    assert one.support == 1.0
    assert one.found_by == ("many", "few")


def test_a_restless_series_is_no_chain_of_turning_points() -> None:
    blocks = np.tile(np.repeat([0.0, 10.0], 8), 30)
    found = findings(prepare(blocks + 0.1 * noise(480), settings=STANDARD), settings=STANDARD)
    assert all(len(breaks) < STANDARD.most for one in found for breaks in one.lists)
