"""Sanctions: the bodies that watch over them, where their findings go, the duties of those that ended, the public cases."""

from __future__ import annotations

from shiome.outlook.build.context import Context
from shiome.outlook.build.futures_parts import said
from shiome.outlook.build.parts import listed, part, remark, section, tabled
from shiome.outlook.build.sanctions_cases import public_cases
from shiome.outlook.model import Block, Cell, Section, Sentence
from shiome.sanctions.framework import DutyState, Framework, FrameworkBody, Overlap, Route
from shiome.sanctions.framework.shapes import word
from shiome.sanctions.view import SanctionsView


def sanctions(context: Context) -> Section | None:
    """The section on sanctions; none where no body that watches over them was known on the day."""
    view, words = context.sanctions, context.words
    if view is None:
        return None
    return section(
        "sanctions",
        words("sanctions.title"),
        blocks=(remark(words("sanctions.nature")),),
        sections=[build(context, view) for build in PARTS],
    )


def bodies(context: Context, view: SanctionsView) -> Section | None:
    """Working bodies whose members are known: tasks, members, and how far they have the same ones."""
    words, found = context.words, view.framework
    shown = [body for body in found.bodies if body.working and body.all_members]
    columns = [(words("sanctions.bodies.name"), 2.2), (words("sanctions.bodies.tasks"), 3.4)]
    columns += [(words("sanctions.bodies.members"), 3.4)]
    shared = [(words("sanctions.overlap.pair"), 1.5), (words("sanctions.overlap.shared"), 1.9)]
    shared += [(words("sanctions.overlap.named"), 2.4), (words("sanctions.overlap.only"), 2.2)]
    rows = [_body(context, body) for body in shown]
    pairs = [_overlap(context, found, each) for each in found.overlaps]
    blocks = (
        *tabled(words("sanctions.bodies.caption"), columns, rows, most=len(rows), words=words),
        *tabled(words("sanctions.overlap.caption"), shared, pairs, most=len(pairs), words=words),
        *_uncovered(context, found),
    )
    return part("sanctions.bodies", words("sanctions.bodies.title"), blocks)


def routes(context: Context, view: SanctionsView) -> Section | None:
    """Hand-overs that a document reports, and those that are only called for."""
    words, found = context.words, view.framework
    settled = [_route(context, found, each) for each in found.routes if not each.open]
    called = [_route(context, found, each) for each in found.routes if each.open]
    blocks = (
        *listed(settled, most=len(settled), words=words, title=words("sanctions.routes.settled")),
        *listed(called, most=len(called), words=words, title=words("sanctions.routes.called")),
    )
    return part("sanctions.routes", words("sanctions.routes.title"), blocks)


def duties(context: Context, view: SanctionsView) -> Section | None:
    """Each duty of a body that has ended: who does it since, and what nobody does."""
    words, found = context.words, view.framework
    over = [each for each in found.duties if each.state != "held"]
    if not over:
        return None
    ended = [body for body in found.bodies if not body.working]
    columns = [(words("sanctions.duties.duty"), 2.1), (words("sanctions.duties.state"), 1.6)]
    columns += [(words("sanctions.duties.successor"), 2.5), (words("sanctions.duties.gap"), 2.9)]
    rows = [_duty(context, found, each) for each in over]
    blocks = (
        *listed([_ended(context, body) for body in ended], most=len(ended), words=words),
        remark(words("sanctions.duties.nature")),
        *tabled(words("sanctions.duties.caption"), columns, rows, most=len(rows), words=words),
    )
    return part("sanctions.duties", words("sanctions.duties.title"), blocks)


PARTS = (bodies, routes, duties, public_cases)
"""Builders of the parts, in their order; each gives a part, or none."""


