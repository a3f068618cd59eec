"""A consultation file as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shiome.coordination.consultation import ConsultationFile
from shiome.coordination.consultation.crossing import cross_effects
from shiome.coordination.consultation.model import (
    Constraint,
    Decision,
    Meeting,
    RedLine,
    SharedPosition,
    Standing,
    Tabled,
)
from shiome.records.model import Position, in_language
from shiome.region.schema.programme import ToolInteraction
from shiome.web.asked import Asked
from shiome.web.model import Table
from shiome.web.naming import actor_name, actor_names, marking_text
from shiome.web.pages.coordination.pieces import entry_name, entry_names, joined, span, table

_STATES = ("agreed", "open", "withdrawn")
"""States of points, in the order in which they are shown."""
_SIGNS = {"+": "helps", "-": "harms", "conditional": "depends"}


def file_tables(asked: Asked, file: ConsultationFile, records: Mapping[str, Position], *, whole: bool) -> list[Table]:
    """Everything in a file, one table a kind.

    Parameters
    ----------
    records:
        Position records that it names, as known on the day.
    whole:
        Whether the file is seen whole, with who entered what.
    """
    sides = [*file.latest(RedLine).values()]
    bound = [*file.latest(Constraint).values()]
    log = ("number:number", "on:date", "kind", "marking:code", "originator")
    stance = ("party", "stance", "place", "salience:number", "told_by")
    return [
        table(asked, "positions", stance, _standings(asked, file, records)),
        table(asked, "red_lines", ("party", "text", "tool"), [_side(asked, each) for each in sides]),
        table(asked, "constraints", ("party", "text"), [_side(asked, each) for each in bound]),
        table(asked, "points", ("state", "text", "tool", "raised_by", "agreed_by"), _points(asked, file)),
        table(asked, "slots", ("tool", "text", "reckons_with"), _slots(asked, file)),
        table(asked, "effects", ("cause", "effect", "sign", "text", "taken_up"), _effects(asked, file)),
        table(asked, "proposals", ("key_of:code", "proposal", "tabled_by"), _tabled(asked, file)),
        table(asked, "decisions", ("state", "text", "owner", "due:date", "review:date"), _decisions(asked, file)),
        table(asked, "shared", ("version:number", "approved", "text", "approved_by"), _shared(asked, file)),
        table(asked, "lines", ("version:number", "text", "marking:code"), _lines(asked, file)),
        table(asked, "meetings", ("on:date", "level", "meeting", "place_of", "minuted"), _meetings(asked, file)),
        table(asked, "log", (*log, "by:code", "retracted") if whole else log, _log(asked, file)),
    ]


def _standings(asked: Asked, file: ConsultationFile, records: Mapping[str, Position]) -> Iterator[dict[str, Any]]:
    for part in file.of(Standing):
        record = records.get(part.record)
        if record is None and part.record:
            continue
        told: Any = part if record is None else in_language(record, asked.language)
        yield {
            "party": actor_name(asked, part.party),
            "stance": asked.text(part.stance) if record is None else told.stance,
            "place": span(told.value, told.low, told.high),
            "salience": told.salience,
            "told_by": asked.text(part.source) if part.source else "",
            "_href": asked.link(f"/evidence/records/{record.id}") if record else "",
            "_sources": asked.evidence(record.sources) if record else asked.cited(part.cite),
        }


def _side(asked: Asked, part: RedLine | Constraint) -> dict[str, Any]:
    return {
        "party": actor_name(asked, part.party),
        "text": asked.text(part.text),
        "tool": entry_name(asked, "tools", getattr(part, "tool", "")),
        "_sources": asked.cited(part.cite),
    }


def _points(asked: Asked, file: ConsultationFile) -> Iterator[dict[str, Any]]:
    for state in _STATES:
        for part in file.points(state):
            yield {
                "state": asked.words("coordination.point_" + state),
                "text": asked.text(part.text),
                "tool": entry_name(asked, "tools", part.tool),
                "raised_by": actor_name(asked, part.raised_by),
                "agreed_by": actor_names(asked, part.agreed_by),
                "_sources": asked.cited(part.cite),
            }


def _slots(asked: Asked, file: ConsultationFile) -> Iterator[dict[str, Any]]:
    known = asked.workspace.pack.entries("tool_interactions", ToolInteraction)
    for tool in file.opening.tools:
        slot = file.slots.get(tool)
        effects = [known[each] for each in slot.effects if each in known] if slot else []
        arrows = (
            f"{entry_name(asked, 'tools', each.cause)} → {entry_name(asked, 'tools', each.effect)}" for each in effects
        )
        yield {
            "tool": entry_name(asked, "tools", tool),
            "text": asked.text(slot.text) if slot else "",
            "reckons_with": joined(asked, arrows),
            "_sources": asked.cited(slot.cite if slot else ()),
        }


def _effects(asked: Asked, file: ConsultationFile) -> Iterator[dict[str, Any]]:
    for each in cross_effects(file, asked.workspace.pack, asked.day):
        yield {
            "cause": entry_name(asked, "tools", each.interaction.cause),
            "effect": entry_name(asked, "tools", each.interaction.effect),
            "sign": asked.words("coordination.sign_" + _SIGNS[each.interaction.sign]),
            "text": asked.text(each.interaction.text),
            "taken_up": entry_names(asked, "tools", each.taken_up) or asked.words("coordination.by_none"),
            "_class": "" if each.taken_up else "warn",
            "_sources": asked.cited(each.interaction.cite),
        }


def _tabled(asked: Asked, file: ConsultationFile) -> Iterator[dict[str, Any]]:
    for key, part in file.latest(Tabled).items():
        yield {
            "key_of": key,
            "proposal": asked.text(part.proposal.title),
            "tabled_by": actor_name(asked, part.by),
            "_sources": asked.cited(part.cite),
        }


def _decisions(asked: Asked, file: ConsultationFile) -> Iterator[dict[str, Any]]:
    for part in file.latest(Decision).values():
        yield {
            "state": asked.words("coordination.decision_" + part.state),
            "text": asked.text(part.text),
            "owner": actor_names(asked, part.owner),
            "due": part.due,
            "review": part.review,
            "_sources": asked.cited(part.cite),
        }


def _shared(asked: Asked, file: ConsultationFile) -> Iterator[dict[str, Any]]:
    for version, part in enumerate(file.of(SharedPosition), start=1):
        if part.text:  # a reader may have some of its lines and not the whole
            approved = file.approved(part)
            yield {
                "version": version,
                "approved": asked.words("coordination.approved_all" if approved else "coordination.approved_not"),
                "text": asked.text(part.text),
                "approved_by": actor_names(asked, part.approved_by),
                "_class": "good" if approved else "warn",
                "_sources": asked.cited(part.cite),
            }


def _lines(asked: Asked, file: ConsultationFile) -> Iterator[dict[str, Any]]:
    for version, part in enumerate(file.of(SharedPosition), start=1):
        for line in part.lines:
            yield {"version": version, "text": asked.text(line.text), "marking": marking_text(asked, line.marking)}


def _meetings(asked: Asked, file: ConsultationFile) -> Iterator[dict[str, Any]]:
    for key, part in file.latest(Meeting).items():
        minuted = key in file.minutes
        yield {
            "id": key,
            "on": part.on,
            "level": asked.words("coordination.level_" + part.level),
            "meeting": asked.text(part.title) if part.title else key,
            "place_of": asked.text(part.place) if part.place else "",
            "minuted": asked.words("coordination.minuted_yes" if minuted else "coordination.minuted_no"),
            "minutes": minuted,
            "_sources": asked.cited(part.cite),
        }


def _log(asked: Asked, file: ConsultationFile) -> Iterator[dict[str, Any]]:
    for entry in file.entries:
        taken_back = entry.number in file.retracted
        yield {
            "number": entry.number,
            "on": entry.on.isoformat(),
            "kind": asked.words("coordination.part_" + str(entry.part.__struct_config__.tag)),
            "marking": marking_text(asked, file.marking(entry.number)),
            "originator": actor_name(asked, file.originator(entry.number)),
            "by": entry.by,
            "retracted": asked.words("coordination.taken_back") if taken_back else "",
            "_class": "soft" if taken_back else "",
        }
