"""Events in an English sentence: order of words, prepositions, the passive, and event nouns."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.arguments_en import Clauses
from shiome.reading.coding.english_words import VerbForm, verb_tables
from shiome.reading.coding.frames import Arguments, parties, span_of
from shiome.reading.coding.proposals import EventProposal, Span
from shiome.reading.coding.sentence_io import SentenceInput, SentenceOutput
from shiome.reading.coding.timing import pick_date, settle
from shiome.reading.coding.tokens import Token
from shiome.reading.coding.triggers import fits, trigger_table
from shiome.reading.lexicon import Trigger, load_lexicon
from shiome.vocabulary.plover import Reality


class _Use(msgspec.Struct, frozen=True):
    trigger: Trigger
    span: Span
    arguments: Arguments
    reality: Reality
    passive: bool
    nominal: bool
    open: bool


def english_events(sentence: SentenceInput) -> SentenceOutput:
    """The events of one sentence."""
    return _Coder(sentence).run()


class _Coder:
    def __init__(self, sentence: SentenceInput) -> None:
        self.sentence = sentence
        self.clauses = Clauses(sentence)
        self.text = self.clauses.text
        self.lower = self.clauses.lower
        self.tokens = self.clauses.tokens
        self.groups = self.clauses.groups

    def run(self) -> SentenceOutput:
        topic = next((g.mentions for g in self.groups if g.role == "head" and not g.preposition), ())
        output = SentenceOutput(topic=topic)
        seen: set[tuple[object, ...]] = set()
        last_end = -1
        for use in sorted(self._uses(), key=lambda use: (use.span[0], -use.span[1])):
            if use.span[0] < last_end:
                continue
            event = self._event(use)
            if event is None:
                continue
            last_end = use.span[1]
            key = (event.source, event.recipient, event.plover, event.reality)
            if key not in seen:
                seen.add(key)
                output.events.append(event)
        return output

    # ------------------------------------------------------------------ words and their use

    def _uses(self) -> Iterator[_Use]:
        verbs = verb_tables().triggers
        for number, token in enumerate(self.tokens):
            if token.base in verbs and not self.clauses.within_mention(token):
                yield from self._verbal(number, token)
        yield from self._nominal()

    def _verbal(self, number: int, token: Token) -> Iterator[_Use]:
        for base, kind in verb_tables().triggers[token.base]:
            rest = base.partition(" ")[2]
            if rest and not self.lower.startswith(f" {rest}", token.end):
                continue
            if kind in ("base", "third") and not self.clauses.may_be_verb(number):
                continue
            passive = kind == "participle" and self.clauses.after_be(number)
            if (kind == "past" and self.clauses.after_be(number)) or (
                kind == "ing" and not self.clauses.after_be(number)
            ):
                continue
            reality, open_tense = self._reality(token, kind)
            arguments = self.clauses.around(token)
            words = self.clauses.object_words(token, passive=passive)
            for trigger in trigger_table("en").verbs[base]:
                if fits(trigger, objects=words, datives=words, carrier=None):
                    yield _Use(
                        trigger,
                        (token.start, token.end),
                        arguments,
                        reality,
                        passive=passive,
                        nominal=False,
                        open=open_tense,
                    )
                    return

    def _nominal(self) -> Iterator[_Use]:
        nouns = trigger_table("en").nouns
        for token in self.tokens:
            match = nouns.longest(self.lower, token.start)
            if match is None or self.text[match[0] : match[0] + 1].isalnum():
                continue
            span, carrier = (token.start, match[0]), self._carrier(token.start, match[0])
            arguments = self.clauses.of_noun(span, transitive=match[1][0].frame == "transitive")
            if carrier is None and not self.sentence.dates:
                continue
            reality: Reality = "actual"
            if carrier is not None:
                reality, _ = self._reality(carrier[1], carrier[2])
                if carrier[2] == "ing" and not self.clauses.after_be(self.tokens.index(carrier[1])):
                    reality = "hypothetical"
                around = self.clauses.around(carrier[1])
                arguments.comitative += [m for m in around.comitative if m not in arguments.comitative]
                arguments.subject = [m for m in around.subject if m not in arguments.modifier]
            words = self.lower[max(0, span[0] - 40) : span[1] + 60]
            for trigger in match[1]:
                if fits(trigger, objects=words, datives=words, carrier=carrier[0] if carrier else None):
                    yield _Use(trigger, span, arguments, reality, passive=False, nominal=True, open=False)
                    break

    def _carrier(self, start: int, end: int) -> tuple[str, Token, VerbForm] | None:
        """The verb that carries an event noun: before it (held talks), or behind it (talks were held)."""
        said = set(load_lexicon("en").grammar.speech)
        carriers = {word: forms for word, forms in verb_tables().carriers.items() if forms[-1][0] not in said}
        near = [t for t in self.tokens if start - 40 <= t.start < start and t.base in carriers][-1:]
        near += [t for t in self.tokens if end <= t.start < end + 60 and t.base in carriers][:1]
        for token in near:
            gap = self.text[token.end : start] if token.start < start else self.text[end : token.start]
            if not re.search(r"[,;:.]", gap):
                base, kind = carriers[token.base][-1]
                return base, token, kind
        return None

    def _reality(self, token: Token, kind: VerbForm) -> tuple[Reality, bool]:
        head = self.lower[max(0, token.start - 40) : token.start]
        for name, pattern in verb_tables().before.items():
            if pattern.search(head):
                return name, False  # type: ignore[return-value] # the lexicon's names are realities
        return ("hypothetical", True) if kind in ("base", "third") else ("actual", False)

    # ------------------------------------------------------------------ the event

    def _event(self, use: _Use) -> EventProposal | None:
        if not use.nominal and not use.passive and not use.arguments.subject:
            # English says its subject: where none was recognised, somebody unknown did it.
            return None
        found = parties(use.trigger, use.arguments, passive=use.passive, nominal=use.nominal)
        if found is None:
            return None
        # English puts the date last as often as first: one date in the sentence is the event's wherever it stands.
        later = next((d for d in self.sentence.dates if d.start >= use.span[1]), None)
        chosen = later or pick_date(self.text, use.span, 0, None, self.sentence.dates)
        here = tuple(m for m in found.source if m in self.sentence.mentions)
        when, reality = settle(chosen, use.reality, self.sentence.document_date, open_tense=use.open)
        return EventProposal(
            source=_actors(found.source),
            recipient=_actors(found.recipient),
            plover=use.trigger.plover,
            reality=reality,
            trigger=use.span,
            word=self.lower[use.span[0] : use.span[1]],
            source_span=span_of(here),
            recipient_span=span_of(found.recipient),
            attribution=self._attribution(use),
            place=next(
                (m.text for m in self.sentence.mentions if m.actors and m.actors[0] in self.sentence.places), ""
            ),
            when=when,
            date_span=(chosen.start, chosen.end) if chosen else None,
            confidence=0.55 if use.nominal else 0.7,
        )

    def _attribution(self, use: _Use) -> str:
        """Who says so: the subject of a verb of saying before the clause, or after "according to"."""
        said = set(load_lexicon("en").grammar.speech)
        for token in self.tokens:
            forms = verb_tables().carriers.get(token.base, [])
            if (
                token.end < use.span[0]
                and any(base in said for base, _ in forms)
                and self.clauses.clause_start(use.span[0]) >= token.end
            ):
                speakers = [g for g in self.groups if g.end <= token.start and g.role == "head"]
                return speakers[-1].mentions[0].actors[0] if speakers else "reported"
        if match := re.search(r"\baccording to\s+(?:the\s+)?", self.lower):
            return next((g.mentions[0].actors[0] for g in self.groups if g.start == match.end()), "reported")
        return ""


def _actors(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for mention in mentions for actor in mention.actors))
