"""From who stands where in a clause to who did it to whom, for all three languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.proposals import Span
from shiome.reading.lexicon import Trigger
from shiome.vocabulary.plover import QUADRANTS

_LONE = frozenset({"MOBILIZE", "COERCE", "NONE"})
"""Types that tell something even without anybody it is done to."""


@dataclass(slots=True)
class Roles:
    """Actors around an event word by the place they stand in."""

    subject: list[Mention] = field(default_factory=list)
    object: list[Mention] = field(default_factory=list)
    dative: list[Mention] = field(default_factory=list)
    against: list[Mention] = field(default_factory=list)
    comitative: list[Mention] = field(default_factory=list)
    agent: list[Mention] = field(default_factory=list)
    owner: list[Mention] = field(default_factory=list)
    """Whose event a noun tells."""
    inside: list[Mention] = field(default_factory=list)
    """Within the very noun that tells the event (the X-Y summit)."""
    theme: list[Mention] = field(default_factory=list)
    """Within what the event is about: its goal where nothing better is said."""
    setting: list[Mention] = field(default_factory=list)
    """Where it took place."""
    earlier: list[Mention] = field(default_factory=list)
    """In the clause before, on whose actors this one may build."""
    embedded: bool = False
    """That clause only describes a noun of this one."""
    lent: bool = False
    """The subject is that of another clause and only understood here."""


class Parties(msgspec.Struct, frozen=True):
    """Doers and those it is done to."""

    source: tuple[Mention, ...]
    recipient: tuple[Mention, ...]


def parties(trigger: Trigger, roles: Roles, *, passive: bool = False, nominal: bool = False) -> Parties | None:
    """Who does it to whom; ``None`` where the frame is not filled."""
    subject, target = roles.subject, roles.object
    if passive:
        subject, target = roles.agent, roles.subject or roles.object
    if trigger.frame == "joint":
        return _joint(trigger, roles, subject, target)
    doers = subject or roles.agent or roles.owner
    if nominal and not doers:
        doers = roles.inside if trigger.plover in _LONE or len(_actors(roles.inside)) > 1 else []
    goals = _goals(trigger, roles, target, doers, passive=passive)
    if trigger.frame == "solo" and passive and not doers and (trigger.plover == "NONE" or not roles.lent):
        doers, goals = target, []
    if not doers or (not goals and trigger.plover not in _LONE and not trigger.solo_ok):
        return None
    if trigger.actor_object and not goals:
        return None
    return Parties(tuple(doers), tuple(goals))


def _goals(
    trigger: Trigger, roles: Roles, target: list[Mention], doers: list[Mention], *, passive: bool
) -> list[Mention]:
    if trigger.frame == "solo":
        order: tuple[list[Mention], ...] = (roles.against,)
    elif trigger.frame == "transitive" or passive:
        order = (target, roles.against, roles.dative, roles.comitative, roles.inside, roles.theme)
    elif trigger.frame == "visit":
        order = (target, roles.dative, roles.against, roles.inside, roles.theme)
    else:
        order = (roles.against, roles.dative, roles.comitative, target, roles.inside, roles.theme)
    if trigger.actor_object and trigger.frame != "visit":
        order = (target, roles.against, roles.dative, roles.comitative)
        roles.earlier = []
    if "verbal" not in QUADRANTS.get(trigger.plover, "") and (trigger.plover != "SANCTION" or roles.embedded):
        # What is said, or imposed in answer, may mean those named before; what else is done needs its own object.
        roles.earlier = []
    if trigger.plover == "RETREAT":
        order = (*order, roles.setting)
    there = set(_actors(doers))
    for group in (*order, roles.earlier if trigger.frame != "solo" else []):
        rest = [mention for mention in group if not set(mention.actors) <= there]
        if rest:
            return rest
    return []


def _joint(trigger: Trigger, roles: Roles, subject: list[Mention], target: list[Mention]) -> Parties | None:
    if not (subject or roles.agent or roles.owner or roles.inside or roles.theme):
        # With somebody, but who is not said.
        return None
    together = [*subject, *roles.comitative, *roles.agent]
    if len(_actors(together)) < 2 or (roles.lent and roles.inside):
        together = [*([] if roles.lent and len(_actors(roles.inside)) > 1 else together), *roles.owner, *roles.inside]
    said = trigger.plover in ("SUPPORT", "AGREE")
    others = [] if trigger.actor_object else [roles.theme, roles.earlier if said else []]
    for more in (target + roles.dative, *others):
        if len(_actors(together)) < 2:
            together += more
    together = list(dict.fromkeys(together))
    if len(_actors(together)) < 2 and not (trigger.solo_ok and together):
        return None
    there = set(_actors(together))
    goals = [mention for mention in roles.against if not set(mention.actors) <= there]
    return Parties(tuple(together), tuple(goals))


def _actors(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for mention in mentions for actor in mention.actors))


def actors_of(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Identifiers of the mentions' actors, each once."""
    return _actors(mentions)


def span_of(mentions: Sequence[Mention]) -> Span | None:
    """From the first to the last of the mentions."""
    if not mentions:
        return None
    return min(m.start for m in mentions), max(m.end for m in mentions)
