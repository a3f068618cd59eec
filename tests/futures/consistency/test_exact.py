"""The exact search against the definition, and its two engines against each other."""

from __future__ import annotations

from importlib.util import find_spec
from math import prod
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.futures.consistency.strategies import every_scenario, matrices, matrix_of, worst_gap

from shiome.engines import Engine
from shiome.errors import InputRefused, MissingExtra
from shiome.futures.consistency.exact import scenario_at, signatures, solve
from shiome.futures.consistency.matrix import CrossImpact

ENGINES: list[Engine] = ["numpy", "numba"] if find_spec("numba") else ["numpy"]


def chosen(scenarios: np.ndarray) -> list[tuple[int, ...]]:
    return [tuple(row) for row in scenarios.tolist()]


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=150, deadline=None)
@given(matrix=matrices(), tolerance=st.sampled_from([0.0, 0.5, 1.0, 3.0]))
def test_all_and_only_consistent_scenarios_in_order(engine: Engine, matrix: CrossImpact, tolerance: float) -> None:
    wanted = [each for each in every_scenario(matrix) if worst_gap(matrix, each) <= tolerance]
    found = solve(matrix, tolerance=tolerance, engine=engine)
    assert chosen(found.scenarios) == wanted
    assert found.count == len(wanted)
    assert found.listed


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=80, deadline=None)
@given(matrix=matrices(tenths=True), tolerance=st.sampled_from([0.0, 0.1, 0.3]))
def test_sums_of_tenths_tie_as_they_do_on_paper(engine: Engine, matrix: CrossImpact, tolerance: float) -> None:
    wanted = [each for each in every_scenario(matrix) if worst_gap(matrix, each) <= tolerance]
    assert chosen(solve(matrix, tolerance=tolerance, engine=engine).scenarios) == wanted


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=80, deadline=None)
@given(matrix=matrices(), data=st.data())
def test_forced_states_need_no_support_and_given_ones_do(
    engine: Engine, matrix: CrossImpact, data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(matrix.sizes) - 1))
    variant = data.draw(st.integers(0, matrix.sizes[number] - 1))
    named = {f"D{number}": f"v{variant}"}
    there = [each for each in every_scenario(matrix) if each[number] == variant]
    forced = solve(matrix, forced=named, engine=engine)
    assert chosen(forced.scenarios) == [each for each in there if worst_gap(matrix, each, frozenset({number})) == 0]
    held = solve(matrix, given=named, engine=engine)
    assert chosen(held.scenarios) == [each for each in there if worst_gap(matrix, each) == 0]


@given(matrix=matrices())
@settings(max_examples=80, deadline=None)
def test_counts_multiply_over_islands_and_need_no_list(matrix: CrossImpact) -> None:
    found = solve(matrix, engine="numpy")
    counted = solve(matrix, engine="numpy", limit=0)
    assert counted.count == found.count == prod(each.count for each in found.islands)
    assert len(counted.scenarios) == 0
    assert sorted(n for each in found.islands for n in each.descriptors) == list(range(len(matrix.sizes)))


@pytest.mark.parametrize("engine", ENGINES)
def test_what_cannot_be_listed_is_counted_exactly(engine: Engine) -> None:
    pair = np.array([[0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]])
    found = solve(matrix_of([2] * 160, np.kron(np.eye(80), pair)), engine=engine)
    assert found.count == 2**80
    assert not found.listed
    assert len(found.islands) == 80
    assert all(each.listed and chosen(each.scenarios) == [(0, 0), (1, 1)] for each in found.islands)


def test_an_influence_that_never_varies_joins_no_islands() -> None:
    constant = matrix_of([2, 2], [[0, 0, 1, 0], [0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    found = solve(constant, engine="numpy")
    assert [each.descriptors for each in found.islands] == [(0,), (1,)]
    assert chosen(found.scenarios) == [(0, 0), (1, 0)]


@pytest.mark.parametrize("engine", ENGINES)
def test_judgements_too_large_for_small_numbers_are_still_exact(engine: Engine) -> None:
    big = 999_999.5
    matrix = matrix_of([2, 2], [[0, 0, big, -big], [0, 0, -big, big], [big, 0, 0, 0], [0, big, 0, 0]])
    assert chosen(solve(matrix, engine=engine).scenarios) == [(0, 0), (1, 1)]


@pytest.mark.parametrize("engine", ENGINES)
def test_more_scenarios_than_one_batch(engine: Engine) -> None:
    ring = np.zeros((34, 34))
    for number in range(17):  # each follows its neighbour, but weakly enough for the tolerance
        after = (number + 1) % 17
        ring[2 * number : 2 * number + 2, 2 * after : 2 * after + 2] = np.eye(2)
    steps: list[int] = []
    found = solve(matrix_of([2] * 17, ring), tolerance=1, engine=engine, progress=steps.append)
    assert found.count == len(found.scenarios) == 2**17
    assert np.array_equal(np.unique(found.scenarios, axis=0), found.scenarios)
    assert sum(steps) == found.steps > 0


def test_signatures_go_there_and_back() -> None:
    matrix = matrix_of([3, 2, 4], np.zeros((9, 9)))
    found = solve(matrix, engine="numpy")
    numbers = signatures(matrix, found.scenarios)
    assert sorted(numbers) == list(range(24))
    assert all(np.array_equal(scenario_at(matrix, n), row) for n, row in zip(numbers, found.scenarios, strict=True))


@pytest.mark.parametrize("tolerance", [-1.0, float("nan"), float("inf")])
def test_a_senseless_tolerance_is_refused(tolerance: float) -> None:
    with pytest.raises(InputRefused, match=r"\[consistency\.tolerance\]"):
        solve(matrix_of([2], np.zeros((2, 2))), tolerance=tolerance)


def test_contradicting_conditions_are_refused() -> None:
    with pytest.raises(InputRefused, match=r"D0 is both forced and given.*\[consistency\.forced\]"):
        solve(matrix_of([2], np.zeros((2, 2))), forced={"D0": "v0"}, given={"D0": "v1"})


def test_numba_by_name_where_it_is_absent() -> None:
    with patch("shiome.engines.find_spec", return_value=None):
        with pytest.raises(MissingExtra, match=r"\[extra\.engines\]"):
            solve(matrix_of([2], np.zeros((2, 2))), engine="numba")
        assert solve(matrix_of([2], np.zeros((2, 2)))).engine == "numpy"
