"""Who holds what: the graph of owners and managers, as of a day."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shiome.sanctions.casework.folding import CaseFile
from shiome.sanctions.casework.model import Holding
from shiome.vocabulary.edtf import parse_edtf

OWNING = frozenset({"owner", "registered_owner", "beneficial_owner"})
"""Roles that are followed upwards to who is behind something."""


@dataclass(frozen=True)
class Hold:
    """An edge of the graph, from holder to what is held; ``number`` is the part of the case that says so."""

    holder: str
    subject: str
    role: str
    since: str
    until: str
    number: int


@dataclass(frozen=True)
class Ownership:
    """The graph of a case."""

    names: Mapping[str, str]
    """Node to the name it is best known by."""
    holds: tuple[Hold, ...]

    def behind(self, subject: str) -> tuple[str, ...]:
        """Owners of a subject, their owners and so on, nearest first; circles are walked once."""
        found: dict[str, None] = {}
        waiting = deque([subject])
        while waiting:
            current = waiting.popleft()
            for hold in self.holds:
                if (
                    hold.subject == current
                    and hold.role in OWNING
                    and hold.holder not in found
                    and hold.holder != subject
                ):
                    found[hold.holder] = None
                    waiting.append(hold.holder)
        return tuple(found)

    def shared(self) -> dict[str, tuple[str, ...]]:
        """Holders of more than one subject, in any role, with those subjects."""
        held: dict[str, dict[str, None]] = {}
        for hold in self.holds:
            held.setdefault(hold.holder, {})[hold.subject] = None
        return {holder: tuple(subjects) for holder, subjects in held.items() if len(subjects) > 1}


def ownership_of(case: CaseFile, *, as_of: date | None = None) -> Ownership:
    """The graph of a case: all holds ever (``None``), or those that held on a day; a hold without dates counts on every day."""
    holds = tuple(
        Hold(part.holder, part.subject, part.role, part.since, part.until, number)
        for number, part in case.numbered(Holding)
        if as_of is None or _held(part, as_of)
    )
    nodes = dict.fromkeys(node for hold in holds for node in (hold.holder, hold.subject))
    return Ownership({node: case.name(node) for node in nodes}, holds)


def _held(part: Holding, day: date) -> bool:
    since = parse_edtf(part.since).earliest if part.since else None
    until = parse_edtf(part.until).latest if part.until else None
    return (since is None or since <= day) and (until is None or until >= day)
