"""Event nouns of a Russian sentence: whose event they tell, what verb lets it take place, whether it did."""

from __future__ import annotations

from collections.abc import Sequence

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.russian.clauses import Clause
from shiome.reading.coding.russian.mood import granting, nominal_patterns
from shiome.reading.coding.russian.surroundings import PLACES, Surroundings, tables
from shiome.reading.coding.russian.words import Word, noun_head
from shiome.reading.coding.uses.roles import Roles
from shiome.reading.coding.uses.use import Use
from shiome.reading.lexicon import Trigger, load_lexicon
from shiome.vocabulary.plover import Reality

_FAR = 8
"""Words between an event noun and what still belongs to it."""
_DEPLORING = frozenset({"ACCUSE", "PROTEST", "SUPPORT"})


class EventNouns(Surroundings):
    """A sentence whose event nouns can be read."""

    def noun(self, at: int, entries: Sequence[tuple[str, Trigger]]) -> Use | None:
        """The use that an event noun makes; ``None`` where it tells nothing."""
        triggers, first, last = self._matching(at, entries)
        clause = self.clause(at)
        if not triggers or self._told_by_verb(at, clause):
            return None
        local = self._local(at, clause)
        carrier = self._carrier(at, first, clause)
        reality: Reality | None = None
        if carrier is not None:
            reality = self._carried_reality(carrier, clause)
        if reality is None:
            carrier = None
            reality = self._bare_reality(at, first, clause)
        if reality is None:
            return None
        if carrier is not None and not self._is_subject(carrier):
            local = self._with_carrier(local, carrier, clause)
        elif triggers[0].plover == "AID" and self._thanked(first) and not local.owner:
            local.subject, local.dative = self._doers_of_bare(first, clause), list(clause.subject)
        elif not (local.owner or local.inside or local.comitative):
            local.subject, local.lent = self._doers_of_bare(first, clause), True
            verb = next((n for n in range(clause.first, first) if self.words[n].kind == "verb"), None)
            if triggers[0].frame == "joint" and verb is not None:
                around = self.around(verb, clause, passive=False)
                local.comitative = [*around.object, *around.dative]
        start, end = self.span(clause)
        return Use(
            span=(self.words[first].start, self.words[last].end),
            triggers=[t for t in triggers if carrier is not None or not t.carried],
            roles=local,
            clause=(start, end),
            reality="negated" if clause.denied else reality,
            nominal=True,
            background=carrier is None,
            carrier=self.words[carrier].lemma if carrier is not None else None,
            objects=self.text[start:end].lower(),
            attribution=clause.attribution,
        )

    def _thanked(self, first: int) -> bool:
        """Whether the noun is what somebody is thanked for."""
        at = first - 1
        while at > 0 and self.words[at].kind == "adjective":
            at -= 1
        return at >= 0 and self.words[at].text == "за"

    def _told_by_verb(self, at: int, clause: Clause) -> bool:
        """Whether a verb that asks for just this noun as its object tells the event."""
        verbs, text = tables()[0], self.words[at].text
        return any(
            text.startswith(demanded)
            for position in range(max(clause.first, at - _FAR), min(clause.stop, at + _FAR))
            if self.words[position].kind == "verb"
            for trigger in verbs.get(self.words[position].lemma, ())
            for demanded in trigger.object
        )

    def _about(self, first: int) -> int | None:
        """Where the "about" stands that the noun, with its adjectives, hangs on."""
        at = first - 1
        light = load_lexicon("ru").clauses.light.get("nominal", ())
        while at >= 0 and (self.words[at].kind == "adjective" or self.words[at].text.startswith(light)):
            at -= 1
        return at if at > 0 and self.words[at].text in ("о", "об", "обо") else None

    def _matching(self, at: int, entries: Sequence[tuple[str, Trigger]]) -> tuple[list[Trigger], int, int]:
        """The triggers whose phrase stands here, and the words it takes."""
        for phrase, _ in entries:
            parts = phrase.split()
            head = parts.index(noun_head(phrase))
            first, last = at - head, at + len(parts) - head - 1
            if first < 0 or last >= len(self.words):
                continue
            if all(n == head or self._alike(self.words[first + n].text, part) for n, part in enumerate(parts)):
                return [t for other, t in entries if other == phrase], first, last
        return [], at, at

    @staticmethod
    def _alike(text: str, part: str) -> bool:
        """Whether a word is a form of a lexicon's word, by its beginning."""
        return text.startswith(part[: max(3, len(part) - 3)])

    def _local(self, at: int, clause: Clause) -> Roles:
        """The actors of the noun's own phrase."""
        roles = Roles()
        stop = next((n for n in range(at + 1, clause.stop) if self.words[n].finite), clause.stop)
        for slot in self.slots:
            if slot.host == at:
                (roles.inside if slot.place == "within" else roles.owner).append(slot.mention)
            elif (
                slot.place in ("of", "within")
                and at < slot.host <= at + _FAR
                and not self.other_noun(at, slot.host + 1)
            ):
                roles.owner.append(slot.mention)
            elif at < slot.first < min(stop, at + _FAR) and not self.other_noun(at, slot.first):
                if slot.place == "goal":
                    roles.dative.append(slot.mention)
                elif slot.place in PLACES:
                    getattr(roles, PLACES[slot.place]).append(slot.mention)
                elif slot.place == "free" and "dative" in slot.cases and "nominative" not in slot.cases:
                    roles.dative.append(slot.mention)
                elif slot.place == "free" and slot.cases == frozenset({"instrumental"}):
                    roles.agent.append(slot.mention)
        following = next((c for c in self.clauses if c.first > clause.first), None)
        if following is not None and not (roles.owner or roles.inside) and self._carried_by_participle(following, at):
            roles.owner += [slot.mention for slot in following.slots if slot.place in ("free", "of")]
        if not (roles.owner or roles.dative or roles.against):
            # What one is concerned about is another event; its doers are those meant.
            roles.theme = [s.mention for s in self.slots if s.place in ("of", "within") and at < s.host <= at + _FAR]
        if len(roles.dative) and roles.setting and not roles.owner:
            roles.owner, roles.setting = roles.setting, []
        return roles

    def _carried_by_participle(self, clause: Clause, at: int) -> bool:
        """Whether the clause behind a noun says by whom it was done (пуск, произведённый X)."""
        word = self.words[clause.first]
        close = clause.first - at <= _FAR and not self.other_noun(at, clause.first)
        return close and word.form == "passive" and word.lemma in load_lexicon("ru").grammar.carriers

    def _carrier(self, at: int, first: int, clause: Clause) -> int | None:
        """The verb that lets the noun take place: the nearest in its clause, unless a preposition keeps it away."""
        grammar = load_lexicon("ru").grammar
        carrying = {*grammar.carriers, *grammar.unreal_carriers, *grammar.planning_carriers, *grammar.negative_carriers}
        carrying.update(word for trigger in load_lexicon("ru").triggers for word in trigger.carried)
        before = self.words[first - 1].text if first > clause.first else ""
        about = self._about(first)
        if self._taken_for_granted(first, clause) or (about is not None and self.words[about - 1].kind != "verb"):
            return None
        if before in grammar.cases and before not in ("с", "со", "на", "в", "о"):
            return None
        verbs = [
            n
            for n in range(clause.first, clause.stop)
            if self.words[n].kind == "verb" and self.words[n].lemma in carrying
        ]
        near = [n for n in verbs if abs(n - at) <= _FAR and not self._kept_apart(n, at)]
        return min(near, key=lambda n: abs(n - at)) if near else None

    def _kept_apart(self, verb: int, at: int) -> bool:
        """Whether another predicate or event noun stands between a verb and a noun."""
        low, high = min(verb, at), max(verb, at)
        finite = any(self.words[n].finite for n in range(low + 1, high))
        return finite or (verb < at and self.other_noun(low, high))

    def _taken_for_granted(self, first: int, clause: Clause) -> bool:
        """Whether a phrase like "in connection with" stands before the noun."""
        head = self.text[self.words[clause.first].start : self.words[first].start]
        return granting().search(head) is not None

    def _carried_reality(self, carrier: int, clause: Clause) -> Reality:
        grammar, word = load_lexicon("ru").grammar, self.words[carrier]
        reality = self.real(carrier, clause)
        if reality == "negated" and word.lemma in grammar.unreal_carriers:
            # Не исключает: it may come to that.
            return "hypothetical"
        if word.lemma in grammar.carriers or reality != "actual":
            return reality
        if word.lemma in grammar.planning_carriers:
            return "planned"
        return "negated" if word.lemma in grammar.negative_carriers else "hypothetical"

    def _is_subject(self, carrier: int) -> bool:
        """Whether the event is what the verb is about: talks took place."""
        verb = self.words[carrier]
        reflexive = verb.text.endswith(("ся", "сь"))
        return reflexive or verb.form in ("short", "passive") or verb.lemma in ("пройти", "проходить", "прийти")

    def _with_carrier(self, local: Roles, carrier: int, clause: Clause) -> Roles:
        around = self.around(carrier, clause, passive=False)
        local.subject, local.lent = around.subject, around.lent
        if self.words[carrier].lemma in load_lexicon("ru").clauses.light.get("receiving", ()):
            # Who receives it is the one it is done to.
            giving = [*local.owner, *local.inside, *local.setting, *around.setting, *around.agent]
            local.subject, local.dative, local.owner, local.inside = giving, around.subject, [], []
            return local
        for place in ("dative", "against", "comitative", "agent", "setting", "earlier"):
            here, there = getattr(local, place), getattr(around, place)
            setattr(local, place, list(dict.fromkeys([*here, *there])))
        local.object = around.object
        local.theme = list(dict.fromkeys([*local.theme, *around.theme]))
        local.theme = [m for m in local.theme if m not in local.owner and m not in local.inside]
        return local

    def _doers_of_bare(self, first: int, clause: Clause) -> list[Mention]:
        """Who did what a verb reacts to: whom its clause names besides its subject; else its subject."""
        verb = next((n for n in range(clause.first, first) if self.words[n].finite), None)
        if verb is not None and self._deplores(self.words[verb]):
            around = self.around(verb, clause, passive=False)
            return [*around.dative, *around.against, *around.object] or []
        return list(clause.subject)

    @staticmethod
    def _deplores(word: Word) -> bool:
        reacting = any(trigger.plover in _DEPLORING for trigger in tables()[0].get(word.lemma, ()))
        return reacting or word.lemma in load_lexicon("ru").grammar.speech

    def _reported(self, about: int, clause: Clause) -> bool:
        """Whether a verb of saying, told as done, stands before "about"."""
        word = self.words[about - 1]
        said = word.kind == "verb" and word.lemma in load_lexicon("ru").grammar.speech
        return said and self.real(about - 1, clause) == "actual"

    def _bare_reality(self, at: int, first: int, clause: Clause) -> Reality | None:
        head = self.text[self.words[clause.first].start : self.words[first].start]
        for reality, pattern in nominal_patterns():
            if pattern.search(head):
                return reality
        about = self._about(first)
        if about is not None and self._reported(about, clause):
            return "actual"
        verbs = tables()[0]
        governing = [
            self.words[n]
            for n in range(max(clause.first, first - _FAR), first)
            if self.words[n].kind == "verb"
            and any(t.plover in _DEPLORING and t.frame != "joint" for t in verbs.get(self.words[n].lemma, ()))
        ]
        if governing:
            return "actual"
        verb = next((n for n in range(at + 1, clause.stop) if self.words[n].finite), None)
        if verb is not None and "nominative" in self.words[at].cases and self.words[verb].form == "past":
            between = any(s.place == "free" and at < s.first < verb for s in clause.slots)
            return None if between else "actual"
        return None
