"""What a partner may read: pages of its own outbox, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, exists, or_, select, true

from shiome.coordination.exchange.node.schema import outbox, outbox_bodies, views
from shiome.coordination.exchange.node.stored import written_version
from shiome.coordination.exchange.node.work import Delivery

Version = Literal["first", "last", "all"] | int
MOST_BYTES = 8 << 20
"""Bytes of objects in one answer, more only where one slice of rows is larger: large objects come in shorter pages."""
_FIRST_ROWS = 100
_newer = outbox.alias("newer")
_older = outbox.alias("older")


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What a partner asks for; the filters of TAXII 2.1, section 3.4. An empty filter lets all through."""

    body: str = ""
    """Only the collection of that body; the whole outbox where it is empty."""
    after: int = 0
    """Only rows numbered above."""
    added_after: int = 0
    """Only rows added later, in microseconds."""
    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ("last",)
    spec_versions: tuple[str, ...] = ()
    limit: int = 1000


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One object of a page."""

    sequence: int
    added_at: int
    stix_id: str
    version: str
    content: bytes


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Rows in the order of their numbers, and whether more follow."""

    rows: tuple[Row, ...]
    more: bool


def page(connection: Connection, partner: str, question: Question, *, at: int, whole: bool = True) -> Page:
    """A page of a partner's outbox.

    Parameters
    ----------
    at:
        The time, in microseconds: what has expired by then is left out.
    whole:
        With the objects' bytes; else with all but these (for a manifest).
    """
    table = outbox.c
    columns = [table.sequence, table.added_at, table.stix_id, table.version, table.version_text]
    chosen: Select[Any] = select(*columns, views.c.content) if whole else select(*columns)
    chosen = chosen.select_from(outbox.join(views, views.c.digest == table.digest)).where(views.c.content.is_not(None))
    chosen = _filtered(chosen, partner, question, at)
    found, complete = _bounded(connection, chosen, after=question.after, limit=question.limit + 1)
    rows = tuple(
        Row(
            sequence=row.sequence,
            added_at=row.added_at,
            stix_id=row.stix_id,
            version=written_version(row.version, row.version_text),
            content=bytes(row.content) if whole else b"",
        )
        for row in (found if complete else found[:-1])
    )
    return Page(rows=rows, more=not complete)


def _bounded(connection: Connection, chosen: Select[Any], *, after: int, limit: int) -> tuple[list[Any], bool]:
    """Rows behind a number, at most so many and no more than their bytes allow; whether these are all that there are."""
    found: list[Any] = []
    take, room = min(limit, _FIRST_ROWS), MOST_BYTES
    while take > 0:
        rows = connection.execute(chosen.where(outbox.c.sequence > after).order_by(outbox.c.sequence).limit(take)).all()
        found += rows
        if len(rows) < take:
            return found, True
        sizes = [len(getattr(row, "content", None) or b"") for row in rows]
        after, room = rows[-1].sequence, room - sum(sizes)
        take = min(limit - len(found), max(0, room) // max(1, *sizes, 1))
    return found, False


def has(connection: Connection, partner: str, stix_id: str, body: str = "") -> bool:
    """Whether a partner's outbox (or the collection of a body) holds an object of that identifier."""
    table = outbox.c
    chosen = select(table.sequence).where(
        table.partner == partner, table.stix_id == stix_id, table.withdrawn_at.is_(None)
    )
    if body:
        chosen = chosen.where(_in_body(partner, body))
    return connection.execute(chosen.limit(1)).first() is not None


def deliveries(connection: Connection, partner: str, *, after: int, limit: int, at: int) -> list[Delivery]:
    """Rows of a partner's outbox from number ``after + 1`` on, without a hole."""
    table = outbox.c
    chosen = (
        select(table.sequence, table.withdrawn_at, table.expires, views.c.content)
        .select_from(outbox.join(views, views.c.digest == table.digest))
        .where(table.partner == partner)
    )
    found, _complete = _bounded(connection, chosen, after=after, limit=limit)
    return [
        Delivery(
            sequence=row.sequence,
            content=None
            if row.content is None or row.withdrawn_at is not None or (row.expires is not None and row.expires <= at)
            else bytes(row.content),
        )
        for row in found
    ]


def ranges(numbers: Iterable[int]) -> list[list[int]]:
    """Ascending numbers as stretches, each its first and its last.

    >>> ranges([1, 2, 3, 7, 9, 10])
    [[1, 3], [7, 7], [9, 10]]
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def _filtered(chosen: Select[Any], partner: str, question: Question, at: int) -> Select[Any]:
    table = outbox.c
    chosen = chosen.where(
        table.partner == partner,
        table.withdrawn_at.is_(None),
        or_(table.expires.is_(None), table.expires > at),
    )
    if question.added_after:
        chosen = chosen.where(table.added_at > question.added_after)
    if question.body:
        chosen = chosen.where(_in_body(partner, question.body))
    for column, wanted in (
        (table.stix_id, question.ids),
        (table.type, question.types),
        (table.spec_version, question.spec_versions),
    ):
        if wanted:
            chosen = chosen.where(column.in_(wanted))
    return chosen.where(_of_versions(question.versions or ("last",)))


def _in_body(partner: str, body: str) -> ColumnElement[bool]:
    bodies = outbox_bodies.c
    return exists().where(bodies.partner == partner, bodies.body == body, bodies.sequence == outbox.c.sequence)


def _of_versions(versions: Sequence[Version]) -> ColumnElement[bool]:
    if "all" in versions:
        return true()
    wanted: list[ColumnElement[bool]] = []
    times = [version for version in versions if isinstance(version, int)]
    if times:
        wanted.append(outbox.c.version.in_(times))
    if "last" in versions:
        wanted.append(~_beside(_newer, later=True))
    if "first" in versions:
        wanted.append(~_beside(_older, later=False))
    return or_(*wanted)


def _beside(other: Any, *, later: bool) -> ColumnElement[bool]:
    """Whether the same originator's same object stands in the same outbox in a later (or earlier) version."""
    mine, its = outbox.c, other.c
    beyond = (
        or_(its.version > mine.version, and_(its.version == mine.version, its.sequence > mine.sequence))
        if later
        else or_(its.version < mine.version, and_(its.version == mine.version, its.sequence < mine.sequence))
    )
    same = and_(its.partner == mine.partner, its.stix_id == mine.stix_id, its.originator == mine.originator)
    return exists().where(same, its.withdrawn_at.is_(None), beyond)
