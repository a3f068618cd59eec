"""Words of a text that depart from the term bank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from shiome.coordination.terms.cues import cues_of, is_quoted
from shiome.coordination.terms.mending import mend_of
from shiome.coordination.terms.model import Departure, Passage, Standing
from shiome.coordination.terms.naming import Naming
from shiome.reading.comparing.phrases import Hit, outermost
from shiome.reading.comparing.terms import TermBank
from shiome.reading.comparing.units import Unit, units_of
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.meta import Region
from shiome.region.schema.words import Term
from shiome.vocabulary.edtf import parse_edtf

if TYPE_CHECKING:
    from shiome.reading.actors import ActorResolver
    from shiome.reading.text.document import TextDocument

_UNREAD = ("imprint",)
"""Roles of sentences that nobody worded."""


class DepartureFinder:
    """Finds departures in texts in any of the languages.

    Parameters
    ----------
    pack:
        The region with its term bank.
    bank:
        The bank's words as comparison finds them.
    resolver:
        Recognises actors.
    """

    def __init__(self, pack: Pack, bank: TermBank, resolver: ActorResolver) -> None:
        region: Region = pack.region
        self._principals = region.principals
        self._concern = region.concern
        self._bank = bank
        self._terms = pack.entries("terms", Term)
        self._naming = Naming(pack.entries("actors", Actor))
        # The same search, inflections and all, for the words to be avoided.
        avoided = [msgspec.structs.replace(term, preferred=term.avoid, variants={}) for term in self._terms.values()]
        self._avoided = TermBank(avoided, resolver)

    def find(self, document: TextDocument, units: Sequence[Unit], *, on: date) -> Iterator[Departure]:
        """The departures of a text in their order; ``units`` are its sentences as the bank reads them."""
        banned = units_of(document, self._avoided, on=on)
        for number, (unit, other) in enumerate(zip(units, banned, strict=True)):
            if unit.role in _UNREAD:
                continue
            before = [each for each in units[:number] if each.paragraph == unit.paragraph]
            found = [*self._avoided_in(document, unit, other, before, on), *self._misapplied_in(document, unit)]
            yield from sorted(found, key=lambda each: (each.passage.start, each.term))

    def _avoided_in(
        self, document: TextDocument, unit: Unit, banned: Unit, before: Sequence[Unit], on: date
    ) -> Iterator[Departure]:
        for hit in outermost(banned.terms):
            term = self._terms[hit.id]
            if term.since and on < (parse_edtf(term.since).earliest or date.min):
                continue
            judged = self._judged(unit, hit, term, before)
            if judged is not None:
                yield _departure("avoided", *judged, document=document, unit=unit, hit=hit, term=term)

    def _judged(self, unit: Unit, hit: Hit, term: Term, before: Sequence[Unit]) -> tuple[Standing, str] | None:
        """How an avoided word stands, and why; ``None`` where it is no departure at all."""
        if _elsewhere(unit, hit, term.elsewhere.get(unit.language, ())):
            return None
        said_of = self._naming.said_of(unit, hit, term.of, before) if term.of else "them"
        if said_of in ("others", "nobody"):
            return None
        if reported := self._reported(unit, hit):
            return reported
        if any(other.id != hit.id and _covers(other, hit) for other in unit.terms):
            return "reported", "concept"
        in_order = any(other.id != hit.id and (other.start, other.end) == (hit.start, hit.end) for other in unit.terms)
        if in_order and self._naming.outsiders(unit, (*self._principals, *self._concern)):
            return "doubtful", "others"
        return ("doubtful", "unclear") if said_of == "unclear" else ("departure", "")

    def _reported(self, unit: Unit, hit: Hit) -> tuple[Standing, str] | None:
        start, end, cues = hit.start - unit.start, hit.end - unit.start, cues_of(unit.language)
        if is_quoted(unit.text, start, end):
            return "reported", "quoted"
        if cues.rejects(unit.text):
            return "reported", "rejected"
        if cues.tells(unit.text):
            told = self._naming.people(unit) or self._naming.outsiders(unit, (*self._principals, *self._concern))
            return ("reported" if told else "doubtful"), "told"
        return None

    def _misapplied_in(self, document: TextDocument, unit: Unit) -> Iterator[Departure]:
        for hit in unit.terms:
            term = self._terms[hit.id]
            if not term.not_of or self._naming.said_of(unit, hit, term.not_of, ()) != "them":
                continue
            if not cues_of(unit.language).applies(unit.text, hit.start - unit.start, hit.end - unit.start):
                continue
            standing, because = self._reported(unit, hit) or ("departure", "")
            yield _departure("misapplied", standing, because, document=document, unit=unit, hit=hit, term=term)


def passage_of(document: TextDocument, unit: Unit, start: int, end: int) -> Passage:
    """The words from ``start`` to ``end`` of the clean text, where they stand in the raw one."""
    raw_start, raw_end = document.clean.to_raw(start, end)
    return Passage(
        words=document.clean.clean[start:end],
        start=raw_start,
        end=raw_end,
        line=document.line_of(raw_start),
        sentence=unit.text,
    )


def _departure(
    kind: str, standing: Standing, because: str, *, document: TextDocument, unit: Unit, hit: Hit, term: Term
) -> Departure:
    start, end = hit.start - unit.start, hit.end - unit.start
    return Departure(
        kind="misapplied" if kind == "misapplied" else "avoided",
        standing=standing,
        because=because,
        term=term.id,
        language=unit.language,
        passage=passage_of(document, unit, hit.start, hit.end),
        reason=dict(term.reason or term.meaning),
        mend=None if standing == "reported" else mend_of(term, unit.language, unit.text, start, end),
        sources=term.cite,
    )


def _elsewhere(unit: Unit, hit: Hit, phrases: Sequence[str]) -> bool:
    """Whether the words of a hit are part of one of the phrases."""
    plain = unit.text.casefold()
    start, end = hit.start - unit.start, hit.end - unit.start
    for phrase in phrases:
        at = plain.find(phrase.casefold())
        while at >= 0:
            if at <= start and end <= at + len(phrase):
                return True
            at = plain.find(phrase.casefold(), at + 1)
    return False


def _covers(other: Hit, hit: Hit) -> bool:
    return other.start <= hit.start and hit.end <= other.end and (other.start, other.end) != (hit.start, hit.end)
