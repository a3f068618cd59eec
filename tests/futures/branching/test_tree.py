"""Scenario trees: planted regimes are found, noise is not split, branches share out the runs."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.futures.branching.worlds import ensemble, from_paths, noise, regimes

from shiome.errors import InputRefused
from shiome.futures.branching.fans import fans
from shiome.futures.branching.indicators import indicators
from shiome.futures.branching.records import Event
from shiome.futures.branching.tree import Grown, grow
from shiome.futures.simulation.compiled import compile_model
from shiome.futures.simulation.engine import Ensemble, simulate


@pytest.mark.parametrize("share", [0.5, 0.15])
def test_two_regimes_that_part_in_month_six_are_found(share: float) -> None:
    runs = ensemble(regimes(share))
    grown = grow(runs, seed=2)
    assert runs.paths is not None
    thrown = runs.paths[:, 6, 0] == 1
    assert len(grown.tree.futures) == 2
    on = next(place for place, future in enumerate(grown.tree.futures) if future.marks[0].state in ("on", "high"))
    assert ((grown.future == on) == thrown).mean() > 0.995
    trunk, *rest = grown.tree.branches
    assert trunk.children == ("T+", "T-")
    assert [branch.id for branch in rest] == ["T+", "T-"]
    assert rest[0].event == Event("switch", "on", 6)
    assert rest[0].runs == thrown.sum()
    assert rest[0].probability.low < share < rest[0].probability.high
    assert grown.tree.explained > 0.95
    assert grown.tree.axes == 1


@pytest.mark.parametrize("seed", range(3))
def test_noise_is_one_future_without_branches_or_signs(seed: int) -> None:
    grown = grow(ensemble(noise(), seed=seed), seed=seed)
    assert [future.names["en"] for future in grown.tree.futures] == ["All runs"]
    assert [branch.id for branch in grown.tree.branches] == ["T"]
    assert indicators(grown) == ()
    assert grown.tree.axes == 0
    assert grown.tree.futures[0].probability.value == 1


def test_three_regimes_are_three_futures() -> None:
    dice = np.random.default_rng(3)
    regime = dice.integers(3, size=2000)
    paths = np.zeros((2000, 13, 6), dtype=np.uint8)
    for month in range(4, 13):
        blurred = np.where(dice.random((2000, 6)) < 0.15, dice.integers(3, size=(2000, 6)), regime[:, None])
        paths[:, month] = blurred
    grown = grow(from_paths(paths, (3,) * 6), seed=1)
    assert len(grown.tree.futures) == 3
    table = np.zeros((3, 3))
    np.add.at(table, (regime, grown.future), 1)
    assert table.max(axis=1).sum() > 1980
    assert sorted(future.marks[0].state for future in grown.tree.futures) == ["s0", "s1", "s2"]


def test_drivers_that_are_left_out_do_not_count() -> None:
    runs = ensemble(regimes())
    grown = grow(runs, drivers=["n2", "n0", "n1", "n3"], seed=2)
    assert grown.tree.drivers == ("n0", "n1", "n2", "n3")
    assert len(grown.tree.futures) == 1


def test_a_number_of_futures_can_be_asked_for_even_of_noise() -> None:
    grown = grow(ensemble(noise()), futures=3, seed=2)
    assert len(grown.tree.futures) == 3
    assert grown.tree.tried == ()
    sizes = [future.runs for future in grown.tree.futures]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == 3000


def test_same_seed_same_bytes_and_plain_json() -> None:
    runs = ensemble(regimes())
    ones, others = (
        json.dumps([asdict(grown.tree), *map(asdict, indicators(grown))])
        for grown in (grow(runs, seed=5), grow(runs, seed=5))
    )
    assert ones == others


def test_typical_runs_are_medoids_and_are_told_as_their_changes() -> None:
    runs = ensemble(regimes())
    grown = grow(runs, seed=2, windows=3)
    assert runs.paths is not None
    names = [driver.name for driver in runs.compiled.model.drivers]
    for place, future in enumerate(grown.tree.futures):
        run = future.typical.run
        assert grown.future[run] == place
        told = np.zeros((25, len(names)), dtype=np.uint8)
        for step in future.typical.steps:
            driver = names.index(step.driver)
            told[step.month :, driver] = runs.compiled.model.drivers[driver].states.index(step.state)
        assert (told == runs.paths[run]).all()
        assert [step.month for step in future.typical.steps] == sorted(step.month for step in future.typical.steps)


def test_the_tree_reads_forward_in_time() -> None:
    grown = grow(ensemble(regimes(0.3)), futures=4, seed=1, least_gain=0.005)
    branches = {branch.id: branch for branch in grown.tree.branches}
    assert len(branches) > 3
    for branch in grown.tree.branches:
        way = [branches[branch.id[:length]].event for length in range(2, len(branch.id) + 1)]
        assert all(one.month <= other.month for one, other in pairwise([event for event in way if event]))


@st.composite
def any_paths(draw: st.DrawFn) -> Ensemble:
    states = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=4)))
    runs, months = draw(st.integers(100, 260)), draw(st.integers(1, 9))
    dice = np.random.default_rng(draw(st.integers(0, 10**6)))
    regime = dice.random((runs, 1, 1)) < draw(st.floats(0, 1))
    follow = dice.random((runs, months + 1, len(states))) < draw(st.floats(0, 1))
    free = dice.integers(0, states, size=(runs, months + 1, len(states)))
    bound = np.where(regime, np.array(states) - 1, 0)
    return from_paths(np.where(follow, bound, free).astype(np.uint8), states)


def _grown(runs: Ensemble, seed: int) -> Grown:
    """With the number of futures asked for, or, where so many courses cannot be had, with what the runs call for."""
    try:
        return grow(runs, futures=1 + seed % 4, seed=seed)
    except InputRefused:
        return grow(runs, seed=seed)


@settings(max_examples=25, deadline=None)
@given(any_paths(), st.integers(0, 50))
def test_children_share_out_their_parents_and_leaves_all_runs(runs: Ensemble, seed: int) -> None:
    grown = _grown(runs, seed)
    branches = {branch.id: branch for branch in grown.tree.branches}
    for branch in branches.values():
        assert sum(branch.futures) == pytest.approx(1)
        assert branch.probability.low <= branch.probability.value <= branch.probability.high
        below = [branches[child] for child in branch.children]
        if below:
            assert sum(child.runs for child in below) == branch.runs
            assert sum(child.within_parent.value for child in below) == pytest.approx(1)
            assert sum(child.probability.value for child in below) == pytest.approx(branch.probability.value)
            assert below[0].event == below[1].event
    assert sum(leaf.probability.value for leaf in grown.tree.leaves) == pytest.approx(1)
    assert sum(future.probability.value for future in grown.tree.futures) == pytest.approx(1)
    assert np.bincount(grown.leaf).tolist() == [leaf.runs for leaf in grown.tree.leaves]
    assert np.bincount(grown.future).tolist() == [future.runs for future in grown.tree.futures]
    assert 0 <= grown.tree.explained <= 1
    for leaf_place, leaf in enumerate(grown.tree.leaves):
        for number in range(2, len(leaf.id) + 1):
            branch = branches[leaf.id[:number]]
            assert branch.event is not None
            assert _happens(runs, branch.event)[grown.leaf == leaf_place].all() == branch.happens


def _happens(runs: Ensemble, event: Event) -> np.ndarray:
    assert runs.paths is not None
    driver = runs.compiled.model.driver(event.driver, "test")
    there = runs.paths[:, :, driver] == runs.compiled.model.state(driver, event.state, "test")
    return there[:, : event.month + 1].any(axis=1) if event.kind == "by" else there[:, event.month]


@settings(max_examples=20, deadline=None)
@given(any_paths(), st.integers(0, 50))
def test_fans_of_children_add_up_to_their_parents_and_the_trunk_to_the_ensemble(runs: Ensemble, seed: int) -> None:
    grown = _grown(runs, seed)
    found = {(fan.branch, fan.driver): fan for fan in fans(grown)}
    for place, driver in enumerate(grown.tree.drivers):
        trunk = found["T", driver]
        counted = runs.frequencies()[:, place, : len(trunk.states)]
        assert np.allclose(trunk.share, counted)
        for branch in grown.tree.branches:
            fan = found[branch.id, driver]
            assert np.allclose(np.sum(fan.share, axis=1), 1)
            assert (np.array(fan.low) <= np.array(fan.share) + 1e-12).all()
            assert (np.array(fan.high) >= np.array(fan.share) - 1e-12).all()
            if branch.children:
                parts = [found[child, driver] for child in branch.children]
                assert np.allclose(
                    sum(np.array(part.share) * part.runs for part in parts), np.array(fan.share) * fan.runs
                )


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("branching.drivers", {"drivers": []}),
        ("branching.drivers", {"drivers": ["x0", "x0"]}),
        ("simulation.unknown", {"drivers": ["nowhere"]}),
        ("branching.numbers", {"futures": 0}),
        ("branching.numbers", {"windows": 0}),
        ("branching.numbers", {"depth": 0}),
        ("branching.numbers", {"most_futures": 0}),
        ("branching.numbers", {"least_share": 0.5}),
        ("branching.numbers", {"least_gain": float("nan")}),
        ("branching.futures", {"drivers": ["tool"], "futures": 2}),
    ],
)
def test_what_cannot_be_split_is_refused(code: str, asked: dict[str, object]) -> None:
    with pytest.raises(InputRefused) as caught:
        grow(ensemble(regimes(), runs=200), **asked)  # type: ignore[arg-type]
    assert caught.value.code == code


def test_runs_without_paths_and_too_few_runs_are_refused() -> None:
    without = simulate(compile_model(noise(), months=6), runs=200, seed=1, engine="numpy")
    with pytest.raises(InputRefused, match=r"branching\.paths"):
        grow(without)
    with pytest.raises(InputRefused, match=r"branching\.runs"):
        grow(ensemble(noise(), runs=99))
