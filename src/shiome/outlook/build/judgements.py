"""Judgements: how the earlier ones fared, which come due, which are new; with a short tally."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from shiome.outlook.build.context import Context, known_by, when_key
from shiome.outlook.build.parts import part, remark, section, tabled
from shiome.outlook.model import Block, Cell, Section
from shiome.records.model import Judgement
from shiome.region.schema.meta import Bands
from shiome.vocabulary.edtf import parse_edtf

RESOLVED = 14
DUE = 10
RECENT = 16
OUTCOMES = ("true", "partly", "missed", "not_yet", "not_applicable", "unknown")
"""Outcomes in the order in which they are told."""


def judgements(context: Context) -> Section:
    """The section on judgements."""
    words = context.words
    found = context.records(Judgement)
    return section(
        "judgements",
        words("judgements.title"),
        empty=words("judgements.none"),
        sections=(_tally(context, found), _resolved(context, found), _due(context, found), _recent(context, found)),
    )


def outcome_of(judgement: Judgement) -> str:
    """The outcome as told: *false* is a miss once settled, and until then only what had not come about."""
    if judgement.outcome == "false":
        return "missed" if judgement.settled else "not_yet"
    return judgement.outcome


def resolved_on(context: Context, judgement: Judgement) -> date:
    """The day from which its present outcome is known."""
    days = [s.known_from for s in judgement.sources if s.role == "resolves" and s.known_from <= context.as_of]
    return max(days, default=judgement.known_from)


def resolved_order(context: Context, judgement: Judgement) -> tuple[int, int, bool, str]:
    """Newest knowledge first, then by outcome, what is settled before what is not."""
    rank = OUTCOMES.index(outcome_of(judgement))
    return -resolved_on(context, judgement).toordinal(), rank, not judgement.settled, judgement.id


def cue_and_band(context: Context, judgement: Judgement) -> tuple[str, str]:
    """The hedging words, and the range they stand for; where the words are of another language, the step's name."""
    words = context.words
    band = words("judgements.percent", low=round(judgement.band[0] * 100), high=round(judgement.band[1] * 100))
    steps = context.pack.entries("bands", Bands).values()
    name = next((context.text(b.name) for b in steps if b.step == judgement.hedge), "")
    if not judgement.cue:
        return name, band
    foreign = context.language == "en" and not judgement.cue.isascii()
    cue = words.quoted(judgement.cue)
    return (f"{name} ({cue})" if foreign and name else cue), band


def _tally(context: Context, found: Sequence[Judgement]) -> Section | None:
    """Counts and scores: of all that a later document could tell of, then document by document."""
    words = context.words
    latest = max((j.made_on for j in found), default=None)
    if latest is None:
        return None
    earlier = [j for j in found if j.made_on < latest]
    texts = []
    if earlier:
        counts = Counter(outcome_of(j) for j in earlier)
        parts = words.join(
            [f"{words(f'judgements.outcomes.{name}')} {counts[name]}" for name in OUTCOMES if counts[name]]
        )
        texts.append(words("judgements.tally", n=len(earlier), parts=parts))
    scores = [j.score for j in found if j.score is not None]
    if scores:
        texts.append(words("judgements.brier", n=len(scores), score=f"{sum(scores) / len(scores):.2f}"))
    made: dict[str, list[Judgement]] = {}
    for judgement in found:
        for source in judgement.sources[:1]:
            if source.role == "states":
                made.setdefault(source.document, []).append(judgement)
    rows = [_document_row(context, document, made[document]) for document in context.documents if document in made]
    columns = [(words("judgements.document"), 3.5), (words("judgements.made"), 1.1)]
    columns += [(words(f"judgements.outcomes.{name}"), 1.35) for name in OUTCOMES]
    table = tabled(
        words("judgements.by_document"),
        [*columns, (words("judgements.score"), 1.1)],
        rows,
        most=12,
        words=words,
    )
    blocks = ((remark(*texts),) if texts else ()) + table
    return part("judgements.tally", words("judgements.by_document"), blocks)


def _document_row(context: Context, document: str, own: Sequence[Judgement]) -> tuple[Cell, ...]:
    cited = context.documents[document]
    counts = Counter(outcome_of(j) for j in own)
    scores = [j.score for j in own if j.score is not None]
    evidence = context.book.sources((own[0].sources[0],))
    return (
        Cell(text=cited.title, note=cited.day, evidence=evidence),
        Cell(text=str(len(own))),
        *(Cell(text=str(counts[name]) if counts[name] else "—") for name in OUTCOMES),
        Cell(text=f"{sum(scores) / len(scores):.2f}" if scores else "—"),
    )


def _held(context: Context, judgement: Judgement) -> str:
    return context.words(
        "judgements.held_by", who=context.actor(judgement.holder), day=context.dated(judgement.made_on.isoformat())
    )


