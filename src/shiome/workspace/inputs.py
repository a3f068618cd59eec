"""Inputs of a workspace: its bank of arguments, the channels, the log of what was said, and the openings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from shiome.coordination.inputs import (
    HOPS,
    WINDOW,
    Followed,
    InputShapes,
    Link,
    OwnArgument,
    Said,
    Slot,
    Standpoint,
    Way,
    addressee_called,
    argument_called,
    argument_entered,
    bank_of,
    counts,
    followed,
    links_of,
    reach,
    said_entered,
    standpoints,
    ways,
)
from shiome.records.model import Event, Wording
from shiome.records.values import LIVE
from shiome.region.schema.inputs import Opening
from shiome.region.schema.yardsticks import Yardstick
from shiome.workspace import entered
from shiome.workspace.evidence import locator, told_and_cited
from shiome.workspace.measuring import knowledge_of
from shiome.yardsticks.measuring.measure import measure

if TYPE_CHECKING:
    from shiome.workspace.workspace import Workspace


def newest_day(workspace: Workspace) -> date:
    """The day of the newest document, or of the last entry where that is later."""
    days = [each.known_from for each in entered.arguments(workspace)]
    days += [each.known_from for each in entered.sayings(workspace)]
    return max([workspace.newest_day(), *days])


def bank(
    workspace: Workspace,
    *,
    as_of: date,
    addressee: str = "",
    interest: str = "",
    topic: str = "",
    own: bool = False,
) -> list[Slot]:
    """Addressees with their arguments as known on a day.

    Parameters
    ----------
    addressee:
        Only this one, by its identifier or that of an actor.
    interest, topic:
        Only arguments whose interest holds these words, in any language; that belong to this system or issue.
    own:
        Only arguments that persons keep in the workspace.

    Raises
    ------
    NotKnown
        ``inputs.addressee``.
    """
    slots = bank_of(workspace.pack, entered.arguments(workspace), as_of=as_of)
    wanted = addressee_called(workspace.pack, addressee) if addressee else ()
    words = interest.casefold()
    found = []
    for slot in slots:
        if wanted and slot.entry.id not in wanted:
            continue
        arguments = tuple(
            each
            for each in slot.arguments
            if (not topic or topic in each.topics)
            and (not own or each.own)
            and (not words or any(words in text.casefold() for text in each.interest.values()))
        )
        if arguments or not (interest or topic or own):
            found.append(replace(slot, arguments=arguments))
    return found


def channels(workspace: Workspace, *, as_of: date) -> tuple[Link, ...]:
    """Every channel as known on a day."""
    return links_of(workspace.pack, as_of=as_of)


def channels_from(workspace: Workspace, start: str, *, as_of: date) -> tuple[Link, ...]:
    """The channels that an actor uses.

    Raises
    ------
    NotKnown
        There is no such actor.
    """
    workspace.pack.entry("actors", start)
    return reach(channels(workspace, as_of=as_of), start)


def paths(workspace: Workspace, start: str, goal: str, *, as_of: date, hops: int = HOPS) -> tuple[Way, ...]:
    """Ways from one actor to another; ``goal`` may be an addressee.

    Raises
    ------
    NotKnown
        There is no such actor.
    """
    links = channels(workspace, as_of=as_of)
    known = workspace.pack.subjects["addressees"]
    goals = getattr(known.get(goal), "actors", (goal,))
    every = (way for each in goals for way in ways(workspace.pack, links, start, each, hops=hops))
    found = {tuple(link.entry.id for link in way.links): way for way in every}
    return tuple(sorted(found.values(), key=lambda way: (len(way.links), not way.used)))


def openings(workspace: Workspace, *, as_of: date, addressee: str = "") -> list[Standpoint]:
    """Which arguments have the state of a yardstick on the day on their side; only those to one addressee where it is named."""
    named = {each.yardstick for each in workspace.pack.entries("openings", Opening).values()}
    known = [each for each in workspace.registry("yardsticks", as_of=as_of) if each.id in named]
    knowledge = knowledge_of(workspace, as_of) if known else None
    measured = {each.id: measure(each, knowledge) for each in known if knowledge and isinstance(each, Yardstick)}
    found = standpoints(workspace.pack, measured, as_of=as_of)
    if not addressee:
        return list(found)
    mine = {each.id for slot in bank(workspace, as_of=as_of, addressee=addressee) for each in slot.arguments}
    return [each for each in found if each.entry.argument in mine]


def said(
    workspace: Workspace, *, as_of: date, addressee: str = "", window: int = WINDOW
) -> list[tuple[Said, tuple[Followed, ...]]]:
    """What was said, earliest first, each with what the addressee said and did within ``window`` days after, as known on a day."""
    wanted = addressee_called(workspace.pack, addressee) if addressee else ()
    log = [
        each for each in entered.sayings(workspace) if counts(each, as_of) and (not wanted or each.addressee in wanted)
    ]
    if not log:
        return []
    records = [
        each
        for kind in ("event", "wording")
        for each in workspace.store.records(kind, as_of=as_of, status=LIVE)
        if isinstance(each, Event | Wording)
    ]
    slots = bank(workspace, as_of=as_of)
    found = []
    for each in sorted(log, key=lambda said: (said.when, said.id)):
        topics = _topics(slots, each)
        actors = addressee_called(workspace.pack, each.addressee)
        found.append((each, followed(workspace.pack, each, actors, topics, records, as_of=as_of, window=window)))
    return found


def _topics(slots: Sequence[Slot], said: Said) -> tuple[str, ...]:
    """Topics of what was said: its own and those of the argument, where that still counts."""
    own = [each.topics for slot in slots for each in slot.arguments if each.id == said.argument]
    return tuple(dict.fromkeys((*said.topics, *(own[0] if own else ()))))


def add(
    workspace: Workspace,
    *,
    addressee: str,
    interest: str,
    text: str,
    evidence: Iterable[str],
    entered_by: str,
    on: date | None = None,
    today: date | None = None,
    **fields: Any,
) -> OwnArgument:
    """Keep an argument of one's own with its source; see :func:`shiome.coordination.inputs.argument_entered` for ``fields``.

    Raises
    ------
    InputRefused, NotKnown
        As there; ``inputs.addressee``, ``inputs.known``.
    """
    day = today or date.today()
    addressee_called(workspace.pack, addressee)
    sources, told = told_and_cited(workspace, evidence)
    made = argument_entered(
        workspace.pack,
        addressee=addressee,
        interest=interest,
        text=text,
        sources=sources,
        told=told,
        on=on or day,
        today=day,
        entered_by=entered_by,
        **fields,
    )
    if made.id in workspace.pack.entries("arguments"):
        raise entered.known_already(made.id)
    entered.keep(workspace, made)
    return made


def log(
    workspace: Workspace,
    *,
    when: date,
    by: Sequence[str],
    addressee: str,
    evidence: Iterable[str],
    entered_by: str,
    argument: str = "",
    on: date | None = None,
    today: date | None = None,
    **fields: Any,
) -> Said:
    """Enter what was said; see :func:`shiome.coordination.inputs.said_entered` for ``fields``.

    Raises
    ------
    InputRefused, NotKnown
        As there; ``inputs.addressee``, ``inputs.argument``, ``inputs.known``.
    """
    day = today or date.today()
    known = on or day
    addressee_called(workspace.pack, addressee)
    if argument:
        argument_called(bank(workspace, as_of=known), argument)
    sources, told = told_and_cited(workspace, evidence)
    made = said_entered(
        workspace.pack,
        when=when,
        by=by,
        addressee=addressee,
        sources=sources,
        told=told,
        on=known,
        today=day,
        entered_by=entered_by,
        argument=argument,
        **fields,
    )
    entered.keep(workspace, made)
    return made


def withdraw(
    workspace: Workspace, identifier: str, *, reason: str, by: str, on: date | None = None, today: date | None = None
) -> OwnArgument | Said:
    """Take back something entered, from ``on`` (today without it); see :func:`shiome.workspace.entered.withdraw`."""
    day = today or date.today()
    return entered.withdraw(workspace, identifier, reason=reason, by=by, on=on or day, today=day)


def shapes(workspace: Workspace, language: str) -> InputShapes:
    """Makes JSON of what this module gives."""
    return InputShapes(workspace.pack, language, files=workspace.store.document_names(), locate=locator(workspace))
