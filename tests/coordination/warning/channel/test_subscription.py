import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiome.coordination.warning.channel.deadlines import Deadlines
from shiome.coordination.warning.channel.messages import Acknowledgement, Cancel, Heartbeat, convert
from shiome.coordination.warning.channel.offsets import Offset
from shiome.coordination.warning.channel.rules import ChannelRules
from shiome.coordination.warning.channel.subscription import Subscription
from shiome.errors import InputRefused, RegionRefused

RULES = ChannelRules()


def beat(number, *, sent=0.0, expires=None, heard=None):
    identifier = str(uuid.UUID(int=number, version=4))
    return Heartbeat(id=identifier, partner="b", sent=sent, expires=expires, heard=heard or {}, simulated=True)


def subscription():
    return Subscription("b", "a", RULES, 0.0, ("sensor-2",))


def kinds(notices):
    return [each.kind for each in notices]


@given(st.permutations(range(1, 9)), st.lists(st.integers(1, 8), max_size=6))
def test_everything_is_handed_on_once_and_in_order(order, repeats):
    heard, came = subscription(), []
    for sequence in [*order, *repeats]:
        came += [message.id for message in heard.receive(sequence, beat(sequence), 1.0)[0]]
    assert came == [beat(number).id for number in range(1, 9)]
    assert heard.resume_from == 8


def test_a_gap_is_noticed_filled_and_asked_from_the_right_place():
    heard = subscription()
    heard.receive(1, beat(1), 1.0)
    ready, notices = heard.receive(4, beat(4), 1.1)
    assert (ready, kinds(notices), heard.resume_from) == ([], ["gap"], 1)
    heard.receive(2, beat(2), 1.2)
    ready, notices = heard.receive(3, beat(3), 1.3)
    assert [message.id for message in ready] == [beat(3).id, beat(4).id]
    assert kinds(notices) == ["filled"]


def test_what_never_comes_is_given_up_and_told():
    heard = subscription()
    heard.receive(1, beat(1), 1.0)
    heard.receive(4, beat(4), 1.1)
    assert heard.tick(1.1 + RULES.gap_s) == ([], [])
    ready, notices = heard.tick(1.2 + RULES.gap_s)
    assert [message.id for message in ready] == [beat(4).id]
    assert kinds(notices) == ["lost"]


def test_the_same_message_by_another_number_is_handed_on_once():
    heard = subscription()
    heard.receive(1, beat(1), 1.0)
    ready, notices = heard.receive(2, beat(1), 1.1)
    assert (ready, kinds(notices)) == ([], ["repeated"])


def test_silence_names_the_partner_and_what_is_missing():
    heard = subscription()
    heard.receive(1, beat(1), 1.0)
    assert heard.tick(1.0 + RULES.silence_s) == ([], [])
    _, (notice,) = heard.tick(1.1 + RULES.silence_s)
    assert (notice.kind, notice.partner, notice.missing) == ("silent", "b", ("sensor-2",))
    assert kinds(heard.receive(2, beat(2), 31.0)[1]) == ["back"]


def test_stale_messages_do_not_count():
    heard = subscription()
    ready, notices = heard.receive(1, beat(1, expires=5.0), 5.0)
    assert (ready, kinds(notices)) == ([], ["stale"])
    assert heard.receive(2, beat(2, expires=5.0), 4.9)[0] != []


@given(st.floats(-100, 100), st.floats(0.001, 1.0), st.floats(0.001, 1.0))
def test_an_offset_is_known_to_half_the_delay(offset, there, back):
    found = Offset()
    found.learn(
        ours_sent=10.0,
        theirs_received=10.0 + there + offset,
        theirs_sent=11.0 + there + offset,
        ours_received=11.0 + there + back,
        longest=2.5,
    )
    assert abs(found.value - offset) <= found.bound + 1e-9


def test_a_clock_that_is_far_off_is_told_once_and_taken_into_account():
    heard = subscription()
    ours = {"a": (10.0, 15.05)}
    assert kinds(heard.receive(1, beat(1, sent=16.05, heard=ours), 11.1)[1]) == ["skew"]
    assert heard.offset.value == pytest.approx(5.0)
    assert kinds(heard.receive(2, beat(2, sent=17.0, heard=ours), 12.05)[1]) == []
    # It is 19.5 by the partner's clock at 14.5 by ours.
    assert heard.receive(3, beat(3, sent=17.0, expires=19.0), 14.5)[0] == []
    assert heard.receive(4, beat(4, sent=17.0, expires=19.9), 14.5)[0] != []


def cancel(version):
    return Cancel(id="c", partner="a", sent=0.0, simulated=True, event="e", version=version, reason="lost", alert="")


def acknowledgement(partner, version):
    return Acknowledgement(
        id=f"{partner}{version}", partner=partner, sent=0.0, simulated=True, event="e", version=version
    )


def test_who_does_not_acknowledge_is_named_when_the_time_is_up():
    asked = Deadlines(("b", "c"))
    asked.ask(cancel(1), by=10.0)
    assert asked.take(acknowledgement("b", 1), 5.0) == []
    assert asked.tick(10.0) == []
    (notice,) = asked.tick(10.1)
    assert (notice.kind, notice.partner) == ("unacknowledged", "c")
    assert asked.tick(11.0) == []
    asked.ask(cancel(2), by=20.0)
    assert asked.take(acknowledgement("b", 1), 12.0) == []
    asked.take(acknowledgement("b", 2), 12.0)
    assert kinds(asked.take(acknowledgement("c", 2), 12.0)) == ["acknowledged"]


@pytest.mark.parametrize("value", [0.0, -1.0, float("nan"), float("inf")])
def test_rules_that_make_no_sense_are_refused(value):
    with pytest.raises(RegionRefused):
        ChannelRules(heartbeat_s=value)


@pytest.mark.parametrize("simulated", [False, None, "yes"])
def test_what_does_not_say_that_it_is_simulated_is_refused(simulated):
    with pytest.raises(InputRefused) as refused:
        convert({"kind": "heartbeat", "id": "x", "partner": "a", "sent": 1.0, "simulated": simulated})
    assert refused.value.code == "warning.message"
