"""Actors: who they are, every name they go by, and which office they held when."""

from __future__ import annotations

from typing import Literal

import msgspec

from shiome.region.schema.common import ActorId, Cite, Edtf, Entry, Texts


class Alias(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A form under which an actor appears in text."""

    form: str
    language: str
    use: Literal["name", "short", "title", "abbreviation", "official", "reading", "noise", "historical", "metonym"] = (
        "name"
    )
    """``abbreviation``: a character that only counts within a compound (the members of 日米韓); ``noise``: an extraction fault;
    ``metonym``: a capital or seat standing for its government."""
    valid: Edtf = ""
    """Interval in which the form means this actor; empty for always."""
    ambiguous: bool = False
    """The form alone is not enough (a common surname, one character)."""


class Role(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office held."""

    office: Texts
    of: ActorId = ""
    """Actor whose office it is: the state, party or body."""
    held: Edtf
    """Interval, open ends as ``..``."""
    code: str = ""
    """Sort of office: head_of_state, head_of_government, leader, foreign_minister, defence_minister, president_elect …"""
    external: bool = False
    """Dates or office come from general knowledge, not from the documents."""
    cite: tuple[Cite, ...] = ()


class Actor(Entry, frozen=True, kw_only=True):
    """A state, leader, party, institution, force, group or place that can act or be acted on."""

    name: Texts
    type: Literal[
        "state",
        "leader",
        "official",
        "expert",
        "author",
        "party",
        "institution",
        "military",
        "group",
        "bloc",
        "place",
        "media",
    ]
    country: ActorId = ""
    """Actor identifier of the state it belongs to."""
    members: tuple[ActorId, ...] = ()
    """Actors that a bloc or group stands for."""
    aliases: tuple[Alias, ...] = ()
    roles: tuple[Role, ...] = ()
    exists: Edtf = ""
    """Interval of its existence."""
