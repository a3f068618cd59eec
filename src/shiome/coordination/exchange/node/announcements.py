"""Objects that speak to the nodes themselves: a new key, and the wish that an object be erased.

A node announces its next key in an object that it signs with the present one, under STIX 2.1, section 7.3 (an extension that defines a
new type of object).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shiome.coordination.exchange.node import keyring
from shiome.coordination.exchange.node.database import from_us
from shiome.coordination.exchange.node.keyring import KeyRow
from shiome.coordination.exchange.node.stored import read_time
from shiome.coordination.exchange.node.work import Work
from shiome.coordination.exchange.objects import EXTENSION, key_id, stamp
from shiome.errors import InputRefused

KEY_TYPE = "shiome-node-key"
KEY_EXTENSION = "extension-definition--b0f5e1de-52a6-4a33-9a25-3d1f0f1c7e64"
PURGE = "shiome:purge"
"""STIX label of a revoked version by which its originator asks that earlier versions be erased."""
EXTENSION_OBJECT: dict[str, Any] = {
    "type": "extension-definition",
    "spec_version": "2.1",
    "id": KEY_EXTENSION,
    "created_by_ref": "identity--5b1d9f0e-6a0c-4f0e-9d0a-3f6f0a4f8c11",
    "created": "2026-11-21T00:00:00.000Z",
    "modified": "2026-11-21T00:00:00.000Z",
    "name": "Shiome node key",
    "description": "The next public key of an exchange node, announced under the signature of the present one.",
    "schema": "Members: node, algorithm (ed25519), public (hexadecimal), valid_from, valid_until (timestamps), replaces (key identifier).",
    "version": "1.0.0",
    "extension_types": ["new-sdo"],
}


def announcement(row: KeyRow, *, identifier: str, replaces: str, at: int) -> dict[str, Any]:
    """The object that tells partners of a node's next key."""
    now = stamp(from_us(at))
    value: dict[str, Any] = {
        "type": KEY_TYPE,
        "spec_version": "2.1",
        "id": f"{KEY_TYPE}--{identifier}",
        "created": now,
        "modified": now,
        "node": row.node,
        "algorithm": "ed25519",
        "public": row.public.hex(),
        "valid_from": stamp(from_us(row.valid_from)),
        "replaces": replaces,
        "extensions": {KEY_EXTENSION: {"extension_type": "new-sdo"}},
    }
    if row.valid_until is not None:
        value["valid_until"] = stamp(from_us(row.valid_until))
    return value


def read(value: Mapping[str, Any], originator: str) -> KeyRow | None:
    """The key that an object announces; ``None`` for all other objects.

    A node speaks only for itself, and only with the key that the new one replaces.

    Raises
    ------
    InputRefused
        ``exchange.announcement``.
    """
    if value.get("type") != KEY_TYPE:
        return None
    signed_with = value["extensions"][EXTENSION]["key"]
    if value.get("node") != originator or value.get("replaces") != signed_with or value.get("algorithm") != "ed25519":
        raise InputRefused(
            "exchange.announcement",
            f"{originator} announces a key that is not the next of its own",
            ja=f"{originator} が、自らの次の鍵でないものを知らせている",
            failed=value.get("id"),
        )
    public = keyring.read_public(str(value.get("public", "")))
    until = value.get("valid_until")
    return KeyRow(
        node=originator,
        key=key_id(public),
        public=public,
        valid_from=read_time(value.get("valid_from"), "valid_from"),
        valid_until=None if until is None else read_time(until, "valid_until"),
        announced_by=signed_with,
    )


def take_over(work: Work, value: Mapping[str, Any], originator: str) -> None:
    """Enter the key that an object announces, if it does."""
    row = read(value, originator)
    if row is not None:
        keyring.add_key(work.connection, row, at=work.at)
        work.journal.note("node", "key", node=row.node, key=row.key, by=row.announced_by)


def asks_purge(value: Mapping[str, Any]) -> bool:
    """Whether a revoked version asks that what came before it be erased."""
    return PURGE in value.get("labels", ())
