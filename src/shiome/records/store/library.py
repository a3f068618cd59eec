"""Documents, passages, values, links and the audit trail: what is kept beside the records."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, or_, select

from shiome.errors import NotKnown, QueryRefused
from shiome.records.model import Document, Passage
from shiome.records.store import schema
from shiome.records.store.rows import document_of, passage_of, required_day
from shiome.records.values import AuditEntry, Link, day_number


class Library:
    """Reads over one connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        """The SQLAlchemy connection, for what has no method here."""

    def document(self, document_id: str) -> Document:
        """A document with its raw text.

        Raises
        ------
        NotKnown
            ``document.unknown``.
        """
        row = self.connection.execute(select(schema.documents).where(schema.documents.c.id == document_id)).first()
        if row is None:
            raise not_known("document", document_id)
        return document_of(row)

    def document_bytes(self, document_id: str) -> bytes:
        """The file as it came in, byte for byte.

        Raises
        ------
        NotKnown
            ``document.unknown``.
        """
        table = schema.document_files
        content = self.connection.execute(select(table.c.content).where(table.c.document == document_id)).scalar()
        if content is None:
            raise not_known("document", document_id)
        return bytes(content)

    def documents(self, as_of: date | None = None) -> list[Document]:
        """All documents, or those known on a day, earliest first."""
        table = schema.documents
        statement = select(table).order_by(table.c.known_from, table.c.id)
        if as_of is not None:
            statement = statement.where(table.c.known_from <= day_number(as_of))
        return [document_of(row) for row in self.connection.execute(statement)]

    def document_names(self) -> dict[str, str]:
        """Identifier to file name of every document; quicker than :meth:`documents`."""
        statement = select(schema.documents.c.id, schema.documents.c.file)
        return {row.id: row.file for row in self.connection.execute(statement)}

    def find_document(self, *, sha256: str | None = None, text_sha256: str | None = None) -> Document | None:
        """The stored document with these bytes or with this raw text, if there is one."""
        table = schema.documents.c
        hashes = [
            column == value
            for column, value in ((table.sha256, sha256), (table.text_sha256, text_sha256))
            if value is not None
        ]
        if not hashes:
            raise QueryRefused("query.hash", "a hash is needed to find a document", ja="文書を探すにはハッシュが要る")
        row = self.connection.execute(select(schema.documents).where(or_(*hashes))).first()
        return None if row is None else document_of(row)

    def passages(self, document_id: str) -> list[Passage]:
        """The passages of a document in order; empty for a document that is not stored."""
        table = schema.passages
        statement = select(table).where(table.c.document == document_id).order_by(table.c.number)
        return [passage_of(row) for row in self.connection.execute(statement)]

    def meta(self, key: str, default: Any = None) -> Any:
        """The value last set under a key."""
        table = schema.meta.c
        statement = select(table.value).where(table.key == key).order_by(table.number.desc()).limit(1)
        value = self.connection.execute(statement).scalar()
        return default if value is None else msgspec.json.decode(value)

    def links(self, record_id: str | None = None, *, as_of: date | None = None) -> list[Link]:
        """Links between records, of one record or all."""
        table = schema.links
        statement = select(table).order_by(table.c.a, table.c.b, table.c.type)
        if record_id is not None:
            statement = statement.where(or_(table.c.a == record_id, table.c.b == record_id))
        if as_of is not None:
            statement = statement.where(table.c.known_from <= day_number(as_of))
        return [
            Link(a=row.a, b=row.b, type=row.type, known_from=required_day(row.known_from))
            for row in self.connection.execute(statement)
        ]

    def audit(self, *, subject: str | None = None, limit: int | None = None) -> list[AuditEntry]:
        """The audit trail, latest first; of one record, document or key, or all."""
        table = schema.audit
        statement = select(table).order_by(table.c.number.desc())
        if subject is not None:
            statement = statement.where(table.c.subject == subject)
        if limit is not None:
            statement = statement.limit(limit)
        return [
            AuditEntry(
                number=row.number,
                transaction=row.batch,
                at=row.at,
                actor=row.actor,
                action=row.action,
                subject=row.subject,
                detail=msgspec.json.decode(row.detail),
            )
            for row in self.connection.execute(statement)
        ]


def not_known(what: str, identifier: str) -> NotKnown:
    """The error for an identifier that nothing answers to."""
    words = {"record": "記録", "document": "文書"}
    return NotKnown(
        f"{what}.unknown",
        f"there is no {what} {identifier!r}",
        ja=f"{words[what]} {identifier!r} はない",
        hint=f"list what there is with: shiome {'records KIND' if what == 'record' else 'documents'}",
        hint_ja=f"shiome {'records 種類' if what == 'record' else 'documents'} で一覧できる",
        failed=identifier,
    )
