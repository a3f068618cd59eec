"""The view: all that a model says on a day, worked out once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.futures.contingency.worlds import demand, front, linkage, ships
from tests.futures.model.worlds import straits

from shiome.futures.analyses.ensembles import ask
from shiome.futures.analyses.view import TOLD, futures_view, moving_most
from shiome.futures.backtest.verdict import judge
from shiome.futures.contingency.model import ContingencyModel
from shiome.futures.model.model import FuturesModel

NOTHING = judge(None)


def view(model: FuturesModel, **changes: object):
    return futures_view(model, NOTHING, months=12, runs=400, draws=20, **changes)  # type: ignore[arg-type]


def test_it_holds_the_same_for_the_same_seed() -> None:
    one, two = view(straits()), view(straits())
    assert one.consistent.scenarios() == two.consistent.scenarios()
    assert one.branches == two.branches
    assert [(k.family, k.low, k.high) for k in one.kinds] == [(k.family, k.low, k.high) for k in two.kinds]


def test_families_carry_the_least_and_the_greatest_share_of_their_scenarios() -> None:
    found = view(straits())
    assert 0 < len(found.kinds) <= min(TOLD, found.alike)
    assert sum(len(kind.family.members) for kind in found.kinds) <= found.consistent.count
    assert all(0 <= kind.low <= kind.high <= 1 for kind in found.kinds)
    assert found.draws == 20


def test_what_a_region_lacks_is_left_out() -> None:
    found = view(straits())
    assert (found.forecasts, found.compound, found.analogues, found.calibration) == ((), None, None, None)


def test_compound_contingencies_are_told_with_and_without_linkages() -> None:
    fronts = ContingencyModel(
        (front("a", 0.1, demands=(demand(1),)), front("b", 0.02)), (ships(2),), (linkage("l", "a", "b", 20.0),)
    )
    compound = view(straits(), fronts=fronts).compound
    assert compound is not None
    linked, alone = (each["pairs"][0]["joint"]["p"] for each in (compound.report, compound.unlinked))
    assert linked > alone


def test_the_drivers_that_move_most_stand_in_the_order_of_the_model() -> None:
    asked = ask(straits(), months=6, runs=500)
    shares = asked.ensemble.frequencies()
    moved = np.abs(shares[-1] - shares[0]).sum(axis=1) / 2
    names = [driver.id for driver in asked.model.drivers]
    first = moving_most(asked, most=1)
    assert first == (names[int(np.argmax(moved))],)
    assert [name for name in names if name in moving_most(asked, most=2)] == list(moving_most(asked, most=2))


def test_a_driver_that_does_not_move_is_not_among_them() -> None:
    model = straits()
    stuck = tuple(replace(each, inertia=6.0) if each.id == "weather" else each for each in model.drivers)
    still = replace(model, drivers=stuck, cells=(), timings=())
    asked = ask(still, months=1, runs=100)
    shares = asked.ensemble.frequencies()
    same = [d.id for n, d in enumerate(still.drivers) if np.array_equal(shares[0, n], shares[-1, n])]
    assert not set(same) & set(moving_most(asked, most=3))


def test_too_few_runs_are_refused() -> None:
    with pytest.raises(Exception, match="runs"):
        futures_view(straits(), NOTHING, months=3, runs=10, draws=1)
