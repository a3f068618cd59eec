"""The consultation files that a pack brings, as parts of a log: each on the first day on which all that it cites was known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from shiome.coordination.consultation.model import AnyPart, Opening, Standing
from shiome.records.marking import Marking
from shiome.region.asof import known_on, last_known_on
from shiome.region.pack import Pack
from shiome.region.schema.coordination import Consultation, ConsultationDecision, ConsultationShared
from shiome.region.schema.knowledge import PositionEntry
from shiome.region.schema.programme import ToolInteraction

_TAGS = {
    "red_lines": "red_line",
    "constraints": "constraint",
    "points": "point",
    "slots": "tool",
    "decisions": "decision",
    "shared": "shared",
}
"""Field of the entry to the type of part that it becomes, in the order of entry within one day."""


def packed_parts(pack: Pack, entry: Consultation) -> tuple[tuple[date, AnyPart], ...]:
    """The parts of a file with their days, in the order of the log."""
    opened = known_on(pack, entry.cite)
    assert opened is not None, entry.id  # noqa: S101 - check_pack refuses uncited entries of this subject
    opening = Opening(
        title=entry.name,
        issue=entry.issue,
        parties=entry.parties,
        tools=entry.tools,
        body=entry.body,
        purpose=entry.about,
        originator=entry.originator,
        marking=Marking(tlp=entry.tlp, to=entry.to),
        cite=tuple(cite for cite in entry.cite if known_on(pack, [cite]) == opened),
    )
    found = [(max(day, opened), part) for day, part in _parts(pack, entry)]
    return ((opened, opening), *sorted(found, key=lambda each: each[0]))


def _parts(pack: Pack, entry: Consultation) -> Iterator[tuple[date, AnyPart]]:
    positions = pack.entries("positions", PositionEntry)
    for name in entry.positions:
        position = positions[name]
        part = Standing(party=position.actor, record=name, reasons=position.reasons)
        yield known_on(pack, position.cite) or date.max, part
    for field, tag in _TAGS.items():
        for each in getattr(entry, field):
            yield max(_day(pack, each), *_days_of_points(pack, entry, each)), _part(each, tag)


def _day(pack: Pack, part: Any) -> date:
    """The day on which all that a part cites was known, and every effect that it names."""
    interactions = pack.entries("tool_interactions", ToolInteraction)
    effects = (known_on(pack, interactions[name].cite) for name in getattr(part, "effects", ()))
    days = [last_known_on(pack, part.cite), *effects]
    return max(day or date.max for day in days)


def _days_of_points(pack: Pack, entry: Consultation, part: Any) -> Iterator[date]:
    """The days from which the points that a part names are there: for a shared position, as agreed."""
    yield date.min
    if isinstance(part, ConsultationDecision | ConsultationShared):
        wanted = ("agreed",) if isinstance(part, ConsultationShared) else ("open", "agreed", "withdrawn")
        for key in part.points:
            yield min(_day(pack, point) for point in entry.points if point.key == key and point.state in wanted)


def _part(each: msgspec.Struct, tag: str) -> AnyPart:
    plain: dict[str, Any] = msgspec.to_builtins(each) | {"type": tag}
    if isinstance(each, ConsultationShared):
        plain["lines"] = [{"text": line.text, "marking": {"tlp": line.tlp, "to": line.to}} for line in each.lines]
    part: AnyPart = msgspec.convert(plain, AnyPart)
    return part
