"""Several forecasters put together by every method, and files of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import InputRefused
from shiome.futures.ledger.pooling import Forecaster, Question, pooled, questions_from
from shiome.futures.scoring.aggregation import METHODS, aggregate, extremising_factor


def asked(*probabilities, **changes):
    return Question(
        forecasts=tuple(Forecaster(by=str(n), p=p) for n, p in enumerate(probabilities)), question="q", **changes
    )


@given(st.lists(st.floats(0.01, 0.99), min_size=1, max_size=8), st.floats(0.05, 0.95))
def test_each_method_is_that_of_the_scoring_room(probabilities, prior):
    pool = pooled(asked(*probabilities), prior=prior)
    assert [one.method for one in pool.methods] == list(METHODS)
    for one in pool.methods:
        assert one.p == pytest.approx(float(aggregate(probabilities, method=one.method, prior=prior)))
        assert one.brier is None
    assert pool.factor == pytest.approx(extremising_factor(len(probabilities)))


def test_with_an_outcome_each_method_is_scored():
    pool = pooled(asked(0.6, 0.8, outcome="true"), factor=2.0)
    assert pool.factor == 2.0
    assert all(one.brier == pytest.approx((1 - one.p) ** 2) for one in pool.methods)


def test_weights_move_the_means_and_not_the_median():
    weighted = Question(forecasts=(Forecaster(by="a", p=0.2, weight=3), Forecaster(by="b", p=0.8)))
    by_name = {one.method: one.p for one in pooled(weighted).methods}
    assert by_name["linear"] == pytest.approx(0.35)
    assert by_name["median"] == pytest.approx(0.5)


def test_nobody_is_nothing_to_put_together():
    with pytest.raises(InputRefused) as caught:
        pooled(Question(question="q"))
    assert caught.value.code == "ledger.forecasts"


@pytest.mark.parametrize(
    "value",
    [
        {"a": "0.3", "b": "0.5"},
        [{"by": "a", "p": 0.3}, {"by": "b", "p": "0.5"}],
        {"forecasts": {"a": 0.3, "b": 0.5}},
        [{"question": "", "forecasts": [{"by": "a", "p": 0.3}, {"by": "b", "p": 0.5}]}],
    ],
)
def test_files_may_be_written_in_several_ways(value):
    (question,) = questions_from(value)
    assert [(one.by, one.p) for one in question.forecasts] == [("a", 0.3), ("b", 0.5)]


@pytest.mark.parametrize("value", ["text", {"a": "x"}, [{"p": 0.3}], [["a", 0.3]], {"forecasts": 3}])
def test_what_is_no_question_is_refused(value):
    with pytest.raises(InputRefused) as caught:
        questions_from(value)
    assert caught.value.code == "ledger.entry"
