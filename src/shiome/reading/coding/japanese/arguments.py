"""Who stands where in a Japanese sentence: the actors of predicates and of event nouns, and who is only understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates.find import DateMention, alternatives
from shiome.reading.coding.frames import Arguments
from shiome.reading.coding.japanese.attachment import NOWHERE, Attachment
from shiome.reading.coding.japanese.chunks import Chunk
from shiome.reading.lexicon import load_lexicon

_PLACES: dict[str, str] = {
    "topic": "subject",
    "too": "subject",
    "subject": "subject",
    "object": "object",
    "dative": "dative",
    "dative_topic": "dative",
    "against": "against",
    "against_topic": "against",
    "comitative": "comitative",
    "agent": "agent",
    "from": "origin",
    "together": "companions",
    "place_topic": "setting",
    "viewpoint": "setting",
    "capacity": "setting",
}
_OF_NOUN: dict[str, str] = {
    "genitive": "genitive",
    "comitative": "comitative",
    "against": "against",
    "dative": "dative",
    "agent": "agent",
    "from": "agent",
    "about": "theme",
    "coordination": "genitive",
}
_LISTED = frozenset({"topic", "too", "subject", "object", "genitive", "dative", "agent", "means", "place", "occasion"})
_ACTING = frozenset({"topic", "too", "subject", "together", "agent", "comitative", "against"})


@dataclass(frozen=True, slots=True)
class Subject:
    """Who does what a predicate tells."""

    mentions: tuple[Mention, ...] = ()
    inherited: bool = False
    """Not named with the predicate itself."""
    named: bool = False
    """Something stands in the subject's place, whether an actor or not."""
    owners: tuple[Mention, ...] = ()
    """Whose it is, where the subject is no actor (Xの艦艇が)."""
    clause: bool = False
    """Inherited from a clause before it."""


NOBODY = Subject()


@lru_cache(maxsize=1)
def _head_pattern() -> re.Pattern[str]:
    """What may follow an actor's name in a phrase that still names the actor."""
    heads = alternatives(load_lexicon("ja").grammar.actor_heads)
    titles = alternatives(load_lexicon("ja").grammar.title_ends)
    return re.compile(
        rf"(?:{heads}|[駐在]\w{{1,2}}(?=大使|公使|武官)|[一-龠ァ-ヶー]{{1,10}}?(?:{titles})"
        r"|[IVXⅠⅡⅢ\d期第新前元現両\s　（）()」』”\"・])*"
    )


class _Words(msgspec.Struct, frozen=True):
    bodies: tuple[str, ...]
    """What speaks for the state before it (Xの国営放送)."""
    content: frozenset[str]
    thought: frozenset[str]
    without: tuple[str, ...]
    initiative: tuple[str, ...]


@lru_cache(maxsize=1)
def _word_lists() -> _Words:
    grammar = load_lexicon("ja").grammar
    return _Words(
        bodies=tuple(head for head in grammar.actor_heads if len(head) > 1),
        content=frozenset(grammar.content_nouns),
        thought=frozenset(grammar.thought),
        without=grammar.without,
        initiative=grammar.initiative,
    )


