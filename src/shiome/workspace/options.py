"""The options of a workspace: the proposals that it keeps, and what the policy engines say as its records stood on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from shiome.errors import InputRefused
from shiome.vocabulary.edtf import parse_edtf

if TYPE_CHECKING:
    from shiome.policy.proposal import Catalogue, Proposal
    from shiome.policy.tracks.board import Board
    from shiome.policy.view import Bargain, OptionsView, ProposalTests, Refused
    from shiome.workspace.workspace import Workspace

PROPOSALS = "proposals"
"""Folder of a workspace that holds the proposals which its outlook tells of, a YAML file each."""
ENDINGS = (".yaml", ".yml")
ACTORS = 3
"""Actors on an issue from which on bargaining over it is forecast: between two there is nobody to side with."""
ISSUES = 6
"""Issues of which bargaining is forecast, those with most actors."""


def options_of(workspace: Workspace, as_of: date) -> OptionsView | None:
    """All that the policy engines say as known on a day; None for a region with neither measures nor roadmaps."""
    pack = workspace.pack
    if not (pack.entries("measures") or pack.entries("roadmaps")):
        return None
    from shiome.policy.view import OptionsView, planned, road_of

    road = road_of(pack, as_of)
    report, refused = (None, None) if road is None else planned(road)
    return OptionsView(
        tests=_tests(workspace, as_of) if pack.entries("measures") else None,
        road=report,
        road_refused=refused,
        boards=_boards(workspace, as_of),
        bargains=tuple(_bargains(workspace, as_of)),
        mixable=bool(pack.entries("levers") and pack.entries("metrics")),
    )


def kept_files(folder: Path) -> tuple[Path, ...]:
    """The files of the proposals that a workspace keeps, by their names."""
    kept = folder / PROPOSALS
    return tuple(sorted(file for file in kept.glob("*") if file.suffix in ENDINGS)) if kept.is_dir() else ()


def keep(folder: Path, files: Sequence[Path]) -> tuple[Path, ...]:
    """Copy proposals into a workspace; one that it keeps already stays as it is.

    Raises
    ------
    InputRefused
        ``proposal.kept``: the workspace keeps another proposal under the name of a file, or two files have one name; nothing is
        copied.
    """
    target = folder / PROPOSALS
    wanted: dict[Path, bytes] = {}
    for file in files:
        place, content = target / f"{file.stem}.yaml", file.read_bytes()
        held = wanted.get(place, place.read_bytes() if place.exists() else content)
        if held != content:
            raise InputRefused(
                "proposal.kept",
                f"{place} is to hold another proposal than {file}",
                ja=f"{place} は {file} と違う提案の置き場である",
                hint="give the file another name, or take the other one away",
                hint_ja="ファイル名を変えるか、もう一方を除く",
                failed=file,
            )
        wanted[place] = content
    target.mkdir(exist_ok=True)
    for place, content in wanted.items():
        new = place.with_suffix(".new")
        new.write_bytes(content)
        new.replace(place)
    return tuple(wanted)


def _tests(workspace: Workspace, as_of: date) -> ProposalTests:
    from shiome.policy.proposal import catalogue
    from shiome.policy.view import proposals_tested

    held = catalogue(workspace.pack, as_of=as_of)
    proposals, refused = _read(workspace.folder, held, as_of)
    return proposals_tested(proposals, held, refused=refused)


def _read(folder: Path, held: Catalogue, as_of: date) -> tuple[list[Proposal], list[Refused]]:
    """The kept proposals without those dated after the day, and the files that cannot be read."""
    from shiome.policy.proposal import examine
    from shiome.policy.view import Refused

    proposals, refused = [], []
    for file in kept_files(folder):
        proposal, problems = examine(file, held)
        if problems or proposal is None:
            refused.append(Refused.by(file.name, problems[0]))
        elif not proposal.date or (parse_edtf(proposal.date).latest or date.min) <= as_of:
            proposals.append(proposal)
    return proposals, refused


def _boards(workspace: Workspace, as_of: date) -> tuple[Board, ...]:
    pack = workspace.pack
    if not (pack.entries("tracks") and pack.entries("drivers")):
        return ()
    from shiome.futures.model import assemble
    from shiome.policy.tracks.board import boards
    from shiome.workspace.futures import knowledge_of

    known = knowledge_of(workspace, as_of)
    return boards(pack, assemble(known), known.claims)


def _bargains(workspace: Workspace, as_of: date) -> list[Bargain]:
    from shiome.workspace.policy import bargainable

    wanted = [each.issue.id for each in bargainable(workspace, as_of) if len(each.actors) >= ACTORS]
    if not wanted:
        return []
    from shiome.policy.bargaining import titled
    from shiome.policy.view import bargain_over
    from shiome.workspace.policy import bargaining_inputs

    found = []
    for issue in wanted[:ISSUES]:
        given = bargaining_inputs(workspace, [issue], as_of=as_of)
        if len(given.actors) >= ACTORS:
            found.append(bargain_over(titled(given.table(), workspace.pack), given.records))
    return found
