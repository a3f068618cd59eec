from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.futures.simulation.worlds import talks

from shiome.futures.simulation.compiled import compile_model
from shiome.futures.simulation.engine import simulate
from shiome.futures.simulation.estimates import compare_interventions, difference, estimate
from shiome.futures.simulation.formulas import parse_formula
from shiome.futures.simulation.model import Intervention


@given(st.lists(st.booleans(), min_size=1, max_size=50))
def test_intervals_hold_the_estimate_and_stay_within_bounds(hits: list[bool]) -> None:
    found = estimate(np.array(hits))
    assert 0 <= found.low <= found.p <= found.high <= 1
    assert found.high > found.low


def test_wilson_and_standard_error_by_hand() -> None:
    found = estimate(np.arange(100) < 30)
    assert found.standard_error == pytest.approx(0.0458258, abs=1e-6)
    assert (found.low, found.high) == pytest.approx((0.218949, 0.395848), abs=1e-5)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=50))
def test_paired_error_is_that_of_the_differences(pairs: list[tuple[bool, bool]]) -> None:
    left, right = np.array(pairs).T
    found = difference(left, right)
    each = left.astype(float) - right
    assert found.difference == pytest.approx(each.mean(), abs=1e-12)
    assert found.standard_error == pytest.approx(each.std() / np.sqrt(len(each)), abs=1e-7)


def test_an_option_is_compared_on_common_random_numbers() -> None:
    formulas = [parse_formula("talks=held"), parse_formula("talks=held before m4")]
    options = {"aid": [Intervention("aid", "yes", 4)], "nothing": []}
    aid, nothing = compare_interventions(talks(), options, formulas, months=12, runs=4000, seed=1)
    assert nothing.differences[0].difference == 0
    assert nothing.differences[0].standard_error == 0
    assert aid.differences[0].difference > 0.02
    assert aid.differences[1].gained == aid.differences[1].lost == 0
    base = estimate(simulate(compile_model(talks(), months=12), runs=4000, seed=1, formulas=formulas).hits[0])
    assert aid.estimates[0].p - base.p == pytest.approx(aid.differences[0].difference)
    assert aid.differences[0].standard_error < np.hypot(base.standard_error, aid.estimates[0].standard_error)
