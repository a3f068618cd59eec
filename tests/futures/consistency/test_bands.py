"""Bands: exact intervals, one cell at a time, and weights over draws."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.futures.consistency.strategies import every_scenario, matrices, matrix_of, worst_gap

from shiome.errors import InputRefused
from shiome.futures.consistency.bands import Banded, Shape, holding, sensitivity, weigh
from shiome.futures.consistency.matrix import CrossImpact

PAIR = matrix_of([2, 2], [[0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]])


def one_band(low: float, high: float, mode: float | None = None) -> Banded:
    """The pair, with a band for what the first variant does to its like."""
    ends = [PAIR.impacts.copy() for _ in range(3)]
    for each, value in zip(ends, (low, high, (low + high) / 2 if mode is None else mode), strict=True):
        each[0, 2] = value
    return Banded.of(PAIR.descriptors, *ends)


@given(matrix=matrices(most=4), data=st.data())
@settings(max_examples=80, deadline=None)
def test_a_scenario_holds_exactly_within_its_interval(matrix: CrossImpact, data: st.DataObject) -> None:
    scenario = data.draw(st.sampled_from(every_scenario(matrix)))
    bounds = holding(matrix, np.array(scenario, dtype=np.int16))
    assert (bounds is None) == (worst_gap(matrix, scenario) > 0)
    if bounds is None:
        return
    cell = data.draw(st.tuples(*[st.integers(0, matrix.width - 1)] * 2))
    for value in range(-12, 13):
        impacts = matrix.impacts.copy()
        impacts[cell] = value
        holds = worst_gap(matrix.replaced(impacts), scenario) == 0
        assert holds == (bounds[0][cell] <= value <= bounds[1][cell])


def test_moving_one_judgement_shows_what_is_lost() -> None:
    (found,) = sensitivity(one_band(-1, 3, 1), engine="numpy")
    assert (found.source, found.target, found.value) == (0, 2, -1.0)
    assert found.lost == ((0, 0),)
    assert found.gained == ()


def test_certain_judgements_move_nothing() -> None:
    assert sensitivity(one_band(1, 1), engine="numpy") == ()


def test_too_many_scenarios_to_compare_are_refused() -> None:
    nothing = matrix_of([10] * 5, np.zeros((50, 50)))
    with pytest.raises(InputRefused, match=r"100000 consistent scenarios.*consistency.many"):
        sensitivity(Banded.of(nothing.descriptors, nothing.impacts, nothing.impacts), engine="numpy")


@pytest.mark.parametrize(("shape", "share"), [("uniform", 0.75), ("triangular", 0.875)])
def test_weights_are_the_share_of_the_band_that_supports_a_scenario(shape: Shape, share: float) -> None:
    found = weigh(one_band(-1, 3), draws=800, seed=5, shape=shape, engine="numpy")
    by_scenario = {each.scenario: each for each in found.weights}
    assert by_scenario[1, 1].probability == 1
    assert by_scenario[1, 1].error > 0
    assert abs(by_scenario[0, 0].probability - share) < 4 * by_scenario[0, 0].error
    assert sum(found.counts) == sum(each.consistent for each in found.weights)
    assert (found.draws, found.unlisted) == (800, 0)


@pytest.mark.parametrize("shape", ["uniform", "triangular"])
def test_draws_stay_in_their_bands_and_depend_on_seed_and_number_only(shape: Shape) -> None:
    bands = one_band(-1, 3, 2.5)
    values = [float(bands.drawn(draw, seed=3, shape=shape).impacts[0, 2]) for draw in range(50)]
    assert min(values) >= -1
    assert max(values) <= 3
    assert len(set(values)) == 50
    assert float(bands.drawn(49, seed=3, shape=shape).impacts[0, 2]) == values[49]
    assert float(bands.drawn(49, seed=4, shape=shape).impacts[0, 2]) != values[49]
    assert np.count_nonzero(bands.drawn(0, seed=3).impacts != bands.mode.impacts) == 1


def test_split_work_counts_what_the_whole_counts() -> None:
    whole = weigh(one_band(-1, 3), draws=60, seed=2, engine="numpy")
    parts = [weigh(one_band(-1, 3), draws=20, first=first, seed=2, engine="numpy") for first in (0, 20, 40)]
    assert tuple(n for part in parts for n in part.counts) == whole.counts
    summed = Counter({each.scenario: 0 for each in whole.weights})
    for part in parts:
        summed.update({each.scenario: each.consistent for each in part.weights})
    assert dict(summed) == {each.scenario: each.consistent for each in whole.weights}


@pytest.mark.parametrize(("low", "high", "mode"), [(2, 1, 1.5), (0, 1, 2), (0, 1, -1)])
def test_a_band_without_values_is_refused(low: float, high: float, mode: float) -> None:
    with pytest.raises(InputRefused, match=r"D0=v0 on D1=v0: the band .*consistency.band"):
        one_band(low, high, mode)


def test_a_draw_with_too_many_scenarios_is_counted_apart() -> None:
    nothing = matrix_of([10] * 5, np.zeros((50, 50)))
    found = weigh(Banded.of(nothing.descriptors, nothing.impacts, nothing.impacts), draws=2, engine="numpy")
    assert (found.unlisted, found.counts, found.weights) == (2, (100000, 100000), ())


def test_no_draws_are_refused() -> None:
    with pytest.raises(InputRefused, match=r"\[consistency\.draws\]"):
        weigh(one_band(0, 1), draws=0)
