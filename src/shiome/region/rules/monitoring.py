"""What the bodies, duties, legal bases and violations of a sanctions framework owe one another."""

from __future__ import annotations

from collections.abc import Iterator

from shiome.region.fields import Place
from shiome.region.pack import Pack
from shiome.region.schema.common import Entry
from shiome.region.schema.monitoring import Duty, LegalBasis, SanctionsBody
from shiome.vocabulary.edtf import parse_edtf

Problem = tuple[Place, str, str]


def monitoring_rules(pack: Pack, entry: Entry) -> Iterator[Problem]:
    """Everything wrong with ``entry`` that only shows beside the other entries; nothing for other subjects."""
    if isinstance(entry, SanctionsBody):
        yield from _body(pack, entry)
    elif isinstance(entry, Duty):
        yield from _duty(pack, entry)
    elif isinstance(entry, LegalBasis) and not (entry.cite or entry.note):
        yield ("note",), "a paragraph that no document cites says so in a note", "region.uncited"


def _body(pack: Pack, entry: SanctionsBody) -> Iterator[Problem]:
    if entry.id != entry.body:
        yield ("body",), f"a body of the framework is called as the body itself, {entry.body!r}", "region.reference"
    if entry.ended and _starts(entry.began) > _starts(entry.ended):
        yield ("ended",), f"it ends ({entry.ended}) before it begins ({entry.began})", "region.band"
    tasks = [held.task for held in entry.tasks]
    for number, task in enumerate(tasks):
        if task in tasks[:number]:
            yield ("tasks", number, "task"), f"{task!r} stands already in it", "region.duplicate"
    yield from _members(entry)
    for number, route in enumerate(entry.hands_to):
        if route.to not in pack.subjects["sanctions_bodies"]:
            yield ("hands_to", number, "to"), f"{route.to!r} is no body of the framework", "region.reference"
        if route.to == entry.id:
            yield ("hands_to", number, "to"), "it hands nothing to itself", "region.reference"


def _members(entry: SanctionsBody) -> Iterator[Problem]:
    actors = [each.actor for each in entry.participants]
    for number, each in enumerate(entry.participants):
        if each.actor in actors[:number]:
            yield ("participants", number, "actor"), f"{each.actor!r} stands already in it", "region.duplicate"
        if each.basis == "general" and not entry.note:
            yield ("note",), "a participant known from elsewhere is told in a note", "region.uncited"
    for number, contribution in enumerate(entry.contributions):
        for actor in contribution.actors:
            if actor not in actors:
                yield ("contributions", number, "actors"), f"{actor!r} takes no part in it", "region.reference"


def _duty(pack: Pack, entry: Duty) -> Iterator[Problem]:
    held = pack.subjects["sanctions_bodies"].get(entry.of)
    if not isinstance(held, SanctionsBody):
        yield ("of",), f"{entry.of!r} is no body of the framework", "region.reference"
    elif not held.ended:
        yield ("of",), f"{entry.of!r} has not ended: its duties are its own", "region.reference"
    elif entry.task not in [each.task for each in held.tasks]:
        yield ("task",), f"{entry.of!r} had no task {entry.task!r}", "region.reference"
    for number, each in enumerate(entry.taken_over):
        if each.body not in pack.subjects["sanctions_bodies"]:
            yield ("taken_over", number, "body"), f"{each.body!r} is no body of the framework", "region.reference"
    if not any(each.extent == "whole" for each in entry.taken_over) and not entry.gap:
        yield ("gap",), "nobody has taken it over as a whole: say what is missing", "region.text"


def _starts(edtf: str) -> str:
    earliest = parse_edtf(edtf).earliest
    return "" if earliest is None else earliest.isoformat()
