"""The one-page summary: what deteriorated, what improved, what stayed, the reason first; and apart from it what to watch for next."""

from __future__ import annotations

from shiome.outlook.build.alerts import alerts
from shiome.outlook.build.context import Context
from shiome.outlook.build.events import happenings, importance, told
from shiome.outlook.build.moves import Move, moves
from shiome.outlook.build.parts import listed, part, remark, section
from shiome.outlook.build.relations import standings
from shiome.outlook.model import Bearing, Block, Section, Statement

EACH = 6
"""Moves of a bearing that find room on the page; the others are counted, and told in the sections."""
RELATIONS = 6
EVENTS = 5
NAMED = 8
"""Matters that stayed as they were, or moved without being valued, which are named."""


def front(context: Context) -> Section:
    """The summary; where there is no earlier document to compare with, the state of play stands in place of the moves."""
    words = context.words
    parts = [_state_of_play(context), _present_events(context)] if context.since is None else _moved(context)
    found = [part for part in (*parts, alerts(context)) if part is not None]
    blocks = [_basis(context)]
    if context.documents and not any(part is not None for part in parts):
        blocks.append(remark(words("front.nothing")))
    return section("front", words("front.title"), blocks=blocks, sections=found)


def _basis(context: Context) -> Block:
    words = context.words
    day = context.dated(context.as_of.isoformat())
    if not context.documents:
        return remark(words("front.basis.nothing", day=day))
    rests = [words("front.basis.text", day=day, n=len(context.documents))]
    if context.newest:
        rests.append(words("front.basis.newest", n=context.newest))
    if context.since is None:
        return remark(*rests, words("front.basis.first"))
    compared = words("front.basis.compared", day=context.dated(context.since.isoformat()))
    return remark(*rests, compared, words("front.basis.valued"))


def _moved(context: Context) -> list[Section | None]:
    found = moves(context)
    by_bearing = {way: [move for move in found if move.bearing == way] for way in ("worse", "better", "same", "")}
    return [
        _bearing(context, "worse", by_bearing["worse"]),
        _bearing(context, "better", by_bearing["better"]),
        _rest(context, same=by_bearing["same"], unvalued=by_bearing[""]),
    ]


def _bearing(context: Context, bearing: Bearing, found: list[Move]) -> Section | None:
    words = context.words
    statements = [
        Statement(lead=move.name, text=move.reason, detail=move.course, evidence=move.evidence, bearing=bearing)
        for move in found
    ]
    return part(f"front.{bearing}", words(f"front.{bearing}"), listed(statements, most=EACH, words=words))


def _rest(context: Context, *, same: list[Move], unvalued: list[Move]) -> Section | None:
    """By name only: those that stayed as they were, and those whose move the pack does not value."""
    words = context.words
    statements = []
    for kind, found in (("same", same), ("unvalued", unvalued)):
        if not found:
            continue
        shown, left = found[:NAMED], len(found) - NAMED
        statements.append(
            Statement(
                lead=words(f"front.{kind}_lead"),
                text=words.sentence(words.series([move.name for move in shown])),
                detail=words.title(words("more.items", n=left)) if left > 0 else "",
                evidence=context.book.joined(*(move.evidence[:1] for move in shown), few=NAMED),
                bearing="same" if kind == "same" else "",
            )
        )
    return part("front.same", words("front.same"), listed(statements, most=2, words=words))


def _state_of_play(context: Context) -> Section | None:
    """With no earlier document there is no change to tell; the relations themselves are the news."""
    words = context.words
    statements = [
        Statement(lead=s.name, text=words.sentence(s.now.text), evidence=s.now.evidence) for s in standings(context)
    ]
    return part("front.relations", words("situation.relations"), listed(statements, most=RELATIONS, words=words))


def _present_events(context: Context) -> Section | None:
    words = context.words
    found = sorted(happenings(context), key=lambda h: importance(context, h))
    statements = [told(context, h) for h in found]
    return part("front.events", words("situation.events"), listed(statements, most=EVENTS, words=words))
