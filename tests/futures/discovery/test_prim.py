"""PRIM: boxes nested along the trajectory, figures as defined, categories, ties, refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiome.errors import NotKnown, QueryRefused
from shiome.futures.discovery.box import Between, Box, OneOf, doubts, inside, measured
from shiome.futures.discovery.inputs import Runs, runs
from shiome.futures.discovery.prim import Peeling, chosen, find, paste, several
from shiome.futures.discovery.stability import resampled


@st.composite
def experiments(draw: st.DrawFn) -> Runs:
    """Few or many runs of two numeric inputs, one with ties, and a category."""
    size, seed = draw(st.integers(2, 120)), draw(st.integers(0, 10**6))
    dice = np.random.default_rng(seed)
    grid = draw(st.integers(1, 8))
    inputs = {
        "fine": dice.normal(size=size),
        "coarse": dice.integers(grid, size=size),
        "mode": dice.choice(["a", "b", "c"], size=size),
    }
    outcome = inputs["fine"] + inputs["coarse"] / 2 + (inputs["mode"] == "b") + dice.normal(size=size) / 2 > 1
    outcome[0], outcome[1] = True, False
    return runs(inputs, outcome)


@settings(max_examples=60, deadline=None)
@given(experiments(), st.sampled_from([0.03, 0.1, 0.4]), st.sampled_from([0.02, 0.2]))
def test_each_peeled_box_lies_inside_the_one_before_and_its_figures_can_be_counted(
    table: Runs, share: float, mass: float
) -> None:
    found = find(table, peeling=Peeling(peel=share, mass=mass))
    assert found.peeled[0] == Box((), table.size, table.wanted, table.size, table.wanted)
    for before, after in zip(found.peeled, found.peeled[1:], strict=False):
        kept = inside(table, after.restrictions)
        assert not (kept & ~inside(table, before.restrictions)).any()
        assert after.inside < before.inside
        assert after.coverage <= before.coverage
        assert after.mass >= mass
    for box in found.boxes:
        kept = inside(table, box.restrictions)
        assert box.density == table.outcome[kept].mean()
        assert box.coverage == table.outcome[kept].sum() / table.outcome.sum()
        assert box.mass == kept.mean()


@settings(max_examples=60, deadline=None)
@given(experiments())
def test_pasting_wins_coverage_and_costs_no_density(table: Runs) -> None:
    found = find(table, peeling=Peeling(peel=0.3, mass=0.05))
    last = found.peeled[-1]
    for box in found.pasted:
        assert box.coverage > last.coverage
        assert box.density >= last.density
        last = box
    assert paste(table, last) == ()


@settings(max_examples=40, deadline=None)
@given(experiments(), st.floats(0.05, 1.0))
def test_chosen_box_has_most_coverage_among_the_dense_enough(table: Runs, threshold: float) -> None:
    found = find(table)
    box = chosen(found, threshold=threshold)
    dense = [each.coverage for each in found.boxes if each.density >= threshold]
    assert box.coverage == max(dense) if dense else box.density == max(each.density for each in found.boxes)


def test_a_corner_is_found_and_inputs_without_influence_stay_free() -> None:
    dice = np.random.default_rng(3)
    x, y, z = dice.random((3, 4000))
    table = runs({"x": x, "y": y, "z": z}, (x > 0.7) & (y < 0.4))
    box = chosen(find(table, peeling=Peeling(peel=0.02)), threshold=0.97)
    assert box.restricted == ("x", "y")
    low, high = box.restrictions
    assert isinstance(low, Between)
    assert isinstance(high, Between)
    assert low.low == pytest.approx(0.7, abs=0.02)
    assert high.high == pytest.approx(0.4, abs=0.02)
    assert (low.high, high.low) == (None, None)


def test_categories_go_one_at_a_time() -> None:
    mode = np.repeat(["freeze", "talks", "drift", "march"], 25)
    table = runs({"mode": mode, "noise": np.tile(np.arange(25), 4)}, np.isin(mode, ["talks", "march"]))
    box = chosen(find(table, peeling=Peeling(peel=0.05)))
    assert box.restrictions == (OneOf("mode", ("march", "talks")),)
    assert (box.coverage, box.density) == (1.0, 1.0)


def test_truth_values_are_categories_and_integers_are_ordered() -> None:
    table = runs({"open": [True, False, True, False], "step": [1, 2, 3, 4]}, [1, 0, 0, 0])
    assert [column.labels for column in table.columns] == [("False", "True"), ()]


def test_peel_goes_past_ties_to_the_next_value() -> None:
    x = np.array([0] * 50 + [1] * 30 + [2] * 20)
    found = find(runs({"x": x}, x == 2), peeling=Peeling(peel=0.1))
    assert [box.inside for box in found.peeled] == [100, 50, 20]
    assert found.peeled[-1].restrictions == (Between("x", 1.5),)


def test_paste_undoes_an_edge_that_was_cut_too_far() -> None:
    x = np.arange(100.0)
    table = runs({"x": x}, x >= 60)
    wider = paste(table, measured(table, (Between("x", 80.0),)), peeling=Peeling(paste=0.1))
    assert wider[-1].coverage > 0.9
    assert wider[-1].density == 1.0


def test_two_corners_take_two_boxes() -> None:
    dice = np.random.default_rng(5)
    x, y = dice.random((2, 3000))
    wanted = ((x > 0.8) & (y > 0.7)) | ((x < 0.2) & (y < 0.2))
    boxes, left = several(runs({"x": x, "y": y}, wanted), threshold=0.9, peeling=Peeling(mass=0.01))
    assert len(boxes) >= 2
    assert wanted[left].sum() < 0.15 * wanted.sum()


def test_quasi_p_tells_a_real_restriction_from_an_accident() -> None:
    dice = np.random.default_rng(8)
    x, noise = dice.random((2, 500))
    table = runs({"x": x, "noise": noise}, x > 0.5)
    told = {each.name: each for each in doubts(table, measured(table, (Between("x", 0.5), Between("noise", 0.05))))}
    assert told["x"].quasi_p < 1e-10
    assert told["noise"].quasi_p > 0.1
    assert {each.side for each in told.values()} == {"low"}


def test_quasi_p_by_hand() -> None:
    """Three of four in the box where half of all are of interest: P(X >= 3), X ~ B(4, 1/2), is 5/16."""
    table = runs({"x": np.arange(8)}, [1, 0, 0, 0, 0, 1, 1, 1])
    (only,) = doubts(table, measured(table, (Between("x", 4.0),)))
    assert only.quasi_p == pytest.approx(5 / 16)


def test_both_sides_and_labels_are_doubted_apart() -> None:
    table = runs({"x": np.arange(8), "m": list("aabbaabb")}, [1, 0, 0, 1, 0, 1, 1, 1])
    told = doubts(table, measured(table, (Between("x", 1.0, 6.0), OneOf("m", ("b",)))))
    assert [(each.name, each.side) for each in told] == [("x", "low"), ("x", "high"), ("m", "kept")]


def test_resamples_restrict_the_same_inputs_and_repeat_by_seed() -> None:
    dice = np.random.default_rng(11)
    x, y, z = dice.random((3, 1500))
    table = runs({"x": x, "y": y, "z": z}, (x > 0.7) & (y < 0.5))
    box = chosen(find(table))
    told = resampled(table, box, seed=4, times=8)
    by_name = {each.name: each for each in told.inputs}
    assert by_name["x"].same_coverage == by_name["y"].same_density == 1.0
    assert by_name.get("z") is None or by_name["z"].same_coverage <= 0.5
    assert told.coverage == pytest.approx(box.coverage, abs=0.1)
    assert told.times == 8
    assert told == resampled(table, box, seed=4, times=8)
    assert told != resampled(table, box, seed=5, times=8)


def test_boxes_read_as_a_sentence() -> None:
    table = runs({"x": [1.0, 2.0, 3.0], "y": [1.0, 2.0, 3.0], "m": ["a", "b", "b"]}, [0, 1, 1])
    box = measured(table, (Between("x", 1.5), Between("y", 1.5, 2.5), OneOf("m", ("b",))))
    assert str(box) == "x >= 1.5 and 1.5 <= y <= 2.5 and m in {b} (coverage 0.50, density 1.00, mass 0.333)"
    assert str(Between("x", None, 2.0)) == "x <= 2"
    assert str(measured(table, ())).startswith("no restriction")


def test_empty_box_has_no_density() -> None:
    table = runs({"x": [1.0, 2.0]}, [0, 1])
    assert measured(table, (Between("x", 5.0),)).density == 0.0


@pytest.mark.parametrize(
    ("inputs", "outcome", "code"),
    [
        ({}, [True], "discovery.empty"),
        ({"x": []}, np.zeros(0, dtype=bool), "discovery.empty"),
        ({"x": [1.0, 2.0]}, [True], "discovery.length"),
        ({"x": [1.0, float("nan")]}, [True, False], "discovery.number"),
        ({"x": [1.0, 2.0]}, [0.0, 0.5], "discovery.outcome"),
        ({"x": [1.0, 2.0]}, ["yes", "no"], "discovery.outcome"),
    ],
)
def test_runs_that_cannot_be_used_are_refused(inputs: dict[str, list[float]], outcome: list[bool], code: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        runs(inputs, outcome)
    assert refused.value.code == code


def test_settings_and_names_that_cannot_be_used_are_refused() -> None:
    table = runs({"x": [1.0, 2.0]}, [0, 1])
    with pytest.raises(QueryRefused, match=r"discovery\.share"):
        Peeling(peel=1.0)
    with pytest.raises(QueryRefused, match=r"discovery\.one_outcome"):
        find(runs({"x": [1.0, 2.0]}, [1, 1]))
    with pytest.raises(NotKnown, match=r"discovery\.input"):
        measured(table, (Between("y", 1.0),))
    with pytest.raises(QueryRefused, match=r"discovery\.resamples"):
        resampled(table, measured(table, ()), seed=1, times=0)
    with pytest.raises(QueryRefused, match=r"discovery\.rare"):
        resampled(table, measured(table, ()), seed=1, share=0.4)
