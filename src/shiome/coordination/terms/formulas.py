"""Formulas of official texts: how strongly a text words each, and whether it weakened or dropped it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shiome.coordination.terms.departures import passage_of
from shiome.coordination.terms.model import Formula, Passage
from shiome.reading.comparing.units import Unit
from shiome.region.schema.words import WordingLadder

if TYPE_CHECKING:
    from shiome.reading.text.document import TextDocument

STRONGEST = 0
_NEAR = 80
"""Characters between a concept and what qualifies it (*in a verifiable and irreversible manner*)."""


def formula_of(
    document: TextDocument, units: Sequence[Unit], ladder: WordingLadder, *, expected: int = STRONGEST
) -> Formula:
    """How strongly a text words the formula of a ladder.

    Parameters
    ----------
    units:
        Sentences of the text as the bank reads them.
    expected:
        The rung that it should say: the strongest, or that of an earlier text.
    """
    said = sorted(
        (rung, start, end, number) for number, unit in enumerate(units) for rung, start, end in _rungs_in(unit, ladder)
    )
    if said:
        strongest = said[0][0]
        where = [(units[number], start, end) for rung, start, end, number in said if rung == strongest]
        return Formula(
            ladder=ladder.id,
            state="present" if strongest <= expected else "weakened",
            expected=expected,
            rung=strongest,
            passages=_passages(document, where),
        )
    touched = [(unit, hit.start, hit.end) for unit in units for hit in unit.terms if hit.id in ladder.matter]
    return Formula(
        ladder=ladder.id,
        state="gone" if touched else "silent",
        expected=expected,
        rung=None,
        passages=_passages(document, touched),
    )


def _rungs_in(unit: Unit, ladder: WordingLadder) -> list[tuple[int, int, int]]:
    found = []
    for number, rung in enumerate(ladder.rungs):
        found += [(number, hit.start, hit.end) for hit in unit.terms if hit.id in rung.terms]
        if rung.qualifiers:
            found += [(number, *span) for span in _qualified(unit, ladder.base, rung.qualifiers)]
    return found


def _qualified(unit: Unit, base: str, qualifiers: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the base stands with all qualifiers near it, in whatever order and construction; the whole span."""
    for hit in unit.terms:
        if hit.id != base:
            continue
        near = [
            each
            for each in unit.concepts
            if each.id in qualifiers and each.start <= hit.end + _NEAR and hit.start <= each.end + _NEAR
        ]
        if {each.id for each in near} == {*qualifiers}:
            yield min(hit.start, *(each.start for each in near)), max(hit.end, *(each.end for each in near))


def _passages(document: TextDocument, where: Sequence[tuple[Unit, int, int]]) -> tuple[Passage, ...]:
    found = {(start, end): passage_of(document, unit, start, end) for unit, start, end in where}
    return tuple(found[span] for span in sorted(found))
