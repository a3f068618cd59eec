from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.yardsticks.turning.builders import noise, stepped, yearly

from shiome.yardsticks.model import Turning
from shiome.yardsticks.turning.report import turning_points
from shiome.yardsticks.turning.settings import STANDARD

MAYBE = st.one_of(st.none(), st.integers(-3, 3).map(float), st.floats(-100, 100))


@settings(max_examples=50, deadline=None)
@given(st.lists(MAYBE, max_size=50))
def test_a_report_is_always_whole(values: list[float | None]) -> None:
    series = yearly(values)
    report = turning_points(series)
    whens = [point.when for point in series]
    assert (report.verdict == "found") == bool(report.points)
    assert (report.verdict == "cannot_tell") == bool(report.reason)
    assert [point.start for point in report.points] == sorted(point.start for point in report.points)
    for point in report.points:
        assert point.start in whens
        assert point.start <= point.end <= whens[-1]
        assert 0 < point.probability < 1 or point.probability == pytest.approx(1.0)
        assert 0 <= point.penalty_share <= 1
    if report.early:
        assert 0 <= report.early.probability <= 1
        assert bool(report.early.since) == (report.early.probability >= STANDARD.alarm)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([], "short"),
        ([1.0, 5.0, 2.0, 9.0], "short"),
        ([None] * 40, "short"),
        ([4.0] * 30, "constant"),
        ([1.0, None, None, 2.0, None, None, 1.5, None, None, 3.0, None, None] * 3, "sparse"),
        (list(noise(12)), "noisy"),
        (list(noise(100)), "noisy"),
    ],
)
def test_it_says_when_the_data_cannot_tell(values: list[float | None], reason: str) -> None:
    report = turning_points(yearly(values))
    assert (report.verdict, report.reason, report.points) == ("cannot_tell", reason, ())


def test_a_long_quiet_series_has_none() -> None:
    report = turning_points(yearly(list(noise(300))))
    assert (report.verdict, report.reason) == ("none", "")


def _one_step(**changes: object) -> Turning:
    return turning_points(yearly(list(stepped(60, 30, 5.0))), **changes)  # type: ignore[arg-type]


def test_a_step_is_reported_with_its_interval_size_and_detectors() -> None:
    (point,) = _one_step().points
    assert point.start <= "1930" <= point.end
    assert int(point.end) - int(point.start) <= 2
    assert point.direction == "up"
    assert point.size == pytest.approx(5.0, abs=0.6)
    assert point.probability > 0.9
    assert set(point.found_by) >= {"level", "online", "kernel"}
    assert point.penalty_share > 0.8


def test_a_small_break_is_less_certain_than_a_large_one() -> None:
    def chances(size: float) -> list[float]:
        reports = [turning_points(yearly(list(stepped(60, 30, size, seed=seed)))) for seed in range(8)]
        return [point.probability for report in reports for point in report.points]

    assert np.mean(chances(1.8)) < np.mean(chances(5.0))


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 100))
def test_the_reversed_sign_reverses_the_direction_and_nothing_else(seed: int) -> None:
    values = stepped(60, 30, 6.0, seed=seed)
    up, down = turning_points(yearly(list(values))), turning_points(yearly(list(-values)))
    opposite = {"up": "down", "down": "up", "level": "level"}
    assert [p.direction for p in down.points] == [opposite[p.direction] for p in up.points]
    assert [(p.start, p.end) for p in down.points] == [(p.start, p.end) for p in up.points]


def test_the_interval_holds_the_true_break_nine_times_in_ten() -> None:
    held = asked = 0
    for seed in range(30):
        for point in turning_points(yearly(list(stepped(50, 25, 3.0, seed=seed)))).points:
            if abs(int(point.start) - 1925) < 12:
                asked += 1
                held += point.start <= "1925" <= point.end
    assert asked >= 25
    assert held >= 0.9 * asked


def test_a_point_says_which_variant_shows_it() -> None:
    same, other = yearly(list(stepped(60, 30, 5.0, seed=7))), yearly(list(noise(60, seed=8)))
    (point,) = _one_step(variants={"same": same, "flat": other, "empty": yearly([None] * 60)}).points
    assert point.variants == {"same": True, "flat": False, "empty": False}
    assert point.hangs_on_variant


def test_a_variant_that_breaks_elsewhere_does_not_show_it() -> None:
    (point,) = _one_step(variants={"later": yearly(list(stepped(60, 45, 5.0)))}).points
    assert point.variants == {"later": False}


def test_the_newest_values_raise_an_alarm_before_the_detectors_agree() -> None:
    values = stepped(50, 48, -7.0, seed=3)
    report = turning_points(yearly(list(values)))
    assert report.early is not None
    assert report.early.probability > 0.5
    assert (report.early.since, report.early.direction) == ("1948", "down")


def test_an_old_break_raises_no_alarm() -> None:
    early = _one_step().early
    assert early is not None
    assert early.probability < 0.5
    assert (early.since, early.direction) == ("", "level")


def test_a_break_of_the_newest_values_stands_among_the_points_and_hangs_on_the_penalty() -> None:
    values = 0.25 * noise(40, seed=2) + np.concatenate([np.zeros(20), 3 * np.ones(17), np.zeros(3)])
    report = turning_points(yearly(list(values)))
    newest = report.points[-1]
    assert newest.start <= "1937" <= newest.end
    assert newest.direction == "down"


def test_ratios_are_seen_on_the_logarithmic_scale() -> None:
    values = np.exp(0.25 * noise(60) + np.where(np.arange(60) < 30, 4.0, 0.0)) + 0.0
    values[45:] /= 20
    logged = turning_points(yearly(list(values)), settings=msgspec.structs.replace(STANDARD, scale="log"))
    plain = turning_points(yearly(list(values)))
    assert any(point.start <= "1945" <= point.end for point in logged.points)
    assert not any(point.start <= "1945" <= point.end for point in plain.points)


def test_the_chances_told_are_the_shares_that_come_true() -> None:
    told, true = [], []
    random = np.random.default_rng(11)
    for seed in range(60):
        length = int(random.integers(20, 100))
        values = noise(length, seed=seed, pull=float(random.choice([0.0, 0.4, 0.7])))
        at = int(random.integers(5, length - 5))
        values[at:] += random.choice([0.0, 2.0, 4.0])
        changed = values[at:].mean() - values[:at].mean() > 0.5
        for point in turning_points(yearly(list(values))).points:
            told.append(point.probability)
            true.append(bool(changed) and int(point.start) - 1903 <= at <= int(point.end) - 1897)
    assert len(told) >= 12
    assert np.mean(told) == pytest.approx(np.mean(true), abs=0.15)
