"""The index of passages, and candidates from it.

A passage's number grows with the day its document is known from: the day in the high bits, a count in the low ones. So
"newest first" is the index's own order, and "as of a day" a range of it, on both databases.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from shiome.records.model import Passage
from shiome.records.search import Query, language_token, tokens_of
from shiome.records.store.bulk import insert_rows

_COUNT_BITS = 24


def first_number(day: date) -> int:
    """The smallest passage number of documents known from ``day``."""
    return day.toordinal() << _COUNT_BITS


def next_number(connection: Connection, day: date) -> int:
    """The passage number that the next passage of that day gets."""
    marks = ("?", "?") if connection.dialect.name == "sqlite" else ("%s", "%s")
    statement = f"SELECT max(id) FROM passages WHERE id >= {marks[0]} AND id < {marks[1]}"  # noqa: S608 - names and marks of the code
    low, high = first_number(day), first_number(date.fromordinal(day.toordinal() + 1))
    last = connection.exec_driver_sql(statement, (low, high)).scalar()
    return low if last is None else int(last) + 1


def index_passages(connection: Connection, passages: Sequence[tuple[int, Passage, str]]) -> None:
    """Add passages to the index, each with its number and the language of its document."""
    is_sqlite = connection.dialect.name == "sqlite"
    rows: list[tuple[Any, ...]] = []
    for number, passage, language in passages:
        tokens = [language_token(language), *tokens_of(passage.text)]
        rows.append((number, " ".join(tokens if is_sqlite else map(_quoted, tokens))))
    insert_rows(connection, "passages_fts", ("rowid" if is_sqlite else "passage", "tokens"), rows)


def candidates(
    connection: Connection,
    query: Query,
    *,
    language: str | None,
    below: int | None,
    above: int | None,
    limit: int,
) -> list[int]:
    """Numbers of passages that have every token of the query, newest first.

    Parameters
    ----------
    connection:
        To either database.
    query:
        What to look for.
    language:
        Only passages of documents in that language.
    below, above:
        Only numbers below the one and from the other on.
    limit:
        At most so many.
    """
    tokens = [token for term in query.terms for token in term.tokens()]
    if language:
        tokens.append(language_token(language))
    beginnings = [character for term in query.terms for character in term.beginnings()]
    is_sqlite = connection.dialect.name == "sqlite"
    quoted, prefix = (_quoted_for_match, "*") if is_sqlite else (_quoted, ":*")
    wanted = dict.fromkeys([*map(quoted, tokens), *(quoted(character) + prefix for character in beginnings)])
    number, holds, mark = ("rowid", "passages_fts MATCH", "?") if is_sqlite else ("passage", "tokens @@", "%s")
    arguments: list[Any] = [(" AND " if is_sqlite else " & ").join(wanted)]
    condition = f"{holds} {mark}" if is_sqlite else f"{holds} {mark}::tsquery"
    for bound, comparison in ((below, "<"), (above, ">=")):
        if bound is not None:
            condition += f" AND {number} {comparison} {mark}"
            arguments.append(bound)
    statement = f"SELECT {number} FROM passages_fts WHERE {condition} ORDER BY {number} DESC LIMIT {int(limit)}"  # noqa: S608 - names and marks of the code
    return [int(row[0]) for row in connection.exec_driver_sql(statement, tuple(arguments))]


def _quoted(token: str) -> str:
    """A token as a lexeme of PostgreSQL: tokens are letters and digits, there is nothing to escape."""
    return f"'{token}'"


def _quoted_for_match(token: str) -> str:
    return f'"{token}"'
