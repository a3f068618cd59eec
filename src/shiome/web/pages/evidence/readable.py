"""What these pages may show of the records, and to whom."""

from __future__ import annotations

from collections.abc import Iterable

from shiome.errors import NotKnown
from shiome.records.model import KINDS, AnyRecord, Case, Consultation, Document
from shiome.records.store.library import not_known
from shiome.web.asked import Asked

RELEASED = frozenset({Case.KIND, Consultation.KIND})
"""Kinds that go to others only part by part, under their own rules of release; a team sees them on pages of their own."""
OPEN_KINDS = tuple(kind for kind in KINDS if kind not in RELEASED)


def is_readable(asked: Asked, record: AnyRecord) -> bool:
    """Whether the reader may be shown a record here."""
    return asked.reader.local or record.KIND not in RELEASED


def readable(asked: Asked, records: Iterable[AnyRecord]) -> list[AnyRecord]:
    """Those records that the reader may be shown here."""
    return [record for record in records if is_readable(asked, record)]


def document_of(asked: Asked, identifier: str) -> Document:
    """A document that is known on the day.

    Raises
    ------
    NotKnown
        ``document.unknown``.
    """
    found = asked.desk.texts.document(identifier)
    if found is None or (asked.as_of is not None and found.known_from > asked.as_of):
        raise not_known("document", identifier)
    return found


def record_of(asked: Asked, identifier: str) -> AnyRecord:
    """A record as of the day; where no day was asked for and it became known after the newest document, as it is now.

    Raises
    ------
    NotKnown
        ``record.unknown``: no such record, not on that day, or not for this reader.
    """
    store = asked.workspace.store
    try:
        record = store.record(identifier, as_of=asked.day)
    except NotKnown:
        if asked.as_of is not None:
            raise
        record = store.record(identifier)
    if not is_readable(asked, record):
        raise not_known("record", identifier)
    return record
