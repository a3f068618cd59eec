"""The tables, once for both databases.

Days are integers such as 20241206 (:func:`shiome.records.values.day_number`), so that one index and one comparison
serve both databases. What only one database has (full-text index, triggers, exclusion constraint) stands in the migration.

``records`` holds one row per version. ``visible_from`` is the day from which a version may be shown under ``as_of``: known,
and, for an event that happened, happened. ``sort_day`` is its place in a chronology: the first day of its valid time, else the
last, else the day known. ``lane`` divides versions by how that place lies, so that a list of a few can begin and end in the
index near the days asked about: odd lanes lie ahead of what was known (a plan, a horizon); lanes 2 and 3 last longer than
:data:`SHORT_DAYS`, or have no beginning or no end.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.sqlite import REAL
from sqlalchemy.types import TypeEngine

HEAD = "v0002"
"""The migration that this version of Shiome works with."""
KNOWN_REVISIONS: tuple[str, ...] = ("v0001", "v0002")

LANES: tuple[int, ...] = (0, 1, 2, 3)
SHORT_DAYS = 31
"""Longest valid time, in days, of the lanes 0 and 1."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_LONG = BigInteger().with_variant(Integer, "sqlite")
_REAL: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")


def _key(name: str = "id") -> Column[int]:
    return Column(name, _LONG, primary_key=True, autoincrement=False)


def _table(name: str, *parts: Any, clustered: bool = False) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=not clustered)


documents = _table(
    "documents",
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("text_sha256", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("encoding", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("dated", Text, nullable=False),
    Column("known_from", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("pages", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("batch", Text, nullable=False),
    UniqueConstraint("sha256"),
    UniqueConstraint("text_sha256"),
    Index("ix_documents_known_from", "known_from", "id"),
)

document_files = _table(
    "document_files",
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

passages = _table(
    "passages",
    _key(),
    Column("document", Text, ForeignKey("documents.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("document", "number"),
)

records = _table(
    "records",
    _key("version"),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("known_from", Integer, nullable=False),
    Column("known_until", Integer, nullable=False),
    Column("visible_from", Integer, nullable=False),
    Column("lane", Integer, nullable=False),
    Column("sort_day", Integer, nullable=False),
    Column("first_day", Integer),
    Column("last_day", Integer),
    Column("status", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("confidence", _REAL, nullable=False),
    Column("about", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("batch", Text, nullable=False),
    CheckConstraint("known_from <= known_until", name="clock"),
    Index("ix_records_id", "id", "known_from"),
    Index("ix_records_known_from", "known_from"),
    Index("ix_records_standing", "status", "kind", "lane", "sort_day", "version"),
    Index("ix_records_chronology", "kind", "lane", "sort_day", "version", "visible_from", "known_from", "known_until"),
    Index("ix_records_everything", "lane", "sort_day", "version", "visible_from", "known_from", "known_until"),
)
Index(
    "ix_records_about",
    records.c.about,
    records.c.kind,
    sqlite_where=records.c.about != "",
    postgresql_where=records.c.about != "",
)


def _index_table(name: str, value: str) -> Table:
    return _table(
        name,
        Column(value, Text, primary_key=True),
        Column("lane", Integer, primary_key=True, autoincrement=False),
        Column("sort_day", Integer, primary_key=True, autoincrement=False),
        Column("version", _LONG, ForeignKey("records.version"), primary_key=True, autoincrement=False),
        Column("kind", Text, nullable=False),
        Column("visible_from", Integer, nullable=False),
        clustered=True,
    )


record_actors = _index_table("record_actors", "actor")
record_topics = _index_table("record_topics", "topic")

sources = _table(
    "sources",
    _key(),
    Column("record", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("line", Integer),
    Column("end_line", Integer),
    Column("char_column", Integer),
    Column("char_length", Integer),
    Column("known_from", Integer, nullable=False),
    Column("role", Text, nullable=False),
    Column("batch", Text, nullable=False),
    Index("ix_sources_record", "record", "known_from"),
    Index("ix_sources_document", "document", "record"),
)

links = _table(
    "links",
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("type", Text, primary_key=True),
    Column("known_from", Integer, nullable=False),
    Column("batch", Text, nullable=False),
    Index("ix_links_b", "b"),
)

conflicts = _table(
    "conflicts",
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("value_a", Text, nullable=False),
    Column("value_b", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("known_from", Integer, nullable=False),
    Column("batch", Text, nullable=False),
    Index("ix_conflicts_b", "b"),
    Index("ix_conflicts_known_from", "known_from"),
)

audit = _table(
    "audit",
    _key("number"),
    Column("batch", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Index("ix_audit_subject", "subject"),
    Index("ix_audit_batch", "batch"),
)

meta = _table(
    "meta",
    Column("key", Text, primary_key=True),
    Column("number", _LONG, primary_key=True, autoincrement=False),
    Column("value", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("batch", Text, nullable=False),
)

NUMBERED = {"records": records.c.version, "sources": sources.c.id, "audit": audit.c.number, "meta": meta.c.number}
"""Tables whose keys the store counts up itself, one writer at a time."""
