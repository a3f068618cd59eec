"""Bytes that were refused are kept for a while; the role of an administrator over HTTP, which was that of an auditor, is gone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "x0002"
down_revision = "x0001"
branch_labels = None
depends_on = None

TABLE = "exchange_refused_bytes"


def upgrade() -> None:
    """Make the table, whose rows may go and never change."""
    long = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        TABLE,
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("length", long, autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", long, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("partner", "digest", name=op.f("pk_exchange_refused_bytes")),
        sqlite_strict=True,
    )
    op.create_index("ix_exchange_refused_bytes_kept_at", TABLE, ["partner", "kept_at"])
    refuse = (
        "BEGIN SELECT RAISE(ABORT, 'shiome: append only'); END"
        if op.get_bind().dialect.name == "sqlite"
        else "FOR EACH ROW EXECUTE FUNCTION shiome_exchange_fixed()"
    )
    op.execute(f"CREATE TRIGGER {TABLE}_fixed BEFORE UPDATE ON {TABLE} {refuse}")
    op.execute("UPDATE exchange_partners SET role = 'auditor' WHERE role = 'administrator'")


def downgrade() -> None:
    """Remove the table; auditors stay what they are."""
    op.drop_table(TABLE)
