"""Successions one by one against basins counted all at once."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from tests.futures.consistency.strategies import every_scenario, matrices, matrix_of, worst_gap

from shiome.errors import InputRefused
from shiome.futures.consistency.exact import solve
from shiome.futures.consistency.matrix import CrossImpact
from shiome.futures.consistency.succession import Rule, attractors, sampled_attractors, succession, successors

RULES: list[Rule] = ["global", "local", "incremental"]


@pytest.mark.parametrize("rule", RULES)
@given(matrix=matrices(most=4))
@settings(max_examples=40, deadline=None)
def test_basins_are_where_single_successions_end(rule: Rule, matrix: CrossImpact) -> None:
    ends: Counter[frozenset[tuple[int, ...]]] = Counter()
    for scenario in every_scenario(matrix):
        path, begin = succession(matrix, np.array(scenario), rule=rule)
        ends[frozenset(tuple(row) for row in path[begin:].tolist())] += 1
    found = attractors(matrix, rule=rule)
    assert {frozenset(tuple(row) for row in each.scenarios.tolist()): each.basin for each in found} == ends
    assert sum(each.basin for each in found) == matrix.combinations


@pytest.mark.parametrize("rule", RULES)
@given(matrix=matrices(most=4))
@settings(max_examples=40, deadline=None)
def test_what_rests_is_what_is_consistent(rule: Rule, matrix: CrossImpact) -> None:
    resting = sorted(tuple(each.scenarios[0].tolist()) for each in attractors(matrix, rule=rule) if each.rests)
    assert resting == [tuple(row) for row in solve(matrix, engine="numpy").scenarios.tolist()]


def test_the_three_rules_differ_in_how_far_they_step() -> None:
    # D0 decides D1 strongly and D2 weakly; both are two steps away from what it demands.
    impacts = np.zeros((7, 7))
    impacts[0, 3], impacts[0, 6] = 3, 2
    matrix = matrix_of([1, 3, 3], impacts)
    start = np.array([0, 0, 0])
    assert successors(matrix, start, rule="global").tolist() == [[0, 2, 2]]
    assert successors(matrix, start, rule="local").tolist() == [[0, 2, 0]]
    assert successors(matrix, start, rule="incremental").tolist() == [[0, 1, 1]]


def test_a_cycle_is_shown_in_its_order() -> None:
    # D1 copies D0, D0 does the opposite of D1.
    matrix = matrix_of([2, 2], [[0, 0, 1, 0], [0, 0, 0, 1], [0, 1, 0, 0], [1, 0, 0, 0]])
    (cycle,) = attractors(matrix)
    assert cycle.scenarios.tolist() == [[0, 0], [1, 0], [1, 1], [0, 1]]
    assert (cycle.basin, cycle.share, cycle.rests) == (4, 1.0, False)


def test_a_tie_stays_where_it_is() -> None:
    matrix = matrix_of([3, 2], np.zeros((5, 5)))
    assert worst_gap(matrix, (2, 1)) == 0
    assert successors(matrix, np.array([2, 1])).tolist() == [[2, 1]]


def test_too_many_scenarios_for_basins_are_refused() -> None:
    with pytest.raises(InputRefused, match=r"\[consistency\.large\]"):
        attractors(matrix_of([2] * 40, np.zeros((80, 80))))


@pytest.mark.parametrize("rule", RULES)
@given(matrix=matrices(most=4))
@settings(max_examples=25, deadline=None)
def test_sampled_basins_estimate_the_counted_ones(rule: Rule, matrix: CrossImpact) -> None:
    exact = {each.scenarios.tobytes(): each.share for each in attractors(matrix, rule=rule)}
    found = sampled_attractors(matrix, starts=400, seed=5, rule=rule)
    assert sum(each.arrivals for each in found) == 400
    for each in found:
        # Six standard errors of 400 starts: one failure in a thousand million.
        assert abs(each.share.value - exact[each.scenarios.tobytes()]) <= 0.15
        assert each.share.low <= each.share.value <= each.share.high


def test_what_is_held_stays_in_every_succession() -> None:
    pair = matrix_of([2, 2], [[0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]])
    first = pair.descriptors[0]
    (found,) = sampled_attractors(pair, starts=50, seed=1, held={first.name: first.variants[1]})
    assert found.scenarios.tolist() == [[1, 1]]
    assert found.arrivals == 50


def test_no_start_is_refused() -> None:
    with pytest.raises(InputRefused, match="0 starts say nothing"):
        sampled_attractors(matrix_of([2], [[0, 0], [0, 0]]), starts=0, seed=1)
