"""Which events a filter of the pack means, and what they are told as."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import nan

import numpy as np

from shiome.region.schema.institutions import Agreement
from shiome.region.schema.yardsticks import EventFilter
from shiome.vocabulary.plover import QUADRANTS
from shiome.yardsticks.dyads.told import Numbers, Tellings, Told, told_at
from shiome.yardsticks.dyads.tone import tone_of
from shiome.yardsticks.dyads.triads import shows_alignment
from shiome.yardsticks.measuring.columns import Mask, Picked
from shiome.yardsticks.measuring.knowledge import Knowledge, Parties

TOGETHER = "COOPERATE"
"""What acting together is between those who do, whatever they do to others."""


def chosen(knowledge: Knowledge, filters: Sequence[EventFilter], *, values: Sequence[float] | None = None) -> Picked:
    """The events that any of the filters means, each once, with the value of the first filter that does.

    Parameters
    ----------
    values:
        What an event of each filter counts; 1 where they are not given.
    """
    events = knowledge.event_columns
    which = np.full(len(events), len(filters), dtype=np.intp)
    for number in reversed(range(len(filters))):
        which[fits(knowledge, filters[number])] = number
    counts = np.array([*(values or [1.0] * len(filters)), nan])
    return events.picked(which < len(filters), counts[which])


def fits(knowledge: Knowledge, one: EventFilter) -> Mask:
    """Whether each event meets every condition of a filter."""
    fields = knowledge.event_columns.coded
    found: Mask = fields["reality"].each(lambda reality: reality in one.reality)
    if one.types:
        found &= fields["plover"].each(lambda plover: plover in one.types)
    for name, wanted in (("context", set(one.contexts)), ("topics", set(one.topics))):
        if wanted:
            found &= ~fields[name].each(wanted.isdisjoint)
    if one.source or one.recipient or one.among:
        found &= knowledge.parties.each(lambda parties: _are(one, parties))
    return found


def _are(one: EventFilter, parties: Parties) -> bool:
    """Whether the parties are those that a filter means."""
    among = (parties.source | parties.recipient) & set(one.among)
    return (
        (not one.source or not parties.source.isdisjoint(one.source))
        and (not one.recipient or not parties.recipient.isdisjoint(one.recipient))
        and (not one.among or len(among) >= (len(one.among) if one.together else min(2, len(one.among))))
    )


def taking_part(knowledge: Knowledge, members: Collection[str]) -> Tellings:
    """The events in which two or more of the members take part, with the members among them; value 1 for what shows alignment."""
    events, wanted = knowledge.event_columns, frozenset(members)
    pairs = knowledge.parties.each(lambda each: tuple(sorted((each.source | each.recipient) & wanted)), np.object_)
    several = knowledge.parties.each(lambda each: len((each.source | each.recipient) & wanted) >= 2)
    joint = knowledge.parties.each(lambda each: shows_alignment("NONE", acting=len(each.source & wanted)))
    aligned = joint | events.coded["plover"].each(shows_alignment)
    return events.tellings(events.picked(_happened(knowledge) & several, aligned), pairs=pairs)


def signed_by(knowledge: Knowledge, members: Collection[str]) -> list[Told]:
    """The agreements of the pack to which two or more of the members are party."""
    rows = []
    for agreement in knowledge.entries("agreements", Agreement).values():
        parties = knowledge.states(agreement.parties) & set(members)
        if len(parties) >= 2 and agreement.type != "proposal":
            rows.append(told_at(agreement.made, id=f"agreements:{agreement.id}", pair=tuple(sorted(parties))))
    return rows


def between(knowledge: Knowledge, pair: tuple[str, str]) -> Tellings:
    """The events between two actors, with their tone.

    What the two do together counts as cooperation, even where it is a threat to others.
    """
    events, (one, other) = knowledge.event_columns, pair
    together = knowledge.parties.each(lambda each: one in each.source and other in each.source)
    across = knowledge.parties.each(
        lambda each: (
            (one in each.source and other in each.recipient) or (other in each.source and one in each.recipient)
        )
    )
    tones = np.where(together, _tones(knowledge, together=True), _tones(knowledge, together=False))
    return events.tellings(events.picked(_happened(knowledge) & (together | across) & ~np.isnan(tones), tones))


def _happened(knowledge: Knowledge) -> Mask:
    """Which events took place and are of some type."""
    fields = knowledge.event_columns.coded
    actual: Mask = fields["reality"].each("actual".__eq__) & fields["plover"].each("NONE".__ne__)
    return actual


def _tones(knowledge: Knowledge, *, together: bool) -> Numbers:
    """The tone of each event, between those who act together or from one to the other; not a number where it has none."""

    def tone(kind: tuple[str, str]) -> float:
        plover, mode = kind
        is_conflict = QUADRANTS.get(plover, "").endswith("conflict")
        found = tone_of(TOGETHER if together and is_conflict else plover, mode)
        return nan if found is None else found

    return knowledge.kinds.each(tone, np.float64)
