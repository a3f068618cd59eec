"""Leaders, ministers, officials: what each layer did, where one stalled, and what went on in the others meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shiome.coordination.commitments.register import bounds
from shiome.coordination.sources import cited
from shiome.records.model import Event, Source
from shiome.region.asof import entries_as_of, known_on
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.common import Stage
from shiome.region.schema.institutions import Body, Meeting
from shiome.region.schema.promises import Administration
from shiome.vocabulary.edtf import parse_edtf

LAYERS = ("leaders", "ministers", "officials")
"""From the top down."""
ACTIVE = ("launched", "held", "continued", "agreed")
"""States of a body that show it at work."""
STILL = ("stalled", "ended")
_LEADING = frozenset({"head_of_state", "head_of_government"})
"""Codes of roles whose holders are leaders, beside those that the pack says act for them."""
_MINISTER = "minister"
"""How the code of a minister's role ends."""
_TYPES = ("CONSULT", "AGREE", "SUPPORT", "COOPERATE", "MOBILIZE")
"""Events among partners that are acts of working together (PLOVER)."""
Kind = Literal["meeting", "stage", "event"]


@dataclass(frozen=True)
class Activity:
    """Something that a layer did, or that tells of its state.

    Parameters
    ----------
    of:
        The body, or the event's record.
    state:
        State of the body; ``held`` for a meeting, the type for an event.
    name, text:
        What the body is called, and what is told; either may be empty.
    """

    layer: str
    kind: Kind
    of: str
    state: str
    when: str
    first: date
    last: date
    name: Mapping[str, str]
    text: Mapping[str, str]
    sources: tuple[Source, ...]

    @property
    def active(self) -> bool:
        """Whether it shows the layer at work."""
        return self.kind != "stage" or self.state in ACTIVE


@dataclass(frozen=True)
class Stall:
    """A time in which a layer was told to stand still.

    Parameters
    ----------
    resumed:
        The first activity of the layer afterwards; none where nothing tells of one.
    meanwhile:
        What the other layers surely did from then until it resumed, or until the day: dates that may lie before are left out.
    """

    layer: str
    told: Activity
    resumed: Activity | None
    meanwhile: Mapping[str, tuple[Activity, ...]]


@dataclass(frozen=True)
class Layers:
    """The three layers of a set of partners as of a day; ``untold`` are acts of theirs whose layer no document tells."""

    as_of: date
    members: tuple[str, ...]
    activity: Mapping[str, tuple[Activity, ...]]
    untold: tuple[Activity, ...]
    stalls: tuple[Stall, ...]

    def last_active(self, layer: str) -> Activity | None:
        """The last activity of a layer that shows it at work."""
        found = [each for each in self.activity[layer] if each.active]
        return max(found, key=lambda each: (each.first, each.last), default=None)

    def standing(self, layer: str) -> str:
        """``stalled`` where a standstill is told and nothing after it, ``going`` where none is, ``unknown`` where nothing is told."""
        if not self.activity[layer]:
            return "unknown"
        return "stalled" if any(s.layer == layer and s.resumed is None for s in self.stalls) else "going"

    def years(self, layer: str) -> dict[int, int]:
        """How often a layer is told to have been at work in each year, counted by the first day of each activity."""
        counts: dict[int, int] = {}
        for each in self.activity[layer]:
            if each.active and each.first.year > 1:
                counts[each.first.year] = counts.get(each.first.year, 0) + 1
        return counts


