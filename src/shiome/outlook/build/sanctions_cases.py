"""The cases of which the public may see something: what they are about, whom they name, what is made of them and how firmly."""

from __future__ import annotations

from shiome.outlook.build.context import Context
from shiome.outlook.build.parts import part, remark, tabled
from shiome.outlook.model import Cell, Section
from shiome.region.schema.meta import Bands
from shiome.region.schema.monitoring import Violation
from shiome.sanctions.casework import CaseFile
from shiome.sanctions.casework.model import Assessment, Identity
from shiome.sanctions.view import PublicCase, SanctionsView

CASES = 8
"""Cases that are told, those last released first."""
NAMED = 4
"""Vessels and others that are named of a case, in the order of entry."""


def public_cases(context: Context, view: SanctionsView) -> Section | None:
    """A row for each public case, or that there is none."""
    words, title = context.words, context.words("sanctions.cases.title")
    if not view.cases:
        none = remark(words("sanctions.cases.none", day=context.dated(context.as_of.isoformat())))
        return part("sanctions.cases", title, (none,))
    told = [words("sanctions.cases.nature")]
    if any(each.simulated for each in view.cases):
        told.append(words("sanctions.cases.made_up"))
    columns = [(words("sanctions.cases.case"), 2.2), (words("sanctions.cases.category"), 1.8)]
    columns += [(words("sanctions.cases.subjects"), 1.8), (words("sanctions.cases.assessment"), 2.7)]
    columns += [(words("sanctions.cases.released"), 1.5)]
    rows = [_row(context, each) for each in view.cases]
    table = tabled(words("sanctions.cases.caption"), columns, rows, most=CASES, words=words)
    return part("sanctions.cases", title, (remark(*told), *table))


def _row(context: Context, each: PublicCase) -> tuple[Cell, ...]:
    words, opening = context.words, each.case.opening
    title = context.text(opening.title)
    entry = context.entries("violations", Violation).get(opening.category)
    text, how = _assessed(context, each.case)
    return (
        Cell(text=words("sanctions.cases.simulated", title=title) if each.simulated else title),
        Cell(
            text=context.text(entry.name) if entry else "—",
            evidence=context.book.cite(entry.cite, few=1) if entry else (),
        ),
        Cell(text=_subjects(context, each.case)),
        Cell(text=text, note=how),
        Cell(text=context.dated(each.released.isoformat())),
    )


def _subjects(context: Context, case: CaseFile) -> str:
    words, names = context.words, [_name(context, case, subject) for subject in case.subjects]
    left = len(names) - NAMED
    if left > 0:
        names = [*names[:NAMED], words("sanctions.cases.more", n=left)]
    return words.series(names) or "—"


def _name(context: Context, case: CaseFile, subject: str) -> str:
    """The name under which it is best known; one that is known to be false says so."""
    name = case.name(subject)
    verdicts = [p.verdict for p in case.of(Identity) if (p.subject, p.field, p.value) == (subject, "name", name)]
    false = "fraudulent" in verdicts and "genuine" not in verdicts
    return context.words("sanctions.cases.false", name=name) if false else name


def _assessed(context: Context, case: CaseFile) -> tuple[str, str]:
    """The last assessment, and its confidence word with the band that it stands for."""
    words, found = context.words, case.of(Assessment)
    if not found:
        return words("sanctions.cases.unassessed"), ""
    last = found[-1]
    step = next((each for each in context.pack.entries("bands", Bands).values() if each.step == last.step), None)
    how = (
        words(
            "sanctions.cases.confidence",
            name=context.text(step.name),
            low=round(100 * step.low),
            high=round(100 * step.high),
        )
        if step
        else ""
    )
    return context.text(last.statement), how
