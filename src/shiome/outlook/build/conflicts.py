"""Where sources disagree: both accounts side by side, neither preferred."""

from __future__ import annotations

from collections.abc import Sequence

from shiome.outlook.build.context import Context
from shiome.outlook.build.parts import listed, part, remark, section, tabled
from shiome.outlook.knowledge import Disagreement
from shiome.outlook.model import Cell, Section, Statement
from shiome.records.model import Commitment, Event, Judgement, Observation, Position, Record, Wording
from shiome.region.schema.knowledge import Revision

MOST = 20
_KINDS: tuple[type[Record], ...] = (Event, Wording, Judgement, Commitment, Position, Observation)
TENSIONS = ("conflict", "tension")
"""Types of revision that stay open: the documents simply do not agree."""


def conflicts(context: Context) -> Section:
    """The section on disagreements."""
    words = context.words
    records = {record.id: record for kind in _KINDS for record in context.records(kind)}
    rows = [
        row
        for conflict in context.knowledge.conflicts(as_of=context.as_of)
        if (row := _row(context, conflict, records.get(conflict.a), records.get(conflict.b))) is not None
    ]
    columns = ((words("conflicts.one"), 1), (words("conflicts.other"), 1))
    table = tabled(words("conflicts.caption"), columns, rows, most=MOST, words=words, headed=False)
    return section(
        "conflicts",
        words("conflicts.title"),
        blocks=(remark(words("conflicts.intro")), *table) if table else (),
        sections=(_tensions(context),),
        empty=words("conflicts.none"),
    )


def _row(context: Context, conflict: Disagreement, a: Record | None, b: Record | None) -> tuple[Cell, ...] | None:
    if a is None or b is None or _teller(a) == _teller(b):
        return None
    cells = [
        _account(context, record, conflict.field, value) for record, value in zip((a, b), conflict.values, strict=True)
    ]
    return tuple(cells) if all(cell.evidence for cell in cells) else None


def _teller(record: Record) -> str:
    """The document whose own account it is: one document telling two things is no disagreement between sources."""
    return record.sources[0].document if record.sources else ""


def _account(context: Context, record: Record, field: str, value: str) -> Cell:
    words = context.words
    evidence = context.book.sources(record.sources)
    text = context.text(record.text) or words.quoted(context.quote(evidence))
    # The first source is the one that tells it outright; others may only be compatible with it.
    names = [context.documents[context.book.evidence[number - 1].source.document].title for number in evidence[:1]]
    return Cell(
        text=words.sentence(text),
        note=words.listed([_difference(context, record, field, value), *names]),
        evidence=evidence,
    )


def _difference(context: Context, record: Record, field: str, value: str) -> str:
    """What the account says where the two differ; nothing where they differ in the account itself."""
    words = context.words
    if field == "account":
        return ""
    if field == "when":
        return words("conflicts.dated", text=context.dated(value))
    if field in ("source", "recipient") and isinstance(record, Event):
        actors = record.source if field == "source" else record.recipient
        return words(f"conflicts.{field}", text=context.names(actors))
    return value


def _tensions(context: Context) -> Section | None:
    """What the pack itself notes as contradiction or tension between documents."""
    found = [r for r in known_revisions(context) if r.type in TENSIONS]
    blocks = listed([revised(context, r) for r in found], most=MOST, words=context.words)
    return part("conflicts.tensions", context.words("conflicts.tensions"), blocks)


def known_revisions(context: Context) -> Sequence[Revision]:
    """Revisions of which both sides are known on the day; one side alone would tell of what came later."""
    revisions = context.pack.entries("revisions", Revision).values()
    return [r for r in revisions if context.all_known((*r.earlier, *r.later, *r.cite))]


def revised(context: Context, revision: Revision) -> Statement:
    """The sentence that tells of a revision, resting on the earlier and the later passages."""
    words = context.words
    evidence = context.book.joined(context.book.cite(revision.earlier, few=2), context.book.cite(revision.later, few=2))
    lead = words("colon", a=words.title(context.text(revision.name)), b=words(f"finding.{revision.type}"))
    return Statement(lead=lead, text=words.sentence(context.text(revision.text)), evidence=evidence)
