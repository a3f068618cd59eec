"""Parts of records that every kind has under a name of its own: who takes part, what a record is decided by."""

from __future__ import annotations

from datetime import date

from shiome.records.model import (
    Case,
    Claim,
    Commitment,
    Consultation,
    Event,
    Judgement,
    Observation,
    Position,
    Recommendation,
    Record,
    Wording,
)
from shiome.vocabulary.edtf import parse_edtf


def actors_of(record: Record) -> tuple[str, ...]:
    """Actors that a record is about, each once, in the order of their roles.

    >>> from datetime import date
    >>> actors_of(Event(id="e", when="", known_from=date(2025, 1, 1), coder="x@1", source=("PRK",), recipient=("KOR", "PRK")))
    ('PRK', 'KOR')
    """
    match record:
        case Event():
            found = (*record.source, *record.recipient)
        case Wording():
            found = record.actors
        case Claim():
            found = (*record.actors, record.holder)
        case Judgement():
            found = (record.holder,)
        case Recommendation():
            found = record.addressee
        case Commitment():
            found = (*record.owner, *record.beneficiary)
        case Position():
            found = (record.actor,)
        case Observation():
            found = (record.subject,)
        case Case() | Consultation():
            found = record.parties
        case _:
            found = ()
    return tuple(dict.fromkeys(actor for actor in found if actor))


def happened_from(record: Record) -> date | None:
    """First day on which an event that happened (or did not) can have done so; ``None`` where nothing has to have happened.

    Under ``as_of`` such an event is not shown before that day, however early it was known.
    """
    if not isinstance(record, Event) or record.reality not in ("actual", "negated") or not record.when:
        return None
    return parse_edtf(record.when).earliest


def visible_from(record: Record) -> date:
    """The day from which ``as_of`` shows this version: known, and happened where it had to happen."""
    happened = happened_from(record)
    return record.known_from if happened is None else max(record.known_from, happened)
