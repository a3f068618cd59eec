"""Events in a Japanese sentence: by predicate and case particle, and by event nouns that a verb carries or a text presupposes."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates.find import DateMention
from shiome.reading.coding.frames import Parties, parties, span_of
from shiome.reading.coding.japanese.attachment import NOWHERE
from shiome.reading.coding.japanese.dating import Dating
from shiome.reading.coding.japanese.mood import Mood
from shiome.reading.coding.japanese.predicates import Use
from shiome.reading.coding.japanese.understood import Understood, stands_alone
from shiome.reading.coding.japanese.words import word_lists
from shiome.reading.coding.manner import context_of, mode_of
from shiome.reading.coding.proposals import EventProposal
from shiome.reading.coding.sentence_io import Before, SentenceInput, SentenceOutput
from shiome.reading.coding.timing import settle
from shiome.vocabulary.plover import EventType

_STATEMENTS = frozenset({"CONSULT", "SUPPORT", "AGREE", "COOPERATE"})
_PROMISING = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})


def japanese_events(sentence: SentenceInput) -> SentenceOutput:
    """The events of one sentence."""
    return _Coder(sentence).run()


class _Coder(Understood):
    def __init__(self, sentence: SentenceInput) -> None:
        super().__init__(sentence)
        carriers = word_lists().carriers
        self.dating = Dating(
            self.clauses, tuple(sentence.dates), tells=lambda position: self.parts.head_word(position) in carriers
        )

    def run(self) -> SentenceOutput:
        output = SentenceOutput(topic=self._topic())
        seen: set[tuple[object, ...]] = set()
        doers: tuple[Mention, ...] = ()
        gathering: tuple[Mention, ...] = ()
        when = met = ""
        for use, event, found in self._told():
            source, recipient = frozenset(event.source), frozenset(event.recipient)
            key = (source, recipient, event.plover, event.when)
            told = (use.governor, event.plover, source)
            whoever = (source, event.plover, event.when)
            again = not recipient and whoever in seen and use.trigger.frame != "solo" and event.plover != "AGREE"
            if key in seen or told in seen or again:
                continue
            seen.update((key, told, whoever))
            output.events.append(event)
            if event.reality == "actual":
                doers = found.source
                when = event.when if not event.when.startswith("..") else when
                if event.plover in _STATEMENTS and len(event.source) > 1:
                    gathering, met = found.source, when
        output.events = [event for event in output.events if not _is_told_better(event, output.events)]
        output.before = self._left_behind(doers, gathering, when, met)
        return output

    def _told(self) -> list[tuple[Use, EventProposal, Parties]]:
        """The events of all phrases, without those that are only the content of an agreement or a request."""
        told: list[tuple[Use, EventProposal, Parties]] = []
        for position in range(len(self.chunks)):
            for use in self.parts.uses(position):
                made = self._event(use)
                if made is not None:
                    told.append((use, *made))
                    break
        stating = {
            phrase
            for use, event, _ in told
            if event.plover in _PROMISING and event.reality == "actual"
            for phrase in (use.at, use.governor)
        }
        return [
            (use, event, found)
            for use, event, found in told
            if event.reality != "planned" or not (self._leads_to(use.governor) & stating - {use.governor, use.at})
        ]

    def _leads_to(self, position: int) -> set[int]:
        """The phrases that a predicate is part of."""
        found: set[int] = set()
        at = self.links.head[position]
        while at != NOWHERE and at not in found:
            found.add(at)
            at = self.links.head[at]
        return found

    def _left_behind(self, doers: tuple[Mention, ...], gathering: tuple[Mention, ...], when: str, met: str) -> Before:
        before = self.sentence.before
        named = self.sentence.dates[-1].edtf if self.sentence.dates else ""
        if not gathering or _actors(gathering) == _actors(before.gathering):
            met = met or before.met
        return Before(doers or before.doers, gathering or before.gathering, when or named or before.when, met)

    def _topic(self) -> tuple[Mention, ...]:
        subject: tuple[Mention, ...] = ()
        for position, phrase in enumerate(self.chunks):
            if phrase.note or phrase.quote:
                continue
            case = self.clauses.case(position)
            head = self.links.head[position]
            if head != NOWHERE and self.clauses.without(head):
                continue
            if case in ("topic", "place_topic") and (heads := self.clauses.heads(position)):
                if case == "place_topic" and all(self._is_body(mention) for mention in heads):
                    # 「総会では…」: where it is told, not who does it.
                    continue
                return tuple(heads)
            aside = head != NOWHERE and (self.clauses.is_aside(head) or self.chunks[head].adnominal)
            if case in ("subject", "too") and not subject and not aside:
                subject = tuple(self.clauses.heads(position))
        return subject

    def _is_body(self, mention: Mention) -> bool:
        return len(mention.actors) == 1 and mention.actors[0] in self.sentence.bodies

    # ------------------------------------------------------------------ the event

    def _event(self, use: Use) -> tuple[EventProposal, Parties] | None:
        arguments = use.arguments
        found, confidence = self._parties(use)
        if found is None:
            return None
        if arguments.inherited:
            confidence -= 0.15
        plover, state = self._denied(use)
        if use.trigger.together is not None and len(_actors(found.source)) > 1:
            plover = use.trigger.together
        chosen = self._date(use)
        when, reality = settle(chosen, state.reality or "actual", self.sentence.document_date, open_tense=state.open)
        if chosen is None and not self.sentence.dates:
            when = self._when_understood(arguments) or when
        words = self._clause_words(use)
        trigger = msgspec.structs.replace(use.trigger, plover=plover) if plover != use.trigger.plover else use.trigger
        here, there = self._named_here(found.source), self._named_here(found.recipient)
        event = EventProposal(
            source=_actors(found.source),
            recipient=_recipients(found),
            plover=plover,
            mode=mode_of(trigger, words, language="ja"),
            context=context_of(trigger, words, language="ja"),
            reality=reality,
            trigger=use.span,
            word=self.text[use.span[0] : use.span[1]],
            source_span=span_of(here),
            recipient_span=span_of(there),
            attribution=self._attribution(use),
            place=self._place(use),
            when=when,
            date_span=(chosen.start, chosen.end) if chosen else None,
            confidence=round(confidence, 2),
            background=use.presupposed,
        )
        return event, found

    def _parties(self, use: Use) -> tuple[Parties | None, float]:
        """Who does it to whom, and how sure that is."""
        arguments, confidence = use.arguments, use.confidence
        carried_passive = use.nominal and use.governor != use.at
        passive = use.mood.passive and not carried_passive
        if use.nominal and self.clauses.case(use.at) in ("subject", "topic", "too") and stands_alone(use):
            arguments.named = False
        if not use.presupposed and not passive:
            self._supply_subject(use, arguments)
        elif passive and not use.nominal and use.trigger.frame == "solo" and use.trigger.plover == "MOBILIZE":
            self._supply_shower(arguments)
        if self.reaction and not arguments.earlier:
            arguments.earlier = list(self.sentence.before.doers)
        if use.trigger.frame == "visit":
            self._supply_destination(use, arguments)
        if use.trigger.solo_ok:
            self._before_body(use, arguments)
        if self.chunks[use.at].note and not use.nominal and not arguments.theme:
            arguments.theme = self._noted(use.at)
        found = parties(use.trigger, arguments, passive=passive, nominal=use.nominal, received=use.received)
        if found is None and use.trigger.frame == "joint" and not use.presupposed:
            confidence -= 0.1
            found = self._with_the_other(use, arguments) or self._of_body(arguments)
        return found, confidence

    def _named_here(self, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Those of the actors whose spans count in this sentence."""
        before = self.sentence.before
        inherited = {*self.sentence.topic, *before.doers, *before.gathering}
        return tuple(mention for mention in mentions if mention not in inherited)

    def _date(self, use: Use) -> DateMention | None:
        if not use.presupposed:
            return self.dating.pick(use.at, use.governor, use.span[0])
        scene = self.clauses.case(use.at) in ("agent", "place", "place_topic", "means", "subject")
        governor = self.links.head[use.at] if scene else use.governor
        return self.dating.pick(use.at, governor, use.span[0], furthest=2 if scene else 1)

    def _denied(self, use: Use) -> tuple[EventType, Mood]:
        """Not to accept is to reject: what some words tell when they are denied."""
        if use.trigger.denied is not None and use.mood.reality == "negated":
            return use.trigger.denied, replace(use.mood, reality="actual")
        return use.trigger.plover, use.mood

    def _clause_words(self, use: Use) -> str:
        start = self.clauses.phrase_start(use.at)
        for child in self.links.children[use.governor]:
            if self.links.relation[child] == "argument":
                start = min(start, self.clauses.phrase_start(child))
        return self.text[start : max(use.span[1], self.chunks[use.governor].end)]

    def _attribution(self, use: Use) -> str:
        """Who says so: the subject of a verb of saying that the clause is the content of."""
        at, passed = use.governor, 0
        said = use.mood.reported or bool(self.chunks[at].quote)
        while passed < len(self.chunks):
            relation, at, passed = self.links.relation[at], self.links.head[at], passed + 1
            if at == NOWHERE:
                break
            quoting = said or relation == "quote"
            if quoting and self.chunks[at].predicate and self.parts.head_word(at) in word_lists().speech:
                speakers = self.clauses.subject(at).mentions
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


def _is_told_better(event: EventProposal, events: list[EventProposal]) -> bool:
    """「共同声明で…を確認した」: what is only taken for granted, and undated, beside the same told with its date."""
    if not event.background or not event.when.startswith(".."):
        return False
    return any(
        other is not event and other.plover == event.plover and set(other.source) == set(event.source)
        for other in events
    )


def _actors(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for mention in mentions for actor in mention.actors))


def _recipients(found: Parties) -> tuple[str, ...]:
    """Those it is done to; a doer that a joint name includes is none of them."""
    doers = _actors(found.source)
    return tuple(actor for actor in _actors(found.recipient) if actor not in doers)
