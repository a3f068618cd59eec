"""Schedules: what they respect, whom they serve, and what cannot be had together."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.roadmap import roads as make

from shiome.errors import InputRefused, MissingExtra
from shiome.policy.roadmap import plans, preferred, shortest, solver
from shiome.policy.roadmap.constraints import Constraint, Tasks, tasks_of
from shiome.policy.roadmap.solver import Aim, conflict, solve
from shiome.region.schema.roadmap import Near, Need, RoadResource, RoadThreat

TEAMS = (RoadResource(id="teams", name=make.both("teams"), capacity=1),)
NEED = (Need(resource="teams", amount=1),)


def simple(*steps, **more):
    return make.road([make.party("island"), make.party("league")], steps, **more)


def test_order_verification_reciprocity_and_dates_are_respected():
    road = simple(
        make.step("a", "island", duration=3, verification=4),
        make.step("b", "league", after=("a",)),
        make.step("c", "league", after_verified=("a",)),
        make.step("d", "league", simultaneous_with=("a",)),
        make.step("e", "league", within=(Near(step="c", months=2),), not_before=9),
        make.step("f", "island", duration=2, done_by=2),
    )
    assert dict(shortest(road).starts) == {"a": 0, "b": 3, "c": 7, "d": 0, "e": 9, "f": 0}


def test_a_resource_is_never_used_beyond_what_there_is():
    steps = [make.step(name, "island", duration=2, needs=NEED) for name in "abc"]
    starts = sorted(shortest(simple(*steps, resources=TEAMS)).starts.values())
    assert starts == [0, 2, 4]


def allied(weights):
    """Two allies; steps that remove the near or the far threat, one at a time."""
    steps = [
        make.step("near", "island", duration=4, threat="near", reduces=1.0, needs=NEED),
        make.step("far", "island", duration=4, threat="far", reduces=1.0, needs=NEED),
        make.step("other", "island", duration=4, needs=NEED),
    ]
    parties = [
        make.party(name, ally=True, threats=tuple(make.threat(key, value) for key, value in row.items()))
        for name, row in weights.items()
    ]
    threats = tuple(RoadThreat(id=name, name=make.both(name)) for name in ("near", "far"))
    return make.road([make.party("island"), *parties], steps, resources=TEAMS, threats=threats)


def test_each_ally_puts_its_own_threat_first():
    road = allied({"league": {"near": 9, "far": 1}, "harbour": {"near": 1, "far": 9}})
    assert preferred(road, "league").starts == {"near": 0, "far": 4, "other": 8}
    assert preferred(road, "harbour").starts == {"far": 0, "near": 4, "other": 8}


def test_the_common_plan_serves_the_ally_worst_off():
    # The league would lose more by waiting (its weights differ more) than the harbour does.
    road = allied({"league": {"near": 9, "far": 1}, "harbour": {"near": 4, "far": 6}})
    found = plans(road)
    assert found.common.starts["near"] == 0
    assert found.worst_off == "harbour"
    lost = {ally: found.waits["common"][ally] - found.waits[ally][ally] for ally in found.preferred}
    assert lost == {"league": pytest.approx(0), "harbour": pytest.approx(0.8)}
    assert found.common.proven


@settings(max_examples=15)
@given(st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_no_order_serves_the_ally_worst_off_better(numbers):
    weights = {
        "league": {"near": numbers[0] + 1, "far": numbers[1]},
        "harbour": {"near": numbers[2], "far": numbers[3] + 1},
    }
    road = allied(weights)
    found = plans(road)

    def lost(starts):
        return max(
            sum(row[name] * (starts[name] + 4) for name in row) / sum(row.values()) - found.waits[ally][ally]
            for ally, row in weights.items()
        )

    orders = [dict(zip(order, (0, 4, 8), strict=True)) for order in itertools.permutations(("near", "far", "other"))]
    assert lost(found.common.starts) <= min(map(lost, orders)) + 0.01


def test_a_common_plan_needs_allies():
    with pytest.raises(InputRefused, match="needs allies") as caught:
        plans(simple(make.step("a", "island")))
    assert caught.value.code == "roadmap.allies"


def test_an_infeasible_roadmap_names_the_smallest_conflict():
    road = simple(
        make.step("a", "island", duration=3, verification=4),
        make.step("b", "league", after_verified=("a",)),
        make.step("c", "league", within=(Near(step="b", months=1),), done_by=4),
        make.step("d", "island", duration=2, after=("a",)),
        resources=TEAMS,
    )
    with pytest.raises(InputRefused) as caught:
        shortest(road)
    assert caught.value.code == "roadmap.infeasible"
    assert set(caught.value.failed) == {"b after a verified", "c within 1 of b", "c done by 4"}
    assert "\n" not in str(caught.value)
    assert "3 of" in str(caught.value)
    assert "同時に満たせない" in caught.value.line("ja")


def test_a_resource_and_the_horizon_can_be_the_conflict():
    steps = [make.step(name, "island", duration=2, needs=NEED) for name in "abc"]
    with pytest.raises(InputRefused) as caught:
        shortest(simple(*steps, resources=TEAMS, horizon=5))
    assert set(caught.value.failed) == {"capacity of teams", "horizon"}


differences = st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.integers(-3, 5)).filter(
    lambda triple: triple[0] != triple[1]
)


@settings(max_examples=40)
@given(st.lists(differences, min_size=1, max_size=7))
def test_a_conflict_is_one_and_no_part_of_it_is(triples):
    named = [Constraint(str(n), make.both(str(n)), differences=(triple,)) for n, triple in enumerate(triples)]
    tasks = Tasks(dict.fromkeys("abc", 1), tuple(named), 40)
    found = conflict(tasks)
    if not found:
        assert solve(tasks).proven
        return
    for left_out in (None, *found):
        kept = tuple(one for one in found if one is not left_out)
        part = Tasks(tasks.durations, kept, tasks.longest)
        if left_out is None:
            assert conflict(part) == kept
        else:
            assert conflict(part) == ()


def test_aims_are_met_one_after_another():
    tasks = Tasks({"a": 2, "b": 3}, (Constraint("one", make.both("one"), uses=(("a", 1), ("b", 1)), capacity=1),), 10)
    assert solve(tasks, (Aim(makespan=True), Aim(sums=({"b": 1},)))).starts == {"b": 0, "a": 3}
    found = solve(tasks, (Aim(makespan=True), Aim(sums=({"a": 1},))))
    assert (found.starts, found.values) == ({"a": 0, "b": 2}, (5, 2))


def test_the_same_every_time():
    road = allied({"league": {"near": 5, "far": 5}, "harbour": {"near": 5, "far": 5}})
    assert plans(road) == plans(road)


def test_without_the_solver_one_line_says_so(monkeypatch):
    monkeypatch.setattr(solver, "find_spec", lambda name: None)
    solver._engine.cache_clear()
    try:
        with pytest.raises(MissingExtra, match=r"install shiome\[planning\]") as caught:
            shortest(simple(make.step("a", "island")))
    finally:
        solver._engine.cache_clear()
    assert caught.value.code == "extra.planning"


def test_every_constraint_is_named_once():
    road = simple(make.step("a", "island", duration=3), make.step("b", "league", after=("a",), done_by=9))
    names = [constraint.name for constraint in tasks_of(road).constraints]
    assert names == ["b after a", "b done by 9", "horizon"]
