"""Consultation files as the outlook tells them: what is agreed, what is open, and the ground that the parties share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shiome.coordination.consultation.ground import CommonGround
from shiome.coordination.consultation.model import Constraint, Decision, Line, Point, RedLine
from shiome.coordination.view import Consultation, CoordinationView
from shiome.outlook.build.context import Context
from shiome.outlook.build.futures_parts import said
from shiome.outlook.build.parts import listed, part, remark
from shiome.outlook.model import Block, Section, Sentence

EACH = 8
"""Points of a kind that are told of one file."""
STATES = ("agreed", "open")
"""States of points that are told, in their order; what was withdrawn is not."""


def consultations(context: Context, view: CoordinationView) -> Iterator[Section | None]:
    """A part for each file that may be told of."""
    for each in view.consultations:
        yield _consultation(context, each)


def _consultation(context: Context, each: Consultation) -> Section | None:
    """Of a file of which only lines may be told, those lines."""
    words, file, opening = context.words, each.file, each.opening
    key = f"coordination.{file.id}"
    if opening is None:
        return part(key, words("coordination.files.untitled"), _told(context, each))
    who = words(
        "coordination.files.parties", names=context.names(opening.parties), marking=context.marking(file.marking(1))
    )
    purpose = [words.sentence(context.text(opening.purpose))] if opening.purpose else []
    blocks = (
        remark(who, *purpose),
        *_points(context, each),
        *_ground(context, each.ground),
        *_held(context, each),
        *_told(context, each),
        *_decisions(context, each),
    )
    return part(key, context.text(opening.title), blocks)


def _told(context: Context, each: Consultation) -> tuple[Block, ...]:
    words, shared = context.words, each.file.shared
    lines: tuple[Line, ...] = shared.lines if shared is not None else ()
    cite = shared.cite if shared is not None else ()
    found = [
        said(context, lead="", text=context.text(line.text), evidence=context.book.cite(cite, few=2)) for line in lines
    ]
    return listed(found, most=EACH, words=words, title=words("coordination.files.lines"))


def _points(context: Context, each: Consultation) -> Iterator[Block]:
    words = context.words
    points = list(each.file.latest(Point).values())
    for state in STATES:
        found = [_point(context, point) for point in points if point.state == state]
        yield from listed(found, most=EACH, words=words, title=words(f"coordination.points.{state}"))


def _point(context: Context, point: Point) -> Sentence:
    words = context.words
    raised = words("coordination.files.raised", who=context.actor(point.raised_by)) if point.raised_by else ""
    agreed = words("coordination.files.agreed_by", names=context.names(point.agreed_by)) if point.agreed_by else ""
    return said(
        context,
        lead="",
        text=words.sentence(context.text(point.text)),
        detail=words.listed([raised, agreed]),
        evidence=context.book.cite(point.cite, few=2),
    )


def _ground(context: Context, ground: CommonGround | None) -> Iterator[Block]:
    """How far the parties' ranges on the scale meet; its figures are readings of positions, so that it is set as a remark."""
    if ground is None:
        return
    words = context.words
    texts = [words(f"coordination.ground.{ground.consensus}")]
    if ground.everybody is not None:
        low, high = f"{ground.everybody.low:.0f}", f"{ground.everybody.high:.0f}"
        kind = "shared" if ground.everybody.shared else "gap"
        texts.append(words(f"coordination.ground.range_{kind}", low=low, high=high))
    if ground.point is not None and ground.mark is not None:
        mark = words.quoted(context.text(ground.mark.text))
        texts.append(words("coordination.ground.point", point=f"{ground.point:.0f}", mark=mark))
        most = max(ground.gives, key=lambda give: give.weighted or 0.0)
        if most.weighted:
            texts.append(words("coordination.ground.most", who=context.actor(most.party)))
    if ground.missing:
        names = context.names(dict.fromkeys(each.actor for each in ground.missing))
        texts.append(words("coordination.ground.missing", names=names))
    yield remark(words.run(*texts))


def _held(context: Context, each: Consultation) -> Iterator[Block]:
    """Red lines, and what binds the parties at home."""
    words = context.words
    kinds: tuple[tuple[str, Iterable[RedLine | Constraint]], ...] = (
        ("red_lines", each.file.latest(RedLine).values()),
        ("constraints", each.file.latest(Constraint).values()),
    )
    for name, parts in kinds:
        found = [
            said(
                context,
                lead=context.actor(part.party),
                text=words.sentence(context.text(part.text)),
                evidence=context.book.cite(part.cite, few=2),
            )
            for part in parts
        ]
        yield from listed(found, most=EACH, words=words, title=words(f"coordination.files.{name}"))


def _decisions(context: Context, each: Consultation) -> tuple[Block, ...]:
    words = context.words
    found = [
        said(
            context,
            lead=context.names(decision.owner),
            text=words.sentence(context.text(decision.text)),
            detail=words("coordination.files.due", day=context.dated(decision.due)) if decision.due else "",
            evidence=context.book.cite(decision.cite, few=2),
        )
        for decision in each.file.latest(Decision).values()
    ]
    return listed(found, most=EACH, words=words, title=words("coordination.files.decisions"))
