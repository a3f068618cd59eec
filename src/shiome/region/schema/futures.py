"""The model of what may come: drivers, each with a few states."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from shiome.region.schema.common import (
    ActorIds,
    Entry,
    Identifier,
    IssueId,
    Stage,
    Texts,
    ToolId,
    Topics,
    reference,
)
from shiome.region.schema.knowledge import OutcomeEntry

Score = Annotated[float, msgspec.Meta(ge=-3, le=3)]
TermsByLanguage = Annotated[
    dict[str, tuple[str, ...]],
    msgspec.Meta(
        description="Terms by language: parts joined by an ampersand must all be found, a bar separates alternatives, @ID is an actor."
    ),
]


class DriverState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One state of a driver. States stand in order where there is one: from less to more, from worse to better."""

    id: Identifier
    name: Texts
    prior: Score = 0.0
    """How much a month leans to this state by itself, on the scale of judgements (-3 to 3)."""


class Driver(Entry, frozen=True, kw_only=True):
    """Something that may stand one way or another, and on which much hangs."""

    name: Texts
    about: Texts
    level: Annotated[str, reference("levels")]
    kind: Literal["actor", "context", "tool"]
    """Whether an actor decides it, it comes about between several, or it is a tool that the partners set."""
    actors: ActorIds = ()
    """Who decides it, or between whom it comes about."""
    controlled_by: ActorIds = ()
    """Partners that can set it; empty where none can."""
    tool: ToolId = ""
    ordered: bool = False
    """Whether the states stand in order."""
    inertia: Annotated[float, msgspec.Meta(ge=0, le=6)] = 2.0
    """How strongly it stays as it is from one month to the next, on the scale of judgements."""
    states: tuple[DriverState, ...]
    observed: tuple[Stage, ...] = ()
    """The states in which it was, in time order; ``state`` is that of a :class:`DriverState`."""
    issues: tuple[IssueId, ...] = ()
    """The issues that it stands for; their typed links are links of the driver."""
    topics: Topics = ()


class DriverAt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A driver in one of its states."""

    driver: Annotated[str, reference("drivers")]
    state: str


class Effect(Entry, frozen=True, kw_only=True):
    """What a claim says of the drivers: with one in a state, another leans to a state or away from it.

    It is known when its claim is; how strongly it counts follows from the claim's hedge.
    """

    claim: Annotated[str, reference("claims")]
    cause: DriverAt
    effect: DriverAt
    sign: Literal["+", "-", "0"]
    """Towards it, away from it, or, as the claim holds, neither."""


class Timing(Entry, frozen=True, kw_only=True):
    """What a date of the calendar does to a driver: it leans to a state, or is put there with a probability.

    It is known when its calendar entry is, or the timing that it follows.
    """

    calendar: Annotated[str, reference("calendar")] = ""
    """The calendar entry whose first day counts; where that is a year, all its months in turn."""
    after: Annotated[str, reference("timings")] = ""
    """Another timing from whose first month it counts, in place of a calendar entry."""
    end: bool = False
    """Count from the last day of the calendar entry, such as the end of a term."""
    months_later: int = 0
    """How many months after that it begins; before it where negative."""
    lasts: Annotated[int, msgspec.Meta(ge=1, le=120)] = 1
    """Months that it lasts."""
    effect: DriverAt
    probability: Annotated[float, msgspec.Meta(ge=0, le=1)] = 1.0
    """That it happens at all in the months that it lasts."""
    boost: Annotated[float, msgspec.Meta(ge=-3, le=3)] | None = None
    """How much the driver leans to the state, on the scale of judgements; without it, the driver is put there."""


class StateTerms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The terms that tell a state of a driver."""

    state: str
    """Identifier of the state."""
    terms: TermsByLanguage = {}
    """Terms that tell driver and state by themselves."""
    beside: TermsByLanguage = {}
    """Terms that tell the state where the driver is named in the same text."""
    opposite: str = ""
    """The state that is meant where this one is denied or said to fade; empty where nothing follows from that."""


class DriverTerms(Entry, frozen=True, kw_only=True):
    """The terms by which a text points to a driver and its states. The identifier is that of the driver."""

    terms: TermsByLanguage
    """Terms that name the driver, whatever its state."""
    actors: ActorIds = ()
    """Who must all be named in the text or among the claim's actors; a member or leader stands for the state."""
    named: str = ""
    """The state that is meant where the driver is named and nothing says how it stands; empty where nothing follows."""
    states: tuple[StateTerms, ...] = ()
    """The terms of its states, one part for each state that has some."""


class QuestionEntry(Entry, frozen=True, kw_only=True):
    """A judgement asked of the drivers, or the reason why they cannot say it.

    It is known when its judgement is. In formulas ``mN`` is the month N months after the month of the judgement.
    """

    judgement: Annotated[str, reference("judgements")]
    formula: str = ""
    """The proposition, as worded, over driver states; empty where ``unmapped`` says why there is none."""
    condition: str = ""
    """Formula of the judgement's condition; it is scored only where that came true."""
    until: str = ""
    """Last month of parts that name none, YYYY-MM or mN; without it the month in which the judgement is due, else m12."""
    fit: Literal["same", "close"] = "same"
    """Whether the formula asks what the criterion asks, or the nearest that driver states can say (``note`` tells the gap)."""
    came: tuple[OutcomeEntry, ...] = ()
    """Whether the condition came about, in time order; known from the latest document cited."""
    unmapped: Texts = {}
    """Why no formula over the drivers says it."""
