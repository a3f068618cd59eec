"""What can be asked of the store, over one connection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count
from typing import Any

import msgspec
from sqlalchemy import func, or_, select

from shiome.errors import QueryRefused
from shiome.records.model import KINDS, AnyRecord, Source, Status
from shiome.records.store import schema
from shiome.records.store.bulk import chunks
from shiome.records.store.fields import Fields
from shiome.records.store.library import not_known
from shiome.records.store.lists import IN_AT_ONCE
from shiome.records.store.rows import record_of, required_day, source_of
from shiome.records.store.selecting import Order, Question, first_of, is_narrow, matching, sort_rows
from shiome.records.values import LIVE, Conflict, day_number


class Reader(Fields):
    """Reads over one connection; a transaction reads what it has itself written."""

    def records(
        self,
        kind: str | None = None,
        *,
        as_of: date | None = None,
        known: date | None = None,
        ids: Iterable[str] | None = None,
        actors: Iterable[str] = (),
        topic: str | None = None,
        about: str | None = None,
        document: str | None = None,
        status: Status | Sequence[Status] | None = None,
        when: str | None = None,
        order: Order = "oldest",
        limit: int | None = None,
        offset: int = 0,
    ) -> list[AnyRecord]:
        """Records, each in one version with the sources of that day.

        Parameters
        ----------
        kind:
            One of :data:`shiome.records.model.KINDS`; all kinds without it.
        as_of:
            Only what had happened and was known on that day: versions known then, sources known then, and events that are
            said to have happened (or not) from their first day on.
        known:
            Only what was known on that day, whatever its valid time. Without either: the versions that hold now.
        ids, about, document:
            Identifiers; the key of the matter; a document that is a source.
        actors:
            All of these take part (see :func:`shiome.records.parts.actors_of`).
        topic:
            The identifier among the record's topics.
        status:
            One status or several; :data:`~shiome.records.store.LIVE` leaves out what was rejected or superseded. Without it: all.
        when:
            EDTF; records whose valid time meets it. Records without valid time meet none.
        order:
            ``oldest`` or ``newest`` first, by valid time, else by the day known.
        limit, offset:
            At most so many, after passing over so many.

        Raises
        ------
        QueryRefused
            ``query.kind``, ``query.limit``, ``date.form``.
        """
        question = _question(
            kind=kind, as_of=as_of, known=known, ids=ids, actors=actors, topic=topic, about=about, document=document,
            status=status, when=when,
        )  # fmt: skip
        if (limit is not None and limit < 0) or offset < 0:
            raise QueryRefused(
                "query.limit", "limit and offset are counts from 0 up", ja="件数と開始位置は0以上の数", failed=limit
            )
        rows = self._rows(question, order=order, count=None if limit is None else limit + offset)
        rows = rows[offset:] if limit is None else rows[offset : offset + limit]
        sources = self._sources([row.id for row in rows], on=as_of or known)
        return [record_of(row, sources.get(row.id, ())) for row in rows]

    def count(
        self,
        kind: str | None = None,
        *,
        as_of: date | None = None,
        known: date | None = None,
        ids: Iterable[str] | None = None,
        actors: Iterable[str] = (),
        topic: str | None = None,
        about: str | None = None,
        document: str | None = None,
        status: Status | Sequence[Status] | None = None,
        when: str | None = None,
    ) -> int:
        """How many records :meth:`records` would give without a limit."""
        question = _question(
            kind=kind, as_of=as_of, known=known, ids=ids, actors=actors, topic=topic, about=about, document=document,
            status=status, when=when,
        )  # fmt: skip
        statements = [statement for part in _parts(question) for statement in matching(part)]
        counted = (s.with_only_columns(func.count(), maintain_column_froms=True) for s in statements)
        return sum(int(self.connection.execute(statement).scalar_one()) for statement in counted)

    def record(self, record_id: str, *, as_of: date | None = None) -> AnyRecord:
        """One record in the version of ``as_of``, or of now.

        Raises
        ------
        NotKnown
            ``record.unknown``: no such record, or not on that day.
        """
        found = self.records(ids=[record_id], as_of=as_of)
        if not found:
            raise not_known("record", record_id)
        return found[0]

    def history(self, record_id: str) -> list[AnyRecord]:
        """All versions of a record, earliest first, each with the sources known before it ended.

        Raises
        ------
        NotKnown
            ``record.unknown``.
        """
        table = schema.records
        statement = select(table).where(table.c.id == record_id).order_by(table.c.known_from, table.c.version)
        rows = self.connection.execute(statement).all()
        if not rows:
            raise not_known("record", record_id)
        sources = self._sources([record_id], on=None).get(record_id, [])
        return [_version_of(row, sources) for row in rows]

    def histories(self, kind: str | None = None, *, ids: Iterable[str] | None = None) -> list[AnyRecord]:
        """All versions, past and present, of all records of a kind, or of every kind: what a past day can be told from.

        Parameters
        ----------
        ids:
            Only of these records.
        """
        table = schema.records
        statement = select(table).order_by(table.c.id, table.c.known_from, table.c.version)
        if kind is not None:
            statement = statement.where(table.c.kind == kind)
        if ids is None:
            rows = list(self.connection.execute(statement))
        else:
            parts = chunks(sorted(set(ids)), IN_AT_ONCE)
            rows = [row for part in parts for row in self.connection.execute(statement.where(table.c.id.in_(part)))]
        sources = self._sources([row.id for row in rows], on=None)
        return [_version_of(row, sources.get(row.id, [])) for row in rows]

    def versions(self, *, about: Iterable[str] | None = None) -> list[AnyRecord]:
        """All versions, past and present, of records that tell of the given matters, or of any matter."""
        table = schema.records
        statement = select(table).where(table.c.about != "").order_by(table.c.version)
        if about is None:
            rows = list(self.connection.execute(statement))
        else:
            rows = []
            for part in chunks(dict.fromkeys(about), IN_AT_ONCE):
                rows.extend(self.connection.execute(statement.where(table.c.about.in_(part))))
        sources = self._sources([row.id for row in rows], on=None)
        return [_version_of(row, sources.get(row.id, [])) for row in rows]

    def conflicts(
        self,
        as_of: date | None = None,
        *,
        open_only: bool = False,
        record: str | None = None,
        newest: int | None = None,
    ) -> list[Conflict]:
        """Conflicts known on a day, earliest first.

        Parameters
        ----------
        open_only:
            Only where both records still count on that day.
        record:
            Only those of one record.
        newest:
            Only so many, the newest, and these newest first.
        """
        table = schema.conflicts
        statement = select(table).order_by(table.c.known_from, table.c.a, table.c.b, table.c.field)
        if as_of is not None:
            statement = statement.where(table.c.known_from <= day_number(as_of))
        if record is not None:
            statement = statement.where(or_(table.c.a == record, table.c.b == record))
        if newest is None:
            found = [_conflict_of(row) for row in self.connection.execute(statement)]
            return self._open(found, as_of) if open_only else found
        backwards = (table.c.known_from.desc(), table.c.a.desc(), table.c.b.desc(), table.c.field.desc())
        found = []
        # In portions: most of the newest are open, so that the first portion is mostly enough.
        for start in count(0, max(newest, 1)):
            rows = self.connection.execute(statement.order_by(None).order_by(*backwards).limit(newest).offset(start))
            part = [_conflict_of(row) for row in rows]
            found += self._open(part, as_of) if open_only else part
            if len(found) >= newest or len(part) < newest:
                break
        return found[:newest]

    def _open(self, conflicts: Sequence[Conflict], as_of: date | None) -> list[Conflict]:
        """Those whose records both still count on a day."""
        ids = {record_id for conflict in conflicts for record_id in (conflict.a, conflict.b)}
        live = {record.id for record in self.records(ids=ids, as_of=as_of, status=LIVE)} if ids else set()
        return [conflict for conflict in conflicts if conflict.a in live and conflict.b in live]

    def _rows(self, question: Question, *, order: Order, count: int | None) -> list[Any]:
        statements = [
            statement
            for part in _parts(question)
            for statement in (
                matching(part) if count is None or is_narrow(part) else first_of(part, order=order, count=count)
            )
        ]
        rows = [row for statement in statements for row in self.connection.execute(statement)]
        return sort_rows(rows, order=order)

    def _sources(self, record_ids: Sequence[str], *, on: date | None) -> dict[str, list[Source]]:
        table = schema.sources
        found: dict[str, list[Source]] = {}
        for part in chunks(dict.fromkeys(record_ids), IN_AT_ONCE):
            statement = select(table).where(table.c.record.in_(part)).order_by(table.c.known_from, table.c.id)
            if on is not None:
                statement = statement.where(table.c.known_from <= day_number(on))
            for row in self.connection.execute(statement):
                found.setdefault(row.record, []).append(source_of(row))
        return found


def _question(
    *,
    kind: str | None,
    ids: Iterable[str] | None,
    actors: Iterable[str],
    status: Status | Sequence[Status] | None,
    **rest: Any,
) -> Question:
    if kind is not None and kind not in KINDS:
        raise QueryRefused(
            "query.kind",
            f"{kind!r} is no kind of record",
            ja=f"{kind!r} という種類の記録はない",
            hint=f"one of {', '.join(KINDS)}",
            failed=kind,
        )
    statuses = (status,) if isinstance(status, str) else None if status is None else tuple(status)
    names = (actors,) if isinstance(actors, str) else tuple(dict.fromkeys(actors))
    return Question(
        kind=kind, ids=None if ids is None else tuple(dict.fromkeys(ids)), actors=names, status=statuses, **rest
    )


def _parts(question: Question) -> list[Question]:
    """The question with its identifiers in portions that a database takes."""
    if question.ids is None:
        return [question]
    return [msgspec.structs.replace(question, ids=tuple(part)) for part in chunks(question.ids, IN_AT_ONCE)]


def _version_of(row: Any, sources: Sequence[Source]) -> AnyRecord:
    """A version with the sources known before it ended."""
    return record_of(row, [source for source in sources if day_number(source.known_from) < row.known_until])


def _conflict_of(row: Any) -> Conflict:
    return Conflict(
        kind=row.kind,
        a=row.a,
        b=row.b,
        field=row.field,
        values=(row.value_a, row.value_b),
        reason=msgspec.json.decode(row.reason),
        known_from=required_day(row.known_from),
    )
