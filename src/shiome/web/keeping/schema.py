"""Tables of the workbench; their names begin with ``workbench_`` so that they may stand beside those of the records."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

FORMAT = 1
"""Number of the schema; a step for each later one is kept in :mod:`shiome.web.keeping.keeping`."""
metadata = MetaData()

meta = Table("workbench_meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
accounts = Table(
    "workbench_accounts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("bodies", Text, nullable=False, server_default=""),
    Column("password", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("closed_at", Text),
    CheckConstraint("role IN ('reader', 'analyst', 'releaser', 'administrator')", name="workbench_accounts_role"),
)
sessions = Table(
    "workbench_sessions",
    metadata,
    Column("token", Text, primary_key=True),
    Column("account", Text, ForeignKey("workbench_accounts.name"), nullable=False),
    Column("made_at", Text, nullable=False),
    Column("ends_at", Text, nullable=False),
    Index("workbench_sessions_account", "account"),
)
failures = Table(
    "workbench_failures",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("account", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("workbench_failures_account", "account", "at"),
)
views = Table(
    "workbench_views",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    UniqueConstraint("owner", "name", name="workbench_views_name"),
)
frozen = Table(
    "workbench_frozen",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("address", Text, nullable=False),
    Column("data_version", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Text, nullable=False),
)
audit = Table(
    "workbench_audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
)
