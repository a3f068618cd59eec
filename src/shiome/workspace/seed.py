"""What a region pack holds of events, wordings, claims, judgements and the rest, as records.

``known_from`` of a record is the day of the earliest document it rests on. What a later document adds (an outcome, a
closer date, a new state) begins a new version on that document's day, so that the pack can be replayed in time order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, cast

import msgspec

from shiome.futures.ledger.resolving import kept_score
from shiome.records.model import (
    Claim,
    Commitment,
    Event,
    Judgement,
    Observation,
    Position,
    Recommendation,
    Record,
    Source,
    Wording,
)
from shiome.records.values import Conflict
from shiome.region.asof import document_day, known_on, last_known_on
from shiome.region.citations import parse_citation
from shiome.region.pack import Pack
from shiome.region.schema.common import Entry
from shiome.region.schema.institutions import CommitmentEntry
from shiome.region.schema.knowledge import (
    ClaimEntry,
    EventEntry,
    JudgementEntry,
    PositionEntry,
    RecommendationEntry,
    WordingEntry,
)
from shiome.region.schema.meta import Bands
from shiome.region.schema.relations import Relation
from shiome.vocabulary.languages import in_language

MAIN = "ja"
"""Language of a seeded record's own text fields; the others are its translations."""


def seed_records(pack: Pack) -> Iterator[Record]:
    """All versions of all records that the pack holds, in no particular order."""
    makers: dict[str, Callable[[Pack, Any], Iterator[Record]]] = {
        "events": _events,
        "wordings": _wordings,
        "claims": _claims,
        "judgements": _judgements,
        "recommendations": _recommendations,
        "commitments": _commitments,
        "positions": _positions,
        "relations": _observations,
    }
    for subject, make in makers.items():
        entries: Mapping[str, Entry] = pack.entries(subject)
        for entry in entries.values():
            yield from make(pack, entry)


def seed_conflicts(pack: Pack) -> Iterator[Conflict]:
    """Disputes that the pack declares because no date or actor shows them; known when both accounts are."""
    events = pack.entries("events", EventEntry)
    for entry in events.values():
        for name in entry.disputes:
            known = [known_on(pack, e.cite) for e in (entry, events[name])]
            texts = {language: (entry.text[language], events[name].text[language]) for language in entry.text}
            yield Conflict(
                kind="event",
                a=entry.id,
                b=name,
                field="account",
                values=texts.get("en", next(iter(texts.values()))),
                reason={
                    "en": "The two accounts of this do not agree.",
                    "ja": "二つの記述が食い違う。",
                },
                known_from=max(day for day in known if day is not None),
            )


def sources(pack: Pack, citations: tuple[str, ...], role: str = "states") -> tuple[Source, ...]:
    """Citations as sources of a record, each known from its document's day."""
    found = []
    for cite in citations:
        place = parse_citation(cite)
        found.append(
            Source(
                document=place.document,
                line=place.line,
                end_line=place.last_line,
                column=place.column,
                length=place.length,
                known_from=document_day(pack, place.document),
                role=cast(Any, role),
            )
        )
    return tuple(found)


def _base(pack: Pack, entry: Any, known_from: date | None = None) -> dict[str, Any]:
    known = known_from or known_on(pack, entry.cite)
    assert known is not None, entry.id  # noqa: S101 - check_pack refuses uncited entries of these subjects
    return {
        "id": entry.id,
        "known_from": known,
        "sources": sources(pack, entry.cite),
        "coder": f"pack:{pack.region.id}@{pack.region.version}",
        "note": entry.note,
        "topics": entry.topics,
    }


def _texts(**fields: Mapping[str, str]) -> dict[str, Any]:
    """Text fields in the main language and, as translations, in the others."""
    others = {language for texts in fields.values() for language in texts} - {MAIN}
    translations = {
        language: {name: texts[language] for name, texts in fields.items() if language in texts} for language in others
    }
    return {name: in_language(texts, MAIN) for name, texts in fields.items()} | {"translations": translations}


def _versions(versions: list[Record]) -> Iterator[Record]:
    """Close each version on the day the next begins; of two that begin on one day the later stands."""
    by_day = {version.known_from: version for version in sorted(versions, key=lambda v: v.known_from)}
    ordered = list(by_day.values())
    for number, version in enumerate(ordered):
        until = ordered[number + 1].known_from if number + 1 < len(ordered) else None
        yield msgspec.structs.replace(version, known_until=until)


def _events(pack: Pack, entry: EventEntry) -> Iterator[Record]:
    days = sorted({document_day(pack, parse_citation(cite).document) for cite in entry.cite})
    versions: list[Record] = []
    for day in days:
        known = [cite for cite in entry.cite if document_day(pack, parse_citation(cite).document) <= day]
        tellings = {parse_citation(cite).document for cite in known}
        exact = tellings - set(entry.when_by)
        when = entry.when if exact else entry.when_by[max(tellings, key=lambda d: document_day(pack, d))]
        if versions and versions[-1].when == when:
            continue
        versions.append(
            Event(
                **_base(pack, entry, day),
                when=when,
                about=entry.about or entry.id,
                text=entry.text,
                source=entry.source,
                recipient=entry.recipient,
                plover=entry.plover,
                context=entry.context,
                reality=entry.reality,
                attribution=entry.attribution,
                place=entry.place,
                confidence=entry.confidence,
            )
        )
    yield from _versions(versions)


