"""A yardstick as a whole: weights, missing components, variants, tell-tales, as of a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.yardsticks.measuring.conftest import component, event, yardstick

from shiome.errors import RegionRefused
from shiome.yardsticks.measuring.composing import composed, scaled, shares
from shiome.yardsticks.measuring.measure import measure
from shiome.yardsticks.series import Point, Series

TALKS = event(1, "2023-02-01", "AAA", "BBB", "CONSULT")
TONE = component("tone", low=-10, high=10, pairs=[["AAA", "BBB"]], weight=3)
STOCK = component("stock", high=4, events=[{"among": ["AAA", "BBB"]}], weight=1)
VOTES = component("votes", pairs=[["AAA", "BBB"]])
VALUES = st.lists(st.none() | st.floats(0, 1), min_size=3, max_size=3)


def series(values):
    return Series(period="year", points=tuple(Point(when=str(2020 + n), value=v) for n, v in enumerate(values)))


@given(st.lists(st.tuples(VALUES, st.floats(0.01, 10)), min_size=1, max_size=4))
def test_the_whole_lies_between_its_parts(parts):
    rows = {str(n): series(values) for n, (values, _) in enumerate(parts)}
    whole = composed(rows, {str(n): weight for n, (_, weight) in enumerate(parts)})
    for number, point in enumerate(whole):
        known = [row.points[number].value for row in rows.values() if row.points[number].value is not None]
        if point.value is not None:
            assert min(known) - 1e-9 <= point.value <= max(known) + 1e-9


@given(VALUES)
def test_a_yardstick_of_one_component_is_the_component(values):
    assert [p.value for p in composed({"a": series(values)}, {"a": 2.0})] == pytest.approx(values, nan_ok=True)


@given(st.floats(-20, 20), st.floats(-10, 10), st.floats(-10, 10).filter(bool))
def test_scaling_stays_between_nought_and_one(value, low, width):
    part = yardstick(component("votes", pairs=[["AAA", "BBB"]], low=low, high=low + width)).components[0]
    if part.low == part.high:
        return
    (point,) = scaled(
        Series(period="year", points=(Point(when="2020", value=value, low=value - 1, high=value + 1),)), part
    )
    assert 0 <= point.low <= point.value <= point.high <= 1


def test_a_part_without_data_leaves_the_weight_to_the_others(knowing):
    with_votes = measure(yardstick(TONE, VOTES), knowing(TALKS))
    alone = measure(yardstick(TONE), knowing(TALKS))
    assert with_votes.series.values == alone.series.values


def test_a_period_in_which_too_little_is_known_has_no_value():
    heavy, light = series([None, 0.5, None]), series([0.1, 0.1, None])
    assert composed({"h": heavy, "l": light}, {"h": 3, "l": 1}).values == (None, pytest.approx(0.4), None)


def test_weights_that_sum_to_nothing_are_refused(knowing):
    with pytest.raises(RegionRefused, match="the weights of y sum to 0"):
        measure(yardstick(TONE | {"weight": 0}), knowing(TALKS))
    assert sum(shares({"a": 1, "b": 3}, of="y").values()) == 1


def test_every_value_opens_on_its_inputs(knowing):
    found = measure(yardstick(TONE, STOCK), knowing(TALKS))
    assert all(point.inputs for point in found.series if point.value is not None)
    assert {name for point in found.series for name in point.inputs} == {"event:E1"}


def test_variants_of_the_pack_and_of_the_house(knowing):
    variants = [
        {"id": "short", "name": {"ja": "短", "en": "short"}, "half_life_times": 0.1},
        {"id": "stock-only", "name": {"ja": "数", "en": "stock"}, "weights": {"tone": 0}},
    ]
    late = component("closeness", low=-3, high=3, relations=["AAA-BBB"])
    found = measure(yardstick(TONE, STOCK, late, variants=variants), knowing(TALKS))
    ids = [variant.id for variant in found.variants]
    assert ids == ["short", "stock-only", "without-tone", "without-stock", "without-closeness", "steady"]
    by_id = {variant.id: variant.series for variant in found.variants}
    assert by_id["short"].values != found.series.values
    # Only the stock has values from the first event to the end.
    assert by_id["steady"].values == next(c.scaled.values for c in found.components if c.id == "stock")
    for point in found.turning.points:
        assert set(point.variants) == set(ids)


def test_telltales_count_from_the_day_they_are_watched(knowing):
    entry = {
        "id": "sign",
        "name": {"ja": "兆", "en": "sign"},
        "since": "2023-06-30",
        "events": [{"types": ["MOBILIZE"]}],
    }
    before = event(7, "2023-03-01", "AAA", "", "MOBILIZE")
    after = event(8, "2023-09", "AAA", "", "MOBILIZE")
    (seen,) = measure(yardstick(TONE, telltales=[entry]), knowing(TALKS, before)).telltales
    assert not seen.seen
    (seen,) = measure(yardstick(TONE, telltales=[entry]), knowing(TALKS, before, after)).telltales
    assert (seen.seen, seen.when, seen.inputs) == (True, "2023-09", ("event:E8",))


def test_nothing_after_the_last_known_day_enters(knowing):
    found = measure(yardstick(TONE), knowing(TALKS, as_of=date(2023, 5, 1)))
    assert found.series.points[-1].when == "2023-34"
