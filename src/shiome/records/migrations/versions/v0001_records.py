"""The first schema: documents, passages, records on two clocks, sources, indexes, conflicts, links, audit, meta."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shiome.records.migrations import rules_v0001 as rules

revision = "v0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "documents",
    "document_files",
    "passages",
    "records",
    "record_actors",
    "record_topics",
    "sources",
    "links",
    "conflicts",
    "audit",
    "meta",
)


def _long() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _integers(*names: str, nullable: bool = False) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=nullable) for name in names]


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, _long(), autoincrement=False, nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _create(name: str, *parts: sa.schema.SchemaItem, clustered: bool = False) -> None:
    op.create_table(name, *parts, sqlite_strict=True, sqlite_with_rowid=not clustered)


def upgrade() -> None:
    """Make all tables and their rules."""
    _create_documents()
    _create_records()
    _create_index_table("record_actors", "actor")
    _create_index_table("record_topics", "topic")
    _create_sources()
    _create_relations()
    _create_journals()
    rules.upgrade(op.get_bind(), TABLES)


def downgrade() -> None:
    """Remove everything."""
    rules.downgrade(op.get_bind())
    for name in reversed(TABLES):
        op.drop_table(name)
    rules.drop_functions(op.get_bind())


def _create_documents() -> None:
    _create(
        "documents",
        *_texts("id", "sha256", "text_sha256", "file", "media_type", "encoding", "language"),
        *_texts("title", "author", "publisher", "dated"),
        *_integers("known_from"),
        *_texts("text", "pages", "recorded_at", "batch"),
        _key("documents", "id"),
        sa.UniqueConstraint("sha256", name=op.f("uq_documents_sha256")),
        sa.UniqueConstraint("text_sha256", name=op.f("uq_documents_text_sha256")),
    )
    _create(
        "document_files",
        *_texts("document"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_document_files_document")),
        _key("document_files", "document"),
    )
    _create(
        "passages",
        _number("id"),
        *_texts("document"),
        *_integers("number", "span_start", "span_end"),
        *_texts("text"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_passages_document")),
        _key("passages", "id"),
        sa.UniqueConstraint("document", "number", name=op.f("uq_passages_document_number")),
    )


def _create_records() -> None:
    _create(
        "records",
        _number("version"),
        *_texts("id", "kind"),
        *_integers("known_from", "known_until", "visible_from", "lane", "sort_day"),
        *_integers("first_day", "last_day", nullable=True),
        *_texts("status", "coder"),
        sa.Column("confidence", sa.Double().with_variant(sa.REAL(), "sqlite"), nullable=False),
        *_texts("about", "body", "recorded_at", "batch"),
        sa.CheckConstraint("known_from <= known_until", name=op.f("ck_records_clock")),
        _key("records", "version"),
    )
    named = sa.text("about != ''")
    op.create_index("ix_records_about", "records", ["about", "kind"], sqlite_where=named, postgresql_where=named)
    clocks = ["lane", "sort_day", "version", "visible_from", "known_from", "known_until"]
    op.create_index("ix_records_chronology", "records", ["kind", *clocks])
    op.create_index("ix_records_everything", "records", clocks)
    op.create_index("ix_records_id", "records", ["id", "known_from"])


def _create_index_table(name: str, value: str) -> None:
    _create(
        name,
        *_texts(value),
        sa.Column("lane", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sort_day", sa.Integer(), autoincrement=False, nullable=False),
        _number("version"),
        *_texts("kind"),
        *_integers("visible_from"),
        sa.ForeignKeyConstraint(["version"], ["records.version"], name=op.f(f"fk_{name}_version")),
        _key(name, value, "lane", "sort_day", "version"),
        clustered=True,
    )


def _create_sources() -> None:
    _create(
        "sources",
        _number("id"),
        *_texts("record", "document"),
        *_integers("span_start", "span_end", "line", "end_line", "char_column", "char_length", nullable=True),
        *_integers("known_from"),
        *_texts("role", "batch"),
        _key("sources", "id"),
    )
    op.create_index("ix_sources_document", "sources", ["document", "record"])
    op.create_index("ix_sources_record", "sources", ["record", "known_from"])


def _create_relations() -> None:
    _create(
        "links", *_texts("a", "b", "type"), *_integers("known_from"), *_texts("batch"), _key("links", "a", "b", "type")
    )
    op.create_index("ix_links_b", "links", ["b"])
    _create(
        "conflicts",
        *_texts("a", "b", "field", "kind", "value_a", "value_b", "reason"),
        *_integers("known_from"),
        *_texts("batch"),
        _key("conflicts", "a", "b", "field"),
    )
    op.create_index("ix_conflicts_b", "conflicts", ["b"])


def _create_journals() -> None:
    _create(
        "audit",
        _number("number"),
        *_texts("batch", "at", "actor", "action", "subject", "detail"),
        _key("audit", "number"),
    )
    op.create_index("ix_audit_batch", "audit", ["batch"])
    op.create_index("ix_audit_subject", "audit", ["subject"])
    _create(
        "meta",
        *_texts("key"),
        _number("number"),
        *_texts("value", "recorded_at", "batch"),
        _key("meta", "key", "number"),
    )
