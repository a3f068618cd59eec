"""A consultation file and what is found on it, as plain data: what the commands print with ``--json``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from shiome.coordination.consultation.crossing import CrossEffect, ProposalFinding
from shiome.coordination.consultation.folding import ConsultationFile
from shiome.coordination.consultation.ground import CommonGround, Give
from shiome.coordination.consultation.model import (
    AnyPart,
    Constraint,
    Decision,
    Meeting,
    Point,
    RedLine,
    SharedPosition,
    Standing,
    Tabled,
)
from shiome.coordination.consultation.register import Held, IssueRegister, Move
from shiome.records.export import source_json
from shiome.records.model import Position, Source, in_language
from shiome.region.schema.programme import ToolInteraction
from shiome.vocabulary.languages import in_language as text_in

_LANGUAGES = frozenset(("ja", "en", "ko"))


def file_shape(file: ConsultationFile, records: Mapping[str, Position], language: str) -> dict[str, Any]:
    """The file as it stands: folded, and every part with its number, marking and originator.

    Parameters
    ----------
    records:
        The position records that it names, as known on the day.
    """
    opening = file.opening
    return {
        **summary(file, language),
        "body": opening.body,
        "purpose": text_in(opening.purpose, language),
        "positions": [
            _standing(number, part, records, language)
            for number, part in file.numbered(Standing)
            if not part.record or part.record in records
        ],
        "red_lines": _plain(file.latest(RedLine).values(), language),
        "constraints": _plain(file.latest(Constraint).values(), language),
        "points": _plain(file.latest(Point).values(), language),
        "slots": _plain(file.slots.values(), language),
        "proposals": _plain(file.latest(Tabled).values(), language),
        "decisions": _plain(file.latest(Decision).values(), language),
        "shared": [
            {"version": version, "approved": file.approved(part), **_localised(part, language)}
            for version, part in enumerate(file.of(SharedPosition), start=1)
        ],
        "meetings": [
            _localised(meeting, language)
            | {"minutes": _localised(file.minutes[key], language) if key in file.minutes else None}
            for key, meeting in file.latest(Meeting).items()
        ],
        "parts": [_part(file, number) for number in range(1, len(file.entries) + 1)],
    }


def summary(file: ConsultationFile, language: str) -> dict[str, Any]:
    """One row of the list of files."""
    opening = file.opening
    return {
        "id": file.id,
        "title": text_in(opening.title, language),
        "issue": opening.issue,
        "parties": opening.parties,
        "tools": opening.tools,
        "marking": str(file.marking(1)),
        "opened": file.entries[0].on,
        "last_entry": file.entries[-1].on,
        "open": len(file.points("open")),
        "agreed": len(file.points("agreed")),
        "versions": len(file.of(SharedPosition)),
    }


def ground_shape(ground: CommonGround, language: str) -> dict[str, Any]:
    """Common ground, with what each party gives for the common point."""
    mark = ground.mark
    return {
        "issue": ground.issue,
        "scale": {"low": ground.scale.low, "high": ground.scale.high},
        "consensus": ground.consensus,
        "placed": [
            {
                "party": each.party,
                "value": each.position.value,
                "low": each.position.low,
                "high": each.position.high,
                "salience": each.salience,
                "records": each.records,
            }
            for each in ground.placed
        ],
        "missing": [{"party": each.actor, "quantity": each.quantity} for each in ground.missing],
        "everybody": ground.everybody,
        "pairs": ground.pairs,
        "point": ground.point,
        "mark": None
        if mark is None
        else {"at": mark.at, "text": text_in(mark.text, language), "for_all": mark.agreeable},
        "marks": [
            {"at": each.at, "text": text_in(each.text, language), "outside": dict(each.outside)}
            for each in ground.marks
        ],
        "gives": gives_shape(ground.gives),
    }


def gives_shape(gives: Sequence[Give]) -> list[dict[str, Any]]:
    """What each party gives for a point."""
    return [
        {"party": each.party, "distance": each.distance, "weighted": each.weighted, "beyond": each.beyond}
        for each in gives
    ]


def finding_shape(found: ProposalFinding, language: str) -> dict[str, Any]:
    """What a proposal breaks for whom."""
    return {
        "name": found.name,
        "title": text_in(found.proposal.title, language),
        "floors": [
            {
                "party": each.party,
                "tool": each.tool,
                "floor": each.floor,
                "text": text_in(each.text, language),
                "verdict": each.verdict,
                "burden": each.burden,
                "measures": each.measures,
                "cite": [source.cite for source in each.sources],
            }
            for each in found.floors
        ],
        "fails": [
            {
                "criterion": each.criterion,
                "party": each.party,
                "reason": text_in(each.reason, language),
                "cite": list(dict.fromkeys(source.cite for source in each.sources if source.cite)),
            }
            for each in found.fails
        ],
        "effects": [interaction_shape(each, language) for each in found.effects],
    }


def interaction_shape(each: ToolInteraction, language: str) -> dict[str, Any]:
    """An effect of one tool on another."""
    return {
        "id": each.id,
        "cause": each.cause,
        "effect": each.effect,
        "sign": each.sign,
        "text": text_in(each.text, language),
        "cite": each.cite,
    }


def effect_shape(each: CrossEffect, language: str) -> dict[str, Any]:
    """An effect between tools of a file, and the slots that reckon with it."""
    return interaction_shape(each.interaction, language) | {"taken_up": each.taken_up}


def register_shape(entry: IssueRegister, language: str) -> dict[str, Any]:
    """One issue of the register."""
    ground = entry.ground
    return {
        "issue": entry.issue.id,
        "name": text_in(entry.issue.name, language),
        "consensus": None if ground is None else ground.consensus,
        "shared": None if ground is None else ground.everybody,
        "held": [held_shape(each, language) for each in entry.held],
    }


def held_shape(held: Held, language: str) -> dict[str, Any]:
    """What a party holds."""
    return {
        "party": held.party,
        "issue": held.issue,
        "value": held.value,
        "low": held.low,
        "high": held.high,
        "salience": held.salience,
        "positions": [
            {
                "id": each.id,
                "when": each.when,
                "stance": in_language(each, language).stance,
                "known_from": each.known_from,
                "cite": [cite_of(source) for source in each.sources],
            }
            for each in held.positions
        ],
    }


def move_shape(move: Move, language: str) -> dict[str, Any]:
    """What became of a position between two days."""
    return {
        "party": move.party,
        "issue": move.issue,
        "change": move.change,
        "by": move.by,
        "documents": move.documents,
        "was": None if move.was is None else held_shape(move.was, language),
        "now": None if move.now is None else held_shape(move.now, language),
    }


def cite_of(source: Source) -> str:
    """A source in the notation of citations, to its lines.

    >>> from datetime import date
    >>> cite_of(Source(document="d1", line=3, end_line=4, known_from=date(2025, 1, 1)))
    'd1:L3-4'
    """
    if source.line is None:
        return source.document
    last = f"-{source.end_line}" if source.end_line not in (None, source.line) else ""
    return f"{source.document}:L{source.line}{last}"


def _standing(number: int, part: Standing, records: Mapping[str, Position], language: str) -> dict[str, Any]:
    record = records.get(part.record)
    shape = {"number": number, **_localised(part, language)}
    if record is None:
        return shape
    told = in_language(record, language)
    return shape | {
        "stance": told.stance,
        "value": told.value,
        "low": told.low,
        "high": told.high,
        "salience": told.salience,
        "when": told.when,
        "cite": [cite_of(source) for source in record.sources],
        "sources": [source_json(source) for source in record.sources],
    }


def _part(file: ConsultationFile, number: int) -> dict[str, Any]:
    entry = file.entries[number - 1]
    return {
        "number": number,
        "on": entry.on,
        "by": entry.by,
        "originator": file.originator(number),
        "marking": str(file.marking(number)),
        "retracted": number in file.retracted,
        "part": msgspec.to_builtins(entry.part),
    }


def _plain(parts: Any, language: str) -> list[dict[str, Any]]:
    return [_localised(part, language) for part in parts]


def _localised(part: AnyPart, language: str) -> dict[str, Any]:
    """A part with every text in one language, and without what belongs to its entry."""
    plain: dict[str, Any] = _told(msgspec.to_builtins(part), language)
    for name in ("type", "marking", "originator"):
        plain.pop(name, None)
    return plain


def _told(value: Any, language: str) -> Any:
    if isinstance(value, dict):
        if _LANGUAGES.issuperset(value):
            return text_in(value, language)
        return {name: _told(inner, language) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_told(inner, language) for inner in value]
    return value
