"""What changed since the document before the latest, in detail: findings, relations, events, outcomes, commitments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from shiome.outlook.build.conflicts import known_revisions, revised
from shiome.outlook.build.context import Context, known_by, when_key
from shiome.outlook.build.events import Happening, happenings, importance, told
from shiome.outlook.build.institutions import commitment_order, state_name
from shiome.outlook.build.judgements import outcome_of, resolved_on, resolved_order
from shiome.outlook.build.parts import listed, part, section
from shiome.outlook.build.relations import Standing, standings
from shiome.outlook.model import Section, Statement
from shiome.records.model import Commitment, Judgement
from shiome.region.schema.knowledge import Revision

FINDINGS = 4
RELATIONS = 6
EVENTS = 5
OUTCOMES = 4
COMMITMENTS = 3
RECENT = 120
"""Days before the day compared with, from which on an event counts as recent."""
_TELLING = ("reversed", "not_realised", "qualified", "confirmed")
"""Types of revision that make a finding, the most telling first."""


def changes(context: Context) -> Section | None:
    """The section on changes; none where there is no earlier document to compare with."""
    words = context.words
    if context.since is None:
        return None
    parts = (_findings(context), _relations(context), _events(context), _outcomes(context), _commitments(context))
    return section("changes", words("changes.title"), sections=parts, empty=words("front.nothing"))


def _findings(context: Context) -> Section | None:
    """What a later document made of an earlier one, as far as that became known since."""
    found = [r for r in known_revisions(context) if r.type in _TELLING and _became_known(context, r)]
    found.sort(key=lambda r: _TELLING.index(r.type))
    statements = [revised(context, r) for r in found[:FINDINGS]]
    return part(
        "changes.findings", context.words("changes.findings"), listed(statements, most=FINDINGS, words=context.words)
    )


def _became_known(context: Context, revision: Revision) -> bool:
    numbers = context.book.cite((*revision.later, *revision.earlier), few=99)
    return any(context.is_new(context.book.day(number)) for number in numbers)


def _relations(context: Context) -> Section | None:
    """Relations that moved, the reason first; then, by name only, those that did not."""
    words = context.words
    fresh = [s for s in standings(context) if s.fresh]
    moved = [s for s in fresh if s.direction in ("closer", "apart")]
    same = _unchanged(context, [s for s in fresh if s.direction == "same"])
    blocks = (
        *listed([_moved(context, s) for s in moved], most=RELATIONS, words=words),
        *listed([same] if same else [], most=1, words=words),
    )
    return part("changes.relations", words("changes.relations"), blocks)


def _moved(context: Context, standing: Standing) -> Statement:
    words, now = context.words, standing.now
    before = next(s for s in reversed(standing.states[:-1]) if s.value is not None)
    return Statement(
        lead=standing.name,
        direction=standing.direction,
        text=words.sentence(now.text),
        detail=words("changes.from_to", a=words.title(before.label), b=words.title(now.label)),
        evidence=context.book.joined(now.evidence, before.evidence[:1]),
    )


def _unchanged(context: Context, found: list[Standing]) -> Statement | None:
    if not found:
        return None
    words = context.words
    return Statement(
        direction="same",
        text=words.sentence(words.series([s.name for s in found])),
        evidence=context.book.joined(*(s.now.evidence[:1] for s in found), few=8),
    )


def _events(context: Context) -> Section | None:
    words = context.words
    new = sorted((h for h in happenings(context) if h.new), key=lambda h: (_past(context, h), importance(context, h)))
    statements = [told(context, h) for h in new]
    return part("changes.events", words("changes.events"), listed(statements, most=EVENTS, words=words))


def _past(context: Context, happening: Happening) -> bool:
    """Whether it is history: newly told, but over long before the day compared with."""
    since = context.since or context.as_of
    return when_key(happening.event.when) < since - timedelta(days=RECENT)


def _outcomes(context: Context) -> Section | None:
    words = context.words
    known = [
        j
        for j in context.records(Judgement)
        if j.outcome not in ("unknown", "not_applicable") and context.is_new(resolved_on(context, j))
    ]
    known.sort(key=lambda j: resolved_order(context, j))
    # One of each outcome before a second of any: what came true alone would flatter the authors.
    ordered = list(_in_turn(known))
    statements = [statement for j in ordered if (statement := _outcome(context, j)) is not None]
    return part("changes.outcomes", words("changes.outcomes"), listed(statements, most=OUTCOMES, words=words))


def _in_turn(known: list[Judgement]) -> Iterator[Judgement]:
    queues: dict[str, list[Judgement]] = {}
    for judgement in known:
        queues.setdefault(outcome_of(judgement), []).append(judgement)
    while queues:
        for name in list(queues):
            yield queues[name].pop(0)
            if not queues[name]:
                del queues[name]


def _outcome(context: Context, judgement: Judgement) -> Statement | None:
    words = context.words
    made = context.book.sources((s for s in judgement.sources if s.role == "states"), few=1)
    told_by = context.book.sources((s for s in reversed(judgement.sources) if s.role == "resolves"), few=2)
    if not made or not told_by:
        return None
    held = words(
        "judgements.held_by", who=context.actor(judgement.holder), day=context.dated(judgement.made_on.isoformat())
    )
    reason = words.sentence(context.text(judgement.text))
    return Statement(
        lead=words.capital(words(f"judgements.outcomes.{outcome_of(judgement)}")),
        text=words("changes.outcome", said=words.quoted(judgement.proposition), held=held, reason=reason).strip(),
        evidence=context.book.joined(made, told_by),
    )


def _commitments(context: Context) -> Section | None:
    words, before = context.words, context.before(Commitment)
    changed = [
        c
        for c in context.records(Commitment)
        if context.is_new(known_by(c, context.as_of)) and (c.id not in before or before[c.id].state != c.state)
    ]
    changed.sort(key=lambda c: commitment_order(context, c))
    statements = []
    for commitment in changed:
        evidence = context.book.sources(reversed(commitment.sources), few=2)
        if not evidence:
            continue
        statements.append(
            Statement(
                lead=words("colon", a=words.title(commitment.content), b=state_name(context, commitment.state)),
                text=words.sentence(context.text(commitment.text) or state_name(context, commitment.state)),
                detail=context.names(commitment.owner),
                evidence=evidence,
            )
        )
    return part("changes.commitments", words("changes.commitments"), listed(statements, most=COMMITMENTS, words=words))
