"""Records as JSON: the shapes that ``shiome records … --json`` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from shiome.records.model import Record, Source
from shiome.records.values import Conflict


def record_json(record: Record, *, files: Mapping[str, str] | None = None) -> dict[str, Any]:
    """One record as plain data: every field under its name, dates as ISO 8601 or EDTF, sources with their file.

    Parameters
    ----------
    record:
        Of any kind.
    files:
        File names by document identifier (:meth:`shiome.records.store.Store.document_names`); a source whose document is not
        stored has no ``file``.

    >>> from datetime import date
    >>> from shiome.records.model import Event
    >>> found = record_json(Event(id="e", when="2024-06", known_from=date(2025, 1, 1), coder="x@1", source=("PRK",)))
    >>> found["kind"], found["source"], found["known_from"]
    ('event', ['PRK'], '2025-01-01')
    """
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    plain["sources"] = [source_json(source, files=files) for source in record.sources]
    return plain


def source_json(source: Source, *, files: Mapping[str, str] | None = None) -> dict[str, Any]:
    """One source as plain data: document, start, end and line are always there."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(source))
    for name in ("column", "length"):
        if plain[name] is None:
            del plain[name]
    if files and source.document in files:
        plain["file"] = files[source.document]
    return plain


def records_json(records: Iterable[Record], *, files: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Records as a JSON array; see :func:`record_json`."""
    return [record_json(record, files=files) for record in records]


def conflict_json(conflict: Conflict) -> dict[str, Any]:
    """A conflict as plain data."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(conflict))
    return plain
