"""Records told in one line, and as rows of tables; every page tells them alike."""

from __future__ import annotations

from typing import Any

from shiome.records.model import AnyRecord, Claim, Event, Judgement, in_language
from shiome.web.asked import Asked
from shiome.web.rendering import percent

_FIELDS = ("proposition", "action", "content", "stance", "cause", "text_id", "yardstick", "title")
"""Fields that tell what a record is about, the first that it has."""


def told(asked: Asked, record: AnyRecord) -> str:
    """What a record says, in one line."""
    if record.text:
        return asked.text(record.text)
    local: Any = in_language(record, asked.language)
    if isinstance(record, Event):
        return _event(asked, record)
    if isinstance(record, Claim):
        return f"{local.cause} → {local.effect}"
    for name in _FIELDS:
        value = getattr(local, name, "")
        if isinstance(value, str) and value:
            return value
    return record.id


def _event(asked: Asked, event: Event) -> str:
    quote = next((source["quote"] for source in asked.evidence(event.sources[:1]) if source["quote"]), "")
    return quote or event.parts


def record_row(asked: Asked, record: AnyRecord) -> dict[str, Any]:
    """A record as a row: its time, what it says, and the passages it rests on."""
    return {
        "id": record.id,
        "when": record.when,
        "known_from": record.known_from.isoformat(),
        "told": told(asked, record),
        "status": record.status,
        "confidence": record.confidence,
        "_href": address_of(asked, record),
        "_sources": asked.evidence(record.sources),
    }


def address_of(asked: Asked, record: AnyRecord) -> str:
    """The permalink of a record."""
    if isinstance(record, Judgement):
        return asked.link(f"/ledger/{record.id}")
    return asked.link(f"/evidence/records/{record.id}")


def band(low: float, high: float) -> str:
    """A band of probability.

    >>> band(0.2, 0.45)
    '20–45 %'
    """
    return f"{percent(low).removesuffix(' %')}–{percent(high)}"
