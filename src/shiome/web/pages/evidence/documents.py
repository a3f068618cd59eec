"""The documents: their list, and each with its lines and what was coded in them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from shiome.records.model import AnyRecord, Document
from shiome.records.store.lines import LineIndex
from shiome.records.values import LIVE, Heading
from shiome.web.asked import Asked
from shiome.web.model import Answer, Column, Page, Parameter, Table
from shiome.web.pages.evidence.marked import Coded, Span, marked_lines
from shiome.web.pages.evidence.readable import document_of, readable
from shiome.web.telling import address_of, told

LINES = 300
"""Lines on one sheet of a document."""
MOST_RECORDS = 2000
"""Records of a document that are marked in its text."""
SHOWN = 200
"""Documents on one page of the list."""


def _list(asked: Asked) -> Answer:
    t, offset = asked.words, asked.values["offset"]
    store = asked.workspace.store
    known = store.document_count(asked.day)
    documents = store.headings(asked.day, limit=SHOWN, offset=offset)
    coded = store.counts_in([each.id for each in documents], as_of=asked.day)
    columns = [
        Column(key="title", title=t("evidence.document")),
        Column(key="dated", title=t("evidence.dated"), kind="date"),
        Column(key="language", title=t("evidence.language")),
        Column(key="author", title=t("evidence.author")),
        Column(key="lines", title=t("evidence.lines"), kind="number"),
        Column(key="records", title=t("evidence.coded"), kind="number"),
        Column(key="file", title=t("evidence.file"), kind="code"),
    ]
    rows = [_row(asked, each, coded[each.id]) for each in documents]
    data = {
        "count": known,
        "offset": offset,
        "later": offset + SHOWN if known > offset + SHOWN else None,
        "documents": [{name: value for name, value in row.items() if name[0] != "_"} for row in rows],
    }
    table = Table(id="documents", title="", columns=columns, rows=rows)
    return Answer(template="evidence/documents.html", data=data, tables=[table], title=t("evidence.documents"))


def _row(asked: Asked, document: Heading, coded: int) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title or document.file,
        "dated": document.dated,
        "language": asked.words("evidence.language_" + document.language),
        "author": document.author or document.publisher,
        "lines": document.lines,
        "records": coded,
        "file": document.file,
        "_href": asked.link(f"/evidence/documents/{document.id}"),
    }


def _one(asked: Asked) -> Answer:
    document = document_of(asked, asked.values["document"])
    lines = LineIndex(document.text)
    sheets = max(1, -(-len(lines) // LINES))
    passage = _passage(asked, document)
    sheet = min(asked.values["sheet"] or ((lines.line_at(passage[0]) - 1) // LINES + 1 if passage else 1), sheets)
    first, last = (sheet - 1) * LINES + 1, min(sheet * LINES, len(lines))
    records = records_in(asked, document)
    coded = [coded_as(asked, record, place) for record in records for place in places_in(asked, document, record)]
    data = {
        "document": _about(asked, document),
        "lines": marked_lines(document.text, lines, first=first, last=last, coded=coded, passage=passage),
        "kinds": dict(sorted(Counter(record.KIND for record in records).items())),
        "full": len(records) == MOST_RECORDS,
        "first": first,
        "last": last,
        "all_lines": len(lines),
        "sheets": [{"number": number, "href": asked.link(asked.path, sheet=number)} for number in range(1, sheets + 1)],
        "sheet": sheet,
    }
    return Answer(template="evidence/document.html", data=data, title=document.title or document.file)


def _about(asked: Asked, document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title or document.file,
        "dated": document.dated,
        "known_from": document.known_from.isoformat(),
        "language": document.language,
        "language_name": asked.words("evidence.language_" + document.language),
        "author": document.author,
        "publisher": document.publisher,
        "file": document.file,
        "sha256": document.sha256,
    }


def _passage(asked: Asked, document: Document) -> tuple[int, int] | None:
    start, end = asked.values["start"], asked.values["end"]
    if start is None or end is None or not start < end or start >= len(document.text):
        return None
    return start, min(end, len(document.text))


def records_in(asked: Asked, document: Document) -> list[AnyRecord]:
    """What was coded in a document and counts on the day."""
    found = asked.workspace.store.records(document=document.id, as_of=asked.day, status=LIVE, limit=MOST_RECORDS)
    return readable(asked, found)


def places_in(asked: Asked, document: Document, record: AnyRecord) -> list[Span]:
    """Where in a document a record is said."""
    found = [asked.desk.texts.located(source) for source in record.sources if source.document == document.id]
    return [(place.start, place.end) for place in found if place.start is not None and place.end is not None]


def coded_as(asked: Asked, record: AnyRecord, place: Span) -> Coded:
    """A place of a record, with what it opens."""
    title = f"{asked.words('evidence.kind_' + record.KIND)}: {told(asked, record)}"
    return Coded(start=place[0], end=place[1], kind=record.KIND, href=address_of(asked, record), title=title)


PAGES = (
    Page(
        name="evidence.documents",
        path="/evidence/documents",
        about="Documents, newest first.",
        handler=_list,
        parameters=(
            Parameter(name="offset", kind="number", low=0, high=1_000_000, default=0, about="Pass over so many."),
        ),
    ),
    Page(
        name="evidence.document",
        path="/evidence/documents/{document}",
        about="A document with what was coded in it.",
        handler=_one,
        parameters=(
            Parameter(name="start", kind="number", low=0, high=10**9, about="First character of a passage to mark."),
            Parameter(name="end", kind="number", low=0, high=10**9, about="Character after the passage to mark."),
            Parameter(name="sheet", kind="number", low=1, high=10**7, about=f"Which {LINES} lines."),
        ),
    ),
)
