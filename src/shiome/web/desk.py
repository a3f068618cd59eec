"""What all questions share while the workbench runs: the workspace, what it keeps, and answers that are worked out already."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from shiome.errors import NotKnown, RecordRefused
from shiome.records.store.lines import LineIndex
from shiome.web.model import Answer, Reader

if TYPE_CHECKING:
    from shiome.records.model import Document, Source
    from shiome.web.keeping import Keeping
    from shiome.workspace import Workspace

KEPT = 512
"""Answers that are kept."""
DOCUMENTS = 64
"""Documents whose text is held."""
SLOW_AT_ONCE = 2
"""Slow answers that are worked out at the same time."""


class Desk:
    """The workbench's own side of all questions.

    Parameters
    ----------
    workspace, keeping:
        Both open; :meth:`close` closes them.
    local:
        Whether one person works at this machine, without accounts.
    """

    def __init__(self, workspace: Workspace, keeping: Keeping, *, local: bool) -> None:
        self.workspace = workspace
        self.keeping = keeping
        self.local = local
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._under_way: dict[Hashable, Future[Answer]] = {}
        self.told: Callable[[str, Reader], Answer | None] = lambda _address, _reader: None
        """What the page at an address tells somebody; ``None`` for an address without a page. Set by the application."""
        self._newest: tuple[str, date] | None = None
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(SLOW_AT_ONCE, thread_name_prefix="slow-answer")
        self._document = lru_cache(maxsize=DOCUMENTS)(self._load)
        self._lines = lru_cache(maxsize=DOCUMENTS)(self._lines_of)

    @classmethod
    def open(cls, folder: Path, *, local: bool) -> Desk:
        """Open the workspace in a folder and what the workbench keeps beside it."""
        from shiome.web.keeping import Keeping
        from shiome.workspace import Workspace

        workspace = Workspace.open(folder)
        try:
            return cls(workspace, Keeping.open(folder), local=local)
        except BaseException:
            workspace.close()
            raise

    def close(self) -> None:
        """Stop what is under way and close everything."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self.keeping.close()
        self.workspace.close()

    def data_version(self) -> str:
        """Changes whenever anything in the store changes: the number of the last entry of its audit trail."""
        last = self.workspace.store.audit(limit=1)
        return f"{self.workspace.pack.region.version}.{last[0].number if last else 0}"

    def newest_day(self) -> date:
        """The day of the newest document, as of which pages tell unless asked otherwise."""
        version = self.data_version()
        if self._newest is None or self._newest[0] != version:
            self._newest = version, self.workspace.newest_day()
        return self._newest[1]

    def document(self, identifier: str) -> Document | None:
        """A document with its text; ``None`` where it is not in the store."""
        found = self._document(identifier)
        if found is None:
            self._document.cache_clear()  # it may come yet
        return found

    def located(self, source: Source) -> Source:
        """A source with its characters as well as its lines, where the document is in the store and says so."""
        document = self.document(source.document)
        if document is None or source.start is not None:
            return source
        try:
            return self._lines(source.document).located(source)
        except RecordRefused:
            return source

    def _lines_of(self, identifier: str) -> LineIndex:
        document = self.document(identifier)
        return LineIndex(document.text if document else "")

    def _load(self, identifier: str) -> Document | None:
        try:
            return self.workspace.store.document(identifier)
        except NotKnown:
            return None

    def answer(self, key: Hashable, work: Callable[[], Answer]) -> Answer:
        """An answer that is kept under its key, or is worked out now."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        found = work()
        self._keep(key, found)
        return found

    def answer_soon(self, key: Hashable, work: Callable[[], Answer], *, patience: float) -> Answer | None:
        """An answer that is kept, or is ready within ``patience`` seconds; ``None`` while it is worked out in the background."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
            future = self._under_way.get(key)
            if future is None:
                future = self._under_way[key] = self._pool.submit(work)
        try:
            found = future.result(timeout=patience)
        except TimeoutError:
            return None
        finally:
            if future.done():
                with self._lock:
                    self._under_way.pop(key, None)
        self._keep(key, found)
        return found

    def _keep(self, key: Hashable, answer: Answer) -> None:
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > KEPT:
                self._answers.popitem(last=False)
