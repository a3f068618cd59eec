"""What is being coordinated, as a workspace knew it on a day: for the outlook and whoever else shows it as a whole."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shiome.coordination.consultation import ConsultationFile
    from shiome.coordination.consultation.ground import CommonGround
    from shiome.coordination.view import CheckedText, CoordinationView
    from shiome.workspace.workspace import Workspace


CHECKED = 100
"""Documents that are checked against the term bank at most, the newest."""


def coordination_of(workspace: Workspace, as_of: date, *, reader: str = "") -> CoordinationView | None:
    """Consultations, commitments, touchstones and words as known on a day.

    None for a region that has nothing of the kind on that day.

    Parameters
    ----------
    reader:
        Of consultation files only what this actor, body or ``public`` may be told; everything where it is empty.

    Raises
    ------
    NotKnown
        ``consult.reader``: there is no such reader.
    """
    from shiome.coordination.consultation.release import check_reader
    from shiome.coordination.terms import lines_for
    from shiome.coordination.view import Consultation, CoordinationView
    from shiome.workspace.commitments import register, touchstones
    from shiome.workspace.consultations import consultations

    if reader:
        check_reader(reader, workspace.pack)
    files = consultations(workspace, as_of=as_of, reader=reader)
    checks = _checks(workspace, as_of)
    found = CoordinationView(
        consultations=tuple(Consultation(file, _ground(workspace, file, as_of)) for file in files),
        register=register(workspace, as_of=as_of, ids=_told(workspace, as_of)),
        trials=touchstones(workspace, as_of=as_of),
        checks=checks,
        lines=lines_for(workspace.pack, as_of=as_of),
        unchecked=workspace.store.document_count(as_of) - len(checks) if checks else 0,
    )
    told = (found.consultations, found.register.standings, found.trials, found.checks, found.lines)
    return found if any(told) else None


def _told(workspace: Workspace, as_of: date) -> list[str]:
    """The commitments that an outlook tells of."""
    from shiome.workspace.live import Live

    return [each.id for each in Live(workspace.store, workspace.pack).records("commitment", as_of=as_of)]


def _ground(workspace: Workspace, file: ConsultationFile, as_of: date) -> CommonGround | None:
    """Where the parties of a file stand to each other; None for an issue without a scale, and where only lines may be told."""
    from shiome.coordination.consultation.ground import common_ground
    from shiome.coordination.consultation.model import Opening
    from shiome.coordination.consultation.standing import place, positions_of_file
    from shiome.region.schema.context import IssueEntry
    from shiome.workspace.consultations import linked_positions
    from shiome.workspace.policy import positions_of

    opening = file.entries[0].part
    if not isinstance(opening, Opening) or not opening.issue:
        return None
    issue = workspace.pack.entries("issues", IssueEntry)[opening.issue]
    if issue.scale is None:
        return None
    linked = linked_positions(workspace, file, as_of=as_of)
    held = {each.id: each for each in positions_of(workspace, as_of) if each.id in linked}
    placed, missing = place(positions_of_file(file, held), opening.parties, issue.id, issue.scale)
    return common_ground(issue.id, issue.scale, placed, missing)


def _checks(workspace: Workspace, as_of: date) -> tuple[CheckedText, ...]:
    """The newest documents of the workspace that were known by then, each checked against the term bank; none without a bank."""
    from shiome.coordination.view import CheckedText

    if not workspace.pack.entries("terms"):
        return ()
    checker = workspace.reader.term_checker(today=as_of)
    known = workspace.store.headings(as_of, limit=CHECKED)[::-1]
    return tuple(CheckedText(each.id, checker.check(workspace.text_of(each.id))) for each in known)
