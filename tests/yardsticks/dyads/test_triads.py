"""Triads: closed only where all three ties are strong; missing parts leave the whole missing; intervals follow their parts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.errors import InputRefused, QueryRefused
from shiome.yardsticks.dyads.told import Told
from shiome.yardsticks.dyads.triads import autonomy, closure, co_signed, combined, joint_presence, visibility
from shiome.yardsticks.series import Point, Series

MEMBERS = ("A", "B", "C")
DAY = date(2024, 6, 10)
MONTH = {"period": "month", "first": date(2024, 6, 1), "last": date(2024, 6, 30), "half_life": None}


def points(*values: float | None, start: int = 1, reach: float = 0.0) -> Series:
    return Series(
        period="month",
        points=tuple(
            Point(when=f"2024-{month:02}")
            if value is None
            else Point(
                when=f"2024-{month:02}", value=value, low=max(0.0, value - reach), high=min(1.0, value + reach), n=2,
                inputs=(f"event:{month}-{value}",),
            )
            for month, value in enumerate(values, start)
        ),
    )  # fmt: skip


def interval(draw_value: float, down: float, up: float) -> Series:
    low, high = draw_value * (1 - down), draw_value + up * (1 - draw_value)
    return Series(period="month", points=(Point(when="2024-01", value=draw_value, low=low, high=high, n=1),))


shares = st.floats(0, 1)
ties = st.builds(interval, shares, shares, shares)


def test_lines_are_no_surface() -> None:
    for how in ("geometric", "least"):
        assert closure(points(1.0), points(1.0), points(0.0), how=how).values == (0.0,)
        assert closure(points(1.0), points(1.0), points(1.0), how=how).values == (1.0,)
    assert closure(points(0.2), points(0.4), points(0.8)).values[0] == pytest.approx(0.4)
    assert closure(points(0.2), points(0.4), points(0.8), how="least").values == (0.2,)


def test_what_is_missing_in_one_is_missing_in_the_whole() -> None:
    closed = closure(points(0.5, None, 0.5), points(0.5, 0.5, 0.5), points(0.5, 0.5, start=2))
    assert [point.when for point in closed] == ["2024-01", "2024-02", "2024-03"]
    assert closed.values == (None, None, pytest.approx(0.5))
    assert closed.points[1] == Point(when="2024-02")
    assert closed.points[2].n == 6
    assert autonomy(points(None), points(0.4)).values == (None,)


@given(ties, ties, ties, st.sampled_from(["geometric", "least"]))
@settings(max_examples=80, deadline=None)
def test_closure_stays_between_the_weakest_and_the_strongest_and_has_no_order(a, b, c, how) -> None:
    point = closure(a, b, c, how=how).points[0]
    values = [s.values[0] for s in (a, b, c)]
    assert min(values) - 1e-9 <= point.value <= max(values) + 1e-9
    assert 0 <= point.low <= point.value <= point.high <= 1
    other = closure(c, a, b, how=how).points[0]
    assert (point.value, point.low, point.high) == pytest.approx((other.value, other.low, other.high), abs=1e-9)


@given(ties, ties)
@settings(max_examples=80, deadline=None)
def test_autonomy_is_even_and_has_no_order(a, b) -> None:
    point, other = autonomy(a, b).points[0], autonomy(b, a).points[0]
    if a.values[0] + b.values[0] == 0:
        assert point.value is None
        return
    assert 0 <= point.low <= point.value <= point.high <= 1
    assert (point.value, point.low, point.high) == pytest.approx((other.value, other.low, other.high), abs=1e-9)


def test_autonomy_between_two_backers() -> None:
    assert autonomy(points(0.4), points(0.4)).values == (1.0,)
    assert autonomy(points(0.4), points(0.0)).values == (0.0,)
    assert autonomy(points(0.3), points(0.1)).values[0] == pytest.approx(0.5)
    assert autonomy(points(0.0), points(0.0)).values == (None,)


def test_an_interval_that_reaches_the_other_tie_reaches_full_autonomy() -> None:
    point = autonomy(points(0.5, reach=0.2), points(0.4)).points[0]
    assert point.high == pytest.approx(1.0)
    assert point.low < point.value < 1


def test_wider_parts_widen_the_whole_and_exact_ones_leave_it_exact() -> None:
    narrow = closure(points(0.5, reach=0.05), points(0.5), points(0.5)).points[0]
    wide = closure(points(0.5, reach=0.3), points(0.5, reach=0.3), points(0.5)).points[0]
    assert wide.low < narrow.low < 0.5 < narrow.high < wide.high
    bare = Series(period="month", points=(Point(when="2024-01", value=0.5, n=1),))
    assert closure(bare, bare, bare).points[0].low is None


def test_ties_off_the_scale_and_mixed_periods_are_refused() -> None:
    with pytest.raises(InputRefused, match=r"1.5 in 2024-01 .*\[dyads.scaled\]"):
        closure(Series(period="month", points=(Point(when="2024-01", value=1.5),)), points(0.5), points(0.5))
    with pytest.raises(InputRefused, match=r"dyads.scaled"):
        autonomy(Series(period="month", points=(Point(when="2024-01", value=-0.5),)), points(0.5))
    with pytest.raises(QueryRefused, match=r"month and by year .*\[dyads.period\]"):
        autonomy(points(0.5), Series(period="year", points=(Point(when="2024", value=0.5),)))
    assert combined(lambda a: a, Series(period="month")).points == ()


def told(*parties: str, value: float = 1.0, id: str = "event:E") -> Told:  # noqa: A002 - the name of the field
    return Told(first=DAY, last=DAY, pair=parties, value=value, id=id)


def test_joint_presence_counts_what_all_take_part_in() -> None:
    events = [told("A", "B", "C"), told("A", "B"), told("C", "B", "X"), told("A", "X"), told("X", "Y")]
    point = joint_presence(events, MEMBERS, **MONTH).points[0]
    assert (point.value, point.n) == (pytest.approx(1 / 3), 3)
    assert joint_presence([told("A", "X")], MEMBERS, **MONTH).values == (None,)


def test_visibility_is_the_share_that_shows() -> None:
    events = [
        told("A", "B"),
        told("B", "C", value=0.0),
        told("C", "A", value=0.0),
        told("C", "X"),
        told("A", "B", "C", value=0.0),
    ]
    assert visibility(events, MEMBERS, **MONTH).values == (pytest.approx(0.25),)


def test_co_signed_texts_are_those_that_all_signed() -> None:
    texts = [told("A", "B", "C"), told("C", "B", "A", "X"), told("A", "B")]
    assert co_signed(texts, MEMBERS, **MONTH).values == (pytest.approx(2.0),)
    nothing = co_signed([told("A", "B")], MEMBERS, **MONTH, covered=(MONTH["first"], MONTH["last"])).points[0]
    assert nothing.value == 0.0
    assert nothing.high > 0
