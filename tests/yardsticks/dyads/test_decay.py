"""Decayed series: what is recent counts most, what is not known is missing, and little leaves wide intervals."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.errors import InputRefused, QueryRefused
from shiome.yardsticks.dyads.decay import (
    decayed_balance,
    decayed_mean,
    decayed_share,
    decayed_sum,
    effective_number,
    freshness,
)
from shiome.yardsticks.dyads.pairs import pair_share
from shiome.yardsticks.dyads.told import Told, of_pair, told_at

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
MONTHS = {"period": "month", "first": FIRST, "last": LAST}
LONG = {**MONTHS, "half_life": 90.0}


def on(day: date, value: float = 1.0, weight: float = 1.0, id: str = "event:E") -> Told:  # noqa: A002 - the name of the field
    return Told(first=day, last=day, value=value, weight=weight, id=id)


days = st.integers(0, 500).map(lambda n: date(2023, 9, 1) + timedelta(days=n))
tellings = st.builds(
    lambda day, span, value, weight, n: Told(
        first=day, last=day + timedelta(days=span), value=value, weight=weight, id=f"event:E-{n}"
    ),
    days,
    st.sampled_from([0, 0, 1, 30, 365]),
    st.floats(-10, 10),
    st.floats(0.05, 20),
    st.integers(0, 10**6),
)
many = st.lists(tellings, max_size=12)
half_lives = st.one_of(st.none(), st.floats(1, 2000))
whatever = settings(max_examples=60, deadline=None)


@given(many, half_lives)
@whatever
def test_a_mean_lies_within_its_inputs_and_its_interval(told: list[Told], half_life: float | None) -> None:
    for point in decayed_mean(told, **MONTHS, half_life=half_life):
        if point.value is None:
            assert (point.low, point.high, point.n, point.inputs) == (None, None, 0, ())
        else:
            assert min(t.value for t in told) <= point.value <= max(t.value for t in told)
            assert point.low <= point.value <= point.high
            assert point.n >= 1
            assert set(point.inputs) <= {t.id for t in told}


@given(many, st.floats(-5, 5))
@whatever
def test_a_constant_added_to_all_tones_shifts_the_mean(told: list[Told], shift: float) -> None:
    wide = (-1000.0, 1000.0)
    before = decayed_mean(told, **LONG, scale=wide)
    after = decayed_mean(
        [Told(first=t.first, last=t.last, value=t.value + shift, weight=t.weight, id=t.id) for t in told],
        **LONG,
        scale=wide,
    )
    for a, b in zip(before, after, strict=True):
        if a.value is None:
            assert b.value is None
        else:
            assert b.value == pytest.approx(a.value + shift, abs=1e-6)
            if a.low > -990 and a.high < 990:
                assert b.high - b.low == pytest.approx(a.high - a.low, rel=1e-4, abs=1e-4)


@given(many, half_lives, st.randoms())
@whatever
def test_the_order_of_telling_does_not_matter(told: list[Told], half_life: float | None, chance) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)
    assert decayed_mean(told, **MONTHS, half_life=half_life) == decayed_mean(shuffled, **MONTHS, half_life=half_life)
    assert decayed_balance(told, **MONTHS, half_life=half_life) == decayed_balance(
        shuffled, **MONTHS, half_life=half_life
    )


@given(many, half_lives)
@whatever
def test_all_weights_may_be_counted_in_another_unit(told: list[Told], half_life: float | None) -> None:
    tenfold = [Told(first=t.first, last=t.last, value=t.value, weight=10 * t.weight, id=t.id) for t in told]
    for a, b in zip(
        decayed_mean(told, **MONTHS, half_life=half_life),
        decayed_mean(tenfold, **MONTHS, half_life=half_life),
        strict=True,
    ):
        assert (a.value is None) == (b.value is None)
        if a.value is not None:
            assert (a.value, a.low, a.high) == pytest.approx((b.value, b.low, b.high), abs=1e-6)


@given(many, half_lives, st.booleans())
@whatever
def test_a_balance_lies_between_minus_one_and_one(told: list[Told], half_life: float | None, by_size: bool) -> None:
    series = decayed_balance(told, **MONTHS, half_life=half_life, by_size=by_size)
    mirrored = decayed_balance(
        [Told(first=t.first, last=t.last, value=-t.value, weight=t.weight, id=t.id) for t in told],
        **MONTHS, half_life=half_life, by_size=by_size,
    )  # fmt: skip
    for point, other in zip(series, mirrored, strict=True):
        if point.value is None:
            assert other.value is None
        else:
            assert -1 <= point.low <= point.value <= point.high <= 1
            assert (other.low, other.value, other.high) == pytest.approx(
                (-point.high, -point.value, -point.low), abs=1e-6
            )


@given(many, half_lives)
@whatever
def test_a_stock_is_never_negative_and_missing_before_the_first(told: list[Told], half_life: float | None) -> None:
    earliest = min((t.first for t in told), default=None)
    for point in decayed_sum(told, **MONTHS, half_life=half_life):
        if earliest is None or f"{earliest:%Y-%m}" > point.when:
            assert point.value is None
        else:
            assert 0 <= point.low <= point.value <= point.high
            assert point.high > 0


@given(st.integers(1, 900), st.floats(1, 1000))
@whatever
def test_freshness_halves_after_a_half_life(age: int, half_life: float) -> None:
    day = np.array([10_000])
    now, later = (
        float(freshness(day, day, starts=1, ends=10_000 + days, half_life=half_life)[0])
        for days in (age, age + round(half_life))
    )
    assert later / now == pytest.approx(0.5 ** (round(half_life) / half_life))


@given(st.integers(1, 400), st.integers(0, 400), st.floats(2, 900))
@whatever
def test_an_uncertain_date_is_the_mean_of_the_days_it_may_mean(start: int, span: int, half_life: float) -> None:
    end = 300
    each = [
        float(freshness(np.array([d]), np.array([d]), starts=1, ends=end, half_life=half_life)[0])
        for d in range(start, start + span + 1)
    ]
    whole = freshness(np.array([start]), np.array([start + span]), starts=1, ends=end, half_life=half_life)[0]
    assert whole == pytest.approx(np.mean(each), abs=1e-9)


def test_without_half_life_a_date_is_shared_out_among_its_periods() -> None:
    told = [told_at("2024-05-27/2024-06-05", id="event:E-1")]
    stock = decayed_sum(told, **MONTHS, half_life=None, covered=(FIRST, LAST))
    assert dict(zip((p.when for p in stock), stock.values, strict=True))["2024-05"] == pytest.approx(0.5)
    assert sum(stock.values) == pytest.approx(1.0)


def test_the_stock_of_one_thing_halves_after_a_half_life() -> None:
    stock = decayed_sum(
        [on(date(2024, 1, 31))], period="day", first=date(2024, 1, 31), last=date(2024, 3, 1), half_life=30.0
    )
    assert stock.values[0] == pytest.approx(1.0)
    assert stock.values[30] == pytest.approx(0.5)
    assert all(a > b for a, b in pairwise(stock.values))


def test_periods_before_the_first_and_long_after_the_last_are_missing() -> None:
    told = [on(date(2024, 3, 10), 4.0, id="event:E-1")]
    series = decayed_mean(told, **MONTHS, half_life=30.0)
    known = [p.when for p in series if p.value is not None]
    assert known == ["2024-03", "2024-04"]
    assert series.points[2].inputs == ("event:E-1",)
    assert series.points[0].value is None
    assert decayed_mean([], **LONG).coverage is None


def test_a_covered_period_without_anything_is_zero_and_one_outside_is_missing() -> None:
    stock = decayed_sum([], **LONG, covered=(date(2024, 3, 1), date(2024, 6, 30)))
    assert stock.coverage == ("2024-03", "2024-06")
    assert {p.value for p in stock if p.value is not None} == {0.0}
    assert all(p.high > 0.5 for p in stock if p.value is not None)


def test_nothing_after_the_last_day_enters() -> None:
    known = [on(date(2024, 6, 1), 5.0)]
    later = [*known, on(date(2024, 6, 20), -10.0), told_at("2024-06-18/..", value=-10.0)]
    until = {"period": "month", "first": FIRST, "last": date(2024, 6, 15), "half_life": 60.0}
    assert decayed_mean(later, **until) == decayed_mean(known, **until)


def test_open_and_unknown_ends_reach_a_year() -> None:
    stock = decayed_sum([told_at("../2024-12-06")], **MONTHS, half_life=None, covered=(FIRST, LAST))
    assert sum(stock.values) == pytest.approx(341 / 366)
    begun = decayed_sum([told_at("2024-07-01/..")], **MONTHS, half_life=None)
    assert begun.coverage == ("2024-07", "2024-12")
    assert sum(v for v in begun.values if v) == pytest.approx(184 / 366)


def test_more_that_agrees_narrows_the_interval() -> None:
    widths = []
    for count in (1, 5, 25, 125):
        point = decayed_mean([on(LAST, 3.0, id=f"e{n}") for n in range(count)], **LONG).points[-1]
        widths.append(point.high - point.low)
    assert all(a > b for a, b in pairwise(widths))
    assert widths[0] > 10
    assert widths[-1] < 1


def test_effective_number_is_that_of_equal_fresh_things_and_less_of_unequal_ones() -> None:
    equal = [on(LAST) for _ in range(8)]
    unequal = [on(LAST, weight=w) for w in (100.0, 1, 1, 1, 1, 1, 1, 1)]
    assert effective_number(equal, **LONG)[-1] == pytest.approx(8)
    assert 1 < effective_number(unequal, **LONG)[-1] < 1.3


def test_at_most_forty_inputs_the_weightiest() -> None:
    told = [on(LAST - timedelta(days=n), id=f"event:E-{n}") for n in range(300)]
    point = decayed_mean(told, **LONG).points[-1]
    assert len(point.inputs) == 40
    assert point.inputs[0] == "event:E-0"
    assert point.n > 40
    alike = decayed_mean([on(LAST, id=f"event:E-{n:03}") for n in range(100)], **LONG).points[-1]
    assert (alike.n, len(alike.inputs)) == (100, 40)


def test_a_share_is_a_share() -> None:
    told = [on(LAST, value) for value in (1.0, 1.0, 0.0, 0.0)]
    point = decayed_share(told, **LONG).points[-1]
    assert point.value == pytest.approx(0.5)
    assert 0.1 < point.low < 0.3
    all_of_them = decayed_share([on(LAST, 1.0)], **LONG).points[-1]
    assert (all_of_them.value, all_of_them.high) == (1.0, 1.0)


@given(st.floats(0.3, 4), st.integers(20, 60))
@settings(max_examples=10, deadline=None)
def test_the_interval_of_a_mean_covers_nine_times_in_ten(spread: float, count: int) -> None:
    chance = np.random.default_rng(count)
    hits = 0
    for _ in range(200):
        told = [on(LAST, float(v)) for v in np.clip(chance.normal(2.0, spread, count), -10, 10)]
        point = decayed_mean(told, period="month", first=date(2024, 12, 1), last=LAST, half_life=90.0).points[0]
        hits += point.low <= 2.0 <= point.high
    assert hits >= 170


def test_pairs_have_no_direction() -> None:
    told = [
        Told(first=LAST, last=LAST, pair=("A", "B")),
        Told(first=LAST, last=LAST, pair=("B", "A")),
        Told(first=LAST, last=LAST, pair=("A", "C")),
    ]
    assert of_pair(told, "A", "B") == of_pair(told, "B", "A") == tuple(told[:2])


@pytest.mark.parametrize(("value", "weight"), [(float("nan"), 1.0), (1.0, -1.0), (1.0, float("inf"))])
def test_numbers_that_are_none_are_refused(value: float, weight: float) -> None:
    with pytest.raises(InputRefused, match=r"event:E .*\[dyads.value\]"):
        decayed_mean([on(LAST, value, weight)], **LONG)


def test_a_thing_without_any_date_is_refused() -> None:
    with pytest.raises(InputRefused, match=r"dyads.undated"):
        decayed_mean([Told(first=None, last=None, id="event:E-9")], **LONG)


def test_ten_thousand_things_over_two_hundred_periods_agree_with_the_plain_sum() -> None:
    chance = np.random.default_rng(3)
    start = date(2008, 1, 1)
    told = [
        on(start + timedelta(days=int(d)), float(v), id=f"event:{n}")
        for n, (d, v) in enumerate(zip(chance.integers(0, 6000, 10_000), chance.uniform(-10, 10, 10_000), strict=True))
    ]
    last = date(2024, 8, 31)
    series = decayed_mean(told, period="month", first=start, last=last, half_life=180.0)
    assert len(series.points) == 200
    weights = [0.5 ** ((last - t.first).days / 180) for t in told]
    assert series.points[-1].value == pytest.approx(
        sum(w * t.value for w, t in zip(weights, told, strict=True)) / sum(weights)
    )


@pytest.mark.parametrize("half_life", [0.0, -30.0, float("nan")])
def test_a_half_life_that_is_none_is_refused(half_life: float) -> None:
    with pytest.raises(QueryRefused, match=r"dyads.half_life"):
        decayed_sum([on(LAST)], **MONTHS, half_life=half_life)


def test_more_told_of_others_leaves_the_share_of_a_pair_as_it_is() -> None:
    def parties(*pair: str) -> Told:
        return Told(first=LAST, last=LAST, pair=pair)

    mine = [parties("A", "B"), parties("B", "A", "C"), parties("A", "C"), parties("B", "X")]
    alone = pair_share(mine, "A", "B", **LONG)
    assert alone.points[-1].value == pytest.approx(0.5)
    assert pair_share([*mine, parties("X", "Y"), parties("C", "X")], "B", "A", **LONG) == alone
    more = pair_share([*mine, parties("A", "X"), parties("B", "Y")], "A", "B", **LONG)
    assert more.points[-1].value == pytest.approx(1 / 3)
