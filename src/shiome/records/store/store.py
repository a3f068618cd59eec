"""The store as the floors above use it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import local
from types import TracebackType
from typing import Any

from sqlalchemy import Engine, text

from shiome.errors import QueryRefused
from shiome.records.model import AnyRecord, Document, Passage
from shiome.records.search import parse_query
from shiome.records.store.engine import WRITING
from shiome.records.store.failures import translated, unavailable
from shiome.records.store.reader import Reader
from shiome.records.store.searching import search_passages
from shiome.records.store.transaction import Transaction
from shiome.records.values import AuditEntry, Conflict, Heading, Hit, Link


class Store:
    """A record store. Get one from :func:`~shiome.records.store.open_store`; close it, or use it in a ``with`` statement.

    Reading methods are those of :class:`~shiome.records.store.reader.Reader`, each over a connection of its own. They raise
    :class:`~shiome.errors.StoreUnavailable` where the database cannot serve.
    """

    def __init__(self, engine: Engine, *, where: str, read_only: bool = False) -> None:
        self._engine = engine
        self.where = where
        """The file or address, without password."""
        self.read_only = read_only
        self._held = local()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @contextmanager
    def transaction(self, *, actor: str) -> Iterator[Transaction]:
        """A transaction that is stored whole when the block ends, or not at all when it raises.

        Parameters
        ----------
        actor:
            Who writes, for the audit trail: ``pack:peninsula@1``, ``rules@1``, ``person:kato``.

        Raises
        ------
        StoreUnavailable
            ``store.readonly``, ``store.locked``, ``store.full`` …; nothing was stored.
        """
        if self.read_only:
            raise unavailable("store.readonly", self.where)
        with (
            translated(self.where),
            self._engine.connect().execution_options(**{WRITING: True}) as connection,
            connection.begin(),
        ):
            yield Transaction(connection, actor=actor)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Several questions over one connection; what the block asks of the store itself in the same thread goes over it too.

        On SQLite all of them see one and the same state of the store.
        """
        held: Reader | None = getattr(self._held, "reader", None)
        if held is not None:
            with translated(self.where):
                yield held
            return
        with translated(self.where), self._engine.connect() as connection:
            self._held.reader = Reader(connection)
            try:
                yield self._held.reader
            finally:
                self._held.reader = None

    def records(self, kind: str | None = None, **question: Any) -> list[AnyRecord]:
        """See :meth:`Reader.records <shiome.records.store.reader.Reader.records>`."""
        with self.reading() as reader:
            return reader.records(kind, **question)

    def count(self, kind: str | None = None, **question: Any) -> int:
        """See :meth:`Reader.count <shiome.records.store.reader.Reader.count>`."""
        with self.reading() as reader:
            return reader.count(kind, **question)

    def record(self, record_id: str, *, as_of: date | None = None) -> AnyRecord:
        """See :meth:`Reader.record <shiome.records.store.reader.Reader.record>`."""
        with self.reading() as reader:
            return reader.record(record_id, as_of=as_of)

    def history(self, record_id: str) -> list[AnyRecord]:
        """See :meth:`Reader.history <shiome.records.store.reader.Reader.history>`."""
        with self.reading() as reader:
            return reader.history(record_id)

    def histories(self, kind: str | None = None, *, ids: Iterable[str] | None = None) -> list[AnyRecord]:
        """See :meth:`Reader.histories <shiome.records.store.reader.Reader.histories>`."""
        with self.reading() as reader:
            return reader.histories(kind, ids=ids)

    def document(self, document_id: str) -> Document:
        """See :meth:`Reader.document <shiome.records.store.reader.Reader.document>`."""
        with self.reading() as reader:
            return reader.document(document_id)

    def document_bytes(self, document_id: str) -> bytes:
        """See :meth:`Reader.document_bytes <shiome.records.store.reader.Reader.document_bytes>`."""
        with self.reading() as reader:
            return reader.document_bytes(document_id)

    def documents_named(self, documents: Iterable[str]) -> list[Document]:
        """See :meth:`Reader.documents_named <shiome.records.store.reader.Reader.documents_named>`."""
        with self.reading() as reader:
            return reader.documents_named(documents)

    def documents(self, as_of: date | None = None) -> list[Document]:
        """See :meth:`Reader.documents <shiome.records.store.reader.Reader.documents>`."""
        with self.reading() as reader:
            return reader.documents(as_of)

    def headings(
        self, as_of: date | None = None, *, since: date | None = None, limit: int, offset: int = 0
    ) -> list[Heading]:
        """See :meth:`Reader.headings <shiome.records.store.reader.Reader.headings>`."""
        with self.reading() as reader:
            return reader.headings(as_of, since=since, limit=limit, offset=offset)

    def document_count(self, as_of: date | None = None) -> int:
        """See :meth:`Reader.document_count <shiome.records.store.reader.Reader.document_count>`."""
        with self.reading() as reader:
            return reader.document_count(as_of)

    def document_days(self, as_of: date | None = None, *, limit: int) -> list[date]:
        """See :meth:`Reader.document_days <shiome.records.store.reader.Reader.document_days>`."""
        with self.reading() as reader:
            return reader.document_days(as_of, limit=limit)

    def last_known(self) -> date | None:
        """See :meth:`Reader.last_known <shiome.records.store.reader.Reader.last_known>`."""
        with self.reading() as reader:
            return reader.last_known()

    def last_change(self) -> int:
        """See :meth:`Reader.last_change <shiome.records.store.reader.Reader.last_change>`."""
        with self.reading() as reader:
            return reader.last_change()

    def counts_in(self, documents: Iterable[str], **question: Any) -> dict[str, int]:
        """See :meth:`Reader.counts_in <shiome.records.store.reader.Reader.counts_in>`."""
        with self.reading() as reader:
            return reader.counts_in(documents, **question)

    def document_names(self) -> dict[str, str]:
        """See :meth:`Reader.document_names <shiome.records.store.reader.Reader.document_names>`."""
        with self.reading() as reader:
            return reader.document_names()

    def find_document(self, *, sha256: str | None = None, text_sha256: str | None = None) -> Document | None:
        """See :meth:`Reader.find_document <shiome.records.store.reader.Reader.find_document>`."""
        with self.reading() as reader:
            return reader.find_document(sha256=sha256, text_sha256=text_sha256)

    def passages(self, document_id: str) -> list[Passage]:
        """See :meth:`Reader.passages <shiome.records.store.reader.Reader.passages>`."""
        with self.reading() as reader:
            return reader.passages(document_id)

    def meta(self, key: str, default: Any = None) -> Any:
        """See :meth:`Reader.meta <shiome.records.store.reader.Reader.meta>`."""
        with self.reading() as reader:
            return reader.meta(key, default)

    def conflicts(self, as_of: date | None = None, **question: Any) -> list[Conflict]:
        """See :meth:`Reader.conflicts <shiome.records.store.reader.Reader.conflicts>`."""
        with self.reading() as reader:
            return reader.conflicts(as_of, **question)

    def links(self, record_id: str | None = None, *, as_of: date | None = None) -> list[Link]:
        """See :meth:`Reader.links <shiome.records.store.reader.Reader.links>`."""
        with self.reading() as reader:
            return reader.links(record_id, as_of=as_of)

    def audit(self, *, subject: str | None = None, limit: int | None = None) -> list[AuditEntry]:
        """See :meth:`Reader.audit <shiome.records.store.reader.Reader.audit>`."""
        with self.reading() as reader:
            return reader.audit(subject=subject, limit=limit)

    def search(
        self,
        query: str,
        *,
        language: str | None = None,
        as_of: date | None = None,
        document: str | None = None,
        limit: int = 20,
    ) -> list[Hit]:
        """Passages that hold all words and phrases of a query, best first.

        Among very many answers those of the latest documents are compared.

        Parameters
        ----------
        query:
            Words; phrases in quotation marks. 非核, 비핵화, denuclearization (with its inflections), 无核化, денуклеаризация.
        language:
            Only documents in ``ja``, ``en``, ``ko``, ``zh`` or ``ru``.
        as_of:
            Only documents known on that day.
        document:
            Only that document.
        limit:
            At most so many.

        Raises
        ------
        QueryRefused
            ``search.empty``, ``search.long``, ``query.limit``.
        """
        if limit < 1:
            raise QueryRefused("query.limit", "a limit is a count from 1 up", ja="件数は1以上の数", failed=limit)
        parsed = parse_query(query)
        with self.reading() as reader:
            return search_passages(
                reader.connection, parsed, language=language, as_of=as_of, document=document, limit=limit
            )

    def tidy(self) -> None:
        """Bring the planner's statistics and the full-text index into shape; worth it after a large load."""
        with translated(self.where), self._engine.connect() as connection:
            if self.dialect == "sqlite":
                for statement in ("INSERT INTO passages_fts(passages_fts) VALUES ('optimize')", "ANALYZE"):
                    connection.execute(text(statement))
                connection.commit()
                return
            autonomous = connection.execution_options(isolation_level="AUTOCOMMIT")
            autonomous.execute(text("VACUUM ANALYZE"))
