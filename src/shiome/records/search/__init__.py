"""Full text in five languages, the same on every database.

A passage becomes *tokens* (:func:`tokens_of`): Han, kana and Hangul as overlapping pairs of characters, other scripts as stems
and pairs of stems. A query becomes *terms* (:func:`parse_query`), each with the tokens a passage must have. The database
finds candidates by tokens; :func:`find_spans` then finds the terms themselves in the raw text, whatever line breaks, widths
and spaces lie between. Nothing that a user typed reaches the database's own query language.
"""

from shiome.records.search.matching import find_spans, hidden_spans, snippet_of
from shiome.records.search.query import Query, Term, parse_query
from shiome.records.search.tokens import language_token, tokens_of

__all__ = [
    "Query",
    "Term",
    "find_spans",
    "hidden_spans",
    "language_token",
    "parse_query",
    "snippet_of",
    "tokens_of",
]
