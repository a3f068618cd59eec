"""Records and documents for tests, made short."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from shiome.records.model import Document, Event, Judgement, Passage, Source
from shiome.vocabulary.edtf import parse_edtf


def day(text: str) -> date:
    return date.fromisoformat(text)


def source(document: str = "doc-1", known: str = "2025-04-16", **rest: Any) -> Source:
    return Source(document=document, known_from=day(known), **rest)


def event(identifier: str = "e1", when: str = "2024-06-19", known: str = "2025-04-16", **rest: Any) -> Event:
    values: dict[str, Any] = {
        "source": ("AAA",),
        "recipient": ("BBB",),
        "plover": "CONSULT",
        "coder": "rules@1",
        **rest,
    }
    return Event(id=identifier, when=when, known_from=day(known), **values)


def judgement(identifier: str = "j1", known: str = "2025-04-16", **rest: Any) -> Judgement:
    values: dict[str, Any] = {
        "proposition": "it will",
        "hedge": 3,
        "band": (0.4, 0.7),
        "coder": "rules@1",
        "when": known,
        **rest,
    }
    return Judgement(id=identifier, known_from=day(known), made_on=day(known), **values)


def document(
    text: str, identifier: str = "doc-1", dated: str = "2025-04-16", language: str = "ja", **rest: Any
) -> Document:
    raw = text.encode()
    values: dict[str, Any] = {
        "sha256": hashlib.sha256(raw).hexdigest(),
        "text_sha256": hashlib.sha256(b"text" + raw).hexdigest(),
        "file": f"{identifier}.txt",
        "media_type": "text/plain",
        "encoding": "utf-8",
        "title": identifier,
        **rest,
    }
    known = parse_edtf(dated).latest
    assert known is not None
    return Document(id=identifier, language=language, dated=dated, known_from=known, text=text, **values)


def paragraphs(document: Document) -> list[Passage]:
    """One passage for each part between empty lines; its text has no line breaks."""
    passages: list[Passage] = []
    start = 0
    for part in document.text.split("\n\n"):
        end = start + len(part)
        if part.strip():
            passages.append(Passage(document=document.id, number=len(passages), start=start, end=end, text=part))
        start = end + 2
    return passages


def add_document(store: Any, text: str, identifier: str = "doc-1", **rest: Any) -> Document:
    made = document(text, identifier, **rest)
    with store.transaction(actor="test") as transaction:
        transaction.add_document(made, text.encode(), paragraphs(made))
    return made
