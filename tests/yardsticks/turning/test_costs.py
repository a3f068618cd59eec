"""Costs and their best segmentations beside slow, plain computations of the same."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from tests.yardsticks.turning.builders import noise, stepped

from shiome.yardsticks.turning.costs import Prior, Run, kernel_features, level_costs, run_costs, trend_costs
from shiome.yardsticks.turning.early import run_posterior
from shiome.yardsticks.turning.paths import best_path, bounds
from shiome.yardsticks.turning.settings import STANDARD


def test_level_cost_is_the_squared_distance_from_the_mean() -> None:
    rows = noise(12)[:, None]
    costs = level_costs(rows, np.arange(13))
    assert costs[3, 9] == pytest.approx(6 * rows[3:9].var())
    assert np.isinf(costs[5, 5])


def test_trend_cost_is_what_a_fitted_line_leaves_at_uneven_times() -> None:
    rows, at = noise(10)[:, None], np.array([0, 1, 2, 5, 6, 9, 10, 11, 15, 20])
    line = np.polyval(np.polyfit(at[2:8], rows[2:8, 0], 1), at[2:8])
    assert trend_costs(rows, at, np.arange(11))[2, 8] == pytest.approx(((rows[2:8, 0] - line) ** 2).sum())


def test_kernel_features_give_the_gaussian_kernel() -> None:
    rows = np.sort(noise(50))[:, None]
    features = kernel_features(rows)
    gaps = (rows - rows.T) ** 2
    assert features @ features.T == pytest.approx(np.exp(-gaps / np.median(gaps[gaps > 0])), abs=0.02)


def _student(value: float, degrees: float, middle: float, scale: float) -> float:
    constant = math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2) - 0.5 * math.log(math.pi * degrees * scale)
    return constant - (degrees + 1) / 2 * math.log1p((value - middle) ** 2 / (degrees * scale))


@pytest.mark.parametrize("run", ["plain", "pulled", "sloped"])
def test_run_cost_is_the_chain_of_student_predictions(run: Run) -> None:
    values, prior = noise(9), Prior()
    precision = np.diag([prior.level, prior.slope if run == "sloped" else prior.pull])
    total, moment, squares = 0.0, np.zeros(2), 0.0
    for order, now in enumerate(range(2, 9)):
        second = {"plain": 0.0, "pulled": values[now - 1] if order else 0.0, "sloped": order / 10}[run]
        design = np.array([1.0, second])
        mean = np.linalg.solve(precision, moment)
        shape = prior.shape + order / 2
        rate = prior.rate + 0.5 * (squares - mean @ precision @ mean)
        spread = 1 + design @ np.linalg.solve(precision, design)
        total += _student(values[now], 2 * shape, float(design @ mean), rate / shape * spread)
        precision = precision + np.outer(design, design)
        moment, squares = moment + design * values[now], squares + values[now] ** 2
    assert run_costs(values[:, None], np.arange(9), np.arange(10), run=run)[2, 9] == pytest.approx(-total)


def test_a_run_model_prefers_the_true_break() -> None:
    costs = run_costs(stepped(40, 20, 6.0)[:, None], np.arange(40), np.arange(41), run="plain")
    split = costs[0, 1:40] + costs[1:40, 40]
    assert int(np.argmin(split)) + 1 == 20
    assert split.min() < costs[0, 40] - 5


def test_the_path_is_the_best_of_all_segmentations() -> None:
    rows = stepped(11, 6, 3.0)[:, None]
    costs = level_costs(rows, np.arange(12))
    path = best_path(costs, np.arange(12), most=3, shortest=2)
    for number, breaks in enumerate(path.breaks):
        every = itertools.combinations(range(2, 10), number)
        allowed = [b for b in every if all(after - first >= 2 for first, after in bounds(b, 11))]
        best = min(allowed, key=lambda b: sum(costs[first, after] for first, after in bounds(b, 11)))
        assert breaks == best
        assert path.costs[number] == pytest.approx(sum(costs[first, after] for first, after in bounds(best, 11)))


def test_a_higher_penalty_never_gives_more_breaks() -> None:
    path = best_path(level_costs(noise(60)[:, None], np.arange(61)), np.arange(61), most=15, shortest=2)
    counts = [len(path.under(penalty)) for penalty in (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 1000.0)]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 0


def test_the_posterior_of_the_present_run_sums_to_one_and_finds_its_beginning() -> None:
    starts = run_posterior(stepped(40, 30, 6.0)[:, None] / 3, settings=STANDARD)
    assert starts.sum() == pytest.approx(1.0)
    assert int(np.argmax(starts)) == 30
