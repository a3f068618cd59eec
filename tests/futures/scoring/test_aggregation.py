"""Pooling: agreement is kept, order and complement do not matter, and what is stretched is stretched outwards."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import InputRefused
from shiome.futures.scoring.aggregation import METHODS, aggregate, extremising_factor

inner = st.floats(0.01, 0.99)
panel = st.lists(inner, min_size=1, max_size=9)
MEANS = tuple(method for method in METHODS if method != "extremised")


@pytest.mark.parametrize("method", MEANS)
@given(forecast=inner, n=st.integers(1, 9))
def test_a_panel_that_agrees_is_left_as_it_is(method, forecast, n):
    assert float(aggregate([forecast] * n, method=method)) == pytest.approx(forecast)


@pytest.mark.parametrize("method", METHODS)
@given(p=panel, seed=st.integers(0, 99))
def test_order_and_complement(method, p, seed):
    one = float(aggregate(p, method=method))
    assert float(aggregate(np.random.default_rng(seed).permutation(p), method=method)) == pytest.approx(one)
    assert float(aggregate(1 - np.array(p), method=method)) == pytest.approx(1 - one, abs=1e-9)


@pytest.mark.parametrize("method", MEANS)
@given(p=panel)
def test_means_lie_within_the_panel(method, p):
    assert min(p) - 1e-12 <= float(aggregate(p, method=method)) <= max(p) + 1e-12


@given(p=panel)
def test_the_extremised_lies_on_the_same_side_and_farther_out(p):
    mean, stretched = (float(aggregate(p, method=method)) for method in ("log_odds", "extremised"))
    assert (stretched - 0.5) * (mean - 0.5) >= 0.0
    assert abs(stretched - 0.5) >= abs(mean - 0.5) - 1e-12
    assert float(aggregate(p, method="extremised", factor=1.0)) == pytest.approx(mean)
    assert float(aggregate(p, method="extremised", prior=mean)) == pytest.approx(mean)


@given(st.integers(1, 10_000))
def test_the_factor_grows_towards_the_root_of_three(n):
    assert 1.0 <= extremising_factor(n) < extremising_factor(n + 1) < 3**0.5


def test_fixed_factor_trim_and_weights():
    assert float(aggregate([0.75], method="extremised", factor=2.0)) == pytest.approx(0.9)  # odds 3 squared
    assert float(aggregate([0.0, 0.4, 0.5, 0.6, 1.0], method="trimmed", trim=0.2)) == pytest.approx(0.5)
    assert float(aggregate([0.0, 0.1, 1.0], method="trimmed", trim=0.3)) == pytest.approx(1.1 / 3)
    assert float(aggregate([0.2, 0.6], method="linear", weights=[3, 1])) == pytest.approx(0.3)
    assert float(aggregate([0.5, 0.9], method="log_odds", weights=[0, 2])) == pytest.approx(0.9)
    assert 0.0 < float(aggregate([0.0, 0.5], method="log_odds")) < 0.01


@pytest.mark.parametrize("method", METHODS)
def test_columns_are_questions(method):
    table = np.array([[0.1, 0.7, 0.5], [0.3, 0.8, 0.9]])
    each = [float(aggregate(column, method=method)) for column in table.T]
    assert aggregate(table, method=method).tolist() == pytest.approx(each)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: aggregate([], method="linear"), "score.empty"),
        (lambda: aggregate([1.5], method="linear"), "score.probability"),
        (lambda: aggregate([0.5], method="geometric"), "score.name"),
        (lambda: aggregate([0.5], method="median", weights=[1]), "score.weights"),
        (lambda: aggregate([0.5, 0.6], method="linear", weights=[1]), "score.weights"),
        (lambda: aggregate([0.5], method="linear", weights=[0]), "score.weights"),
        (lambda: aggregate([0.5], method="linear", weights=[-1]), "score.weights"),
        (lambda: aggregate([0.5], method="trimmed", trim=0.5), "score.trim"),
        (lambda: aggregate([0.5], method="extremised", prior=0), "score.level"),
        (lambda: extremising_factor(0), "score.forecasters"),
    ],
)
def test_refusals(call, code):
    with pytest.raises(InputRefused) as refused:
        call()
    assert refused.value.code == code
    assert "\n" not in str(refused.value)
