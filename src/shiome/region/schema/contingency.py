"""Contingencies that may come together: fronts, what they ask for, what there is, and how one may bring on another."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from shiome.region.schema.common import ActorId, ActorIds, Cite, Entry, Identifier, Stage, Texts, Topics, reference

MonthlyRate = Annotated[float, msgspec.Meta(ge=0, le=5)]
Ratio = Annotated[float, msgspec.Meta(gt=0, le=100)]
Points = Annotated[float, msgspec.Meta(ge=0)]
DriverId = Annotated[str, reference("drivers")]
ContingencyId = Annotated[str, reference("contingencies")]
ResourceId = Annotated[str, reference("resources")]


class ContingencyState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One state of a front. They stand in order, from calm to the worst."""

    id: Identifier
    name: Texts


class ContingencyStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often a front goes from one state to another while nothing else bears on it."""

    before: str
    """State it leaves."""
    after: str
    """State it goes to."""
    low: MonthlyRate
    """Lowest reading of the rate per month; 0.01 is about once in a hundred months."""
    high: MonthlyRate
    """Highest reading of the rate per month."""


class StepInfluence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """While a driver is in a state, a step's rate is multiplied."""

    driver: DriverId
    state: str
    """State of the driver."""
    before: str
    """State the front leaves."""
    after: str
    """State the front goes to."""
    low: Ratio
    """Lowest reading of the factor; 1 changes nothing."""
    high: Ratio
    """Highest reading of the factor."""
    cite: tuple[Cite, ...] = ()


class FollowedState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """While a driver is in a state, the front is in one of its own: the two are one thing under two names."""

    driver: DriverId
    state: str
    """State of the driver."""
    front: str
    """State of the front."""


class FrontDemand(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a front in a state asks of an actor, in the points of the actor's capacity. Without a citation it is our assumption."""

    actor: ActorId
    resource: ResourceId
    state: str
    """State of the front in which it is asked."""
    low: Points
    """Lowest reading."""
    high: Points
    """Highest reading."""
    cite: tuple[Cite, ...] = ()
    note: Texts = {}


class Contingency(Entry, frozen=True, kw_only=True):
    """A front on which crisis or conflict may break out, and what that would ask of whom.

    Rates, factors and points are bands of judgement: the papers give none. Where they speak, the citation says so.
    """

    name: Texts
    about: Texts
    level: Annotated[str, reference("levels")]
    parties: ActorIds = ()
    """Between whom it would break out, or who would be drawn in."""
    states: tuple[ContingencyState, ...]
    """From calm to the worst."""
    observed: tuple[Stage, ...] = ()
    """The states in which it was, in time order; it starts from the last, or from calm."""
    steps: tuple[ContingencyStep, ...]
    """How it moves between its states."""
    influences: tuple[StepInfluence, ...] = ()
    """Drivers that make a step more or less likely."""
    follows: tuple[FollowedState, ...] = ()
    """The driver that it is one with, if there is one: every state of that driver, and what the front is then."""
    demands: tuple[FrontDemand, ...] = ()
    """What it asks of whom."""
    topics: Topics = ()


class CapacityShift(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """While a driver is in a state, a capacity is multiplied."""

    driver: DriverId
    state: str
    """State of the driver."""
    low: Ratio
    """Lowest reading of the factor."""
    high: Ratio
    """Highest reading of the factor."""
    cite: tuple[Cite, ...] = ()


class Capacity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much of a resource an actor can put to use in a month: an index by judgement, 100 being all it holds."""

    actor: ActorId
    low: Annotated[float, msgspec.Meta(gt=0)]
    """Lowest reading, in points."""
    high: Annotated[float, msgspec.Meta(gt=0)]
    """Highest reading, in points."""
    shifts: tuple[CapacityShift, ...] = ()
    """Drivers on which it hangs."""
    cite: tuple[Cite, ...] = ()
    note: Texts = {}


class Resource(Entry, frozen=True, kw_only=True):
    """Something that several fronts would ask for at once: forces of a kind, an instrument, or the attention of leaders."""

    name: Texts
    about: Texts
    kind: Literal["force", "instrument", "attention"]
    """What sort of means it is."""
    capacities: tuple[Capacity, ...]
    """How much of it each actor has."""
    topics: Topics = ()


class FrontAt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A front in a state or a worse one."""

    contingency: ContingencyId
    state: str
    """The least bad state that counts."""


class FrontStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step of a front."""

    contingency: ContingencyId
    before: str
    """State it leaves."""
    after: str
    """State it goes to."""


class Strain(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An actor's resource is taken up by other fronts by more than a share."""

    actor: ActorId
    resource: ResourceId
    above: Annotated[float, msgspec.Meta(ge=0)]
    """Demand of the other fronts over capacity; 1 is all of it."""


class Linkage(Entry, frozen=True, kw_only=True):
    """An assumption of how one front bears on another: switched off or varied at will, never taken for a finding."""

    name: Texts
    kind: Literal["opportunism", "diversion", "escalation", "deterrence-spill-over", "alliance-pull"]
    """By what it works: a chance seized, means drawn away, fighting that spreads, caution that spreads, or a promise kept."""
    cause: FrontAt
    """The front that bears on the other, and from which state on."""
    effect: FrontStep
    """The step whose rate is multiplied."""
    strain: Strain | None = None
    """If given, it works only while these means are taken up."""
    low: Ratio
    """Lowest reading of the factor on the rate; below 1 it holds back."""
    high: Ratio
    """Highest reading of the factor."""
    actors: ActorIds = ()
    """Whose choice it supposes."""
    assumes: Texts
    """What has to be true for it to work."""
    topics: Topics = ()
