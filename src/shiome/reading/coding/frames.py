"""From who stands where in a clause to who did it to whom: the argument frames of triggers, the same in every language."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.proposals import Span
from shiome.reading.lexicon import Trigger

_LONE = frozenset({"MOBILIZE", "COERCE", "NONE"})
"""Types that tell something even without anybody it is done to."""


_ANSWERS = frozenset({"REJECT", "AGREE", "ACCUSE", "THREATEN"})
"""Types by which one answers another."""


@dataclass(slots=True)
class Arguments:
    """Actors of a clause by the place they stand in."""

    subject: list[Mention] = field(default_factory=list)
    object: list[Mention] = field(default_factory=list)
    dative: list[Mention] = field(default_factory=list)
    against: list[Mention] = field(default_factory=list)
    comitative: list[Mention] = field(default_factory=list)
    agent: list[Mention] = field(default_factory=list)
    genitive: list[Mention] = field(default_factory=list)
    """Whose event a noun tells (the visit of X)."""
    modifier: list[Mention] = field(default_factory=list)
    """Within the noun that tells the event (X-Y summit)."""
    theme: list[Mention] = field(default_factory=list)
    """Within what the event is about, without being a party by themselves."""
    setting: list[Mention] = field(default_factory=list)
    """Where or among whom, as a topic (with X, on the side of X …)."""
    earlier: list[Mention] = field(default_factory=list)
    """Those it was done to in the clause before, which a list of clauses does not repeat."""
    origin: list[Mention] = field(default_factory=list)
    """From whom something comes."""
    owners: list[Mention] = field(default_factory=list)
    """Whose the subject is, where it is no actor (the ships of X)."""
    backdrop: list[Mention] = field(default_factory=list)
    """Within what only sets the scene (at the X-Y summit …)."""
    partners: list[Mention] = field(default_factory=list)
    """Whom one meets where it is told (at a meeting with X …)."""
    quoted: list[Mention] = field(default_factory=list)
    """Of whom something is said."""
    counterpart: list[Mention] = field(default_factory=list)
    """Who did what the clause before tells, where this one is told as something alike."""
    mediated: bool = False
    """The agent only helped it along (X の仲介で)."""
    companions: list[Mention] = field(default_factory=list)
    """Who does it together with the subject."""
    inherited: bool = False
    """The subject was named before and is only understood here."""
    distant: bool = False
    """The subject was named in a sentence before."""
    named: bool = False
    """Something stands in the subject's place, whether an actor or not."""


class Parties(msgspec.Struct, frozen=True):
    """Doers and those it is done to, as mentions."""

    source: tuple[Mention, ...]
    recipient: tuple[Mention, ...]


def parties(
    trigger: Trigger, arguments: Arguments, *, passive: bool = False, nominal: bool = False, received: bool = False
) -> Parties | None:
    """Who does it to whom; ``None`` where the frame is not filled.

    Parameters
    ----------
    trigger, arguments:
        The event word and the actors around it.
    passive:
        It is told of those it is done to.
    nominal:
        The event word is a noun.
    received:
        A verb of receiving carries the noun: its subject is the one it is done to.
    """
    if received and trigger.frame != "joint":
        return _received(arguments)
    subject, target = arguments.subject + arguments.companions, arguments.object
    if passive:
        subject, target = arguments.agent or arguments.origin, arguments.subject + arguments.object
    if trigger.frame == "joint":
        if trigger.plover == "CONSULT" and _count(subject) == 1 and not arguments.comitative:
            # 「Yと会談し、Zの情勢を協議した」: with whom one spoke before, not of whom.
            arguments.comitative = arguments.earlier
        return _joint(arguments, subject, target, passive=passive)
    doers = subject or arguments.agent or arguments.genitive
    goals = _goals(trigger, arguments, target, passive=passive)
    if not doers and nominal:
        doers, goals = _nominal(arguments, goals, trigger)
    if not doers:
        doers, goals = _from_around(trigger, arguments, target, goals, passive=passive)
    goals = [mention for mention in goals if not _same(mention, doers)] or _beside(trigger, arguments, doers)
    if not doers and not (passive and goals and trigger.solo_ok):
        return None
    if not goals and not _lone(trigger, arguments):
        return None
    return Parties(tuple(doers), tuple(goals))


def _from_around(
    trigger: Trigger, arguments: Arguments, target: list[Mention], goals: list[Mention], *, passive: bool
) -> tuple[list[Mention], list[Mention]]:
    """Doers where no subject, agent or owner is named: from what else stands around, and the goals that are left."""
    doers = arguments.origin or arguments.setting or arguments.owners
    if passive:
        doers = [m for m in arguments.setting if not _same(m, goals)]
    if doers or trigger.frame != "solo":
        return doers, goals
    if trigger.plover != "NONE":
        return (arguments.owners if passive else []), goals
    if arguments.backdrop or not passive:
        return arguments.backdrop, goals
    return target, []


