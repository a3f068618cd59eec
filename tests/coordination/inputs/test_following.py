"""What came after something was said, and what may be entered."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.partners import partners

from shiome.coordination.inputs import argument_entered, followed, said_entered
from shiome.errors import InputRefused, NotKnown
from shiome.records.model import Event, Source, Wording
from shiome.workspace.seed import seed_records

TODAY = date(2026, 2, 1)
ON = date(2024, 6, 30)


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return partners(tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="module")
def records(pack):
    return [each for each in seed_records(pack) if isinstance(each, Event | Wording)]


def saying(pack, **changes):
    fields = {
        "when": date(2024, 6, 15),
        "by": ["AAA"],
        "addressee": "celand",
        "sources": (),
        "told": ("A readout",),
        "on": ON,
        "today": TODAY,
        "entered_by": "kato",
        "text": "It pays.",
    }
    return said_entered(pack, **fields | changes)


def after(pack, records, said, *, topics=("sea",), as_of=date(2025, 12, 31), window=180):
    known = [each for each in records if each.known_from <= as_of]
    found = followed(pack, said, ("celand", "CCC"), topics, known, as_of=as_of, window=window)
    return [(each.record, each.days, each.topics) for each in found]


def test_later_acts_of_the_addressee_on_the_topic_follow(pack, records):
    said = saying(pack)
    assert after(pack, records, said) == [("e-reply", 5, ("sea",))]
    # Who acts for the addressee counts for it, within the days asked for.
    assert after(pack, records, said, window=600) == [("e-reply", 5, ("sea",)), ("e-later", 473, ("sea",))]
    assert after(pack, records, said, window=4) == []
    assert after(pack, records, said, topics=("trade",)) == []
    assert after(pack, records, said, topics=()) == []


def test_the_day_itself_and_what_is_not_known_do_not_follow(pack, records):
    assert after(pack, records, saying(pack, when=date(2024, 6, 20))) == []
    assert after(pack, records, saying(pack), as_of=date(2024, 6, 29)) == []


@given(window=st.integers(1, 800), more=st.integers(0, 800))
def test_a_longer_window_only_adds(pack, records, window, more):
    said = saying(pack)
    short = after(pack, records, said, window=window)
    long = after(pack, records, said, window=window + more)
    assert long[: len(short)] == short
    assert all(0 < days <= window + more for _, days, _ in long)


def argument(pack, **changes):
    fields = {
        "addressee": "house",
        "interest": "Votes",
        "text": "It helps.",
        "sources": (),
        "told": ("A hearing",),
        "on": ON,
        "today": TODAY,
        "entered_by": "kato",
    }
    return argument_entered(pack, **fields | changes)


def test_what_is_entered_is_kept_as_given(pack):
    made = argument(pack, by=("AAA",), topics=("sea",), channel="Talks")
    assert (made.addressee, made.interest, made.told, made.known_from) == ("house", "Votes", "A hearing", ON)
    assert made.id == argument(pack).id
    assert made.id != argument(pack, text="It helps much.").id
    assert argument(pack, identifier="X-1").id == "X-1"
    assert saying(pack).id == saying(pack, entered_by="sato").id


LATE = Source(document="d3", line=1, known_from=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"interest": " "}, "inputs.text"),
        ({"text": ""}, "inputs.text"),
        ({"told": ()}, "inputs.evidence"),
        ({"sources": (LATE,)}, "inputs.leak"),
        ({"topics": ("nothing",)}, "inputs.topic"),
        ({"entered_by": ""}, "inputs.by"),
        ({"on": TODAY + timedelta(days=1)}, "ledger.future"),
    ],
)
def test_arguments_without_what_they_need_are_refused(pack, changes, code):
    with pytest.raises(InputRefused) as caught:
        argument(pack, **changes)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"by": []}, "inputs.speaker"),
        ({"when": ON + timedelta(days=1)}, "inputs.when"),
        ({"text": ""}, "inputs.text"),
        ({"told": ()}, "inputs.evidence"),
        ({"entered_by": ""}, "inputs.by"),
    ],
)
def test_sayings_without_what_they_need_are_refused(pack, changes, code):
    with pytest.raises(InputRefused) as caught:
        saying(pack, **changes)
    assert caught.value.code == code


def test_actors_and_channels_are_those_of_the_region(pack):
    for changes in ({"by": ["moon"]}, {"channel": "moon"}):
        with pytest.raises(NotKnown):
            saying(pack, **changes)
    with pytest.raises(NotKnown):
        argument(pack, by=("moon",))
