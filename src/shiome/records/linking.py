"""Whether a freshly coded event is one that the store already holds.

A second document that tells the same adds a source to the record, not a record. Linking wrongly hides an event, so what is
doubtful stays a record of its own: the threshold asks for agreeing dates and actors, and for the type where the date is loose.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from shiome.records.model import Event
from shiome.records.values import LIVE
from shiome.vocabulary.edtf import Edtf, excludes, parse_edtf

if TYPE_CHECKING:
    from shiome.records.store import Transaction
    from shiome.records.store.reader import Reader

THRESHOLD = 0.75
"""Least score at which two accounts count as one event: same day and actors, or same month, actors and type."""
_DATE, _ACTORS, _TYPE = 0.45, 0.35, 0.2
_CLOSENESS: tuple[tuple[int, float], ...] = ((3, 1.0), (31, 0.7), (92, 0.5), (366, 0.35))
"""Days that the looser date spans to how much an agreement in it says."""
_MOST_CANDIDATES = 2_000


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A stored record that tells the same, and how surely (0 to 1)."""

    record: Event
    score: float


def likeness(event: Event, other: Event) -> float:
    """How surely two events are one, from 0 (cannot be) to 1.

    Zero where types differ (``NONE`` on either side agrees with any), where reality differs, where a date is missing or the
    dates exclude each other, or where both name sources, or both name recipients, and share none.
    """
    if "NONE" not in (event.plover, other.plover) and event.plover != other.plover:
        return 0.0
    if event.reality != other.reality or not event.when or not other.when:
        return 0.0
    closeness = _closeness(parse_edtf(event.when), parse_edtf(other.when))
    sources = _shared(event.source, other.source)
    recipients = _shared(event.recipient, other.recipient)
    if not closeness or not sources or not recipients:
        return 0.0
    same_type = event.plover == other.plover != "NONE"
    return _DATE * closeness + _ACTORS * (sources + recipients) / 2 + _TYPE * (1.0 if same_type else 0.4)


def best_match(event: Event, candidates: Iterable[Event], *, threshold: float = THRESHOLD) -> Match | None:
    """The candidate most like the event, if any is like enough; of equals the one with the smaller identifier."""
    scored = [Match(record=other, score=likeness(event, other)) for other in candidates if other.id != event.id]
    good = [match for match in scored if match.score >= threshold]
    return min(good, key=lambda match: (-match.score, match.record.id)) if good else None


def candidates_for(reader: Reader, event: Event) -> list[Event]:
    """Stored events that could be the same: their time meets the event's, and they share an actor."""
    if not event.when:
        return []
    found: dict[str, Event] = {}
    for actor in dict.fromkeys(event.source or event.recipient):
        records = reader.records(
            "event", actors=[actor], when=event.when, status=LIVE, limit=_MOST_CANDIDATES, order="newest"
        )
        found.update((record.id, record) for record in records if isinstance(record, Event))
    return list(found.values())


def link_or_add(transaction: Transaction, event: Event, *, threshold: float = THRESHOLD) -> tuple[str, bool]:
    """Store an event, or its sources with the record that tells it already.

    Returns
    -------
    tuple of str and bool
        The identifier of the record that now holds it, and whether that was there before.
    """
    match = best_match(event, candidates_for(transaction, event), threshold=threshold)
    if match is None:
        transaction.add_records([event])
        return event.id, False
    transaction.add_sources(match.record.id, event.sources)
    return match.record.id, True


def _closeness(a: Edtf, b: Edtf) -> float:
    if excludes(a, b):
        return 0.0
    days = max(_days(a), _days(b))
    return next((value for most, value in _CLOSENESS if days <= most), 0.2)


def _days(a: Edtf) -> int:
    return ((a.latest or date.max) - (a.earliest or date.min)).days + 1


def _shared(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """Share of actors in common; silence on one side says little, silence on both a little more."""
    if not a or not b:
        return 0.5 if a == b else 0.4
    return len(set(a) & set(b)) / len(set(a) | set(b))
