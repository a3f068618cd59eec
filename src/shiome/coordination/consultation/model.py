"""What a consultation file is made of: parts, each entered once and never changed.

A file is its log. What changes (a point that is agreed now, a decision that was carried out, a date of a meeting) is entered again
under the same ``key``: the last one counts, and the earlier ones stay in the log. Whoever was wrong adds a :class:`Retraction`.
Every part can name the passages it rests on, in the notation of :mod:`shiome.region.citations`.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from shiome.policy.proposal import Proposal
from shiome.records.chain import ChainEntry
from shiome.records.marking import Marking
from shiome.region.schema.common import ActorId, Cite, Edtf, Identifier, IssueId, ToolId, reference
from shiome.region.schema.coordination import DecisionState, MeetingLevel, PointState

Words = Annotated[dict[str, str], msgspec.Meta(extra={"format": "words", "needed": True})]
"""One text by language (ja, en, ko)."""
OptionalWords = Annotated[dict[str, str], msgspec.Meta(extra={"format": "words", "needed": False})]
"""The same, where there may be none."""
Number = Annotated[int, msgspec.Meta(ge=1)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Reader = Annotated[str, msgspec.Meta(extra={"format": "reader"})]
"""A state or other actor, a body, or ``public``."""
PointKey = Annotated[str, msgspec.Meta(extra={"key": "point"})]
DecisionKey = Annotated[str, msgspec.Meta(extra={"key": "decision"})]
MeetingKey = Annotated[str, msgspec.Meta(extra={"key": "meeting"})]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """What all parts share."""

    marking: Marking | None = None
    """How far it may go; the marking of the file where it is none."""
    originator: ActorId = ""
    """Who entered it on whose behalf, and alone may let it go further; the originator of the file where it is empty."""
    cite: tuple[Cite, ...] = ()
    """Passages that say so."""


class Opening(Part, frozen=True, kw_only=True, tag="opening"):
    """The first part of every file: what is consulted about, by whom, over which tools."""

    title: Words
    issue: IssueId
    parties: tuple[ActorId, ...]
    tools: tuple[ToolId, ...]
    """The file has one slot for each."""
    body: Annotated[str, reference("bodies")] = ""
    """Body in which the parties consult."""
    purpose: OptionalWords = {}


class Standing(Part, frozen=True, kw_only=True, tag="position"):
    """Where a party stands on the issue: by a position record, or entered by hand with who says so."""

    party: ActorId
    record: str = ""
    """Position record that says so; its stance, numbers and passages are those of the record, as known on the day."""
    stance: OptionalWords = {}
    """Where no record says it."""
    value: float | None = None
    """Place on the scale of the issue, with ``low`` and ``high`` as its range."""
    low: float | None = None
    high: float | None = None
    salience: Share | None = None
    reasons: OptionalWords = {}
    source: OptionalWords = {}
    """Who says so, for a stance that is entered by hand and cites no passage."""


class RedLine(Part, frozen=True, kw_only=True, tag="red_line"):
    """What a party will not accept."""

    key: Identifier
    party: ActorId
    text: Words
    tool: ToolId = ""
    source: OptionalWords = {}


class Constraint(Part, frozen=True, kw_only=True, tag="constraint"):
    """What binds a party at home."""

    key: Identifier
    party: ActorId
    text: Words
    source: OptionalWords = {}


class Point(Part, frozen=True, kw_only=True, tag="point"):
    """A point under consultation. It is agreed when every party has agreed to it, and not before."""

    key: Identifier
    state: PointState
    text: Words
    tool: ToolId = ""
    raised_by: ActorId = ""
    agreed_by: tuple[ActorId, ...] = ()
    source: OptionalWords = {}


class Slot(Part, frozen=True, kw_only=True, tag="tool"):
    """Where consultation stands on one tool, and which effects of other tools on it, or of it on others, it reckons with."""

    tool: ToolId
    text: Words
    effects: tuple[Annotated[str, reference("tool_interactions")], ...] = ()


class Tabled(Part, frozen=True, kw_only=True, tag="proposal"):
    """A proposal under discussion, whole, as it was tabled."""

    key: Identifier
    by: ActorId = ""
    proposal: Proposal


class Decision(Part, frozen=True, kw_only=True, tag="decision"):
    """What was decided, who sees to it, by when, and when it is looked at again."""

    key: Identifier
    state: DecisionState
    text: Words
    owner: tuple[ActorId, ...]
    due: Edtf = ""
    review: Edtf = ""
    points: tuple[PointKey, ...] = ()


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of the shared position, and who may be told it."""

    text: Words
    marking: Marking


class SharedPosition(Part, frozen=True, kw_only=True, tag="shared"):
    """A version of what the parties say together; the last one counts. Until every party has approved it, nobody is told its lines."""

    text: Words
    points: tuple[PointKey, ...]
    """Agreed points that it rests on."""
    lines: tuple[Line, ...] = ()
    approved_by: tuple[ActorId, ...] = ()


class Participant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who sits at the table for a party."""

    party: ActorId
    name: Words


class AgendaItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item of an agenda; the points of the file that are to be taken under it."""

    title: Words
    tool: ToolId = ""
    lead: ActorId = ""
    points: tuple[PointKey, ...] = ()


class Meeting(Part, frozen=True, kw_only=True, tag="meeting"):
    """A meeting and its agenda."""

    key: Identifier
    on: Edtf
    level: MeetingLevel
    title: OptionalWords = {}
    place: OptionalWords = {}
    participants: tuple[Participant, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a party said under an item of the agenda, counted from 1; 0 for none."""

    party: ActorId
    text: Words
    item: Annotated[int, msgspec.Meta(ge=0)] = 0


class Minutes(Part, frozen=True, kw_only=True, tag="minutes"):
    """The record of a meeting."""

    meeting: MeetingKey
    statements: tuple[Statement, ...] = ()
    conclusions: tuple[Words, ...] = ()
    actions: tuple[DecisionKey, ...] = ()
    """Decisions that the meeting took."""


class Release(Part, frozen=True, kw_only=True, tag="release"):
    """That parts may go further, or less far, from now on."""

    items: tuple[Number, ...]
    """Numbers of the parts."""
    new: Marking
    consent: tuple[ActorId, ...] = ()
    """Originators that have agreed; those of all parts are needed."""


class Retraction(Part, frozen=True, kw_only=True, tag="retraction"):
    """That an earlier part no longer counts; it stays in the log."""

    item: Number
    reason: Words


AnyPart = (
    Opening | Standing | RedLine | Constraint | Point | Slot | Tabled | Decision | SharedPosition | Meeting | Minutes | Release
    | Retraction
)  # fmt: skip


class Entry(ChainEntry, frozen=True, kw_only=True):
    """A line of the log: a part, and who entered it when."""

    part: AnyPart
