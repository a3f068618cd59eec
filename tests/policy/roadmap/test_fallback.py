"""What is left when a step fails, and the plan from there."""

import pytest
from tests.policy.roadmap import roads as make

from shiome.errors import NotKnown
from shiome.policy.roadmap import Schedule, branch_of, branches
from shiome.region.schema.roadmap import Failure, RoadThreat, RoadTrack

TRACKS = (
    RoadTrack(id="main", name=make.both("main"), stops=("main",)),
    RoadTrack(id="side", name=make.both("side"), stops=("side",)),
)
THREATS = (RoadThreat(id="guns", name=make.both("guns")),)


def built(retry=None, instead=()):
    failure = Failure(state=make.both("back"), retry_after=retry, instead=instead)
    steps = [
        make.step("halt", "island", threat="guns", reduces=0.25, reversible=1.0, duration=2),
        make.step("ease", "league", values=[make.gives("island", 5)], reversible=0.5),
        make.step("scrap", "island", threat="guns", reduces=0.75, after=("halt",), verification=1, if_fails=failure),
        make.step("trade", "league", values=[make.gives("island", 9)], after=("scrap",)),
        make.step("visit", "island", track="side", values=[make.gives("league", 1)], reversible=0.0),
        make.step("host", "league", track="side", values=[make.gives("island", 1)], after=("visit",)),
        make.step("guard", "league", reserve=True),
    ]
    league = make.party("league", ally=True, threats=(make.threat("guns", 10),))
    road = make.road([make.party("island"), league], steps, tracks=TRACKS, threats=THREATS, snapback=1)
    return road, Schedule({"halt": 0, "ease": 0, "scrap": 2, "trade": 6, "visit": 0, "host": 9})


def test_what_is_exchanged_with_who_fails_is_undone_and_the_rest_goes_on():
    road, schedule = built()
    found = branch_of(road, schedule, "scrap")
    assert found.month == 5
    assert found.undone == {"halt": 1.0, "ease": 0.5}
    assert found.done == ("visit",)
    assert found.given_up == ("scrap", "trade")
    assert found.plan == {"host": 5}
    assert found.left == {"guns": 1.0}
    assert found.left_at_end == {"guns": 1.0}


def test_a_second_try_takes_up_what_was_undone():
    road, schedule = built(retry=6, instead=("guard",))
    found = branch_of(road, schedule, "scrap")
    assert found.given_up == ()
    assert found.plan["guard"] == 5
    assert found.plan["host"] == 5
    assert found.plan["halt"] == 11
    assert found.plan["scrap"] >= 13
    assert found.plan["trade"] >= found.plan["scrap"] + 1
    assert found.left == {"guns": 1.0}
    assert found.left_at_end == {"guns": 0.0}


def test_a_track_that_stops_alone_leaves_the_others():
    road, schedule = built()
    found = branch_of(road, schedule, "visit")
    assert found.undone == {}
    assert found.given_up == ("visit", "host")
    assert set(found.plan) == {"scrap", "trade"}
    assert found.left_at_end == {"guns": 0.0}


def test_a_plan_that_cannot_be_made_says_why():
    road, schedule = built(retry=6)
    (needed,) = [step for step in road.steps if step.id == "scrap"]
    short = road.with_step("scrap", duration=59)
    found = branch_of(short, Schedule(schedule.starts), needed.id)
    assert found.plan == {}
    assert "constraints together" in found.impossible


def test_every_step_has_a_branch_in_the_order_of_time():
    road, schedule = built()
    assert [branch.failed for branch in branches(road, schedule)] == ["ease", "halt", "visit", "scrap", "trade", "host"]
    with pytest.raises(NotKnown):
        branch_of(road, schedule, "none")
