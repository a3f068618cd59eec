"""A consultation file as its log tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from shiome.coordination.consultation.model import (
    Constraint,
    Decision,
    Entry,
    Meeting,
    Minutes,
    Opening,
    Point,
    RedLine,
    SharedPosition,
    Slot,
    Tabled,
)
from shiome.records.logfile import LogFile

Keyed = TypeVar("Keyed", RedLine, Constraint, Point, Tabled, Decision, Meeting)


@dataclass(frozen=True)
class ConsultationFile(LogFile[Entry]):
    """A consultation with all entries that were known on a day."""

    @property
    def opening(self) -> Opening:
        """The first part."""
        part = self.entries[0].part
        assert isinstance(part, Opening)  # noqa: S101 - a file begins with its opening: checking.py sees to it
        return part

    def as_of(self, day: date) -> ConsultationFile | None:
        """The file as it was on a day; ``None`` where it was not open yet."""
        kept = tuple(each for each in self.entries if each.on <= day)
        return ConsultationFile(self.id, kept) if kept else None

    def latest(self, kind: type[Keyed]) -> Mapping[str, Keyed]:
        """Of the parts of a kind, the last under each key, in the order in which the keys first came."""
        return {part.key: part for part in self.of(kind)}

    @property
    def slots(self) -> Mapping[str, Slot]:
        """Tool to the last that was entered on it."""
        return {part.tool: part for part in self.of(Slot)}

    @property
    def shared(self) -> SharedPosition | None:
        """The version of the shared position that counts."""
        versions = self.of(SharedPosition)
        return versions[-1] if versions else None

    @property
    def minutes(self) -> Mapping[str, Minutes]:
        """Meeting to its record."""
        return {part.meeting: part for part in self.of(Minutes)}

    def approved(self, shared: SharedPosition) -> bool:
        """Whether every party has approved a version."""
        return set(self.opening.parties) <= set(shared.approved_by)

    def points(self, state: str) -> tuple[Point, ...]:
        """Points in a state."""
        return tuple(point for point in self.latest(Point).values() if point.state == state)
