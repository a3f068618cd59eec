"""Which date of a Japanese sentence belongs to which event, by what the date stands with."""

from __future__ import annotations

from collections.abc import Callable

from shiome.reading.coding.dates.find import DateMention
from shiome.reading.coding.japanese.arguments import Clauses
from shiome.reading.coding.japanese.attachment import NOWHERE

_TIMELY = frozenset(
    {
        "",
        "topic",
        "too",
        "dative",
        "dative_topic",
        "place",
        "place_topic",
        "occasion",
        "means",
        "from",
        "until",
        "about",
        "subject",
        "coordination",
    }
)
"""Cases of a noun whose date is that of the predicate too (at the summit of June …); the date of an object is its own."""
_FAR = 9


class Dating:
    """The dates of a sentence and the phrases that each of them dates."""

    def __init__(
        self, clauses: Clauses, dates: tuple[DateMention, ...], *, tells: Callable[[int], bool] = lambda _: False
    ) -> None:
        self.clauses = clauses
        self.links = clauses.links
        self.dates = dates
        self._tells = tells
        self._scopes = [self._scope(found) for found in dates]

    def pick(self, at: int, governor: int, start: int, *, furthest: int = 8) -> DateMention | None:
        """The date of an event told in phrase ``at`` under the predicate ``governor``; ``start`` is where its word begins.

        ``furthest`` limits how far the date may stand: 1 with the event's own noun phrase, 2 with its predicate too.
        """
        outer = self._outside(at)
        if outer != NOWHERE:
            return self.pick(outer, outer, start, furthest=furthest)
        best: tuple[int, int] | None = None
        chosen: DateMention | None = None
        for found, scope in zip(self.dates, self._scopes, strict=True):
            rank = self._rank(scope, at, governor)
            if rank == 3 and found.start > start:
                # A date in a clause behind is not that of the clause before it.
                rank = _FAR if self.links.relation[governor] == "clause" else 5
            if rank > furthest:
                continue
            distance = start - found.end if found.end <= start else 1_000 + found.start - start
            if best is None or (rank, distance) < best:
                best, chosen = (rank, distance), found
        return chosen

    def _rank(self, scope: list[int], at: int, governor: int) -> int:
        if at in scope[:1]:
            return 0
        if at in scope:
            return 1
        if self._of_its_clause(scope, at):
            return 1
        if governor in scope:
            return 5 if scope[-1] == governor and self._of_object(scope) else 2
        chain = self._chain(governor)
        if any(phrase in chain for phrase in scope):
            return 3
        if self._leads_here(scope, governor):
            return 4
        if any(self._of_its_clause(scope, child) for child in self.links.children[governor]):
            return 6
        return _FAR

    def _of_object(self, scope: list[int]) -> bool:
        """「条約（3月）を結び」: a date in brackets behind an object is that of the predicate only for want of another."""
        cases = (self.clauses.case(at) for at in scope[:-1])
        return bool(self.clauses.chunks[scope[0]].note) and "object" in cases

    def _of_its_clause(self, scope: list[int], noun: int) -> bool:
        """Whether the date stands in the clause that goes with a noun: 「3月に署名した条約」."""
        last = scope[-1] if scope else NOWHERE
        if last == NOWHERE or not self.clauses.chunks[last].adnominal:
            return False
        head = self.links.head[last]
        while self._tells(last) and head not in (noun, NOWHERE) and not self.clauses.chunks[head].predicate:
            # 「3月に開かれた経済分野のXY会合」: the clause goes with the event, not with what only describes it.
            if self.links.relation[head] not in ("attribute", "list", "beside"):
                break
            head = self.links.head[head]
        return head == noun

    def _leads_here(self, scope: list[int], governor: int) -> bool:
        """Whether a clause that the date stands in comes before the event's own: 「3月に訪問し、会談した」."""
        for phrase in scope:
            at, passed = phrase, 0
            while passed < len(self.clauses.chunks) and self.links.relation[at] in ("clause", "quote"):
                at, passed = self.links.head[at], passed + 1
                if at in (governor, *self._chain(governor)):
                    return True
        return False

    def _chain(self, governor: int) -> list[int]:
        """The predicates that a clause is part of."""
        chain: list[int] = []
        at = governor
        while at != NOWHERE and len(chain) < len(self.clauses.chunks):
            at = self.links.head[at]
            if at != NOWHERE:
                chain.append(at)
        return chain

    def _scope(self, found: DateMention) -> list[int]:
        """The phrases that the date dates, the nearest first."""
        chunks = self.clauses.chunks
        at = next((n for n in range(len(chunks) - 1, -1, -1) if chunks[n].start <= found.start), NOWHERE)
        scope: list[int] = []
        if at != NOWHERE and chunks[at].note and self.links.head[at] == NOWHERE:
            # A date alone in brackets dates what stands before them.
            scope.append(at)
            at = self._before_note(at)
        while at not in (NOWHERE, *scope):
            scope.append(at)
            relation, head = self.links.relation[at], self.links.head[at]
            if chunks[at].predicate or relation in ("list", "") or head == NOWHERE:
                break
            noted = len(scope) > 1 and chunks[scope[0]].note and self.clauses.case(at) == "object"
            if relation == "argument" and self.clauses.case(at) not in _TIMELY and not noted:
                break
            at = head
        return scope

    def _outside(self, at: int) -> int:
        """The clause that a clause in brackets stands behind: without a date of its own it happens when that does."""
        chunk = self.clauses.chunks[at]
        if not chunk.note or any(
            self.clauses.chunks[s].note == chunk.note for scope in self._scopes for s in scope[:1]
        ):
            return NOWHERE
        outer = self._before_note(at)
        return outer if outer >= 0 and self.clauses.chunks[outer].predicate else NOWHERE

    def _before_note(self, at: int) -> int:
        note = self.clauses.chunks[at].note
        while at >= 0 and self.clauses.chunks[at].note == note:
            at -= 1
        return at
