"""Moments as they are stored, and entries of the audit trail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, insert

from shiome.web.keeping import schema


def stamp(later: timedelta = timedelta()) -> str:
    """The present moment, or one so much later: UTC to the second."""
    return (datetime.now(UTC) + later).isoformat(timespec="seconds")


def note_in(connection: Connection, account: str, action: str, subject: str) -> None:
    """An entry of the audit trail, in a transaction that is going on."""
    connection.execute(insert(schema.audit).values(at=stamp(), account=account, action=action, subject=subject))
