"""Event words in a Japanese sentence and how each is used: as the predicate, carried by a verb, or presupposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from shiome.reading.coding.arguments_ja import Clauses
from shiome.reading.coding.chunks import Chunk, chunk
from shiome.reading.coding.dates import DateMention
from shiome.reading.coding.frames import Arguments
from shiome.reading.coding.mood_ja import Mood, mood
from shiome.reading.coding.proposals import Span
from shiome.reading.coding.sentence_io import SentenceInput
from shiome.reading.coding.tokens import japanese_tokens
from shiome.reading.coding.triggers import TriggerTable, fits, trigger_table
from shiome.reading.lexicon import Grammar, Trigger, load_lexicon
from shiome.vocabulary.plover import Reality

_CARRYING = frozenset({"object", "subject", "topic", "dative", "dative_topic"})
_PRESUPPOSING = frozenset({"occasion", "place", "place_topic", "means", "agent", "from"})


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


@lru_cache(maxsize=1)
def word_lists() -> tuple[Grammar, frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """The grammar; verbs that carry an event noun; that only want it; that deny it; verbs of saying."""
    grammar = load_lexicon("ja").grammar
    return (
        grammar,
        frozenset(grammar.carriers),
        frozenset(grammar.unreal_carriers),
        frozenset(grammar.negative_carriers),
        frozenset(grammar.speech),
    )


class Sentence:
    """A sentence taken apart: its phrases, its actors by place, its event words."""

    def __init__(self, sentence: SentenceInput) -> None:
        self.sentence = sentence
        self.text = sentence.text
        tokens = japanese_tokens(sentence.text)
        self.chunks = chunk(sentence.text, tokens, sentence.mentions)
        self.clauses = Clauses(sentence.text, self.chunks, places=sentence.places)
        self.table: TriggerTable = trigger_table("ja")
        self._starts = {token.start for token in tokens} | {m.end for m in sentence.mentions}
        self._ends = {token.end for token in tokens}

    def uses(self, position: int) -> Iterator[Use]:
        """The uses of event words in a phrase, the likeliest first."""
        phrase = self.chunks[position]
        for start, end, triggers in self._visits(phrase) + self._nouns(phrase):
            verb = self._verb_at(phrase, end)
            if verb or self._bare_predicate(position, end):
                yield from self._verbal(position, (start, end), triggers)
            else:
                yield from self._nominal(position, (start, end), triggers)
        for token in phrase.tokens:
            if token.part == "verb" and token.base in self.table.verbs:
                yield from self._verbal(position, (token.start, token.end), self.table.verbs[token.base])

    def _nouns(self, phrase: Chunk) -> list[tuple[int, int, list[Trigger]]]:
        """Event nouns of a phrase, the rightmost and longest first: the last noun of a compound is its head."""
        found: list[tuple[int, int, list[Trigger]]] = []
        for start in range(phrase.start, phrase.content_end):
            if start not in self._starts:
                continue
            for end, triggers in self.table.nouns.all_at(self.text, start):
                if end in self._ends:
                    found.append((start, end, triggers))
        return sorted(found, key=lambda item: (-item[1], item[0]))

    def _visits(self, phrase: Chunk) -> list[tuple[int, int, list[Trigger]]]:
        """「訪」 before any abbreviation is a visit there."""
        visit = [trigger for trigger in load_lexicon("ja").triggers if trigger.frame == "visit"][:1]
        return [(m.start - 1, m.end, visit) for m in phrase.mentions if m.affix == "visit"]

    def _verb_at(self, phrase: Chunk, end: int) -> bool:
        return any(token.start == end and token.part in ("verb", "auxiliary") for token in phrase.tokens)

    def _bare_predicate(self, position: int, end: int) -> bool:
        """「仮処分を申請、」: a noun of action that ends its clause without する."""
        phrase = self.chunks[position]
        if end != phrase.content_end or phrase.case or not (phrase.comma or phrase.stop) or position == 0:
            return False
        before = self.chunks[position - 1]
        return phrase.tokens[-1].part == "action" and before.case in ("object", "dative", "against", "comitative")

    def _verbal(self, position: int, span: Span, triggers: list[Trigger]) -> Iterator[Use]:
        arguments = self.clauses.of_predicate(position)
        within = self.clauses.within(position, span[0])
        arguments.modifier.extend(within.modifier)
        arguments.against.extend(within.against)
        arguments.dative.extend(within.dative)
        state = self._settled_mood(position)
        objects, datives = (
            self._object_words(position, span[0], passive=state.passive),
            self._words_of(position, "dative"),
        )
        for trigger in triggers:
            if fits(trigger, objects=objects, datives=datives, carrier=None):
                yield Use(
                    trigger, span, arguments, state, nominal=False, at=position, governor=position, confidence=0.75
                )

    def _nominal(self, position: int, span: Span, triggers: list[Trigger]) -> Iterator[Use]:
        phrase = self.chunks[position]
        grammar, *_ = word_lists()
        tail = self.text[span[1] : phrase.content_end].strip(" 　」』")
        presupposed = bool(tail) and tail in grammar.presupposing_tails
        if tail and not presupposed:
            return
        case = self.clauses.case(position)
        if case == "genitive" and position + 1 < len(self.chunks) and self._nouns(self.chunks[position + 1]):
            # 「会談の決裂」: the later noun tells the event, this one what it is about.
            return
        objects = self.text[self.clauses.phrase_start(position) : span[0]]
        governor = self.clauses.next_predicate(position)
        carrier = self.head_word(governor) if governor is not None else None
        for trigger in triggers:
            if not fits(trigger, objects=objects, datives=objects, carrier=carrier):
                continue
            use = None
            becomes = case == "comitative" and carrier == "なる"
            if (case in _CARRYING or becomes) and governor is not None and not presupposed:
                use = self._carried(position, span, trigger, governor, carrier or "")
            if use is None and (
                presupposed or case in _PRESUPPOSING or case in ("", "topic", "genitive", "comitative")
            ):
                use = self._presupposed(position, span, trigger, strong=presupposed or case in _PRESUPPOSING)
            if use is not None:
                yield use

    def _carried(self, position: int, span: Span, trigger: Trigger, governor: int, carrier: str) -> Use | None:
        grammar, carriers, unreal, negative, _ = word_lists()
        if self.clauses.case(position) in ("dative", "dative_topic"):
            carriers, unreal, negative = frozenset(grammar.dative_carriers), frozenset(), frozenset()
        if carrier not in carriers | unreal | negative and carrier not in trigger.carried:
            return None
        state = self._settled_mood(governor)
        if carrier in unreal and carrier not in trigger.carried:
            state = Mood("hypothetical", state.past, state.passive)
        elif carrier in grammar.planning_carriers and carrier not in trigger.carried and state.reality == "actual":
            state = Mood("planned", state.past, state.passive)
        elif self.chunks[position].depth and not state.past:
            # What a quoted text sets out to do is its content, not something that happened.
            state = Mood("hypothetical", passive=state.passive)
        elif carrier in negative and carrier not in trigger.carried:
            state = Mood("negated", state.past, state.passive)
        own, around = self.clauses.of_noun(position, span[0]), self.clauses.of_predicate(governor)
        return Use(
            trigger,
            span,
            _merged(own, around, state),
            state,
            nominal=True,
            at=position,
            governor=governor,
            confidence=0.65,
        )

    def _presupposed(self, position: int, span: Span, trigger: Trigger, *, strong: bool) -> Use | None:
        own = self.clauses.of_noun(position, span[0])
        start = self.clauses.phrase_start(position)
        dated = any(start <= d.start < span[0] or self._in_next_note(position, d) for d in self.sentence.dates)
        told = self._told_before(position)
        owned = bool(own.genitive or own.agent) and bool(own.modifier or own.dative or own.against)
        if not (dated or told or (strong and owned)):
            return None
        return Use(
            trigger, span, own, Mood("actual", past=True), nominal=True, at=position, governor=position, confidence=0.5
        )

    def _told_before(self, position: int) -> bool:
        """Whether a clause before the noun says that it was held: 「開催された…会談」."""
        for at in range(position - 1, max(-1, position - 5), -1):
            phrase = self.chunks[at]
            if phrase.predicate:
                carried = self.head_word(at) in word_lists()[1]
                return phrase.adnominal and carried and mood(self.text, phrase).past
        return False

    def _in_next_note(self, position: int, found: DateMention) -> bool:
        """Whether the date stands in brackets straight after the phrase."""
        nearby = self.chunks[position + 1 : position + 2]
        return (
            bool(nearby)
            and not self.chunks[position].note
            and nearby[0].note > 0
            and nearby[0].start <= found.start < nearby[0].end
        )

    # ------------------------------------------------------------------ what stands around

    def head_word(self, position: int) -> str:
        """The word that makes a phrase a predicate: 行う, or 実施 of 実施する."""
        content = [t for t in self.chunks[position].tokens if t.part not in ("particle", "auxiliary")]
        while len(content) > 1 and content[-1].light:
            content.pop()
        return (
            content[-1].base if content and content[-1].part != "action" else (content[-1].surface if content else "")
        )

    def _object_words(self, position: int, trigger_start: int, *, passive: bool) -> str:
        phrase = self.chunks[position]
        words = self.text[phrase.start : trigger_start]
        return (
            words
            + self._words_of(position, "object")
            + (self._words_of(position, "subject") if passive or not words else "")
        )

    def _words_of(self, position: int, case: str) -> str:
        """The words of the nearest phrase before ``position`` that has the case, with what goes with it."""
        for at in range(position - 1, -1, -1):
            phrase = self.chunks[at]
            if phrase.predicate and not phrase.adnominal:
                return ""
            if phrase.case == case or (case == "dative" and phrase.case == "place"):
                return self.text[self.clauses.phrase_start(at) : phrase.content_end]
        return ""

    def _settled_mood(self, position: int) -> Mood:
        """The mood of a predicate; one that only leads up to a later one takes that one's."""
        found = mood(self.text, self.chunks[position])
        at: int | None = position
        while found.reality is None and at is not None:
            at = self.clauses.leads_to(at)
            if at is None:
                return Mood("actual", past=True, passive=found.passive)
            later = mood(self.text, self.chunks[at])
            reality: Reality | None = later.reality
            if later.reality == "negated" or later.open:
                # What leads up to a denial, or to a bare present, is itself told as done.
                reality = "actual"
            found = Mood(reality, later.past, found.passive, found.reported or later.reported)
        return found


def _merged(own: Arguments, around: Arguments, state: Mood) -> Arguments:
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
        theme=own.theme,
        earlier=around.earlier,
        setting=around.setting,
        inherited=around.inherited,
    )
    if state.passive and not merged.agent:
        merged.agent = list(own.genitive)
    return merged
