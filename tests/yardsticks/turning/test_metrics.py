from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.yardsticks.turning.metrics import covering, f_measure

PLACES = st.sets(st.integers(0, 99), max_size=8)
MARKS = st.dictionaries(st.sampled_from("abcde"), PLACES, min_size=1)


@given(MARKS, PLACES)
def test_both_measures_lie_between_nothing_and_all(marks: dict[str, set[int]], found: set[int]) -> None:
    assert 0 < f_measure(marks, found) <= 1
    assert 0 < covering(marks, found, 100) <= 1 + 1e-12


@given(PLACES)
def test_finding_exactly_what_one_person_marked_is_perfect(places: set[int]) -> None:
    assert f_measure({"a": places}, places) == 1.0
    assert covering({"a": places}, places, 100) == pytest.approx(1.0)


def test_the_margin_is_five_and_one_find_serves_one_mark() -> None:
    assert f_measure({"a": [50]}, [55]) == 1.0
    assert f_measure({"a": [50]}, [56]) == 0.5
    assert f_measure({"a": [50, 52]}, [51]) == pytest.approx(2 * (2 / 3) / (1 + 2 / 3))


def test_covering_weighs_segments_by_their_length() -> None:
    assert covering({"a": [20]}, [], 100) == pytest.approx(0.2 * 0.2 + 0.8 * 0.8)
    assert covering({"a": [20], "b": []}, [], 100) == pytest.approx((0.68 + 1) / 2)
