"""Pages as they were rendered, kept with places for what differs from session to session."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace
from html import escape

from shiome.web.asked import Asked

CHARACTERS = 48_000_000
"""Characters that are kept."""
_TOKEN = "0" * 15 + "place-for-the-token-of-the-session"
_NAME = "place-for-the-name-of-the-reader"


class Rendered:
    """Rendered pages by what they depend on, the least lately used let go of first.

    A page is rendered with a placeholder instead of the token of the session's forms and of the reader's name, so that one text serves
    all who see the same.
    """

    def __init__(self, *, characters: int = CHARACTERS) -> None:
        self._most = characters
        self._texts: OrderedDict[Hashable, str] = OrderedDict()
        self._characters = 0
        self._lock = threading.Lock()

    def holds(self, key: Hashable) -> bool:
        """Whether a page is kept."""
        return key in self._texts

    def text(self, key: Hashable, asked: Asked, token: str, work: Callable[[Asked, str], str]) -> str:
        """The page for whoever asks, rendered by ``work`` where it is not kept."""
        with self._lock:
            found = self._texts.get(key)
            if found is not None:
                self._texts.move_to_end(key)
        if found is None:
            found = work(replace(asked, reader=replace(asked.reader, name=_NAME)), _TOKEN)
            self._keep(key, found)
        return found.replace(_TOKEN, token).replace(_NAME, escape(asked.reader.name))

    def _keep(self, key: Hashable, text: str) -> None:
        with self._lock:
            self._characters += len(text) - len(self._texts.pop(key, ""))
            self._texts[key] = text
            while self._characters > self._most and len(self._texts) > 1:
                self._characters -= len(self._texts.popitem(last=False)[1])
