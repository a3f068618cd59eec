"""What rules have found in the documents and nobody has checked: kept apart, few, the most relevant first."""

from __future__ import annotations

from shiome.outlook.build.context import Context
from shiome.outlook.build.parts import listed, remark, section
from shiome.outlook.model import Section, Statement
from shiome.records.model import KINDS, Event, Judgement, Record

MOST = 12


def proposals(context: Context) -> Section | None:
    """The section on proposed records, or nothing where there are none."""
    found = [record for kind in KINDS.values() for record in context.records(kind, status="proposed")]
    known = {record.id: context.book.sources(record.sources, few=1) for record in found}
    found = sorted((r for r in found if known[r.id]), key=lambda r: _order(context, r, known[r.id][0]))
    told: dict[str, Statement] = {}
    for record in found:
        # Several records may come of one sentence; it is shown once.
        if (statement := _proposed(context, record, known[record.id])) is not None:
            told.setdefault(statement.text, statement)
    statements = list(told.values())
    if not statements:
        return None
    words = context.words
    return section(
        "proposals",
        words("proposals.title"),
        blocks=(remark(words("proposals.intro")), *listed(statements, most=MOST, words=words)),
    )


def _order(context: Context, record: Record, number: int) -> tuple[bool, int, float, int, str]:
    """What nothing above rests on first; then whom it concerns, and how sure the rules are."""
    actors = (*record.source, *record.recipient) if isinstance(record, Event) else ()
    known = -record.known_from.toordinal()
    return context.book.is_cited(number), -context.weight(actors), -record.confidence, known, record.id


def _proposed(context: Context, record: Record, evidence: tuple[int, ...]) -> Statement | None:
    words = context.words
    # A record coded by rules has no account of its own: its sentence in the document speaks for it.
    text = context.text(record.text) or context.quote(evidence)
    if not text:
        return None
    details = [words(f"proposals.{record.KIND}"), context.dated(record.when)]
    if isinstance(record, Event):
        sides = [context.names(side) for side in (record.source, record.recipient) if side]
        details.append(words("arrow").join(sides))
    elif isinstance(record, Judgement):
        details.append(words.quoted(record.cue) if record.cue else "")
    whole = words.sentence(text) if record.text else words.quoted(text)
    return Statement(text=whole, detail=words.listed(details), evidence=evidence)
