"""What all questions share while the workbench runs: the workspace, what it keeps, and answers that are worked out already."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from shiome.web.answers import Answers
from shiome.web.model import Answer, Page, Reader
from shiome.web.texts import Texts
from shiome.workspace.newest import last_day

if TYPE_CHECKING:
    from shiome.web.asked import Asked
    from shiome.web.keeping import Keeping
    from shiome.workspace import Workspace


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
        self.answers = Answers()
        self.texts = Texts(workspace.store)
        self.told: Callable[[str, Reader], Answer | None] = lambda _address, _reader: None
        """What the page at an address tells somebody; ``None`` for an address without a page. Set by the application."""
        self._version = ""
        self._shared: tuple[float, str] | None = None
        self._looking = threading.Lock()
        self._own = threading.local()
        self._newest: tuple[str, date] | None = None

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
        self.answers.close()
        self.keeping.close()
        self.workspace.close()

    def data_version(self) -> str:
        """Changes whenever anything in the store changes: the number of the last entry of its audit trail.

        Many who ask at the same time share one look: whoever has waited for a look that began after they asked takes what it found.
        A page at work looks for itself, as it may see the store as it was when the page began.
        """
        if getattr(self._own, "working", False):
            return self._look()
        asked = time.monotonic()
        with self._looking:
            if self._shared is None or self._shared[0] <= asked:
                self._shared = time.monotonic(), self._look()
            return self._shared[1]

    def _look(self) -> str:
        found = self.workspace.data_version()
        if found != self._version:
            self._version = found
            self.texts.look_again()
        return found

    def newest_day(self) -> date:
        """The day of the newest document, or of the last entry where that is later: pages tell as of it unless asked otherwise."""
        version = self.data_version()
        if self._newest is None or self._newest[0] != version:
            self._newest = version, last_day(self.workspace)
        return self._newest[1]

    def read(self, page: Page, asked: Asked) -> Answer:
        """What a page answers; all that it asks of the store goes over one connection."""
        before, self._own.working = getattr(self._own, "working", False), True
        try:
            with self.workspace.store.reading():
                return page.handler(asked)
        finally:
            self._own.working = before
