"""Clauses of a Korean sentence: which actors belong to which predicate, and who is only understood there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.korean.phrases import Phrase
from shiome.reading.coding.korean.predicates import Predicate
from shiome.reading.coding.uses.roles import Roles
from shiome.reading.lexicon import load_lexicon
from shiome.vocabulary.plover import Reality

_SUBJECT = ("topic", "subject")
_PLACES = {
    "object": "object",
    "dative": "dative",
    "toward": "dative",
    "against": "against",
    "comitative": "comitative",
    "agent": "agent",
    "genitive": "theme",
    "inside": "theme",
    "place": "setting",
    "from": "agent",
}


_BEING = ("있", "없")
"""조건 없는 대화: what is there, or is not, takes nobody's part."""
_AUXILIARY = re.compile(r"\s*(?:있[던는]\s*)?")
"""Between a predicate and whom it describes."""


@dataclass(slots=True)
class Clause:
    """A predicate with its actors."""

    predicate: Predicate
    start: int
    own: list[Phrase] = field(default_factory=list)
    subject: list[Mention] = field(default_factory=list)
    lent: bool = False
    """The subject belongs to another clause."""
    recalled: bool = False
    """The subject is what sentences before were about."""
    reality: Reality = "actual"
    open: bool = False
    attribution: str = ""
    described: list[Mention] = field(default_factory=list)
    """Whom the clause describes as those it was done to (억류 중인 X)."""
    inner: list[Mention] = field(default_factory=list)
    """Who does what a clause within this one tells."""
    earlier: list[Mention] = field(default_factory=list)
    """Actors of the clause before."""
    embedded: bool = False
    """That clause only describes a noun of this one."""

    @property
    def end(self) -> int:
        """Where its predicate's word ends."""
        return self.predicate.end

    def roles(self, before: int) -> Roles:
        """Its actors by the place they stand in; only those ahead of an offset, but for the subject."""
        found = Roles(subject=list(self.subject), lent=self.lent)
        for phrase in self.own:
            if phrase.case == "together" and phrase.mention.start < before:
                # Who does it with the subject does it too.
                (found.subject or found.comitative).append(phrase.mention)
            place = "theme" if phrase.attributive else _PLACES.get(phrase.case)
            if place is not None and phrase.mention.start < before:
                getattr(found, place).append(phrase.mention)
        owners = [p.mention for p in self.own if p.case == "genitive" and p.mention in found.theme]
        found.theme = owners or found.theme
        found.object = found.object or list(self.described)
        if not found.theme:
            found.theme = list(self.inner)
        found.earlier, found.embedded = list(self.earlier), self.embedded
        return found


def clauses(
    text: str, phrases: Sequence[Phrase], predicates: Sequence[Predicate], topic: Sequence[Mention]
) -> list[Clause]:
    """The clauses of a sentence in the order of their predicates."""
    return _Builder(text, phrases, topic).run(predicates)


