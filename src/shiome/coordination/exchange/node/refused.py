"""What was not accepted: the reasons, for good, and the bytes, for a while, so that somebody can look at them.

The bytes are evidence, and whoever sends much could push out that of others: each partner's are therefore bounded by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, select

from shiome.coordination.exchange.node.identity import Limits
from shiome.coordination.exchange.node.receiving import Refusal
from shiome.coordination.exchange.node.schema import refusals, refused_bytes
from shiome.coordination.exchange.node.work import Work

_COLUMNS = ("partner", "digest", "length", "content", "kept_at")


class RefusalRow(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was not accepted."""

    number: int
    partner: str
    code: str
    digest: str
    """SHA-256 of the bytes (hex); empty where it was no object, but a state of a log."""
    detail: str
    refused_at: int
    length: int | None
    """Length of the bytes; ``None`` where they are not kept, or no longer."""
    kept: int | None
    """How many of them are kept, from the first."""


class RefusedBytes(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes that were not accepted."""

    partner: str
    digest: str
    length: int
    content: bytes
    """The first of them, as many as the node keeps."""
    kept_at: int


def refusal_rows(connection: Connection, *, after: int = 0, limit: int | None = None) -> list[RefusalRow]:
    """Refusals behind a number, the oldest first."""
    kept = func.length(refused_bytes.c.content).label("kept")
    same = (refused_bytes.c.partner == refusals.c.partner) & (refused_bytes.c.digest == refusals.c.digest)
    question = (
        select(refusals, refused_bytes.c.length, kept)
        .select_from(refusals.outerjoin(refused_bytes, same))
        .where(refusals.c.number > after)
        .order_by(refusals.c.number)
        .limit(limit)
    )
    return [RefusalRow(**row._mapping) for row in connection.execute(question)]  # noqa: SLF001 - the public way to a row's names


def bytes_of(connection: Connection, digest: str) -> list[RefusedBytes]:
    """What is kept of bytes whose SHA-256 begins so, from whomever it came."""
    question = select(refused_bytes).where(refused_bytes.c.digest.startswith(digest, autoescape=True))
    rows = connection.execute(question.order_by(refused_bytes.c.kept_at, refused_bytes.c.partner))
    return [_row(row) for row in rows]


def keep(work: Work, partner: str, found: Sequence[Refusal], limits: Limits) -> None:
    """Keep the bytes of refusals, and let go of the partner's oldest beyond the limit.

    What its originator has taken back meanwhile is not kept: it would outlast a request to erase it.
    """
    rows = [
        (partner, each.digest, len(each.content), each.content[: limits.refused_bytes], work.at)
        for each in found
        if each.code != "exchange.revoked"
    ]
    if not rows or not limits.refused_kept:
        return
    work.writes.insert(refused_bytes.name, _COLUMNS, rows, otherwise="DO NOTHING")
    work.writes.flush()
    mine = refused_bytes.c.partner == partner
    newest_first = (refused_bytes.c.kept_at.desc(), refused_bytes.c.digest)
    surplus = select(refused_bytes.c.digest).where(mine).order_by(*newest_first).offset(limits.refused_kept)
    gone = work.connection.execute(surplus).scalars().all()
    if gone:
        work.connection.execute(delete(refused_bytes).where(mine, refused_bytes.c.digest.in_(gone)))


def _row(row: Any) -> RefusedBytes:
    return RefusedBytes(**{**row._mapping, "content": bytes(row.content)})  # noqa: SLF001 - the public way to a row's names
