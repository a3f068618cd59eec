"""Sobol indices and Morris effects: known models, invariants, refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.errors import QueryRefused
from shiome.futures.discovery.morris import effects, screening
from shiome.futures.discovery.ranges import Span
from shiome.futures.discovery.sobol import Design, design, indices

THREE = (Span("a", -1, 1), Span("b", 0, 4), Span("c", 2, 3))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-5, 5), min_size=3, max_size=3), st.integers(0, 10**6), st.booleans())
def test_first_orders_of_an_additive_model_sum_to_one(weights: list[float], seed: int, pairs: bool) -> None:
    weights[0] = weights[0] or 1.0
    plan = design(THREE, samples=1024, seed=seed, pairs=pairs)
    told = indices(plan, plan.points @ np.array(weights), seed=1)
    firsts, error = list(told.first.values()), sum(each.error for each in told.first.values())
    if told.variance > 1e-12:
        assert sum(each.share for each in firsts) == pytest.approx(1, abs=error / 2 + 1e-6)
        assert sum(each.share for each in told.total.values()) == pytest.approx(1, abs=0.02)


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(3)), st.integers(0, 10**6))
def test_indices_do_not_depend_on_the_order_of_inputs(order: list[int], seed: int) -> None:
    plan = design(THREE, samples=64, seed=seed)
    results = plan.points[:, 0] * plan.points[:, 1] + plan.points[:, 2] ** 2
    told = indices(plan, results, seed=2)
    blocks = [0, *(1 + place for place in order), *(4 + place for place in order), 7]
    rows = np.concatenate([np.arange(64) + 64 * block for block in blocks])
    turned = Design(tuple(THREE[place] for place in order), 64, pairs=True, points=plan.points[rows][:, order])
    again = indices(turned, results[rows], seed=2)
    for name in ("a", "b", "c"):
        assert again.first[name].share == pytest.approx(told.first[name].share, abs=1e-12)
        assert again.total[name].share == pytest.approx(told.total[name].share, abs=1e-12)
        assert again.total[name].error == pytest.approx(told.total[name].error, abs=1e-12)
    for (one, other), index in told.second.items():
        turned_pair = (one, other) if (one, other) in again.second else (other, one)
        assert again.second[turned_pair].share == pytest.approx(index.share, abs=1e-12)


def test_a_product_of_centred_inputs_is_all_interaction() -> None:
    plan = design((Span("x", -1), Span("y", -1), Span("z")), samples=4096, seed=7)
    told = indices(plan, plan.points[:, 0] * plan.points[:, 1], seed=1)
    assert told.first["x"].share == pytest.approx(0, abs=0.02)
    assert told.second["x", "y"].share == pytest.approx(1, abs=0.03)
    assert told.total["x"].share == pytest.approx(1, abs=0.02)
    assert (told.total["z"].share, told.total["z"].error) == (0, 0)


def test_shifting_and_stretching_the_outcome_changes_no_index() -> None:
    plan = design(THREE, samples=256, seed=1)
    results = np.exp(plan.points[:, 0]) + plan.points[:, 1]
    plain, moved = indices(plan, results, seed=3), indices(plan, 1e6 + 50 * results, seed=3)
    for name in plain.first:
        assert moved.first[name].share == pytest.approx(plain.first[name].share, abs=1e-6)
        assert moved.total[name].error == pytest.approx(plain.total[name].error, abs=1e-6)


@pytest.mark.parametrize("scale", [1e-20, 1e20])
def test_small_and_large_outcomes_have_the_same_indices(scale: float) -> None:
    plan = design(THREE, samples=256, seed=1)
    results = plan.points.prod(axis=1)
    plain, scaled = indices(plan, results, seed=3), indices(plan, scale * results, seed=3)
    assert scaled.variance == pytest.approx(scale**2 * plain.variance)
    assert [each.share for each in scaled.total.values()] == pytest.approx(
        [each.share for each in plain.total.values()]
    )


def test_confidence_narrows_with_samples_and_repeats_by_seed() -> None:
    told = []
    for samples in (256, 4096):
        plan = design(THREE, samples=samples, seed=1, pairs=False)
        told.append(indices(plan, plan.points.prod(axis=1), seed=3))
        assert told[-1] == indices(plan, plan.points.prod(axis=1), seed=3)
        assert not told[-1].second
    assert told[1].first["b"].error < told[0].first["b"].error / 2


def test_same_seed_same_points() -> None:
    assert design(THREE, samples=16, seed=1).points.tobytes() == design(THREE, samples=16, seed=1).points.tobytes()
    assert design(THREE, samples=16, seed=1).points.tobytes() != design(THREE, samples=16, seed=2).points.tobytes()


def test_a_constant_outcome_depends_on_nothing() -> None:
    plan = design(THREE, samples=16, seed=1)
    told = indices(plan, np.full(len(plan.points), 0.1), seed=1)
    assert {each.share for each in (*told.first.values(), *told.total.values(), *told.second.values())} == {0}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-5, 5), min_size=3, max_size=3), st.integers(0, 10**6), st.sampled_from([2, 4, 6]))
def test_elementary_effects_of_a_linear_model_are_its_slopes(weights: list[float], seed: int, levels: int) -> None:
    plan = screening(THREE, trajectories=4, seed=seed, levels=levels)
    told = effects(plan, plan.points @ np.array(weights), seed=1)
    for span, weight in zip(THREE, weights, strict=True):
        slope = weight * (span.high - span.low)
        assert told[span.name].mean == pytest.approx(slope, abs=1e-9)
        assert told[span.name].strength == pytest.approx(abs(slope), abs=1e-9)
        assert told[span.name].spread == pytest.approx(0, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([2, 4, 8]))
def test_trajectories_move_each_input_once_and_stay_in_range(seed: int, levels: int) -> None:
    plan = screening(THREE, trajectories=5, seed=seed, levels=levels)
    paths = plan.points.reshape(5, 4, 3)
    changed = ~np.isclose(np.diff(paths, axis=1), 0)
    assert (changed.sum(axis=2) == 1).all()
    assert (changed.sum(axis=1) == 1).all()
    for place, span in enumerate(THREE):
        assert paths[:, :, place].min() >= span.low - 1e-12
        assert paths[:, :, place].max() <= span.high + 1e-12


def test_interaction_shows_as_spread_and_error() -> None:
    plan = screening((Span("x", -1), Span("y", -1), Span("z")), trajectories=50, seed=2)
    told = effects(plan, plan.points[:, 0] * plan.points[:, 1], seed=1)
    assert told["x"].spread > told["x"].strength / 2
    assert told["x"].error > 0
    assert told["z"].strength == 0
    assert told == effects(plan, plan.points[:, 0] * plan.points[:, 1], seed=1)


def test_designs_and_results_that_cannot_be_used_are_refused() -> None:
    plan = design(THREE, samples=8, seed=1)
    walk = screening(THREE, trajectories=2, seed=1)
    refusals = {
        "discovery.samples": lambda: design(THREE, samples=12, seed=1),
        "discovery.names": lambda: design([Span("a"), Span("a")], samples=8, seed=1),
        "discovery.span": lambda: Span("a", 1, 1),
        "discovery.results": lambda: indices(plan, np.zeros(7), seed=1),
        "discovery.resamples": lambda: indices(plan, np.zeros(len(plan.points)), seed=1, resamples=1),
        "discovery.trajectories": lambda: screening(THREE, trajectories=2, seed=1, levels=3),
    }
    for code, act in refusals.items():
        with pytest.raises(QueryRefused) as refused:
            act()
        assert refused.value.code == code
    with pytest.raises(QueryRefused, match="results have shape"):
        effects(walk, np.full(8, np.nan), seed=1)
    with pytest.raises(QueryRefused, match="no confidence"):
        effects(walk, np.zeros(8), seed=1, resamples=0)
