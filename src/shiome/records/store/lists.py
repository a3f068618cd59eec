"""Short lists and counts out of large stores, each served by an index, without texts where they are not wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, select

from shiome.records.model import Document, Status
from shiome.records.store import schema
from shiome.records.store.bulk import chunks
from shiome.records.store.library import Library
from shiome.records.store.rows import document_of, required_day
from shiome.records.store.selecting import Question, standing
from shiome.records.values import LIVE, Heading, day_number, number_day

IN_AT_ONCE = 500
"""Identifiers in one statement."""


class Lists(Library):
    """Reads over one connection."""

    def headings(
        self, as_of: date | None = None, *, since: date | None = None, limit: int, offset: int = 0
    ) -> list[Heading]:
        """Documents without their texts, newest first; those known on a day, and of them those known later than ``since``.

        Parameters
        ----------
        limit, offset:
            At most so many, after passing over so many.
        """
        table = schema.documents
        columns = [table.c[name] for name in Heading.__struct_fields__ if name != "lines"]
        lines = 1 + func.length(table.c.text) - func.length(func.replace(table.c.text, "\n", ""))
        statement = select(*columns, lines.label("lines")).order_by(table.c.known_from.desc(), table.c.id.desc())
        if as_of is not None:
            statement = statement.where(table.c.known_from <= day_number(as_of))
        if since is not None:
            statement = statement.where(table.c.known_from > day_number(since))
        found = self.connection.execute(statement.limit(limit).offset(offset)).mappings()
        return [Heading(**{**row, "known_from": required_day(row["known_from"])}) for row in found]

    def document_count(self, as_of: date | None = None) -> int:
        """How many documents there are, or were known on a day."""
        table = schema.documents.c
        statement = select(func.count()).select_from(schema.documents)
        if as_of is not None:
            statement = statement.where(table.known_from <= day_number(as_of))
        return int(self.connection.execute(statement).scalar_one())

    def document_days(self, as_of: date | None = None, *, limit: int) -> list[date]:
        """The newest days on which documents became known, newest first, each once."""
        table = schema.documents.c
        statement = select(table.known_from).group_by(table.known_from).order_by(table.known_from.desc())
        if as_of is not None:
            statement = statement.where(table.known_from <= day_number(as_of))
        return [required_day(day) for day in self.connection.execute(statement.limit(limit)).scalars()]

    def last_known(self) -> date | None:
        """The last day on which a version of a record became known; ``None`` for a store without records."""
        newest = self.connection.execute(select(func.max(schema.records.c.known_from))).scalar()
        return None if newest is None else number_day(newest)

    def last_change(self) -> int:
        """The number of the last entry of the audit trail, another one whenever anything has changed; 0 before the first."""
        return int(self.connection.execute(select(func.max(schema.audit.c.number))).scalar() or 0)

    def documents_named(self, documents: Iterable[str]) -> list[Document]:
        """The documents with these identifiers, those that there are, by identifier."""
        table = schema.documents
        statement = select(table).order_by(table.c.id)
        parts = chunks(sorted(set(documents)), IN_AT_ONCE)
        return [
            document_of(row) for part in parts for row in self.connection.execute(statement.where(table.c.id.in_(part)))
        ]

    def counts_in(
        self, documents: Iterable[str], *, as_of: date | None = None, status: Sequence[Status] = LIVE
    ) -> dict[str, int]:
        """How many records rest on each of the documents; :meth:`count` for many of them at once.

        Parameters
        ----------
        as_of:
            As for :meth:`records`; without it, as things stand now.
        """
        found: dict[str, int] = {}
        for part in chunks(dict.fromkeys(documents), IN_AT_ONCE):
            found |= self._counts_in(part, as_of=as_of, status=status)
        return found

    def _counts_in(self, documents: Sequence[str], *, as_of: date | None, status: Sequence[Status]) -> dict[str, int]:
        sources, records = schema.sources.c, schema.records.c
        question = Question(as_of=as_of, status=tuple(status))
        statement = (
            select(sources.document, func.count(records.version.distinct()))
            .join(schema.records, records.id == sources.record)
            .where(sources.document.in_(documents), *standing(question))
            .group_by(sources.document)
        )
        if as_of is not None:
            statement = statement.where(sources.known_from <= day_number(as_of))
        return dict.fromkeys(documents, 0) | {name: int(count) for name, count in self.connection.execute(statement)}
