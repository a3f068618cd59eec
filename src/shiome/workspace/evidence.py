"""Evidence that a person gives for something entered: lines of documents, or words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from shiome.errors import InputRefused, NotKnown, RecordRefused
from shiome.futures.ledger.resolving import Place, place_of
from shiome.records.model import Source
from shiome.records.store.lines import LineIndex
from shiome.region.asof import document_day

if TYPE_CHECKING:
    from shiome.workspace.workspace import Workspace


def told_and_cited(workspace: Workspace, given: Iterable[str]) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """What is given as evidence, as places in documents and as words.

    Raises
    ------
    NotKnown
        ``evidence.document``: a place names a document that neither the workspace nor its region has.
    InputRefused
        ``evidence.lines``: the document has no such lines.
    """
    sources: list[Source] = []
    words: list[str] = []
    for one in given:
        text = one.strip()
        place = place_of(text)
        if place is not None:
            sources.append(_source(workspace, place))
        elif text:
            words.append(text)
    return tuple(sources), tuple(words)


def locator(workspace: Workspace) -> Callable[[Source], Source]:
    """Gives citations of the region's documents their place in the raw text, where the document is in the workspace.

    A citation that does not fit the stored text stays without one.
    """
    stored = [name for name in workspace.store.document_names() if name in workspace.pack.documents]
    indexes = {name: LineIndex(workspace.store.document(name).text) for name in stored}

    def locate(source: Source) -> Source:
        index = indexes.get(source.document)
        try:
            return source if index is None else index.located(source)
        except RecordRefused:
            return source

    return locate


def _source(workspace: Workspace, place: Place) -> Source:
    """A place as a source; documents go by identifier or file name."""
    files = workspace.store.document_names()
    document = next((name for name, file in files.items() if place.document in (name, file)), place.document)
    seeded = workspace.pack.documents.get(document)
    index = None
    if document in files:
        stored = workspace.store.document(document)
        index = LineIndex(stored.text)
        known, lines = stored.known_from, len(index)
    elif seeded is not None:
        known, lines = document_day(workspace.pack, document), seeded.lines
    else:
        raise NotKnown(
            "evidence.document",
            f"there is no document {place.document!r}",
            ja=f"文書 {place.document!r} はない",
            hint="ingest it first, or tell the evidence in words",
            hint_ja="先に取り込むか、根拠を言葉で書く",
            failed=place.document,
        )
    if place.last > lines:
        raise InputRefused(
            "evidence.lines",
            f"document {document} has {lines} lines, not {place.last}",
            ja=f"文書 {document} は {lines} 行で、{place.last} 行目はない",
            hint="name lines that it has",
            hint_ja="実在する行を指定する",
            failed=place,
        )
    source = msgspec.structs.replace(place.source(known), document=document, role="states")
    return source if index is None else index.located(source)
