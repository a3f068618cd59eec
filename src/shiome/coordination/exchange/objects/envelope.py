"""What Shiome adds to a STIX object that travels: who it is from, how far it may go, and the signature over all of it.

The envelope is a property extension (STIX 2.1, section 7.3): software that does not know it reads the object all the same.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from shiome.coordination.exchange.objects.label import Label

PUBLISHER = "identity--5b1d9f0e-6a0c-4f0e-9d0a-3f6f0a4f8c11"
"""Shiome itself, as the author of its extension definitions."""
EXTENSION = "extension-definition--7f0a1c53-2f3b-4c59-8a4e-0d6c1b8e2a90"
"""Identifier of the envelope's definition."""


class Envelope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The extension as it stands in an object."""

    extension_type: Literal["property-extension"]
    originator: str
    """The node that made the object and signed it."""
    key: str
    """Identifier of the key that it was signed with."""
    release: Label
    signed_at: str
    lineage: str
    """A random token that all views of one publication share; nothing can be computed from it."""
    expires: str | None = None
    """From when on the object counts no more."""
    simulated: bool = False
    """Whether the object is made up, for an exercise or a demonstration."""
    signature: str
    """Ed25519 (RFC 8032) over the canonical bytes of the object without this member, in base64."""


PUBLISHER_OBJECT: dict[str, Any] = {
    "type": "identity",
    "spec_version": "2.1",
    "id": PUBLISHER,
    "created": "2026-11-21T00:00:00.000Z",
    "modified": "2026-11-21T00:00:00.000Z",
    "name": "Shiome",
    "identity_class": "system",
}
EXTENSION_OBJECT: dict[str, Any] = {
    "type": "extension-definition",
    "spec_version": "2.1",
    "id": EXTENSION,
    "created_by_ref": PUBLISHER,
    "created": "2026-11-21T00:00:00.000Z",
    "modified": "2026-11-21T00:00:00.000Z",
    "name": "Shiome release envelope",
    "description": "Originator, release label, times and signature of an object that partners exchange.",
    "schema": (
        "Members: originator (node), key (identifier of an Ed25519 key), release (tlp: level of TLP 2.0; to: nodes reached; bodies: "
        "the recipient takes part in one of them; orcon: only the originator passes it on), signed_at and expires (timestamps), "
        "lineage (random token shared by all views of one publication), simulated (made up), signature (Ed25519 over the RFC 8785 "
        "form of the object without this member, base64)."
    ),
    "version": "1.0.0",
    "extension_types": ["property-extension"],
}
