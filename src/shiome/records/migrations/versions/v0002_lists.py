"""Indexes for short lists: the newest documents and conflicts, the last day known, what waits to be reviewed."""

from __future__ import annotations

from alembic import op

revision = "v0002"
down_revision = "v0001"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_documents_known_from": ("documents", ["known_from", "id"]),
    "ix_records_known_from": ("records", ["known_from"]),
    "ix_records_standing": ("records", ["status", "kind", "lane", "sort_day", "version"]),
    "ix_conflicts_known_from": ("conflicts", ["known_from"]),
}


def upgrade() -> None:
    """Make them."""
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)


def downgrade() -> None:
    """Remove them."""
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table)
