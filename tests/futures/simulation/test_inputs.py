from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.futures.simulation.worlds import models, talks

from shiome.futures.simulation.compiled import compile_model
from shiome.futures.simulation.engine import simulate
from shiome.futures.simulation.inputs import drawn, fixed, inputs_of
from shiome.futures.simulation.model import Band, Cell, Driver, Intervention, SimulationModel


@settings(max_examples=25, deadline=None)
@given(model=models(), seed=st.integers(0, 1000), run=st.integers(0, 63))
def test_a_run_with_its_own_draws_held_fixed_takes_the_same_path(model: SimulationModel, seed: int, run: int) -> None:
    # With temperature 1 a draw and the value it is held at are the same number.
    model = SimulationModel(model.drivers, model.cells, model.calendar, 1.0, model.shape)
    compiled = compile_model(model, months=5)
    inputs = inputs_of(model)
    values = drawn(compiled, inputs, runs=64, seed=seed)[:, run]
    whole = simulate(compiled, runs=64, seed=seed, keep_paths=True, engine="numpy")
    held = fixed(compiled, dict(zip(inputs, map(float, values), strict=True)))
    again = simulate(held, runs=64, seed=seed, keep_paths=True, engine="numpy")
    assert whole.paths is not None
    assert again.paths is not None
    assert np.array_equal(whole.paths[run], again.paths[run])


@settings(max_examples=25, deadline=None)
@given(model=models(), seed=st.integers(0, 1000))
def test_draws_lie_in_their_bands(model: SimulationModel, seed: int) -> None:
    inputs = inputs_of(model)
    assert len({each.key for each in inputs}) == len(inputs)
    assert len({each.name for each in inputs}) == len(inputs)
    values = drawn(compile_model(model, months=1), inputs, runs=50, seed=seed)
    for each, row in zip(inputs, values, strict=True):
        slack = 1e-5 * max(1.0, abs(each.low), abs(each.high))
        assert row.min() >= each.low - slack
        assert row.max() <= each.high + slack


def test_inputs_are_named_by_what_they_do() -> None:
    names = [each.name for each in inputs_of(talks())]
    assert any(" -> " in name for name in names)
    assert names == list(dict.fromkeys(names))


def test_a_stronger_cell_makes_its_state_likelier() -> None:
    model = SimulationModel(
        (Driver("cause", ("off", "on"), initial="on"), Driver("effect", ("no", "yes"))),
        (Cell("cause", "on", "effect", "yes", Band(-1, 3)),),
    )
    compiled = compile_model(model, months=1)
    (cell,) = inputs_of(model)
    weak, strong = (
        simulate(fixed(compiled, {cell: value}), runs=4000, seed=1, engine="numpy").frequencies()[1, 1, 1]
        for value in (-1.0, 3.0)
    )
    # Log odds of -1 and 3, from the closed form of the softmax of two states, within four standard errors.
    assert abs(weak - 1 / (1 + np.exp(1))) < 0.03
    assert abs(strong - 1 / (1 + np.exp(-3))) < 0.02


def test_a_settable_driver_moves_until_it_is_set() -> None:
    model = SimulationModel((Driver("tool", ("low", "high"), initial="low", settable=True),))
    free = simulate(compile_model(model, months=12), runs=500, seed=3, keep_paths=True, engine="numpy")
    steps = (Intervention("tool", "high", 6),)
    treated = simulate(
        compile_model(model, months=12, interventions=steps), runs=500, seed=3, keep_paths=True, engine="numpy"
    )
    assert free.paths is not None
    assert treated.paths is not None
    assert np.array_equal(free.paths[:, :6], treated.paths[:, :6])
    assert 0 < free.paths[:, 6:].mean() < 1
    assert (treated.paths[:, 6:] == 1).all()
