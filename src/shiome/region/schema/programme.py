"""The three tools, and the programme they answer: capabilities, demands, plan."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from shiome.region.schema.common import ActorId, ActorIds, Cite, Edtf, Entry, Stage, Texts, Topics, reference


class Floor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What must not be given up on a tool, whatever is talked about."""

    id: str
    text: Texts
    cite: tuple[Cite, ...] = ()


class Tool(Entry, frozen=True, kw_only=True):
    """One of the policy tools with its elements and floor."""

    name: Texts
    about: Texts
    elements: tuple[Stage, ...] = ()
    """``state`` is the short name of the element."""
    floors: tuple[Floor, ...] = ()
    topics: Topics = ()


class ToolInteraction(Entry, frozen=True, kw_only=True):
    """How a move on one tool bears on another."""

    cause: Annotated[str, reference("tools")]
    effect: Annotated[str, reference("tools")]
    sign: Literal["+", "-", "conditional"]
    text: Texts
    topics: Topics = ()


class Regime(Entry, frozen=True, kw_only=True):
    """A mix of the tools that an actor followed in a period, such as strategic patience."""

    name: Texts
    actors: ActorIds
    period: Edtf
    weights: dict[str, Annotated[float, msgspec.Meta(ge=0, le=1)]]
    """Tool to weight, summing to one; a coder's reading."""
    about: Texts
    topics: Topics = ()


class Capability(Entry, frozen=True, kw_only=True):
    """An item of the weapons programme: its range class, what it holds at risk, who cares."""

    name: Texts
    range_class: Literal["short", "medium", "intermediate", "intercontinental", "tactical", "none"]
    targets: ActorIds = ()
    """Actors or places held at risk."""
    who_cares: ActorIds = ()
    status: tuple[Stage, ...] = ()
    """``state``: sought, tested, fielded, partly, not_achieved."""
    topics: Topics = ()


class Demand(Entry, frozen=True, kw_only=True):
    """An item of the demand bundle, a goal or a strategy of the actor of concern."""

    name: Texts
    type: Literal["demand", "goal", "strategy", "doctrine"]
    of: ActorId
    order: int | None = None
    negotiable: Literal["yes", "no", "unknown"] = "unknown"
    about: Texts
    topics: Topics = ()


class PlanItem(Entry, frozen=True, kw_only=True):
    """An item of a plan under watch, with what is known of its achievement."""

    plan: Annotated[str, reference("agreements")]
    """Agreement or plan it belongs to."""
    name: Texts
    due: Edtf = ""
    status: tuple[Stage, ...]
    topics: Topics = ()
