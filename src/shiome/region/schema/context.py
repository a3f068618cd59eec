"""Levels, issues and their links; touchstones, analogues, frames, policies, priorities, arguments, the calendar."""

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
    Stage,
    Texts,
    Topics,
    reference,
)


class Level(Entry, frozen=True, kw_only=True):
    """A level of context, such as local, regional, global."""

    name: Texts
    about: Texts


class ScaleMark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one place between the ends of a scale stands for."""

    at: float
    """Where on the scale."""
    text: Texts


class IssueScale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The line on which positions on an issue are placed, so that bargaining over it can be reckoned."""

    low: float
    """Number of the lower end."""
    high: float
    """Number of the upper end, above ``low``."""
    low_end: Texts
    """What an actor wants that stands at the lower end."""
    high_end: Texts
    """What an actor wants that stands at the upper end."""
    marks: tuple[ScaleMark, ...] = ()
    """Places between the ends, from low to high, by which coders place a stance."""


class IssueEntry(Entry, frozen=True, kw_only=True):
    """A matter that parties deal with, on a level."""

    name: Texts
    level: Annotated[str, reference("levels")]
    type: Literal[
        "security", "sanctions", "diplomacy", "economy", "history", "social", "domestic", "alliance", "contingency"
    ]
    parties: ActorIds = ()
    about: Texts
    pull: Literal["unites", "divides", "either", "none"] = "none"
    """Whether it draws the partners together or apart."""
    watch: tuple[Stage, ...] = ()
    """Things to watch and their triggers; ``state`` is the short name."""
    scale: IssueScale | None = None
    """The line on which ``value`` of positions on it stands; none where nobody has drawn one."""
    topics: Topics = ()


class Link(Entry, frozen=True, kw_only=True):
    """A typed link from one issue to another."""

    source: IssueId
    target: IssueId
    type: Literal["drives", "enables", "constrains", "diverts", "couples", "conflicts"]
    text: Texts
    topics: Topics = ()


class Touchstone(Entry, frozen=True, kw_only=True):
    """A declared test case: what is tested, when, and how it came out."""

    name: Texts
    tests: Texts
    tested: ActorIds
    when: Edtf
    declared_by: ActorId
    results: tuple[Stage, ...] = ()
    """``state``: passed, partly, failed, open."""
    topics: Topics = ()


class Analogue(Entry, frozen=True, kw_only=True):
    """A past situation set beside a present one."""

    name: Texts
    past: Edtf
    present: Edtf
    situation: Texts
    action: Texts
    result: Texts
    similar: tuple[Texts, ...]
    different: tuple[Texts, ...]
    topics: Topics = ()


class FeatureState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One state of a feature; in order where the feature says so."""

    id: Identifier
    name: Texts


class Feature(Entry, frozen=True, kw_only=True):
    """Something besides the drivers in which two situations may be alike or not."""

    name: Texts
    about: Texts
    ordered: bool = False
    """Whether the states stand in order."""
    states: tuple[FeatureState, ...]
    bears_on: tuple[Annotated[str, reference("drivers")], ...] = ()
    """Drivers whose course it may decide."""
    observed: tuple[Stage, ...] = ()
    """The states in which it was, in time order; ``state`` is that of a :class:`FeatureState`."""
    topics: Topics = ()


class CaseState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one driver or feature stood in a past situation; rests on a citation, or says in ``note`` on what else."""

    of: Annotated[str, reference("drivers", "features")]
    state: str = ""
    """Empty where nothing of the kind existed then."""
    cite: tuple[Cite, ...] = ()
    note: Texts = {}


class FollowUp(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a driver came to after a past situation."""

    driver: Annotated[str, reference("drivers")]
    state: str
    when: Edtf
    text: Texts
    cite: tuple[Cite, ...] = ()
    note: Texts = {}


class Case(Entry, frozen=True, kw_only=True):
    """A past situation as states of drivers and features, with what was done and what followed."""

    name: Texts
    when: Edtf
    """The time whose states are told; what followed is counted from its end."""
    situation: Texts
    action: Texts
    states: tuple[CaseState, ...]
    followed: tuple[FollowUp, ...] = ()
    """In time order. A driver that is named here is followed to ``until``; one that is not named is not known."""
    until: Edtf
    """How far what followed is told."""
    analogues: tuple[Annotated[str, reference("analogues")], ...] = ()
    """Comparisons of the documents that draw on it."""
    topics: Topics = ()


class Frame(Entry, frozen=True, kw_only=True):
    """A frame of speech: who uses it, who rejects it, since when."""

    name: Texts
    forms: dict[str, tuple[str, ...]]
    used_by: ActorIds
    rejected_by: ActorIds = ()
    since: Edtf = ""
    about: Texts
    topics: Topics = ()


class Policy(Entry, frozen=True, kw_only=True):
    """A line or label of policy of a government or camp."""

    name: Texts
    of: ActorId
    type: Literal["line", "label", "model", "style", "phase", "track"]
    period: Edtf = ""
    about: Texts
    life: tuple[Stage, ...] = ()
    topics: Topics = ()


class Priority(Entry, frozen=True, kw_only=True):
    """An order of priorities of an actor as one document saw it."""

    actor: ActorId
    when: Edtf
    order: tuple[str, ...]
    """Issues, first the highest."""
    text: Texts
    topics: Topics = ()


class Argument(Entry, frozen=True, kw_only=True):
    """What to put to an addressee, through whom, resting on what."""

    addressee: ActorId
    interest: Texts
    channel: Texts
    text: Texts
    by: ActorIds = ()
    topics: Topics = ()


class CalendarEntry(Entry, frozen=True, kw_only=True):
    """A date that matters: an election, term, anniversary, deadline, gathering."""

    name: Texts
    when: Edtf
    type: Literal["election", "term", "anniversary", "deadline", "summit", "plan", "process"]
    actors: ActorIds = ()
    results: tuple[Stage, ...] = ()
    topics: Topics = ()
