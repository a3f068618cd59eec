"""Which properties an object of STIX 2.1 cannot do without (OASIS Standard of 10 June 2021, sections 3 to 7).

A view that lacks one of them would be no STIX object; whoever may not have the property does not get the object.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

COMMON = ("type", "id", "spec_version", "created", "modified")
"""Of every object that has them at all."""
REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "attack-pattern": ("name",),
        "campaign": ("name",),
        "course-of-action": ("name",),
        "grouping": ("context", "object_refs"),
        "identity": ("name",),
        "incident": ("name",),
        "indicator": ("pattern", "pattern_type", "valid_from"),
        "infrastructure": ("name",),
        "intrusion-set": ("name",),
        "location": (),
        "malware": ("is_family",),
        "malware-analysis": ("product",),
        "note": ("content", "object_refs"),
        "observed-data": ("first_observed", "last_observed", "number_observed"),
        "opinion": ("opinion", "object_refs"),
        "report": ("name", "published", "object_refs"),
        "threat-actor": ("name",),
        "tool": ("name",),
        "vulnerability": ("name",),
        "relationship": ("relationship_type", "source_ref", "target_ref"),
        "sighting": ("sighting_of_ref",),
        "marking-definition": (),
        "extension-definition": ("created_by_ref", "name", "schema", "version", "extension_types"),
        "language-content": ("object_ref", "contents"),
        "artifact": (),
        "autonomous-system": ("number",),
        "directory": ("path",),
        "domain-name": ("value",),
        "email-addr": ("value",),
        "email-message": ("is_multipart",),
        "file": (),
        "ipv4-addr": ("value",),
        "ipv6-addr": ("value",),
        "mac-addr": ("value",),
        "mutex": ("name",),
        "network-traffic": ("protocols",),
        "process": (),
        "software": ("name",),
        "url": ("value",),
        "user-account": (),
        "windows-registry-key": (),
        "x509-certificate": (),
    }
)
"""By type. A type that is not here comes from an extension, which the object has to name."""
ONE_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "location": ("region", "country", "latitude"),
        "malware-analysis": ("result", "analysis_sco_refs"),
        "observed-data": ("object_refs", "objects"),
        "marking-definition": ("definition", "extensions"),
        "artifact": ("payload_bin", "url"),
        "file": ("hashes", "name"),
    }
)
"""By type: at least one of these."""
NEEDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "location": {"latitude": "longitude", "longitude": "latitude", "precision": "latitude"},
        "marking-definition": {"definition": "definition_type", "definition_type": "definition"},
    }
)
"""By type: a property that may not stand without another."""
WITHIN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "external_references": ("source_name",),
        "kill_chain_phases": ("kill_chain_name", "phase_name"),
    }
)
"""By property: what each of the members of its list cannot do without."""
MADE_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "artifact": ("hashes", "payload_bin"),
        "autonomous-system": ("number",),
        "directory": ("path",),
        "domain-name": ("value",),
        "email-addr": ("value",),
        "email-message": ("from_ref", "subject", "body"),
        "file": ("hashes", "name", "parent_directory_ref", "extensions"),
        "ipv4-addr": ("value",),
        "ipv6-addr": ("value",),
        "mac-addr": ("value",),
        "mutex": ("name",),
        "network-traffic": ("start", "end", "src_ref", "dst_ref", "src_port", "dst_port", "protocols", "extensions"),
        "software": ("name", "cpe", "swid", "vendor", "version"),
        "url": ("value",),
        "user-account": ("account_type", "user_id", "account_login"),
        "windows-registry-key": ("key", "values"),
        "x509-certificate": ("hashes", "serial_number"),
    }
)
"""By type: what an identifier that is a UUID of version 5 is computed from, so that whoever guesses it can confirm it."""


def required_of(kind: str) -> tuple[str, ...]:
    """Properties that an object of a type cannot do without, beside the common ones.

    >>> required_of("sighting"), required_of("from-an-extension")
    (('sighting_of_ref',), ('extensions',))
    """
    return REQUIRED.get(kind, ("extensions",))
