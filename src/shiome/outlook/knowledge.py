"""What the outlook needs to be told, and no more; the record store offers it, and so can a list in memory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from shiome.records.model import Document, Record


class Disagreement(Protocol):
    """Two records that tell of the same matter and cannot both be right."""

    @property
    def a(self) -> str:
        """Identifier of one record."""

    @property
    def b(self) -> str:
        """Identifier of the other."""

    @property
    def field(self) -> str:
        """What they differ in."""

    @property
    def values(self) -> tuple[str, str]:
        """What each says there, first ``a``, then ``b``."""


class Knowledge(Protocol):
    """What was known, asked as of a day."""

    def records(self, kind: str, *, as_of: date) -> Iterable[Record]:
        """The versions of the records of ``kind`` that were known and live on ``as_of``."""

    def documents(self, *, as_of: date) -> Iterable[Document]:
        """The documents in the workspace that were known on ``as_of``."""

    def conflicts(self, *, as_of: date) -> Iterable[Disagreement]:
        """The disagreements known on ``as_of``."""
