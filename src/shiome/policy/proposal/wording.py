"""Words of a proposal's texts: concepts of the term bank that they name, and departures from it.

Forms are found as they stand in the bank (preferred words, variants, words to avoid), the longest first, so that a word
within a longer one of another concept is not taken for itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from shiome.region.schema.common import Texts
from shiome.region.schema.words import Term

Use = Literal["word", "avoid"]


@dataclass(frozen=True)
class Form:
    """A form of the bank as it stands in a text."""

    form: str
    start: int
    uses: tuple[tuple[str, Use], ...]
    """Concept to how the form stands under it."""


@dataclass(frozen=True)
class Departure:
    """A word that the bank says to avoid."""

    field: str
    language: str
    form: str
    term: str
    preferred: tuple[str, ...]
    reason: Mapping[str, str]
    doubtful: bool
    """Whether the same word is in order under another concept: which is meant is a matter of context."""


def concepts(texts: Texts, terms: Mapping[str, Term]) -> frozenset[str]:
    """Concepts that texts name, in words to use or to avoid."""
    return frozenset(
        term for language, text in texts.items() for found in forms(text, language, terms) for term, _ in found.uses
    )


def departures(texts: Mapping[str, Texts], terms: Mapping[str, Term]) -> Iterator[Departure]:
    """Words to avoid in named texts, in their order."""
    for field, by_language in texts.items():
        for language, text in by_language.items():
            for found in forms(text, language, terms):
                avoided = [term for term, use in found.uses if use == "avoid"]
                if not avoided:
                    continue
                term = terms[avoided[0]]
                doubtful = len(avoided) < len(found.uses)
                preferred = term.preferred.get(language, ())
                yield Departure(field, language, found.form, term.id, preferred, term.reason, doubtful)


def forms(text: str, language: str, terms: Mapping[str, Term]) -> list[Form]:
    """The bank's forms in a text, longest first where they overlap, in the order of the text."""
    words = tuple(_words(term, language) for term in terms.values())
    pattern, uses = _compiled(words)
    if pattern is None:
        return []
    return [Form(match[0], match.start(), uses[match[0]]) for match in pattern.finditer(_plain(text))]


_Words = tuple[str, tuple[str, ...], tuple[str, ...]]
_Uses = dict[str, tuple[tuple[str, Use], ...]]


def _words(term: Term, language: str) -> _Words:
    words = (*term.preferred.get(language, ()), *term.variants.get(language, ()))
    return term.id, words, term.avoid.get(language, ())


@lru_cache(maxsize=16)
def _compiled(bank: tuple[_Words, ...]) -> tuple[re.Pattern[str] | None, _Uses]:
    uses: dict[str, dict[tuple[str, Use], None]] = {}
    for term, words, avoided in bank:
        for form in words:
            uses.setdefault(_plain(form), {})[term, "word"] = None
        for form in avoided:
            uses.setdefault(_plain(form), {})[term, "avoid"] = None
    ordered = sorted(uses, key=lambda form: (-len(form), form))
    pattern = re.compile("|".join(map(_edged, ordered))) if ordered else None
    return pattern, {form: tuple(found) for form, found in uses.items()}


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _edged(form: str) -> str:
    """A form in Latin letters is a word of its own, also between characters of other scripts; other forms stand anywhere."""
    escaped = re.escape(form)
    return rf"(?<![0-9a-z]){escaped}(?![0-9a-z])" if form.isascii() else escaped
