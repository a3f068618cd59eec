"""The model of what may come: drivers, each with a few states."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from shiome.region.schema.common import ActorIds, Entry, Identifier, Stage, Texts, ToolId, Topics, reference

Score = Annotated[float, msgspec.Meta(ge=-3, le=3)]


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
