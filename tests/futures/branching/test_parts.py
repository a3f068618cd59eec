"""The parts: months counted, axes against shuffled runs, groups, names, intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.futures.branching.worlds import ensemble, from_paths, noise, regimes

from shiome.errors import InputRefused
from shiome.futures.branching.axes import shared_axes, together_still
from shiome.futures.branching.clusters import agreement, grouped, nearest
from shiome.futures.branching.courses import Profiles, medoid
from shiome.futures.branching.fans import fans, wilson_bounds
from shiome.futures.branching.naming import Words, event_names, future_names, words_of
from shiome.futures.branching.records import Event, Mark
from shiome.futures.branching.traces import first_months, profile, traces, windows
from shiome.futures.branching.tree import grow
from shiome.futures.scoring.rates import wilson


@given(st.integers(1, 200), st.integers(1, 40))
def test_windows_fill_the_horizon_without_overlap(months: int, count: int) -> None:
    found = windows(months, count)
    assert [month for low, high in found for month in range(low, high + 1)] == list(range(1, months + 1))
    assert len(found) == min(months, count)


def test_profiles_and_first_months_are_those_counted_by_hand() -> None:
    paths = np.array([[[0], [1], [1], [0], [2]], [[2], [2], [2], [2], [2]]], dtype=np.uint8)
    read = traces(from_paths(paths, (3,)))
    assert profile(read.columns[0], 3, count=2).tolist() == [[0, 2, 0, 1, 0, 1], [0, 0, 2, 0, 0, 2]]
    assert [found.tolist() for found in first_months(read)] == [[0, 5], [1, 5], [4, 0]]


def test_axes_are_none_in_noise_and_one_for_a_regime_that_explains_all() -> None:
    dice = np.random.default_rng(1)
    for model, expected in ((noise(), 0), (regimes(), 1)):
        read = traces(ensemble(model))
        blocks = [profile(c, len(s), count=4) for c, s in zip(read.columns, read.states, strict=True)]
        axes = shared_axes(blocks, dice=dice)
        assert len(axes.carried) == expected
        assert axes.reference == pytest.approx(1, abs=0.3)
        assert axes.scores(blocks).shape == (3000, expected)
    assert axes.weights[-1] == 0  # the tool never moves
    assert together_still(blocks, np.zeros(3000, dtype=np.intp), dice=dice)
    assert not together_still(blocks, (read.columns[0][6] == 1).astype(np.intp), dice=dice)


def test_groups_far_apart_are_found_largest_first() -> None:
    dice = np.random.default_rng(2)
    truth = np.repeat([0, 1, 2], [50, 200, 100])
    points = np.array([[0.0, 0.0], [9.0, 0.0], [0.0, 9.0]])[truth] + dice.normal(size=(350, 2))
    centres, left = grouped(points, 3, dice=dice)
    labels = nearest(points, centres)
    assert agreement(labels, truth) > 0.98
    assert np.bincount(labels).tolist() == sorted(np.bincount(labels).tolist(), reverse=True)
    assert left == pytest.approx(700, rel=0.2)


def test_agreement_is_one_for_the_same_and_near_none_for_unrelated_groupings() -> None:
    dice = np.random.default_rng(3)
    one, other = dice.integers(3, size=(2, 5000))
    assert agreement(one, 2 - one) == 1
    assert abs(agreement(one, other)) < 0.01


def test_the_medoid_has_the_least_sum_of_squared_distances() -> None:
    dice = np.random.default_rng(4)
    blocks = tuple(dice.integers(7, size=(60, 6)).astype(np.float32) for _ in range(3))
    weights = (1.0, 0.5, 0.0)
    rows = np.arange(5, 50)
    whole = np.concatenate([block * weight for block, weight in zip(blocks, weights, strict=True)], axis=1)[rows]
    sums = ((whole[:, None] - whole[None]) ** 2).sum(axis=(1, 2))
    assert medoid(Profiles(blocks, weights, 1), rows) == rows[sums.argmin()]


@dataclass(frozen=True)
class State:
    id: str
    name: dict[str, str]


@dataclass(frozen=True)
class Named:
    id: str
    name: dict[str, str]
    states: tuple[State, ...]


WORDS = words_of(
    [Named("talks", {"en": "Talks", "ja": "対話"}, (State("held", {"en": "under way", "ja": "進行中"}),))],
    start="2025-11",
)


def test_events_are_named_in_both_languages_with_dates_or_with_what_is_known() -> None:
    by, at = Event("talks", "held", 3), Event("talks", "held", 14, "in")
    assert event_names(by, words=WORDS) == {
        "en": "Talks: under way by February 2026",
        "ja": "2026年2月までに対話が「進行中」になる",
    }
    assert event_names(by, words=WORDS, happens=False)["ja"] == "2026年2月までに対話が「進行中」にならない"
    assert event_names(at, words=WORDS, happens=False) == {
        "en": "Talks: not under way in January 2027",
        "ja": "2027年1月に対話が「進行中」でない",
    }
    assert event_names(by, words=Words())["en"] == "talks: held by month 3"


def test_futures_are_named_by_as_many_marks_as_tell_them_apart() -> None:
    a, b, c, d = (Mark("talks", state, 1, 6, 0.8, 0.2) for state in ("held", "b", "c", "d"))
    assert future_names([[a, b], [c, d]], words=WORDS) == [
        {"en": "Talks: under way; Talks: b", "ja": "対話＝進行中、対話＝b"},
        {"en": "Talks: c; Talks: d", "ja": "対話＝c、対話＝d"},
    ]
    assert [name["en"] for name in future_names([[a, b, c], [a, b, d]], words=Words())] == [
        "talks: held; talks: b; talks: c",
        "talks: held; talks: b; talks: d",
    ]
    assert [name["ja"] for name in future_names([[a], [a], []], words=Words())] == [
        "未来1：talks＝held",
        "未来2：talks＝held",
        "未来3",
    ]


@given(st.integers(1, 10_000), st.floats(0, 1), st.sampled_from([0.8, 0.95, 0.99]))
def test_many_intervals_at_once_are_those_of_one_by_one(runs: int, share: float, confidence: float) -> None:
    hits = np.array([0.0, round(share * runs), runs])
    low, high = wilson_bounds(hits, runs, confidence=confidence)
    for place, hit in enumerate(hits):
        rate = wilson(float(hit), runs, confidence=confidence)
        assert (low[place], high[place]) == pytest.approx((rate.low, rate.high), abs=1e-12)


def test_fans_can_be_had_of_some_branches_and_drivers_and_of_no_others() -> None:
    grown = grow(ensemble(regimes(), runs=600), seed=1)
    found = fans(grown, drivers=["x0"], branches=["T+"])
    assert [(fan.branch, fan.driver, fan.states) for fan in found] == [("T+", "x0", ("low", "middle", "high"))]
    for asked in ({"drivers": ["none"]}, {"branches": ["T+++"]}):
        with pytest.raises(InputRefused, match=r"branching\.unknown"):
            fans(grown, **asked)  # type: ignore[arg-type]
