"""What a pack tells as of a past day: only entries, and parts of entries, that a document known by then supports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from shiome.region.citations import parse_citation
from shiome.region.pack import Pack
from shiome.region.schema.common import Entry
from shiome.vocabulary.edtf import parse_edtf

S = TypeVar("S", bound=msgspec.Struct)


@lru_cache(maxsize=4096)
def _last_day(edtf: str) -> date:
    return parse_edtf(edtf).latest or date.max


def document_day(pack: Pack, document: str) -> date:
    """The day from which a document's content is known: the last day of its date."""
    return _last_day(pack.documents[document].dated)


def known_on(pack: Pack, citations: Iterable[str]) -> date | None:
    """The first day on which any of ``citations`` was known; ``None`` where nothing is cited."""
    return min((document_day(pack, parse_citation(cite).document) for cite in citations), default=None)


def last_known_on(pack: Pack, citations: Iterable[str]) -> date | None:
    """The first day on which all of ``citations`` were known; ``None`` where nothing is cited."""
    return max((document_day(pack, parse_citation(cite).document) for cite in citations), default=None)


def entry_as_of(pack: Pack, entry: S, day: date) -> S | None:
    """The entry as known on ``day``: later citations and parts dropped; ``None`` where nothing of it was known.

    An entry without any citation rests on general knowledge and is always known. A part that names a document by its
    identifier (a relation's state) is known when that document is.
    """
    if not _known(pack, entry, day):
        return None
    changes: dict[str, Any] = {}
    for name in entry.__struct_fields__:
        value = getattr(entry, name)
        if name in ("cite", "repeats", "earlier", "later"):
            kept: Any = tuple(cite for cite in value if _last_day_of(pack, cite) <= day)
        elif isinstance(value, tuple) and any(isinstance(part, msgspec.Struct) for part in value):
            kept = tuple(found for part in value if (found := entry_as_of(pack, part, day)) is not None)
        else:
            continue
        if kept != value:
            changes[name] = kept
    return msgspec.structs.replace(entry, **changes) if changes else entry


def _known(pack: Pack, entry: msgspec.Struct, day: date) -> bool:
    if (document := getattr(entry, "document", "")) in pack.documents:
        return document_day(pack, document) <= day
    citations: tuple[str, ...] = getattr(entry, "cite", ())
    first = known_on(pack, citations)
    return first is None or first <= day


def _last_day_of(pack: Pack, cite: str) -> date:
    return document_day(pack, parse_citation(cite).document)


def entries_as_of(pack: Pack, subject: str, day: date | None) -> Mapping[str, Entry]:
    """All entries of a subject as known on ``day``; all of them for ``None``."""
    entries: Mapping[str, Entry] = pack.entries(subject)
    if day is None:
        return entries
    known = ((name, entry_as_of(pack, entry, day)) for name, entry in entries.items())
    return {name: entry for name, entry in known if entry is not None}
