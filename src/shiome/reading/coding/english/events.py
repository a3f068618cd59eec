"""Events in an English sentence: order of words, prepositions, the passive, and event nouns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates.find import DateMention
from shiome.reading.coding.english.arguments import Clauses, Verb
from shiome.reading.coding.english.words import verb_tables
from shiome.reading.coding.frames import Arguments, Parties, parties, span_of
from shiome.reading.coding.manner import context_of, mode_of
from shiome.reading.coding.proposals import EventProposal, Span
from shiome.reading.coding.sentence_io import Before, SentenceInput, SentenceOutput
from shiome.reading.coding.timing import pick_date, settle
from shiome.reading.coding.triggers import fits, trigger_table
from shiome.reading.dependencies.sentence import Sentence as Tree
from shiome.reading.lexicon import Trigger, load_lexicon
from shiome.vocabulary.plover import Reality

_NEAR = 40
_ASTRAY = re.compile(r"\s(?:in|for|at|on|with|against|after|about|over)\s", re.IGNORECASE)
"""Words between a verb and a noun by which the noun is not the verb's own."""
_TOGETHER = frozenset({"CONSULT", "SUPPORT", "AGREE", "COOPERATE"})


def parsed_clauses(sentence: SentenceInput, tree: Tree) -> Clauses:
    """The clauses of a sentence whose dependency tree is given."""
    from shiome.reading.coding.english.parsed import ParsedClauses

    return ParsedClauses(sentence, tree)


class _Use(msgspec.Struct, frozen=True):
    trigger: Trigger
    span: Span
    arguments: Arguments
    reality: Reality
    passive: bool
    nominal: bool
    open: bool
    presupposed: bool = False
    received: bool = False


@lru_cache(maxsize=1)
def _carriers() -> frozenset[str]:
    """Verbs that may carry an event noun, or some event noun."""
    lexicon = load_lexicon("en")
    grammar = lexicon.grammar
    own = (verb for trigger in lexicon.triggers for verb in trigger.carried)
    return frozenset({*grammar.carriers, *grammar.unreal_carriers, *grammar.negative_carriers, *own})


def english_events(sentence: SentenceInput) -> SentenceOutput:
    """The events of one sentence."""
    return _Coder(sentence).run()


