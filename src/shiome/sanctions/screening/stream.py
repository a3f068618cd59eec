"""Queries from a file or a stream, and answers in JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from shiome.sanctions.screening.dates import iso
from shiome.sanctions.screening.model import Fault, Hit, Query

_MANY = {
    "aliases": "alias",
    "birth_dates": "birth_date",
    "places": "place",
    "countries": "country",
    "identifiers": "identifier",
}
_MANY |= {"imo": "imo", "mmsi": "mmsi"}


def query_of(cells: dict[str, Any]) -> Query:
    """A query from named values.

    ``name``, ``schema``, ``id``, ``alias``, ``birth_date``, ``place``, ``country``, ``identifier``, ``imo``, ``mmsi``; several values
    of one kind are a list or stand apart by semicolons.
    """
    lists: dict[str, tuple[str, ...]] = {}
    for field, column in _MANY.items():
        value = cells.get(field, cells.get(column)) or ()
        parts = (
            value.split(";")
            if isinstance(value, str)
            else [str(one) for one in value]
            if isinstance(value, list)
            else [str(value)]
        )
        lists[field] = tuple(part.strip() for part in parts if part.strip()) if value != () else ()
    lists["birth_dates"] = tuple(day for text in lists["birth_dates"] for day in iso(text))
    name, schema, identity = (str(cells.get(field) or "").strip() for field in ("name", "schema", "id"))
    return Query(
        name=name,
        schema=schema,
        id=identity,
        aliases=lists["aliases"],
        birth_dates=lists["birth_dates"],
        places=lists["places"],
        countries=lists["countries"],
        identifiers=lists["identifiers"],
        imo=lists["imo"],
        mmsi=lists["mmsi"],
    )


def read_queries(stream: TextIO, *, name: str = "-", faults: list[Fault] | None = None) -> Iterator[Query]:
    """Queries from a stream, one after another: JSON lines, CSV with a heading ``name``, or one name a line.

    A line that cannot be read is added to ``faults`` and passed over.
    """
    kept = faults if faults is not None else []
    first = stream.readline().lstrip("\ufeff")
    headings = [cell.strip() for cell in next(csv.reader([first]), [])]
    if first.lstrip().startswith("{"):
        yield from _json_lines(first, stream, name, kept)
    elif "name" in headings or "imo" in headings:
        for place, row in enumerate(csv.reader(stream)):
            if len(row) == len(headings):
                yield query_of(dict(zip(headings, row, strict=True)))
            elif row:
                text = f"{len(row)} columns under {len(headings)} headings"
                kept.append(Fault(name, place + 2, text, f"見出し {len(headings)} に対し列が {len(row)}"))
    else:
        for line in _lines(first, stream):
            if line.strip():
                yield Query(name=line.strip())


def _lines(first: str, stream: TextIO) -> Iterator[str]:
    yield first
    yield from stream


def _json_lines(first: str, stream: TextIO, name: str, faults: list[Fault]) -> Iterator[Query]:
    for place, line in enumerate(_lines(first, stream)):
        if not line.strip():
            continue
        try:
            cells = json.loads(line)
        except json.JSONDecodeError as fault:
            faults.append(Fault(name, place + 1, f"no JSON: {fault.msg}", "JSON として読めない"))
            continue
        if isinstance(cells, dict):
            yield query_of(cells)
        else:
            faults.append(Fault(name, place + 1, "no JSON object", "JSON のオブジェクトではない"))


def answers_json(answers: Iterable[tuple[Query, tuple[Hit, ...]]]) -> Iterator[dict[str, Any]]:
    """Answers in the JSON shape ``{query, hits: [{entity, list, listed_on, score, reasons}]}``."""
    for query, hits in answers:
        asked = query.name or query.id or ", ".join((*query.imo, *query.mmsi, *query.identifiers))
        yield {"query": asked, "hits": [hit.as_json() for hit in hits]}
