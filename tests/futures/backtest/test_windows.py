"""Months and windows of formulas."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.futures.backtest.months import last_day, last_month, month_of, month_text
from shiome.futures.backtest.windows import closed, comparisons, cut, dated, spans
from shiome.futures.simulation.formulas import bind, parse_formula
from shiome.futures.simulation.model import Driver, SimulationModel

MODEL = SimulationModel((Driver("a", ("x", "y")), Driver("b", ("u", "v", "w"))))
START = month_of(date(2024, 12, 6))

conditions = st.sampled_from(["a=x", "a!=x", "b>=v", "(a=y and b<w)", "(a=y or not b=u)"])
times = st.sampled_from(
    ["", " until m5", " from 2025-02", " from 2025-01 until 2025-06", " in 2025", " after m1 before m9"]
)


@st.composite
def formulas(draw):
    def part():
        word = draw(st.sampled_from(["ever ", "always "]))
        return f"{draw(st.sampled_from(['', 'not ']))}{word}{draw(conditions)}{draw(times)}"

    joined = [part() for _ in range(draw(st.integers(1, 3)))]
    text = draw(st.sampled_from([" and ", " or "])).join(joined)
    return f"not ({text})" if draw(st.booleans()) else text


def holds(text, paths, *, start):
    return bind(parse_formula(text, start=month_text(start)), MODEL, months=paths.shape[1] - 1)(paths)


@given(formulas(), st.integers(0, 2**32 - 1))
def test_a_dated_formula_asks_the_same_months_as_the_one_it_comes_from(text, seed):
    paths = np.random.default_rng(seed).integers(0, 2, size=(1, 13, 2, 4), dtype=np.uint8)
    written = dated(closed(parse_formula(text, start="2024-12"), start=START, until=START + 12), start=START)
    assert np.array_equal(holds(written, paths, start=START), holds(text, paths, start=START))


@given(formulas(), st.integers(0, 4))
def test_a_dated_formula_asks_what_is_left_when_the_simulation_starts_later(text, later):
    formula = closed(parse_formula(text, start="2024-12"), start=START, until=START + 12)
    moved = parse_formula(dated(formula, start=START), start=month_text(START + later))
    expected = [(max(0, first - later), last - later) for first, last in spans(formula)]
    assert list(spans(moved)) == expected
    assert [str(each) for each in comparisons(moved)] == [str(each) for each in comparisons(formula)]


@given(formulas(), st.integers(0, 20))
def test_a_cut_formula_asks_nothing_beyond_the_cut_and_all_before_it(text, months):
    formula = closed(parse_formula(text, start="2024-12"), start=START, until=START + 12)
    for (first, last), (was_first, was_last) in zip(
        spans(cut(formula, start=START, until=START + months)), spans(formula), strict=True
    ):
        assert (first, last) == (was_first, min(was_last, months))


def test_a_plain_comparison_of_a_condition_is_written_as_it_is():
    assert dated(parse_formula("a=x until m2 and b=v until m1"), start=START) == (
        "ever a=x from 2024-12 until 2025-02 and ever b=v from 2024-12 until 2025-01"
    )


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)))
def test_months_count_as_the_calendar_does(day):
    month = month_of(day)
    assert month_text(month) == day.isoformat()[:7]
    assert month_of(last_day(month)) == month
    assert month_of(date.fromordinal(last_day(month).toordinal() + 1)) == month + 1
    assert last_month(month_text(month)) == month


@pytest.mark.parametrize(
    ("edtf", "expected"), [("2025-06-03", "2025-06"), ("2025", "2025-12"), ("2025-01/2025-03", "2025-03")]
)
def test_a_due_date_ends_in_its_last_month(edtf, expected):
    assert month_text(last_month(edtf)) == expected


def test_a_date_without_end_has_no_last_month():
    assert last_month("2025-01/..") is None
