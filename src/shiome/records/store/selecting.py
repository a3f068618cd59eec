"""Which versions a question asks for, as SQL, and how to get the first few of them by an index."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Select, select

from shiome.records.model import Status
from shiome.records.store import schema
from shiome.records.values import OPEN, day_number
from shiome.vocabulary.edtf import parse_edtf

Order = Literal["newest", "oldest"]


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What :meth:`shiome.records.store.reader.Reader.records` was asked; see there for the meaning of each."""

    kind: str | None = None
    as_of: date | None = None
    known: date | None = None
    ids: tuple[str, ...] | None = None
    actors: tuple[str, ...] = ()
    topic: str | None = None
    about: str | None = None
    document: str | None = None
    status: tuple[Status, ...] | None = None
    when: str | None = None


def matching(question: Question) -> list[Select[Any]]:
    """Selects that together give all matching versions (rows of ``records``), each version in one of them."""
    if is_narrow(question):
        return [select(schema.records).where(*_conditions(question, few=True))]
    return [_lane(question, lane, few=False)[0] for lane in schema.LANES]


def first_of(question: Question, *, order: Order, count: int) -> list[Select[Any]]:
    """Selects that together hold the first ``count`` versions in the given order, each served by one index."""
    found = []
    for lane in schema.LANES:
        statement, columns = _lane(question, lane, few=True)
        ordering = (columns.sort_day, columns.version)
        ordered = statement.order_by(*(c.desc() if order == "newest" else c.asc() for c in ordering))
        found.append(ordered.limit(count))
    return found


def _lane(question: Question, lane: int, *, few: bool) -> tuple[Select[Any], Any]:
    """The matching versions of one lane, and the columns of the table by whose index they are found; ``few`` are wanted, or all."""
    table = _driving(question)
    columns = table.c
    statement = select(schema.records).where(columns.lane == lane)
    if table is not schema.records:
        statement = statement.join(table, columns.version == schema.records.c.version)
        if question.kind is not None:
            statement = statement.where(columns.kind == question.kind)
        if question.as_of is not None:
            statement = statement.where(columns.visible_from <= day_number(question.as_of))
    low, high = _bounds(question, lane)
    if low is not None:
        statement = statement.where(columns.sort_day >= low)
    if high is not None:
        statement = statement.where(columns.sort_day <= high)
    return statement.where(*_conditions(question, driving=table, few=few)), columns


def _bounds(question: Question, lane: int) -> tuple[int | None, int | None]:
    """Between which places of a chronology all matching versions of a lane lie."""
    highs = []
    days = [day for day in (question.as_of, question.known) if day is not None]
    if days and lane % 2 == 0:
        highs.append(day_number(min(days)))
    low = None
    if question.when is not None and lane < 2:
        asked = parse_edtf(question.when)
        if asked.latest is not None:
            highs.append(day_number(asked.latest))
        if asked.earliest is not None and asked.earliest.toordinal() > schema.SHORT_DAYS:
            low = day_number(asked.earliest - timedelta(schema.SHORT_DAYS))
    return low, min(highs, default=None)


def is_narrow(question: Question) -> bool:
    """Whether few versions match at most, so that they can all be fetched and sorted."""
    return question.ids is not None or question.about is not None or question.document is not None


def _driving(question: Question) -> Any:
    if question.actors:
        return schema.record_actors
    return schema.records if question.topic is None else schema.record_topics


def _conditions(question: Question, *, driving: Any = None, few: bool = False) -> list[ColumnElement[bool]]:
    records = schema.records.c
    conditions: list[ColumnElement[bool]] = []
    if question.kind is not None:
        conditions.append(records.kind == question.kind)
    conditions.extend(standing(question))
    if question.ids is not None:
        conditions.append(records.id.in_(question.ids))
    if question.about is not None:
        conditions.append(records.about == question.about)
        if question.about:
            conditions.append(records.about != "")
    if question.when is not None:
        asked = parse_edtf(question.when)
        conditions.append(records.first_day <= day_number(asked.latest))
        conditions.append(records.last_day >= day_number(asked.earliest, absent=0))
    conditions.extend(_index_conditions(question, driving, few=few))
    return conditions


def standing(question: Question) -> list[ColumnElement[bool]]:
    """Conditions on ``records`` for the versions that hold on the days of a question, in its statuses."""
    conditions = _clock_conditions(question)
    if question.status is not None:
        conditions.append(schema.records.c.status.in_(question.status))
    return conditions


def _clock_conditions(question: Question) -> list[ColumnElement[bool]]:
    records = schema.records.c
    conditions: list[ColumnElement[bool]] = []
    if question.as_of is not None:
        conditions.append(records.visible_from <= day_number(question.as_of))
        conditions.append(records.known_until > day_number(question.as_of))
    if question.known is not None:
        conditions.append(records.known_from <= day_number(question.known))
        conditions.append(records.known_until > day_number(question.known))
    if question.as_of is None and question.known is None:
        conditions.append(records.known_until == OPEN)
    return conditions


def _index_conditions(question: Question, driving: Any, *, few: bool) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for number, actor in enumerate(question.actors):
        if driving is schema.record_actors and number == 0:
            conditions.append(schema.record_actors.c.actor == actor)
        else:
            conditions.append(_member(schema.record_actors, "actor", actor, driving=driving, few=few))
    if question.topic is not None:
        if driving is schema.record_topics:
            conditions.append(schema.record_topics.c.topic == question.topic)
        else:
            conditions.append(_member(schema.record_topics, "topic", question.topic, driving=driving, few=few))
    if question.document is not None:
        cited = select(schema.sources.c.record).where(schema.sources.c.document == question.document)
        day = question.as_of or question.known
        if day is not None:
            cited = cited.where(schema.sources.c.known_from <= day_number(day))
        conditions.append(schema.records.c.id.in_(cited))
    return conditions


def _member(table: Any, column: str, value: str, *, driving: Any, few: bool) -> ColumnElement[bool]:
    """Whether an index table holds the value for the version.

    Where all are wanted, one pass over what holds the value. For a few, a subquery for one value instead of EXISTS: PostgreSQL turns
    EXISTS into a join of all that the two actors ever did, where one look into the index per version, by its whole key, finds the
    first few at once.
    """
    other = table.alias()
    base = schema.records.c if driving is None else driving.c
    if not few:
        return base.version.in_(select(other.c.version).where(other.c[column] == value))
    same = (other.c[name] == base[name] for name in ("lane", "sort_day", "version"))
    looked_up = select(other.c.version).where(other.c[column] == value, *same).limit(1)
    return looked_up.scalar_subquery().is_not(None)


def sort_rows(rows: Sequence[Any], *, order: Order) -> list[Any]:
    """Rows in chronological order; what has the same day in the order in which it was stored."""
    return sorted(rows, key=lambda row: (row.sort_day, row.version), reverse=order == "newest")