def layers_of(pack: Pack, events: Iterable[Event], *, members: Sequence[str], as_of: date) -> Layers:
    """The layers on which all of ``members`` work together, from meetings and stages of their bodies and from events.

    An event among all members belongs to the layer of the persons who took part; one that only names states to that of a meeting of
    the same time, which it then does not repeat; else to none.
    """
    bodies = [
        each
        for each in entries_as_of(pack, "bodies", as_of).values()
        if isinstance(each, Body) and set(each.members) == set(members)
    ]
    found = sorted(
        (each for each in _of_bodies(pack, bodies, as_of) if each.first <= as_of),
        key=lambda each: (each.first, each.last, each.of),
    )
    told = _once(found)
    of_events = [each for event in events for each in _of_event(pack, event, members, told, as_of)]
    every = sorted([*told, *of_events], key=lambda each: (each.first, each.last))
    activity = {layer: tuple(each for each in every if each.layer == layer) for layer in LAYERS}
    return Layers(
        as_of=as_of,
        members=tuple(members),
        activity=activity,
        untold=tuple(each for each in every if each.layer not in LAYERS),
        stalls=tuple(_stalls(activity)),
    )


def _of_bodies(pack: Pack, bodies: Iterable[Body], day: date) -> Iterator[Activity]:
    for body in bodies:
        for meeting in body.meetings:
            yield _activity(pack, meeting.level, "meeting", body, "held", meeting, day)
        if body.level:
            for stage in body.life:
                if stage.state in (*ACTIVE, *STILL):  # a proposal or a successor is no activity of the layer
                    yield _activity(pack, body.level, "stage", body, stage.state, stage, day)


def _activity(pack: Pack, layer: str, kind: Kind, body: Body, state: str, part: Meeting | Stage, day: date) -> Activity:
    known = known_on(pack, part.cite) or known_on(pack, body.cite) or day
    first, last = bounds(part.when, known)
    sources = cited(pack, part.cite or body.cite, as_of=day)
    return Activity(layer, kind, body.id, state, part.when, first, last, body.name, part.text, sources)


def _once(found: Sequence[Activity]) -> list[Activity]:
    """Each meeting once, where possible with words: bodies of one layer tell of the same one, and so do stages of a body."""
    kept: list[Activity] = []
    for each in sorted(found, key=lambda activity: (activity.kind != "meeting", not activity.text)):
        same = (other.layer == each.layer and other.when == each.when and other.state == each.state for other in kept)
        if not any(same):
            kept.append(each)
    return kept


def _of_event(
    pack: Pack, event: Event, members: Sequence[str], told: Sequence[Activity], day: date
) -> Iterator[Activity]:
    taking = {*event.source, *event.recipient}
    if event.plover not in _TYPES or event.reality != "actual" or not set(members) <= taking or not event.when:
        return
    first, last = bounds(event.when, event.known_from)
    if first > day or any(each.kind == "meeting" and each.first <= last and first <= each.last for each in told):
        return
    layer = next(
        (layer for layer in LAYERS if layer in {_layer(pack, name, first) for name in taking - set(members)}), ""
    )
    sources = tuple(source for source in event.sources if source.known_from <= day)
    yield Activity(layer, "event", event.id, event.plover, event.when, first, last, {}, event.text, sources)


def _layer(pack: Pack, name: str, day: date) -> str:
    actor = pack.entries("actors", Actor).get(name)
    acting = {code for each in pack.entries("administrations", Administration).values() for code in each.acting}
    for role in actor.roles if actor else ():
        held = parse_edtf(role.held)
        if not (held.earliest or date.min) <= day <= (held.latest or date.max):
            continue
        if role.code in _LEADING | acting:
            return "leaders"
        if role.code.endswith(_MINISTER):
            return "ministers"
    return ""


def _stalls(activity: Mapping[str, Sequence[Activity]]) -> Iterator[Stall]:
    for layer in LAYERS:
        for told in activity[layer]:
            if told.kind != "stage" or told.state not in STILL:
                continue
            after = [each for each in activity[layer] if each.active and each.first > told.first]
            resumed = after[0] if after else None
            yield Stall(layer, told, resumed, _meanwhile(activity, layer, told, resumed))


def _meanwhile(
    activity: Mapping[str, Sequence[Activity]], layer: str, told: Activity, resumed: Activity | None
) -> dict[str, tuple[Activity, ...]]:
    return {
        other: tuple(
            each
            for each in activity[other]
            if each.active and each.first >= told.first and (resumed is None or each.first < resumed.first)
        )
        for other in LAYERS
        if other != layer
    }
