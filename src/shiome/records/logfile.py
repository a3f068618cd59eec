"""A file as its log tells it: parts that were entered once and never changed, with those that were taken back left out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from shiome.records.chain import ChainEntry
from shiome.records.marking import Marking

E = TypeVar("E", bound=ChainEntry)
P = TypeVar("P")


@dataclass(frozen=True)
class LogFile(Generic[E]):
    """A file with all entries that were known on a day.

    The first part is its opening, with an originator and a marking. A part of type ``retraction`` takes back the part whose number is
    its ``item``; one of type ``release`` gives the parts in ``items`` the marking ``new``. Every part may have a marking and an
    originator of its own.
    """

    id: str
    entries: tuple[E, ...]

    @cached_property
    def retracted(self) -> frozenset[int]:
        """Numbers of parts that no longer count."""
        return frozenset(self._part(each).item for each in self.entries if self._type(each) == "retraction")

    def numbered(self, kind: type[P]) -> tuple[tuple[int, P], ...]:
        """Parts of a kind that count, with their numbers, in the order of entry."""
        return tuple(
            (each.number, part)
            for each in self.entries
            if isinstance(part := self._part(each), kind) and each.number not in self.retracted
        )

    def of(self, kind: type[P]) -> tuple[P, ...]:
        """Parts of a kind that count, in the order of entry."""
        return tuple(part for _, part in self.numbered(kind))

    def originator(self, number: int) -> str:
        """Where a part comes from."""
        own: str = self._part(self.entries[number - 1]).originator or self._part(self.entries[0]).originator
        return own

    def marking(self, number: int) -> Marking:
        """How far a part may go: by the last release that names it, by itself, or by the opening."""
        for each in reversed(self.entries):
            if self._type(each) == "release" and each.number not in self.retracted:
                released = self._part(each)
                if number in released.items:
                    new: Marking = released.new
                    return new
        own: Marking | None = self._part(self.entries[number - 1]).marking or self._part(self.entries[0]).marking
        return own or Marking(tlp="RED")

    @staticmethod
    def _part(entry: E) -> Any:
        part: Any = getattr(entry, "part")  # noqa: B009 - every class of entries adds it
        return part

    @classmethod
    def _type(cls, entry: E) -> str:
        return str(cls._part(entry).__struct_config__.tag)
