"""What the pack itself holds of events, wordings, claims, judgements, recommendations and positions.

These entries become records when a workspace is made; each is known from the date of the earliest document it cites.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from shiome.region.schema.common import ActorId, ActorIds, Cite, Edtf, Entry, IssueId, Texts, Topics, reference
from shiome.vocabulary.plover import EventType, Reality

Probability = Annotated[float, msgspec.Meta(ge=0, le=1)]
Step = Annotated[int, msgspec.Meta(ge=1, le=5)]
NotNegative = Annotated[float, msgspec.Meta(ge=0)]


class EventEntry(Entry, frozen=True, kw_only=True):
    """Something done or said."""

    about: str = ""
    """Key of the matter; two entries with one key and dates that exclude each other are kept in conflict."""
    when: Edtf
    when_by: dict[str, Edtf] = {}
    """Document identifier to the date as that document alone gives it, where it differs from ``when``."""
    source: ActorIds
    recipient: ActorIds = ()
    plover: EventType
    context: tuple[str, ...] = ()
    reality: Reality = "actual"
    attribution: str = ""
    place: str = ""
    text: Texts
    confidence: Probability = 1.0
    disputes: tuple[Annotated[str, reference("events")], ...] = ()
    """Events that tell the same matter otherwise where no date shows it: kept in conflict."""
    topics: Topics = ()


class WordingEntry(Entry, frozen=True, kw_only=True):
    """What an official text or remark names, drops, adds, renames."""

    of: Texts
    """The text or remark read."""
    when: Edtf
    actors: ActorIds
    operation: Literal[
        "mentioned", "omitted", "added", "dropped", "renamed", "changed", "kept", "interpreted", "asserted"
    ]
    term: Texts = {}
    baseline: Texts = {}
    text: Texts
    """The finding."""
    inferred: bool = False
    topics: Topics = ()


class ClaimEntry(Entry, frozen=True, kw_only=True):
    """Cause and effect as an author asserts them."""

    cause: Texts
    effect: Texts
    sign: Literal["+", "-", "0", "conditional"]
    condition: Texts = {}
    hedge: Step
    cue: str = ""
    """The hedging words, at most a few characters."""
    actors: ActorIds = ()
    theme: str = ""
    topics: Topics = ()


class OutcomeEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a judgement stood in the light of later documents; known from the latest document cited."""

    outcome: Literal["true", "partly", "false", "unknown", "not_applicable"]
    settled: bool = False
    reason: Texts = {}
    cite: tuple[Cite, ...]


class JudgementEntry(Entry, frozen=True, kw_only=True):
    """A hedged judgement of an author."""

    proposition: Texts
    made_on: date
    condition: Texts = {}
    horizon: Texts
    due: Edtf = ""
    hedge: Step
    low: Probability
    high: Probability
    cue: str
    holder: ActorId
    criterion: Texts
    resolvable: Literal["yes", "no", "conditional"]
    outcomes: tuple[OutcomeEntry, ...] = ()
    """In time order; before the first, the outcome is unknown."""
    actors: ActorIds = ()
    topics: Topics = ()


class RecommendationEntry(Entry, frozen=True, kw_only=True):
    """What is recommended, to whom."""

    addressee: ActorIds
    action: Texts
    tool: str = ""
    precondition: Texts = {}
    timing: Texts = {}
    manner: Literal["explicit", "implied", "reported"] = "explicit"
    repeats: tuple[Cite, ...] = ()
    """Where a later or earlier document recommends the same."""
    topics: Topics = ()


class PositionEntry(Entry, frozen=True, kw_only=True):
    """Where an actor stands on an issue; numbers are a coder's reading of the passage, which ``note`` has to say."""

    actor: ActorId
    issue: IssueId
    when: Edtf = ""
    stance: Texts
    red_line: Texts = {}
    reasons: Texts = {}
    domestic: Texts = {}
    """Domestic drivers and constraints."""
    value: float | None = None
    """The stance as a place on the issue's scale."""
    low: float | None = None
    """The lowest value that the passage bears; ``value`` where it is not given."""
    high: float | None = None
    """The highest value that the passage bears; ``value`` where it is not given."""
    salience: Probability | None = None
    """How much the issue matters to the actor: 0 not at all, 1 before all else."""
    capability: NotNegative | None = None
    """What the actor can bring to bear on the region's matters, 0 or more; only proportions between actors count.

    It holds for all issues: give it once, with the earliest position of the actor that has a value.
    """
    capability_low: NotNegative | None = None
    """Lower end of the range of ``capability``."""
    capability_high: NotNegative | None = None
    """Upper end of the range of ``capability``."""
    topics: Topics = ()


class Revision(Entry, frozen=True, kw_only=True):
    """Where a later document confirms, refines, qualifies, reverses or contradicts an earlier one."""

    name: Texts
    type: Literal["confirmed", "refined", "qualified", "reversed", "not_realised", "conflict", "tension"]
    text: Texts
    earlier: tuple[Cite, ...]
    later: tuple[Cite, ...]
    judgements: tuple[Annotated[str, reference("judgements")], ...] = ()
    topics: Topics = ()