def _beside(trigger: Trigger, arguments: Arguments, doers: list[Mention]) -> list[Mention]:
    """「XY関係については…」: of a pair that the clause is about, the one that does not do it."""
    actors = {actor for mention in doers for actor in mention.actors}
    if trigger.frame == "solo" or trigger.solo_ok:
        return []
    return [m for m in arguments.backdrop if len(m.actors) == 2 and len(actors & set(m.actors)) == 1][:1]


def _lone(trigger: Trigger, arguments: Arguments) -> bool:
    """Whether the event may stand without anybody it is done to."""
    if trigger.actor_object or (trigger.plover == "ASSAULT" and not trigger.solo_ok):
        return False
    if trigger.plover in _LONE or trigger.solo_ok:
        return True
    return bool(arguments.subject) and not arguments.distant and trigger.frame != "visit"


def _received(arguments: Arguments) -> Parties | None:
    doers = arguments.agent or arguments.origin or arguments.genitive or arguments.dative or arguments.modifier
    doers = doers or arguments.against or arguments.earlier
    goals = [mention for mention in arguments.subject or arguments.owners if not _same(mention, doers)]
    return Parties(tuple(doers), tuple(goals)) if doers and goals else None


def _goals(trigger: Trigger, arguments: Arguments, target: list[Mention], *, passive: bool) -> list[Mention]:
    if trigger.frame == "solo":
        return arguments.against
    if trigger.plover == "CONSULT" and trigger.object:
        # Whom one sends is not whom one sends them to.
        target = []
    if trigger.frame == "transitive" or passive:
        order: tuple[list[Mention], ...] = (target, arguments.against, arguments.dative, arguments.comitative)
    else:
        order = (arguments.dative, arguments.against, arguments.comitative, target, arguments.partners)
    owners = arguments.genitive if arguments.subject else []
    answered = arguments.counterpart if trigger.plover in _ANSWERS else []
    for group in (*order, arguments.modifier, arguments.theme, owners, arguments.quoted, answered, arguments.earlier):
        if group:
            return group
    if trigger.plover == "SANCTION" and arguments.subject and not passive:
        # To ban imports from somebody is done to them.
        return arguments.origin
    if passive and not arguments.subject:
        return arguments.owners
    # 「XYでは…寄港も」: among whom it is done.
    return arguments.setting if trigger.frame == "visit" else []


def _nominal(arguments: Arguments, goals: list[Mention], trigger: Trigger) -> tuple[list[Mention], list[Mention]]:
    """A noun with nothing but its modifier: two states within it are the doers, one is the goal or the only doer."""
    modifier = arguments.modifier
    if modifier and arguments.object:
        return modifier, arguments.object
    if modifier and (len(modifier[0].actors) > 1 or trigger.plover in _LONE) and trigger.frame != "visit":
        return modifier, [mention for mention in goals if mention not in modifier]
    return [], goals


def _joint(arguments: Arguments, subject: list[Mention], target: list[Mention], *, passive: bool) -> Parties | None:
    together = [*subject, *arguments.comitative]
    if _count(subject) < 2 or not arguments.mediated:
        together += arguments.agent
    together += [*arguments.genitive, *arguments.modifier]
    if passive:
        together += target
    if not together and _count(arguments.setting) > 1:
        together = list(arguments.setting)
    together += [mention for mention in arguments.theme if _plural(mention) or not together]
    for group in (
        target,
        arguments.dative,
        arguments.theme,
        arguments.setting,
        arguments.against,
        arguments.owners,
        arguments.backdrop,
    ):
        if _count(together) >= 2:
            break
        together += group
    together = list(dict.fromkeys(together))
    if _count(together) < 2:
        return None
    goals = [mention for mention in arguments.against if not _same(mention, together)]
    return Parties(tuple(together), tuple(goals))


def _plural(mention: Mention) -> bool:
    return len(mention.actors) > 1


def _count(mentions: list[Mention]) -> int:
    return len({actor for mention in mentions for actor in mention.actors})


def _same(mention: Mention, others: list[Mention]) -> bool:
    """Whether all actors of a mention stand among the others'."""
    there = {actor for other in others for actor in other.actors}
    return set(mention.actors) <= there


def span_of(mentions: tuple[Mention, ...]) -> Span | None:
    """From the first to the last of the mentions."""
    if not mentions:
        return None
    return min(m.start for m in mentions), max(m.end for m in mentions)
