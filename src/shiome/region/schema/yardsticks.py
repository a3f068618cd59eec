"""Yardsticks: what is measured, from what, with which weights and why."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from shiome.region.schema.common import ActorId, ActorIds, Edtf, Entry, Identifier, Texts, Topics, reference
from shiome.vocabulary.plover import EventType, Reality

Weight = Annotated[float, msgspec.Meta(ge=0)]
Days = Annotated[float, msgspec.Meta(gt=0)]
Pair = tuple[ActorId, ActorId]


class EventFilter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which events: every condition that is given must hold."""

    source: ActorIds = ()
    """One of them acts."""
    recipient: ActorIds = ()
    """One of them is acted upon."""
    among: ActorIds = ()
    """At least two of them take part, on either side."""
    together: bool = False
    """With ``among``: all of them take part."""
    types: tuple[EventType, ...] = ()
    contexts: tuple[str, ...] = ()
    topics: Topics = ()
    reality: tuple[Reality, ...] = ("actual",)
    value: float = 1.0
    """What one such event counts; negative for what pulls the other way."""


class Component(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="method"):
    """One part of a yardstick. The raw value is brought to 0..1: ``low`` is 0, ``high`` is 1, what lies beyond is cut off."""

    id: Identifier
    name: Texts
    weight: Weight
    reason: Texts
    """Why it has a place in the yardstick, and this weight."""
    low: float
    high: float
    """May be less than ``low``: then less counts as more."""


class Tone(Component, frozen=True, kw_only=True, tag="tone"):
    """Mean tone of the events between pairs, from -10 (conflict) to 10 (cooperation), older ones counting less.

    With several pairs: ``mean``, or ``closure``, the pair that lags behind decides, as a surface needs all its lines.
    """

    pairs: tuple[Pair, ...]
    half_life: Days = 180.0
    combine: Literal["mean", "closure"] = "mean"


class Autonomy(Component, frozen=True, kw_only=True, tag="autonomy"):
    """How evenly an actor leans on its two backers: 1 where its ties with both weigh the same, 0 where all rest on one."""

    actor: ActorId
    backers: Pair
    half_life: Days = 365.0


class Triad(Component, frozen=True, kw_only=True, tag="triad"):
    """What members do all together, older things counting less.

    ``presence``: the share of their acts in which all take part; ``visibility``: the share that shows their alignment (they act
    together, or one backs another in public); ``co_signed``: texts that all have signed.
    """

    members: ActorIds
    measure: Literal["presence", "visibility", "co_signed"]
    half_life: Days = 365.0


class Stock(Component, frozen=True, kw_only=True, tag="stock"):
    """Number of events, older ones counting less; with ``share_of``, their share among those."""

    events: tuple[EventFilter, ...]
    share_of: tuple[EventFilter, ...] = ()
    half_life: Days = 180.0


class Balance(Component, frozen=True, kw_only=True, tag="balance"):
    """What pulls together against what pulls apart: (toward - away) / (toward + away), from -1 to 1, older events counting less."""

    toward: tuple[EventFilter, ...]
    away: tuple[EventFilter, ...]
    half_life: Days = 180.0


class ConflictPairs(Component, frozen=True, kw_only=True, tag="conflict_pairs"):
    """Share of the events on either track that an event of the opposite sense on the other track meets within some days."""

    one: tuple[EventFilter, ...]
    other: tuple[EventFilter, ...]
    within: Days = 60.0
    half_life: Days = 365.0


class Linkage(Component, frozen=True, kw_only=True, tag="linkage"):
    """Share of the claims on either set of topics that tie one to the other, older ones counting less."""

    one: Topics
    other: Topics
    half_life: Days = 365.0


class Votes(Component, frozen=True, kw_only=True, tag="votes"):
    """General Assembly votes of pairs: share agreed on, or distance of ideal points. Needs a table of votes in the workspace."""

    pairs: tuple[Pair, ...]
    measure: Literal["agreement", "ideal_point_distance"] = "agreement"
    variant: Literal["all", "important", "nuclear", "final_passage"] = "all"


