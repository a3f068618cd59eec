"""Columns give what looking at each record gives, to the last digit."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.yardsticks.measuring.conftest import LAST

from shiome.errors import ShiomeError
from shiome.records.model import Claim, Event
from shiome.region.schema.yardsticks import EventFilter
from shiome.vocabulary.edtf import parse_edtf
from shiome.yardsticks.dyads.decay import decayed_mean
from shiome.yardsticks.dyads.told import Tellings, Told
from shiome.yardsticks.dyads.tone import tone_of
from shiome.yardsticks.measuring.columns import RecordParts, columns_of
from shiome.yardsticks.measuring.of_records import _clash
from shiome.yardsticks.measuring.selecting import between, chosen, fits, taking_part

DATES = st.sampled_from(
    [
        "",
        "2023-02-01",
        "2023-02",
        "2023-02-01/2023-03-09",
        "../2023-05-01",
        "2023-04-01/..",
        "../..",
        "2023-02-30",
        "2024",
    ]
)
ACTORS = st.lists(st.sampled_from(["AAA", "BBB", "CCC", "chief", "moon"]), max_size=3).map(tuple)
TYPES = ["CONSULT", "THREATEN", "MOBILIZE", "AID", "NONE"]
TOPICS = st.lists(st.sampled_from(["t1", "t2", "t3"]), max_size=2).map(tuple)
REALITIES = st.sampled_from(["actual", "planned", "negated"])
EVENTS = st.lists(
    st.builds(
        Event,
        id=st.just(""),
        when=DATES,
        known_from=st.dates(date(2023, 3, 1), date(2023, 6, 1)),
        coder=st.just("test"),
        confidence=st.sampled_from([1.0, 0.7, 0.3]),
        about=st.sampled_from(["", "m1", "m2"]),
        topics=TOPICS,
        source=ACTORS,
        recipient=ACTORS,
        plover=st.sampled_from(TYPES),
        mode=st.sampled_from(["", "visit"]),
        context=st.lists(st.sampled_from(["military", "legislative"]), max_size=1).map(tuple),
        reality=REALITIES,
    ),
    max_size=12,
).map(
    lambda found: [
        Event(**{name: getattr(each, name) for name in each.__struct_fields__} | {"id": f"E{number}"})
        for number, each in enumerate(found)
    ]
)
FILTERS = st.builds(
    EventFilter,
    source=ACTORS,
    recipient=ACTORS,
    among=ACTORS,
    together=st.booleans(),
    types=st.lists(st.sampled_from(TYPES), max_size=2).map(tuple),
    contexts=st.lists(st.sampled_from(["military", "cyber"]), max_size=1).map(tuple),
    topics=TOPICS,
    reality=st.lists(REALITIES, min_size=1, max_size=2).map(tuple),
    value=st.sampled_from([-2.0, -1.0, 0.0, 1.0, 3.0]),
)


def told(events, event, value=1.0):
    """One event as it enters a series, reckoned by itself; none without a date."""
    tellings = Counter(each.about for each in events if each.about)
    first = last = event.known_from
    if event.when:
        try:
            span = parse_edtf(event.when)
        except ShiomeError:
            return None
        first, last = span.earliest, span.latest
        if last is None and first is not None:
            last = max(first, event.known_from)
        elif first is None and last is None:
            return None
    weight = event.confidence / max(1, tellings[event.about])
    return Told(first=first, last=last, value=value, weight=weight, id=f"event:{event.id}")


def same(one: Tellings, other: Tellings) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in ("first", "last", "value", "weight", "ids")
    )


def expected(events, values):
    rows = (told(events, event, value) for event, value in zip(events, values, strict=True) if value is not None)
    return Tellings.of([row for row in rows if row is not None])


def meets(knowledge, event, one):
    source, recipient = knowledge.states(event.source), knowledge.states(event.recipient)
    among = (source | recipient) & set(one.among)
    return (
        event.reality in one.reality
        and (not one.types or event.plover in one.types)
        and (not one.contexts or not set(one.contexts).isdisjoint(event.context))
        and (not one.topics or not set(one.topics).isdisjoint(event.topics))
        and (not one.source or not source.isdisjoint(one.source))
        and (not one.recipient or not recipient.isdisjoint(one.recipient))
        and (not one.among or len(among) >= (len(one.among) if one.together else min(2, len(one.among))))
    )


@given(events=EVENTS, filters=st.lists(FILTERS, max_size=3))
def test_filters_pick_the_events_that_meet_them(knowing, events, filters):
    knowledge = knowing(*events)
    first = [next((one for one in filters if meets(knowledge, event, one)), None) for event in events]
    values = [None if one is None else one.value for one in first]
    picked = chosen(knowledge, filters, values=[one.value for one in filters])
    assert same(knowledge.event_columns.tellings(picked), expected(events, values))


@given(events=EVENTS, data=st.data())
def test_the_order_of_events_does_not_matter(knowing, events, data):
    shuffled = data.draw(st.permutations(events))
    pairs = [between(knowing(*given), ("AAA", "BBB")) for given in (events, shuffled)]
    assert same(*pairs)
    span = {"period": "month", "first": date(2023, 1, 1), "last": LAST, "half_life": 90.0}
    assert decayed_mean(pairs[0], **span) == decayed_mean(pairs[1], **span)


@given(events=EVENTS)
def test_what_passes_between_two_has_the_tone_of_each_event(knowing, events):
    knowledge = knowing(*events)
    values = []
    for event in events:
        source, recipient = knowledge.states(event.source), knowledge.states(event.recipient)
        together = {"AAA", "BBB"} <= source
        across = ("AAA" in source and "BBB" in recipient) or ("BBB" in source and "AAA" in recipient)
        hostile = event.plover in ("THREATEN", "MOBILIZE")
        tone = tone_of("COOPERATE" if together and hostile else event.plover, event.mode)
        values.append(tone if event.reality == "actual" and (together or across) else None)
    assert same(between(knowledge, ("AAA", "BBB")), expected(events, values))


@given(events=EVENTS)
def test_taking_part_names_the_members_who_do(knowing, events):
    knowledge = knowing(*events)
    members = {"AAA", "BBB", "CCC"}
    found = taking_part(knowledge, members)
    pairs = dict(zip(found.ids.tolist(), found.pairs.tolist(), strict=True))
    for event in events:
        among = (knowledge.states(event.source) | knowledge.states(event.recipient)) & members
        counts = event.reality == "actual" and event.plover != "NONE" and len(among) >= 2
        counts = counts and told(events, event) is not None
        assert pairs.get(f"event:{event.id}") == (tuple(sorted(among)) if counts else None)


@given(events=EVENTS, one=FILTERS, other=FILTERS, within=st.integers(1, 80))
def test_events_clash_that_pull_apart_near_in_time(knowing, events, one, other, within):
    knowledge = knowing(*events)
    columns = knowledge.event_columns
    ours, theirs = (chosen(knowledge, [each], values=[each.value]) for each in (one, other))
    rows = {f"event:{event.id}": told(events, event) for event in events}

    def clash(a, b):
        near = (rows[a].first or rows[a].last) - timedelta(within) <= rows[b].last
        return a != b and near and (rows[b].first or rows[b].last) - timedelta(within) <= rows[a].last

    apart = one.value * other.value < 0
    names = columns.ids[theirs.places].tolist()
    naive = [apart and any(clash(name, each) for each in names) for name in columns.ids[ours.places].tolist()]
    assert _clash(columns, ours, theirs, within).tolist() == naive


def test_no_events_are_no_rows(knowing):
    knowledge = knowing()
    assert len(knowledge.event_columns) == len(between(knowledge, ("AAA", "BBB"))) == 0
    assert not fits(knowledge, EventFilter(among=("AAA",), topics=("t1",))).any()


def test_records_without_a_matter_weigh_by_their_confidence():
    claims = [
        Claim(
            id=f"C{number}", when="", known_from=date(2024, 1, number), coder="test", confidence=number / 4,
            cause="x", effect="y", sign="+", hedge=3, band=(0.4, 0.7), about="m1",
        )
        for number in (2, 1)
    ]  # fmt: skip
    columns = columns_of(claims, RecordParts, kind="claim")
    assert columns.ids.tolist() == ["claim:C1", "claim:C2"]
    assert columns.weight.tolist() == [0.25, 0.5]
    assert columns.day.tolist() == [date(2024, 1, 1).toordinal(), date(2024, 1, 2).toordinal()]
