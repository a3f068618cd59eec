"""What the two databases each say in their own words: append only, no overlapping versions, the full-text index.

A helper of the step of the same number, which never changes again.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

_OPEN = 99991231
_FIXED: dict[str, str] = {
    "records": "version, id, kind, known_from, visible_from, lane, sort_day, first_day, last_day, status, coder, confidence, "
    "about, body, recorded_at, batch",
    "sources": "id, record, document, line, end_line, char_column, char_length, known_from, role, batch",
}
"""Columns that never change, in the tables where others may: the end of a version, the span of a source."""
_ONCE: dict[str, tuple[str, str]] = {
    "records": ("known_until", f"OLD.known_until <> {_OPEN}"),
    "sources": ("span_start, span_end", "OLD.span_start IS NOT NULL"),
}
_OVERLAP = (
    "SELECT 1 FROM records WHERE id = NEW.id AND NEW.known_from < NEW.known_until AND known_from < NEW.known_until "
    "AND NEW.known_from < known_until"
)


def upgrade(connection: Connection, tables: Sequence[str]) -> None:
    """Set the rules on tables just made."""
    statements = _sqlite(tables) if connection.dialect.name == "sqlite" else _postgres(tables)
    for statement in statements:
        connection.execute(text(statement))
    if connection.dialect.name != "sqlite":
        _forbid_overlap_on_postgres(connection)


def downgrade(connection: Connection) -> None:
    """Remove what does not go with the tables."""
    connection.execute(text("DROP TABLE passages_fts"))


def drop_functions(connection: Connection) -> None:
    """Remove the functions that the triggers of removed tables called."""
    if connection.dialect.name == "sqlite":
        return
    for name in ("shiome_fixed", "shiome_no_overlap"):
        connection.execute(text(f"DROP FUNCTION IF EXISTS {name}()"))


def _sqlite(tables: Sequence[str]) -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'shiome: append only'); END"
    statements = [
        "CREATE VIRTUAL TABLE passages_fts USING fts5(tokens, content='', detail=none, columnsize=0, tokenize='ascii')",
        (
            f"CREATE TRIGGER records_no_overlap BEFORE INSERT ON records WHEN EXISTS ({_OVERLAP}) "
            "BEGIN SELECT RAISE(ABORT, 'shiome: overlap'); END"
        ),
    ]
    for table in tables:
        statements.append(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
        columns = f" OF {_FIXED[table]}" if table in _FIXED else ""
        statements.append(f"CREATE TRIGGER {table}_fixed BEFORE UPDATE{columns} ON {table} {refuse}")
    for table, (columns, condition) in _ONCE.items():
        statements.append(
            f"CREATE TRIGGER {table}_once BEFORE UPDATE OF {columns} ON {table} WHEN {condition} {refuse}"
        )
    return statements


def _postgres(tables: Sequence[str]) -> list[str]:
    call = "EXECUTE FUNCTION shiome_fixed()"
    statements = [
        # Kept narrow, with the lexemes out of line: the newest of many answers are found without reading any of them.
        "CREATE TABLE passages_fts (passage bigint NOT NULL, tokens tsvector NOT NULL) WITH (toast_tuple_target = 128)",
        "ALTER TABLE passages_fts ALTER COLUMN tokens SET STORAGE EXTERNAL",
        "CREATE INDEX passages_fts_passage ON passages_fts (passage)",
        "CREATE INDEX passages_fts_tokens ON passages_fts USING gin (tokens)",
        (
            "CREATE FUNCTION shiome_fixed() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'shiome: append only'; END $$"
        ),
    ]
    for table in tables:
        statements.append(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {call}")
        statements.append(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}")
        columns = f" OF {_FIXED[table]}" if table in _FIXED else ""
        statements.append(f"CREATE TRIGGER {table}_fixed BEFORE UPDATE{columns} ON {table} FOR EACH ROW {call}")
    for table, (columns, condition) in _ONCE.items():
        statements.append(
            f"CREATE TRIGGER {table}_once BEFORE UPDATE OF {columns} ON {table} FOR EACH ROW WHEN ({condition}) {call}"
        )
    return statements


def _forbid_overlap_on_postgres(connection: Connection) -> None:
    """An exclusion constraint where the server has what it needs, else a trigger.

    Equality of texts in a GiST index needs the extension ``btree_gist``, which comes in the server's contrib package and may
    be refused to the account. The trigger is as safe, because the store lets in one writer at a time.
    """
    try:
        with connection.begin_nested():
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS btree_gist"))
            connection.execute(
                text(
                    "ALTER TABLE records ADD CONSTRAINT records_no_overlap EXCLUDE USING gist "
                    "(id WITH =, int4range(known_from, known_until) WITH &&)"
                )
            )
    except DBAPIError:
        connection.execute(
            text(
                "CREATE FUNCTION shiome_no_overlap() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF EXISTS ({_OVERLAP}) THEN RAISE EXCEPTION 'shiome: overlap'; END IF; RETURN NEW; END $$"
            )
        )
        connection.execute(
            text(
                "CREATE TRIGGER records_no_overlap BEFORE INSERT ON records FOR EACH ROW EXECUTE FUNCTION shiome_no_overlap()"
            )
        )
