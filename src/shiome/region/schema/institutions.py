"""Bodies, agreements, minilaterals, exercises and what was promised in them."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from shiome.region.schema.common import ActorIds, Cite, Edtf, Entry, Stage, Texts, ToolId, Topics, reference


class Meeting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One meeting of a body."""

    when: Edtf
    level: Literal["leaders", "ministers", "officials", "experts", "forces"]
    place: str = ""
    text: Texts = {}
    cite: tuple[Cite, ...] = ()


class Body(Entry, frozen=True, kw_only=True):
    """A body, institution, channel, minilateral or force structure with members and life-cycle."""

    name: Texts
    abbreviation: str = ""
    type: Literal[
        "consultation",
        "institution",
        "minilateral",
        "command",
        "monitoring",
        "secretariat",
        "network",
        "channel",
        "forum",
    ]
    tool: ToolId = ""
    level: str = ""
    """leaders, ministers, officials: the layer it works on."""
    members: ActorIds = ()
    about: Texts
    life: tuple[Stage, ...]
    """States: proposed, agreed, launched, held, continued, stalled, ended, succeeded; in time order."""
    meetings: tuple[Meeting, ...] = ()
    born_of: tuple[Annotated[str, reference("agreements")], ...] = ()
    """Agreements it comes from."""
    predecessor: Annotated[str, reference("bodies")] = ""
    topics: Topics = ()


class Agreement(Entry, frozen=True, kw_only=True):
    """A treaty, declaration, joint statement, guideline, memorandum, resolution or plan."""

    name: Texts
    other_names: dict[str, tuple[str, ...]] = {}
    type: Literal[
        "treaty", "declaration", "statement", "guideline", "memorandum", "resolution", "plan", "policy", "proposal"
    ]
    parties: ActorIds
    made: Edtf
    about: Texts
    clauses: tuple[Stage, ...] = ()
    """Provisions or items and how they are read; ``state`` is the short name of the clause."""
    life: tuple[Stage, ...] = ()
    topics: Topics = ()


class Exercise(Entry, frozen=True, kw_only=True):
    """An exercise, deployment or visit series and its instances."""

    name: Texts
    type: Literal["field", "tabletop", "naval", "series", "visit", "data_sharing"]
    participants: ActorIds
    domains: tuple[str, ...] = ()
    about: Texts
    instances: tuple[Stage, ...]
    """``state``: planned, held, continued, cancelled."""
    topics: Topics = ()


class CommitmentEntry(Entry, frozen=True, kw_only=True):
    """Who owes what to whom, from which text, and what became of it."""

    owner: ActorIds
    beneficiary: ActorIds = ()
    content: Texts
    text: Annotated[str, reference("agreements")]
    """Agreement it comes from."""
    tool: ToolId = ""
    due: Edtf = ""
    states: tuple[Stage, ...]
    """agreed, launched, held, continued, stalled, lapsed, fulfilled; in time order."""
    confirmed_by: str = ""
    topics: Topics = ()