class Clauses:
    """The phrases of a sentence with the actors that stand in them."""

    def __init__(
        self, text: str, chunks: list[Chunk], *, places: frozenset[str], dates: Sequence[DateMention] = ()
    ) -> None:
        self.text = text
        self.chunks = chunks
        self._places = places
        self._times = {found.end for found in dates}
        self._named: list[list[Mention]] = [self._mentions(chunk) for chunk in chunks]
        self._head_of: list[list[Mention]] = [self._own_heads(position) for position in range(len(chunks))]
        self.links = Attachment(chunks, self._alike, _word_lists().thought)
        self._subjects: dict[int, Subject] = {}
        self._heads: dict[int, list[Mention]] = {}

    # ------------------------------------------------------------------ actors of a noun phrase

    def _mentions(self, chunk: Chunk) -> list[Mention]:
        return [m for m in chunk.mentions if m.actors and m.actors[0] not in self._places and m.affix != "place"]

    def _own_heads(self, position: int) -> list[Mention]:
        chunk = self.chunks[position]
        return [
            mention
            for mention in self._named[position]
            if _head_pattern().fullmatch(self.text, mention.end, max(chunk.content_end, mention.end))
            # A capital stands for its government only where it acts; elsewhere it is the place.
            and (not mention.metonym or chunk.case in _ACTING or not chunk.case)
        ]

    def _alike(self, position: int, other: int) -> bool:
        """Whether two neighbouring phrases may be members of a list: both actors, or neither."""
        first, second = self.chunks[position], self.chunks[other]
        here, there = bool(self._head_of[position]), bool(self._head_of[other])
        if here or there:
            return (here or self._is_place(first)) and (there or self._is_place(second))
        timed = first.content_end in self._times or second.content_end in self._times
        if timed or first.tokens[-1].surface in _word_lists().content:
            return False
        if first.case == "comitative":
            return second.case in _LISTED and first.quote == first.outer
        return first.tokens[0].part != "number" and "number" not in (first.tokens[-1].part, second.tokens[-1].part)

    def _is_place(self, chunk: Chunk) -> bool:
        return any(m.actors and m.actors[0] in self._places and m.end == chunk.content_end for m in chunk.mentions)

    def heads(self, position: int) -> list[Mention]:
        """The actors that the phrase names, with those it is listed with."""
        if position in self._heads:
            return self._heads[position]
        found: list[Mention] = []
        for child in self.links.children[position]:
            if self.links.relation[child] == "list":
                found += self.heads(child)
        found += self._head_of[position] or self._owner_of_body(position)
        if self.case(position) not in _ACTING:
            found = [mention for mention in found if not mention.metonym]
        self._heads[position] = found
        return found

    def _owner_of_body(self, position: int) -> list[Mention]:
        """「Xの国営放送」: the body speaks for X."""
        if self._named[position]:
            return []
        owner = next((c for c in self.links.children[position] if self._may_own(c)), NOWHERE)
        if owner == NOWHERE:
            return []
        chunk = self.chunks[position]
        words = self.text[chunk.start : chunk.content_end].strip(" 　「」『』両")
        return self._head_of[owner] if words.endswith(_word_lists().bodies) else []

    def _may_own(self, child: int) -> bool:
        tied = self.links.relation[child] in ("attribute", "beside") and self.chunks[child].kind == "noun"
        return tied and bool(self._head_of[child])

    def insiders(self, position: int) -> list[Mention]:
        """The actors within a phrase that names something else."""
        return [m for m in self._named[position] if m not in self._head_of[position]]

    def around(self, position: int) -> list[Mention]:
        """All actors in a noun phrase with everything that describes it."""
        found: list[Mention] = []
        for child in self.links.children[position]:
            if self.links.relation[child] != "argument" or self.chunks[position].predicate:
                found += self.around(child)
        return found + self._named[position]

    def around_here(self, position: int) -> list[Mention]:
        """All actors in one phrase."""
        return self._named[position]

    def case(self, position: int) -> str:
        """Case of a phrase; a member of a list has that of the list."""
        chunk, relation = self.chunks[position], self.links.relation[position]
        if relation == "list" or (relation == "beside" and not chunk.case):
            return self.case(self.links.head[position])
        return chunk.case

    def phrase_start(self, position: int) -> int:
        """Offset at which the noun phrase that ends in this phrase begins."""
        start = self.chunks[position].start
        for child in self.links.children[position]:
            if self.links.relation[child] in ("attribute", "beside", "list"):
                start = min(start, self.phrase_start(child))
        return start

    def phrase(self, position: int) -> str:
        """The words of a noun phrase."""
        return self.text[self.phrase_start(position) : self.chunks[position].content_end]

    # ------------------------------------------------------------------ arguments

    def arguments(self, position: int, case: str) -> list[int]:
        """The phrases that a predicate governs in a case."""
        return [
            child
            for child in self.links.children[position]
            if self.links.relation[child] == "argument" and self.case(child) == case
        ]

    def of_predicate(self, position: int) -> Arguments:
        """The actors of a predicate, by case."""
        found = Arguments()
        before: list[Mention] = []
        for child in self.links.children[position]:
            relation = self.links.relation[child]
            if relation == "argument":
                self._take(found, child)
            elif relation == "clause" and not self.chunks[child].embedded:
                found.earlier = self._goals_of(child)
                before = list(self._own_subject(child).mentions)
            elif relation == "quote":
                found.quoted.extend(self._told_of(child))
        subject = self.subject(position)
        if before and subject.named and not subject.clause and not set(before) & set(subject.mentions):
            # 「Xは提案したが、Yは応じず」: another doer answers the one before.
            found.earlier = before
        found.subject = list(subject.mentions)
        found.inherited, found.named = subject.inherited, subject.named
        found.owners = list(subject.owners)
        topics = [m for child in self.arguments(position, "topic") for m in self.heads(child)]
        found.setting += [m for m in topics if m not in found.subject]
        if subject.named:
            # A phrase with も beside a subject is anything but the subject.
            also = [m for child in self.arguments(position, "too") for m in self.heads(child)]
            found.object += [m for m in also if m not in found.subject]
        return found

    def _take(self, found: Arguments, at: int) -> None:
        case, heads = self.case(at), self.heads(at)
        chunk = self.chunks[at]
        if case == "place" and self.text[chunk.start : chunk.content_end].endswith(_word_lists().initiative):
            # 「X主導で」
            case, heads = "agent", self.around(at)
        place = _PLACES.get(case)
        if place == "subject":
            return
        if place and heads:
            getattr(found, place).extend(heads)
        elif case == "place" and heads:
            found.setting.extend(heads)
        elif case == "agent":
            found.agent.extend(self.around(at))
        elif place in ("object", "dative", "against"):
            found.theme.extend(self.around(at))
        elif place == "setting" or case in ("place", "occasion", "means", "about"):
            found.backdrop.extend(m for m in self.around(at) if not m.metonym)
            found.partners.extend(self._met(at))
        elif not place and not self.chunks[at].case:
            found.backdrop.extend(heads)

    def _met(self, position: int) -> list[Mention]:
        """「Xとの会談で」: with whom."""
        return [
            mention
            for child in self.links.children[position]
            if self.chunks[child].case == "comitative" and self.chunks[child].attributive
            for mention in self.heads(child)
        ]

    def _told_of(self, position: int) -> list[Mention]:
        """The actors in the subject of what is said."""
        for case in ("subject", "topic"):
            for child in self.arguments(position, case):
                if found := self.around(child):
                    return found
        return []

    def _goals_of(self, position: int) -> list[Mention]:
        for case in ("dative", "against", "comitative", "object"):
            for child in self.arguments(position, case):
                if heads := self.heads(child):
                    return heads
        return []

    def subject(self, position: int) -> Subject:
        """Who does what the predicate tells: named with it, with a clause before it, by the noun it goes with, or around it."""
        own = self._own_subject(position)
        if own.mentions or (own.named and not own.clause):
            return own
        within = self._from_within(position)
        if within.mentions:
            return within
        at, climbed = position, 0
        while climbed < len(self.chunks):
            at, climbed = self.links.head[at], climbed + 1
            if at == NOWHERE:
                break
            if self.chunks[at].predicate:
                outer = self._own_subject(at)
                if outer.mentions:
                    return Subject(outer.mentions, inherited=True)
        return own

    def _from_within(self, position: int) -> Subject:
        """「Xが島を囲む演習を行い」: a subject at the head of the clause that stands nearest to a verb before a noun."""
        arguments = [c for c in self.links.children[position] if self.links.relation[c] == "argument"]
        for child in arguments:
            for inner in self.links.children[child]:
                if self.links.relation[inner] == "attribute" and self.chunks[inner].predicate:
                    found = self._own_subject(inner)
                    first = self.links.children[inner][:1]
                    if first and self.case(first[0]) == "subject" and not found.inherited:
                        return Subject(found.mentions, inherited=True, clause=True)
        return NOBODY

    def _own_subject(self, position: int) -> Subject:
        if position not in self._subjects:
            self._subjects[position] = NOBODY
            self._subjects[position] = self._find_subject(position)
        return self._subjects[position]

    def _find_subject(self, position: int) -> Subject:
        named = [*self.arguments(position, "subject"), *self._genitive_subjects(position)]
        topics = self.arguments(position, "topic")
        too = [] if any(self.around(child) for child in topics) else self.arguments(position, "too")
        for child in [*reversed(named), *reversed(topics), *reversed(too)]:
            if heads := self.heads(child):
                return Subject(tuple(heads), named=True)
        if named or topics:
            owners = next((o for c in (*named, *topics) if (o := self.around(c))), [])
            related = self._of_clauses(position)
            if topics and not named and related.mentions:
                # 「…したが、態度は変えず」: a topic that is no actor may well be an object.
                return related
            return Subject(named=True, owners=tuple(owners))
        for child in self.arguments(position, ""):
            # 「米韓、指針に署名」: a chronicle leaves the particle out.
            if self.chunks[child].comma and (heads := self.heads(child)):
                return Subject(tuple(heads), named=True)
        if self.chunks[position].adnominal:
            relative = self._of_relative(position)
            if relative.mentions or relative.named:
                return relative
        return self._of_clauses(position)

    def _genitive_subjects(self, position: int) -> list[int]:
        if self.chunks[position].tokens[0].part != "verb":
            return []
        relation = self.links.relation
        return [
            child
            for child in self.links.children[position]
            if relation[child] == "attribute" and self.chunks[child].case == "genitive"
        ]

    def _of_clauses(self, position: int) -> Subject:
        """The subject of the clause before, which a list of clauses does not repeat, or of what is said (Xは…したと述べた)."""
        for child in reversed(self.links.children[position]):
            if self.links.relation[child] in ("clause", "quote") and not self.without(child):
                found = self._own_subject(child)
                if not found.mentions and self.links.relation[child] == "quote":
                    found = self._first_named(child) or found
                if found.mentions or found.owners:
                    return Subject(found.mentions, inherited=True, named=found.named, owners=found.owners, clause=True)
        return NOBODY

    def without(self, position: int) -> bool:
        """「Xは名指しせずに」: what stands as topic of such a clause is left out of it, and of what follows."""
        chunk = self.chunks[position]
        return chunk.predicate and self.text[chunk.start : chunk.end].endswith(_word_lists().without)

    def _first_named(self, said: int) -> Subject | None:
        """「Xが…である、と述べた」: the first actor of what is said, if it stands before all else, says it."""
        first = self._leftmost(said)
        for position in range(first, min(first + 3, said)):
            if self.case(position) in ("subject", "topic") and (heads := self.heads(position)):
                return Subject(tuple(heads), named=True)
        return None

    def _leftmost(self, position: int) -> int:
        return min([position, *(self._leftmost(child) for child in self.links.children[position])])

    def _of_relative(self, position: int) -> Subject:
        """「Xを非難したY」: the noun that the clause goes with is its doer, unless it is what was done or only names a time."""
        noun = self.links.head[position]
        if noun == NOWHERE:
            return NOBODY
        if heads := self.heads(noun):
            return Subject(tuple(heads), named=True)
        content = _word_lists().content
        words = self.chunks[noun].tokens
        if any(token.surface in content for token in words):
            return NOBODY
        if self.arguments(position, "object"):
            return Subject(named=True, owners=tuple(self.around(noun)) if self._is_relation(noun) else ())
        return NOBODY

    def _is_relation(self, noun: int) -> bool:
        """「…を強めた露朝関係」: a relation between states stands for them."""
        return any(len(mention.actors) > 1 for mention in self._named[noun])

    def within(self, position: int, start: int) -> Arguments:
        """The actors within the phrase of an event word that begins at ``start``."""
        found = Arguments()
        for mention in self._named[position]:
            if mention.end > start:
                if mention.affix == "visit":
                    found.dative.append(mention)
            elif mention.affix == "against":
                found.against.append(mention)
            else:
                found.modifier.append(mention)
        return found

    def of_noun(self, position: int, start: int) -> Arguments:
        """The actors of an event noun that begins at ``start``: within its phrase, and in the phrases that go with it."""
        found = self.within(position, start)
        if self.chunks[position].note:
            self._take_from_before_note(found, position)
        for child in self.links.children[position]:
            relation, chunk = self.links.relation[child], self.chunks[child]
            if relation == "attribute" and chunk.predicate:
                self._take_relative(found, child)
            elif relation == "attribute" and chunk.kind == "noun":
                place = _OF_NOUN.get(chunk.case)
                heads = self.heads(child)
                if place and heads:
                    getattr(found, place).extend(heads)
                elif place == "agent":
                    found.agent.extend(self.around(child))
                elif chunk.case not in ("place", "place_topic") or not self._is_venue(child):
                    found.theme.extend(self.around(child))
            elif relation == "beside":
                found.modifier.extend(self.heads(child))
                found.theme.extend(self.insiders(child))
        if not (found.genitive or found.agent or found.modifier):
            found.genitive.extend(self._owner_of_list(position))
        return found

    def _is_venue(self, position: int) -> bool:
        """「カナダでの」 only says where; 「安保理における」 may well say against whom."""
        chunk = self.chunks[position]
        return self.text[chunk.content_end : chunk.end].strip("」』）) ").startswith("で")

    def _owner_of_list(self, position: int) -> list[Mention]:
        """「Xの砲撃、爆破」: whose the first of a list is told of is told of the others too."""
        for child in self.links.children[position]:
            if self.links.relation[child] != "list":
                continue
            for owner in self.links.children[child]:
                case = self.chunks[owner].case
                if self.links.relation[owner] != "attribute" or case not in ("genitive", "agent"):
                    continue
                heads = self.heads(owner) or (self.around(owner) if case == "agent" else [])
                if heads:
                    return heads
            if found := self._owner_of_list(child):
                return found
        return []

    def _take_from_before_note(self, found: Arguments, position: int) -> None:
        """「Xの挑発（砲撃、爆破）」: what stands in brackets is done by whom the noun before them names."""
        at = position
        while at >= 0 and self.chunks[at].note:
            at -= 1
        if at < 0 or self.chunks[at].kind != "noun":
            return
        owners = [
            m for child in self.links.children[at] if self.chunks[child].kind == "noun" for m in self.heads(child)
        ]
        found.genitive.extend(owners or self.heads(at))

    def _take_relative(self, found: Arguments, predicate: int) -> None:
        """「Xが実施した演習」: who did it is told in the clause before the noun."""
        for child in self.links.children[predicate]:
            if self.links.relation[child] != "argument":
                continue
            case = self.case(child)
            if case in ("subject", "agent"):
                found.agent.extend(self.heads(child))
            elif case in ("comitative", "against", "dative"):
                getattr(found, case).extend(self.heads(child))
