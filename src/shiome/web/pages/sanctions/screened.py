"""Screening: a name, IMO number or MMSI against the lists that lie in the workspace's folder ``lists``. Nothing leaves this machine."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shiome.web.asked import Asked
from shiome.web.model import Answer
from shiome.web.pages.sanctions.bodies import table

if TYPE_CHECKING:
    from shiome.sanctions.screening import Query, Screen

FOLDER = "lists"
"""Folder of the workspace with lists as their authorities publish them."""
LIMIT = 12
"""The most hits."""
Files = tuple[tuple[str, int, int], ...]
"""Name, time of change and size of each list file."""
_LOCK = threading.Lock()


def _files(asked: Asked) -> Files:
    folder = asked.workspace.folder / FOLDER
    found = sorted(file for file in folder.glob("*") if file.suffix in (".csv", ".xml"))
    return tuple((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in found)


def box(asked: Asked) -> Answer:
    """The box, and the hits as a part."""
    data = {
        "q": asked.values["q"] or "",
        "lists": [name for name, _, _ in _files(asked)],
        "folder": str(asked.workspace.folder / FOLDER),
    }
    return Answer(template="sanctions/screen.html", data=data)


def hits(asked: Asked) -> Answer:
    """Listed entities that answer to a query, each with every feature that was compared."""
    files, given = _files(asked), (asked.values["q"] or "").strip()
    rows: list[dict[str, Any]] = []
    features: list[dict[str, Any]] = []
    if files and given:
        with _LOCK:  # lists are made ready once, whoever asks first
            screen = _screen(asked.workspace.folder / FOLDER, files)
        as_of = asked.as_of.isoformat() if asked.as_of else None
        for number, hit in enumerate(screen.screen(query_of(given), as_of=as_of, limit=LIMIT), start=1):
            rows.append(
                {
                    "hit": number,
                    "entity": hit.entity.caption,
                    "score": hit.score,
                    "list": hit.list,
                    "entry": hit.entity.id,
                    "schema": asked.words("sanctions.schema_" + hit.entity.schema.lower()),
                    "listed_on": hit.listed_on,
                }
            )
            features += [
                {
                    "hit": number,
                    "entity": hit.entity.caption,
                    "feature": reason.feature,
                    "weight": reason.weight,
                    "explanation": reason.ja if asked.language == "ja" else reason.text,
                }
                for reason in hit.reasons
            ]
    columns = ("hit:number", "entity", "score:number", "list", "entry:code", "schema", "listed_on:date")
    explained = ("hit:number", "entity", "feature:code", "weight:number", "explanation")
    return Answer(
        template="sanctions/hits.html",
        data={"q": given, "count": len(rows)},
        tables=[table(asked, "hits", columns, rows), table(asked, "features", explained, features)],
    )


def query_of(text: str) -> Query:
    """What is asked for: an IMO number, an MMSI, or a name.

    >>> query_of("IMO 9074729").imo, query_of("412345678").mmsi, query_of("Green Valley").name
    (('9074729',), ('412345678',), 'Green Valley')
    """
    from shiome.sanctions.screening import Query
    from shiome.sanctions.screening.identifiers import digits_of_imo, is_mmsi

    if imo := digits_of_imo(text):
        return Query(imo=(imo,))
    return Query(mmsi=(text.strip(),)) if is_mmsi(text) else Query(name=text)


@lru_cache(maxsize=2)
def _screen(folder: Path, files: Files) -> Screen:
    from shiome.sanctions.screening import Screen, load_lists

    return Screen(load_lists([folder / name for name, _, _ in files]))
