"""Events of a Korean sentence: event nouns with a light verb, carried by another verb or bare, and event verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from shiome.reading.actors.scripts import script_of
from shiome.reading.actors.trie import Trie
from shiome.reading.coding.dates.find import DateMention, alternatives
from shiome.reading.coding.korean.clauses import Clause
from shiome.reading.coding.korean.phrases import phrases
from shiome.reading.coding.korean.surroundings import NEAR, Surroundings
from shiome.reading.coding.proposals import Span
from shiome.reading.coding.sentence_io import SentenceInput, SentenceOutput
from shiome.reading.coding.triggers import trigger_table
from shiome.reading.coding.uses.roles import Roles, actors_of
from shiome.reading.coding.uses.use import Use, proposals
from shiome.reading.lexicon import Trigger, load_lexicon
from shiome.vocabulary.plover import Reality

_PARTICLE = re.compile(r"(?P<object>을|를|도)|(?P<subject>이|가|은|는)|(?P<goal>에|에도)|(?P<owner>의)")
_OBJECT = re.compile(r"[을를]\s")
_ADVERB = re.compile(
    r"\s*(?:[^\s,]+(?:게|히|서|로|에|만에|차례|번|함께|더|간|동안|다시|즉각|전격|전면|거듭|재차|직접|잇따라|이미|곧|처음)\s+|(?:더|또|곧|다시|즉각|전격|전면|거듭|재차|직접|함께|이미|처음)\s+){0,3}"
)
_COMPANY = re.compile(r"[가-힣][과와]\s$")
_OWN_NOUN = re.compile(r"[^\s,]{2,}(?:을|를|이|가|은|는)\s")
"""A noun with a particle of its own: what follows goes with it."""
_ATTENDED = re.compile(r"에 (?:참석|참가|참관|초청)")
"""Who only attends does not do it."""
_PARTICLE_WORD = re.compile(r"(?:을|를|이|가|은|는|에서|에|의|으로|로|과|와|도|까지|부터)")


@lru_cache(maxsize=1)
def _nominal() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = load_lexicon("ko").clauses.nominal
    return tuple((reality, re.compile("|".join(patterns))) for reality, patterns in found.items())


@lru_cache(maxsize=1)
def _carrying_nouns() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{alternatives(load_lexicon('ko').grammar.noun_carriers)})(?![가-힣]{{2}})")


@lru_cache(maxsize=1)
def _stops() -> Trie[bool]:
    return Trie((word, True) for word in load_lexicon("ko").clauses.stops)


def korean_events(sentence: SentenceInput) -> SentenceOutput:
    """The events of one sentence."""
    text = sentence.text
    mentions = [m for m in sentence.mentions if m.actors and m.actors[0] not in sentence.places]
    around = phrases(text, mentions)
    topic = tuple(p.mention for p in around if p.case in ("topic", "subject"))[:1]
    output = SentenceOutput(topic=topic)
    if not mentions and not sentence.topic:
        return output
    output.events.extend(proposals(sentence, _Reader(sentence, mentions, around).uses(), language="ko"))
    return output


class _Reader(Surroundings):
    def uses(self) -> list[Use]:
        """Every use of an event word."""
        found: list[Use] = []
        table = trigger_table("ko")
        inside = [False] * (len(self.text) + 1)
        for mention in self.sentence.mentions:
            inside[mention.start : mention.end] = [True] * (mention.end - mention.start)
        position = 0
        while position < len(self.text):
            match = table.nouns.longest(self.text, position) if table.nouns.may_start(self.text[position]) else None
            if match is None or inside[position] or not self.begins(position):
                position += 1
                continue
            stop = _stops().longest(self.text, position)
            if stop is None or stop[0] <= match[0]:
                use = self._noun((position, match[0]), match[1])
                if use is not None:
                    found.append(use)
            position = max(match[0], stop[0] if stop else 0)
        for clause in self.clauses:
            triggers = table.verbs.get(clause.predicate.stem)
            if triggers and triggers[-1].frame == "joint" and not triggers[-1].object and self.with_others(clause):
                continue
            if triggers and not clause.predicate.voice and not inside[clause.predicate.start]:
                found.append(self._verb(clause, triggers))
        found.sort(key=lambda use: use.span)
        return found

    def with_others(self, clause: Clause) -> bool:
        """Whether a verb of meeting says whom it was with, and they are no actors (기자들과 만나)."""
        before = self.text[: clause.predicate.start]
        named = any(phrase.end == len(before.rstrip()) for phrase in self.around)
        return _COMPANY.search(before) is not None and not named

    def _verb(self, clause: Clause, triggers: Sequence[Trigger]) -> Use:
        predicate = clause.predicate
        return Use(
            span=(predicate.start, predicate.stem_end),
            triggers=triggers,
            roles=self.with_modifiers(clause, (predicate.start, predicate.start)),
            clause=(clause.start, clause.end),
            reality=clause.reality,
            open=clause.open,
            objects=self.text[clause.start : predicate.start] + self.described(clause),
            attribution=clause.attribution or self.says,
            dates=self.dates(clause),
        )

    def _noun(self, span: Span, triggers: Sequence[Trigger]) -> Use | None:
        clause = next((clause for clause in self.clauses if clause.predicate.end >= span[1]), None)
        if clause is None:
            return self._bare(span, triggers, None)
        predicate = clause.predicate
        if predicate.start <= span[1] - 1 < predicate.end and predicate.voice:
            if predicate.stem_end == span[1]:
                return self._with_light_verb(span, triggers, clause)
            return None
        if (carried := self._carried(span, triggers, clause)) is not None:
            return carried
        return self._bare(span, triggers, clause)

    def _with_light_verb(self, span: Span, triggers: Sequence[Trigger], clause: Clause) -> Use:
        predicate = clause.predicate
        roles = self.with_modifiers(clause, span)
        if predicate.voice == "passive" and not roles.agent and triggers[0].frame == "transitive":
            roles.agent, roles.dative = roles.dative, []
        if predicate.voice == "receiving":
            roles.agent = [*roles.agent, *roles.dative]
            roles.dative = []
        return Use(
            span=span,
            triggers=triggers,
            roles=roles,
            clause=(clause.start, clause.end),
            reality=clause.reality,
            open=clause.open,
            passive=predicate.voice in ("passive", "receiving"),
            objects=self.text[clause.start : span[0]] + self.described(clause),
            carrier="하",
            attribution=clause.attribution or self.says,
            dates=self.dates(clause),
        )

    def _carried(self, span: Span, triggers: Sequence[Trigger], clause: Clause) -> Use | None:
        """회담을 열다, 훈련이 실시되다: the noun is object or subject of a verb that only lets it take place."""
        grammar, stem = load_lexicon("ko").grammar, clause.predicate.stem
        head = _carrying_nouns().match(self.text, span[1])
        particle = _PARTICLE.match(self.text, head.end() if head else span[1])
        sort = particle.lastgroup if particle else ""
        start = particle.end() if particle else span[1]
        if sort == "owner" or not self._reaches(span, start, clause, marked=particle is not None):
            return None
        asked = any(stem in trigger.carried for trigger in triggers)
        void = (*grammar.unreal_carriers, *grammar.planning_carriers, *grammar.negative_carriers)
        if (stem in void and not asked) or (sort == "subject" and stem == "없"):
            return self._governed(span, triggers, clause, stem)
        if particle is not None and triggers[0].frame == "solo" and _ATTENDED.match(self.text, particle.start()):
            return None
        led_to = sort == "goal" and _OBJECT.search(self.text, start, clause.predicate.start) is not None
        if led_to or not (asked or stem in grammar.carriers):
            return None
        roles = self.with_modifiers(clause, span)
        if sort == "subject" and clause.lent:
            # The meeting itself is what the verb is about; who met is said before it.
            roles.subject = []
        return Use(
            span=span,
            triggers=triggers,
            roles=self.owned(roles, span[0]),
            clause=(clause.start, clause.end),
            reality=clause.reality,
            open=clause.open,
            carrier=stem,
            objects=self.text[clause.start : span[0]],
            attribution=clause.attribution or self.says,
            passive=clause.predicate.voice == "receiving" or stem == "받",
            dates=self.dates(clause),
        )

    def _reaches(self, span: Span, start: int, clause: Clause, *, marked: bool) -> bool:
        """Whether nothing between the noun, with its particle up to ``start``, and the verb belongs to the verb instead."""
        verb = clause.predicate.start
        if verb < span[1]:
            return False
        adverbs = _ADVERB.match(self.text, start)
        if verb in (start, start + 1) or (marked and adverbs is not None and verb == adverbs.end()):
            return True
        return marked and verb - start <= NEAR and not _OWN_NOUN.search(self.text, start, verb)

    def _governed(self, span: Span, triggers: Sequence[Trigger], clause: Clause, stem: str) -> Use | None:
        """An event noun that the verb asks for, plans or calls off."""
        grammar = load_lexicon("ko").grammar
        reality: Reality = "hypothetical"
        if clause.reality == "actual" and stem in grammar.planning_carriers:
            reality = "planned"
        elif stem == "없" or (clause.reality == "actual" and stem in grammar.negative_carriers):
            reality = "negated"
        roles = self.owned(self.with_modifiers(clause, span), span[0])
        if stem in load_lexicon("ko").clauses.demands:
            # What is demanded is for the other side to do.
            asked = [*roles.against, *roles.dative, *roles.owner] or roles.earlier
            roles = Roles(subject=[m for m in asked if m not in roles.subject], dative=roles.subject)
        elif roles.owner:
            roles.subject = []
        return Use(
            span=span,
            # What two sides agree to deepen is said by their agreement.
            triggers=[trigger for trigger in triggers if not trigger.object],
            roles=roles,
            clause=(clause.start, clause.end),
            reality=reality,
            nominal=True,
            objects=self.text[clause.start : span[0]],
            attribution=clause.attribution or self.says,
            dates=self.dates(clause),
        )

    def _bare(self, span: Span, triggers: Sequence[Trigger], clause: Clause | None) -> Use | None:
        """An event noun by itself counts where the words behind it take it for granted, deny it or suppose it."""
        start = clause.start if clause else 0
        if triggers[0].frame == "solo" and (triggers[0].plover == "NONE" or _ATTENDED.match(self.text, span[1])):
            return None
        local = self.local(span)
        reality = self._bare_reality(span, clause, owned=bool(local.owner))
        if local.owner and clause is not None and triggers[0].plover == "REQUEST":
            # What somebody asks for is taken for granted by what is said of it; whom they ask is who answers.
            reality, local.dative = "actual", list(clause.subject)
        if reality is None:
            return None
        if triggers[0].frame == "joint" and len(actors_of(local.inside)) == 1 and clause is not None:
            # 도쿄 정상회담에서: one name before the meeting is where it was, if who met is said before it.
            met = actors_of([mention for mention in clause.subject if mention.start < span[0]])
            local.inside = local.inside if len(met) < 2 else []
        if clause is not None and not clause.recalled and not (local.owner or local.inside):
            local.lent = True
            local.subject = [m for m in clause.subject if triggers[0].frame != "solo" or m.start < span[0]]
            if not local.comitative:
                local.theme = clause.roles(span[0]).theme
        return Use(
            span=span,
            triggers=[t for t in triggers if not t.carried],
            roles=local,
            clause=(start, span[1] + 1),
            reality=reality,
            nominal=True,
            background=True,
            objects=self.text[start : span[0]],
            attribution=(clause.attribution if clause else "") or self.says,
            dates=[d for d in self.sentence.dates if start <= d.start < span[1] and self._dates_noun(d, span)],
        )

    def _dates_noun(self, date: DateMention, span: Span) -> bool:
        """Whether only attributes stand between a date and the noun."""
        return not re.search(r"[,.]|(?:은|는|이|가|을|를)\s", self.text[date.end : span[0]])

    def _bare_reality(self, span: Span, clause: Clause | None, *, owned: bool) -> Reality | None:
        following = self.text[span[1] : span[1] + 24]
        if script_of(following[:1]) == "hangul" and not _PARTICLE_WORD.match(following):
            return None
        for reality, pattern in _nominal():
            if pattern.match(following):
                if reality == "owned":
                    return "actual" if owned else None
                if reality == "actual" and clause is not None and clause.reality == "planned":
                    return "planned"
                return reality  # type: ignore[return-value] # the lexicon names realities
        return None
