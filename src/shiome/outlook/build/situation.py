"""The situation: how each dyad and wider set stands, how it came there, and the main events between its members."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shiome.outlook.build.context import Context
from shiome.outlook.build.events import Happening, by_relation, happenings, importance, told
from shiome.outlook.build.parts import listed, part, remark, section, tabled
from shiome.outlook.build.relations import Standing, standings, trail
from shiome.outlook.dates import month_of
from shiome.outlook.model import Block, Cell, Paragraph, Section, Statement

EVENTS = 5
EARLIER = 3
GLANCE = 24
CLOSE = 2
"""Weight from which a relation is told in full: the actor of concern, or two principals, take part in it."""


def situation(context: Context) -> Section:
    """The section on relations."""
    words = context.words
    found = standings(context)
    relations = [(s.entry.id, frozenset(s.entry.members)) for s in found]
    events = by_relation(context, happenings(context), relations)
    full = [
        s for s in found if context.weight(s.entry.members) >= CLOSE and (len(s.states) > 1 or events.get(s.entry.id))
    ]
    brief = [s for s in found if s not in full]
    return section(
        "situation",
        words("situation.title"),
        empty=words("situation.none"),
        sections=(
            _glance(context, [s for s in found if len(s.states) > 1]),
            _group(context, "dyads", [s for s in full if len(s.entry.members) == 2], events),
            _group(context, "triads", [s for s in full if len(s.entry.members) != 2], events),
            _brief(context, brief),
        ),
    )


def _glance(context: Context, found: Sequence[Standing]) -> Section | None:
    words = context.words
    rows = [
        (
            Cell(text=s.name),
            Cell(
                text=trail(context, s.states), evidence=context.book.joined(*(t.evidence[:1] for t in s.states), few=6)
            ),
            Cell(text=words(f"direction.{s.direction}") if s.direction else "—"),
        )
        for s in found
    ]
    table = tabled(
        words("situation.glance"),
        ((words("situation.relation"), 2.2), (words("situation.trail"), 7), (words("situation.move"), 1.5)),
        rows,
        most=GLANCE,
        words=words,
    )
    return part(
        "situation.glance",
        words("situation.glance"),
        (remark(words("situation.glance_intro")), *table) if table else (),
    )


def _group(context: Context, key: str, found: Sequence[Standing], events: dict[str, list[Happening]]) -> Section | None:
    if not found:
        return None
    inner = [_relation(context, standing, events.get(standing.entry.id, [])) for standing in found]
    return section(f"situation.{key}", context.words(f"situation.{key}"), sections=inner)


def _relation(context: Context, standing: Standing, events: list[Happening]) -> Section:
    words, language, now = context.words, context.language, standing.now
    earlier = [
        Statement(lead=month_of(state.when, language), text=words.sentence(state.text), evidence=state.evidence)
        for state in reversed(standing.states[:-1][-EARLIER:])
    ]
    blocks: list[Block] = [
        Paragraph(sentences=tuple(_account(context, standing))),
        *listed(earlier, most=EARLIER, words=words, title=words("situation.earlier")),
        *_events(context, events),
    ]
    heading = words("situation.heading", name=standing.name, label=words.title(now.label))
    return Section(key=f"situation.{standing.entry.id}", title=heading, blocks=tuple(blocks))


def _account(context: Context, standing: Standing) -> Iterator[Statement]:
    """How it stands, where it turned, and the whole course once all of it is known."""
    words, language, now = context.words, context.language, standing.now
    yield Statement(
        lead=words("situation.now", day=month_of(now.when, language)),
        text=words.sentence(now.text),
        evidence=now.evidence,
    )
    if standing.turn is not None:
        a, b = standing.turn
        text = words(
            "situation.turn_text",
            a=words.quoted(a.label),
            earlier=month_of(a.when, language),
            b=words.quoted(b.label),
            month=month_of(b.when, language),
        )
        evidence = context.book.joined(a.evidence[:2], b.evidence[:2])
        yield Statement(lead=words("situation.turn"), text=words.sentence(text), evidence=evidence)
    if standing.change:
        evidence = context.book.joined(*(state.evidence[:1] for state in standing.states), few=6)
        yield Statement(lead=words("situation.whole"), text=words.sentence(standing.change), evidence=evidence)


def _events(context: Context, events: list[Happening]) -> list[Block]:
    """The most important events, in order of time; those that did not come about always among them."""
    chosen = {id(e) for e in sorted(events, key=lambda e: importance(context, e))[:EVENTS]}
    chosen |= {id(e) for e in events if e.event.reality == "negated"}
    ordered = [e for e in events if id(e) in chosen] + [e for e in events if id(e) not in chosen]
    statements = [told(context, e) for e in ordered]
    return list(listed(statements, most=len(chosen), words=context.words, title=context.words("situation.events")))


def _brief(context: Context, found: Sequence[Standing]) -> Section | None:
    words = context.words
    rows = [
        (
            Cell(text=s.name, note=month_of(s.now.when, context.language)),
            Cell(text=words.sentence(s.now.text), evidence=s.now.evidence),
        )
        for s in found
    ]
    table = tabled(
        words("situation.other_caption"),
        ((words("situation.relation"), 2.2), (words("situation.state"), 7)),
        rows,
        most=GLANCE,
        words=words,
    )
    return part("situation.other", words("situation.other"), table)
