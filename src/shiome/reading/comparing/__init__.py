"""Comparing the wording of official texts, in one language or across languages, and over a series of texts.

``compare`` aligns two texts and tells what was kept, added, dropped, replaced, strengthened or weakened; ``history`` follows one
term through a series; ``as_text`` and ``as_html`` show a comparison; ``wordings`` proposes records of it.
"""

from __future__ import annotations

from shiome.reading.comparing.comparison import compare
from shiome.reading.comparing.forms import Form
from shiome.reading.comparing.history import TermHistory, history
from shiome.reading.comparing.model import Change, Comparison, Pair, Piece, Section
from shiome.reading.comparing.rendering import as_html, as_text
from shiome.reading.comparing.terms import TermBank
from shiome.reading.comparing.wordings import wordings

__all__ = [
    "Change",
    "Comparison",
    "Form",
    "Pair",
    "Piece",
    "Section",
    "TermBank",
    "TermHistory",
    "as_html",
    "as_text",
    "compare",
    "history",
    "wordings",
]
