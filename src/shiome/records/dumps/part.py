"""What belongs together in a database: a set of tables, how they are made, and which version of them is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, MetaData, inspect, select, text

from shiome.records.model import Passage
from shiome.records.store.bulk import chunks
from shiome.records.store.fulltext import index_passages
from shiome.records.store.opening import migrate
from shiome.records.store.schema import HEAD, documents, metadata, passages

_PASSAGES = 5000
"""Passages that are indexed at once."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A set of tables that one piece of the program owns.

    Parameters
    ----------
    name:
        Stands in the backup; never changes.
    file:
        Name of the SQLite file in which the part lives where there is no PostgreSQL.
    metadata:
        Its tables.
    head:
        Version of the tables that this program writes.
    version:
        Version of the tables in a database; empty where they are not there.
    make:
        Makes the tables.
    finish:
        Makes again what follows from the rows and is not among the tables, such as a full-text index.
    """

    name: str
    file: str
    metadata: MetaData
    head: str
    version: Callable[[Connection], str]
    make: Callable[[Connection], None]
    finish: Callable[[Connection], None] = lambda _connection: None


def migrated(table: str) -> Callable[[Connection], str]:
    """Reads the version from Alembic's ``table``."""

    def version(connection: Connection) -> str:
        if not inspect(connection).has_table(table):
            return ""
        return str(connection.execute(text(f"SELECT version_num FROM {table}")).scalar() or "")  # noqa: S608 - a name of the code

    return version


def _index_again(connection: Connection) -> None:
    """Fill the full-text index from the passages."""
    columns = (passages.c.id, passages.c.document, passages.c.number, passages.c.span_start, passages.c.span_end)
    question = select(*columns, passages.c.text, documents.c.language).join(documents).order_by(passages.c.id)
    rows = connection.execute(question, execution_options={"yield_per": _PASSAGES})
    for chunk in chunks(rows, _PASSAGES):
        index_passages(
            connection,
            [
                (number, Passage(document=document, number=place, start=start, end=end, text=words), language)
                for number, document, place, start, end, words, language in chunk
            ],
        )


RECORDS = Part(
    name="records",
    file="shiome.db",
    metadata=metadata,
    head=HEAD,
    version=migrated("alembic_version"),
    make=migrate,
    finish=_index_again,
)
"""The record store."""
