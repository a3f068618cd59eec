"""Event nouns in a Japanese sentence: carried by a verb, taken away by another noun, or presupposed."""

from __future__ import annotations

from collections.abc import Iterator

from shiome.reading.coding.frames import Arguments
from shiome.reading.coding.japanese.attachment import NOWHERE
from shiome.reading.coding.japanese.chunks import Chunk
from shiome.reading.coding.japanese.mood import Mood, mood
from shiome.reading.coding.japanese.predicates import Predicates, Use
from shiome.reading.coding.japanese.words import word_lists
from shiome.reading.coding.proposals import Span
from shiome.reading.coding.triggers import fits, may_fit, trigger_table
from shiome.reading.lexicon import Trigger

_CARRYING = frozenset({"object", "subject", "topic", "too", "dative", "dative_topic", "comitative"})
_TAKEN_FOR_GRANTED = frozenset(
    {"occasion", "place", "place_topic", "means", "agent", "from", "against", "viewpoint", "about", "dative"}
)
_CLOSING = " 　」』）)"
_LIGHT = frozenset({"する", "ある", "なる"})
_ATTENDING = frozenset({"出席", "参加", "参列", "列席", "臨席", "同席", "臨む", "招待", "招く"})
_RECEIVED = frozenset({"AID", "SUPPORT", "ACCUSE", "ASSAULT", "REQUEST", "THREATEN", "COOPERATE", "COERCE", "SANCTION"})
"""Types of what one may receive from another."""
_VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
"""Types that are done by words: to state them is to do them."""


