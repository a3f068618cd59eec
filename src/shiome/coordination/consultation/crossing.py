"""What a proposal breaks, for whom, and how a move on one tool bears on the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shiome.coordination.consultation.folding import ConsultationFile
from shiome.policy.proposal import Catalogue, Proposal, assess
from shiome.policy.proposal.verdicts import Source, Verdict
from shiome.region.asof import entries_as_of
from shiome.region.pack import Pack
from shiome.region.schema.common import Texts
from shiome.region.schema.programme import ToolInteraction
from shiome.region.schema.proposals import VerdictWord


@dataclass(frozen=True, slots=True)
class BrokenFloor:
    """A floor of a tool that a proposal breaks, or puts in doubt, for a party."""

    party: str
    tool: str
    floor: str
    text: Texts
    verdict: VerdictWord
    burden: float
    measures: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class ProposalFinding:
    """A proposal put to the parties' test.

    Parameters
    ----------
    floors:
        Floors of the tools that give way, or may.
    fails:
        What else a party cannot live with: verdicts that fail, other than those on floors.
    effects:
        How what is done to the tools on whose floors it weighs bears on the other tools.
    """

    name: str
    proposal: Proposal
    floors: tuple[BrokenFloor, ...]
    fails: tuple[Verdict, ...]
    effects: tuple[ToolInteraction, ...]


def put_to_test(
    name: str, proposal: Proposal, catalogue: Catalogue, *, parties: Sequence[str], tools: Sequence[str]
) -> ProposalFinding:
    """A proposal tested (:func:`shiome.policy.proposal.assess`) for the parties of a file."""
    verdicts = [each for each in assess(proposal, catalogue).verdicts if each.party in parties]
    floors = tuple(found for verdict in verdicts for found in _floors(verdict, proposal, catalogue))
    fails = tuple(each for each in verdicts if each.verdict == "fails" and "floors" not in each.details)
    weighed = {found.tool for found in floors}
    effects = (
        each
        for each in _known(catalogue.pack, catalogue.as_of).values()
        if each.cause in weighed and each.cause != each.effect and each.effect in tools
    )
    return ProposalFinding(name, proposal, floors, fails, tuple(effects))


def _floors(verdict: Verdict, proposal: Proposal, catalogue: Catalogue) -> Iterator[BrokenFloor]:
    for row in verdict.details.get("floors", ()):
        if row["verdict"] == "holds":
            continue
        tool, text, cite = catalogue.floors[row["floor"]]
        sources = tuple(Source("tools", f"{tool}.{row['floor']}", each) for each in cite)
        yield BrokenFloor(
            verdict.party,
            tool,
            row["floor"],
            text,
            row["verdict"],
            row["burden"],
            _weighing(proposal, catalogue, row["floor"], verdict.party),
            sources,
        )


def _weighing(proposal: Proposal, catalogue: Catalogue, floor: str, party: str) -> tuple[str, ...]:
    """The measures of a proposal that weigh on a floor for a party."""
    return tuple(
        measure.id
        for measure in proposal.measures
        if any(each.floor == floor and (not each.on or party in each.on) for each in catalogue.kind(measure).burdens)
    )


@dataclass(frozen=True, slots=True)
class CrossEffect:
    """An effect of one tool of the file on another, and the slots that reckon with it."""

    interaction: ToolInteraction
    taken_up: tuple[str, ...]


def cross_effects(file: ConsultationFile, pack: Pack, day: date | None) -> tuple[CrossEffect, ...]:
    """The effects between the tools of a file that were known on a day; those that no slot reckons with come first."""
    tools = set(file.opening.tools)
    slots = file.slots
    found = [
        CrossEffect(each, tuple(tool for tool, slot in slots.items() if each.id in slot.effects))
        for each in _known(pack, day).values()
        if {each.cause, each.effect} <= tools
    ]
    return tuple(sorted(found, key=lambda each: bool(each.taken_up)))


def _known(pack: Pack, day: date | None) -> Mapping[str, ToolInteraction]:
    known: Iterable[tuple[str, object]] = entries_as_of(pack, "tool_interactions", day).items()
    return {name: each for name, each in known if isinstance(each, ToolInteraction)}
