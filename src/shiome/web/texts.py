"""Documents that questions have in hand: a good many at once, so that a table of passages costs one look into the store."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from shiome.errors import RecordRefused
from shiome.records.store.lines import LineIndex

if TYPE_CHECKING:
    from shiome.records.model import Document, Source
    from shiome.records.store import Store

CHARACTERS = 16_000_000
"""Characters of documents that are held."""


class Texts:
    """Documents with their lines, the least lately used let go of first; a document never changes."""

    def __init__(self, store: Store, *, characters: int = CHARACTERS) -> None:
        self._store = store
        self._most = characters
        self._held: OrderedDict[str, tuple[Document, LineIndex]] = OrderedDict()
        self._absent: set[str] = set()
        self._characters = 0
        self._lock = threading.Lock()

    def fetch(self, identifiers: Iterable[str]) -> None:
        """Have documents in hand that will be asked for one by one."""
        wanted = {each for each in identifiers if each not in self._held and each not in self._absent}
        if not wanted:
            return
        found = self._store.documents_named(wanted)
        for document in found:
            self._hold(document)
        self._absent |= wanted - {document.id for document in found}

    def look_again(self) -> None:
        """Forget which documents were not in the store: something has changed there."""
        self._absent = set()

    def document(self, identifier: str) -> Document | None:
        """A document with its text; ``None`` where it is not in the store."""
        found = self._find(identifier)
        return found[0] if found else None

    def located(self, source: Source) -> Source:
        """A source with its characters as well as its lines, where the document is in the store and says so."""
        if source.start is not None:
            return source
        found = self._find(source.document)
        if found is None:
            return source
        try:
            return found[1].located(source)
        except RecordRefused:
            return source

    def _find(self, identifier: str) -> tuple[Document, LineIndex] | None:
        with self._lock:
            if identifier in self._held:
                self._held.move_to_end(identifier)
                return self._held[identifier]
        if identifier in self._absent:
            return None
        named = self._store.documents_named([identifier])
        if not named:
            self._absent |= {identifier}
            return None
        return self._hold(named[0])

    def _hold(self, document: Document) -> tuple[Document, LineIndex]:
        held = document, LineIndex(document.text)
        with self._lock:
            if document.id not in self._held:
                self._held[document.id] = held
                self._characters += len(document.text)
            while self._characters > self._most and len(self._held) > 1:
                _, (gone, _) = self._held.popitem(last=False)
                self._characters -= len(gone.text)
        return held
