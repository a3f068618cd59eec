"""Events in a Japanese sentence: by predicate and case particle, and by event nouns that a verb carries or a text presupposes."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import msgspec

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates.find import DateMention
from shiome.reading.coding.frames import Arguments, Parties, parties, span_of
from shiome.reading.coding.japanese.attachment import NOWHERE
from shiome.reading.coding.japanese.dating import Dating
from shiome.reading.coding.japanese.mood import Mood
from shiome.reading.coding.japanese.uses import Sentence, Use, word_lists
from shiome.reading.coding.manner import context_of, mode_of
from shiome.reading.coding.proposals import EventProposal
from shiome.reading.coding.sentence_io import Before, SentenceInput, SentenceOutput
from shiome.reading.coding.timing import settle
from shiome.reading.lexicon import load_lexicon
from shiome.vocabulary.plover import EventType

_STATEMENTS = frozenset({"CONSULT", "SUPPORT", "AGREE", "COOPERATE"})
_STATED = frozenset({"SUPPORT", "ACCUSE", "AGREE", "REQUEST", "REJECT"})
"""What a statement does: in the account of one, its authors are understood."""
_PROMISING = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
_SCENES = frozenset({"place_topic", "topic", "too", "dative_topic", "place", "dative", "subject", "agent"})


def japanese_events(sentence: SentenceInput) -> SentenceOutput:
    """The events of one sentence."""
    return _Coder(sentence).run()


@lru_cache(maxsize=1)
def _back_references() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    grammar = load_lexicon("ja").grammar
    return frozenset(grammar.gatherings), grammar.reactions, grammar.connectives


class _Coder:
    def __init__(self, sentence: SentenceInput) -> None:
        self.sentence = sentence
        self.text = sentence.text
        self.parts = Sentence(sentence)
        self.chunks = self.parts.chunks
        self.clauses = self.parts.clauses
        self.links = self.parts.links
        self.dating = Dating(self.clauses, tuple(sentence.dates))
        self.of_gathering = self._means_gathering()
        self.reaction = any(
            chunk.tokens[0].surface in _back_references()[1]
            and (chunk.case in ("against", "occasion", "dative") or self.text.startswith("受け", chunk.end))
            for chunk in self.chunks[:2]
        )
        opening = [chunk for chunk in self.chunks[:3] if not chunk.note]
        refers = any(mention.kind == "reference" for chunk in opening[:2] for mention in chunk.mentions)
        parallel = next((chunk.case == "too" for chunk in opening if chunk.case in ("too", "topic", "subject")), False)
        self.continues = (
            self.of_gathering or refers or parallel or self.reaction or self.text.startswith(_back_references()[2])
        )

    def run(self) -> SentenceOutput:
        output = SentenceOutput(topic=self._topic())
        seen: set[tuple[object, ...]] = set()
        doers: tuple[Mention, ...] = ()
        gathering: tuple[Mention, ...] = ()
        when = ""
        for use, event, found in self._told():
            key = (event.source, event.recipient, event.plover, event.when)
            told = (use.governor, event.plover, event.source)
            if key in seen or told in seen:
                continue
            seen.update((key, told))
            output.events.append(event)
            if event.reality == "actual":
                doers = found.source
                when = event.when if not event.when.startswith("..") else when
                if event.plover in _STATEMENTS and len(event.source) > 1:
                    gathering = found.source
        output.before = self._left_behind(doers, gathering, when)
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

    def _left_behind(self, doers: tuple[Mention, ...], gathering: tuple[Mention, ...], when: str) -> Before:
        before = self.sentence.before
        named = self.sentence.dates[-1].edtf if self.sentence.dates else ""
        return Before(doers or before.doers, gathering or before.gathering, when or named or before.when)

    def _topic(self) -> tuple[Mention, ...]:
        subject: tuple[Mention, ...] = ()
        for position, phrase in enumerate(self.chunks):
            if phrase.note:
                continue
            case = self.clauses.case(position)
            head = self.links.head[position]
            if head != NOWHERE and self.clauses.without(head):
                continue
            if case in ("topic", "place_topic") and (heads := self.clauses.heads(position)):
                return tuple(heads)
            if case == "subject" and not subject:
                subject = tuple(self.clauses.heads(position))
        return subject

    def _means_gathering(self) -> bool:
        """Whether a statement or meeting told of before is what the sentence is about: 「声明では…」."""
        names = _back_references()[0]
        for position, phrase in enumerate(self.chunks[:4]):
            words = self.text[phrase.start : phrase.content_end].removeprefix("同").removeprefix("この").strip(" 「」")
            if words in names and self.clauses.case(position) in _SCENES and not self.clauses.around(position):
                return True
        return False

    # ------------------------------------------------------------------ the event

    def _event(self, use: Use) -> tuple[EventProposal, Parties] | None:
        arguments, confidence = use.arguments, use.confidence
        carried_passive = use.nominal and use.governor != use.at
        passive = use.mood.passive and not carried_passive
        if not use.presupposed and not passive:
            self._supply_subject(use, arguments)
        if self.reaction and not arguments.earlier:
            arguments.earlier = list(self.sentence.before.doers)
        if use.trigger.frame == "visit":
            self._supply_destination(use, arguments)
        if self.chunks[use.at].note and not use.nominal and not arguments.theme:
            arguments.theme = self._noted(use.at)
        found = parties(use.trigger, arguments, passive=passive, nominal=use.nominal, received=use.received)
        if found is None and use.trigger.frame == "joint" and not use.presupposed:
            confidence -= 0.1
            found = self._with_the_other(use, arguments)
        if found is None and use.trigger.frame == "joint":
            found = self._of_body(arguments)
        if found is None:
            return None
        if arguments.inherited:
            confidence -= 0.15
        plover, state = self._denied(use)
        if use.trigger.together is not None and len(_actors(found.source)) > 1:
            plover = use.trigger.together
        chosen = self._date(use)
        when, reality = settle(chosen, state.reality or "actual", self.sentence.document_date, open_tense=state.open)
        if chosen is None and not self.sentence.dates and self.continues and self.sentence.before.when:
            when = self.sentence.before.when
        words = self._clause_words(use)
        trigger = msgspec.structs.replace(use.trigger, plover=plover) if plover != use.trigger.plover else use.trigger
        inherited = {*self.sentence.topic, *self.sentence.before.doers, *self.sentence.before.gathering}
        here = tuple(m for m in found.source if m not in inherited)
        there = tuple(m for m in found.recipient if m not in inherited)
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

    def _of_body(self, arguments: Arguments) -> Parties | None:
        """A body of several states meets and decides by itself."""
        named = [*arguments.subject, *arguments.genitive, *arguments.modifier, *arguments.agent, *arguments.theme]
        bodies = [m for m in named if len(m.actors) == 1 and m.actors[0] in self.sentence.bodies]
        return Parties((bodies[0],), ()) if bodies and not arguments.distant else None

    def _with_the_other(self, use: Use, arguments: Arguments) -> Parties | None:
        """What takes two, told of one: with whom the clause before has it, or with the only other actor named so far."""
        arguments.subject = arguments.subject or arguments.owners
        if not arguments.subject:
            return None
        doers = {actor for mention in arguments.subject for actor in mention.actors}
        named = [m for position in range(use.at) for m in self.clauses.heads(position)]
        others = [m for m in arguments.earlier or named if not doers & set(m.actors)]
        if len({m.actors for m in others}) != 1 or arguments.distant:
            return None
        arguments.comitative = [others[-1]]
        return parties(use.trigger, arguments, nominal=use.nominal)

    def _date(self, use: Use) -> DateMention | None:
        if not use.presupposed:
            return self.dating.pick(use.at, use.governor, use.span[0])
        scene = self.clauses.case(use.at) in ("agent", "place", "means", "subject")
        governor = self.links.head[use.at] if scene else use.governor
        return self.dating.pick(use.at, governor, use.span[0], furthest=2 if scene else 1)

    def _noted(self, position: int) -> list[Mention]:
        """What a clause in brackets is about: what the clause around them is about."""
        at = position
        while at >= 0 and self.chunks[at].note:
            at -= 1
        if at < 0 or not self.chunks[at].predicate:
            return []
        return [
            m
            for case in ("subject", "topic", "object")
            for c in self.clauses.arguments(at, case)
            for m in self.clauses.around(c)
        ]

    def _denied(self, use: Use) -> tuple[EventType, Mood]:
        """Not to accept is to reject: what some words tell when they are denied."""
        if use.trigger.denied is not None and use.mood.reality == "negated":
            return use.trigger.denied, replace(use.mood, reality="actual")
        return use.trigger.plover, use.mood

    def _supply_subject(self, use: Use, arguments: Arguments) -> None:
        """Who is understood where nobody is named: those who made the statement meant, else what the text is about."""
        if arguments.subject or arguments.agent or arguments.origin:
            return
        nominal = use.nominal and (arguments.genitive or arguments.modifier)
        understood = self.sentence.before.gathering if self.of_gathering else ()
        if not understood and not arguments.named and not nominal:
            stated = use.trigger.plover in _STATED and self.sentence.before.gathering
            understood = stated if stated and not self.sentence.topic_named else self.sentence.topic
            partner = arguments.comitative or arguments.theme or arguments.dative
            if use.trigger.frame == "joint" and not partner and len(understood) == 1:
                understood = understood if len(understood[0].actors) > 1 else ()
        if understood:
            arguments.subject, arguments.inherited, arguments.distant = list(understood), True, True

    def _supply_destination(self, use: Use, arguments: Arguments) -> None:
        """A town stands for the state one travels to."""
        if arguments.dative or any(not m.metonym for m in arguments.object):
            return
        for case in ("object", "dative", "place"):
            for child in self.clauses.arguments(use.governor, case):
                found = self._states_there(child)
                if found:
                    arguments.object = found
                    return
        later = self.links.head[use.governor] if self.links.relation[use.governor] == "clause" else NOWHERE
        if later != NOWHERE and not arguments.object:
            # 「Xが訪問し、Yに歓迎された」
            arguments.dative = [
                m for child in self.clauses.arguments(later, "dative") for m in self.clauses.heads(child)
            ]

    def _states_there(self, position: int) -> list[Mention]:
        found: list[Mention] = []
        for child in self.links.children[position]:
            if not self.chunks[child].note:
                found += self._states_there(child)
        for mention in self.chunks[position].mentions:
            country = self.sentence.countries.get(mention.actors[0], "") if mention.actors else ""
            if country:
                found.append(msgspec.structs.replace(mention, actors=(country,)))
            elif mention.metonym or mention in self.clauses.heads(position):
                found.append(mention)
        return found

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


def _actors(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for mention in mentions for actor in mention.actors))


def _recipients(found: Parties) -> tuple[str, ...]:
    """Those it is done to; a doer that a joint name includes is none of them."""
    doers = _actors(found.source)
    return tuple(actor for actor in _actors(found.recipient) if actor not in doers)