def _proposition(context: Context, judgement: Judgement) -> Cell:
    words = context.words
    made = context.book.sources((s for s in judgement.sources if s.role == "states"), few=2)
    return Cell(text=words.sentence(judgement.proposition), note=_held(context, judgement), evidence=made)


def _likelihood(context: Context, judgement: Judgement) -> Cell:
    cue, band = cue_and_band(context, judgement)
    return Cell(text=band, note=cue)


def _resolved(context: Context, found: Sequence[Judgement]) -> Section | None:
    """One table for each outcome; those whose condition was not met are only counted."""
    words = context.words
    known = sorted((j for j in found if j.outcome != "unknown"), key=lambda j: resolved_order(context, j))
    tables: list[Block] = []
    for names in (("true",), ("partly",), ("missed", "not_yet")):
        rows = [_resolved_row(context, j, named=len(names) > 1) for j in known if outcome_of(j) in names]
        title = words(f"judgements.outcomes.{names[0]}") if len(names) == 1 else words("judgements.not_come")
        title = words.capital(title)
        caption = words("judgements.resolved_caption", outcome=title, n=len(rows))
        columns = (("judgement", 4.4), ("band", 2), ("reason", 4.2), ("score", 1))
        titled = [(words(f"judgements.{name}"), width) for name, width in columns]
        tables += tabled(caption, titled, rows, most=RESOLVED, words=words, headed=False)
    intro = (remark(words("judgements.resolved_intro")),) if tables else ()
    return part("judgements.resolved", words("judgements.resolved"), (*intro, *tables))


def _resolved_row(context: Context, judgement: Judgement, *, named: bool) -> tuple[Cell, ...]:
    words = context.words
    told_by = context.book.sources((s for s in reversed(judgement.sources) if s.role == "resolves"), few=2)
    name = words(f"judgements.outcomes.{outcome_of(judgement)}")
    return (
        _proposition(context, judgement),
        _likelihood(context, judgement),
        Cell(
            text=words.sentence(context.text(judgement.text)) or name,
            note=words.capital(name) if named else "",
            evidence=told_by,
        ),
        Cell(text=f"{judgement.score:.2f}" if judgement.score is not None else "—"),
    )


def _due(context: Context, found: Sequence[Judgement]) -> Section | None:
    """Those with a date: what lies ahead first, then what is past its date and could not be told."""
    words = context.words
    dated = [j for j in found if j.due and not j.settled and (j.outcome == "unknown" or _ahead(context, j))]
    dated.sort(key=lambda j: (not _ahead(context, j), when_key(j.due), j.id))
    rows = [
        (
            _proposition(context, j),
            _likelihood(context, j),
            Cell(
                text=context.dated(j.due),
                note="" if _ahead(context, j) else words("judgements.past_due"),
            ),
            Cell(text=words.sentence(j.criterion), note=_condition(context, j)),
        )
        for j in dated
    ]
    columns = (("judgement", 4), ("band", 1.9), ("horizon", 2), ("test", 3.6))
    return _table(context, "due", columns, rows, DUE)


def _ahead(context: Context, judgement: Judgement) -> bool:
    last = parse_edtf(judgement.due).latest if judgement.due else None
    return last is not None and last > context.as_of


def _condition(context: Context, judgement: Judgement) -> str:
    return context.words("judgements.condition", text=judgement.condition) if judgement.condition else ""


def _recent(context: Context, found: Sequence[Judgement]) -> Section | None:
    words = context.words
    new = [j for j in found if context.since is None or j.made_on > context.since]
    new.sort(key=lambda j: (-known_by(j, context.as_of).toordinal(), j.resolvable == "no", -j.hedge, j.id))
    rows = [
        (
            _proposition(context, j),
            _likelihood(context, j),
            Cell(text=words.title(j.horizon) or context.dated(j.due) or "—"),
            Cell(text=words.sentence(j.criterion) or "—", note=_condition(context, j)),
        )
        for j in new
    ]
    columns = (("judgement", 4), ("band", 1.9), ("horizon", 2), ("test", 3.6))
    return _table(context, "recent", columns, rows, RECENT)


def _table(
    context: Context, key: str, columns: Sequence[tuple[str, float]], rows: Sequence[tuple[Cell, ...]], most: int
) -> Section | None:
    words = context.words
    titled = [(words(f"judgements.{name}"), width) for name, width in columns]
    day = context.dated(context.since.isoformat()) if context.since else ""
    caption = words(f"judgements.{key}_caption", day=day) if day or key != "recent" else words("judgements.recent")
    table = tabled(caption, titled, rows, most=most, words=words, headed=False)
    return part(f"judgements.{key}", words(f"judgements.{key}"), table)
