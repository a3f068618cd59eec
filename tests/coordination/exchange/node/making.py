"""Nodes and objects that the tests of the exchange make."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shiome.coordination.exchange.node import Node
from shiome.coordination.exchange.release import Label, Publication

BORN = "2026-01-01T00:00:00.000Z"
MARKED = "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"
"""What every partner has, so that a note may speak of it."""


def note(text: str = "A note", *, number: int | None = None, modified: str = BORN, **more: Any) -> dict[str, Any]:
    """A note of STIX 2.1; the same number makes the same identifier."""
    identifier = uuid.uuid4() if number is None else uuid.UUID(int=number + (4 << 76) + (8 << 60))
    return {
        "type": "note",
        "spec_version": "2.1",
        "id": f"note--{identifier}",
        "created": BORN,
        "modified": modified,
        "content": text,
        "object_refs": [MARKED],
        **more,
    }


def publication(
    value: Mapping[str, Any] | None = None, *, fields: Mapping[str, Label] | None = None, **label: Any
) -> Publication:
    """A publication; GREEN to everybody unless stated."""
    made = Label(**({"tlp": "GREEN"} | label))
    return Publication(object=value or note(), label=made, fields=fields or {})


def new_node(folder: Path, name: str, *, party: str = "", bodies: Sequence[str] = (), **options: Any) -> Node:
    """A node of that name in a folder of its own."""
    return Node.create(folder / name, node=name, party=party or name.upper(), bodies=bodies, **options)


def introduce(giver: Node, taker: Node, **options: Any) -> str:
    """Make ``taker`` a partner of ``giver``, with its key; the token that it is given."""
    identity = taker.identity
    given = {"party": identity.party, "bodies": identity.bodies, "public": taker.signing_key.public} | options
    return giver.add_partner(taker.name, **given)


def acquaint(one: Node, other: Node) -> None:
    """Make two nodes partners of each other."""
    introduce(one, other)
    introduce(other, one)


def hand_over(giver: Node, taker: Node) -> int:
    """Let ``taker`` take over all that waits for it; how much was accepted."""
    accepted, cursor = 0, taker.partner(giver.name).cursor
    while rows := giver.deliveries(taker.name, after=cursor, limit=100):
        took = taker.take_over(giver.name, rows)
        assert took.cursor > cursor
        cursor, accepted = took.cursor, accepted + len(took.intake.accepted)
    return accepted


def held(node: Node) -> set[str]:
    """Identifiers of the objects that a node has received."""
    return {each.stix_id for each in node.received()}
