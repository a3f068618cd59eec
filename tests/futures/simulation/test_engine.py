from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.futures.simulation.worlds import models, talks

from shiome import engines
from shiome.errors import InputRefused, MissingExtra
from shiome.futures.simulation.compiled import compile_model
from shiome.futures.simulation.engine import simulate
from shiome.futures.simulation.formulas import parse_formula
from shiome.futures.simulation.model import Band, CalendarEntry, Cell, Driver, Intervention, SimulationModel

ENGINES = ["numpy", "numba"] if find_spec("numba") else ["numpy"]


def same(left: Any, right: Any) -> bool:
    return (
        left.paths.tobytes() == right.paths.tobytes()
        and left.counts.tobytes() == right.counts.tobytes()
        and all(np.array_equal(one, other) for one, other in zip(left.hits, right.hits, strict=True))
    )


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("threads", "chunk"), [(1, 1), (1, 300), (2, 256), (3, 700), (2, 100_000)])
def test_the_same_seed_gives_the_same_bytes_however_it_is_cut(engine: Any, threads: int, chunk: int) -> None:
    compiled = compile_model(talks(), months=13, interventions=(Intervention("aid", "yes", 4),))
    formulas = [parse_formula("talks=held until m6")]
    whole = simulate(compiled, runs=1500, seed=7, formulas=formulas, keep_paths=True, engine="numpy")
    cut = simulate(
        compiled, runs=1500, seed=7, formulas=formulas, keep_paths=True, threads=threads, chunk=chunk, engine=engine
    )
    assert same(whole, cut)


@settings(max_examples=25, deadline=None)
@given(model=models(), seed=st.integers(-5, 2**70))
def test_both_engines_give_the_same_bytes(model: SimulationModel, seed: int) -> None:
    compiled = compile_model(model, months=4)
    first = simulate(compiled, runs=70, seed=seed, keep_paths=True, engine="numpy")
    second = simulate(compiled, runs=70, seed=seed, keep_paths=True)
    assert same(first, second)
    assert first.paths is not None
    assert (first.paths < compiled.arrays.states).all()
    assert np.allclose(first.frequencies().sum(axis=2), 1.0)
    for driver in range(len(model.drivers)):
        share = np.bincount(first.paths[:, 4, driver], minlength=first.counts.shape[2])
        assert np.array_equal(share, first.counts[4, driver])


@pytest.mark.parametrize("states", [2, 3, 4])
def test_both_engines_agree_where_every_state_bears_on_every_other(states: int) -> None:
    levels = tuple(f"s{state}" for state in range(states))
    names = [f"d{index}" for index in range(6)]
    cells = tuple(
        Cell(source, one, target, other, Band(-0.2 * index, 0.3))
        for index, source in enumerate(names)
        for target in names[index + 1 :] + names[:2]
        for one in levels
        for other in levels
    )
    unique = {(cell.source, cell.source_state, cell.target, cell.target_state): cell for cell in cells}
    model = SimulationModel(tuple(Driver(name, levels, inertia=Band(0, 1)) for name in names), tuple(unique.values()))
    compiled = compile_model(model, months=8)
    first = simulate(compiled, runs=600, seed=1, keep_paths=True, engine="numpy")
    assert same(first, simulate(compiled, runs=600, seed=1, keep_paths=True))


def test_fewer_runs_are_the_first_of_more() -> None:
    compiled = compile_model(talks(), months=5)
    few = simulate(compiled, runs=10, seed=3, keep_paths=True).paths
    many = simulate(compiled, runs=400, seed=3, keep_paths=True).paths
    other = simulate(compiled, runs=10, seed=4, keep_paths=True).paths
    assert few is not None
    assert many is not None
    assert np.array_equal(few, many[:10])
    assert not np.array_equal(few, other)


def test_without_influence_states_follow_their_priors() -> None:
    scores, temperature = (0.3, -1.2, 1.0, 0.0), 0.7
    priors = tuple(Band.at(score) for score in scores)
    model = SimulationModel((Driver("a", ("p", "q", "r", "s"), priors),), temperature=temperature)
    wanted = np.exp(np.array(scores) / temperature)
    wanted /= wanted.sum()
    found = simulate(compile_model(model, months=3), runs=200_000, seed=1).frequencies()[:, 0]
    assert np.abs(found - wanted).max() < 5 * 0.5 / np.sqrt(200_000)


