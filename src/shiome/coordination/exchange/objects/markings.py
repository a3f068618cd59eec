"""Markings of the Traffic Light Protocol 2.0 as STIX objects, under the identifiers that OASIS publishes.

STIX 2.1 itself knows TLP 1.0 only; the definitions of TLP 2.0 are an extension of the OASIS committee (*TLP 2.0 extension*,
``cti-stix-common-objects``, October 2022).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from shiome.coordination.exchange.objects.label import Tlp

TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
MARKING_IDS: Mapping[Tlp, str] = MappingProxyType(
    {
        "CLEAR": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
        "GREEN": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
        "AMBER": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
        "AMBER+STRICT": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
        "RED": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
    }
)
_OLD = (
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9",
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da",
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82",
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed",
)
"""TLP 1.0 (STIX 2.1, section 7.2.1.4): white, green, amber, red."""
TLP_MARKINGS = frozenset((*MARKING_IDS.values(), *_OLD))
"""Every marking that tells a level: known to everybody, and an object has one of them at most."""


def marking_definition(tlp: Tlp) -> dict[str, Any]:
    """The object that OASIS publishes for a level.

    >>> marking_definition("AMBER+STRICT")["name"]
    'TLP:AMBER+STRICT'
    """
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": MARKING_IDS[tlp],
        "created": "2022-10-01T00:00:00.000Z",
        "name": f"TLP:{tlp}",
        "extensions": {TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": tlp.lower()}},
    }


def marked(stix: Mapping[str, Any], tlp: Tlp) -> dict[str, Any]:
    """The object with the marking of a level in place of any other level's; further markings stay.

    >>> marked({"type": "note"}, "GREEN")["object_marking_refs"] == [MARKING_IDS["GREEN"]]
    True
    """
    others = [each for each in stix.get("object_marking_refs", ()) if each not in TLP_MARKINGS]
    return {**stix, "object_marking_refs": [MARKING_IDS[tlp], *others]}


def levels_of(stix: Mapping[str, Any]) -> list[str]:
    """Identifiers of the level markings that an object bears."""
    return [each for each in stix.get("object_marking_refs", ()) if each in TLP_MARKINGS]
