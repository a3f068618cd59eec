"""Events: tellings of one matter brought together, in order, and assigned to the relation they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shiome.outlook.build.context import Context, when_key
from shiome.outlook.model import Statement
from shiome.records.model import Event
from shiome.vocabulary.edtf import excludes, parse_edtf
from shiome.vocabulary.plover import QUADRANTS


@dataclass(frozen=True)
class Happening:
    """A matter with the records that tell of it; the newest telling speaks for all."""

    event: Event
    tellings: tuple[Event, ...]
    states: frozenset[str]
    evidence: tuple[int, ...]
    new: bool


def happenings(context: Context) -> list[Happening]:
    """All events that happened, are planned or are said not to have happened; suppositions are left out."""
    groups: dict[tuple[str, bool], list[list[Event]]] = defaultdict(list)
    for event in sorted(context.records(Event), key=lambda e: (e.known_from, e.id)):
        if event.reality != "hypothetical":
            # An account that excludes another stays by itself: it is in conflict, not another telling.
            fitting = groups[event.about or event.id, event.reality == "negated"]
            group = next((g for g in fitting if all(_fit(event, other) for other in g)), None)
            if group is None:
                fitting.append([event])
            else:
                group.append(event)
    before = context.before(Event)
    found = [_happening(context, group, before) for fitting in groups.values() for group in fitting]
    return [happening for happening in found if happening is not None]


def _fit(a: Event, b: Event) -> bool:
    return not a.when or not b.when or not excludes(parse_edtf(a.when), parse_edtf(b.when))


def _happening(context: Context, group: list[Event], before: Mapping[str, Event]) -> Happening | None:
    evidence = context.book.joined(*(context.book.sources(event.sources) for event in reversed(group)))
    if not evidence:
        return None
    return Happening(
        event=group[-1],
        tellings=tuple(group),
        states=context.states_of(actor for event in group for actor in (*event.source, *event.recipient)),
        evidence=evidence,
        new=context.since is not None and not any(event.id in before for event in group),
    )


def by_relation(
    context: Context, found: Iterable[Happening], relations: Sequence[tuple[str, frozenset[str]]]
) -> dict[str, list[Happening]]:
    """Each happening under the largest relation it fits, newest first.

    What several states do together belongs to the relation among them, whomever it is aimed at; else it belongs to the
    relation of all who take part.
    """
    assigned: dict[str, list[Happening]] = defaultdict(list)
    for happening in found:
        together = context.states_of(happening.event.source)
        fitting = [(name, members) for name, members in relations if members <= together]
        fitting = fitting or [(name, members) for name, members in relations if members <= happening.states]
        largest = max((len(members) for _, members in fitting), default=0)
        for name, members in fitting:
            if len(members) == largest:
                assigned[name].append(happening)
    for happenings_of in assigned.values():
        happenings_of.sort(key=lambda h: (when_key(h.event.when), h.event.id), reverse=True)
    return assigned


def importance(context: Context, happening: Happening) -> tuple[float, str]:
    """A rough order for lists that must be short: whom it concerns, how much of it is deed, how many tell of it."""
    event = happening.event
    score = float(context.weight(happening.states))
    score += {"negated": 2.5, "planned": 0.5}.get(event.reality, 0.0)
    score += {"AGREE": 2.0, "CONSULT": 1.5, "ASSAULT": 2.0}.get(event.plover, 0.0)
    score += 1.0 if QUADRANTS.get(event.plover, "").startswith("material") else 0.0
    score -= 1.0 if event.plover == "NONE" and event.reality == "actual" else 0.0
    score -= 1.0 if event.attribution or event.when.startswith("..") else 0.0
    score += 0.5 * min(len(happening.tellings) + len(happening.evidence), 4)
    return -score, event.id


def told(context: Context, happening: Happening) -> Statement:
    """The sentence that tells of it."""
    event, words = happening.event, context.words
    text = context.text(event.text) or words.quoted(context.quote(happening.evidence))
    details = []
    if event.reality == "planned":
        details.append(words("planned"))
    if event.attribution == "reported":
        details.append(words("reported"))
    elif event.attribution:
        details.append(words("attributed", who=context.actor(event.attribution)))
    return Statement(
        lead=context.label(event.when),
        text=words.sentence(text),
        detail=words.listed(details),
        evidence=happening.evidence,
    )
