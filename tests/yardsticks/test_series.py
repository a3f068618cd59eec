"""Periods: every day lies in one, and they follow one another without a gap."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.vocabulary.edtf import is_edtf
from shiome.yardsticks.series import Point, Series, bounds_of, period_of, periods_between

PERIODS = ("day", "week", "month", "quarter", "year", "session")
DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize("period", PERIODS)
@given(day=DAYS)
def test_a_day_lies_in_its_period(period, day):
    when = period_of(day, period)
    first, last = bounds_of(when, period)
    assert first <= day <= last
    assert is_edtf(when)
    assert period_of(first, period) == period_of(last, period) == when


@pytest.mark.parametrize("period", PERIODS)
@given(day=DAYS, length=st.integers(0, 900))
def test_periods_follow_one_another(period, day, length):
    periods = periods_between(day, day + timedelta(days=length), period)
    bounds = [bounds_of(when, period) for when in periods]
    assert bounds[0][0] <= day
    assert bounds[-1][1] >= day + timedelta(days=length)
    assert all(b[0] == a[1] + timedelta(days=1) for a, b in pairwise(bounds))
    assert len(set(periods)) == len(periods)


def test_what_is_missing_lies_within_what_is_covered():
    values = (None, 1.0, None, 2.0, None)
    series = Series(period="year", points=tuple(Point(when=str(2020 + n), value=v) for n, v in enumerate(values)))
    assert series.coverage == ("2021", "2023")
    assert series.missing == ("2022",)
    assert Series(period="year").coverage is None
