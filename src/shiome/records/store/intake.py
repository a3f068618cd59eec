"""Taking in documents: file, raw text, passages, their index, and the spans of sources that waited for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from shiome.errors import DocumentRefused
from shiome.records.model import Document, Passage
from shiome.records.store import fulltext, schema
from shiome.records.store.appending import Appender
from shiome.records.store.bulk import chunks, insert_rows
from shiome.records.store.lines import LineIndex
from shiome.records.store.rows import DOCUMENT_COLUMNS, PASSAGE_COLUMNS, document_row, passage_row, text_for_store

Arrival = tuple[Document, bytes, Sequence[Passage]]
"""A document, its file byte for byte, and its passages."""
_AT_ONCE = 400


class Intake(Appender):
    """Takes in documents within a transaction."""

    def add_document(self, document: Document, raw_bytes: bytes, passages: Iterable[Passage]) -> None:
        """Store a document with its file and passages, and fill in the spans of sources that cite it by line.

        Raises
        ------
        DocumentRefused
            ``document.known``: the same file, raw text or identifier is stored already. ``document.passage``: a passage that
            lies outside the text or belongs to another document.
        RecordRefused
            ``citation.range``: a stored record cites a line that the document does not have. ``record.nul``.
        """
        self.add_documents([(document, raw_bytes, list(passages))])

    def add_documents(self, arrivals: Iterable[Arrival]) -> int:
        """Store many documents; quicker than one after the other. Returns how many.

        Raises
        ------
        DocumentRefused, RecordRefused
            As :meth:`add_document`, about the first document that cannot be stored; none is.
        """
        total = 0
        for chunk in chunks(arrivals, _AT_ONCE):
            self._refuse_known([document for document, _, _ in chunk])
            for document, _, passages in chunk:
                _check(document, passages)
            rows = [document_row(document, recorded_at=self._at, batch=self.identifier) for document, _, _ in chunk]
            insert_rows(self.connection, "documents", DOCUMENT_COLUMNS, rows)
            files = [(document.id, content) for document, content, _ in chunk]
            insert_rows(self.connection, "document_files", ("document", "content"), files)
            self._add_passages(chunk)
            filled = self._fill_spans([(document.id, LineIndex(document.text)) for document, _, _ in chunk])
            self._note_all([_note_of(arrival, filled.get(arrival[0].id, 0)) for arrival in chunk])
            total += len(chunk)
        return total

    def _add_passages(self, arrivals: Sequence[Arrival]) -> None:
        next_numbers: dict[date, int] = {}
        rows: list[tuple[Any, ...]] = []
        indexed: list[tuple[int, Passage, str]] = []
        # In the order of their days, as the full-text index of SQLite likes its rows.
        for document, _, passages in sorted(arrivals, key=lambda arrival: arrival[0].known_from):
            day = document.known_from
            first = next_numbers[day] if day in next_numbers else fulltext.next_number(self.connection, day)
            for number, passage in enumerate(passages, start=first):
                rows.append(passage_row(passage, number=number))
                indexed.append((number, passage, document.language))
            next_numbers[day] = first + len(passages)
        insert_rows(self.connection, "passages", PASSAGE_COLUMNS, rows)
        fulltext.index_passages(self.connection, indexed)

    def _refuse_known(self, arrivals: Sequence[Document]) -> None:
        table = schema.documents.c
        stored = self.connection.execute(
            select(table.id, table.file, table.sha256, table.text_sha256).where(
                or_(
                    table.id.in_([document.id for document in arrivals]),
                    table.sha256.in_([document.sha256 for document in arrivals]),
                    table.text_sha256.in_([document.text_sha256 for document in arrivals]),
                )
            )
        )
        known: dict[tuple[str, str], tuple[str, str]] = {}
        for row in stored:
            known.update((mark, (row.id, row.file)) for mark in _marks(row))
        for document in arrivals:
            same = next((known[mark] for mark in _marks(document) if mark in known), None)
            if same is not None:
                raise _known_already(document, *same)
            known.update((mark, (document.id, document.file)) for mark in _marks(document))


def _note_of(arrival: Arrival, spans: int) -> tuple[str, str, dict[str, Any]]:
    document, _, passages = arrival
    return "document.add", document.id, {"file": document.file, "passages": len(passages), "spans": spans}


def _marks(document: Any) -> list[tuple[str, str]]:
    """What makes two documents one: the file's bytes, the raw text, the identifier."""
    return [("sha256", document.sha256), ("text", document.text_sha256), ("id", document.id)]


def _known_already(document: Document, identifier: str, file: str) -> DocumentRefused:
    return DocumentRefused(
        "document.known",
        f"{document.file} is stored already, as {file} ({identifier})",
        ja=f"{document.file} は {file}（{identifier}）として保存済みである",
        hint="nothing needs to be done",
        hint_ja="何もしなくてよい",
        failed=document.file,
    )


def _check(document: Document, passages: Sequence[Passage]) -> None:
    text_for_store(document.text, document.file)
    for passage in passages:
        if passage.document == document.id and 0 <= passage.start <= passage.end <= len(document.text):
            continue
        raise DocumentRefused(
            "document.passage",
            f"passage {passage.number} of {document.file} lies outside the text of the document",
            ja=f"{document.file} の第 {passage.number} 節が文書の本文の外にある",
            failed=passage,
        )
