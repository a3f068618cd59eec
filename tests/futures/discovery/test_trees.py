"""Trees: leaves share out the runs, pruning is nested, noise is cut away."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.errors import QueryRefused
from shiome.futures.discovery.box import Between, OneOf, inside
from shiome.futures.discovery.inputs import Runs, runs
from shiome.futures.discovery.trees import cut_back, grow, leaves, prices, pruned, told


@st.composite
def experiments(draw: st.DrawFn) -> Runs:
    size, seed = draw(st.integers(4, 150)), draw(st.integers(0, 10**6))
    dice = np.random.default_rng(seed)
    x, step, mode = dice.normal(size=size), dice.integers(4, size=size), dice.choice(["a", "b", "c", "d"], size=size)
    outcome = x + step / 2 + np.isin(mode, ["b", "d"]) + dice.normal(size=size) / 2 > 1
    return runs({"x": x, "step": step, "mode": mode}, outcome)


@settings(max_examples=50, deadline=None)
@given(experiments(), st.integers(1, 10), st.integers(1, 6))
def test_every_run_lies_in_exactly_one_leaf_whose_figures_can_be_counted(table: Runs, least: int, depth: int) -> None:
    tree = grow(table, least=least, depth=depth)
    boxes = leaves(tree, table)
    met = np.zeros(table.size, dtype=int)
    says = told(tree, table)
    for box in boxes:
        kept = inside(table, box.restrictions)
        met += kept
        assert (box.inside, box.caught) == (kept.sum(), table.outcome[kept].sum())
        assert box.inside >= min(least, table.size)
        assert (says[kept] == (box.density > 0.5)).all()
    assert (met == 1).all()
    assert [box.density for box in boxes] == sorted((box.density for box in boxes), reverse=True)
    assert sum(box.coverage for box in boxes) == pytest.approx(1 if table.wanted else 0)


@settings(max_examples=50, deadline=None)
@given(experiments())
def test_a_higher_price_gives_a_smaller_tree_and_no_fewer_errors(table: Runs) -> None:
    tree = grow(table, least=1)
    steps = prices(tree)
    assert list(steps) == sorted(steps)
    sizes, errors = [], []
    for price in steps:
        ends = list(cut_back(tree, price=price).ends())
        sizes.append(len(ends))
        errors.append(sum(end.errors for end in ends))
    assert all(a > b for a, b in itertools.pairwise(sizes))
    assert errors == sorted(errors)
    assert sizes[-1] == 1


def test_first_split_is_the_one_of_least_impurity() -> None:
    table = runs({"x": [1, 2, 3, 4, 5, 6], "y": [2, 1, 4, 3, 6, 5]}, [0, 0, 0, 1, 1, 1])
    split = grow(table, least=1).split
    assert split is not None
    assert split.low == Between("x", None, 3.5)
    assert len(leaves(grow(table, least=1), table)) == 2


def test_labels_are_split_into_the_two_best_sets() -> None:
    mode = np.repeat(["a", "b", "c", "d"], 20)
    table = runs({"mode": mode}, np.isin(mode, ["b", "d"]))
    first, second = leaves(grow(table), table)
    assert first.restrictions == (OneOf("mode", ("b", "d")),)
    assert (first.density, second.density) == (1.0, 0.0)


def test_pruning_keeps_what_holds_and_cuts_noise() -> None:
    dice = np.random.default_rng(2)
    x, y, noise = dice.random((3, 600))
    truth = (x > 0.6) & (y < 0.5)
    table = runs({"x": x, "y": y, "noise": noise}, truth ^ (dice.random(600) < 0.1))
    tree = pruned(table, seed=1)
    assert len(list(tree.ends())) < len(list(grow(table).ends())) / 3
    best = leaves(tree, table)[0]
    assert {"x", "y"} <= set(best.restricted)
    assert (told(tree, table) == truth).mean() > 0.95
    assert tree == pruned(table, seed=1)


def test_without_any_signal_the_tree_is_a_single_leaf() -> None:
    dice = np.random.default_rng(4)
    table = runs({"x": dice.random(300), "y": dice.random(300)}, dice.random(300) < 0.3)
    assert pruned(table, seed=3).split is None


def test_neighbouring_floats_are_told_apart() -> None:
    table = runs({"x": [1.0, float(np.nextafter(1.0, 2.0))]}, [0, 1])
    low, high = leaves(grow(table, least=1), table)
    assert (low.density, high.density) == (1.0, 0.0)


def test_impossible_trees_are_refused() -> None:
    table = runs({"x": [1.0, 2.0]}, [0, 1])
    with pytest.raises(QueryRefused, match=r"discovery\.tree"):
        grow(table, least=0)
    with pytest.raises(QueryRefused, match=r"discovery\.folds"):
        pruned(table, seed=1, folds=3)