def _wordings(pack: Pack, entry: WordingEntry) -> Iterator[Record]:
    yield Wording(
        **_base(pack, entry),
        **_texts(text_id=entry.of, term=entry.term, baseline=entry.baseline),
        when=entry.when,
        text=entry.text,
        operation=entry.operation,
        actors=entry.actors,
        inferred=entry.inferred,
    )


def _claims(pack: Pack, entry: ClaimEntry) -> Iterator[Record]:
    band = next((band for band in pack.entries("bands", Bands).values() if band.step == entry.hedge), None)
    base = _base(pack, entry)
    yield Claim(
        **base,
        **_texts(cause=entry.cause, effect=entry.effect, condition=entry.condition),
        when=base["known_from"].isoformat(),
        sign=entry.sign,
        hedge=entry.hedge,
        band=(band.low, band.high) if band else (0.0, 1.0),
        cue=entry.cue,
        holder=pack.documents[parse_citation(entry.cite[0]).document].author,
        actors=entry.actors,
        theme=entry.theme,
    )


def _judgements(pack: Pack, entry: JudgementEntry) -> Iterator[Record]:
    base = _base(pack, entry)
    first = Judgement(
        **base,
        **_texts(
            proposition=entry.proposition, condition=entry.condition, horizon=entry.horizon, criterion=entry.criterion
        ),
        when=entry.made_on.isoformat(),
        made_on=entry.made_on,
        due=entry.due,
        hedge=entry.hedge,
        band=(entry.low, entry.high),
        cue=entry.cue,
        holder=entry.holder,
        resolvable=entry.resolvable,
    )
    versions: list[Record] = [first]
    evidence: tuple[Source, ...] = ()
    for outcome in sorted(entry.outcomes, key=lambda o: last_known_on(pack, o.cite) or date.max):
        day = last_known_on(pack, outcome.cite) or base["known_from"]
        evidence += sources(pack, outcome.cite, "resolves")
        versions.append(
            msgspec.structs.replace(
                first,
                known_from=max(day, base["known_from"] + timedelta(days=1)),
                outcome=outcome.outcome,
                settled=outcome.settled,
                score=brier(first.band, outcome.outcome) if outcome.settled else None,
                sources=base["sources"] + evidence,
                text=outcome.reason,
            )
        )
    yield from _versions(versions)


def brier(band: tuple[float, float], outcome: str) -> float | None:
    """Brier score of a band's midpoint against an outcome, as the ledger keeps it; ``None`` where nothing is to score.

    >>> brier((0.8, 1.0), "true")
    0.01
    """
    return kept_score(band, outcome)


def _recommendations(pack: Pack, entry: RecommendationEntry) -> Iterator[Record]:
    base = _base(pack, entry)
    base["sources"] += sources(pack, entry.repeats, "confirms")
    yield Recommendation(
        **base,
        **_texts(action=entry.action, precondition=entry.precondition, timing=entry.timing),
        when=base["known_from"].isoformat(),
        addressee=entry.addressee,
        tool=entry.tool,
        manner=entry.manner,
    )


def _commitments(pack: Pack, entry: CommitmentEntry) -> Iterator[Record]:
    own = known_on(pack, entry.cite)
    versions: list[Record] = []
    evidence = sources(pack, entry.cite)
    staged = sorted(entry.states, key=lambda s: known_on(pack, s.cite) or own or date.min)
    for stage in staged:
        day = known_on(pack, stage.cite) or own
        evidence += tuple(s for s in sources(pack, stage.cite, "confirms") if s not in evidence)
        versions.append(
            Commitment(
                **{**_base(pack, entry, day), "sources": evidence},
                **_texts(content=entry.content),
                when=stage.when,
                text=stage.text,
                owner=entry.owner,
                beneficiary=entry.beneficiary,
                text_id=entry.text,
                due=entry.due,
                state=cast(Any, stage.state),
                confirmed_on=stage.when,
                # One name a row: that of the last confirmation, so not known before it.
                confirmed_by=entry.confirmed_by if stage is staged[-1] else "",
            )
        )
    yield from _versions(versions)


def _positions(pack: Pack, entry: PositionEntry) -> Iterator[Record]:
    base = _base(pack, entry)
    yield Position(
        **base,
        **_texts(stance=entry.stance),
        when=entry.when or base["known_from"].isoformat(),
        text={**entry.reasons} or {**entry.domestic},
        actor=entry.actor,
        issue=entry.issue,
        value=entry.value,
        low=entry.low,
        high=entry.high,
        salience=entry.salience,
        capability=entry.capability,
        capability_low=entry.capability_low,
        capability_high=entry.capability_high,
    )


def _observations(pack: Pack, entry: Relation) -> Iterator[Record]:
    """A relation's states, one observation a document."""
    for state in entry.states:
        day = document_day(pack, state.document)
        yield Observation(
            id=f"{entry.id}@{state.document}",
            when=pack.documents[state.document].dated,
            known_from=day,
            sources=sources(pack, state.cite),
            coder=f"pack:{pack.region.id}@{pack.region.version}",
            about="",
            text=state.text,
            topics=entry.topics,
            yardstick="closeness",
            subject=entry.id,
            value=None if state.closeness is None else float(state.closeness),
        )
