"""English by dependencies: CoNLL-U in, clauses, and coded events with the characters they stand on."""

from __future__ import annotations

from shiome.reading.dependencies.clauses import Clause, Oblique, clauses
from shiome.reading.dependencies.coder import CoderOptions, code_sentence
from shiome.reading.dependencies.conllu import parse_sentence, read_conllu
from shiome.reading.dependencies.events import CodedEvent
from shiome.reading.dependencies.sentence import Sentence, Token

__all__ = [
    "Clause",
    "CodedEvent",
    "CoderOptions",
    "Oblique",
    "Sentence",
    "Token",
    "clauses",
    "code_sentence",
    "parse_sentence",
    "read_conllu",
]
