"""Records as STIX 2.1 objects, and back.

None of STIX's own types holds what a record says: an ``opinion`` judges another object, ``observed-data`` holds traces in computers. Each
kind of record is therefore a type of its own under an extension definition (STIX 2.1, section 7.3.2): ``shiome-event`` and so on. Two of
STIX's common properties fit and are used: ``labels`` for topics, ``created_by_ref`` for the node that vouches for it.

Every part of a record stands in one property only, so that a field label withholds all of it. Lists, dictionaries and texts that are
empty are left out, as STIX has no empty lists; all else is written even where it is the default, so that a withheld property is never
read as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, get_origin
from uuid import UUID

import msgspec

from shiome.coordination.exchange.objects.envelope import PUBLISHER
from shiome.coordination.exchange.objects.identifiers import RECORDS, named_id
from shiome.coordination.exchange.objects.refusals import refused
from shiome.coordination.exchange.objects.times import stamp, stamp_of_day
from shiome.errors import InputRefused
from shiome.records.model import KINDS, Record

RECORD_EXTENSION = "extension-definition--c1b8a6d2-93de-4f0b-8a43-5e2f7d9b6c04"
"""Identifier of the definition of Shiome's types."""
RECORD_EXTENSION_OBJECT: dict[str, Any] = {
    "type": "extension-definition",
    "spec_version": "2.1",
    "id": RECORD_EXTENSION,
    "created_by_ref": PUBLISHER,
    "created": "2026-11-21T00:00:00.000Z",
    "modified": "2026-11-21T00:00:00.000Z",
    "name": "Shiome records",
    "description": "What states and bodies say and do, what is claimed and judged of it, and what sanctions cases are about.",
    "schema": (
        f"Types: {', '.join(f'shiome-{kind}' for kind in KINDS)}, shiome-vessel, shiome-happening. Properties are the fields of the "
        "record of that kind; record_id is its identifier, coder_confidence its confidence, labels its topics, advised_action its "
        "action, sample_size its n. "
        "Properties on identity, relationship and file: identities, since, until, address, source, evidence_refs, text, collected, "
        "handling, simulated."
    ),
    "version": "1.0.0",
    "extension_types": ["new-sdo", "property-extension"],
}
_RENAMED: Mapping[str, str] = MappingProxyType(
    {
        "id": "record_id",
        "confidence": "coder_confidence",
        "topics": "labels",
        "action": "advised_action",
        "n": "sample_size",
    }
)
"""Fields whose names mean something else in STIX, are reserved there, or are too short, and their properties."""


def stix_of(
    record: Record,
    *,
    creator: Mapping[str, Any] | None = None,
    created: datetime | None = None,
    modified: datetime | None = None,
    namespace: UUID = RECORDS,
) -> list[dict[str, Any]]:
    """The STIX objects of a record: its creator, if one is given, and itself.

    All versions of a record have the same identifier and, if ``created`` is given, the same ``created``; ``modified`` tells them apart.

    Parameters
    ----------
    creator:
        The identity object of whoever vouches for the record.
    created, modified:
        When the record was first made and when this version was; the first millisecond of ``known_from`` where they are not given.
    namespace:
        Where identifiers are computed in. Whoever knows it and guesses a record's identifier can confirm the guess.

    >>> from datetime import date
    >>> from shiome.records.model import Event
    >>> record = Event(id="e", when="2024-06", known_from=date(2025, 1, 1), coder="x@1", source=("ABC",), plover="CONSULT")
    >>> found = stix_of(record)[0]
    >>> found["type"], found["modified"], found["source"], record_of(found) == record
    ('shiome-event', '2025-01-01T00:00:00.000Z', ['ABC'], True)
    """
    kind = f"shiome-{record.KIND}"
    of_day = stamp_of_day(record.known_from)
    version = stamp(modified) if modified else of_day
    stix: dict[str, Any] = {
        "type": kind,
        "spec_version": "2.1",
        "id": named_id(kind, record.id, namespace=namespace),
        "created": stamp(created) if created else min(of_day, version),
        "modified": version,
        "extensions": {RECORD_EXTENSION: {"extension_type": "new-sdo"}},
    }
    if creator is not None:
        stix["created_by_ref"] = creator["id"]
    required = {field.name for field in msgspec.structs.fields(record) if field.required}
    told = {name: value for name, value in msgspec.to_builtins(record).items() if name != "kind"}
    for name, value in told.items():
        kept = filled(value)
        if kept is not None and (kept != "" or name in required):
            stix[_RENAMED.get(name, name)] = kept
    return [stix] if creator is None else [dict(creator), stix]


def record_of(stix: Mapping[str, Any]) -> Record:
    """The record of an object that :func:`stix_of` made.

    Raises
    ------
    InputRefused
        ``exchange.record``: the object is none of Shiome's records, a property is not what it has to be, or one is missing that no
        record can be without: then it was withheld, and nothing is put in its place.
    """
    kind = KINDS.get(str(stix.get("type")).removeprefix("shiome-"))
    if kind is None:
        raise no_record(stix, f"the type {stix.get('type')!r} is no record", "記録の型でない")
    told: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        name = _RENAMED.get(field.name, field.name)
        if name in stix:
            told[field.name] = stix[name]
        elif field.required and get_origin(field.type) is tuple:
            told[field.name] = ()
        elif field.required or not _may_be_empty(field.default, field.default_factory):
            raise no_record(stix, f"{name} is missing, or was withheld", f"{name} がないか、伏せられている")
    try:
        return msgspec.convert(told, kind)
    except msgspec.ValidationError as fault:
        raise no_record(stix, str(fault), "項目の値が記録の形に合わない") from fault


def filled(value: Any) -> Any:
    """A value without what is empty in it; ``None`` where nothing is left."""
    if isinstance(value, dict):
        kept = {name: each for name, given in value.items() if (each := filled(given)) is not None}
        return kept or None
    if isinstance(value, (list, tuple)):
        return [filled(each) for each in value] or None
    return value


def _may_be_empty(default: Any, factory: Any) -> bool:
    return default in (None, "", ()) if factory is msgspec.NODEFAULT else True


def no_record(stix: Mapping[str, Any], text: str, ja: str) -> InputRefused:
    """The refusal of an object that is not what Shiome's objects of its type are."""
    return refused(
        "record",
        f"{stix.get('id')}: {text}",
        f"{stix.get('id')}：{ja}",
        hint="a sanitised version can be read, but is not a whole record",
        hint_ja="一部を伏せた版は読めるが、完全な記録にはならない",
        failed=stix,
    )
