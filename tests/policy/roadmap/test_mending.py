"""What would mend a step: each change does what it says, and nothing smaller of its kind does."""

import pytest
from tests.policy.roadmap import roads as make

from shiome.policy.roadmap import Schedule, check_incentives, mend_line, mending, mends, reorder_until_held, shortest
from shiome.policy.roadmap.incentives import frame_of, slack, worths_of
from shiome.policy.roadmap.mending import halves


def tempted(**more):
    """The island gives 10 in month 0, verified late; the league has paid before that."""
    given = {"values": [make.gives("league", 15)], "verification": 6, "detection": 0.9, "reversible": 0} | more
    steps = [
        make.step("give", "island", 10, **given),
        make.step("pay", "league", 3, values=[make.gives("island", 20)], reversible=0.3),
        make.step("thank", "league", 1, values=[make.gives("island", 4)], reversible=0),
    ]
    parties = [
        make.party("island", discount=0.95, penalty=0.05, surplus=0.03),
        make.party("league", discount=0.95, surplus=0.4),
    ]
    return make.road(parties, steps, snapback=1), Schedule({"give": 0, "pay": 3, "thank": 3})


def at(road, schedule, step, party):
    frame = frame_of(road, schedule)
    return slack(frame, worths_of(road))[0][frame.checks.index(step), frame.parties.index(party)]


def found_for(road, schedule):
    weakest = check_incentives(road, schedule).weakest
    assert (weakest.step, weakest.weakest, weakest.holds) == ("give", "island", False)
    return {mend.kind: mend for mend in mends(road, schedule, weakest)}


def test_earlier_verification_is_the_latest_that_mends():
    road, schedule = tempted()
    mend = found_for(road, schedule)["verification"]
    assert (mend.before, mend.after) == (6, 1)
    assert at(road.with_step("give", verification=1), schedule, "give", "island") == pytest.approx(mend.slack)
    assert at(road.with_step("give", verification=2), schedule, "give", "island") < 0


@pytest.mark.parametrize("kind", ["penalty", "surplus"])
def test_a_larger_penalty_or_surplus_is_the_smallest_that_mends(kind):
    road, schedule = tempted()
    mend = found_for(road, schedule)[kind]
    for more, holds in ((0.0, True), (-0.001, False)):
        changed = road.with_party("island", **{kind: make.worth(mend.after + more)})
        assert bool(at(changed, schedule, "give", "island") >= -1e-9) is holds
    assert mend.slack == pytest.approx(0, abs=1e-9)


def test_a_higher_probability_of_notice():
    road, schedule = tempted(verification=1, detection=0.4)
    mend = found_for(road, schedule)["detection"]
    assert 0.4 < mend.after < 1
    assert at(road.with_step("give", detection=mend.after), schedule, "give", "island") == pytest.approx(0, abs=1e-9)


def test_a_step_cut_in_two_costs_and_brings_half_each():
    road, schedule = tempted(duration=4)
    changed, later, ids = halves(road, schedule, "give")
    assert [(s.id, s.cost.mode, s.duration, s.values) for s in changed.steps if s.id in ids] == [
        (name, 5, 2, (make.gives("league", 7.5),)) for name in ids
    ]
    assert (later.starts[ids[0]], later.starts[ids[1]]) == (0, 2)
    assert "give" not in later.starts


def test_a_cut_mends_where_the_second_half_can_be_answered():
    # The whole is found out in month 10, after the second payment; the first half already in month 6.
    steps = [
        make.step("give", "island", 8, values=[make.gives("league", 15)], duration=8, verification=2, reversible=0),
        make.step("pay", "league", 3, values=[make.gives("island", 9)], reversible=0),
        make.step("last", "league", 3, values=[make.gives("island", 9)], reversible=0),
    ]
    parties = [make.party("island", discount=0.99), make.party("league", discount=0.99, surplus=0.3)]
    road = make.road(parties, steps)
    for last, mended in ((12, True), (9, False)):
        schedule = Schedule({"give": 0, "pay": 8, "last": last})
        weakest = check_incentives(road, schedule).weakest
        assert (weakest.step, weakest.weakest) == ("give", "island")
        found = {mend.kind: mend for mend in mends(road, schedule, weakest)}
        assert ("split" in found) is mended
        changed, later, _ = halves(road, schedule, "give")
        assert at(changed, later, "give.1", "island") > 0
        assert bool(at(changed, later, "give.2", "island") > 0) is mended


def test_another_order_puts_the_payment_behind_the_verification():
    road, schedule = tempted()
    mend = found_for(road, schedule)["reorder"]
    assert (mend.other, mend.before, mend.after) == ("pay", 3, 8)
    assert mend.slack > 0


def test_steps_are_moved_until_the_plan_holds():
    road, schedule = tempted()
    assert not check_incentives(road, schedule).holds
    found = reorder_until_held(road, schedule)
    assert check_incentives(road, found.schedule).holds
    assert found.slack >= 0
    assert [constraint.name for constraint in found.added] == ["pay after give verified"]


def test_a_plan_that_holds_is_left_as_it_is():
    road, schedule = make.single(1, surplus=5, reversible=0)
    assert mends(road, schedule, check_incentives(road, schedule).weakest) == ()
    assert reorder_until_held(road, schedule).schedule is schedule


def test_without_the_solver_no_other_order_is_tried(monkeypatch):
    monkeypatch.setattr(mending, "available", lambda: False)
    road, schedule = tempted()
    assert "reorder" not in found_for(road, schedule)
    assert "penalty" in found_for(road, schedule)


def test_mends_of_the_whole_plan_come_first_then_small_ones():
    road, schedule = tempted()
    found = mends(road, schedule, check_incentives(road, schedule).weakest)
    assert [(not m.enough, m.size) for m in found] == sorted((not m.enough, m.size) for m in found)
    for mend in found:
        for language in ("ja", "en"):
            line = mend_line(road, mend, language=language)
            assert "{" not in line
            assert line.endswith(("。", "."))


def test_at_the_end_the_watch_is_what_mends():
    alone = make.party("island", discount=0.9, surplus=0.6, watch=8)
    road = make.road([alone], [make.step("give", "island", 4, reversible=1.0)])
    schedule = shortest(road)
    weakest = check_incentives(road, schedule).weakest
    assert weakest.step == "end"
    found = {mend.kind: mend for mend in mends(road, schedule, weakest)}
    assert found["watch"].after == 3
    assert {"penalty", "surplus"} <= found.keys()
