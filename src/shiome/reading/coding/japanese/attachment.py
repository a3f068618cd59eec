"""Which phrase of a Japanese sentence goes with which: a shallow dependency analysis, from the end to the beginning."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from shiome.reading.coding.japanese.chunks import Chunk
from shiome.reading.coding.japanese.words import plain

Relation = Literal["argument", "attribute", "list", "clause", "quote", "adverb", "beside", ""]
"""How a phrase goes with the one it leads up to: as what a predicate governs, as what describes a noun, as a member of a list, as a
clause before another, as what is said or thought, as an adverb, or as a noun standing straight before it."""

_LISTING = frozenset({"coordination", "comitative"})
_PARTY = frozenset({"dative", "against", "comitative", "place"})
_OWNING = frozenset({"genitive", "agent"})
_TOPICS = frozenset({"topic", "too", "place_topic"})
NOWHERE = -1


class Attachment:
    """``head[i]`` is the phrase that phrase ``i`` goes with, ``relation[i]`` how; ``children`` the reverse.

    Parameters
    ----------
    chunks:
        The phrases of a sentence.
    alike:
        Whether two noun phrases may be members of one list.
    speech:
        Verbs that what is said or thought may lead up to.
    names:
        Whether a phrase names an actor.
    """

    def __init__(
        self,
        chunks: list[Chunk],
        alike: Callable[[int, int], bool],
        speech: frozenset[str],
        names: Callable[[int], bool] = lambda _: False,
    ) -> None:
        self.chunks = chunks
        self._alike = alike
        self._names = names
        self._speech = speech
        self.head = [NOWHERE] * len(chunks)
        self.relation: list[Relation] = [""] * len(chunks)
        self.children: list[list[int]] = [[] for _ in chunks]
        for position in range(len(chunks) - 2, -1, -1):
            head, relation = self._find(position)
            if head == NOWHERE:
                continue
            self.head[position], self.relation[position] = head, relation
        for position, head in enumerate(self.head):
            if head != NOWHERE:
                self.children[head].append(position)

    def _find(self, position: int) -> tuple[int, Relation]:
        chunk = self.chunks[position]
        if chunk.kind == "adverb":
            return self._predicate(position), "adverb"
        if chunk.predicate:
            return self._of_predicate(position)
        if chunk.kind == "modifier":
            return self._noun(position), "attribute"
        following = self._next(position)
        if following == NOWHERE:
            return NOWHERE, ""
        if self._lists(position, following):
            return following, "list"
        if chunk.attributive:
            between = chunk.case in _OWNING and self._names(position) and self._comes_between(following)
            return self._noun(following if between else position), "attribute"
        if chunk.case == "from" and self.chunks[following].case == "dative" and self.chunks[following].attributive:
            # 「XからYへの移転」
            return self._noun(following), "attribute"
        if not chunk.case and not chunk.comma and not self.chunks[following].predicate:
            return following, "beside"
        return self._predicate(position), "argument"

    def _comes_between(self, position: int) -> bool:
        """「XのYへの支援」, 「Xの7月の訪問」: what may stand between an actor and what is theirs."""
        chunk = self.chunks[position]
        if not chunk.attributive or self._noun(position) == NOWHERE:
            return False
        if chunk.case in _PARTY and self._names(position):
            return True
        return chunk.case == "genitive" and chunk.tokens[0].part == "number"

    def _of_predicate(self, position: int) -> tuple[int, Relation]:
        chunk = self.chunks[position]
        if chunk.adnominal:
            return self._noun(position), "attribute"
        if chunk.quoted:
            head = self._predicate(position, main=False)
            if chunk.said or (head != NOWHERE and any(plain(t.base) in self._speech for t in self.chunks[head].tokens)):
                return head, "quote"
            return head, "clause"
        if chunk.stop:
            return NOWHERE, ""
        return self._predicate(position, main=chunk.comma), "clause"

    def _lists(self, position: int, following: int) -> bool:
        """Whether a noun and the next are members of a list: X、Y / XとY / XやY."""
        chunk, later = self.chunks[position], self.chunks[following]
        if later.predicate or later.kind != "noun":
            return False
        if chunk.case == "coordination":
            return True
        bare = not chunk.case and chunk.comma
        return (bare or (chunk.case in _LISTING and not chunk.attributive)) and self._alike(position, following)

    def _visible(self, position: int, other: int) -> bool:
        """Whether two phrases stand in the same brackets and quotation marks."""
        here, there = self.chunks[position], self.chunks[other]
        return here.note == there.note and here.outer in (there.quote, there.outer)

    def _next(self, position: int) -> int:
        for at in range(position + 1, len(self.chunks)):
            if self._visible(position, at):
                return at
            if self.chunks[at].note == self.chunks[position].note and self.chunks[position].outer:
                break
        return NOWHERE

    def _noun(self, position: int) -> int:
        """The next noun; a verb made of a noun (派遣する) will do as well."""
        for at in range(position + 1, len(self.chunks)):
            if not self._visible(position, at):
                continue
            kind = self.chunks[at].kind
            if kind in ("noun", "copula") or (kind == "verb" and self.chunks[at].tokens[0].part != "verb"):
                return at
            if kind == "verb" and self.chunks[position].case == "genitive":
                # 中国の目指す秩序: the doer of the clause before a noun.
                return at
        return NOWHERE

    def _predicate(self, position: int, *, main: bool | None = None) -> int:
        """The predicate that an argument, an adverb or a clause leads up to.

        With ``main``, or by default for a topic and for what a comma parts off, predicates within larger clauses are passed over
        where one stands behind them.
        """
        chunk = self.chunks[position]
        topic = chunk.case in _TOPICS or (chunk.case == "dative_topic" and chunk.tokens[0].part == "number")
        passing = (chunk.comma or topic) if main is None else main
        first = NOWHERE
        for at in range(position + 1, len(self.chunks)):
            later = self.chunks[at]
            if not later.predicate or not self._visible(position, at):
                continue
            if later.quote != later.outer and chunk.outer == later.outer:
                # What stands before a quotation is no part of it.
                continue
            if not passing or not (later.embedded or later.supposing):
                return at
            first = at if first == NOWHERE else first
        return first
