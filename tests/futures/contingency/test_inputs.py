import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.futures.contingency.worlds import demand, front, models, ships

from shiome.futures.contingency.engine import play
from shiome.futures.contingency.inputs import drawn_inputs
from shiome.futures.contingency.load import loads
from shiome.futures.contingency.model import ContingencyModel


@given(models(), st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_every_draw_lies_in_its_band(model, seed):
    drawn = drawn_inputs(model, runs=20, seed=seed)
    for link in model.linkages:
        if link.factor.low < link.factor.high:
            values = drawn[f"linkage {link.id}"]
            assert (values >= link.factor.low * (1 - 1e-12)).all()
            assert (values <= link.factor.high * (1 + 1e-12)).all()
    (capacity,) = model.capacities
    if capacity.points.low < capacity.points.high:
        values = drawn["capacity AAA ships"]
        assert (values >= capacity.points.low).all()
        assert (values <= capacity.points.high).all()


def test_the_draws_are_those_of_the_runs():
    model = ContingencyModel((front("a", 0.0, initial="war", demands=(demand(40, 60),)),), (ships(45, 55),))
    drawn = drawn_inputs(model, runs=500, seed=3)
    assert set(drawn) == {"capacity AAA ships", "demand a AAA ships"}
    expected = (40 + 20 * drawn["demand a AAA ships"]) / drawn["capacity AAA ships"]
    (load,) = loads(play(model, months=1, runs=500, seed=3))
    assert load.mean[0] == pytest.approx(expected.mean())
    assert load.ever.p == np.mean(expected > 1)


def test_a_band_of_one_value_is_no_input():
    assert drawn_inputs(ContingencyModel((front("a", 0.1),)), runs=5, seed=1) == {}
