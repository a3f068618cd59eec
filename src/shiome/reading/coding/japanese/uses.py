"""Event words in a Japanese sentence and how each is used: as the predicate, carried by a verb, or presupposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import msgspec

from shiome.reading.coding.frames import Arguments
from shiome.reading.coding.japanese.arguments import Clauses
from shiome.reading.coding.japanese.attachment import NOWHERE
from shiome.reading.coding.japanese.chunks import Chunk, chunk
from shiome.reading.coding.japanese.mood import Mood, mood
from shiome.reading.coding.proposals import Span
from shiome.reading.coding.sentence_io import SentenceInput
from shiome.reading.coding.tokens import japanese_tokens
from shiome.reading.coding.triggers import TriggerTable, fits, trigger_table
from shiome.reading.lexicon import Trigger, load_lexicon
from shiome.vocabulary.plover import Reality

_CARRYING = frozenset({"object", "subject", "topic", "too", "dative", "dative_topic", "comitative"})
_TAKEN_FOR_GRANTED = frozenset(
    {"occasion", "place", "place_topic", "means", "agent", "from", "against", "viewpoint", "about", "dative"}
)
_CLOSING = " 　」』）)"
_VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
"""Types that are done by words: to state them is to do them."""


@dataclass(frozen=True, slots=True)
class Use:
    """How an event word is used in its sentence."""

    trigger: Trigger
    span: Span
    arguments: Arguments
    mood: Mood
    nominal: bool
    at: int
    """Number of the phrase."""
    governor: int
    """Number of the predicate that tells the reality."""
    confidence: float
    received: bool = False
    """A verb of receiving carries it."""
    presupposed: bool = False
    """Nothing says that it happened; the sentence takes it for granted."""


class Words(msgspec.Struct, frozen=True):
    """Lists of the lexicon as sets."""

    carriers: frozenset[str]
    unreal: frozenset[str]
    negative: frozenset[str]
    dative: frozenset[str]
    planning: frozenset[str]
    receiving: frozenset[str]
    speech: frozenset[str]
    tails: frozenset[str]
    noun_carriers: frozenset[str]
    void: frozenset[str]
    plans: frozenset[str]
    realising: frozenset[str]
    manner: frozenset[str]
    visit: tuple[Trigger, ...]


@lru_cache(maxsize=1)
def word_lists() -> Words:
    """The lists; built once."""
    lexicon = load_lexicon("ja")
    grammar = lexicon.grammar
    return Words(
        carriers=frozenset(grammar.carriers),
        unreal=frozenset(grammar.unreal_carriers),
        negative=frozenset(grammar.negative_carriers),
        dative=frozenset(grammar.dative_carriers),
        planning=frozenset(grammar.planning_carriers),
        receiving=frozenset(grammar.receiving_carriers),
        speech=frozenset(grammar.speech),
        tails=frozenset(grammar.presupposing_tails),
        noun_carriers=frozenset(grammar.noun_carriers),
        void=frozenset(grammar.void_nouns),
        plans=frozenset(grammar.plan_nouns),
        realising=frozenset(grammar.realising),
        manner=frozenset(grammar.manner),
        visit=tuple([trigger for trigger in lexicon.triggers if trigger.frame == "visit" and trigger.concrete][:1]),
    )


class Sentence:
    """A sentence taken apart: its phrases, its actors by place, its event words."""

    def __init__(self, sentence: SentenceInput) -> None:
        self.sentence = sentence
        self.text = sentence.text
        tokens = japanese_tokens(sentence.text)
        self.chunks = chunk(sentence.text, tokens, sentence.mentions)
        self.table: TriggerTable = trigger_table("ja")
        prefixes = load_lexicon("ja").grammar.prefixes
        self._starts = {token.start for token in tokens} | {m.end for m in sentence.mentions}
        self._starts |= {token.start + 1 for token in tokens if token.surface.startswith(prefixes)}
        self._ends = {token.end for token in tokens}
        self.clauses = Clauses(sentence.text, self.chunks, places=sentence.places, dates=sentence.dates)
        self.links = self.clauses.links
        self._moods: dict[int, Mood] = {}

    def uses(self, position: int) -> Iterator[Use]:
        """The uses of event words in a phrase, the likeliest first."""
        phrase = self.chunks[position]
        for start, end, triggers in self._visits(phrase) + self._nouns(phrase):
            at = position
            while self.chunks[at].content_end < end and at + 1 < len(self.chunks):
                # 「警戒の声」: the word goes on in the next phrase.
                at += 1
            if self._verb_at(self.chunks[at], end) or self._bare_predicate(at, end):
                yield from self._verbal(at, (start, end), triggers)
            else:
                yield from self._nominal(at, (start, end), triggers)
        for token in phrase.tokens:
            verbs = self.table.verbs.get(_plain(token.base)) if token.part == "verb" else None
            if verbs:
                yield from self._verbal(position, (token.start, token.end), verbs)

    def _nouns(self, phrase: Chunk) -> list[tuple[int, int, list[Trigger]]]:
        """Event nouns of a phrase, the rightmost and longest first: the last noun of a compound is its head."""
        found: list[tuple[int, int, list[Trigger]]] = []
        nouns = self.table.nouns
        for start in range(phrase.start, phrase.content_end):
            if start in self._starts and nouns.may_start(self.text[start]):
                found += [
                    (start, end, triggers) for end, triggers in nouns.all_at(self.text, start) if end in self._ends
                ]
        if len(found) < 2:
            return found
        # Of nouns with one end the longest counts: a joint exercise of one state is not an exercise of its own.
        longest: dict[int, tuple[int, int, list[Trigger]]] = {}
        for item in found:
            kept = longest.get(item[1])
            if kept is None or item[0] < kept[0]:
                longest[item[1]] = item
        return sorted(longest.values(), key=lambda item: (-item[1], item[0]))

    def _visits(self, phrase: Chunk) -> list[tuple[int, int, list[Trigger]]]:
        """「訪」 before any abbreviation is a visit there."""
        visit = list(word_lists().visit)
        return [(m.start - 1, m.end, visit) for m in phrase.mentions if m.affix == "visit"]

    def _verb_at(self, phrase: Chunk, end: int) -> bool:
        return any(token.start == end and token.part in ("verb", "auxiliary") for token in phrase.tokens)

    def _bare_predicate(self, position: int, end: int) -> bool:
        """「仮処分を申請、」: a noun of action that ends its clause without する."""
        phrase = self.chunks[position]
        return phrase.kind == "verb" and end == phrase.content_end and phrase.tokens[-1].part in ("action", "noun")

    # ------------------------------------------------------------------ as the predicate

    def _verbal(self, position: int, span: Span, triggers: list[Trigger]) -> Iterator[Use]:
        arguments = self.clauses.of_predicate(position)
        within = self.clauses.within(position, span[0])
        arguments.modifier.extend(within.modifier)
        arguments.against.extend(within.against)
        arguments.dative.extend(within.dative)
        state = self.settled_mood(position)
        if self.chunks[position].quote:
            # What is said between quotation marks is its content, not something that the text tells.
            state = Mood("hypothetical", passive=state.passive)
        elif state.open and self.chunks[position].kind == "copula":
            # 「…に否定的だ」: a state is told in the present tense.
            state = replace(state, reality="actual", open=False)
        objects = self._words_before(position, span[0]) + self._words_in(position, ("object", "too"))
        if state.passive or "を" not in self.text[: span[0]] or not objects:
            objects += self._words_in(position, ("subject", "topic", "too"))
            if self.chunks[position].adnominal and self.links.head[position] != NOWHERE:
                objects += self.clauses.phrase(self.links.head[position])
        datives = self._words_in(position, ("dative", "dative_topic", "place"))
        complements = datives + self._words_in(position, ("comitative", "capacity")) + self._said_before(position)
        for trigger in triggers:
            if trigger.takes == "said" and not self._says(position, state, arguments):
                continue
            if fits(trigger, objects=objects, datives=datives, complements=complements, carrier=None):
                yield Use(
                    trigger, span, arguments, state, nominal=False, at=position, governor=position, confidence=0.75
                )

    def _says(self, position: int, state: Mood, arguments: Arguments) -> bool:
        """Whether somebody named is told to have said something; "it may be said" is no statement."""
        if not state.past or state.reality != "actual" or not arguments.subject or arguments.distant:
            return False
        return any(self.links.relation[child] == "quote" for child in self.links.children[position])

    def _words_before(self, position: int, trigger_start: int) -> str:
        return self.text[self.chunks[position].start : trigger_start]

    def _words_in(self, position: int, cases: tuple[str, ...]) -> str:
        """The words of what a predicate governs in one of the cases."""
        found = [self.clauses.phrase(child) for case in cases for child in self.clauses.arguments(position, case)]
        return "".join(found)

    def _said_before(self, position: int) -> str:
        return "".join(
            self.text[self.chunks[child].start : self.chunks[child].end]
            for child in self.links.children[position]
            if self.links.relation[child] == "quote"
        )

    # ------------------------------------------------------------------ as a noun

    def _nominal(self, position: int, span: Span, triggers: list[Trigger]) -> Iterator[Use]:
        phrase, words = self.chunks[position], word_lists()
        tail = self.text[span[1] : phrase.content_end].strip(_CLOSING)
        presupposed = tail in words.tails
        if tail and not presupposed and tail not in words.noun_carriers:
            return
        at, void = self._carrying_noun(position)
        if at == NOWHERE:
            return
        case = self.clauses.case(at)
        if case == "place_topic" and self._denied_behind(at):
            return
        objects = self.text[self.clauses.phrase_start(position) : span[0]]
        governor = self._governor(at)
        if governor != NOWHERE and case == "object":
            # 「両国関係は緊密化を続けた」: what grows closer is the subject.
            objects += self._words_in(governor, ("subject", "topic"))
        if phrase.note:
            objects += self._before_note(position)
        carrier = self.head_word(governor) if governor != NOWHERE else None
        datives = self._words_in(governor, ("dative", "place")) if governor != NOWHERE else ""
        clause = objects + (
            self._words_in(governor, ("about", "dative", "against", "topic")) if governor != NOWHERE else ""
        )
        for trigger in triggers:
            if not fits(trigger, objects=objects, datives=objects + datives, carrier=carrier, clause=clause):
                continue
            use = None
            if void:
                use = self._voided(position, at, span, trigger, governor)
            elif case in _CARRYING and carrier is not None and not presupposed:
                use = self._carried(position, at, span, trigger, governor, carrier)
            if use is None and not void:
                use = self._presupposed(position, at, span, trigger, strong=presupposed or bool(tail))
            if use is not None:
                yield use

    def _denied_behind(self, position: int) -> bool:
        """「反対ではなく」."""
        return self.text.startswith(("なく", "ない", "なかっ"), self.chunks[position].end)

    def _before_note(self, position: int) -> str:
        """The words of the noun phrase that a bracket belongs to."""
        at = position
        while at >= 0 and self.chunks[at].note:
            at -= 1
        return self.text[self.clauses.phrase_start(at) : self.chunks[position].start] if at >= 0 else ""

    def _carrying_noun(self, position: int) -> tuple[int, bool]:
        """Where an event noun leads through nouns that carry it (会談の開催), and whether one takes it away (会談の可能性)."""
        words, at, void = word_lists(), position, False
        while self.links.relation[at] == "list":
            at = self.links.head[at]
        while self.clauses.case(at) == "genitive" and self.links.head[at] != NOWHERE:
            head = self.links.head[at]
            following = self.chunks[head]
            if following.predicate and following.kind == "verb" and following.tokens[0].part == "verb":
                break
            last = next((t for t in reversed(following.tokens) if t.part in ("noun", "action")), None)
            name = last.surface if last else ""
            if name in words.void:
                void = True
            elif name not in words.noun_carriers:
                if self._nouns(following):
                    # 「会談の決裂」: the later noun tells the event, this one what it is about.
                    return NOWHERE, False
                break
            at = head
        return at, void

    def _governor(self, position: int) -> int:
        """The predicate that a noun phrase is part of."""
        at = position
        while at != NOWHERE and self.links.relation[at] in ("list", "beside"):
            at = self.links.head[at]
        if at == NOWHERE or self.links.relation[at] != "argument":
            return NOWHERE
        return self.links.head[at]

    def _voided(self, position: int, at: int, span: Span, trigger: Trigger, governor: int) -> Use | None:
        """An event that a noun takes away is none (会談の可能性); a plan that somebody makes known is planned."""
        words = word_lists()
        name = next((t.surface for t in reversed(self.chunks[at].tokens) if t.part in ("noun", "action")), "")
        if governor == NOWHERE or name not in words.plans or trigger.plover in _VERBAL:
            return None
        state = self.settled_mood(governor)
        if state.reality != "actual" or self.head_word(governor) not in words.carriers | words.planning | words.speech:
            return None
        own, around = self.clauses.of_noun(position, span[0]), self.clauses.of_predicate(governor)
        return Use(
            trigger,
            span,
            _merged(own, around, state, place="object"),
            Mood("planned"),
            nominal=True,
            at=position,
            governor=governor,
            confidence=0.4,
        )

    def _carried(self, position: int, at: int, span: Span, trigger: Trigger, governor: int, carrier: str) -> Use | None:
        words, case = word_lists(), self.clauses.case(at)
        carriers, unreal, negative = words.carriers, words.unreal, words.negative
        own_verb = carrier in trigger.carried and (case not in ("dative", "dative_topic") or carrier in words.dative)
        if case in ("dative", "dative_topic"):
            carriers, unreal, negative = words.dative, frozenset(), frozenset()
        elif case == "comitative":
            carriers, unreal, negative = frozenset({"なる"}), frozenset(), frozenset()
        received = carrier in words.receiving and case == "object"
        if carrier not in carriers | unreal | negative and not own_verb and not received:
            return None
        state = self.settled_mood(governor)
        if not own_verb:
            state = self._turned(state, trigger, carrier, unreal=unreal, negative=negative)
        if self.chunks[position].quote and not state.past:
            state = Mood("hypothetical", passive=state.passive)
        own, around = self.clauses.of_noun(position, span[0]), self.clauses.of_predicate(governor)
        return Use(
            trigger,
            span,
            _merged(own, around, state, place="" if at != position else case),
            state,
            nominal=True,
            at=position,
            governor=governor,
            confidence=0.65,
            received=received,
        )

    def _turned(
        self, state: Mood, trigger: Trigger, carrier: str, *, unreal: frozenset[str], negative: frozenset[str]
    ) -> Mood:
        """What the verb makes of the noun it carries."""
        if carrier in unreal:
            return Mood("hypothetical", state.past, state.passive)
        if carrier in word_lists().planning and state.reality == "actual" and trigger.plover not in _VERBAL:
            return Mood("planned", state.past, state.passive)
        if carrier in negative:
            return Mood("negated", state.past, state.passive)
        return state

    def _presupposed(self, position: int, at: int, span: Span, trigger: Trigger, *, strong: bool) -> Use | None:
        own = self.clauses.of_noun(position, span[0])
        case, governor = self.clauses.case(at), self._governor(at)
        if governor != NOWHERE:
            self._borrow(own, trigger, case, governor)
        start = self.clauses.phrase_start(position)
        dated = any(start <= d.start < span[0] or self._in_next_note(position, d) for d in self.sentence.dates)
        told = self._told_before(position)
        owned = bool(own.genitive or own.agent) and bool(own.modifier or own.dative or own.against)
        lone = trigger.frame in ("solo", "joint") or trigger.solo_ok
        concrete = trigger.concrete and (owned or (lone and bool(own.genitive or own.agent or own.modifier)))
        if not (dated or told or ((strong or case in _TAKEN_FOR_GRANTED) and owned) or concrete):
            return None
        return Use(
            trigger,
            span,
            own,
            Mood("actual", past=True),
            nominal=True,
            at=position,
            governor=position,
            confidence=0.5,
            presupposed=True,
        )

    def _borrow(self, own: Arguments, trigger: Trigger, case: str, governor: int) -> None:
        """What an event noun leaves to the clause around it: who met, who answers, what was stopped."""
        nobody = not (own.genitive or own.agent or own.modifier)
        if trigger.frame in ("joint", "visit") and nobody and case in ("place", "place_topic", "means", "occasion"):
            subject = self.clauses.subject(governor)
            own.genitive = list(subject.mentions or subject.owners)
        elif (
            trigger.plover in _VERBAL
            and trigger.frame == "toward"
            and case in ("against", "occasion")
            and not (own.dative or own.against)
        ):
            owners = {actor for m in own.genitive + own.agent for actor in m.actors}
            own.dative = [m for m in self.clauses.subject(governor).mentions if not owners & set(m.actors)]
        elif case == "agent" and mood(self.text, self.chunks[governor]).passive:
            own.theme = own.theme + list(self.clauses.subject(governor).owners)

    def _told_before(self, position: int) -> bool:
        """Whether a clause before the noun says that it was held: 「開催された…会談」."""
        for child in self.links.children[position]:
            phrase = self.chunks[child]
            if phrase.predicate and phrase.adnominal:
                return self.head_word(child) in word_lists().carriers and mood(self.text, phrase).past
        return False

    def _in_next_note(self, position: int, found: Span | object) -> bool:
        """Whether the date stands in brackets straight after the phrase."""
        start = found.start  # type: ignore[union-attr] # a date
        nearby = self.chunks[position + 1 : position + 2]
        return (
            bool(nearby)
            and not self.chunks[position].note
            and nearby[0].note > 0
            and nearby[0].start <= start < nearby[0].end
        )

    # ------------------------------------------------------------------ what stands around

    def head_word(self, position: int) -> str:
        """The word that makes a phrase a predicate: 行う, or 実施 of 実施する."""
        content = [t for t in self.chunks[position].tokens if t.part not in ("particle", "auxiliary")]
        while len(content) > 1 and (content[-1].light or content[-1].surface in word_lists().manner):
            content.pop()
        if not content:
            return ""
        return content[-1].surface if content[-1].part == "action" else _plain(content[-1].base)

    def settled_mood(self, position: int) -> Mood:
        """The mood of a predicate; one that only leads up to a later one takes that one's."""
        if position not in self._moods:
            self._moods[position] = self._settle(position)
        return self._moods[position]

    def _settle(self, position: int) -> Mood:
        found = mood(self.text, self.chunks[position])
        at = position
        while found.reality is None:
            at = self.links.head[at]
            if at == NOWHERE or not self.chunks[at].predicate:
                return Mood("actual", past=True, passive=found.passive)
            later = mood(self.text, self.chunks[at])
            reality: Reality | None = later.reality
            if later.reality == "negated" or later.open:
                # What leads up to a denial, or to a bare present, is itself told as done.
                reality = "actual"
            found = Mood(reality, later.past, found.passive, found.reported or later.reported)
        if found.open and self.chunks[position].tokens[-1].surface == "に" and self.links.head[position] != NOWHERE:
            # 「求めるにとどめた」
            later = self.settled_mood(self.links.head[position])
            return Mood(later.reality, later.past, found.passive)
        if found.open and (self._of_an_actor(position) or self._came_about(position)):
            # 「開発を進めるX」: what an actor is known for is going on.
            return replace(found, reality="actual", open=False)
        return found

    def _came_about(self, position: int) -> bool:
        """「解除される事態が生じた」, 「重視するようになった」: told in the present, but a past verb says that it came about."""
        head = self.links.head[position]
        if not self.chunks[position].adnominal or head == NOWHERE:
            return False
        governor = head if self.chunks[head].predicate else self._governor(head)
        if governor == NOWHERE or self.head_word(governor) not in word_lists().realising:
            return False
        return mood(self.text, self.chunks[governor]).reality == "actual"

    def _of_an_actor(self, position: int) -> bool:
        head = self.links.head[position]
        return self.chunks[position].adnominal and head != NOWHERE and bool(self.clauses.heads(head))


def _plain(base: str) -> str:
    """応ずる and 応じる are one verb."""
    return base[:-2] + "じる" if base.endswith("ずる") else base


def _merged(own: Arguments, around: Arguments, state: Mood, *, place: str) -> Arguments:
    """The actors of an event noun together with those of the verb that carries it."""
    merged = Arguments(
        subject=around.subject,
        object=own.object + around.object,
        dative=own.dative + around.dative,
        against=own.against + around.against,
        comitative=own.comitative + around.comitative,
        agent=own.agent + around.agent,
        genitive=own.genitive,
        modifier=own.modifier,
        theme=own.theme + [mention for mention in around.theme if place != "dative" or mention not in own.theme],
        earlier=around.earlier,
        setting=around.setting,
        origin=around.origin,
        companions=around.companions,
        partners=around.partners,
        quoted=around.quoted,
        owners=around.owners,
        backdrop=around.backdrop,
        inherited=around.inherited,
        named=around.named,
    )
    if place in ("subject", "topic"):
        # The event itself is the verb's subject; whose it is stands with the noun.
        merged.owners = []
    if state.passive and not merged.agent:
        merged.agent = list(own.genitive)
    return merged
