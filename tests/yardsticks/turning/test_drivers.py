from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.yardsticks.turning.builders import noise, yearly

from shiome.yardsticks.model import TurningPoint
from shiome.yardsticks.turning.drivers import drivers_of
from shiome.yardsticks.turning.report import turning_points

POINT = TurningPoint(
    start="1910", end="1911", probability=0.9, direction="up", size=1.0, found_by=("level",), penalty_share=1.0
)


def _step(before: float, after: float) -> list[float | None]:
    return [before] * 10 + [after] * 10


def test_shares_are_the_weighted_changes_and_their_sizes_sum_to_one() -> None:
    parts = {"visits": (0.5, yearly(_step(0.0, 1.0))), "votes": (0.5, yearly(_step(1.0, 0.5)))}
    drivers = drivers_of(POINT, parts)
    assert [one.component for one in drivers] == ["visits", "votes"]
    assert [one.share for one in drivers] == pytest.approx([2 / 3, -1 / 3])


def test_the_inputs_in_the_interval_carry_the_change_newest_first() -> None:
    (driver,) = drivers_of(POINT, {"visits": (1.0, yearly(_step(0.0, 1.0)))})
    assert driver.inputs == ("event:1911", "event:1910")


def test_the_weightiest_inputs_come_before_newer_ones_and_no_more_than_asked() -> None:
    values = _step(0.0, 1.0)
    values[10] = 3.0
    (driver,) = drivers_of(POINT, {"visits": (1.0, yearly(values))}, most=1)
    assert driver.inputs == ("event:1910",)


def test_a_component_that_stood_still_or_was_unknown_drives_nothing() -> None:
    parts = {
        "still": (0.5, yearly(_step(2.0, 2.0))),
        "unknown": (0.2, yearly([None] * 20)),
        "moved": (0.3, yearly(_step(0.0, 1.0))),
    }
    assert [one.component for one in drivers_of(POINT, parts)] == ["moved"]


def test_parts_that_cancel_out_are_told_by_their_own_size() -> None:
    parts = {"up": (0.5, yearly(_step(0.0, 1.0))), "down": (0.5, yearly(_step(1.0, 0.0)))}
    assert {one.component: one.share for one in drivers_of(POINT, parts)} == {"up": 0.5, "down": -0.5}


def test_a_component_that_sets_in_is_a_driver() -> None:
    parts = {"old": (0.5, yearly(_step(0.2, 0.2))), "new": (0.5, yearly([None] * 10 + [0.9] * 10))}
    assert [(one.component, one.share) for one in drivers_of(POINT, parts)] == [("new", 1.0)]


@given(st.lists(st.tuples(st.floats(0.1, 1), st.floats(0.1, 5), st.floats(0.1, 5)), min_size=1, max_size=5))
def test_shares_of_parts_that_do_not_cancel_sum_to_one(parts: list[tuple[float, float, float]]) -> None:
    components = {str(n): (weight, yearly(_step(low, low + rise))) for n, (weight, low, rise) in enumerate(parts)}
    assert sum(one.share for one in drivers_of(POINT, components)) == pytest.approx(1.0)


def test_the_report_names_the_drivers_between_neighbouring_breaks() -> None:
    first = [0.0] * 20 + [6.0] * 40
    second = [0.0] * 40 + [6.0] * 20
    whole = [a + b + e for a, b, e in zip(first, second, noise(60), strict=True)]
    components = {"first": (1.0, yearly(first)), "second": (1.0, yearly(second))}
    points = turning_points(yearly(whole), components=components).points
    assert [point.drivers[0].component for point in points] == ["first", "second"]
    assert all(point.drivers[0].share > 0.9 for point in points)
