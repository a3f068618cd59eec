"""Scores of samples: against their definitions, in expectation, and under change of unit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.errors import InputRefused
from shiome.futures.scoring import samples

values = st.floats(-100, 100).map(lambda one: round(one, 3))
draws = st.lists(values, min_size=2, max_size=12)

TRUTH = np.array([0.0, 0.0, 1.0, 2.0, 4.0, 5.0, 7.0, 11.0, 20.0, 40.0])
SCORES = {
    "crps": samples.crps,
    "threshold": lambda x, y: samples.threshold_crps(x, y, threshold=3.0),
    "exceedance": lambda x, y: samples.exceedance(x, y, threshold=3.0),
}


@given(point=values, observed=values, copies=st.integers(1, 5))
def test_crps_of_a_point_is_the_absolute_error(point, observed, copies):
    assert samples.crps([[point] * copies], [observed])[0] == pytest.approx(abs(point - observed), abs=1e-9)


@given(drawn=draws, observed=values)
def test_crps_is_the_area_between_the_distributions(drawn, observed):
    cuts = np.unique([*drawn, observed])
    middles = (cuts[:-1] + cuts[1:]) / 2
    below = (np.array(drawn)[:, None] <= middles).mean(axis=0)
    area = float((np.square(below - (middles >= observed)) * np.diff(cuts)).sum())
    assert samples.crps([drawn], [observed])[0] == pytest.approx(area, abs=1e-8)


@given(drawn=draws, observed=values, shift=values, unit=st.floats(0.1, 10))
def test_change_of_origin_and_unit(drawn, observed, shift, unit):
    x, y = np.array([drawn]), np.array([observed])
    for score in (
        samples.crps,
        lambda x, y: samples.interval(x, y, alpha=0.2),
        lambda x, y: samples.quantile(x, y, q=0.7),
    ):
        assert score(unit * x + shift, unit * y + shift)[0] == pytest.approx(unit * score(x, y)[0], rel=1e-6, abs=1e-6)


@given(drawn=draws, observed=values, seed=st.integers(0, 99))
def test_order_of_the_draws_does_not_matter(drawn, observed, seed):
    mixed = np.random.default_rng(seed).permutation(drawn)
    assert samples.crps([mixed], [observed])[0] == pytest.approx(samples.crps([drawn], [observed])[0], abs=1e-9)


def test_fair_crps_is_that_of_the_distribution_on_average():
    """Every pair of draws from a coin: the fair score's mean is that of the coin itself, the plain one's is larger."""
    pairs = [[a, b] for a in (0.0, 1.0) for b in (0.0, 1.0)]
    itself = samples.crps([[0.0, 1.0]], [1.0])[0]
    assert samples.crps(pairs, [1.0] * 4, fair=True).mean() == pytest.approx(itself)
    assert samples.crps(pairs, [1.0] * 4).mean() > itself


@pytest.mark.parametrize("name", SCORES)
@given(other=st.lists(st.sampled_from(TRUTH.tolist()), min_size=10, max_size=10), shift=st.floats(-5, 5))
def test_the_true_distribution_has_the_least_expected_loss(name, other, shift):
    score = SCORES[name]
    honest = score(np.tile(TRUTH, (10, 1)), TRUTH).mean()
    assert honest <= score(np.tile(np.array(other) + shift, (10, 1)), TRUTH).mean() + 1e-9


@pytest.mark.parametrize(("low", "high"), [(0.1, 0.9), (0.05, 0.6), (0.4, 0.5)])
def test_the_interval_score_asks_for_the_quantiles_that_it_names(low, high):
    """Of 100 equal chances, the two-draw forecast whose quantiles are those of the truth has the least expected loss."""
    truth = np.arange(1, 1001) / 10
    best = {}
    for side, sought in (("low", low), ("high", high)):
        losses = []
        for cut in truth:
            ends = (cut, 100.0) if side == "low" else (0.0, cut)
            # Draws are set so that their interpolated quantiles are exactly the two ends.
            slope = (ends[1] - ends[0]) / (high - low)
            row = [ends[0] - slope * low, ends[0] + slope * (1 - low)]
            losses.append(samples.quantile_interval(np.tile(row, (1000, 1)), truth, low=low, high=high).mean())
        best[side] = truth[int(np.argmin(losses))]
        assert best[side] == pytest.approx(100 * sought, abs=0.3)


def test_interval_score_outside_and_inside():
    row = [[0.0, 10.0]]  # quantiles 1 and 9 for alpha 0.2
    assert samples.interval(row, [5.0], alpha=0.2)[0] == pytest.approx(8.0)
    assert samples.interval(row, [0.0], alpha=0.2)[0] == pytest.approx(8.0 + 10.0)
    assert samples.interval(row, [12.0], alpha=0.2)[0] == pytest.approx(8.0 + 30.0)
    assert samples.quantile_interval(row, [12.0], low=0.1, high=0.9) == pytest.approx(38.0)
    assert samples.covered(row * 3, [1.0, 9.0, 9.1], alpha=0.2).tolist() == [1.0, 1.0, 0.0]


def test_the_pinball_loss_is_least_at_the_quantile():
    truth = np.arange(1, 100)
    losses = [samples.quantile(np.full((99, 1), one), truth, q=0.8).mean() for one in truth]
    assert truth[int(np.argmin(losses))] == 80


@given(st.lists(st.integers(0, 9), min_size=1, max_size=20), st.integers(0, 9))
def test_ignorance_spreads_one_over_the_bins(drawn, observed):
    edges = np.arange(11) - 0.5
    every = samples.ignorance([drawn] * 10, range(10), edges=edges)
    assert np.exp2(-every).sum() == pytest.approx(1.0)
    assert np.exp2(-every[observed]) == pytest.approx((drawn.count(observed) + 1) / (len(drawn) + 10))


def test_ignorance_counts_draws_outside_to_the_total():
    assert samples.ignorance([[0.5, 9.0]], [0.5], edges=[0, 1, 2])[0] == pytest.approx(-np.log2(2 / 4))


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: samples.crps([[]], [1]), "score.empty"),
        (lambda: samples.crps([1.0], [1]), "score.shape"),
        (lambda: samples.crps([[1.0], [1.0, 2.0]], [1, 2]), "score.number"),
        (lambda: samples.crps([[1.0]], [1, 2]), "score.length"),
        (lambda: samples.crps([[1.0]], [1], fair=True), "score.draws"),
        (lambda: samples.interval([[1.0]], [1], alpha=0), "score.level"),
        (lambda: samples.quantile_interval([[1.0]], [1], low=0.9, high=0.1), "score.quantiles"),
        (lambda: samples.ignorance([[1.0]], [1], edges=[0, 0, 2]), "score.edges"),
        (lambda: samples.ignorance([[1.0]], [2.0], edges=[0, 1, 2]), "score.range"),
        (lambda: samples.ignorance([[1.0]], [-1.0], edges=[0, 1, 2]), "score.range"),
    ],
)
def test_refusals(call, code):
    with pytest.raises(InputRefused) as refused:
        call()
    assert refused.value.code == code
    assert "\n" not in str(refused.value)
