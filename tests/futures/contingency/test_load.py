from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.futures.contingency.worlds import demand, front, models, ships

from shiome.futures.contingency.context import Context, still_context
from shiome.futures.contingency.engine import play
from shiome.futures.contingency.load import exposures, loads, monthly_share
from shiome.futures.contingency.model import CapacityOf, ContingencyModel, Shift
from shiome.futures.simulation.model import Band


def two(first, second, capacity):
    fronts = (front("a", 0.1, demands=(demand(first),)), front("b", 0.1, demands=(demand(second),)))
    return ContingencyModel(fronts, (ships(capacity),))


def test_fronts_collide_when_only_together_they_ask_for_too_much():
    outcome = play(two(60, 60, 100), months=12, runs=500, seed=1)
    both = outcome.reached("a") & outcome.reached("b")
    (load,) = loads(outcome)
    assert load.overloaded.tolist() == both.mean(axis=0).tolist()
    assert load.ever.p == both.any(axis=1).mean()
    assert load.months == both.sum(axis=1).mean()
    (collision,) = load.collisions
    assert collision.fronts == ("a", "b")
    assert (collision.runs, collision.months) == (load.ever, load.months)
    assert load.mean == pytest.approx(0.6 * (outcome.states.sum(axis=0)).mean(axis=0))
    assert load.by_front == pytest.approx([0.6 * outcome.reached(name).mean() for name in "ab"])


def test_a_front_that_asks_too_much_by_itself_is_no_collision():
    outcome = play(two(120, 10, 100), months=12, runs=500, seed=1)
    (load,) = loads(outcome)
    assert load.ever.p == outcome.reached("a").any(axis=1).mean()
    assert load.collisions == ()


def test_just_enough_is_not_too_much():
    (load,) = loads(play(two(60, 40, 100), months=12, runs=500, seed=1))
    assert load.ever.p == 0
    assert load.quantiles.max() == 1


def test_who_faces_what():
    outcome = play(two(60, 60, 100), months=12, runs=500, seed=1)
    first, second = exposures(outcome)
    assert (first.actor, first.front, first.resource) == ("AAA", "a", "ships")
    assert first.asks == (Band.at(0), Band.at(60))
    assert first.overload_alone.value == 0
    assert first.overload_with_others.value == 1
    a, b = outcome.reached("a"), outcome.reached("b")
    assert first.overload.value == (a & b).sum() / a.sum()
    assert second.overload.value == (a & b).sum() / b.sum()


def test_nothing_is_said_of_months_that_never_were():
    (exposure,) = exposures(
        play(ContingencyModel((front("a", 0.0, demands=(demand(9),)),), (ships(1),)), months=5, runs=9, seed=1)
    )
    assert (exposure.overload.value, exposure.overload.standard_error) == (None, None)


def test_the_months_of_a_run_are_one_cluster():
    """Two runs in which nothing varies within: the error is that of two draws, not of twenty."""
    hit = np.repeat([[True], [False]], 10, axis=1)
    found = monthly_share(hit, np.ones_like(hit))
    assert found.value == 0.5
    assert found.standard_error == pytest.approx(0.5 / np.sqrt(2))


def test_a_driver_takes_capacity_away_while_it_stands():
    fronts = (front("a", 0.1, initial="war", demands=(demand(80),)),)
    shift = Shift("posture", "reduced", Band.at(0.5))
    model = ContingencyModel(fronts, (CapacityOf("AAA", "ships", Band.at(100), (shift,)),))
    paths = np.zeros((4, 6, 1), dtype=np.uint8)
    paths[:, 3:5] = 1
    context = Context((("posture", ("kept", "reduced")),), paths)
    (load,) = loads(play(model, months=5, runs=4, seed=1, context=context))
    assert load.overloaded.tolist() == [0, 0, 0, 1, 1, 0]
    still = still_context({"posture": (("kept", "reduced"), "kept")})
    (kept,) = loads(play(model, months=5, runs=4, seed=1, context=still))
    assert kept.overloaded.tolist() == [0] * 6


def test_capacity_is_drawn_from_its_band():
    fronts = (front("a", 0.1, initial="war", demands=(demand(50),)),)
    (load,) = loads(play(ContingencyModel(fronts, (ships(25, 125),)), months=1, runs=20_000, seed=1))
    assert abs(load.ever.p - 0.25) < 4.5 * load.ever.standard_error


@given(models(), st.integers(0, 1000), st.floats(1.0, 3.0))
@settings(max_examples=40, deadline=None)
def test_more_capacity_never_raises_overload(model, seed, more):
    (capacity,) = model.capacities
    wider = replace(capacity, points=Band(capacity.points.low * more, capacity.points.high * more))
    (before,) = loads(play(model, months=12, runs=50, seed=seed))
    (after,) = loads(play(replace(model, capacities=(wider,)), months=12, runs=50, seed=seed))
    assert (after.overloaded <= before.overloaded).all()
    assert after.ever.p <= before.ever.p


@given(models(), st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_shares_of_load_add_up(model, seed):
    (load,) = loads(play(model, months=12, runs=50, seed=seed))
    assert sum(load.by_front) == pytest.approx(load.mean.mean())
    assert (np.diff(load.quantiles, axis=1) >= 0).all()
    assert sum(one.months for one in load.collisions) <= load.months + 1e-9
