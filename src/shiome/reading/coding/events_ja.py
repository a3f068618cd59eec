"""Events in a Japanese sentence: by predicate and case particle, and by event nouns that a verb carries or a text presupposes."""

from __future__ import annotations

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates import DateMention
from shiome.reading.coding.frames import Parties, parties, span_of
from shiome.reading.coding.proposals import EventProposal, Span
from shiome.reading.coding.sentence_io import SentenceInput, SentenceOutput
from shiome.reading.coding.timing import pick_date, settle
from shiome.reading.coding.uses_ja import Sentence, Use, word_lists
from shiome.vocabulary.plover import Reality


def japanese_events(sentence: SentenceInput) -> SentenceOutput:
    """The events of one sentence."""
    return _Coder(sentence).run()


class _Coder:
    def __init__(self, sentence: SentenceInput) -> None:
        self.sentence = sentence
        self.text = sentence.text
        self.parts = Sentence(sentence)
        self.chunks = self.parts.chunks
        self.clauses = self.parts.clauses

    def run(self) -> SentenceOutput:
        output = SentenceOutput(topic=self._topic())
        seen: set[tuple[object, ...]] = set()
        for position in range(len(self.chunks)):
            for use in self.parts.uses(position):
                event = self._event(use)
                if event is None:
                    continue
                key = (event.source, event.recipient, event.plover, event.reality, event.word)
                if key not in seen:
                    seen.add(key)
                    output.events.append(event)
                break
        return output

    def _topic(self) -> tuple[Mention, ...]:
        subject: tuple[Mention, ...] = ()
        for position, phrase in enumerate(self.chunks):
            if phrase.note:
                continue
            case = self.clauses.case(position)
            if case in ("topic", "place_topic") and (heads := self.clauses.heads(position)):
                return tuple(heads)
            if case == "subject" and not subject:
                subject = tuple(self.clauses.heads(position))
        return subject

    # ------------------------------------------------------------------ the event

    def _event(self, use: Use) -> EventProposal | None:
        arguments, confidence = use.arguments, use.confidence
        nominal = use.nominal and use.governor == use.at
        carried_passive = use.nominal and not nominal
        passive = use.mood.passive and not carried_passive
        unsaid = not nominal and not passive and not arguments.subject and not arguments.agent
        if unsaid and self.sentence.topic and (use.trigger.frame != "joint" or len(arguments.comitative) == 1):
            arguments.subject = list(self.sentence.topic)
            arguments.inherited = True
        found = parties(use.trigger, arguments, passive=passive, nominal=use.nominal)
        if found is None:
            return None
        if arguments.inherited:
            confidence -= 0.15
        chosen = pick_date(self.text, use.span, self._clause_start(use), self._note_span(use.at), self.sentence.dates)
        when, reality = settle(
            chosen, use.mood.reality or "actual", self.sentence.document_date, open_tense=use.mood.open
        )
        return self._proposal(use, found, when, reality, chosen, confidence)

    def _proposal(
        self, use: Use, found: Parties, when: str, reality: Reality, chosen: DateMention | None, confidence: float
    ) -> EventProposal:
        inherited = set(self.sentence.topic)
        here = tuple(m for m in found.source if m not in inherited)
        return EventProposal(
            source=_actors(found.source),
            recipient=_actors(found.recipient),
            plover=use.trigger.plover,
            reality=reality,
            trigger=use.span,
            word=self.text[use.span[0] : use.span[1]],
            source_span=span_of(here),
            recipient_span=span_of(found.recipient),
            attribution=self._attribution(use),
            place=self._place(use),
            when=when,
            date_span=(chosen.start, chosen.end) if chosen else None,
            confidence=round(confidence, 2),
        )

    def _clause_start(self, use: Use) -> int:
        for at in range(use.governor - 1, -1, -1):
            phrase = self.chunks[at]
            if phrase.predicate and not phrase.adnominal and phrase.end <= use.span[0]:
                return phrase.end
        return 0

    def _note_span(self, position: int) -> Span | None:
        """The brackets straight after the phrase."""
        if self.chunks[position].note:
            return None
        inside = [c for c in self.chunks[position + 1 : position + 8] if c.note]
        if not inside or self.chunks.index(inside[0]) != position + 1:
            return None
        return inside[0].start, inside[-1].end

    def _attribution(self, use: Use) -> str:
        phrase = self.chunks[use.governor]
        if not use.mood.reported and not phrase.depth:
            return ""
        for at in range(use.governor + 1, len(self.chunks)):
            later = self.chunks[at]
            if later.predicate and later.depth == 0 and self.parts.head_word(at) in word_lists()[4]:
                speakers = self.clauses.of_predicate(at).subject
                return speakers[-1].actors[0] if speakers else "reported"
        return ""

    def _place(self, use: Use) -> str:
        for at in range(use.governor, -1, -1):
            for mention in self.chunks[at].mentions:
                if (
                    mention.actors
                    and mention.actors[0] in self.sentence.places
                    and self.chunks[at].case in ("place", "dative", "genitive")
                ):
                    return mention.text
            if at < use.at and self.chunks[at].predicate and not self.chunks[at].adnominal:
                break
        return ""


def _actors(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for mention in mentions for actor in mention.actors))
