"""What was known on a day, and nothing else: the guard against later knowledge.

The drivers with their states, priors and inertia, and the bands, are the frame in which the model is built. The frame was written
later, cannot be dated and is always shown; what was observed of a driver is dated by what it cites.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from shiome.errors import InputRefused
from shiome.futures.backtest.answers import Answer, Forecast
from shiome.records.model import Record
from shiome.records.parts import visible_from
from shiome.region.asof import document_day, entry_as_of, known_on, last_known_on
from shiome.region.citations import parse_citation
from shiome.region.fields import walk
from shiome.region.pack import Pack
from shiome.region.schema.common import Entry
from shiome.region.schema.knowledge import EventEntry, OutcomeEntry, Revision
from shiome.region.schema.meta import SeedDocument

FRAME = frozenset({"drivers", "driver_terms", "bands", "levels"})
"""Subjects that are shown on any day, without what was observed later."""
FOLLOWED = frozenset({"claims", "judgements", "calendar", "timings", "events"})
"""An entry that cites nothing is known when the entries of these subjects that it names are."""


class _Shown(dict[str, Any]):
    """Entries or records by identifier, where asking for a later one is refused and not merely missed."""

    def __init__(self, known: Mapping[str, Any], later: frozenset[str], day: date) -> None:
        super().__init__(known)
        self.later = later
        self.day = day

    def __missing__(self, key: str) -> Any:
        if key not in self.later:
            raise KeyError(key)
        raise InputRefused(
            "backtest.leak",
            f"{key} was not known on {self.day}: a forecast as of that day may not touch it",
            ja=f"{key} は {self.day} には知られておらず、その日の予測には使えない",
            hint="use what the view shows",
            hint_ja="見えているものだけを使う",
            failed=key,
        )


@dataclass(frozen=True)
class View:
    """What a forecaster sees on a day.

    Parameters
    ----------
    pack:
        The pack without entries, stages, outcomes and citations of later documents.
    records:
        The version of each record that stood on the day, by (kind, id) order; closing dates and sources of later days are taken off.
    """

    as_of: date
    pack: Pack
    records: tuple[Record, ...]
    _by_id: _Shown = field(repr=False, compare=False)

    def record(self, identifier: str) -> Record:
        """A record by its identifier.

        Raises
        ------
        InputRefused
            ``backtest.leak`` where it only became known later.
        KeyError
            Nothing has this identifier.
        """
        found: Record = self._by_id[identifier]
        return found

    def content(self) -> bytes:
        """All that it shows, as canonical bytes: equal for two states of knowledge that differ in later things only."""
        records = [msgspec.json.encode(record, order="sorted") for record in self.records]
        return b"\n".join([self.as_of.isoformat().encode(), self.pack.snapshot(), *records])


Forecaster = Callable[[View, tuple[str, ...]], Sequence[Answer | None]]
"""Answers formulas from what a view shows; ``None`` where it has no answer."""


def guarded(forecaster: Forecaster, *, pack: Pack, records: Iterable[Record]) -> Forecast:
    """A forecast that shows its forecaster only what was known on the day asked for."""
    held = tuple(records)
    views: dict[date, View] = {}

    def forecast(as_of: date, formulas: tuple[str, ...]) -> Sequence[Answer | None]:
        if as_of not in views:
            views[as_of] = view_as_of(pack, held, as_of)
        return tuple(forecaster(views[as_of], formulas))

    return forecast


def view_as_of(pack: Pack, records: Iterable[Record], day: date) -> View:
    """What was known on a day."""
    held = list(records)
    shown = [_record(record, day) for record in held if _stood(record, day)]
    shown.sort(key=lambda record: (record.KIND, record.id, record.known_from))
    by_id = {record.id: record for record in shown}
    later = frozenset(record.id for record in held) - by_id.keys()
    return View(day, pack_as_of(pack, day), tuple(shown), _Shown(by_id, later, day))


def pack_as_of(pack: Pack, day: date) -> Pack:
    """The pack as known on a day; ``subjects["claims"]["later-claim"]`` is refused as ``backtest.leak``."""
    subjects: dict[str, Mapping[str, Entry]] = {}
    for subject, entries in pack.subjects.items():
        found = ((name, _entry(pack, subject, entry, day)) for name, entry in entries.items())
        known = {name: entry for name, entry in found if entry is not None}
        subjects[subject] = _Shown(known, frozenset(entries.keys() - known.keys()), day)
    return Pack(pack.region, subjects)


def _stood(record: Record, day: date) -> bool:
    return visible_from(record) <= day and (record.known_until is None or record.known_until > day)


def _record(record: Record, day: date) -> Record:
    sources = tuple(source for source in record.sources if source.known_from <= day)
    return msgspec.structs.replace(record, known_until=None, sources=sources)


def _entry(pack: Pack, subject: str, entry: Entry, day: date) -> Entry | None:
    if subject in FRAME:
        kept = entry_as_of(pack, msgspec.structs.replace(entry, cite=()), day)
        cite = tuple(c for c in entry.cite if document_day(pack, parse_citation(c).document) <= day)
        return None if kept is None else msgspec.structs.replace(kept, cite=cite)
    if not _is_known(pack, subject, entry, day, frozenset()):
        return None
    known = entry_as_of(pack, entry, day)
    if known is None:
        return None
    return _as_told(pack, _without_later_outcomes(pack, known, entry, day))


def _is_known(pack: Pack, subject: str, entry: Entry, day: date, above: frozenset[tuple[str, str]]) -> bool:
    if isinstance(entry, SeedDocument):
        return document_day(pack, entry.id) <= day
    if isinstance(entry, Revision):
        return (last_known_on(pack, entry.later) or day) <= day
    if entry.cite:
        return (known_on(pack, entry.cite) or day) <= day
    above |= {(subject, entry.id)}
    return all(
        _names_known(pack, mark["reference"], value, day, above)
        for _, value, mark in walk(entry)
        if value and "reference" in mark and not FOLLOWED.isdisjoint(mark["reference"])
    )


def _names_known(
    pack: Pack, subjects: tuple[str, ...], name: str, day: date, above: frozenset[tuple[str, str]]
) -> bool:
    """Whether what an entry names is known; a name that nothing answers to is not."""
    found = [(subject, pack.subjects[subject][name]) for subject in subjects if name in pack.subjects.get(subject, {})]
    return bool(found) and all(
        (subject, other.id) in above or subject not in FOLLOWED or _is_known(pack, subject, other, day, above)
        for subject, other in found
    )


def _without_later_outcomes(pack: Pack, known: Entry, whole: Entry, day: date) -> Entry:
    """An outcome is known from the latest document that it cites, not from the first."""
    changes = {}
    for name in whole.__struct_fields__:
        value = getattr(whole, name)
        if isinstance(value, tuple) and value and isinstance(value[0], OutcomeEntry):
            changes[name] = tuple(each for each in value if (last_known_on(pack, each.cite) or day) <= day)
    return msgspec.structs.replace(known, **changes) if changes else known


def _as_told(pack: Pack, entry: Entry) -> Entry:
    """An event dated as the documents known by then date it."""
    if not isinstance(entry, EventEntry):
        return entry
    telling = {parse_citation(cite).document for cite in entry.cite}
    by = {document: when for document, when in entry.when_by.items() if document in telling}
    when = entry.when
    if telling and telling <= by.keys():
        when = by[max(telling, key=lambda document: (document_day(pack, document), document))]
    return msgspec.structs.replace(entry, when=when, when_by=by)
