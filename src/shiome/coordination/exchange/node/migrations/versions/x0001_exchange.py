"""The first schema of a node: partners, keys, views, outboxes, logs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shiome.coordination.exchange.node.migrations import rules_x0001 as rules

revision = "x0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "meta",
    "partners",
    "keys",
    "publications",
    "views",
    "proofs",
    "outbox",
    "outbox_bodies",
    "receipts",
    "refusals",
    "logs",
    "leaves",
    "subtrees",
    "checkpoints",
    "statuses",
)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _numbers(*names: str, nullable: bool = False) -> list[sa.Column[int]]:
    long = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return [sa.Column(name, long, autoincrement=False, nullable=nullable) for name in names]


def _bytes(*names: str, nullable: bool = False) -> list[sa.Column[bytes]]:
    return [sa.Column(name, sa.LargeBinary(), nullable=nullable) for name in names]


def _of_view(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["digest"], ["exchange_views.digest"], name=op.f(f"fk_exchange_{table}_digest"))


def _create(name: str, *parts: sa.schema.SchemaItem, key: tuple[str, ...], clustered: bool = False) -> None:
    primary = sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_exchange_{name}"))
    op.create_table(f"exchange_{name}", *parts, primary, sqlite_strict=True, sqlite_with_rowid=not clustered)


def upgrade() -> None:
    """Make all tables and their rules."""
    _create_registry()
    _create_objects()
    _create_outbox()
    _create_intake()
    _create_logs()
    rules.upgrade(op.get_bind())


def downgrade() -> None:
    """Remove everything."""
    for name in reversed(TABLES):
        op.drop_table(f"exchange_{name}")
    rules.drop_functions(op.get_bind())


def _create_registry() -> None:
    _create("meta", *_texts("key", "value"), key=("key",))
    _create(
        "partners",
        *_texts("node", "party", "bodies", "role", "url", "via", "token", "certificate"),
        *_numbers("active", "added_at", "sequence", "clock", "cursor", "acknowledged"),
        key=("node",),
    )
    for column in ("token", "certificate"):
        op.create_index(f"ix_exchange_partners_{column}", "exchange_partners", [column])
    _create(
        "keys",
        *_texts("node", "key"),
        *_bytes("public"),
        *_numbers("valid_from"),
        *_numbers("valid_until", "revoked_at", nullable=True),
        *_texts("announced_by"),
        *_numbers("added_at"),
        key=("node", "key"),
    )


def _create_objects() -> None:
    _create(
        "publications",
        *_texts("lineage", "stix_id"),
        *_numbers("version"),
        *_bytes("content"),
        *_texts("label", "fields"),
        *_numbers("published_at"),
        key=("lineage",),
    )
    op.create_index("ix_exchange_publications_stix_id", "exchange_publications", ["stix_id", "version"])
    _create(
        "views",
        *_texts("digest", "stix_id", "type", "originator"),
        *_numbers("version", nullable=True),
        *_texts("version_text", "spec_version", "lineage", "label", "key"),
        *_numbers("signed_at"),
        *_numbers("expires", nullable=True),
        *_numbers("revoked", "stored_at"),
        *_bytes("content", nullable=True),
        *_numbers("purged_at", nullable=True),
        key=("digest",),
    )
    op.create_index("ix_exchange_views_stix_id", "exchange_views", ["stix_id", "originator", "version"])
    op.create_index("ix_exchange_views_lineage", "exchange_views", ["lineage"])
    op.create_index("ix_exchange_views_stored_at", "exchange_views", ["stored_at"])
    _create("proofs", *_texts("digest", "proof"), _of_view("proofs"), key=("digest",))


def _create_outbox() -> None:
    _create(
        "outbox",
        *_texts("partner"),
        *_numbers("sequence"),
        *_texts("digest"),
        *_numbers("added_at"),
        *_texts("stix_id", "type", "originator"),
        *_numbers("version"),
        *_texts("version_text", "spec_version"),
        *_numbers("expires", "withdrawn_at", nullable=True),
        _of_view("outbox"),
        key=("partner", "sequence"),
    )
    versions = ["partner", "stix_id", "originator", "version", "sequence"]
    op.create_index("uq_exchange_outbox_digest", "exchange_outbox", ["digest", "partner"], unique=True)
    op.create_index("ix_exchange_outbox_versions", "exchange_outbox", versions)
    op.create_index("ix_exchange_outbox_added", "exchange_outbox", ["partner", "added_at"])
    _create(
        "outbox_bodies",
        *_texts("partner", "body"),
        *_numbers("sequence"),
        key=("partner", "body", "sequence"),
        clustered=True,
    )


def _create_intake() -> None:
    _create(
        "receipts",
        *_texts("partner", "digest"),
        *_numbers("received_at"),
        _of_view("receipts"),
        key=("partner", "digest"),
    )
    op.create_index("ix_exchange_receipts_digest", "exchange_receipts", ["digest"])
    _create(
        "refusals",
        *_numbers("number"),
        *_texts("partner", "code", "digest", "detail"),
        *_numbers("refused_at"),
        key=("number",),
    )
    op.create_index("ix_exchange_refusals_partner", "exchange_refusals", ["partner"])
    _create("statuses", *_texts("id", "partner"), *_bytes("content"), *_numbers("made_at"), key=("id",))


def _create_logs() -> None:
    _create("logs", *_texts("channel"), *_numbers("size"), *_bytes("peaks"), key=("channel",))
    _create("leaves", *_texts("channel"), *_numbers("number"), *_bytes("hash", "entry"), key=("channel", "number"))
    _create(
        "subtrees",
        *_texts("channel"),
        *_numbers("level", "number"),
        *_bytes("hash"),
        key=("channel", "level", "number"),
        clustered=True,
    )
    _create(
        "checkpoints",
        *_texts("owner", "channel"),
        *_numbers("size"),
        *_texts("note"),
        *_numbers("kept_at"),
        key=("owner", "channel", "size"),
    )
