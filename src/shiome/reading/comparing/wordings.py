"""Findings of a comparison as proposed records."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING

from shiome.errors import DocumentRefused
from shiome.reading.comparing.labels import told
from shiome.reading.comparing.model import Change, Comparison, Level, Span
from shiome.records.model import Source, Wording
from shiome.vocabulary.edtf import parse_edtf
from shiome.vocabulary.languages import INTERFACE_LANGUAGES

if TYPE_CHECKING:
    from shiome.reading.text.document import TextDocument

CODER = "compare@1"
TELLING: tuple[Level, ...] = ("term", "force", "actor", "topic")
"""Levels of change that make a record by default; words and sentences without a term are left to the reader."""


def wordings(
    comparison: Comparison,
    a: TextDocument,
    b: TextDocument,
    *,
    document_a: str,
    document_b: str,
    levels: Collection[Level] = TELLING,
    kept: bool = False,
    least: float = 0.5,
) -> tuple[Wording, ...]:
    """Proposed records of what the second text kept, added, dropped or renamed against the first.

    Parameters
    ----------
    comparison:
        Of ``a`` and ``b``, in this order.
    document_a, document_b:
        Identifiers of the two texts in the store.
    levels:
        Levels of change to make records of.
    kept:
        Whether terms kept make records too.
    least:
        Confidence below which a change makes none.

    Raises
    ------
    DocumentRefused
        A text bears no date, so that nobody can say from when it was known.
    """
    known_a, known_b = _known_from(a), _known_from(b)
    when = b.metadata.dated.value if b.metadata.dated else ""
    found: dict[str, Wording] = {}
    for change in comparison.changes:
        if change.level not in levels or change.confidence < least or (change.op == "kept" and not kept):
            continue
        if change.level == "actor" and change.elsewhere:
            continue
        identifier = _identifier(change, document_a, document_b)
        found[identifier] = Wording(
            id=identifier,
            when=when,
            known_from=max(known_a, known_b),
            sources=tuple(_sources(change, a, b, (document_a, known_a), (document_b, known_b))),
            coder=CODER,
            confidence=change.confidence,
            status="proposed",
            text={language: told(change, language) for language in INTERFACE_LANGUAGES},
            text_id=document_b,
            operation=_OPERATIONS.get((change.level, change.op)) or _OPERATIONS["", change.op],  # type: ignore[arg-type]
            term=change.b or change.a,
            baseline=change.a if change.b else "",
            actors=(change.actor,) if change.actor else (),
            topics=(),
        )
    return tuple(found.values())


_OPERATIONS = {
    ("", "kept"): "kept",
    ("", "added"): "added",
    ("", "dropped"): "dropped",
    ("", "replaced"): "changed",
    ("", "strengthened"): "changed",
    ("", "weakened"): "changed",
    ("term", "replaced"): "renamed",
    ("actor", "added"): "mentioned",
    ("actor", "dropped"): "omitted",
}


def _identifier(change: Change, document_a: str, document_b: str) -> str:
    parts = (
        document_a,
        document_b,
        change.level,
        change.op,
        change.a,
        change.b,
        change.term,
        change.actor,
        change.topic,
    )
    key = "\x1f".join((*parts, change.scale, str(change.span_a), str(change.span_b)))
    return f"W-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _known_from(document: TextDocument) -> date:
    dated = document.metadata.dated
    day = parse_edtf(dated.value).latest if dated else None
    if day is None:
        raise DocumentRefused(
            "document.undated",
            f"{document.file_name} bears no date, so nobody can say from when its wording was known",
            ja=f"{document.file_name} に日付がなく、その文言がいつから知られていたか決められない",
            hint="read it again with its date (--dated YYYY-MM-DD)",
            hint_ja="日付を添えて読み直す（--dated YYYY-MM-DD）",
            failed=document.file_name,
        )
    return day


def _sources(
    change: Change, a: TextDocument, b: TextDocument, first: tuple[str, date], second: tuple[str, date]
) -> Iterator[Source]:
    for document, span, (name, known) in ((b, change.span_b, second), (a, change.span_a, first)):
        if span is not None and span[0] < span[1]:
            yield _source(document, span, name, known)


def _source(document: TextDocument, span: Span, name: str, known: date) -> Source:
    return Source(
        document=name,
        start=span[0],
        end=span[1],
        line=document.line_of(span[0]),
        end_line=document.line_of(span[1] - 1),
        known_from=known,
    )
