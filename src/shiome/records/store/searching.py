"""From candidates of the index to hits with spans in the raw text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from shiome.records.search import Query, find_spans, hidden_spans, snippet_of
from shiome.records.search.matching import count_matches
from shiome.records.store import fulltext, schema
from shiome.records.store.rows import required_day
from shiome.records.values import Hit

_COMPARED = 120
"""So many candidates are compared for one page of hits, at least."""
_LONG = 400
"""Length of a passage beyond which a match counts for less."""
_ROUNDS = 40


def search_passages(
    connection: Connection,
    query: Query,
    *,
    language: str | None,
    as_of: date | None,
    document: str | None,
    limit: int,
) -> list[Hit]:
    """The best ``limit`` passages that hold every term; see :meth:`shiome.records.store.Store.search`."""
    below, above = _range(connection, as_of=as_of, document=document)
    wanted = max(_COMPARED, limit)
    found: list[tuple[float, int]] = []
    for _ in range(_ROUNDS):
        numbers = fulltext.candidates(connection, query, language=language, below=below, above=above, limit=wanted)
        for number, text in _texts(connection, numbers, document=document):
            counts = count_matches(query, text)
            if all(counts):
                found.append((_score(counts, len(text)), number))
        if len(found) >= limit or len(numbers) < wanted:
            break
        below = numbers[-1]
    best = sorted(found, reverse=True)[:limit]
    return _hits(connection, query, best)


def _range(connection: Connection, *, as_of: date | None, document: str | None) -> tuple[int | None, int | None]:
    below = None if as_of is None or as_of == date.max else fulltext.first_number(as_of + timedelta(1))
    if document is None:
        return below, None
    table = schema.passages.c
    first, last = connection.execute(
        select(func.min(table.id), func.max(table.id)).where(table.document == document)
    ).one()
    if first is None:
        return 0, 0
    return (last + 1 if below is None else min(below, last + 1)), first


def _texts(connection: Connection, numbers: Sequence[int], *, document: str | None) -> list[tuple[int, str]]:
    table = schema.passages.c
    statement = select(table.id, table.text).where(table.id.in_(numbers))
    if document is not None:
        statement = statement.where(table.document == document)
    return [(row.id, row.text) for row in connection.execute(statement)]


def _score(counts: Sequence[int], length: int) -> float:
    """More matches count with diminishing weight, in a long passage for less."""
    spread = 0.5 + 0.5 * length / _LONG
    return sum(count / (count + spread) for count in counts)


def _hits(connection: Connection, query: Query, best: Sequence[tuple[float, int]]) -> list[Hit]:
    passages, documents = schema.passages.c, schema.documents.c
    raw = func.substr(documents.text, passages.span_start + 1, passages.span_end - passages.span_start)
    statement = (
        select(schema.passages, documents.known_from, raw.label("raw"))
        .join(schema.documents, documents.id == passages.document)
        .where(passages.id.in_([number for _, number in best]))
    )
    rows = {row.id: row for row in connection.execute(statement)}
    return [_hit(query, rows[number], score) for score, number in best]


def _hit(query: Query, row: Any, score: float) -> Hit:
    spans = find_spans(query, row.raw) or hidden_spans(query, row.text, row.raw)
    snippet, marks = snippet_of(row.raw, spans)
    return Hit(
        document=row.document,
        number=row.number,
        start=row.span_start,
        end=row.span_end,
        spans=tuple((row.span_start + start, row.span_start + end) for start, end in spans),
        snippet=snippet,
        marks=marks,
        score=round(score, 6),
        known_from=required_day(row.known_from),
    )
