"""What every object that travels has to look like, whoever made it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from shiome.coordination.exchange.objects.label import Tlp
from shiome.coordination.exchange.objects.markings import MARKING_IDS, levels_of
from shiome.coordination.exchange.objects.refusals import refused
from shiome.coordination.exchange.objects.times import moment_of
from shiome.errors import InputRefused

STIX_ID = re.compile(
    r"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)--[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
)
"""Identifier of a STIX object (STIX 2.1, section 2.9): its type and a UUID (RFC 9562)."""
NODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""Identifier of a node."""


def check_object(stix: Mapping[str, Any]) -> None:
    """Refuse what is no STIX 2.1 object.

    Only what the exchange relies on is looked at: ``type``, ``id``, ``spec_version``, times, and the form of extensions and markings.

    Raises
    ------
    InputRefused
        ``exchange.shape``.
    """
    kind, identifier = stix.get("type"), stix.get("id")
    found = STIX_ID.fullmatch(identifier) if isinstance(identifier, str) else None
    if found is None or found[1] != kind:
        raise no_shape(f"{identifier!r} is no identifier of a {kind}", f"{identifier!r} は {kind} の識別子でない", stix)
    if stix.get("spec_version", "2.1") != "2.1":
        raise no_shape(f"{identifier}: no object of STIX 2.1", f"{identifier}：STIX 2.1 のオブジェクトでない", stix)
    for name in ("created", "modified"):
        if name in stix:
            moment_of(stix[name])
    markings = stix.get("object_marking_refs", [])
    listed = isinstance(markings, list) and all(isinstance(each, str) for each in markings)
    if not listed or not isinstance(stix.get("extensions", {}), dict):
        raise no_shape(
            f"{identifier}: extensions or object_marking_refs are not what they have to be",
            f"{identifier}：extensions か object_marking_refs の形が違う",
            stix,
        )


def check_marking(stix: Mapping[str, Any], tlp: Tlp) -> None:
    """Refuse an object whose markings tell another level than its label.

    Raises
    ------
    InputRefused
        ``exchange.shape``.
    """
    if levels_of(stix) != [MARKING_IDS[tlp]]:
        raise no_shape(
            f"{stix['id']}: its markings do not tell TLP:{tlp}, as its label does",
            f"{stix['id']}：標識が表示 TLP:{tlp} と一致しない",
            stix,
        )


def no_shape(text: str, ja: str, failed: object) -> InputRefused:
    """The refusal of an object that is not formed as it has to be."""
    return refused("shape", text, ja, failed=failed)
