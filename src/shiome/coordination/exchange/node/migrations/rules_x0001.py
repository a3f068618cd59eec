"""What the two databases each say in their own words: logs only grow, views and outboxes only change where they must.

A helper of the step of the same number, which never changes again.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

_FIXED: dict[str, str] = {
    "publications": "",
    "views": "digest, stix_id, type, originator, version, version_text, spec_version, lineage, label, key, signed_at, expires, "
    "revoked, stored_at",
    "proofs": "",
    "outbox": "partner, sequence, digest, added_at, stix_id, type, originator, version, version_text, spec_version, expires",
    "outbox_bodies": "",
    "receipts": "",
    "refusals": "",
    "leaves": "",
    "subtrees": "",
}
"""Tables that rows never leave, with the columns that never change; all of them where none is named."""
_ONCE = "NEW.content IS NOT NULL OR NEW.purged_at IS NULL"
"""The bytes of a view may be erased, with the time of it, and never replaced."""


def upgrade(connection: Connection) -> None:
    """Set the rules on tables just made."""
    statements = _sqlite() if connection.dialect.name == "sqlite" else _postgres()
    for statement in statements:
        connection.execute(text(statement))


def drop_functions(connection: Connection) -> None:
    """Remove the function that the triggers of removed tables called."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("DROP FUNCTION IF EXISTS shiome_exchange_fixed()"))


def _sqlite() -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'shiome: append only'); END"
    statements = []
    for name, columns in _FIXED.items():
        table, some = f"exchange_{name}", f" OF {columns}" if columns else ""
        statements.append(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
        statements.append(f"CREATE TRIGGER {table}_fixed BEFORE UPDATE{some} ON {table} {refuse}")
    erase = f"CREATE TRIGGER exchange_views_erase BEFORE UPDATE OF content, purged_at ON exchange_views WHEN {_ONCE}"
    return [*statements, f"{erase} {refuse}"]


def _postgres() -> list[str]:
    call = "EXECUTE FUNCTION shiome_exchange_fixed()"
    statements = [
        (
            "CREATE FUNCTION shiome_exchange_fixed() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'shiome: append only'; END $$"
        )
    ]
    for name, columns in _FIXED.items():
        table, some = f"exchange_{name}", f" OF {columns}" if columns else ""
        statements += [
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {call}",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}",
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE{some} ON {table} FOR EACH ROW {call}",
        ]
    erase = "CREATE TRIGGER exchange_views_erase BEFORE UPDATE OF content, purged_at ON exchange_views FOR EACH ROW"
    return [*statements, f"{erase} WHEN ({_ONCE}) {call}"]
