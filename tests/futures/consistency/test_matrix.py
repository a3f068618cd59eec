"""What a matrix accepts, and the balances of a scenario."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from tests.futures.consistency.strategies import every_scenario, matrices, matrix_of, worst_gap

from shiome.errors import InputRefused
from shiome.futures.consistency.balance import assess, balances, inconsistencies
from shiome.futures.consistency.matrix import Cell, CrossImpact

WEATHER = {"Sky": ["clear", "grey"], "Mood": ["bright", "dull"]}


@pytest.mark.parametrize(
    ("variants", "impacts", "said"),
    [
        ({}, [], "no descriptors.*consistency.empty"),
        ({"Sky": []}, np.zeros((0, 0)), "descriptor Sky has no variants.*consistency.variants"),
        ({"Sky": ["clear", "clear"]}, np.zeros((2, 2)), "Sky: 'clear' is named twice.*consistency.twice"),
        (WEATHER, np.zeros((4, 3)), "4 by 3, the variants are 4.*consistency.shape"),
        (WEATHER, [[0, 1], [0]], "not a table of numbers.*consistency.value"),
        (WEATHER, np.diag([0, 0, 0, np.nan]), "Mood=dull on Mood=dull.*consistency.value"),
        (WEATHER, np.full((4, 4), 1e7), "Sky=clear on Sky=clear.*consistency.value"),
    ],
)
def test_what_does_not_hold_together_is_refused_in_one_line(variants: object, impacts: object, said: str) -> None:
    with pytest.raises(InputRefused, match=said) as caught:
        CrossImpact.of(variants, impacts)  # type: ignore[arg-type]
    assert "\n" not in caught.value.line("ja") + caught.value.line("en")
    assert caught.value.ja != caught.value.message


def test_cells_by_name_add_up() -> None:
    cells = [Cell("Sky", "grey", "Mood", "dull", 2), Cell("Sky", "grey", "Mood", "dull", 0.5)]
    assert CrossImpact.from_cells(WEATHER, cells).impacts[1].tolist() == [0, 0, 0, 2.5]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (Cell("Sky", "green", "Mood", "dull", 1), "no variant of Sky called 'green'; use one of clear, grey"),
        (Cell("Sky", "grey", "Wind", "dull", 1), "no descriptor called 'Wind'; use one of Sky, Mood"),
    ],
)
def test_a_cell_to_what_does_not_exist_is_refused(cell: Cell, said: str) -> None:
    with pytest.raises(InputRefused, match=said):
        CrossImpact.from_cells(WEATHER, [cell])


def test_scenarios_by_name() -> None:
    matrix = CrossImpact.of(WEATHER, np.zeros((4, 4)))
    assert matrix.named(matrix.scenario({"Mood": "dull", "Sky": "clear"})) == {"Sky": "clear", "Mood": "dull"}
    with pytest.raises(InputRefused, match="does not say Mood"):
        matrix.scenario({"Sky": "clear"})


def test_judgements_cannot_be_changed_afterwards() -> None:
    given_values = np.zeros((4, 4))
    matrix = CrossImpact.of(WEATHER, given_values)
    given_values[0, 0] = 1
    assert matrix.impacts[0, 0] == 0
    with pytest.raises(ValueError, match="read-only"):
        matrix.impacts[0, 0] = 1


@given(matrix=matrices(most=4))
@settings(max_examples=80, deadline=None)
def test_balances_and_reasons_follow_from_the_definition(matrix: CrossImpact) -> None:
    every = every_scenario(matrix)
    sums = balances(matrix, np.array(every))
    gaps = inconsistencies(matrix, np.array(every))
    for scenario, row, gap in zip(every, sums, gaps, strict=True):
        judged = assess(matrix, scenario)
        assert judged.inconsistency == gap.max() == worst_gap(matrix, scenario)
        for number, verdict in enumerate(judged.verdicts):
            assert verdict.score == row[matrix.offsets[number] + scenario[number]]
            assert verdict.inconsistency == gap[number]
            if verdict.rival is not None:
                assert sum(each.balance for each in verdict.arguments) == verdict.margin
        assert judged.total == sum(verdict.score for verdict in judged.verdicts)
        assert [each.margin for each in judged.against] == sorted(v.margin for v in judged.verdicts if v.margin < 0)


@pytest.mark.parametrize(("scenario", "said"), [([0], "has 1 states"), ([0, 2], "D1 has no variant number 2")])
def test_a_scenario_of_another_matrix_is_refused(scenario: list[int], said: str) -> None:
    with pytest.raises(InputRefused, match=said):
        assess(matrix_of([2, 2], np.zeros((4, 4))), scenario)
