"""Knowledge in a list, for tests that need no store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from shiome.records.model import Document, Event, Record
from shiome.region.pack import Pack
from shiome.vocabulary.edtf import excludes, parse_edtf
from shiome.workspace.seed import seed_records

STRAIT = Path(__file__).parents[1] / "regions" / "strait"
TEXTS = {"spring": "spring.ja.txt", "autumn": "autumn.en.txt"}


class Disagreement(msgspec.Struct, frozen=True):
    a: str
    b: str
    field: str
    values: tuple[str, str]


class Memory:
    """Answers as a store would."""

    def __init__(self, records: Iterable[Record], documents: Iterable[Document] = ()) -> None:
        self.all_records = list(records)
        self.all_documents = list(documents)

    def records(self, kind: str, *, as_of: date) -> list[Record]:
        return [
            r
            for r in self.all_records
            if kind == r.KIND and r.known_from <= as_of and (r.known_until is None or as_of < r.known_until)
        ]

    def documents(self, *, as_of: date) -> list[Document]:
        return [d for d in self.all_documents if d.known_from <= as_of]

    def conflicts(self, *, as_of: date) -> list[Disagreement]:
        events = [e for e in self.records("event", as_of=as_of) if isinstance(e, Event) and e.when]
        return [
            Disagreement(a.id, b.id, "when", (a.when, b.when))
            for number, a in enumerate(events)
            for b in events[number + 1 :]
            if a.about == b.about and excludes(parse_edtf(a.when), parse_edtf(b.when))
        ]


def document(identifier: str, text: str, *, dated: str, language: str = "ja", title: str = "") -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    latest = parse_edtf(dated).latest
    assert latest is not None
    return Document(
        id=identifier,
        sha256=digest,
        text_sha256=digest,
        file=f"{identifier}.txt",
        media_type="text/plain",
        encoding="utf-8",
        language=language,
        title=title or identifier,
        dated=dated,
        known_from=latest,
        text=text,
    )


def strait_documents(pack: Pack) -> list[Document]:
    return [
        document(
            name,
            (STRAIT / "documents" / file).read_text(encoding="utf-8"),
            dated=pack.documents[name].dated,
            language=pack.documents[name].language,
        )
        for name, file in TEXTS.items()
    ]


def seeded(pack: Pack, documents: Iterable[Document] = ()) -> Memory:
    return Memory(seed_records(pack), documents)
