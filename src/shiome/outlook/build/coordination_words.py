"""Words in common: where documents depart from the term bank, which formulas they weaken, and lines that may be said."""

from __future__ import annotations

from collections.abc import Iterable

from shiome.coordination.terms import Departure, Formula, Passage
from shiome.coordination.view import CheckedText, CoordinationView
from shiome.outlook.build.context import Context
from shiome.outlook.build.futures_parts import said
from shiome.outlook.build.parts import listed, part, remark, tabled
from shiome.outlook.model import Cell, Section
from shiome.records.model import Source
from shiome.region.schema.words import Term, WordingLadder

DEPARTURES = 12
FORMULAS = 8
LINES = 10


def departures(context: Context, view: CoordinationView) -> Section | None:
    """What is to be mended or decided; words that are quoted or rejected may stand, and are only counted."""
    if not view.checks:
        return None
    words = context.words
    found = [(each, departure) for each in view.checks for departure in each.check.departures]
    asked = [pair for pair in found if pair[1].standing != "reported"]
    asked.sort(key=lambda pair: pair[1].standing != "departure")
    weak = [(e, formula) for e in view.checks for formula in e.check.formulas if formula.state in ("weakened", "gone")]
    columns = [(words("coordination.words.said"), 3.2), (words("coordination.words.instead"), 2.2)]
    columns += [(words("coordination.words.standing"), 1.4), (words("coordination.words.why"), 3.6)]
    rows = [_departure(context, *pair) for pair in asked]
    table = tabled(words("coordination.words.caption"), columns, rows, most=DEPARTURES, words=words)
    columns = [(words(f"coordination.words.{name}"), 3.0) for name in ("document", "formula", "strength")]
    formulas = [_formula(context, *pair) for pair in weak]
    table += tabled(words("coordination.words.formulas"), columns, formulas, most=FORMULAS, words=words)
    counted = words("coordination.words.count", n=len(view.checks), found=len(asked), stand=len(found) - len(asked))
    left = [words("coordination.words.unchecked", n=view.unchecked)] if view.unchecked else []
    return part("coordination.words", words("coordination.words.title"), (remark(counted, *left), *table))


def _departure(context: Context, each: CheckedText, found: Departure) -> tuple[Cell, ...]:
    words = context.words
    term = context.pack.entries("terms", Term)[found.term]
    return (
        Cell(
            text=words.quoted(found.passage.words),
            note=context.documents[each.document].title,
            evidence=_evidence(context, each, [found.passage]),
        ),
        Cell(text=words.quoted(found.mend.words) if found.mend is not None else "—", note=context.text(term.name)),
        Cell(text=words(f"coordination.words.standings.{found.standing}")),
        Cell(text=words.sentence(context.text(found.reason)) or "—"),
    )


def _formula(context: Context, each: CheckedText, found: Formula) -> tuple[Cell, ...]:
    words = context.words
    ladder = context.pack.entries("wording_ladders", WordingLadder)[found.ladder]
    expected = words.quoted(context.text(ladder.rungs[found.expected].name))
    if found.rung is None:
        note = words("coordination.words.no_rung", expected=expected)
    else:
        written = words.quoted(context.text(ladder.rungs[found.rung].name))
        note = words("coordination.words.rung", expected=expected, said=written)
    return (
        Cell(text=context.documents[each.document].title, evidence=_evidence(context, each, found.passages)),
        Cell(text=context.text(ladder.name)),
        Cell(text=words(f"coordination.words.states.{found.state}"), note=note),
    )


def _evidence(context: Context, each: CheckedText, passages: Iterable[Passage]) -> tuple[int, ...]:
    known = context.book.day_of(each.document)
    sources = (
        Source(document=each.document, start=p.start, end=p.end, line=p.line, known_from=known) for p in passages
    )
    return context.book.sources(sources, few=2)


def lines(context: Context, view: CoordinationView) -> Section | None:
    """Lines that may be said, those that a joint text says first."""
    words = context.words
    found = [
        said(
            context,
            lead=context.names(line.to) if line.to else words("coordination.lines.everybody"),
            text=words.quoted(context.text(line.text)),
            detail=words(f"coordination.lines.{line.status}"),
            evidence=context.book.cite(line.cite, few=2),
        )
        for line in view.lines
    ]
    return part("coordination.lines", words("coordination.lines.title"), listed(found, most=LINES, words=words))
