"""Where things stand around the event words of a Russian sentence: clauses, subjects, and the actors by place and case."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.hedges import find_hedges
from shiome.reading.coding.russian.clauses import Clause, settle, split
from shiome.reading.coding.russian.mood import governor_of, reality_at
from shiome.reading.coding.russian.slots import Slot, slots
from shiome.reading.coding.russian.words import noun_head, words_of
from shiome.reading.coding.sentence_io import SentenceInput
from shiome.reading.coding.uses.roles import Roles
from shiome.reading.lexicon import Trigger, load_lexicon
from shiome.vocabulary.plover import Reality

PLACES = {
    "against": "against",
    "dative": "dative",
    "comitative": "comitative",
    "agent": "agent",
    "place": "setting",
    "from": "setting",
}
"""Place of a phrase to the role of its actor."""


@lru_cache(maxsize=1)
def tables() -> tuple[dict[str, list[Trigger]], dict[str, list[tuple[str, Trigger]]]]:
    """Verbs to triggers; head nouns to phrases with triggers, the longest and most demanding first."""
    verbs: dict[str, list[Trigger]] = {}
    nouns: dict[str, list[tuple[str, Trigger]]] = {}
    for trigger in sorted(load_lexicon("ru").triggers, key=lambda t: -2 * bool(t.object) - 2 * bool(t.carried)):
        for verb in trigger.verbs:
            verbs.setdefault(verb, []).append(trigger)
        for noun in trigger.nouns:
            nouns.setdefault(noun_head(noun), []).append((noun, trigger))
    for entries in nouns.values():
        entries.sort(key=lambda entry: -len(entry[0].split()))
    return verbs, nouns


_GOVERNING = frozenset({"REJECT", "ACCUSE"})
_BY = ("ами", "ями", "ом", "ем", "ём")
"""Endings of the noun by which something was done (агентами X)."""
_PRONOUNS = frozenset(["его", "её", "ее", "их", "него", "неё", "нее", "них", "ему", "ей", "им"])
_PLURAL = frozenset(["их", "них", "им"])
_SUREST = 5
"""The hedge that leaves no doubt: what it stands on has happened if it is told as past, but is no plan."""
_NEAR = 4
"""Words between an event noun and an actor behind a preposition that still belongs to it."""


class Surroundings:
    """A sentence with its words, clauses and actors in their places."""

    def __init__(self, sentence: SentenceInput, mentions: Sequence[Mention]) -> None:
        self.sentence = sentence
        self.text = sentence.text
        self.words = words_of(sentence.text)
        self.slots = slots(self.words, mentions, sentence.dates)
        self.clauses = split(self.words)
        settle(self.words, self.clauses, self.slots, sentence.topic)
        self.suppose()
        self.topic = next((c.subject for c in self.clauses if c.sort == "main" and c.subject and not c.lent), [])[:1]
        self.taken = {n for slot in self.slots if slot.place != "within" for n in range(slot.first, slot.last + 1)}

    def suppose(self) -> None:
        """What a hedge stands on is only supposed."""
        for cue in find_hedges(self.text, language="ru"):
            if cue.holder:
                continue
            at = next((n for n, clause in enumerate(self.clauses) if self.span(clause)[1] > cue.start), None)
            if at is None:
                continue
            mark = "expected" if cue.step == _SUREST else "supposed"
            setattr(self.clauses[at], mark, cue.start)
            if at + 1 < len(self.clauses) and self.clauses[at + 1].sort == "content":
                setattr(self.clauses[at + 1], mark, 0)

    def real(self, at: int, clause: Clause) -> Reality:
        """The reality of a predicate, with what a hedge makes of it."""
        reality, _ = reality_at(self.words, at, clause)
        if clause.supposed is not None and reality in ("actual", "planned") and clause.supposed < self.words[at].end:
            return "hypothetical"
        if clause.expected is not None and reality == "planned" and clause.expected < self.words[at].end:
            return "hypothetical"
        return reality

    def clause(self, at: int) -> Clause:
        """The clause a word stands in."""
        return next((clause for clause in self.clauses if clause.holds(at)), self.clauses[-1])

    def span(self, clause: Clause) -> tuple[int, int]:
        """Where a clause stands in the text."""
        return self.words[clause.first].start, self.words[clause.stop - 1].end

    def around(self, at: int, clause: Clause, *, passive: bool) -> Roles:
        """The actors of a verb's clause by place and case."""
        subject, lent = self.subject(at, clause)
        roles = Roles(subject=list(subject), lent=lent, earlier=[m for m in clause.earlier if m not in subject])
        stop = self.next_predicate(at, clause)
        start = self.last_predicate(at, clause)
        for slot in clause.slots:
            if slot.mention in subject or not start <= slot.first < stop:
                continue
            if slot.last < at and slot.place != "free" and self.noun_before(slot, clause):
                # После переговоров с X: what stands behind another event noun belongs to that.
                roles.theme.append(slot.mention)
                continue
            noun = self.noun_between(at, slot)
            if noun is None:
                self.place(slot, at, roles, passive=passive)
            elif slot.host >= noun or slot.place == "from" or (self.governs(at) and not roles.theme):
                # What another event noun tells is its own; only its doer may be whom the verb is about.
                roles.theme.append(slot.mention)
        following = next((c for c in self.clauses if c.first > clause.first), None)
        if following is not None and (following.sort != "main" or self.words[following.first].text == "пока"):
            roles.earlier = [*(slot.mention for slot in following.slots), *roles.earlier]
        roles.theme += clause.described
        meant = next((word.text for word in self.words[at + 1 : stop] if word.text in _PRONOUNS), "")
        if meant:
            before = next((c for c in reversed(self.clauses) if c.first < clause.first and len(c.subject) > 1), None)
            several = before.subject if before is not None and meant in _PLURAL else clause.earlier[-1:]
            roles.theme += [m for m in several if m not in subject]
        if clause.sort == "condition" and following is not None:
            # If X lifts the sanctions, Y …: whom it is meant for is said in what follows.
            roles.theme += following.subject
        if clause.sort == "participle" and self.words[at].form == "passive":
            # What a passive participle describes is the one it was done to.
            roles.object, roles.subject = roles.object or list(subject) or self.topic, []
        return roles

    def governs(self, at: int) -> bool:
        """Whether the verb turns down, condemns or asks for what follows it."""
        return any(trigger.plover in _GOVERNING for trigger in tables()[0].get(self.words[at].lemma, ()))

    def noun_before(self, slot: Slot, clause: Clause) -> bool:
        """Whether an event noun stands shortly before an actor."""
        nouns = tables()[1]
        start = max(clause.first, slot.first - _NEAR)
        return any(w.kind == "noun" and w.lemma in nouns for w in self.words[start : slot.first])

    def noun_between(self, at: int, slot: Slot) -> int | None:
        """An event noun between the verb and an actor behind it."""
        nouns = tables()[1]
        for position in range(at + 1, slot.first):
            word = self.words[position]
            own = any(word.text.startswith(o) for t in tables()[0].get(self.words[at].lemma, ()) for o in t.object)
            if word.kind == "noun" and word.lemma in nouns and position not in self.taken and not own:
                return position
        return None

    def subject(self, at: int, clause: Clause) -> tuple[list[Mention], bool]:
        """Who does what the verb tells, and whether that is only understood."""
        if self.words[at].form == "infinitive":
            governor = governor_of(self.words, at, clause)
            demands = load_lexicon("ru").clauses.demands
            if governor is not None and self.words[governor].lemma in demands:
                between = [s for s in clause.slots if governor < s.first < at and s.place in ("free", "from")]
                return [slot.mention for slot in between], False
        return clause.subject, clause.lent

    def next_predicate(self, at: int, clause: Clause) -> int:
        """Where the next verb begins to draw actors to itself."""
        for position in range(at + 1, clause.stop):
            if self.words[position].form == "infinitive" or self.words[position].finite:
                return position + (1 if self.words[position].form == "infinitive" else 0)
        return clause.stop

    def last_predicate(self, at: int, clause: Clause) -> int:
        """Where the actors that an infinitive may draw to itself begin."""
        if self.words[at].form != "infinitive":
            return clause.first
        verbs = [n for n in range(clause.first, at) if self.words[n].form == "infinitive"]
        return verbs[-1] if verbs else clause.first

    def place(self, slot: Slot, at: int, roles: Roles, *, passive: bool) -> None:
        """Puts an actor into the role of its place."""
        if slot.place == "beside":
            roles.subject.append(slot.mention)
        elif slot.place == "goal":
            into = not slot.cases or "accusative" in slot.cases
            (roles.dative if into else roles.setting).append(slot.mention)
        elif slot.place in PLACES:
            getattr(roles, PLACES[slot.place]).append(slot.mention)
        elif slot.place in ("of", "within"):
            by_them = passive and slot.host > at and self.words[slot.host].text.endswith(_BY)
            (roles.agent if by_them else roles.theme).append(slot.mention)
        elif slot.place == "free":
            self.place_by_case(slot, at, roles, passive=passive)

    def place_by_case(self, slot: Slot, at: int, roles: Roles, *, passive: bool) -> None:
        """Puts an actor without preposition into the role of its case."""
        behind = slot.first > at
        if passive and behind and "instrumental" in slot.cases:
            roles.agent.append(slot.mention)
        elif slot.cases == frozenset({"instrumental"}):
            (roles.agent if passive else roles.comitative).append(slot.mention)
        elif "accusative" in slot.cases and (behind or "nominative" not in slot.cases):
            roles.object.append(slot.mention)
        elif "dative" in slot.cases and "nominative" not in slot.cases:
            roles.dative.append(slot.mention)
        elif "genitive" in slot.cases and behind:
            roles.object.append(slot.mention)
        elif behind and passive:
            roles.agent.append(slot.mention)

    def other_noun(self, at: int, position: int) -> bool:
        """Whether another event noun stands between."""
        nouns = tables()[1]
        return any(word.lemma in nouns and word.kind == "noun" for word in self.words[at + 1 : position])
