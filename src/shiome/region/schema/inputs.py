"""Inputs by addressee: who is to be reached, through which channels, and when an argument has the day on its side."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from shiome.region.schema.common import ActorId, ActorIds, Cite, Entry, Stage, Texts, Topics, reference


class Addressee(Entry, frozen=True, kw_only=True):
    """Somebody to whom arguments are put: one actor, or several that are one place in the arguments' bank."""

    name: Texts
    actors: ActorIds
    """Actors that arguments may name for it."""
    about: Texts
    """Why it is reached apart from the others."""
    missing: Texts = {}
    """What is missing where the documents put nothing to it; shown in place of arguments."""
    topics: Topics = ()


class Strength(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document's own word for how much a channel matters or can do, in a few words."""

    text: Texts
    cite: tuple[Cite, ...]


class Channel(Entry, frozen=True, kw_only=True):
    """A way in which some actors can bear on another; as of a day it stands as its last known stage says."""

    name: Texts
    source: ActorIds
    """Who uses it; several use it together."""
    target: ActorId
    """Who is reached."""
    type: Literal["leaders", "ministers", "officials", "joint", "hearing", "backing", "dialogue", "message"]
    """Between leaders, ministers or officials; of several together; before a legislature; by backing; by dialogue; from afar."""
    body: Annotated[str, reference("bodies")] = ""
    """The body that carries it."""
    aim: Texts
    """What it is, or would be, used for."""
    strength: tuple[Strength, ...] = ()
    """The documents' own words for how much it matters or can do, in time order; none where they have none. The last one known counts."""
    life: tuple[Stage, ...]
    """proposed, launched, held, continued, stalled, ended; in time order."""
    topics: Topics = ()


class Opening(Entry, frozen=True, kw_only=True):
    """A yardstick on which it hangs whether the interest that an argument appeals to is borne out."""

    argument: Annotated[str, reference("arguments")]
    yardstick: Annotated[str, reference("yardsticks")]
    component: str = ""
    """One component of the yardstick, on the common scale; the yardstick itself for none."""
    holds: Literal["below", "above"]
    """On which side of ``bound`` the argument has the yardstick on its side."""
    bound: float
    """Where on the scale from 0 to 1 it turns."""
    text: Texts
    """Why the yardstick bears on it."""
    topics: Topics = ()
