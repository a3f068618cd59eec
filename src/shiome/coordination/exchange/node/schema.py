"""The tables of a node, once for both databases.

All names begin with ``exchange_``, and the schema keeps its version in a table of its own, so that a node may live in the database of
a workspace. Times are whole microseconds since 1970 in UTC. What only one database can say (append only) stands in the migration.

``exchange_outbox`` is the heart: one row for each object that a partner may have, numbered 1, 2, 3 … for that partner without holes.
Whatever a partner can ask for is answered from its own rows alone.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

HEAD = "x0002"
"""The migration that this version of Shiome works with."""
KNOWN_REVISIONS: tuple[str, ...] = ("x0001", "x0002")
VERSION_TABLE = "exchange_version"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_LONG: TypeEngine[int] = BigInteger().with_variant(Integer, "sqlite")


def _text(name: str, **more: Any) -> Column[str]:
    return Column(name, Text, nullable=False, **more)


def _number(name: str, **more: Any) -> Column[int]:
    return Column(name, _LONG, nullable=False, autoincrement=False, **more)


def _perhaps(name: str) -> Column[int]:
    return Column(name, _LONG, nullable=True)


def _table(name: str, *parts: Any, clustered: bool = False) -> Table:
    return Table(f"exchange_{name}", metadata, *parts, sqlite_strict=True, sqlite_with_rowid=not clustered)


meta = _table("meta", _text("key", primary_key=True), _text("value"))
"""Who the node is, and the random secret from which it derives what must not be guessed."""

partners = _table(
    "partners",
    _text("node", primary_key=True),
    _text("party"),
    _text("bodies"),
    _text("role"),
    _text("url"),
    _text("via"),
    _text("token"),
    _text("certificate"),
    _number("active"),
    _number("added_at"),
    _number("sequence"),
    _number("clock"),
    _number("cursor"),
    _number("acknowledged"),
    Index("ix_exchange_partners_token", "token"),
    Index("ix_exchange_partners_certificate", "certificate"),
)
"""One row a partner. ``sequence`` and ``clock`` are number and time of the last row of its outbox, ``cursor`` the last number that was
taken over from *its* outbox for this node, ``acknowledged`` the last number that it says it has."""

keys = _table(
    "keys",
    _text("node", primary_key=True),
    _text("key", primary_key=True),
    Column("public", LargeBinary, nullable=False),
    _number("valid_from"),
    _perhaps("valid_until"),
    _perhaps("revoked_at"),
    _text("announced_by"),
    _number("added_at"),
)
"""Public keys of this node and of all whose signatures it knows, with the time in which they may sign. ``announced_by`` is the older key
that vouched for one; empty where a person entered it."""

publications = _table(
    "publications",
    _text("lineage", primary_key=True),
    _text("stix_id"),
    _number("version"),
    Column("content", LargeBinary, nullable=False),
    _text("label"),
    _text("fields"),
    _number("published_at"),
    Index("ix_exchange_publications_stix_id", "stix_id", "version"),
)
"""What this node has published, whole, with the labels; it never leaves the node."""

views = _table(
    "views",
    _text("digest", primary_key=True),
    _text("stix_id"),
    _text("type"),
    _text("originator"),
    _perhaps("version"),
    _text("version_text"),
    _text("spec_version"),
    _text("lineage"),
    _text("label"),
    _text("key"),
    _number("signed_at"),
    _perhaps("expires"),
    _number("revoked"),
    _number("stored_at"),
    Column("content", LargeBinary, nullable=True),
    _perhaps("purged_at"),
    Index("ix_exchange_views_stix_id", "stix_id", "originator", "version"),
    Index("ix_exchange_views_lineage", "lineage"),
    Index("ix_exchange_views_stored_at", "stored_at"),
)
"""Signed bytes by their SHA-256, each once, whether made here or received."""

proofs = _table(
    "proofs",
    Column("digest", Text, ForeignKey("exchange_views.digest"), primary_key=True),
    _text("proof"),
)
"""For each sanitised version of this node: how it was shown that nothing withheld can be derived from it."""

outbox = _table(
    "outbox",
    _text("partner", primary_key=True),
    _number("sequence", primary_key=True),
    Column("digest", Text, ForeignKey("exchange_views.digest"), nullable=False),
    _number("added_at"),
    _text("stix_id"),
    _text("type"),
    _text("originator"),
    _number("version"),
    _text("version_text"),
    _text("spec_version"),
    _perhaps("expires"),
    _perhaps("withdrawn_at"),
    Index("uq_exchange_outbox_digest", "digest", "partner", unique=True),
    Index("ix_exchange_outbox_versions", "partner", "stix_id", "originator", "version", "sequence"),
    Index("ix_exchange_outbox_added", "partner", "added_at"),
)

outbox_bodies = _table(
    "outbox_bodies",
    _text("partner", primary_key=True),
    _text("body", primary_key=True),
    _number("sequence", primary_key=True),
    clustered=True,
)
"""Which rows of an outbox belong to the collection of a body."""

receipts = _table(
    "receipts",
    _text("partner", primary_key=True),
    Column("digest", Text, ForeignKey("exchange_views.digest"), primary_key=True),
    _number("received_at"),
    Index("ix_exchange_receipts_digest", "digest"),
)
"""Which partners an object came from."""

refusals = _table(
    "refusals",
    _number("number", primary_key=True),
    _text("partner"),
    _text("code"),
    _text("digest"),
    _text("detail"),
    _number("refused_at"),
    Index("ix_exchange_refusals_partner", "partner"),
)
"""What was not accepted, and why; for the node's own people only."""

refused_bytes = _table(
    "refused_bytes",
    _text("partner", primary_key=True),
    _text("digest", primary_key=True),
    _number("length"),
    Column("content", LargeBinary, nullable=False),
    _number("kept_at"),
    Index("ix_exchange_refused_bytes_kept_at", "partner", "kept_at"),
)
"""The first bytes of what was not accepted and the length of all of it; each partner's oldest go when there are too many."""

logs = _table(
    "logs",
    _text("channel", primary_key=True),
    _number("size"),
    Column("peaks", LargeBinary, nullable=False),
)
"""State of each log: the channel with a partner, or the node's own log (channel ``node``)."""

leaves = _table(
    "leaves",
    _text("channel", primary_key=True),
    _number("number", primary_key=True),
    Column("hash", LargeBinary, nullable=False),
    Column("entry", LargeBinary, nullable=False),
)

subtrees = _table(
    "subtrees",
    _text("channel", primary_key=True),
    _number("level", primary_key=True),
    _number("number", primary_key=True),
    Column("hash", LargeBinary, nullable=False),
    clustered=True,
)
"""Hashes of complete subtrees of 256, 65,536 … leaves, so that a proof reads a few hundred hashes of a log of any length."""

checkpoints = _table(
    "checkpoints",
    _text("owner", primary_key=True),
    _text("channel", primary_key=True),
    _number("size", primary_key=True),
    _text("note"),
    _number("kept_at"),
)
"""Signed states of logs: the node's own, with the partners' cosignatures, and the partners' that this node has co-signed."""

statuses = _table(
    "statuses",
    _text("id", primary_key=True),
    _text("partner"),
    Column("content", LargeBinary, nullable=False),
    _number("made_at"),
)
"""Answers to objects that a partner has sent in."""
