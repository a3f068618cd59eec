"""Who does what a Japanese predicate tells: named with it, with a clause beside it, or by the noun it goes with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates.find import DateMention
from shiome.reading.coding.japanese.attachment import NOWHERE
from shiome.reading.coding.japanese.chunks import Chunk
from shiome.reading.coding.japanese.phrases import Phrases, phrase_words


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
_ASIDE = frozenset({"ため", "ので", "のに対し", "たら", "ば", "なら"})
"""Endings of a clause that leaves its subject behind."""


class Subjects(Phrases):
    """The phrases of a sentence, and the subjects of its predicates."""

    def __init__(
        self,
        text: str,
        chunks: list[Chunk],
        *,
        places: frozenset[str],
        dates: Sequence[DateMention] = (),
        bodies: frozenset[str] = frozenset(),
        topic: tuple[Mention, ...] = (),
    ) -> None:
        super().__init__(text, chunks, places=places, dates=dates, bodies=bodies, topic=topic)
        self._subjects: dict[int, Subject] = {}

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
                if outer.owners and at == self.links.head[position] and self.is_passive(at):
                    # 「Xの船は…したとされる」
                    return Subject(owners=outer.owners, named=True, inherited=True)
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
            owners = next((o for c in (*named, *topics) if (o := self.possessors(c))), [])
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
                if self._keeps_its_subject(child):
                    continue
                if not found.mentions and self.links.relation[child] == "quote":
                    found = self._first_named(child) or found
                if found.mentions or found.owners:
                    return Subject(found.mentions, inherited=True, named=found.named, owners=found.owners, clause=True)
        return NOBODY

    def is_aside(self, position: int) -> bool:
        """「Xが…すると、」, 「Xが…したため、」: a clause whose subject in が is its own, and not that of what follows."""
        chunk = self.chunks[position]
        if not chunk.predicate or not chunk.comma:
            return False
        last = chunk.tokens[-1].surface
        return (last == "と" and len(chunk.tokens) > 1) or chunk.supposing or last in _ASIDE

    def _keeps_its_subject(self, position: int) -> bool:
        return self.is_aside(position) and not any(
            self.heads(child) for case in ("topic", "too") for child in self.arguments(position, case)
        )

    def without(self, position: int) -> bool:
        """「Xは名指しせずに」: what stands as topic of such a clause is left out of it, and of what follows."""
        chunk = self.chunks[position]
        return chunk.predicate and self.text[chunk.start : chunk.end].endswith(phrase_words().without)

    def of_said(self, position: int) -> Subject:
        """The subject of what is said, or of a clause before it (Xが…すれば…すると警告した)."""
        return self._of_clauses(position)

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
        content = phrase_words().content
        words = self.chunks[noun].tokens
        if any(token.surface in content for token in words):
            return NOBODY
        if self.arguments(position, "object"):
            return Subject(named=True, owners=tuple(self.around(noun)) if self._is_relation(noun) else ())
        return NOBODY

    def is_passive(self, position: int) -> bool:
        """Whether a predicate stands in the passive."""
        return position != NOWHERE and any(token.base in ("れる", "られる") for token in self.chunks[position].tokens)

    def _is_relation(self, noun: int) -> bool:
        """「…を強めた露朝関係」: a relation between states stands for them."""
        return any(len(mention.actors) > 1 for mention in self._named[noun])
