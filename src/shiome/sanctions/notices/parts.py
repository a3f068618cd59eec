"""The tables of a notice, one function for each kind of part; nothing comes out where there is nothing to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shiome.region.pack import Pack
from shiome.region.schema.institutions import Body
from shiome.region.schema.meta import Bands
from shiome.region.schema.monitoring import LegalBasis
from shiome.sanctions.casework.folding import CaseFile
from shiome.sanctions.casework.model import (
    Assessment,
    Evidence,
    HandOver,
    Holding,
    Identity,
    Legal,
    ListHit,
    Notified,
    Reply,
)
from shiome.sanctions.casework.numbers import imo_holds
from shiome.sanctions.notices.facts import where
from shiome.sanctions.notices.model import Block, Paragraph, Table
from shiome.sanctions.notices.words import Words


def identity_rows(case: CaseFile, words: Words) -> Iterator[Block]:
    """Identities of every subject; a ship's number whose check digit does not hold is shown and says so."""
    rows = []
    for part in case.of(Identity):
        doubt = part.field == "imo" and not imo_holds(part.value)
        value = f"{part.value} ({words('check.invalid')})" if doubt else part.value
        names = (case.name(part.subject), words(part.side), words(part.field), value, words(part.verdict))
        rows.append((*names, words.period(part.since, part.until), part.source))
    yield from _table(
        words, ("subject", "side", "field", "value", "verdict", "time", "source"), (3, 2, 2, 4, 2, 3, 3), rows
    )


def holding_rows(case: CaseFile, words: Words) -> Iterator[Block]:
    """Owners, managers and the like with their dates."""
    rows = [
        (
            case.name(part.subject),
            case.name(part.holder) + (f", {part.address}" if part.address else ""),
            words(part.role),
            words.period(part.since, part.until),
            part.source,
        )
        for part in case.of(Holding)
    ]
    yield from _table(words, ("subject", "holder", "role", "time", "source"), (3, 4, 2, 3, 3), rows)


def chronology_rows(case: CaseFile, words: Words) -> Iterator[Block]:
    """Everything that happened, by time."""
    rows = [
        (words.span(part.start, part.end), words.told(part.text), where(part, words)) for _, part in case.chronology
    ]
    yield from _table(words, ("time", "what", "where"), (3, 5, 4), rows)


def list_rows(case: CaseFile, words: Words) -> Iterator[Block]:
    """Entries of sanctions lists."""
    rows = []
    for part in case.of(ListHit):
        entry = words.join([part.entry, part.name])
        grounds = words.join([words.told(reason) for reason in part.reasons])
        rows.append((case.name(part.subject), part.list, entry, words.day(part.listed_on), part.version, grounds))
    yield from _table(words, ("subject", "list", "entry", "listed", "version", "text"), (3, 2, 4, 3, 2, 4), rows)


def legal_rows(case: CaseFile, pack: Pack, words: Words) -> Iterator[Block]:
    """Paragraphs that may have been breached, with what they demand."""
    bases = pack.entries("legal_bases", LegalBasis)
    rows = []
    for part in case.of(Legal):
        basis = bases[part.basis]
        quoted = words("quoted", instrument=words.told(basis.instrument), paragraph=basis.paragraph)
        rows.append((quoted, words.told(basis.measure), words.told(part.text)))
    yield from _table(words, ("paragraph", "measure", "text"), (3, 4, 4), rows)


def assessment_blocks(case: CaseFile, pack: Pack, words: Words) -> Iterator[Block]:
    """Each statement with its word of confidence, the band that the word stands for, and the alternatives."""
    bands = {each.step: each for each in pack.entries("bands", Bands).values()}
    for part in case.of(Assessment):
        yield Paragraph(words.told(part.statement))
        if (band := bands.get(part.step)) is not None:
            low, high = round(band.low * 100), round(band.high * 100)
            yield Paragraph(words("confidence", word=words.told(band.name), low=low, high=high))
        others = [words.told(each) for each in part.alternatives]
        yield from (Paragraph(other, label=words("alternatives")) for other in others)
        if not others:
            yield Paragraph(words("no_alternatives"))


def reply_rows(case: CaseFile, words: Words) -> Iterator[Block]:
    """Who was asked, and what they said."""
    rows = [
        (
            case.name(part.party),
            words.day(part.asked),
            words.day(part.answered),
            words(f"stance.{part.stance}"),
            words.told(part.text),
        )
        for part in case.of(Reply)
    ]
    yield from _table(words, ("party", "asked", "answered", "stance", "text"), (3, 2, 2, 2, 5), rows)


def notified_rows(case: CaseFile, words: Words) -> Iterator[Block]:
    """To whom it was reported."""
    rows = [(words.told(part.whom), words.day(part.at), words.told(part.text)) for part in case.of(Notified)]
    yield from _table(words, ("whom", "day", "text"), (4, 2, 4), rows)


def hand_over_rows(case: CaseFile, pack: Pack, words: Words) -> Iterator[Block]:
    """Which body gave the case, or parts of it, to which."""
    bodies = pack.entries("bodies", Body)
    rows = []
    for part in case.of(HandOver):
        names = [bodies[name].abbreviation or words.told(bodies[name].name) for name in (part.source, part.target)]
        rows.append((words.day(part.at), *names, words(f"stage.{part.stage}"), words.told(part.text)))
    yield from _table(words, ("day", "from", "to", "stage", "text"), (2, 2, 2, 2, 4), rows)


def evidence_rows(case: CaseFile, words: Words) -> Iterator[Block]:
    """Every piece of evidence with its hash, so that a reader who holds the file can tell that it is the same."""
    rows = []
    for number, part in case.numbered(Evidence):
        name = f"{part.name} [{words('simulated.short')}]" if part.simulated else part.name
        account = words.join([name, words.told(part.text), part.handling])
        rows.append((str(number), account, case.originator(number), words.day(part.collected), part.sha256))
    yield from _table(words, ("number", "file", "originator", "collected", "hash"), (1, 4, 2, 2, 5), rows, fixed=(4,))


def _table(
    words: Words,
    columns: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[tuple[str, ...]],
    fixed: tuple[int, ...] = (),
) -> Iterator[Block]:
    """A table without columns that are empty all through."""
    kept = [n for n in range(len(columns)) if any(row[n] for row in rows)]
    if not kept:
        return
    titles = [words(f"col.{name}") for name in columns]
    yield Table(
        tuple(titles[n] for n in kept),
        tuple(widths[n] for n in kept),
        tuple(tuple(row[n] for n in kept) for row in rows),
        tuple(place for place, n in enumerate(kept) if n in fixed),
    )
