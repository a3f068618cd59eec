"""Roadmaps: steps that parties take in turn, what each is worth to whom, and what ties them together."""

from __future__ import annotations

from typing import Annotated

import msgspec

from shiome.region.schema.common import ActorId, Cite, Entry, Identifier, Texts, Topics, reference

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Points = Annotated[float, msgspec.Meta(ge=0)]
Months = Annotated[int, msgspec.Meta(ge=0, le=600)]
StepId = Annotated[str, reference("road_steps")]


class Worth(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A band of worth in points: what somebody would give for it, from the lowest reading over the likeliest to the highest."""

    low: Points
    """Lowest reading."""
    mode: Points
    """Likeliest reading."""
    high: Points
    """Highest reading."""


class StepWorth(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a step is worth to a party that does not take it, beside the threat that it removes."""

    party: ActorId
    """Who gains."""
    low: Points
    """Lowest reading."""
    mode: Points
    """Likeliest reading."""
    high: Points
    """Highest reading."""
    cite: tuple[Cite, ...] = ()
    note: Texts = {}


class Near(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another step, at most so many months before or after."""

    step: StepId
    """The other step."""
    months: Months
    """Most months between the two beginnings."""


class Need(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a step takes up of a resource while it lasts."""

    resource: str
    """One of the roadmap's resources."""
    amount: Annotated[int, msgspec.Meta(ge=1)]
    """How much of it."""


class Failure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is done when the step fails."""

    state: Texts
    """The state it falls back to, in words."""
    instead: tuple[StepId, ...] = ()
    """Steps held in reserve that are taken then."""
    retry_after: Annotated[int, msgspec.Meta(ge=1, le=600)] | None = None
    """Months after which the step is tried once more; without it, it and all that rests on it are given up."""


class RoadStep(Entry, frozen=True, kw_only=True):
    """One step of one party. Its worths are judgement unless cited."""

    name: Texts
    party: ActorId
    """Who takes it."""
    track: str = "main"
    """The track of the roadmap it belongs to."""
    threat: str = ""
    """The threat class of the roadmap that it reduces; empty where it reduces none."""
    reduces: Share = 0.0
    """The share of that class that it removes."""
    cost: Worth
    """What it costs the party that takes it: the worth, when the step begins, of all that is given up by it."""
    values: tuple[StepWorth, ...] = ()
    """What it is worth to others, when it is done, beside the threat removed."""
    duration: Annotated[int, msgspec.Meta(ge=1, le=600)] = 1
    """Months that it takes."""
    verification: Months = 0
    """Months from its end until it is known whether it was done."""
    detection: Share = 1.0
    """Probability that a step not taken is then noticed."""
    reversible: Share = 1.0
    """The share of it that can be undone: which the party regains by leaving, and the others lose by its snap-back."""
    after: tuple[StepId, ...] = ()
    """Steps that must be done before it begins."""
    after_verified: tuple[StepId, ...] = ()
    """Steps that must be done and verified before it begins."""
    simultaneous_with: tuple[StepId, ...] = ()
    """Steps that begin in the same month."""
    within: tuple[Near, ...] = ()
    """Steps that begin close to it in time."""
    excludes: tuple[StepId, ...] = ()
    """Steps that contradict it: no roadmap has both."""
    needs: tuple[Need, ...] = ()
    """Resources that it takes up."""
    not_before: Months | None = None
    """First month in which it may begin; month 0 is the first of the roadmap."""
    done_by: Months | None = None
    """Month by whose beginning it must be done."""
    reserve: bool = False
    """Whether it is taken only when another step fails."""
    if_fails: Failure | None = None
    """What is done when it fails; without it, it and all that rests on it are given up."""
    topics: Topics = ()


class RoadCondition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A condition in words and, where the model of what may come has it, as the state of a driver."""

    text: Texts
    """The condition in words."""
    driver: Annotated[str, reference("drivers")] = ""
    """The driver that shows it."""
    state: str = ""
    """The state in which that driver stands when it is met."""
    cite: tuple[Cite, ...] = ()


class RoadEnd(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the roadmap leads."""

    text: Texts
    """The end state in words."""
    threats: dict[str, Share] = {}
    """Most that may be left of each threat class, as a share; classes that are not named are not part of the end."""
    steps: tuple[StepId, ...] = ()
    """Steps that must be among those taken."""
    cite: tuple[Cite, ...] = ()


class RoadTrack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of steps that is watched by itself."""

    id: Identifier
    name: Texts
    stops: tuple[str, ...] = ()
    """Tracks that stop when a step of it fails (all where empty): what the failing party values in them is withheld or undone."""


class RoadThreat(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A class of threat that steps reduce."""

    id: Identifier
    name: Texts
    capabilities: tuple[Annotated[str, reference("capabilities")], ...] = ()
    """Items of the programme that it stands for."""


class RoadResource(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something of which there is only so much at a time: teams of inspectors, a parliament's agenda."""

    id: Identifier
    name: Texts
    capacity: Annotated[int, msgspec.Meta(ge=1)]
    """How much of it there is in any month."""


class ThreatWorth(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the removal of the whole of a threat class would be worth to a party."""

    threat: str
    """The threat class."""
    low: Points
    """Lowest reading."""
    mode: Points
    """Likeliest reading."""
    high: Points
    """Highest reading."""
    cite: tuple[Cite, ...] = ()


class Factor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A band of the discount factor of a month."""

    low: Annotated[float, msgspec.Meta(gt=0, lt=1)]
    """Lowest reading."""
    mode: Annotated[float, msgspec.Meta(gt=0, lt=1)]
    """Likeliest reading."""
    high: Annotated[float, msgspec.Meta(gt=0, lt=1)]
    """Highest reading."""


class RoadParty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a party sees the roadmap."""

    actor: ActorId
    ally: bool = False
    """Whether the schedule is made to serve it: its own threat first."""
    discount: Factor
    """What a point next month is worth to it now."""
    surplus: Worth
    """What it draws each month from the plan as a whole once every step is done, for as long as nobody leaves."""
    penalty: Worth
    """What it loses each month by the response to its leaving, beside what is withdrawn."""
    penalty_months: Annotated[int, msgspec.Meta(ge=1)] | None = None
    """Months that the response lasts; without it, for ever."""
    watch: Months = 3
    """Months until it is noticed that it undoes earlier steps while none of its own is due."""
    watch_detection: Share = 1.0
    """Probability that this is noticed."""
    threats: tuple[ThreatWorth, ...] = ()
    """What the threat classes mean to it; they are also the weights by which its own schedule is made."""


class Roadmap(Entry, frozen=True, kw_only=True):
    """Steps with their parties, from an entry condition to an end."""

    name: Texts
    about: Texts
    entry: RoadCondition
    """When it can begin."""
    end: RoadEnd
    """Where it leads."""
    horizon: Annotated[int, msgspec.Meta(ge=1, le=600)]
    """Months within which all is done."""
    snapback: Months = 0
    """Months from the moment that leaving is noticed until the others respond."""
    parties: tuple[RoadParty, ...]
    """The parties and their valuations."""
    tracks: tuple[RoadTrack, ...]
    """Its tracks."""
    threats: tuple[RoadThreat, ...] = ()
    """The threat classes that its steps reduce."""
    resources: tuple[RoadResource, ...] = ()
    """What its steps share."""
    steps: tuple[StepId, ...]
    """Its steps, those in reserve included."""
    topics: Topics = ()
