"""Appending rows: numbers, sources with their spans, index rows, the audit trail. What transactions are made of."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, select, update

from shiome.records.model import Record, Source
from shiome.records.parts import actors_of
from shiome.records.store import schema
from shiome.records.store.bulk import insert_rows
from shiome.records.store.lines import LineIndex
from shiome.records.store.reader import Reader
from shiome.records.store.rows import AUDIT_COLUMNS, RECORD_COLUMNS, SOURCE_COLUMNS, record_row, source_of, source_row

_REMEMBERED = 1_000
"""Texts whose lines are kept at hand within a transaction."""
_INDEX_COLUMNS = ("lane", "sort_day", "version", "kind", "visible_from")


class Appender(Reader):
    """Appends over one connection and one transaction, which also reads what it has written."""

    def __init__(self, connection: Connection, *, actor: str) -> None:
        super().__init__(connection)
        self.actor = actor
        self.identifier = uuid.uuid4().hex
        self._at = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._counters: dict[str, int] = {}
        self._line_indexes: dict[str, LineIndex | None] = {}

    def _append(self, records: Sequence[Record]) -> None:
        first = self._numbers("records", len(records))
        rows = [
            record_row(record, version=number, recorded_at=self._at, batch=self.identifier)
            for number, record in enumerate(records, start=first)
        ]
        insert_rows(self.connection, "records", RECORD_COLUMNS, rows)
        lane, day, visible = (RECORD_COLUMNS.index(name) for name in ("lane", "sort_day", "visible_from"))
        actors: list[tuple[Any, ...]] = []
        topics: list[tuple[Any, ...]] = []
        for record, row in zip(records, rows, strict=True):
            place = (row[lane], row[day], row[0], record.KIND, row[visible])
            actors.extend((actor, *place) for actor in actors_of(record))
            topics.extend((topic, *place) for topic in dict.fromkeys(record.topics))
        insert_rows(self.connection, "record_actors", ("actor", *_INDEX_COLUMNS), actors)
        insert_rows(self.connection, "record_topics", ("topic", *_INDEX_COLUMNS), topics)

    def _insert_sources(self, pairs: Sequence[tuple[str, Source]]) -> None:
        located = dict.fromkeys((record, self._located(source)) for record, source in pairs)
        first = self._numbers("sources", len(located))
        rows = [
            source_row(source, number=number, record=record, batch=self.identifier)
            for number, (record, source) in enumerate(located, start=first)
        ]
        insert_rows(self.connection, "sources", SOURCE_COLUMNS, rows)

    def _located(self, source: Source) -> Source:
        """The source with span and lines, where its document is stored."""
        if source.document not in self._line_indexes:
            statement = select(schema.documents.c.text).where(schema.documents.c.id == source.document)
            text = self.connection.execute(statement).scalar()
            self._remember(source.document, None if text is None else LineIndex(text))
        index = self._line_indexes[source.document]
        return source if index is None else index.located(source)

    def _fill_spans(self, arrived: Sequence[tuple[str, LineIndex]]) -> dict[str, int]:
        """Locate the sources that waited for documents; how many of each document."""
        indexes = dict(arrived)
        for document_id, index in arrived:
            self._remember(document_id, index)
        table = schema.sources
        waiting = self.connection.execute(
            select(table).where(table.c.document.in_(indexes), table.c.span_start.is_(None), table.c.line.is_not(None))
        ).all()
        counts: dict[str, int] = {}
        filled: list[dict[str, Any]] = []
        for row in waiting:
            located = indexes[row.document].located(source_of(row))
            filled.append({"number": row.id, "s": located.start, "e": located.end})
            counts[row.document] = counts.get(row.document, 0) + 1
        if filled:
            own = update(table).where(table.c.id == bindparam("number"))
            self.connection.execute(own.values(span_start=bindparam("s"), span_end=bindparam("e")), filled)
        return counts

    def _remember(self, document_id: str, index: LineIndex | None) -> None:
        self._line_indexes[document_id] = index
        if len(self._line_indexes) > _REMEMBERED:
            del self._line_indexes[next(iter(self._line_indexes))]

    def _numbers(self, table: str, count: int) -> int:
        """The first of ``count`` new keys; safe because the store lets in one writer at a time."""
        if table not in self._counters:
            last = self.connection.execute(select(func.max(schema.NUMBERED[table]))).scalar()
            self._counters[table] = 0 if last is None else int(last)
        first = self._counters[table] + 1
        self._counters[table] += count
        return first

    def _note(self, action: str, subject: str, detail: dict[str, Any]) -> None:
        self._note_all([(action, subject, detail)])

    def _note_all(self, entries: Sequence[tuple[str, str, dict[str, Any]]]) -> None:
        """Add lines to the audit trail: action, subject, detail."""
        first = self._numbers("audit", len(entries))
        rows = [
            (number, self.identifier, self._at, self.actor, action, subject, msgspec.json.encode(detail).decode())
            for number, (action, subject, detail) in enumerate(entries, start=first)
        ]
        insert_rows(self.connection, "audit", AUDIT_COLUMNS, rows)


def source_key(source: Source) -> tuple[Any, ...]:
    """What makes two sources one: the same place of the same document in the same role."""
    place = (source.line, source.end_line, source.column) if source.start is None else (source.start, source.end)
    return source.document, source.role, place
