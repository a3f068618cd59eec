"""Consultation files that a pack brings: what the documents tell of a matter under consultation, party by party."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from shiome.region.schema.common import (
    ActorId,
    ActorIds,
    Cite,
    Edtf,
    Entry,
    Identifier,
    IssueId,
    Texts,
    ToolId,
    Topics,
    reference,
)

PointState = Literal["open", "agreed", "withdrawn"]
DecisionState = Literal["pending", "done", "dropped"]
MeetingLevel = Literal["leaders", "ministers", "officials", "experts"]
Readers = tuple[Annotated[str, reference("actors", "bodies")], ...]
FileTlp = Literal["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]


class ConsultationConstraint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What binds a party at home or in its own system."""

    key: Identifier
    """What the file calls it."""
    party: ActorId
    """Whose it is."""
    text: Texts
    """What it says."""
    cite: tuple[Cite, ...]


class ConsultationRedLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a party will not accept."""

    key: Identifier
    """What the file calls it."""
    party: ActorId
    """Whose it is."""
    text: Texts
    """What it says."""
    tool: ToolId = ""
    """Tool that it concerns."""
    cite: tuple[Cite, ...]


class ConsultationPoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A point under consultation."""

    key: Identifier
    """What the file calls it."""
    state: PointState
    """An agreed point names every party under ``agreed_by``."""
    text: Texts
    """The point itself."""
    tool: ToolId = ""
    """Tool in whose slot it is taken."""
    raised_by: ActorId = ""
    """Who raised it."""
    agreed_by: ActorIds = ()
    """Parties that have agreed to it."""
    cite: tuple[Cite, ...]


class ConsultationSlot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where consultation stands on one tool."""

    tool: ToolId
    """Which tool."""
    text: Texts
    """Where it stands."""
    effects: tuple[Annotated[str, reference("tool_interactions")], ...] = ()
    """Effects across tools that it reckons with."""
    cite: tuple[Cite, ...]


class ConsultationDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was decided or is proposed for decision, and who sees to it."""

    key: Identifier
    """What the file calls it."""
    state: DecisionState
    """pending until it is carried out or dropped."""
    text: Texts
    """What is to be done."""
    owner: ActorIds
    """Who sees to it."""
    due: Edtf = ""
    """By when."""
    review: Edtf = ""
    """When it is looked at again."""
    points: tuple[str, ...] = ()
    """Points that it serves, by key."""
    cite: tuple[Cite, ...]


class ConsultationLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of a shared position, and who may be told it."""

    text: Texts
    """The line."""
    tlp: FileTlp
    """Marking (TLP 2.0)."""
    to: Readers = ()
    """Bodies and actors that it may go to."""


class ConsultationShared(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A version of what the parties say together."""

    text: Texts
    """The position."""
    points: tuple[str, ...]
    """Agreed points that it rests on, by key."""
    lines: tuple[ConsultationLine, ...] = ()
    """What may be told to whom once all parties have approved it."""
    approved_by: ActorIds = ()
    """Parties that have approved it."""
    cite: tuple[Cite, ...]


class Consultation(Entry, frozen=True, kw_only=True):
    """A consultation file as the documents tell it; a new workspace begins with it, each part on the day its document is known."""

    name: Texts
    issue: IssueId
    """What is consulted about; its scale places the positions."""
    parties: ActorIds
    """Who consults."""
    tools: tuple[ToolId, ...]
    """Tools that are taken together, one slot each."""
    body: Annotated[str, reference("bodies")] = ""
    """Body in which they consult."""
    about: Texts
    originator: ActorId
    """Whose file it is."""
    tlp: FileTlp
    """Marking of the file (TLP 2.0)."""
    to: Readers = ()
    """Bodies and actors that it may go to."""
    positions: tuple[Annotated[str, reference("positions")], ...]
    """Positions of the parties on the issue."""
    red_lines: tuple[ConsultationRedLine, ...] = ()
    """What parties will not accept."""
    constraints: tuple[ConsultationConstraint, ...] = ()
    """What binds parties at home."""
    points: tuple[ConsultationPoint, ...] = ()
    """Points in the order in which they came up; a later one under the same key takes the place of the earlier."""
    slots: tuple[ConsultationSlot, ...] = ()
    """Where it stands, tool by tool."""
    decisions: tuple[ConsultationDecision, ...] = ()
    """What is to be done."""
    shared: tuple[ConsultationShared, ...] = ()
    """Versions of the shared position, first to last."""
    topics: Topics = ()
