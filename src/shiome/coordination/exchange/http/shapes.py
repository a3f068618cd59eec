"""What goes over the wire: bodies of TAXII 2.1 (OASIS, 10 June 2021) and of what nodes say to each other beside it."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from shiome.coordination.exchange.node.refused import RefusalRow


class Told(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something that a node says; what is empty and not required is left out."""


class Discovery(Told, frozen=True):
    """Where collections are served (section 4.1)."""

    title: str
    api_roots: tuple[str, ...]
    default: str


class ApiRoot(Told, frozen=True):
    """The one API root of a node (section 4.2)."""

    title: str
    versions: tuple[str, ...]
    max_content_length: int


class CollectionResource(Told, frozen=True):
    """A collection that the caller sees (section 5.2)."""

    id: str
    title: str
    can_read: bool
    can_write: bool
    media_types: tuple[str, ...]


class Collections(Told, frozen=True):
    """All collections that the caller sees (section 5.1)."""

    collections: tuple[CollectionResource, ...]


class Paged(Told, frozen=True):
    """What may go on with another page."""

    more: bool = False
    next: str = ""


class ManifestRow(Told, frozen=True):
    """One version of one object, without its content (section 5.3.1)."""

    id: str
    date_added: str
    version: str
    media_type: str


class Manifest(Paged, frozen=True):
    """What a collection holds (section 5.3)."""

    objects: tuple[ManifestRow, ...] = ()


class Versions(Paged, frozen=True):
    """The versions of one object (section 5.8)."""

    versions: tuple[str, ...] = ()


class Envelope(Paged, frozen=True):
    """STIX 2.1 objects, each signed by its originator (section 3.7)."""

    objects: tuple[dict[str, Any], ...] = ()


class StatusDetail(Told, frozen=True):
    """What the sender itself called an object that it sent in."""

    id: str
    version: str
    message: str = ""


class Status(Told, frozen=True):
    """What became of objects that were sent in (section 4.3.1)."""

    id: str
    status: str
    request_timestamp: str
    total_count: int
    success_count: int
    failure_count: int
    pending_count: int
    successes: tuple[StatusDetail, ...] = ()
    failures: tuple[StatusDetail, ...] = ()


class Nothing(Told, frozen=True):
    """An empty object: it is done."""


class OutboxRow(Told, frozen=True):
    """A row of the caller's outbox; without an object it was withdrawn or has expired."""

    sequence: int
    object: dict[str, Any] | UnsetType = UNSET


class OutboxRows(Told, frozen=True):
    """Rows in the order of their numbers, and whether more follow."""

    rows: tuple[OutboxRow, ...]
    more: bool


class Received(msgspec.Struct, frozen=True):
    """Up to which row of its outbox the caller has stored everything."""

    sequence: int


class Seen(Told, frozen=True):
    """Size of the caller's own log that this node last co-signed."""

    size: int


class Refusals(Told, frozen=True):
    """What this node did not accept, the oldest first, and whether more follow."""

    refusals: tuple[RefusalRow, ...]
    more: bool


class ErrorMessage(Told, frozen=True):
    """An error (section 3.6.1); the description only where it speaks of what the caller itself sent."""

    title: str
    http_status: str
    error_id: str = ""
    description: str = ""
    error_code: str = ""
