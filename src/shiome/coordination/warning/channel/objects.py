"""Messages of the channel as STIX 2.1 objects, so that the exchange signs, labels, logs and carries them like everything else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from shiome.coordination.exchange.objects import stamp
from shiome.coordination.exchange.objects.envelope import PUBLISHER
from shiome.coordination.warning.channel.messages import AnyMessage, convert, moment
from shiome.errors import InputRefused

TYPE = "shiome-warning"
WARNING_EXTENSION = "extension-definition--a4c0e7b8-2d61-4f58-9a1d-7b3e5c908f16"
"""Identifier of the definition of the type."""
WARNING_EXTENSION_OBJECT: dict[str, Any] = {
    "type": "extension-definition",
    "spec_version": "2.1",
    "id": WARNING_EXTENSION,
    "created_by_ref": PUBLISHER,
    "created": "2026-11-21T00:00:00.000Z",
    "modified": "2026-11-21T00:00:00.000Z",
    "name": "Shiome warning messages",
    "description": "Detections, tracks, events, cancellations, acknowledgements and heartbeats of an exercise with simulated data.",
    "schema": (
        "Type shiome-warning: simulated (always true), message (kind: detection, track, event, cancel, acknowledgement or heartbeat; id; "
        "partner; sent and expires in seconds since 1970; and what the kind has)."
    ),
    "version": "1.0.0",
    "extension_types": ["new-sdo"],
}


def stix_of(message: AnyMessage) -> dict[str, Any]:
    """The object of a message."""
    sent = stamp(moment(message.sent))
    return {
        "type": TYPE,
        "spec_version": "2.1",
        "id": f"{TYPE}--{message.id}",
        "created": sent,
        "modified": sent,
        "extensions": {WARNING_EXTENSION: {"extension_type": "new-sdo"}},
        "simulated": True,
        "message": msgspec.to_builtins(message),
    }


def message_of(stix: Mapping[str, Any]) -> AnyMessage:
    """The message of an object that :func:`stix_of` made.

    Raises
    ------
    InputRefused
        ``warning.message``: it is none, or its identifier is another's.
    """
    told = stix.get("message")
    message = convert(told if isinstance(told, Mapping) else {})
    if stix.get("type") != TYPE or stix.get("id") != f"{TYPE}--{message.id}" or stix.get("simulated") is not True:
        raise InputRefused(
            "warning.message",
            f"{stix.get('id')!r} is no object of a warning message",
            ja=f"{stix.get('id')!r} は警報通報のオブジェクトでない",
            hint="see docs/explanation/warning.md",
            hint_ja="docs/explanation/warning.md を見る",
            failed=dict(stix),
        )
    return message
