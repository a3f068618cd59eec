"""What a model says, held against the text: only what the passage bears out becomes a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from shiome.errors import QueryRefused
from shiome.reading.actors import ActorResolver, Mention
from shiome.reading.coding.proposals import EventProposal, JudgementProposal, Span
from shiome.reading.language_model.answer import Answer, EventAnswer, JudgementAnswer
from shiome.reading.language_model.passage import ModelPassage
from shiome.vocabulary.edtf import is_edtf, parse_edtf

SOME = "some"
"""Stands for unnamed others as those who say or hold something."""
CONFIDENCE = 0.5
"""Of everything a model proposes: what it says of its own certainty is not calibrated."""


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was not taken over, and why."""

    passage: int
    """Number of the passage in the document, from 0."""
    item: str
    """``event``, ``judgement``, ``unknown`` or ``passage`` (the whole answer)."""
    reason: str
    """One of: quote, sentence, actor, names, actors, date, future, horizon, answer."""
    detail: str
    """In words, with what was refused."""


class _Refused(Exception):
    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class CheckedEvent:
    """An event that the passage bears out."""

    sentence: int
    """Index of its sentence in the passage."""
    proposal: EventProposal
    mode: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What the passage bears out, judgements and names with the index of their sentence, and what was refused."""

    events: tuple[CheckedEvent, ...]
    judgements: tuple[tuple[int, JudgementProposal], ...]
    unknown: tuple[tuple[int, Span], ...]
    refusals: tuple[Refusal, ...]


def check(answer: Answer, passage: ModelPassage, *, resolver: ActorResolver, dated: date) -> Checked:
    """Hold an answer against its passage. One bad item does not spoil the others."""
    checker = _Checker(passage, resolver, dated)
    events: list[CheckedEvent] = []
    judgements: list[tuple[int, JudgementProposal]] = []
    unknown: list[tuple[int, Span]] = []
    refusals: list[Refusal] = []

    def refuse(item: str, fault: _Refused) -> None:
        refusals.append(Refusal(passage=passage.number, item=item, reason=fault.reason, detail=fault.detail))

    for event in answer.events:
        try:
            events.append(checker.event(event))
        except _Refused as fault:
            refuse("event", fault)
    for judgement in answer.judgements:
        try:
            judgements.append(checker.judgement(judgement))
        except _Refused as fault:
            refuse("judgement", fault)
    for name in dict.fromkeys(answer.unknown):
        try:
            unknown.append(checker.unknown(name))
        except _Refused as fault:
            refuse("unknown", fault)
    return Checked(tuple(events), tuple(judgements), tuple(unknown), tuple(refusals))


class _Checker:
    def __init__(self, passage: ModelPassage, resolver: ActorResolver, dated: date) -> None:
        self._passage = passage
        self._resolver = resolver
        self._dated = dated

    def event(self, item: EventAnswer) -> CheckedEvent:
        index, text = self._sentence(item.sentence)
        trigger = _quote(text, item.trigger, "trigger")
        if not item.source and not item.recipient:
            raise _Refused("actors", f"{item.trigger!r} has nobody who does it or to whom it is done")
        source = self._party(index, item.source, item.source_words, trigger)
        recipient = self._party(index, item.recipient, item.recipient_words, trigger)
        self._speaker(item.attribution)
        proposal = EventProposal(
            source=tuple(dict.fromkeys(item.source)),
            recipient=tuple(dict.fromkeys(item.recipient)),
            plover=item.type,
            reality=item.reality,
            trigger=trigger,
            word=text[trigger[0] : trigger[1]],
            source_span=source,
            recipient_span=recipient,
            attribution=item.attribution,
            when=self._date(item),
            date_span=_near(text, item.date_words, "date", trigger),
            confidence=CONFIDENCE,
        )
        return CheckedEvent(index, proposal, item.mode)

    def judgement(self, item: JudgementAnswer) -> tuple[int, JudgementProposal]:
        index, text = self._sentence(item.sentence)
        cue = _quote(text, item.cue, "cue")
        proposition = _near(text, item.proposition, "proposition", cue)
        if proposition is None:
            raise _Refused("quote", f"the judgement with the cue {item.cue!r} has no proposition")
        _near(text, item.condition, "condition", cue)
        if item.horizon and not is_edtf(item.horizon) and item.horizon not in text:
            raise _Refused("horizon", f"{item.horizon!r} is neither EDTF nor in the sentence")
        self._speaker(item.holder)
        return index, JudgementProposal(
            proposition=text[proposition[0] : proposition[1]],
            span=(min(proposition[0], cue[0]), max(proposition[1], cue[1])),
            cue=text[cue[0] : cue[1]],
            cue_span=cue,
            step=item.hedge,
            condition=item.condition,
            horizon=item.horizon,
            holder=item.holder,
        )

    def unknown(self, name: str) -> tuple[int, Span]:
        for index, sentence in enumerate(self._passage.sentences):
            start = sentence.text.find(name) if name.strip() else -1
            if start >= 0:
                return index, (start, start + len(name))
        raise _Refused("quote", f"the name {name!r} is not in the passage")

    def _sentence(self, number: int) -> tuple[int, str]:
        if not 1 <= number <= len(self._passage.sentences):
            raise _Refused("sentence", f"there is no sentence {number}")
        return number - 1, self._passage.sentences[number - 1].text

    def _party(self, index: int, actors: Sequence[str], words: str, trigger: Span) -> Span | None:
        """Span of the words that name the actors; the actors must be given, and the words must not name others only."""
        for actor in actors:
            if actor not in self._passage.actors:
                raise _Refused("actor", f"{actor!r} is not an actor that the passage names")
        span = _near(self._passage.sentences[index].text, words, "actor", trigger)
        if span is None:
            return None
        named = self._named(self._passage.mentions[index], span)
        meant = set(actors) | set(self._resolver.states(tuple(actors)))
        if named and not meant & (named | set(self._resolver.states(tuple(sorted(named))))):
            raise _Refused("names", f"{words!r} names {', '.join(sorted(named))}, not {', '.join(actors) or 'nobody'}")
        return span

    @staticmethod
    def _named(mentions: Sequence[Mention], span: Span) -> set[str]:
        inside = (mention for mention in mentions if mention.start < span[1] and span[0] < mention.end)
        return {actor for mention in inside for actor in mention.actors}

    def _speaker(self, actor: str) -> None:
        if actor and actor != SOME and actor not in self._passage.actors:
            raise _Refused("actor", f"{actor!r} is not an actor that the passage names")

    def _date(self, item: EventAnswer) -> str:
        if not item.date:
            return ""
        try:
            when = parse_edtf(item.date)
        except QueryRefused as fault:
            raise _Refused("date", f"{item.date!r} is not EDTF") from fault
        if item.reality == "actual" and when.earliest is not None and when.earliest > self._dated:
            raise _Refused("future", f"{item.date} is after the document's day and cannot have happened")
        return item.date


def _quote(text: str, words: str, what: str) -> Span:
    start = text.find(words) if words.strip() else -1
    if start < 0:
        raise _Refused("quote", f"the {what} {words!r} is not in its sentence")
    return start, start + len(words)


def _near(text: str, words: str, what: str, anchor: Span) -> Span | None:
    """Of several places of the same words the one nearest to ``anchor``; ``None`` for no words."""
    if not words:
        return None
    best = _quote(text, words, what)
    start = best[0]
    while start >= 0:
        span = (start, start + len(words))
        if _distance(span, anchor) < _distance(best, anchor):
            best = span
        start = text.find(words, start + 1)
    return best


def _distance(a: Span, b: Span) -> int:
    return max(a[0] - b[1], b[0] - a[1], 0)