def _body(context: Context, body: FrameworkBody) -> tuple[Cell, ...]:
    words = context.words
    tasks = [words("colon", a=word(each.task, context.language), b=context.text(each.text)) for each in body.tasks]
    further = words("sanctions.bodies.further", names=context.names(body.further)) if body.further else ""
    size = words("sanctions.bodies.size", n=body.size) if body.size else ""
    return (
        Cell(
            text=context.text(body.name),
            note=words.listed([body.abbreviation, words("sanctions.bodies.since", day=context.dated(body.began))]),
            evidence=context.book.cite(body.cite, few=2),
        ),
        Cell(
            text=words.series(tasks),
            evidence=context.book.cite((cite for each in body.tasks for cite in each.cite), few=2),
        ),
        Cell(
            text=context.names(body.members) or "—",
            note=words.run(size, further),
            evidence=context.book.cite(body.cite, few=2),
        ),
    )


def _overlap(context: Context, framework: Framework, each: Overlap) -> tuple[Cell, ...]:
    words = context.words
    cites = [cite for name in (each.a, each.b) for cite in _found(framework, name).cite]
    every = len(each.shared) + len(each.only_a) + len(each.only_b)
    only = [
        words("sanctions.overlap.in", name=_short(context, framework, name), names=context.names(actors))
        for name, actors in ((each.a, each.only_a), (each.b, each.only_b))
        if actors
    ]
    return (
        Cell(
            text=words.join([_short(context, framework, name) for name in (each.a, each.b)]),
            evidence=context.book.cite(dict.fromkeys(cites), few=2),
        ),
        Cell(
            text=words("sanctions.overlap.of", shared=len(each.shared), all=every, share=_percent(context, each.share))
        ),
        Cell(text=_percent(context, each.named_share)),
        Cell(text=words.series(only) or "—"),
    )


def _uncovered(context: Context, framework: Framework) -> tuple[Block, ...]:
    if not framework.uncovered:
        return ()
    tasks = context.words.join([word(task, context.language) for task in framework.uncovered])
    return (remark(context.words("sanctions.bodies.uncovered", tasks=tasks)),)


def _route(context: Context, framework: Framework, route: Route) -> Sentence:
    words = context.words
    ends = [_short(context, framework, name) for name in (route.source, route.target)]
    stage = words("paren", text=word(route.stage, context.language))
    lead = words("arrow").join(ends) + stage
    return said(context, lead=lead, text=context.text(route.text), evidence=context.book.cite(route.cite, few=2))


def _ended(context: Context, body: FrameworkBody) -> Sentence:
    words = context.words
    return said(
        context,
        lead=context.text(body.name),
        text=words("sanctions.duties.ended", day=context.dated(body.ended)),
        detail=context.text(body.note) if body.note else "",
        evidence=context.book.cite(body.cite, few=2),
    )


def _duty(context: Context, framework: Framework, each: DutyState) -> tuple[Cell, ...]:
    """A duty without a passage of its own rests on that of its body, which the remark above the table says."""
    words, duty = context.words, each.duty
    since = [
        words(
            "sanctions.duties.since",
            name=_short(context, framework, found.body),
            day=context.dated(found.since),
            text=context.text(found.text),
        )
        for found in each.successors
    ]
    return (
        Cell(
            text=context.text(duty.name),
            note=context.text(duty.note) if duty.note else "",
            evidence=context.book.cite(duty.cite or _found(framework, duty.of).cite, few=2),
        ),
        Cell(text=word(each.state, context.language)),
        Cell(
            text=words.series(since) or "—",
            evidence=context.book.cite((cite for found in each.successors for cite in found.cite), few=2),
        ),
        Cell(text=context.text(duty.gap) if duty.gap else "—"),
    )


def _found(framework: Framework, name: str) -> FrameworkBody:
    return next(body for body in framework.bodies if body.id == name)


def _short(context: Context, framework: Framework, name: str) -> str:
    """A body as it is called in running text: its abbreviation, or its name; its identifier where it was not known yet."""
    body = framework.body(name)
    return (body.abbreviation or context.text(body.name)) if body is not None else name


def _percent(context: Context, share: float) -> str:
    return context.words("futures.percent", p=f"{100 * share:.0f}")
