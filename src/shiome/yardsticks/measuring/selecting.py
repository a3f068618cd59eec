"""Which events a filter of the pack means, and what they are told as."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date

import msgspec

from shiome.errors import ShiomeError
from shiome.records.model import Event, Record
from shiome.region.schema.institutions import Agreement
from shiome.region.schema.yardsticks import EventFilter
from shiome.vocabulary.edtf import parse_edtf
from shiome.vocabulary.plover import QUADRANTS
from shiome.yardsticks.dyads.told import Told, told_at
from shiome.yardsticks.dyads.tone import tone_of
from shiome.yardsticks.dyads.triads import shows_alignment
from shiome.yardsticks.measuring.knowledge import Knowledge

TOGETHER = "COOPERATE"
"""What acting together is between those who do, whatever they do to others."""


def chosen(knowledge: Knowledge, filters: Iterable[EventFilter]) -> Iterator[tuple[Event, EventFilter]]:
    """The events that any of the filters means, each once, with the first filter that does."""
    filters = tuple(filters)
    for event in knowledge.events:
        fitting = next((one for one in filters if fits(knowledge, event, one)), None)
        if fitting is not None:
            yield event, fitting


def fits(knowledge: Knowledge, event: Event, one: EventFilter) -> bool:
    """Whether an event meets every condition of a filter."""
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


def told(knowledge: Knowledge, event: Event, *, value: float = 1.0) -> Told | None:
    """An event as it enters a series; ``None`` without a date."""
    return dated(event, value=value, weight=knowledge.weight_of(event))


def dated(record: Record, *, value: float = 1.0, weight: float = 1.0) -> Told | None:
    """A record as it enters a series; one without a date of its own is dated by the day it became known."""
    first: date | None = record.known_from
    last: date | None = record.known_from
    if record.when:
        try:
            span = parse_edtf(record.when)
        except ShiomeError:
            return None
        # It was known on that day: it had begun by then.
        first, last = span.earliest, span.latest
        if last is None and first is not None:
            last = max(first, record.known_from)
        elif first is None and last is None:
            return None
    return Told(first=first, last=last, value=value, weight=weight, id=f"{record.KIND}:{record.id}")


def told_of(
    knowledge: Knowledge, filters: Iterable[EventFilter], *, value: Callable[[EventFilter], float] | None = None
) -> list[Told]:
    """The events that filters mean, each with a value (1 where none is given)."""
    rows = (told(knowledge, event, value=value(one) if value else 1.0) for event, one in chosen(knowledge, filters))
    return [row for row in rows if row is not None]


def taking_part(knowledge: Knowledge, members: Collection[str]) -> list[Told]:
    """The events in which two or more of the members take part, with the members among them; value 1 for what shows alignment."""
    rows: list[Told] = []
    for event in knowledge.events:
        if event.reality != "actual" or event.plover == "NONE":
            continue
        acting = knowledge.states(event.source) & set(members)
        among = acting | (knowledge.states(event.recipient) & set(members))
        row = told(knowledge, event, value=float(shows_alignment(event.plover, acting=len(acting))))
        if row is not None and len(among) >= 2:
            rows.append(msgspec.structs.replace(row, pair=tuple(sorted(among))))
    return rows


def signed_by(knowledge: Knowledge, members: Collection[str]) -> list[Told]:
    """The agreements of the pack to which two or more of the members are party."""
    rows = []
    for agreement in knowledge.entries("agreements", Agreement).values():
        parties = knowledge.states(agreement.parties) & set(members)
        if len(parties) >= 2 and agreement.type != "proposal":
            rows.append(told_at(agreement.made, id=f"agreements:{agreement.id}", pair=tuple(sorted(parties))))
    return rows


def between(knowledge: Knowledge, pair: Sequence[str]) -> list[Told]:
    """The events between two actors, with their tone.

    What the two do together counts as cooperation, even where it is a threat to others.
    """
    one, other = pair
    rows: list[Told | None] = []
    for event in knowledge.events:
        if event.reality != "actual" or event.plover == "NONE":
            continue
        source, recipient = knowledge.states(event.source), knowledge.states(event.recipient)
        if one in source and other in source:
            kind = TOGETHER if QUADRANTS[event.plover].endswith("conflict") else event.plover
        elif (one in source and other in recipient) or (other in source and one in recipient):
            kind = event.plover
        else:
            continue
        tone = tone_of(kind, event.mode)
        if tone is not None:
            rows.append(told(knowledge, event, value=tone))
    return [row for row in rows if row is not None]
