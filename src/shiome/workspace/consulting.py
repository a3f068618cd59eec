"""What the policy engines say of a consultation file of a workspace, as its records stood on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from shiome.coordination.consultation.crossing import CrossEffect, ProposalFinding, cross_effects, put_to_test
from shiome.coordination.consultation.folding import ConsultationFile
from shiome.coordination.consultation.ground import CommonGround, Give, common_ground, gives
from shiome.coordination.consultation.model import Tabled
from shiome.coordination.consultation.register import IssueRegister, Move, moves, register
from shiome.coordination.consultation.standing import place, positions_of_file
from shiome.errors import InputRefused
from shiome.records.model import Position
from shiome.region.schema.context import IssueEntry
from shiome.workspace.consultations import linked_positions
from shiome.workspace.policy import DOUBT, bargaining_inputs, positions_of

if TYPE_CHECKING:
    from shiome.workspace.workspace import Workspace


@dataclass(frozen=True)
class Bargained:
    """Where the parties, bargaining among themselves, are forecast to end, and what each gives for it."""

    median: float
    gives: tuple[Give, ...]


@dataclass(frozen=True)
class Consulted:
    """All that the engines say of a file.

    Parameters
    ----------
    bargained:
        ``None`` where fewer than two parties have a place, a salience and a capability.
    effects:
        Between the tools of the file; those that no slot reckons with come first.
    findings:
        The proposals tabled in the file, then those given beside it.
    """

    ground: CommonGround
    positions: tuple[Position, ...]
    bargained: Bargained | None
    effects: tuple[CrossEffect, ...]
    findings: tuple[ProposalFinding, ...]


def consulted(
    workspace: Workspace, file: ConsultationFile, *, as_of: date, proposals: Sequence[Path] = ()
) -> Consulted:
    """Common ground of a file, what each party must give, what its proposals break, and effects across its tools.

    Parameters
    ----------
    file:
        As of the same day.
    proposals:
        Files with proposals to test besides those tabled.

    Raises
    ------
    InputRefused
        ``consult.unscaled``: the issue has no scale; ``proposal.*``: a file holds no proposal of this region.
    """
    issue = _issue(workspace, file.opening.issue)
    if issue.scale is None:
        raise InputRefused(
            "consult.unscaled",
            f"issue {issue.id} has no scale on which positions could share ground",
            ja=f"争点 {issue.id} には立場を置く尺度がなく、共通の範囲を計算できない",
            hint="consult on an issue with a scale: see 'shiome policy bargain'",
            hint_ja="尺度のある争点を選ぶ（「shiome policy bargain」で一覧を見る）",
            failed=issue.id,
        )
    linked = linked_positions(workspace, file, as_of=as_of)
    # A position whose stated time had ended is still in the file, but nobody stands there any more.
    held = {each.id: each for each in positions_of(workspace, as_of) if each.id in linked}
    positions = positions_of_file(file, held)
    placed, missing = place(positions, file.opening.parties, issue.id, issue.scale)
    ground = common_ground(issue.id, issue.scale, placed, missing)
    return Consulted(
        ground=ground,
        positions=positions,
        bargained=_bargained(workspace, ground, positions, as_of),
        effects=cross_effects(file, workspace.pack, as_of),
        findings=_findings(workspace, file, proposals, as_of),
    )


def position_register(
    workspace: Workspace, *, as_of: date, issue: str = "", parties: Sequence[str] = ()
) -> tuple[IssueRegister, ...]:
    """What the parties (the region's principals where none are named) hold on a day, on one issue or on all.

    Raises
    ------
    NotKnown
        The pack has no such issue or actor.
    """
    for party in parties:
        workspace.pack.entry("actors", party)
    issues: Mapping[str, IssueEntry] = workspace.pack.entries("issues", IssueEntry)
    if issue:
        issues = {issue: _issue(workspace, issue)}
    return register(positions_of(workspace, as_of), issues, parties or workspace.pack.region.principals)


def position_moves(
    workspace: Workspace, *, since: date, until: date, issue: str = "", parties: Sequence[str] = ()
) -> tuple[Move, ...]:
    """Who moved between two days, by how much, by which document."""
    before, after = (position_register(workspace, as_of=day, issue=issue, parties=parties) for day in (since, until))
    return moves(before, after)


def _issue(workspace: Workspace, identifier: str) -> IssueEntry:
    entry = workspace.pack.entry("issues", identifier)
    assert isinstance(entry, IssueEntry)  # noqa: S101 - the subject holds no other type
    return entry


def _bargained(
    workspace: Workspace, ground: CommonGround, positions: Sequence[Position], day: date
) -> Bargained | None:
    from shiome.policy.bargaining import Scale, forecast, inputs

    parties = {each.party for each in ground.placed}
    known = bargaining_inputs(workspace, [ground.issue], as_of=day).actors
    capability = {each.id: each.capability for each in known if each.id in parties}
    own = [each for each in positions if each.actor in parties]
    axis = Scale(ground.issue, ground.scale.low, ground.scale.high)
    found = inputs(own, (axis,), capability=capability, salience_doubt=DOUBT)
    if len(found.actors) < 2:
        return None
    median = forecast(found.table()).rounds[-1].median
    return Bargained(median, gives(ground.placed, median, ground.scale))


def _findings(
    workspace: Workspace, file: ConsultationFile, proposals: Sequence[Path], day: date
) -> tuple[ProposalFinding, ...]:
    tabled = file.latest(Tabled)
    if not (tabled or proposals):
        return ()
    from shiome.policy.proposal import catalogue, read_proposal

    held = catalogue(workspace.pack, as_of=day)
    named = [(key, part.proposal) for key, part in tabled.items()]
    named += [(path.stem, read_proposal(path, held)) for path in proposals]
    opening = file.opening
    return tuple(
        put_to_test(name, proposal, held, parties=opening.parties, tools=opening.tools) for name, proposal in named
    )
