"""From proposals to records: raw spans, sources, identifiers that follow from what they name."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shiome.reading.actors import ActorResolver
from shiome.reading.coding.proposals import EventProposal, JudgementProposal, Span
from shiome.reading.text.document import TextDocument
from shiome.reading.text.sentences import Sentence
from shiome.records.model import Event, Judgement, Source
from shiome.vocabulary.hedging import Band


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where what is proposed of a document stands in it."""

    text: TextDocument
    document: str
    """Identifier in the store."""
    dated: date

    def raw(self, sentence: Sentence, span: Span) -> Span:
        """The raw span of a span of a sentence."""
        return self.text.clean.to_raw(sentence.start + span[0], sentence.start + span[1])

    def source(self, start: int, end: int) -> Source:
        """A raw span as the source of a record."""
        return Source(
            document=self.document,
            start=start,
            end=end,
            line=self.text.line_of(start),
            end_line=self.text.line_of(max(start, end - 1)),
            known_from=self.dated,
        )

    def identifier(self, kind: str, spans: Mapping[str, Span], *parts: str) -> str:
        """The same for the same places and parts, whenever the document is read."""
        placed = (f"{name}={span}" for name, span in sorted(spans.items()))
        content = "\x1f".join((kind, self.document, *placed, *parts))
        return f"{kind}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Recorder:
    """Makes records of proposals, every one of them proposed and none accepted."""

    provenance: Provenance
    resolver: ActorResolver
    bands: Mapping[int, Band]
    """Hedge step to probability band."""
    author: str
    """Who holds what the document says in its own voice."""

    def event(self, sentence: Sentence, proposal: EventProposal, *, coder: str, mode: str) -> Event:
        """The record of an event; its source reaches from the first to the last of its spans."""
        parts = {
            "source": proposal.source_span,
            "recipient": proposal.recipient_span,
            "trigger": proposal.trigger,
            "date": proposal.date_span,
        }
        spans = {name: self.provenance.raw(sentence, span) for name, span in parts.items() if span is not None}
        start, end = min(span[0] for span in spans.values()), max(span[1] for span in spans.values())
        named = (*proposal.source, "", *proposal.recipient, proposal.plover)
        return Event(
            id=self.provenance.identifier("event", spans, coder, *named),
            when=proposal.when,
            known_from=self.provenance.dated,
            sources=(self.provenance.source(start, end),),
            coder=coder,
            confidence=proposal.confidence,
            status="proposed",
            source=self._with_states(proposal.source),
            recipient=self._with_states(proposal.recipient),
            plover=proposal.plover,
            mode=mode,
            context=proposal.context,
            reality=proposal.reality,
            attribution=proposal.attribution,
            place=proposal.place,
            spans=spans,
        )

    def judgement(self, sentence: Sentence, proposal: JudgementProposal, *, coder: str, confidence: float) -> Judgement:
        """The record of a judgement."""
        provenance = self.provenance
        start, end = provenance.raw(sentence, proposal.span)
        cue = provenance.raw(sentence, proposal.cue_span)
        return Judgement(
            id=provenance.identifier("judgement", {"cue": cue, "span": (start, end)}, coder),
            when=provenance.dated.isoformat(),
            known_from=provenance.dated,
            sources=(provenance.source(start, end),),
            coder=coder,
            confidence=confidence,
            status="proposed",
            text={sentence.language: sentence.text},
            proposition=proposal.proposition,
            made_on=provenance.dated,
            condition=proposal.condition,
            horizon=proposal.horizon,
            hedge=proposal.step,
            band=self.bands.get(proposal.step, (0.0, 1.0)),
            cue=proposal.cue,
            holder=proposal.holder or self.author,
            spans={"hedge": cue},
        )

    def _with_states(self, actors: tuple[str, ...]) -> tuple[str, ...]:
        """The states the actors belong to or are made up of, then the actors themselves."""
        states = self.resolver.members(actors) + self.resolver.states(actors)
        return tuple(dict.fromkeys((*states, *actors)))