class Feed(Component, frozen=True, kw_only=True, tag="feed"):
    """Tone of pairs in the bulk event feeds of the workspace, corrected for how much is reported at all."""

    pairs: tuple[Pair, ...]
    combine: Literal["mean", "closure"] = "mean"
    feeds: tuple[str, ...] = ()


class Treaties(Component, frozen=True, kw_only=True, tag="treaties"):
    """Agreements of the pack in force between the members, by what their kind counts."""

    among: ActorIds
    values: dict[str, float]
    """Type of agreement to what one counts."""


class Bodies(Component, frozen=True, kw_only=True, tag="bodies"):
    """How far the bodies of the members have come: mean of what the stage they are in counts."""

    members: ActorIds
    layers: tuple[Literal["leaders", "ministers", "officials", "experts", "forces"], ...] = ()
    """Only bodies that work or met on these layers; all where empty."""
    values: dict[str, float]
    """Stage (proposed … continued, stalled, ended) to what it counts."""


class Meetings(Component, frozen=True, kw_only=True, tag="meetings"):
    """Meetings of the members' bodies, older ones counting less."""

    members: ActorIds
    layers: tuple[Literal["leaders", "ministers", "officials", "experts", "forces"], ...] = ()
    half_life: Days = 365.0


class Exercises(Component, frozen=True, kw_only=True, tag="exercises"):
    """Exercises, deployments and port calls held, older ones counting less."""

    participants: ActorIds
    types: tuple[str, ...] = ()
    half_life: Days = 180.0


class Closeness(Component, frozen=True, kw_only=True, tag="closeness"):
    """How close relations stand according to the documents, from -3 to 3."""

    relations: tuple[Annotated[str, reference("relations")], ...]
    combine: Literal["mean", "closure"] = "mean"


class Wordings(Component, frozen=True, kw_only=True, tag="wordings"):
    """What official texts name or leave out: mean of what the operations count, older texts counting less."""

    topics: Topics
    values: dict[str, float]
    """Operation (mentioned, kept, added, dropped …) to what one counts."""
    half_life: Days = 365.0


class Programme(Component, frozen=True, kw_only=True, tag="programme"):
    """How far capabilities of a range class have come: the furthest stage reached."""

    range_classes: tuple[str, ...]
    values: dict[str, float]
    """Stage (aim, tested, partly, fielded …) to what it counts."""


class Weights(Component, frozen=True, kw_only=True, tag="weights"):
    """Weight of a tool in the mixes that actors followed."""

    actors: ActorIds
    tool: Annotated[str, reference("tools")]


AnyComponent = (
    Tone
    | Autonomy
    | Triad
    | Stock
    | Balance
    | ConflictPairs
    | Linkage
    | Votes
    | Feed
    | Treaties
    | Bodies
    | Meetings
    | Exercises
    | Closeness
    | Wordings
    | Programme
    | Weights
)


class Variant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The yardstick computed otherwise, to see what hangs on a choice."""

    id: Identifier
    name: Texts
    weights: dict[str, Weight] = {}
    """Component to weight; those not named keep theirs, zero leaves one out."""
    half_life_times: Annotated[float, msgspec.Meta(gt=0)] = 1.0
    """Factor on every half-life."""
    vote_variant: Literal["", "all", "important", "nuclear", "final_passage"] = ""
    """Which votes are counted, for components that count votes."""


class TelltaleEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sign to watch for: an event that would tell."""

    id: Identifier
    name: Texts
    since: Edtf = ""
    """Only what happens after this counts: the day from which the sign is watched for."""
    events: tuple[EventFilter, ...]


class Yardstick(Entry, frozen=True, kw_only=True):
    """A measured series made of components."""

    name: Texts
    about: Texts
    members: ActorIds
    direction: Texts
    """What a higher value means."""
    better: Literal["", "up", "down"] = ""
    """Which way is better from the viewpoint of the pack; empty where it does not say."""
    period: Literal["week", "month", "quarter", "year"] = "quarter"
    """Length of the periods it is measured by."""
    since: Edtf
    """From when it is measured."""
    components: tuple[AnyComponent, ...]
    variants: tuple[Variant, ...] = ()
    telltales: tuple[TelltaleEntry, ...] = ()
    topics: Topics = ()
