"""The text of a part of a claim, made ready for matching: folded without moving a character, with the actors named in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from shiome.futures.linking.outcomes import Part
from shiome.reading.actors import ActorResolver

Span = tuple[int, int]
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-") | {ord("’"): "'", ord("‘"): "'"}
_SEPARATE = frozenset({"en", "ru"})
"""Languages that write words apart, and say the main word of a phrase early."""


def fold(text: str) -> str:
    """Case and width folded, one character for one, so that places in it are places in ``text``.

    >>> fold("ＵＳ–Ｃhina")
    'us-china'
    """
    return "".join(_fold(character) for character in text.translate(_DASHES))


def _fold(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).casefold()
    return folded if len(folded) == 1 else character


def separates_words(language: str) -> bool:
    """Whether the language writes blanks between words, and puts the main word of a phrase first rather than last."""
    return language in _SEPARATE


@dataclass(frozen=True)
class Passage:
    """A part of a claim.

    Parameters
    ----------
    part, text:
        Which part, and its words.
    language:
        Of the text; decides where the main word of a phrase and its negation stand.
    actors:
        Actor, or state that it belongs to, to the places where it is named.
    """

    part: Part
    text: str
    language: str
    actors: Mapping[str, tuple[Span, ...]]

    @cached_property
    def folded(self) -> str:
        """The text that terms are sought in."""
        return fold(self.text)

    @cached_property
    def letters(self) -> int:
        """How many letters and digits it has."""
        return self.letters_in([(0, len(self.text))])

    def letters_in(self, spans: list[Span]) -> int:
        """How many letters and digits stand in ``spans``, each counted once."""
        places = {at for start, end in spans for at in range(start, end)}
        return sum(self.text[at].isalnum() for at in places)

    def words(self, spans: tuple[Span, ...]) -> tuple[str, ...]:
        """The words that stand there."""
        return tuple(self.text[start:end] for start, end in spans)


def passage(part: Part, text: str, *, language: str, resolver: ActorResolver, on: date) -> Passage:
    """The passage of ``text``; actors' names and offices are those valid on the day ``on``."""
    named: dict[str, list[Span]] = {}
    for mention in resolver.find(text, on=on, language=language):
        for actor in dict.fromkeys((*mention.actors, *resolver.states(mention.actors))):
            named.setdefault(actor, []).append((mention.start, mention.end))
    return Passage(part, text, language, {actor: tuple(spans) for actor, spans in named.items()})
