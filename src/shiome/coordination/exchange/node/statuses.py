"""Answers to objects that partners sent in, kept so that they can ask again (TAXII 2.1, section 4.3)."""

from __future__ import annotations

from sqlalchemy import Connection, select

from shiome.coordination.exchange.node.schema import statuses
from shiome.coordination.exchange.node.work import Work


def keep(work: Work, partner: str, identifier: str, content: bytes) -> None:
    """Keep an answer."""
    work.writes.insert(
        statuses.name, ("id", "partner", "content", "made_at"), [(identifier, partner, content, work.at)]
    )


def kept(connection: Connection, partner: str, identifier: str) -> bytes | None:
    """The answer of that identifier, if it is that partner's."""
    question = select(statuses.c.content).where(statuses.c.id == identifier, statuses.c.partner == partner)
    found = connection.execute(question).scalar()
    return None if found is None else bytes(found)
