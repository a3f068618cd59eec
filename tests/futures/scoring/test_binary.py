"""Scores of one event and of ordered categories: least in expectation at the truth, and refused where the input makes no sense."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import InputRefused
from shiome.futures.scoring.binary import CLIP, brier, logarithmic, ranked

chances = st.floats(0.0, 1.0)
inner = st.floats(0.001, 0.999)


def expected(score, forecast: float, truth: float) -> float:
    came, did_not = score([forecast, forecast], [1, 0])
    return float(truth * came + (1 - truth) * did_not)


@pytest.mark.parametrize("score", [brier, logarithmic])
@given(truth=inner, other=inner)
def test_the_truth_has_the_least_expected_loss(score, truth, other):
    honest = expected(score, truth, truth)
    assert honest <= expected(score, other, truth) + 1e-12
    if abs(truth - other) > 1e-3:
        assert honest < expected(score, other, truth)


@given(forecast=chances, outcome=chances)
def test_an_outcome_in_part_is_charged_as_the_chance_that_it_stands_for(forecast, outcome):
    came, did_not = logarithmic([forecast, forecast], [1, 0])
    assert logarithmic([forecast], [outcome])[0] == pytest.approx(outcome * came + (1 - outcome) * did_not)
    assert 0.0 <= brier([forecast], [outcome])[0] <= 1.0


@given(forecast=chances, outcome=st.sampled_from([0, 0.5, 1]))
def test_event_and_complement_score_alike(forecast, outcome):
    assert brier([1 - forecast], [1 - outcome])[0] == pytest.approx(brier([forecast], [outcome])[0], abs=1e-12)
    assert logarithmic([1 - forecast], [1 - outcome])[0] == pytest.approx(
        logarithmic([forecast], [outcome])[0], rel=1e-6, abs=1e-9
    )


def test_clipping_bounds_the_loss_and_can_be_switched_off():
    assert logarithmic([0.0, 1.0], [1, 0]) == pytest.approx([-np.log(CLIP)] * 2, rel=1e-9)
    assert logarithmic([0.0, 1.0], [0, 1], clip=0.0).tolist() == [0.0, 0.0]
    assert logarithmic([0.0], [1], clip=0.0).tolist() == [np.inf]
    with pytest.raises(InputRefused, match=r"score\.clip"):
        logarithmic([0.5], [1], clip=0.5)


weights = st.lists(st.floats(0.01, 1.0), min_size=3, max_size=3)


@given(truth=weights, other=weights)
def test_ranked_score_is_proper(truth, other):
    p, q = (np.array(one) / np.sum(one) for one in (truth, other))
    honest, feigned = (float(p @ ranked(np.tile(one, (3, 1)), [0, 1, 2])) for one in (p, q))
    assert honest <= feigned + 1e-12
    if np.abs(p - q).max() > 1e-2:
        assert honest < feigned


@given(forecast=chances, outcome=st.sampled_from([0, 1]))
def test_ranked_score_of_two_categories_is_the_brier_score(forecast, outcome):
    assert ranked([[1 - forecast, forecast]], [outcome])[0] == pytest.approx(brier([forecast], [outcome])[0], abs=1e-12)


def test_ranked_score_counts_distance():
    near, far = ranked([[0, 1, 0, 0], [0, 0, 0, 1]], [0, 0])
    assert (near, far) == (pytest.approx(1 / 3), 1.0)
    assert ranked([[0, 0, 0, 1]], [0], normalised=False).tolist() == [3.0]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: brier([], []), "score.empty"),
        (lambda: brier([0.5, 1.2], [1, 0]), "score.probability"),
        (lambda: brier([0.5, -0.1], [1, 0]), "score.probability"),
        (lambda: brier([0.5], [2]), "score.probability"),
        (lambda: brier([0.5], [1, 0]), "score.length"),
        (lambda: brier([float("nan")], [1]), "score.number"),
        (lambda: brier(["likely"], [1]), "score.number"),
        (lambda: brier([[0.5]], [1]), "score.shape"),
        (lambda: ranked([[0.5, 0.6]], [0]), "score.sum"),
        (lambda: ranked([[0.5, 0.5]], [2]), "score.category"),
        (lambda: ranked([[0.5, 0.5]], [0.5]), "score.category"),
        (lambda: ranked([[1.0]], [0]), "score.categories"),
    ],
)
def test_refusals_are_one_line_in_both_languages(call, code):
    with pytest.raises(InputRefused) as refused:
        call()
    assert refused.value.code == code
    assert "\n" not in str(refused.value)
    assert refused.value.line("ja") != refused.value.line("en")


def test_the_refusal_names_the_place():
    with pytest.raises(InputRefused, match=r"forecasts: entry 2 is 1\.2, not within 0\.\.1"):
        brier([0.5, 1.2], [1, 0])
