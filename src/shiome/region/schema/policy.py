"""What policy is judged by and made of: metrics, levers of the tools by ally, and the two tracks of an actor."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from shiome.region.schema.common import ActorId, ActorIds, Cite, Entry, Identifier, Texts, Topics, reference

Weight = Annotated[float, msgspec.Meta(ge=0)]
Shift = Annotated[float, msgspec.Meta(ge=-3, le=3)]
Degree = Literal["low", "medium", "high"]
Fear = Literal["abandonment", "entrapment"]
DriverId = Annotated[str, reference("drivers")]
LeverId = Annotated[str, reference("levers")]


class StatePoints(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Points that a month gives for the state of a driver."""

    driver: DriverId
    points: dict[str, float]
    """State to points; a state that is not named gives none."""


class Metric(Entry, frozen=True, kw_only=True):
    """A figure by which futures are compared: points for driver states, month by month, put together over the months."""

    name: Texts
    about: Texts
    aim: Identifier
    """The aim that it belongs to; the frontier of an ally lies between its aims."""
    aim_name: Texts
    """Name of the aim, the same in every metric of the aim."""
    better: Literal["more", "less"]
    """Whether a higher or a lower figure is better."""
    over: Literal["mean", "last", "share", "ever"] = "mean"
    """Mean of the months' points, those of the last month, share of months that reach ``reach``, or whether any does."""
    reach: float = 0.0
    """Points from which a month counts, for ``share`` and ``ever``."""
    parts: tuple[StatePoints, ...]
    """Drivers that give points; their points add up."""
    weights: dict[str, Weight]
    """Ally to the weight that the figure has for it."""
    acceptable: float | None = None
    """The figure that is still acceptable; without it, none is asked for."""
    capabilities: tuple[Annotated[str, reference("capabilities")], ...] = ()
    """Weapons whose threat it tells."""
    topics: Topics = ()


class LeverShift(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much a level moves a driver towards a state in every month that it is held, on the scale of judgements."""

    driver: DriverId
    state: str
    low: Shift
    """Weakest reading."""
    high: Shift
    """Strongest reading."""
    cite: tuple[Cite, ...] = ()


class LeverLevel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one level of a lever does; a level that is not described leaves everything as it is."""

    level: Degree
    text: Texts
    """What the ally does at this level."""
    effort: Weight | None = None
    """What it takes of the ally; 0, 1 and 2 from low to high unless given."""
    shifts: tuple[LeverShift, ...] = ()
    """What it does to drivers, every month."""


class LeverFloor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A floor of the tool: the lowest level that keeps it."""

    floor: str
    """Identifier among the floors of the tools."""
    level: Degree
    """The lowest level that keeps it."""
    when: Annotated[str, reference("levers")] = ""
    """Another lever; the floor counts only while that stands at ``when_level`` or higher."""
    when_level: Degree = "high"
    """Level of the other lever from which the floor counts."""


class Lever(Entry, frozen=True, kw_only=True):
    """One tool in the hands of one ally."""

    tool: Annotated[str, reference("tools")]
    ally: ActorId
    name: Texts
    levels: tuple[LeverLevel, ...]
    """What each level does."""
    floors: tuple[LeverFloor, ...] = ()


class TrackMeasure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A measure on one of an actor's tracks."""

    id: Identifier
    track: Identifier
    """The track that it belongs to, by identifier."""
    text: Texts
    when: dict[str, tuple[str, ...]] = {}
    """Driver to the states in which the measure is under way; empty where no driver tells."""
    cite: tuple[Cite, ...] = ()


class TrackName(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of an actor's tracks."""

    id: Identifier
    name: Texts
    policy: Annotated[str, reference("policies")] = ""
    """The policy that the track is."""


class TrackPair(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How two measures, usually of different tracks, fit together."""

    one: str
    """Measure, by identifier."""
    other: str
    """Measure, by identifier."""
    fit: Literal["conflict", "strain", "neutral", "support"]
    """Whether they exclude each other, strain each other, leave each other alone or help each other."""
    text: Texts
    """Why."""
    cite: tuple[Cite, ...] = ()


class FearCondition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that feeds a fear, with its points."""

    text: Texts
    points: Annotated[float, msgspec.Meta(gt=0)]
    """How much it counts beside the others."""
    driver: Annotated[str, reference("drivers")] = ""
    """The driver that tells whether it holds."""
    states: tuple[str, ...] = ()
    """States of the driver in which it holds."""
    claim: Annotated[str, reference("claims")] = ""
    """A claim that says so; it counts by how firmly it is held, from the day on which it is known."""
    domestic: bool = False
    """Whether it comes from domestic politics."""
    cite: tuple[Cite, ...] = ()


class TrackFear(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fear of an actor toward its partner: to be abandoned, or to be drawn into a conflict not its own."""

    kind: Fear
    toward: ActorId
    """The partner."""
    conditions: tuple[FearCondition, ...]
    """What feeds it; points add up, and the score is their share of all points."""


class DomesticLink(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a state of domestic politics bears on a track."""

    driver: DriverId
    states: tuple[str, ...]
    """States in which it bears."""
    track: str
    """Track, by identifier."""
    sign: Literal["+", "-"]
    """Whether it helps or hinders the track."""
    text: Texts
    cite: tuple[Cite, ...] = ()


class TrackBoard(Entry, frozen=True, kw_only=True):
    """The tracks of an actor, how their measures fit together, what it fears, and what binds it at home."""

    actor: ActorId
    name: Texts
    tracks: tuple[TrackName, ...] = ()
    """Its tracks."""
    measures: tuple[TrackMeasure, ...] = ()
    """The measures on them."""
    pairs: tuple[TrackPair, ...] = ()
    """How measures fit together."""
    fears: tuple[TrackFear, ...] = ()
    """What it fears of its partners."""
    domestic: tuple[DomesticLink, ...] = ()
    """What binds it at home."""
    partners: ActorIds = ()
    """Whom the tracks are shared with or directed at."""
    topics: Topics = ()
