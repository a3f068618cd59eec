from __future__ import annotations

from typing import Any

import pytest

from shiome.errors import InputRefused
from shiome.futures.simulation.compiled import compile_model
from shiome.futures.simulation.model import Band, CalendarEntry, Cell, Driver, Intervention, SimulationModel

A = Driver("a", ("x", "y"), initial="x")
TOOL = Driver("tool", ("off", "on"), initial="off", controlled=True)


def built(*drivers: Driver, **rest: Any) -> SimulationModel:
    return SimulationModel(drivers, **rest)


@pytest.mark.parametrize(
    ("make", "code", "words"),
    [
        (lambda: built(), "drivers", "no drivers"),
        (lambda: built(Driver("a", ())), "states", "driver a has no states"),
        (lambda: built(Driver("a", tuple(map(str, range(65))))), "states", "65 states"),
        (lambda: built(Driver("a", ("x", "x"))), "doubled", "x is given twice"),
        (lambda: built(A, A), "doubled", "a is given twice"),
        (lambda: built(Driver("a", ("x",), (Band.at(0),) * 2)), "priors", "2 priors for 1 states"),
        (lambda: built(Driver("a", ("x",), (Band(1, 0),))), "band", "prior of x: the band 1..0 holds no value"),
        (lambda: built(Driver("a", ("x",), inertia=Band(0, float("nan")))), "band", "inertia"),
        (lambda: built(Driver("a", ("x",), initial="z")), "unknown", "initial state z"),
        (lambda: built(Driver("a", ("x",), controlled=True)), "initial", "no initial state"),
        (lambda: built(A, temperature=0.0), "temperature", "not positive"),
        (lambda: built(A, shape="normal"), "shape", "normal"),
        (lambda: built(A, cells=(Cell("a", "z", "a", "x", Band.at(1)),)), "unknown", "cell a=z -> a=x: .* no state z"),
        (lambda: built(A, cells=(Cell("a", "x", "b", "x", Band.at(1)),)), "unknown", "no driver b"),
        (lambda: built(A, cells=(Cell("a", "x", "a", "y", Band(2, 1)),)), "band", "cell a=x -> a=y: the band 2..1"),
        (lambda: built(A, cells=(Cell("a", "x", "a", "y", Band.at(1)),) * 2), "doubled", "a=x -> a=y is given twice"),
        (lambda: built(A, TOOL, cells=(Cell("a", "x", "tool", "on", Band.at(1)),)), "controlled", "nothing influences"),
        (lambda: built(A, TOOL, calendar=(CalendarEntry("tool", "on", (1,)),)), "controlled", "follows interventions"),
        (lambda: built(A, calendar=(CalendarEntry("a", "x", (1,), 1.5),)), "probability", "1.5"),
        (lambda: built(A, calendar=(CalendarEntry("a", "x", (0,)),)), "months", "counted from 1"),
        (lambda: built(A, calendar=(CalendarEntry("a", "x", ()),)), "months", "must be given"),
        (lambda: built(A, calendar=(CalendarEntry("a", "x", (1,), boost=float("inf")),)), "band", "boost"),
        (lambda: compile_model(built(A), months=0), "months", "0 months"),
        (
            lambda: compile_model(built(A), months=3, interventions=(Intervention("a", "y"),)),
            "uncontrolled",
            "a=y: a is",
        ),
        (lambda: compile_model(built(TOOL), months=3, interventions=(Intervention("tool", "up"),)), "unknown", "up"),
        (
            lambda: compile_model(built(TOOL), months=3, interventions=(Intervention("tool", "on", 4),)),
            "months",
            "0..3",
        ),
        (lambda: compile_model(built(Driver("a", ("x", "y"), inertia=Band.at(81))), months=1), "range", "reach 81"),
    ],
)
def test_each_fault_is_one_line_with_its_place(make: Any, code: str, words: str) -> None:
    with pytest.raises(InputRefused, match=words) as caught:
        make()
    assert caught.value.code == f"simulation.{code}"
    assert "\n" not in str(caught.value)
    assert caught.value.hint
