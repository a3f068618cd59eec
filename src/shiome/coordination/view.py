"""What is being coordinated as of a day, worked out once for whoever shows it: consultations, commitments, tests, words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shiome.coordination.commitments import Register, Trial
from shiome.coordination.consultation import ConsultationFile
from shiome.coordination.consultation.ground import CommonGround
from shiome.coordination.consultation.model import Opening, Release, Retraction
from shiome.coordination.terms import TermCheck
from shiome.records.marking import TLPS, Marking
from shiome.region.schema.words import Line


@dataclass(frozen=True)
class Consultation:
    """A consultation file as a reader may have it, and the common ground of its parties; ``None`` where there is no scale."""

    file: ConsultationFile
    ground: CommonGround | None

    @property
    def opening(self) -> Opening | None:
        """What the file is about; ``None`` where the reader may only be told its lines."""
        part = self.file.entries[0].part
        # What is made for a reader of lines alone opens with nothing: it names no issue.
        return part if isinstance(part, Opening) and part.issue else None


@dataclass(frozen=True)
class CheckedText:
    """A document of the workspace, checked against the shared words."""

    document: str
    check: TermCheck


@dataclass(frozen=True)
class CoordinationView:
    """All of it, as of one day; of consultation files as much as the reader it was made for may be told."""

    consultations: tuple[Consultation, ...]
    register: Register
    trials: tuple[Trial, ...]
    checks: tuple[CheckedText, ...]
    lines: tuple[Line, ...]
    unchecked: int = 0
    """Documents, older than all in ``checks``, that were not checked."""

    @property
    def marking(self) -> Marking | None:
        """One marking under which all of it may go; ``None`` where all of it is open to everybody."""
        found = [marking for each in self.consultations for marking in markings(each.file)]
        return narrowest(marking for marking in found if marking != Marking(tlp="CLEAR"))


def markings(file: ConsultationFile) -> tuple[Marking, ...]:
    """The markings of the parts of a file that count."""
    return tuple(
        file.marking(each.number)
        for each in file.entries
        if each.number not in file.retracted and not isinstance(each.part, Release | Retraction)
    )


def narrowest(found: Iterable[Marking]) -> Marking | None:
    """One marking for several: the narrowest level, and the recipients that all parts with a group name in common.

    >>> str(narrowest([Marking(tlp="GREEN"), Marking(tlp="AMBER", to=("a", "b")), Marking(tlp="AMBER", to=("b",))]))
    'TLP:AMBER REL TO b'
    """
    held = list(found)
    if not held:
        return None
    level = max(held, key=lambda each: TLPS.index(each.tlp)).tlp
    groups = [each.to for each in held if each.to or each.tlp not in ("CLEAR", "GREEN")]
    shared = [name for name in groups[0] if all(name in group for group in groups)] if groups else []
    if groups and not shared:
        # Nobody may have all of it: without a name, a group of AMBER or above reaches its originator only.
        level = max(level, "AMBER", key=TLPS.index)
    return Marking(tlp=level, to=tuple(shared))
