"""From checked answers to records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from shiome.reading.actors import ActorResolver
from shiome.reading.coding.coder import CodedDocument, UnknownName
from shiome.reading.coding.proposals import EventProposal, Span
from shiome.reading.coding.recording import Provenance, Recorder
from shiome.reading.language_model.checking import CONFIDENCE, Checked
from shiome.reading.language_model.passage import ModelPassage
from shiome.reading.text.document import TextDocument
from shiome.reading.text.sentences import Sentence
from shiome.records.model import Event, Judgement


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
        self._label = label
        self._provenance = Provenance(text, document, dated)
        self._recorder = Recorder(self._provenance, resolver, bands, author)
        self._events: dict[tuple[object, ...], Event] = {}
        self._judgements: dict[str, Judgement] = {}
        self._unknown: dict[tuple[int, int], UnknownName] = {}

    def add(self, passage: ModelPassage, checked: Checked) -> None:
        """Take over what a passage bears out, and the names that nobody in the region answers to."""
        for event in checked.events:
            self._event(passage.sentences[event.sentence], event.proposal, event.mode)
        for index, judgement in checked.judgements:
            sentence = passage.sentences[index]
            record = self._recorder.judgement(sentence, judgement, coder=self._label, confidence=CONFIDENCE)
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
        key = (proposal.source, proposal.recipient, proposal.plover, proposal.reality, proposal.word, proposal.when)
        event = self._recorder.event(sentence, proposal, coder=self._label, mode=mode)
        told = self._events.get(key)
        if told is None:
            self._events[key] = event
        elif event.sources[0] not in told.sources:
            self._events[key] = msgspec.structs.replace(told, sources=(*told.sources, *event.sources))

    def _name(self, sentence: Sentence, span: Span) -> None:
        start, end = self._provenance.raw(sentence, span)
        self._unknown.setdefault((start, end), UnknownName(name=sentence.text[span[0] : span[1]], start=start, end=end))
