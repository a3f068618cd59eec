"""A text checked against the shared words: departures, and formulas that it weakens or drops."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from shiome.coordination.terms.departures import DepartureFinder
from shiome.coordination.terms.formulas import STRONGEST, formula_of
from shiome.coordination.terms.model import TermCheck
from shiome.reading.comparing.terms import TermBank
from shiome.reading.comparing.units import date_of, units_of
from shiome.region.pack import Pack
from shiome.region.schema.words import WordingLadder

if TYPE_CHECKING:
    from shiome.reading.actors import ActorResolver
    from shiome.reading.text.document import TextDocument


class TermChecker:
    """Checks texts of a region; made once for any number of them.

    Parameters
    ----------
    pack:
        The region with its term bank and ladders of wording.
    bank, resolver:
        The bank as comparison uses it, and what recognises actors.
    today:
        The day that counts for a text without a date.
    """

    def __init__(self, pack: Pack, bank: TermBank, resolver: ActorResolver, *, today: date) -> None:
        self._bank = bank
        self._today = today
        self._ladders = pack.entries("wording_ladders", WordingLadder)
        self._finder = DepartureFinder(pack, bank, resolver)

    def check(self, document: TextDocument, *, baseline: TextDocument | None = None) -> TermCheck:
        """Check a text.

        Parameters
        ----------
        baseline:
            An earlier text whose strength of wording is to be kept; the strongest wording is expected without one, and where the
            earlier text has no such formula.
        """
        on = date_of(document) or self._today
        units = units_of(document, self._bank, on=on)
        said = {} if baseline is None else self.rungs(baseline)
        return TermCheck(
            file=document.file_name,
            language=document.language,
            when=document.metadata.dated.value if document.metadata.dated else "",
            departures=tuple(self._finder.find(document, units, on=on)),
            formulas=tuple(
                formula_of(document, units, ladder, expected=said.get(ladder.id, STRONGEST))
                for ladder in self._ladders.values()
            ),
        )

    def rungs(self, document: TextDocument) -> dict[str, int]:
        """The strongest rung that a text says, by ladder; ladders that it says nothing of are left out."""
        units = units_of(document, self._bank, on=date_of(document) or self._today)
        found = {name: formula_of(document, units, ladder).rung for name, ladder in self._ladders.items()}
        return {name: rung for name, rung in found.items() if rung is not None}
