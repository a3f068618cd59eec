"""Events from tracks: one for each launch, one version at a time, gone on with by whoever issues next, withdrawn when lost."""

from dataclasses import replace

import numpy as np
import pytest

from shiome.coordination.warning.alerts import read_alert
from shiome.coordination.warning.channel.events import EXPIRY_S, EventBook
from shiome.coordination.warning.channel.identity import Stamp
from shiome.coordination.warning.channel.messages import Cancel, LaunchEvent
from shiome.coordination.warning.channel.rules import ChannelRules
from shiome.coordination.warning.launches.model import Launch
from shiome.coordination.warning.launches.trajectories import fly
from shiome.coordination.warning.tracking.dynamics import THRUST
from shiome.coordination.warning.tracking.ranges import RangeLimits
from shiome.coordination.warning.tracking.sharing import Shared
from shiome.coordination.warning.tracking.tracker import Track

BEGAN = 1_893_456_000.0
RULES = ChannelRules()
(FLOWN,) = fly([Launch("simulated-1", "medium", 2000e3, latitude=20.0, longitude=-150.0, bearing=70.0)])


def book(name="a"):
    owners = {"sensor-a": "a", "sensor-b": "b", "sensor-c": "c"}
    return EventBook(("a", "b", "c"), owners, Stamp(name, "t"), RULES, RangeLimits())


def shared(partner, at, *, number=1, spread=50.0, off=0.0):
    mean = FLOWN.at(np.array([at]))[0] + off * np.eye(10)[0]
    mean[THRUST] = 0.0
    covariance = np.diag([spread**2] * 3 + [5.0**2] * 3 + [0.0] * 3 + [0.01])
    track = Track(
        id=number, time=BEGAN + at, mean=mean, covariance=covariance, weight=np.array([0.0, 1.0, 0.0]), looks=50, began=BEGAN + 40.0,
        seen=BEGAN + at, origin=FLOWN.states[40, :3], sensors=(f"sensor-{partner}",),
    )  # fmt: skip
    return Shared(partner, track)


def assess(events, at, *groups, silent=()):
    return events.assess(groups, now=BEGAN + at, silent=silent)


def test_a_track_makes_no_event_before_it_is_old_enough():
    events = book()
    assert assess(events, 40.0 + RULES.settle_s - 0.1, [shared("a", 100.0)]) == []
    (told,) = assess(events, 100.0, [shared("a", 100.0)])
    assert (told.event, told.version, told.partners, told.range_class) == ("SIM-t-a-1", 1, ("a",), "medium")


def test_of_an_event_whose_tracks_do_not_fit_together_the_picture_of_most_is_told_once():
    events = book()
    (first,) = assess(events, 100.0, [shared(each, 100.0) for each in "abc"])
    two, one = [shared("a", 110.0), shared("b", 110.0)], [shared("c", 110.0, off=300e3)]
    for order in ([one, two], [two, one]):
        again = replace_book(events)
        told = assess(again, 110.0, *order)
        assert [(each.event, each.version, each.partners) for each in told] == [(first.event, 2, ("a", "b"))]
        assert list(again.held) == [first.event]


def replace_book(events):
    return replace(events, held=dict(events.held), stamp=replace(events.stamp))


def test_nothing_is_told_again_while_nothing_has_changed():
    events = book()
    assess(events, 100.0, [shared("a", 100.0)])
    assert assess(events, 101.0, [shared("a", 101.0), shared("b", 101.0)]) == []
    assert assess(events, 106.0, [shared("a", 106.0)]) == []
    (second,) = assess(events, 112.0, [shared("a", 112.0), shared("b", 112.0)])
    assert (second.version, second.partners) == (2, ("a", "b"))
    (third,) = assess(
        events, 113.0 + EXPIRY_S / 2, [shared("a", 113.0 + EXPIRY_S / 2), shared("b", 113.0 + EXPIRY_S / 2)]
    )
    assert third.version == 3
    assert len(read_alert(third.alert.encode()).references.split()) == 2


def test_another_partner_goes_on_with_the_event_and_says_who_is_silent():
    first, second = book("a"), book("b")
    (told,) = assess(first, 100.0, [shared("a", 100.0), shared("b", 100.0)])
    second.adopt(told, BEGAN + 100.0)
    (next_one,) = assess(second, 112.0, [shared("b", 112.0)], silent=("a",))
    assert (next_one.event, next_one.version, next_one.partner, next_one.silent) == (told.event, 2, "b", ("a",))
    assert isinstance(next_one, LaunchEvent)


@pytest.mark.parametrize(("seen", "withdrawn"), [(110.0, True), (FLOWN.impact_time - 5.0, False)])
def test_what_is_lost_on_its_way_is_withdrawn_and_what_has_fallen_is_not(seen, withdrawn):
    events = book()
    (first,) = assess(events, seen, [shared("a", seen)])
    gone = assess(events, FLOWN.impact_time + 200.0)
    assert [isinstance(each, Cancel) for each in gone] == [True] * withdrawn
    assert events.held == {}
    if withdrawn:
        assert gone[0].version == first.version + 1
        assert read_alert(gone[0].alert.encode()).msgType == "Cancel"