def test_a_chain_follows_its_transition_matrix() -> None:
    model = SimulationModel(
        (
            Driver("a", ("x", "y"), inertia=Band.at(1.0), initial="x"),
            Driver("b", ("u", "v", "w"), (Band.at(0), Band.at(0.5), Band.at(-0.5)), Band.at(0.4), "w"),
        ),
        (Cell("a", "y", "b", "u", Band.at(1.5)), Cell("b", "v", "a", "y", Band.at(-0.8))),
    )
    share = np.zeros((2, 3))
    share[0, 2] = 1.0
    found = simulate(compile_model(model, months=6), runs=200_000, seed=5, keep_paths=True).paths
    assert found is not None
    for month in range(1, 7):
        following = np.zeros((2, 3))
        for a in range(2):
            for b in range(3):
                of_a = np.exp([(a == 0) * 1.0, (a == 1) * 1.0 + (b == 1) * -0.8])
                of_b = np.exp([(a == 1) * 1.5, 0.5, -0.5] + 0.4 * (np.arange(3) == b))
                following += share[a, b] * np.outer(of_a / of_a.sum(), of_b / of_b.sum())
        share = following
        joint = np.bincount(found[:, month, 0] * 3 + found[:, month, 1], minlength=6) / len(found)
        assert np.abs(joint - share.ravel()).max() < 5 * 0.5 / np.sqrt(len(found))


@pytest.mark.parametrize(("shape", "variance"), [("uniform", 1 / 12), ("triangular", 1 / 24)])
def test_strengths_are_drawn_from_their_bands(shape: Any, variance: float) -> None:
    from shiome.futures.simulation.batch import _factors
    from shiome.futures.simulation.randomness import run_keys

    model = SimulationModel((Driver("a", ("x", "y"), (Band.at(0), Band(-1, 2))),), shape=shape)
    drawn = np.log(_factors(compile_model(model, months=1).arrays, run_keys(1, 0, 100_000))[1].astype(np.float64))
    assert drawn.min() >= -1.00001
    assert drawn.max() <= 2.00001
    assert abs(drawn.mean() - 0.5) < 0.02
    assert abs(drawn.var() / 9 - variance) < 0.002


def test_interventions_hold_from_their_month_on_and_change_nothing_before() -> None:
    plain = simulate(compile_model(talks(), months=12), runs=500, seed=2, keep_paths=True).paths
    steps = (Intervention("aid", "no", 9), Intervention("aid", "yes", 6))
    treated = simulate(compile_model(talks(), months=12, interventions=steps), runs=500, seed=2, keep_paths=True).paths
    assert plain is not None
    assert treated is not None
    assert (plain[:, :, 2] == 0).all()
    assert (treated[:, :6, 2] == 0).all()
    assert (treated[:, 6:9, 2] == 1).all()
    assert (treated[:, 9:, 2] == 0).all()
    # The tool acts on others from the month after: synchronous updates read last month's states.
    assert np.array_equal(plain[:, :6], treated[:, :6])
    assert np.array_equal(plain[:, 6, [0, 1, 3]], treated[:, 6, [0, 1, 3]])
    assert (plain[:, 7, 0] != treated[:, 7, 0]).sum() > 50


def test_calendars_force_and_boost() -> None:
    model = SimulationModel(
        (Driver("a", ("x", "y"), initial="x", inertia=Band.at(2)), Driver("b", ("x", "y"))),
        calendar=(
            CalendarEntry("a", "y", (2,)),
            CalendarEntry("b", "y", (1,), boost=30.0),
            CalendarEntry("b", "y", (2,), 0.0),
            CalendarEntry("b", "x", (3,), 0.25),
        ),
    )
    found = simulate(compile_model(model, months=3), runs=40_000, seed=9).frequencies()
    assert found[2, 0, 1] == 1.0
    assert found[1, 1, 1] == 1.0
    assert abs(found[2, 1, 1] - 0.5) < 0.02
    assert abs(found[3, 1, 0] - (0.25 + 0.75 * 0.5)) < 0.02


def test_removing_a_cell_leaves_other_draws_alone() -> None:
    model = talks()
    less = replace(model, cells=tuple(cell for cell in model.cells if cell.target != "mood"))
    whole, left = compile_model(model, months=2).arrays, compile_model(less, months=2).arrays
    assert set(left.key.tolist()) <= set(whole.key.tolist())
    assert len(set(whole.key.tolist())) == len(whole.key)


def test_progress_and_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = compile_model(talks(), months=2)
    seen: list[int] = []
    simulate(compiled, runs=1000, seed=1, chunk=256, progress=seen.append)
    assert seen == [256, 512, 768, 1000]
    with pytest.raises(InputRefused, match=r"runs 0"):
        simulate(compiled, runs=0, seed=1)
    with pytest.raises(InputRefused, match=r"would take"):
        simulate(compiled, runs=10**9, seed=1, keep_paths=True)
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra):
        simulate(compiled, runs=1, seed=1, engine="numba")