class EventNouns(Predicates):
    """A sentence with the uses of its event nouns."""

    def _nouns(self, phrase: Chunk) -> list[tuple[int, int, list[Trigger]]]:
        """Event nouns of a phrase, the rightmost and longest first: the last noun of a compound is its head."""
        found: list[tuple[int, int, list[Trigger]]] = []
        nouns = trigger_table("ja").nouns
        start = nouns.next_start(self.text, phrase.start)
        while start < phrase.content_end:
            if start in self._starts:
                found += [
                    (start, end, triggers) for end, triggers in nouns.all_at(self.text, start) if end in self._ends
                ]
            start = nouns.next_start(self.text, start + 1)
        if len(found) < 2:
            return found
        # Of nouns with one end the longest counts: a joint exercise of one state is not an exercise of its own.
        longest: dict[int, tuple[int, int, list[Trigger]]] = {}
        for item in found:
            kept = longest.get(item[1])
            if kept is None or item[0] < kept[0]:
                longest[item[1]] = item
        return sorted(longest.values(), key=lambda item: (-item[1], item[0]))

    def _nominal(self, position: int, span: Span, triggers: list[Trigger]) -> Iterator[Use]:
        triggers = [trigger for trigger in triggers if may_fit(trigger, self.text, verbal=False)]
        if not triggers:
            return
        phrase, words = self.chunks[position], word_lists()
        tail = self.text[span[1] : phrase.content_end].strip(_CLOSING)
        presupposed = tail in words.tails
        if tail and not presupposed and tail not in words.noun_carriers:
            return
        at, void = self._carrying_noun(position)
        if at == NOWHERE or self._is_none(position, at, span[1]):
            return
        governor = self._governor(at)
        carrier = self.head_word(governor) if governor != NOWHERE else None
        objects, datives, clause = self._asked_for(position, at, span[0], governor)
        for trigger in triggers:
            if not fits(trigger, objects=objects, datives=datives, carrier=carrier, clause=clause):
                continue
            use = None
            if void:
                use = self._voided(position, at, span, trigger, governor)
            elif carrier is not None and not presupposed and self._may_carry(at, trigger, governor):
                use = self._carried(position, at, span, trigger, governor, carrier)
            if use is None and not void:
                use = self._presupposed(position, at, span, trigger, strong=presupposed or bool(tail))
            if use is not None:
                yield use

    def _is_none(self, position: int, at: int, end: int) -> bool:
        """Whether the words behind an event noun say that there was none, or that it is only reckoned with."""
        words = word_lists()
        if self.text.startswith(words.absent, end) or self.text.startswith(words.imagined, self.chunks[position].end):
            return True
        return self.clauses.case(at) == "place_topic" and self._denied_behind(at)

    def _may_carry(self, at: int, trigger: Trigger, governor: int) -> bool:
        if self.head_word(governor) == "する" and any(
            self.text.endswith("と", 0, self.chunks[child].end) for child in self.links.children[governor]
        ):
            # 「会合を侵害だとして」: する only takes up what is said.
            return False
        return self.clauses.case(at) in _CARRYING and not self._is_occasion(at, trigger, governor)

    def _asked_for(self, position: int, at: int, start: int, governor: int) -> tuple[str, str, str]:
        """The words before an event noun, those its verb goes with, and those of the clause: where a trigger looks for more."""
        objects = self.text[self.clauses.phrase_start(position) : start]
        if governor != NOWHERE and self.clauses.case(at) == "object":
            # 「両国関係は緊密化を続けた」: what grows closer is the subject.
            objects += self._words_in(governor, ("subject", "topic"))
        if self.chunks[position].note:
            objects += self._before_note(position)
        if governor == NOWHERE:
            return objects, objects, objects
        datives = objects + self._words_in(governor, ("dative", "place"))
        return objects, datives, objects + self._words_in(governor, ("about", "dative", "against", "topic"))

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
        if trigger.frame == "joint" and case == "dative" and any(len(m.actors) > 1 for m in own.modifier):
            # 「XはYZ会談へと繋げた」: who brings it about need not take part.
            around = Arguments()
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
        decided = carrier in ("決定", "決める") and trigger.plover in ("NONE", "SANCTION")
        if (
            carrier in word_lists().planning
            and state.reality == "actual"
            and trigger.plover not in _VERBAL
            and not decided
        ):
            return Mood("planned", state.past, state.passive)
        if carrier in negative:
            return Mood("negated", state.past, state.passive)
        return state

    def _presupposed(self, position: int, at: int, span: Span, trigger: Trigger, *, strong: bool) -> Use | None:
        own = self.clauses.of_noun(position, span[0])
        if trigger.frame == "visit" and not (own.genitive or own.agent) and own.dative:
            # 「X訪Y」
            own.genitive = list(own.modifier)
        case, governor = self.clauses.case(at), self._governor(at)
        if governor != NOWHERE and self._is_occasion(at, trigger, governor):
            case = "occasion"
        if not strong and (self._is_supposed(at) or self._is_wanted(at, governor)):
            return None
        if governor != NOWHERE:
            self._borrow(own, trigger, case, governor)
        if (
            case in ("dative", "dative_topic")
            and trigger.plover == "CONSULT"
            and self.head_word(governor) in _ATTENDING
        ):
            # To take part in a meeting is the event, and the verb tells it.
            return None
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

    def _is_occasion(self, at: int, trigger: Trigger, governor: int) -> bool:
        """「決議を受けて、」: what one clause leads up to another by, not what somebody was given."""
        phrase = self.chunks[governor]
        if self.head_word(governor) != "受ける" or phrase.adnominal or mood(self.text, phrase).reality is not None:
            return False
        while self.links.relation[at] == "beside" and not self.chunks[self.links.head[at]].predicate:
            at = self.links.head[at]
        last = self.text[: self.chunks[at].content_end]
        return trigger.plover not in _RECEIVED or not last.endswith(trigger.nouns)

    def _is_supposed(self, at: int) -> bool:
        """Whether the clause that the noun stands in, somewhere, is itself only supposed or wished for."""
        while self.links.relation[at] in ("attribute", "list", "beside") and self.links.head[at] != NOWHERE:
            at = self.links.head[at]
            if self.chunks[at].predicate:
                return False
        governor = self._governor(at)
        if governor == NOWHERE or self.clauses.case(at) not in ("object", "subject", "topic", "too", ""):
            return False
        state = self.settled_mood(governor)
        return state.reality == "hypothetical" and not state.open

    def _is_wanted(self, at: int, governor: int) -> bool:
        """Whether the verb that the noun is the object of only asks for it, or refuses it."""
        if governor == NOWHERE or self.clauses.case(at) != "object":
            return False
        words = word_lists()
        return self.head_word(governor) in words.unreal | words.negative

    def _borrow(self, own: Arguments, trigger: Trigger, case: str, governor: int) -> None:
        """What an event noun leaves to the clause around it: who met, who answers, what was stopped."""
        nobody = not (own.genitive or own.agent or own.modifier or any(len(m.actors) > 1 for m in own.theme))
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
                word = self.head_word(child)
                return word in word_lists().carriers - _LIGHT and mood(self.text, phrase).past
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
        counterpart=around.counterpart,
        mediated=around.mediated,
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
