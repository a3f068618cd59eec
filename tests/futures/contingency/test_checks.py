from dataclasses import replace

import numpy as np
import pytest
from tests.futures.contingency.worlds import demand, front, linkage, ships

from shiome.errors import InputRefused
from shiome.futures.contingency.context import Context, context_from, still_context
from shiome.futures.contingency.model import (
    CapacityOf,
    ContingencyModel,
    Demand,
    Followed,
    Front,
    Influence,
    Shift,
    Step,
    StrainOf,
)
from shiome.futures.simulation.compiled import compile_model
from shiome.futures.simulation.engine import simulate
from shiome.futures.simulation.model import Band, Driver, SimulationModel

A, B, LINK = front("a", 0.1), front("b", 0.1), linkage("l", "a", "b", 2.0)


def influence(after: str, low: float) -> Influence:
    return Influence("d", "s", "calm", after, Band(low, 2.0))


@pytest.mark.parametrize(
    ("parts", "code", "words"),
    [
        ({"fronts": ()}, "fronts", "no fronts"),
        ({"fronts": (A, A)}, "doubled", "a is given twice"),
        ({"fronts": (Front("a", ("calm",), ()),)}, "states", "1 states"),
        ({"fronts": (replace(A, initial="peace"),)}, "unknown", "front a, start: front a has no state peace"),
        ({"fronts": (Front("a", ("calm", "war"), (Step("war", "war", Band.at(1)),)),)}, "step", "another state"),
        ({"fronts": (Front("a", ("calm", "war"), (Step("calm", "war", Band(2, 1)),)),)}, "band", "2..1"),
        ({"fronts": (Front("a", ("calm", "war"), (Step("calm", "war", Band(-1, 1)),)),)}, "band", "-1..1"),
        ({"fronts": (replace(A, influences=(influence("calm", 1.0),)),)}, "step", "no step calm to calm"),
        ({"fronts": (replace(A, influences=(influence("war", 0.0),)),)}, "band", "not above 0"),
        ({"fronts": (replace(A, follows=(Followed("d", "s", "peace"),)),)}, "unknown", "no state peace"),
        (
            {"fronts": (replace(A, follows=(Followed("d", "s", "war"), Followed("e", "s", "war"))),)},
            "follows",
            "more than one driver",
        ),
        ({"fronts": (replace(A, demands=(demand(1),)),)}, "capacity", "demand on AAA for ships"),
        ({"fronts": (replace(A, demands=(Demand("AAA", "ships", "war", Band(1, np.nan)),)),)}, "band", "nan"),
        ({"capacities": (ships(1), ships(2))}, "doubled", "AAA's ships"),
        ({"capacities": (ships(0, 2),)}, "band", "capacity of AAA in ships"),
        (
            {"capacities": (CapacityOf("AAA", "ships", Band.at(1), (Shift("d", "s", Band.at(-1)),)),)},
            "band",
            "capacity of AAA in ships, d=s",
        ),
        ({"linkages": (LINK, LINK)}, "doubled", "l is given twice"),
        ({"linkages": (replace(LINK, effect="a"),)}, "itself", "not to itself"),
        ({"linkages": (replace(LINK, cause="c"),)}, "unknown", "no front c"),
        ({"linkages": (replace(LINK, state="crisis"),)}, "unknown", "no state crisis"),
        ({"linkages": (replace(LINK, after="calm"),)}, "step", "no step calm to calm"),
        ({"linkages": (replace(LINK, factor=Band(0, 2)),)}, "band", "linkage l"),
        ({"linkages": (replace(LINK, strain=StrainOf("AAA", "ships", 0.5)),)}, "capacity", "no capacity in ships"),
    ],
)
def test_what_does_not_hold_together_is_refused_in_one_line(parts, code, words):
    with pytest.raises(InputRefused) as caught:
        ContingencyModel(**({"fronts": (A, B)} | parts))
    assert caught.value.code == f"contingency.{code}"
    assert words in str(caught.value)
    for language in ("ja", "en"):
        assert "\n" not in caught.value.line(language)


@pytest.mark.parametrize(
    ("drivers", "paths", "words"),
    [
        ((("d", ("s",)),), np.zeros((2, 3), dtype=np.uint8), "(2, 3)"),
        ((("d", ("s",)),), np.zeros((2, 3, 2), dtype=np.uint8), "for 1 drivers"),
        ((("d", ("s",)),), np.zeros((2, 3, 1), dtype=np.int64), "int64"),
        ((("d", ("s",)),), np.ones((2, 3, 1), dtype=np.uint8), "driver d into state 1 of 1"),
    ],
)
def test_paths_that_do_not_fit_are_refused(drivers, paths, words):
    with pytest.raises(InputRefused) as caught:
        Context(drivers, paths)
    assert words in str(caught.value)


def test_the_main_simulation_gives_a_context():
    compiled = compile_model(SimulationModel((Driver("d", ("a", "b")),)), months=3)
    kept = simulate(compiled, runs=5, seed=1, keep_paths=True)
    context = context_from(kept)
    assert context.drivers == (("d", ("a", "b")),)
    assert (context.path(0, slice(1, 3), 2) == kept.paths[1:3, :3, 0]).all()
    with pytest.raises(InputRefused, match="keep_paths"):
        context_from(simulate(compiled, runs=5, seed=1))


def test_a_still_world_names_its_states():
    with pytest.raises(InputRefused, match="driver d has no state c"):
        still_context({"d": (("a", "b"), "c")})
