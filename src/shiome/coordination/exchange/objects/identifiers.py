"""Identifiers: computed from what an object says, so that two nodes that say the same say it under one name, or random.

Whoever can guess what an identifier is computed from can confirm the guess. Where that must not be, a node computes its records'
identifiers in a namespace of its own that it keeps to itself, or draws them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID, uuid4, uuid5

from shiome.coordination.exchange.objects.canonical import canonical
from shiome.coordination.exchange.objects.requirements import MADE_OF

OBSERVABLES = UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
"""Namespace of STIX for cyber-observable objects, and for no others (STIX 2.1, section 2.9)."""
RECORDS = UUID("0f3d1c5e-4f0b-5c1a-9a53-2f0a7f6f5d10")
"""Namespace of Shiome, which everybody knows."""
_HASHES = ("MD5", "SHA-1", "SHA-256", "SHA-512")
"""Of several hashes, the first of these counts (STIX 2.1, section 2.9)."""


def observable_id(kind: str, properties: Mapping[str, Any]) -> str:
    """The identifier that STIX computes for a cyber-observable object from the properties that make it what it is.

    Extensions that are defined outside of STIX do not count: the envelope comes after the identifier.

    >>> observable_id("ipv4-addr", {"value": "198.51.100.3"})
    'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4'
    """
    made_of = {name: properties[name] for name in MADE_OF[kind] if name in properties}
    if hashes := made_of.get("hashes"):
        first = next((name for name in _HASHES if name in hashes), min(hashes))
        made_of["hashes"] = {first: hashes[first]}
    if extensions := made_of.pop("extensions", None):
        own = {name: each for name, each in extensions.items() if not name.startswith("extension-definition--")}
        made_of |= {"extensions": own} if own else {}
    if not made_of:
        return f"{kind}--{uuid4()}"
    return f"{kind}--{uuid5(OBSERVABLES, canonical(made_of).decode())}"


def named_id(kind: str, *names: str, namespace: UUID = RECORDS) -> str:
    """The identifier of an object that is known by names.

    >>> named_id("identity", "abc") == named_id("identity", "abc")
    True
    """
    return f"{kind}--{uuid5(namespace, canonical(names).decode())}"


def is_computed_from(stix: Mapping[str, Any], names: Collection[str]) -> bool:
    """Whether the identifier of an object is computed from one of these properties in a way that everybody can repeat.

    An identifier that only looks computed (a UUID of version 5 in a namespace that nobody else knows) is not.
    """
    kind = stix["type"]
    if kind in MADE_OF:
        return not set(MADE_OF[kind]).isdisjoint(names) and stix["id"] == observable_id(kind, stix)
    named = [str(stix[name]) for name in names if name in stix]
    return any(stix["id"] == named_id(kind, name) for name in named)