class _Coder:
    def __init__(self, sentence: SentenceInput) -> None:
        self.sentence = sentence
        self.clauses = Clauses(sentence) if sentence.tree is None else parsed_clauses(sentence, sentence.tree)
        self.text = self.clauses.text
        self.lower = self.clauses.lower
        self.tokens = self.clauses.tokens
        self.groups = self.clauses.groups
        grammar = load_lexicon("en").grammar
        self.of_gathering = bool(re.match(rf"(?:in\s+|at\s+)?(?:{'|'.join(grammar.gatherings)})\b", self.lower))
        refers = any(m.kind == "reference" for m in sentence.mentions[:1])
        self.reaction = self.text.startswith(grammar.reactions)
        self.continues = self.of_gathering or refers or self.reaction or self.text.startswith(grammar.connectives)

    def run(self) -> SentenceOutput:
        topic = next((g.mentions for g in self.groups if g.role == "head" and not g.preposition), ())
        output = SentenceOutput(topic=topic)
        seen: set[tuple[object, ...]] = set()
        last_end = -1
        before = self.sentence.before
        for use in sorted(self._uses(), key=lambda use: (use.span[0], -use.span[1])):
            if use.span[0] < last_end:
                continue
            made = self._event(use)
            if made is None:
                continue
            event, found = made
            last_end = use.span[1]
            key = (event.source, event.recipient, event.plover, event.when)
            if key in seen:
                continue
            seen.add(key)
            output.events.append(event)
            if event.reality == "actual":
                together = event.plover in _TOGETHER and len(event.source) > 1
                when = "" if event.when.startswith("..") else event.when
                before = Before(found.source, found.source if together else before.gathering, when or before.when)
        output.before = before
        return output

    # ------------------------------------------------------------------ words and their use

    def _uses(self) -> Iterator[_Use]:
        for verb in self.clauses.verbs:
            yield from self._verbal(verb)
        yield from self._nominal()

    def _verbal(self, verb: Verb) -> Iterator[_Use]:
        token = self.tokens[verb.number]
        for base, kind in verb_tables().triggers.get(token.base, ()):
            rest = base.partition(" ")[2]
            if rest and not self.lower.startswith(f" {rest}", token.end):
                continue
            if kind != verb.kind and {kind, verb.kind} not in ({"past", "participle"}, {"base", "third"}):
                continue
            reality, open_tense = self._reality(verb)
            words = self.clauses.object_words(verb)
            for trigger in trigger_table("en").verbs[base]:
                objects = words + (self.clauses.subject_words(verb) if trigger.frame == "joint" else "")
                if fits(trigger, objects=objects, datives=words, carrier=None):
                    yield _Use(
                        trigger,
                        (token.start, token.end),
                        self.clauses.around(verb),
                        reality,
                        passive=verb.passive,
                        nominal=False,
                        open=open_tense,
                    )
            return

    def _nominal(self) -> Iterator[_Use]:
        nouns = trigger_table("en").nouns
        for token in self.tokens:
            match = nouns.longest(self.lower, token.start)
            if match is None or self.text[match[0] : match[0] + 1].isalnum() or self.clauses.within_mention(token):
                continue
            span = token.start, match[0]
            if token.base.endswith("ing") and any(m.start == span[1] + 1 for m in self.sentence.mentions):
                # Meeting somebody is no meeting yet.
                continue
            carrier = self._carrier(*span)
            words = self.lower[max(0, span[0] - _NEAR) : span[1] + 60]
            for trigger in match[1]:
                if not fits(trigger, objects=words, datives=words, carrier=carrier.base if carrier else None):
                    continue
                arguments = self.clauses.of_noun(span, transitive=trigger.frame == "transitive")
                if carrier is not None:
                    yield self._carried(trigger, span, arguments, carrier)
                elif (presupposed := self._presupposed(trigger, span, arguments)) is not None:
                    yield presupposed

    def _carried(self, trigger: Trigger, span: Span, arguments: Arguments, carrier: Verb) -> _Use:
        reality, open_tense = self._reality(carrier)
        grammar = load_lexicon("en").grammar
        if carrier.base in grammar.unreal_carriers:
            reality = "hypothetical"
        elif carrier.base in grammar.negative_carriers:
            reality = "negated"
        around = self.clauses.around(carrier)
        arguments.comitative += [m for m in around.comitative if m not in arguments.comitative]
        arguments.object += around.object
        arguments.dative += around.dative
        arguments.against += around.against
        arguments.origin += around.origin
        arguments.theme += around.theme
        arguments.companions = around.companions
        arguments.backdrop, arguments.owners = around.backdrop, around.owners
        arguments.named, arguments.inherited = around.named, around.inherited
        before = carrier.number < next(n for n, t in enumerate(self.tokens) if t.start >= span[0])
        if before and not carrier.passive:
            arguments.subject = [m for m in around.subject if m not in arguments.modifier]
        return _Use(
            trigger,
            span,
            arguments,
            reality,
            passive=False,
            nominal=True,
            open=open_tense,
            received=carrier.base in grammar.receiving_carriers,
        )

    def _presupposed(self, trigger: Trigger, span: Span, arguments: Arguments) -> _Use | None:
        """An event noun that no verb carries: it counts if it is concrete and says whose it is."""
        voids = load_lexicon("en").grammar.void_nouns
        if any(self.lower.startswith(f" {noun}", span[1]) for noun in voids):
            return None
        if re.search(rf"\b(?:{'|'.join(voids)})\s+(?:of|for|in|to)\s+(?:[\w-]+\s+){{0,4}}$", self.lower[: span[0]]):
            return None
        owned = arguments.genitive or arguments.modifier or arguments.agent or arguments.comitative
        if trigger.carried or not owned or not (trigger.concrete or self.sentence.dates):
            return None
        return _Use(trigger, span, arguments, "actual", passive=False, nominal=True, open=False, presupposed=True)

    def _carrier(self, start: int, end: int) -> Verb | None:
        """The verb that carries an event noun: before it (held talks), or behind it (talks were held)."""
        grammar = load_lexicon("en").grammar
        known = [verb for verb in self.clauses.verbs if verb.base in _carriers()]
        before = [v for v in known if start - _NEAR <= self.tokens[v.number].start < start][-1:]
        behind = [v for v in known if end <= self.tokens[v.number].start < end + 60][:1]
        for verb in (*before, *behind):
            token = self.tokens[verb.number]
            gap = self.text[token.end : start] if token.start < start else self.text[end : token.start]
            happens = verb.passive or verb.base in grammar.realising
            if token.start < start and _ASTRAY.search(gap):
                # 「voiced interest in a meeting」: something else is what the verb carries.
                continue
            if not re.search(r"[,;:.]", gap) and (token.start < start or happens):
                return verb
        return None

    def _reality(self, verb: Verb) -> tuple[Reality, bool]:
        told = self.clauses.told(verb)
        if told is not None and told != "actual":
            return told, False
        token, grammar = self.tokens[verb.number], load_lexicon("en").grammar
        start = self.clauses.clause_start(token.start)
        opener = self.clauses.opener(token.start)
        if opener in grammar.supposing or (opener == "that" and self._is_opinion(start)):
            return "hypothetical", False
        head = self.lower[max(start - 3, token.start - _NEAR, 0) : token.start]
        for name, pattern in verb_tables().before.items():
            if pattern.search(head):
                return name, False  # type: ignore[return-value] # the lexicon's names are realities
        if verb.kind in ("base", "third"):
            subject, _, named = self.clauses.subject(verb)
            third = verb.kind == "third" or self.text[token.start : token.end].endswith("s")
            # What somebody provides, he is providing; an actor's plain present tells what goes on.
            going_on = third and bool(subject) and named
            return ("actual" if going_on else "hypothetical"), not going_on
        return "actual", False

    def _is_opinion(self, start: int) -> bool:
        """Whether what stands before "that" only holds, fears or expects what follows."""
        words = [token.base for token in self.tokens if token.end <= start][-4:]
        opinions = load_lexicon("en").grammar.opinion
        return any(
            word in opinions or word.rstrip("s") in opinions or word.removesuffix("ed") in opinions for word in words
        )

    # ------------------------------------------------------------------ the event

    def _event(self, use: _Use) -> tuple[EventProposal, Parties] | None:
        found = self._parties(use)
        if found is None:
            return None
        chosen = self._date(use)
        when, reality = settle(chosen, use.reality, self.sentence.document_date, open_tense=use.open)
        if chosen is None and not self.sentence.dates and self.continues and self.sentence.before.when:
            when = self.sentence.before.when
        words = self.lower[self.clauses.clause_start(use.span[0]) : use.span[1] + 80]
        here = tuple(m for m in found.source if m in self.sentence.mentions)
        there = tuple(m for m in found.recipient if m in self.sentence.mentions)
        doers = _actors(found.source)
        trigger = use.trigger
        if trigger.together is not None and len(doers) > 1:
            trigger = msgspec.structs.replace(trigger, plover=trigger.together)
        event = EventProposal(
            source=doers,
            recipient=tuple(actor for actor in _actors(found.recipient) if actor not in doers),
            plover=trigger.plover,
            mode=mode_of(trigger, words, language="en"),
            context=context_of(trigger, words, language="en"),
            reality=reality,
            trigger=use.span,
            word=self.lower[use.span[0] : use.span[1]],
            source_span=span_of(here),
            recipient_span=span_of(there),
            attribution=self._attribution(use),
            place=next(
                (m.text for m in self.sentence.mentions if m.actors and m.actors[0] in self.sentence.places), ""
            ),
            when=when,
            date_span=(chosen.start, chosen.end) if chosen else None,
            confidence=0.55 if use.nominal else 0.7,
            background=use.presupposed,
        )
        return event, found

    def _parties(self, use: _Use) -> Parties | None:
        arguments = use.arguments
        if self.of_gathering and not arguments.subject and not use.presupposed:
            arguments.subject = list(self.sentence.before.gathering)
        if self.reaction and not arguments.object:
            arguments.earlier = list(self.sentence.before.doers)
        nobody = not (arguments.subject or arguments.owners)
        if not use.nominal and not use.passive and nobody:
            # English says its subject: where none was recognised, somebody unknown did it.
            return None
        if use.trigger.frame == "visit" or use.trigger.plover == "AID":
            self._supply_destination(use, arguments)
        return parties(use.trigger, arguments, passive=use.passive, nominal=use.nominal, received=use.received)

    def _date(self, use: _Use) -> DateMention | None:
        """The nearest date of the clause; a clause without one shares that of the sentence."""
        dates = [d for d in self.sentence.dates if not self._names_something(d, use)]
        start = self.clauses.clause_start(use.span[0])
        ends = [a for a in (self.clauses.clause_start(t.start) for t in self.tokens) if a > use.span[1]]
        stop = min(ends, default=len(self.text))
        own = [d for d in dates if start <= d.start < stop and not self._leads_to_another(d, use)]
        if own:
            return min(own, key=lambda d: d.start - use.span[1] if d.start >= use.span[1] else use.span[0] - d.end + 30)
        if use.presupposed:
            return None
        return pick_date(self.text, use.span, 0, None, dates)

    def _leads_to_another(self, found: DateMention, use: _Use) -> bool:
        """「sent X and, from October, deployed Y」: a date between a comma and a verb is that verb's."""
        gap = re.match(r",\s+", self.text[found.end :])
        if gap is None or found.start < use.span[1]:
            return False
        at = found.end + gap.end()
        return any(self.tokens[verb.number].start == at for verb in self.clauses.verbs)

    def _names_something(self, found: DateMention, use: _Use) -> bool:
        """Whether a year only tells which one of its kind is meant (the 2018 agreement), and that is not the event itself."""
        before, after = self.lower[: found.start], self.lower[found.end :]
        if not found.text.isdigit() or not re.match(r"\s+[a-z]", after):
            return False
        if not re.search(r"(?:\b(?:the|its|their|this|a)|['’]s)\s+$", before):
            return False
        own = use.nominal and re.fullmatch(r"\s+(?:[\w-]+\s+){0,4}", self.lower[found.end : use.span[0]])
        return not own

    def _supply_destination(self, use: _Use, arguments: Arguments) -> None:
        """A town stands for the state one travels to."""
        if arguments.dative or arguments.object:
            return
        for mention in self.sentence.mentions:
            country = self.sentence.countries.get(mention.actors[0], "") if mention.actors else ""
            if mention.start >= use.span[1] and (country or mention.metonym or arguments.backdrop):
                arguments.dative = [msgspec.structs.replace(mention, actors=(country,))] if country else [mention]
                return

    def _attribution(self, use: _Use) -> str:
        """Who says so: the subject of a verb of saying before the clause, or after "according to"."""
        speakers = self.clauses.speaker(use.span[0])
        if speakers is not None:
            return speakers[0].actors[0] if speakers else "reported"
        said = set(load_lexicon("en").grammar.speech)
        for verb in self.clauses.verbs:
            token = self.tokens[verb.number]
            if verb.base in said and token.end < use.span[0] and self.clauses.clause_start(use.span[0]) >= token.end:
                speakers = self.clauses.subject(verb)[0]
                return speakers[0].actors[0] if speakers else "reported"
        if match := re.search(r"\baccording to\s+(?:the\s+)?", self.lower):
            return next((g.mentions[0].actors[0] for g in self.groups if g.start == match.end()), "reported")
        return ""


def _actors(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for mention in mentions for actor in mention.actors))
