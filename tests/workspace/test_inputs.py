"""Inputs kept in a workspace."""

from datetime import date, timedelta

import pytest
from tests.coordination.partners import write_partners

from shiome.errors import InputRefused, NotKnown
from shiome.workspace import Workspace, inputs

TODAY = date(2026, 2, 1)
ON = date(2024, 6, 30)


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "ws", region=str(write_partners(tmp_path / "pack"))) as made:
        yield made


def add(workspace, **changes):
    fields = {
        "addressee": "house",
        "interest": "Votes",
        "text": "It helps.",
        "evidence": ["A hearing", "d2:4"],
        "entered_by": "kato",
        "on": ON,
        "today": TODAY,
    }
    return inputs.add(workspace, **fields | changes)


def log(workspace, **changes):
    fields = {
        "when": date(2024, 6, 15),
        "by": ["AAA"],
        "addressee": "CCC",
        "evidence": ["A readout"],
        "argument": "c-gain",
        "channel": "a-c",
        "entered_by": "kato",
        "on": ON,
        "today": TODAY,
    }
    return inputs.log(workspace, **fields | changes)


def house(workspace, day):
    (slot,) = inputs.bank(workspace, as_of=day, addressee="house")
    return [each.id for each in slot.arguments]


def test_an_own_argument_is_kept_with_its_source(workspace):
    made = add(workspace)
    (slot,) = inputs.bank(workspace, as_of=ON, addressee="clerks")
    (kept,) = slot.arguments
    assert (kept.id, kept.own, kept.told, kept.entered_by) == (made.id, True, "A hearing", "kato")
    assert [(source.document, source.line) for source in kept.sources] == [("d2", 4)]
    assert house(workspace, ON - timedelta(days=1)) == []
    assert inputs.newest_day(workspace) == date(2025, 12, 31)
    add(workspace, text="More", on=TODAY)
    assert inputs.newest_day(workspace) == TODAY


def test_the_bank_is_chosen_by_interest_topic_and_keeper(workspace):
    add(workspace)
    last = date(2025, 12, 31)

    def ids(**chosen):
        return [each.id for slot in inputs.bank(workspace, as_of=last, **chosen) for each in slot.arguments]

    assert ids(interest="TRADE") == ["c-gain"]
    assert ids(interest="安全") == ["c-late"]
    assert ids(topic="sea") == ["c-gain"]
    assert len(ids(own=True)) == 1
    assert ids(interest="nothing") == []
    assert len(inputs.bank(workspace, as_of=last)) == 2


def test_it_is_in_no_list_of_records(workspace):
    before = workspace.counts()
    add(workspace)
    log(workspace)
    assert workspace.counts() == before


def test_what_was_said_is_followed_by_what_came_after(workspace):
    made = log(workspace)
    ((said, after),) = inputs.said(workspace, as_of=ON)
    assert said == made
    assert [(each.record, each.days) for each in after] == [("e-reply", 5)]
    assert inputs.said(workspace, as_of=ON - timedelta(days=1)) == []
    assert inputs.said(workspace, as_of=ON, addressee="house") == []
    ((_, longer),) = inputs.said(workspace, as_of=date(2025, 12, 31), addressee="celand", window=600)
    assert [each.record for each in longer] == ["e-reply", "e-later"]


def test_topics_of_its_own_count_beside_those_of_the_argument(workspace):
    log(workspace, argument="", text="Words", topics=("sea",))
    ((_, after),) = inputs.said(workspace, as_of=ON)
    assert [each.record for each in after] == ["e-reply"]


def test_a_withdrawal_leaves_the_days_before_as_they_were(workspace):
    made = add(workspace)
    gone = inputs.withdraw(workspace, made.id, reason="old", by="sato", on=TODAY, today=TODAY)
    assert gone.withdrawn is not None
    assert (gone.withdrawn.by, gone.withdrawn.reason) == ("sato", "old")
    assert house(workspace, TODAY - timedelta(days=1)) == [made.id]
    assert house(workspace, TODAY) == []
    said = log(workspace)
    inputs.withdraw(workspace, said.id, reason="wrong day", by="sato", on=TODAY, today=TODAY)
    assert inputs.said(workspace, as_of=TODAY) == []
    assert len(inputs.said(workspace, as_of=ON)) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "inputs.reason"),
        ({"by": ""}, "inputs.reason"),
        ({"on": ON - timedelta(days=1)}, "inputs.before"),
        ({"on": TODAY + timedelta(days=1)}, "ledger.future"),
    ],
)
def test_a_withdrawal_says_who_why_and_from_when(workspace, changes, code):
    made = add(workspace)
    with pytest.raises(InputRefused) as caught:
        inputs.withdraw(workspace, made.id, **{"reason": "old", "by": "sato", "on": TODAY, "today": TODAY} | changes)
    assert caught.value.code == code
    assert house(workspace, TODAY) == [made.id]


def test_nothing_is_withdrawn_twice_and_nothing_of_the_pack(workspace):
    made = add(workspace)
    inputs.withdraw(workspace, made.id, reason="old", by="sato", today=TODAY)
    with pytest.raises(InputRefused) as caught:
        inputs.withdraw(workspace, made.id, reason="old", by="sato", today=TODAY)
    assert caught.value.code == "inputs.withdrawn"
    with pytest.raises(NotKnown) as unknown:
        inputs.withdraw(workspace, "c-gain", reason="old", by="sato", today=TODAY)
    assert unknown.value.code == "inputs.entry"


def test_the_same_is_not_entered_twice(workspace):
    add(workspace)
    log(workspace)
    for again in (add, log):
        with pytest.raises(InputRefused) as caught:
            again(workspace)
        assert caught.value.code == "inputs.known"
    with pytest.raises(InputRefused):
        add(workspace, identifier="c-gain")
    assert len(house(workspace, ON)) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"addressee": "moon"}, "inputs.addressee"),
        ({"argument": "moon"}, "inputs.argument"),
        ({"channel": "moon"}, "region.entry"),
    ],
)
def test_what_is_not_known_is_named(workspace, changes, code):
    with pytest.raises(NotKnown) as caught:
        log(workspace, **changes)
    assert caught.value.code == code
    assert inputs.said(workspace, as_of=TODAY) == []


def test_ways_to_an_addressee_and_openings(workspace):
    last = date(2025, 12, 31)
    ways = inputs.paths(workspace, "AAA", "celand", as_of=last)
    assert [link.entry.id for link in ways[0].links] == ["a-c"]
    assert [each.entry.id for each in inputs.openings(workspace, as_of=last)] == ["warm"]
    assert inputs.openings(workspace, as_of=last, addressee="house") == []
    assert [link.entry.id for link in inputs.channels_from(workspace, "AAA", as_of=last)] == ["a-c", "a-b", "ab-c"]


@pytest.mark.postgres
def test_a_team_shares_the_log(tmp_path, postgres_url):
    region = str(write_partners(tmp_path / "pack"))
    with Workspace.create(tmp_path / "ws", region=region, db=postgres_url()) as workspace:
        add(workspace)
        made = log(workspace)
        with Workspace.open(tmp_path / "ws") as other:
            assert [said.id for said, _ in inputs.said(other, as_of=TODAY)] == [made.id]
