"""A case as its log tells it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from shiome.records.logfile import LogFile
from shiome.sanctions.casework.model import (
    AnyPart,
    Entry,
    Happening,
    Holding,
    Identity,
    ListHit,
    Opening,
)


@dataclass(frozen=True)
class CaseFile(LogFile[Entry]):
    """A case with all entries that were known on a day."""

    @property
    def opening(self) -> Opening:
        """The first part."""
        part = self.entries[0].part
        assert isinstance(part, Opening)  # noqa: S101 - a case begins with its opening: checking.py sees to it
        return part

    @cached_property
    def chronology(self) -> tuple[tuple[int, Happening], ...]:
        """What happened, by its beginning."""
        return tuple(sorted(self.numbered(Happening), key=lambda pair: (pair[1].start, pair[0])))

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """Vessels, companies and persons that the case names, each once, in the order of entry."""
        found: list[str] = []
        for entry in self.entries:
            if entry.number in self.retracted:
                continue
            part: AnyPart = entry.part
            if isinstance(part, Identity | ListHit):
                found.append(part.subject)
            elif isinstance(part, Holding):
                found += [part.subject, part.holder]
            elif isinstance(part, Happening):
                found += part.subjects
        return tuple(dict.fromkeys(found))

    @property
    def simulated(self) -> bool:
        """Whether the case, or any of what it rests on, is made up."""
        return self.opening.simulated or any(getattr(each.part, "simulated", False) for each in self.entries)

    def name(self, subject: str) -> str:
        """The name under which a subject is best known: the last genuine one, else the last of any kind, else what the case calls it."""
        names = [part for part in self.of(Identity) if part.subject == subject and part.field == "name"]
        genuine = [part for part in names if part.verdict == "genuine"]
        chosen = (genuine or names)[-1:]
        return chosen[0].value if chosen else subject
