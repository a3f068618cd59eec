"""From checked answers to records."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

import msgspec

from shiome.reading.actors import ActorResolver
from shiome.reading.coding.coder import CodedDocument, UnknownName
from shiome.reading.coding.proposals import EventProposal, JudgementProposal, Span
from shiome.reading.language_model.checking import CONFIDENCE, Checked
from shiome.reading.language_model.passage import ModelPassage
from shiome.reading.text.document import TextDocument
from shiome.reading.text.sentences import Sentence
from shiome.records.model import Event, Judgement, Source


class RecordWriter:
    """Turns what was checked into records of one document, every one of them proposed and none accepted.

    Parameters
    ----------
    text:
        The document; spans are mapped to its raw text.
    label:
        Coder of the records.
    resolver:
        Knows which state an actor belongs to.
    bands:
        Hedge step to probability band.
    document:
        Its identifier in the store.
    dated:
        Its day.
    author:
        Who holds what the document says in its own voice.
    """

    def __init__(
        self,
        text: TextDocument,
        *,
        label: str,
        resolver: ActorResolver,
        bands: Mapping[int, tuple[float, float]],
        document: str,
        dated: date,
        author: str,
    ) -> None:
        self._text = text
        self._label = label
        self._resolver = resolver
        self._bands = bands
        self._document = document
        self._dated = dated
        self._author = author
        self._events: dict[tuple[object, ...], Event] = {}
        self._judgements: dict[str, Judgement] = {}
        self._unknown: dict[tuple[int, int], UnknownName] = {}

    def add(self, passage: ModelPassage, checked: Checked) -> None:
        """Take over what a passage bears out, and the names that nobody in the region answers to."""
        for event in checked.events:
            self._event(passage.sentences[event.sentence], event.proposal, event.mode)
        for index, judgement in checked.judgements:
            record = self._judgement(passage.sentences[index], judgement)
            self._judgements.setdefault(record.id, record)
        for index, span in checked.unknown:
            self._name(passage.sentences[index], span)
        for sentence, mentions in zip(passage.sentences, passage.mentions, strict=True):
            for mention in mentions:
                if mention.kind == "unknown":
                    self._name(sentence, (mention.start, mention.end))

    def coded(self) -> CodedDocument:
        """Everything taken over so far."""
        return CodedDocument(
            events=tuple(self._events.values()),
            judgements=tuple(self._judgements.values()),
            unknown=tuple(self._unknown.values()),
        )

    def _event(self, sentence: Sentence, proposal: EventProposal, mode: str) -> None:
        parts = {
            "source": proposal.source_span,
            "recipient": proposal.recipient_span,
            "trigger": proposal.trigger,
            "date": proposal.date_span,
        }
        spans = {name: self._raw(sentence, span) for name, span in parts.items() if span is not None}
        source = self._source(min(span[0] for span in spans.values()), max(span[1] for span in spans.values()))
        key = (proposal.source, proposal.recipient, proposal.plover, proposal.reality, proposal.word, proposal.when)
        told = self._events.get(key)
        if told is not None:
            if source not in told.sources:
                self._events[key] = msgspec.structs.replace(told, sources=(*told.sources, source))
            return
        self._events[key] = Event(
            id=self._identifier("event", spans, *proposal.source, "", *proposal.recipient, proposal.plover),
            when=proposal.when,
            known_from=self._dated,
            sources=(source,),
            coder=self._label,
            confidence=proposal.confidence,
            status="proposed",
            source=self._with_states(proposal.source),
            recipient=self._with_states(proposal.recipient),
            plover=proposal.plover,
            mode=mode,
            reality=proposal.reality,
            attribution=proposal.attribution,
            spans=spans,
        )

    def _judgement(self, sentence: Sentence, proposal: JudgementProposal) -> Judgement:
        start, end = self._raw(sentence, proposal.span)
        cue = self._raw(sentence, proposal.cue_span)
        return Judgement(
            id=self._identifier("judgement", {"cue": cue, "span": (start, end)}),
            when=self._dated.isoformat(),
            known_from=self._dated,
            sources=(self._source(start, end),),
            coder=self._label,
            confidence=CONFIDENCE,
            status="proposed",
            text={sentence.language: sentence.text},
            proposition=proposal.proposition,
            made_on=self._dated,
            condition=proposal.condition,
            horizon=proposal.horizon,
            hedge=proposal.step,
            band=self._bands.get(proposal.step, (0.0, 1.0)),
            cue=proposal.cue,
            holder=proposal.holder or self._author,
            spans={"hedge": cue},
        )

    def _with_states(self, actors: tuple[str, ...]) -> tuple[str, ...]:
        """The states the actors belong to, then the actors themselves."""
        return tuple(dict.fromkeys((*self._resolver.states(actors), *actors)))

    def _name(self, sentence: Sentence, span: Span) -> None:
        start, end = self._raw(sentence, span)
        self._unknown.setdefault((start, end), UnknownName(name=sentence.text[span[0] : span[1]], start=start, end=end))

    def _raw(self, sentence: Sentence, span: Span) -> Span:
        return self._text.clean.to_raw(sentence.start + span[0], sentence.start + span[1])

    def _source(self, start: int, end: int) -> Source:
        return Source(
            document=self._document,
            start=start,
            end=end,
            line=self._text.line_of(start),
            end_line=self._text.line_of(max(start, end - 1)),
            known_from=self._dated,
        )

    def _identifier(self, kind: str, spans: Mapping[str, Span], *parts: str) -> str:
        placed = (f"{name}={span}" for name, span in sorted(spans.items()))
        content = "\x1f".join((kind, self._label, self._document, *placed, *parts))
        return f"{kind}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"
