"""Writing: all of a transaction or none of it, one writer at a time, close and append."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import insert, select, update

from shiome.errors import RecordRefused
from shiome.records.model import AnyRecord, Record, Source, Status
from shiome.records.store import schema
from shiome.records.store.appending import source_key
from shiome.records.store.bulk import chunks
from shiome.records.store.intake import Intake
from shiome.records.store.library import not_known
from shiome.records.store.own_work import refuse_own_work
from shiome.records.values import OPEN, Conflict, day_number

_LISTED_IN_AUDIT = 50


class Transaction(Intake):
    """One transaction; got from :meth:`shiome.records.store.Store.transaction`. Reads see what it has written."""

    def add_records(self, records: Iterable[Record]) -> int:
        """Append record versions with their sources; returns how many.

        A version without ``known_until`` holds from ``known_from`` on. Several versions of one identifier may be given as long
        as they do not overlap.

        Raises
        ------
        RecordRefused
            ``record.overlap``, ``record.date``, ``record.clock``, ``record.id``, ``record.confidence``, ``citation.range``.
        """
        total = 0
        for chunk in chunks(records):
            self._append(chunk)
            self._insert_sources([(record.id, source) for record in chunk for source in record.sources])
            ids = [record.id for record in chunk]
            detail = {"count": len(ids), "ids": ids[:_LISTED_IN_AUDIT]}
            self._note("records.add", ids[0] if len(ids) == 1 else "", detail)
            total += len(chunk)
        return total

    def add_sources(self, record_id: str, sources: Iterable[Source]) -> int:
        """Add sources to a record; returns how many were new.

        A source that states or confirms the record and is dated before it makes it known earlier: a version from that day
        to the day from which it was known so far is appended.

        Raises
        ------
        NotKnown
            ``record.unknown``.
        RecordRefused
            ``citation.range``.
        """
        first = self.history(record_id)[0]
        known = self._sources([record_id], on=None).get(record_id, [])
        seen = {source_key(source) for source in known}
        new = []
        for located in map(self._located, sources):
            if source_key(located) not in seen:
                seen.add(source_key(located))
                new.append(located)
        self._insert_sources([(record_id, source) for source in new])
        days = [source.known_from for source in new if source.role in ("states", "confirms")]
        if days and min(days) < first.known_from:
            earlier = msgspec.structs.replace(first, known_from=min(days), known_until=first.known_from)
            self._append([earlier])
        if new:
            self._note("sources.add", record_id, {"documents": [source.document for source in new]})
        return len(new)

    def replace(self, record_id: str, new_version: AnyRecord, *, on: date, comment: str = "") -> None:
        """Close the version that holds and append the next, known from ``on``; its sources are added to the record's.

        Raises
        ------
        NotKnown
            ``record.unknown``: no version holds.
        RecordRefused
            ``record.clock``: ``on`` lies before the version that holds; ``record.id``: another identifier;
            ``record.own_work``: who writes accepts what they entered or edited themselves.
        """
        if new_version.id != record_id:
            raise RecordRefused(
                "record.id",
                f"a version of {record_id} cannot be called {new_version.id}",
                ja=f"{record_id} の版の識別子が {new_version.id} になっている",
                failed=new_version,
            )
        refuse_own_work(self._holding(record_id), new_version, actor=self.actor)
        self._close(record_id, on=on)
        self._append([msgspec.structs.replace(new_version, known_from=on, known_until=None)])
        known = {source_key(s) for s in self._sources([record_id], on=None).get(record_id, [])}
        located = map(self._located, new_version.sources)
        self._insert_sources([(record_id, source) for source in located if source_key(source) not in known])
        detail = {"on": on.isoformat(), "status": new_version.status, "comment": comment}
        self._note("record.replace", record_id, detail)

    def review(self, record_id: str, status: Status, *, on: date, comment: str = "") -> AnyRecord:
        """Give a record another status from ``on`` on, by a new version; returns that version.

        Raises
        ------
        NotKnown, RecordRefused
            As :meth:`replace`.
        """
        current = self._holding(record_id)
        self.replace(record_id, msgspec.structs.replace(current, status=status), on=on)
        self._note("record.review", record_id, {"from": current.status, "to": status, "comment": comment})
        return self._holding(record_id)

    def close(self, record_id: str, *, on: date) -> None:
        """End the version that holds: from ``on`` the record is no longer known.

        Raises
        ------
        NotKnown, RecordRefused
            As :meth:`replace`.
        """
        self._close(record_id, on=on)
        self._note("record.close", record_id, {"on": on.isoformat()})

    def link(self, a: str, b: str, type: str, *, known_from: date) -> None:  # noqa: A002 - the word of the field
        """Link record ``a`` to record ``b``; doing so again changes nothing.

        Raises
        ------
        NotKnown
            ``record.unknown``.
        """
        self._require({a, b})
        table = schema.links
        same = select(table.c.a).where(table.c.a == a, table.c.b == b, table.c.type == type)
        if self.connection.execute(same).first() is not None:
            return
        values = {"a": a, "b": b, "type": type, "known_from": day_number(known_from), "batch": self.identifier}
        self.connection.execute(insert(table).values(**values))
        self._note("record.link", a, {"to": b, "type": type})

    def add_conflict(self, conflict: Conflict) -> bool:
        """Record a conflict; ``False`` where the two records are already known to differ in that field.

        Raises
        ------
        NotKnown
            ``record.unknown``.
        """
        self._require({conflict.a, conflict.b})
        table = schema.conflicts
        same = select(table.c.a).where(
            table.c.a.in_((conflict.a, conflict.b)),
            table.c.b.in_((conflict.a, conflict.b)),
            table.c.field == conflict.field,
        )
        if self.connection.execute(same).first() is not None:
            return False
        self.connection.execute(
            insert(table).values(
                a=conflict.a,
                b=conflict.b,
                field=conflict.field,
                kind=conflict.kind,
                value_a=conflict.values[0],
                value_b=conflict.values[1],
                reason=msgspec.json.encode(conflict.reason).decode(),
                known_from=day_number(conflict.known_from),
                batch=self.identifier,
            )
        )
        self._note("conflict.add", conflict.a, {"with": conflict.b, "field": conflict.field})
        return True

    def set_meta(self, key: str, value: Any) -> None:
        """Keep a JSON value under a key; the values before it stay in the table."""
        encoded = msgspec.json.encode(value).decode()
        number = self._numbers("meta", 1)
        self.connection.execute(
            insert(schema.meta).values(
                key=key, number=number, value=encoded, recorded_at=self._at, batch=self.identifier
            )
        )
        self._note("meta.set", key, {})

    def _holding(self, record_id: str) -> AnyRecord:
        found = self.records(ids=[record_id])
        if not found:
            raise not_known("record", record_id)
        return found[0]

    def _close(self, record_id: str, *, on: date) -> None:
        current = self._holding(record_id)
        if on < current.known_from:
            raise RecordRefused(
                "record.clock",
                f"{record_id} is known from {current.known_from} and cannot end on {on}",
                ja=f"{record_id} は {current.known_from} から知られており、{on} に終えることはできない",
                hint="give a later day",
                hint_ja="それより後の日を指定する",
                failed=record_id,
            )
        table = schema.records
        statement = update(table).where(table.c.id == record_id, table.c.known_until == OPEN)
        self.connection.execute(statement.values(known_until=day_number(on)))

    def _require(self, record_ids: set[str]) -> None:
        table = schema.records.c
        found = set(self.connection.execute(select(table.id).where(table.id.in_(record_ids))).scalars())
        for missing in sorted(record_ids - found):
            raise not_known("record", missing)
