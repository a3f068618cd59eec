"""Shared words: departures from the term bank in a draft, formulas weakened or gone, and lines that may be said."""

from __future__ import annotations

from shiome.coordination.terms.checking import TermChecker
from shiome.coordination.terms.lines import lines_for
from shiome.coordination.terms.model import Departure, Formula, Passage, Standing, TermCheck

__all__ = ["Departure", "Formula", "Passage", "Standing", "TermCheck", "TermChecker", "lines_for"]
