"""Arguments by addressee, channels, ways and openings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coordination.partners import partners

from shiome.coordination.inputs import (
    OwnArgument,
    Withdrawal,
    addressee_called,
    argument_called,
    bank_of,
    links_of,
    reach,
    standpoints,
    ways,
)
from shiome.coordination.inputs.openings import side_of
from shiome.coordination.sources import places
from shiome.errors import NotKnown
from shiome.region.pack import load_pack, locate
from shiome.region.schema.inputs import Opening
from shiome.yardsticks.model import Measurement, Turning
from shiome.yardsticks.series import Point, Series

LAST = date(2025, 12, 31)
DAYS = st.dates(min_value=date(2023, 1, 1), max_value=date(2027, 1, 1))


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return partners(tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="module")
def peninsula():
    return load_pack(locate("peninsula"))


def own(**changes):
    fields = {
        "id": "own-1",
        "addressee": "house",
        "interest": "Votes",
        "text": "It helps at home.",
        "told": "A hearing",
        "language": "en",
        "entered_by": "kato",
        "known_from": date(2024, 3, 1),
    }
    return OwnArgument(**fields | changes)


def test_arguments_stand_by_addressee_with_their_evidence(pack):
    celand, house = bank_of(pack, (), as_of=LAST)
    assert [(each.id, places(each.sources), each.own) for each in celand.arguments] == [
        ("c-gain", "d1:L9", False),
        ("c-late", "d3:L9", False),
    ]
    assert house.arguments == ()
    assert house.entry.missing["en"] == "Nothing is put to it."


def test_an_addressee_stands_before_a_document_tells_of_it_but_nothing_is_said_about_it(pack):
    celand = bank_of(pack, (), as_of=date(2024, 1, 10))[0]
    assert [each.id for each in celand.arguments] == ["c-gain"]
    assert celand.known is False
    assert celand.sources == ()
    assert bank_of(pack, (), as_of=date(2024, 6, 30))[0].known is True


def test_own_arguments_fill_the_gap_until_they_are_withdrawn(pack):
    gone = own(id="own-2", withdrawn=Withdrawal(on=date(2024, 5, 1), by="kato", reason="old"))
    house = bank_of(pack, [own(), gone], as_of=date(2024, 4, 30))[1]
    assert [(each.id, each.own, each.told) for each in house.arguments] == [
        ("own-1", True, "A hearing"),
        ("own-2", True, "A hearing"),
    ]
    assert [each.id for each in bank_of(pack, [own(), gone], as_of=date(2024, 5, 1))[1].arguments] == ["own-1"]
    assert bank_of(pack, [own()], as_of=date(2024, 2, 29))[1].arguments == ()


def test_an_actor_without_an_addressee_comes_last(pack):
    last = bank_of(pack, [own(addressee="BBB")], as_of=LAST)[-1]
    assert (last.entry.id, [each.id for each in last.arguments]) == ("BBB", ["own-1"])


@given(first=DAYS, second=DAYS)
def test_as_of_is_monotone(pack, first, second):
    earlier, later = sorted((first, second))
    before = {each.id for slot in bank_of(pack, [own()], as_of=earlier) for each in slot.arguments}
    after = {each.id for slot in bank_of(pack, [own()], as_of=later) for each in slot.arguments}
    assert before <= after
    assert {link.entry.id for link in links_of(pack, as_of=earlier)} <= {
        link.entry.id for link in links_of(pack, as_of=later)
    }
    for link in links_of(pack, as_of=earlier):
        assert all(source.known_from <= earlier for source in link.sources)


def test_addressees_go_by_their_own_name_and_their_actors(pack):
    assert addressee_called(pack, "celand") == addressee_called(pack, "CCC") == ("celand", "CCC")
    assert addressee_called(pack, "BBB") == ("BBB",)
    with pytest.raises(NotKnown) as caught:
        addressee_called(pack, "moon")
    assert caught.value.code == "inputs.addressee"
    with pytest.raises(NotKnown):
        argument_called(bank_of(pack, (), as_of=date(2024, 1, 10)), "c-late")


def test_the_legislature_is_an_honest_gap(peninsula):
    slots = {slot.entry.id: slot for slot in bank_of(peninsula, (), as_of=LAST)}
    assert set(slots) == {
        "president", "security-officials", "us-government", "congress", "beijing", "seoul", "tokyo",
    }  # fmt: skip
    assert slots["congress"].arguments == ()
    assert slots["congress"].entry.missing
    assert places(slots["congress"].sources) == "004:L22-23"
    for slot in slots.values():
        assert all(each.sources for each in slot.arguments)


def test_a_channel_stands_as_last_told_and_a_call_for_it_is_told_beside(pack):
    links = {link.entry.id: link for link in links_of(pack, as_of=LAST)}
    assert links["a-c"].stage.state == "held"
    assert links["a-c"].urged is not None
    assert links["a-c"].urged.text["en"] == "Urged again"
    assert places(links["a-c"].sources) == "d2:L9, d3:L8, d1:L10"
    early = {link.entry.id: link for link in links_of(pack, as_of=date(2024, 1, 10))}
    assert early["a-c"].stage.state == "proposed"
    assert early["a-c"].urged is None
    assert not early["a-c"].used
    assert (early["a-c"].strength["en"], links["a-c"].strength["en"]) == ("indispensable", "urgent")
    assert early["a-b"].strength == {}
    assert "ab-c" not in early


def found(pack, start, goal, **options):
    return [
        [link.entry.id for link in way.links] for way in ways(pack, links_of(pack, as_of=LAST), start, goal, **options)
    ]


def test_ways_pass_no_actor_twice_and_nobody_takes_what_he_could_use_himself(pack):
    # Together with Beland, Aland reaches Celand itself: going by Beland first adds nothing.
    assert found(pack, "AAA", "CCC") == [["a-c"], ["ab-c"], ["a-b", "b-clerks"]]
    assert found(pack, "AAA", "CCC", hops=1) == [["a-c"], ["ab-c"]]
    # A group of a state is reached where the state is looked for, but stands for itself where it is named.
    assert found(pack, "AAA", "clerks") == [["a-b", "b-clerks"]]
    assert found(pack, "CCC", "AAA") == []
    with pytest.raises(NotKnown):
        found(pack, "AAA", "moon")


def test_only_a_way_whose_every_link_was_used_counts_as_used(pack):
    first, second, third = ways(pack, links_of(pack, as_of=LAST), "AAA", "CCC")
    assert (first.used, second.used, third.used) == (True, False, True)
    assert third.stops == ("BBB", "clerks")


def test_channels_of_an_actor(pack):
    assert [link.entry.id for link in reach(links_of(pack, as_of=LAST), "BBB")] == ["b-clerks", "ab-c"]


@pytest.mark.parametrize(("start", "goal"), [("JPN", "PRK"), ("JPN", "us_senate"), ("KOR", "USA")])
def test_every_link_of_the_shipped_ways_has_a_source(peninsula, start, goal):
    every = ways(peninsula, links_of(peninsula, as_of=LAST), start, goal)
    assert every
    for way in every:
        assert len(set(way.stops)) == len(way.stops)
        assert all(link.sources for link in way.links)


def opening(holds="above", bound=0.5, component=""):
    texts = {"ja": "x", "en": "y"}
    return Opening(id="o", argument="a", yardstick="w", holds=holds, bound=bound, component=component, text=texts)


@pytest.mark.parametrize(
    ("holds", "low", "high", "side"),
    [
        ("above", 0.6, 0.7, "open"),
        ("above", 0.2, 0.4, "closed"),
        ("below", 0.2, 0.4, "open"),
        ("below", 0.6, 0.7, "closed"),
        ("above", 0.4, 0.6, "unsure"),
        ("below", 0.4, 0.6, "unsure"),
        ("above", 0.5, 0.6, "open"),
        ("above", 0.5, 0.5, "unsure"),
    ],
)
def test_a_range_across_the_bound_tells_nothing(holds, low, high, side):
    assert side_of(opening(holds), low, high) == side


@given(low=st.floats(0, 1), width=st.floats(0, 1), bound=st.floats(0, 1))
def test_both_directions_never_hold_at_once(low, width, bound):
    high = min(1.0, low + width)
    sides = {side_of(opening(holds, bound), low, high) for holds in ("above", "below")}
    assert sides in ({"unsure"}, {"open", "closed"})


def measurement(*values):
    points = tuple(Point(when=f"2024-{33 + n}", value=v, low=v, high=v) for n, v in enumerate(values))
    return Measurement(
        id="warmth", name={}, about={}, members=(), direction={}, as_of=LAST, components=(),
        series=Series(period="quarter", points=points), turning=Turning(verdict="none", reason=""),
    )  # fmt: skip


def test_openings_take_the_newest_value_there_is(pack):
    (seen,) = standpoints(pack, {"warmth": measurement(0.1, 0.8, None)}, as_of=LAST)
    assert (seen.side, seen.when, seen.value, places(seen.sources)) == ("open", "2024-34", 0.8, "d1:L13")
    (none,) = standpoints(pack, {"warmth": measurement(None)}, as_of=LAST)
    assert (none.side, none.value) == ("unmeasured", None)
    (absent,) = standpoints(pack, {}, as_of=LAST)
    assert absent.side == "unmeasured"
    assert standpoints(pack, {}, as_of=date(2024, 1, 9)) == ()