class _Builder:
    def __init__(self, text: str, phrases: Sequence[Phrase], topic: Sequence[Mention]) -> None:
        self.text = text
        self.waiting = list(phrases)
        self.pending: list[Phrase] = []
        self.topic: list[Mention] = []
        self.subject: list[Mention] = []
        self.before = list(topic)
        """What the sentences before were about."""
        self.found: list[Clause] = []
        self.start = 0
        self.inner: list[Mention] = []
        self.earlier: list[Mention] = []
        self.embedded = False

    def run(self, predicates: Sequence[Predicate]) -> list[Clause]:
        for predicate in predicates:
            while self.waiting and self.waiting[0].mention.start < predicate.stem_end:
                self.pending.append(self.waiting.pop(0))
            self.found.append(self._clause(predicate))
        _settle_realities(self.found)
        _attribute(self.found)
        return self.found

    def _clause(self, predicate: Predicate) -> Clause:
        link = predicate.mood.link
        taken = self._taken(predicate)
        own = [phrase for phrase in taken if phrase.case not in _SUBJECT]
        clause = Clause(predicate, min([p.mention.start for p in taken], default=self.start), own)
        clause.start = min(clause.start, self.start)
        named = [phrase.mention for phrase in taken if phrase.case in _SUBJECT]
        nearest = [phrase.mention for phrase in taken if phrase.case == "subject"] or named
        clause.inner, self.inner = self.inner, []
        self._give_subject(clause, nearest, link)
        clause.earlier, clause.embedded = list(self.earlier), self.embedded
        if link == "adnominal" and nearest:
            # 북한은 한국이 제안한 …: whom a clause within says it to may be whom the sentence is about.
            clause.earlier = [phrase.mention for phrase in self.pending if phrase.case == "topic"][-1:]
        if link == "content" or (link == "adnominal" and nearest):
            self.inner = list(clause.subject)
        if link != "content" and (own or nearest):
            self.earlier = self._remembered(taken, nearest, link)
            self.embedded = link == "adnominal"
            self.start = predicate.end
            topics = [phrase.mention for phrase in taken if phrase.case == "topic"]
            self.topic = topics or self.topic
            self.subject = nearest or self.subject
        return clause

    def _remembered(self, taken: list[Phrase], nearest: list[Mention], link: str) -> list[Mention]:
        """Whom later clauses may mean without naming them."""
        own = [phrase.mention for phrase in taken if phrase.case not in _SUBJECT]
        if link == "quote":
            subject = [phrase.mention for phrase in taken if phrase.case == "subject"]
            end = next((phrase.end for phrase in taken if phrase.mention in (subject or own)[:1]), -1)
            return [phrase.mention for phrase in taken if phrase.end == end] or self.earlier
        if not own:
            return [*self.earlier, *nearest]
        owners = [phrase.mention for phrase in taken if phrase.case == "genitive"]
        return [*nearest, *(owners or own)]

    def _give_subject(self, clause: Clause, named: list[Mention], link: str) -> None:
        if named:
            clause.subject = named
            return
        head = self._head(clause.predicate) if link == "adnominal" else []
        clause.lent = True
        waiting = [phrase.mention for phrase in self.pending if phrase.case in _SUBJECT]
        if head and waiting and not clause.own:
            clause.subject, clause.described = waiting[-1:], head
            return
        if head:
            clause.subject = head
            return
        clause.subject = waiting[-1:] or self.topic or self.subject
        if not clause.subject:
            clause.subject, clause.recalled = self.before, True

    def _head(self, predicate: Predicate) -> list[Mention]:
        """The actor that a clause before it describes (파병한 북한은)."""
        if self.waiting and _AUXILIARY.fullmatch(self.text, predicate.end, self.waiting[0].mention.start):
            phrase = self.waiting[0]
            return [p.mention for p in self.waiting if p.end == phrase.end]
        return []

    def _taken(self, predicate: Predicate) -> list[Phrase]:
        """The phrases that a predicate takes as its own; the others wait for a later one."""
        link = predicate.mood.link
        pending = self.pending
        if link == "adnominal" and predicate.stem in _BEING:
            cut = len(pending)
        elif link in ("adnominal", "content"):
            cut = self._back_to_subject(pending, spare_topic=True)
        elif link in ("quote", "condition"):
            cut = self._back_to_subject(pending, spare_topic=False)
        else:
            cut = 0
        self.pending = pending[:cut]
        return pending[cut:]

    @staticmethod
    def _back_to_subject(pending: list[Phrase], *, spare_topic: bool) -> int:
        """Where the phrases of an embedded clause begin: at its own subject, behind that of the clause around it."""
        cut = 0
        for at in range(len(pending) - 1, -1, -1):
            case = pending[at].case
            if case == "subject" or (case == "topic" and not spare_topic):
                while at and pending[at - 1].end == pending[at].end:
                    at -= 1
                return at
            if case == "topic":
                cut = at + 1
                break
        if spare_topic and not any(phrase.case in _SUBJECT for phrase in pending):
            return 0
        return cut


def _settle_realities(found: list[Clause]) -> None:
    """A clause that only leads on says what the next one says that does not itself stand within another."""
    following: Clause | None = None
    main: Clause | None = None
    for clause in reversed(found):
        mood = clause.predicate.mood
        before_plan = (
            following is not None and following.predicate.mood.link == "quote" and following.reality == "planned"
        )
        if main is not None and (mood.link == "beside" or (mood.reality is None and before_plan)):
            # 비난하고 …하겠다고 위협했다: not what is promised, but what comes before the promise.
            following = main
        if mood.reality is not None:
            clause.reality, clause.open = mood.reality, mood.open
        elif following is not None:
            clause.reality, clause.open = following.reality, following.open
            if clause.reality == "negated" or following.predicate.mood.decided:
                clause.reality = "actual"
        if mood.reported:
            clause.attribution = "reported"
        if mood.link in ("chain", "beside", "final", "quote"):
            following = clause
        if mood.link in ("chain", "final"):
            main = clause


def _attribute(found: list[Clause]) -> None:
    """Who says so: the subject of the verb of saying behind a quoted clause."""
    lexicon = load_lexicon("ko")
    speech, denial = set(lexicon.grammar.speech), set(lexicon.clauses.denial)
    for at, clause in enumerate(found):
        if clause.predicate.mood.link != "quote":
            continue
        speaker = next((later for later in found[at + 1 :] if later.predicate.stem in speech), None)
        if speaker is None:
            continue
        said = speaker.subject[0].actors[0] if speaker.subject else "reported"
        for inner in [clause, *_chained_before(found, at)]:
            inner.attribution = inner.attribution or said
            if speaker.predicate.stem in denial and inner.reality == "actual":
                inner.reality = "negated"


def _chained_before(found: list[Clause], at: int) -> list[Clause]:
    chained = []
    for earlier in reversed(found[:at]):
        if earlier.predicate.mood.link not in ("chain", "adnominal", "content"):
            break
        if earlier.predicate.mood.link == "chain":
            chained.append(earlier)
    return chained
