"""Terms as patterns: where in a passage all parts of a term stand, close together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from shiome.futures.linking.passage import Passage, Span, fold, separates_words
from shiome.region.driver_terms import term_parts

REACH = {True: 80, False: 32}
"""Most characters from the first to the last part of a term, where words are written apart and where not."""
_LETTERS = "0-9a-zà-öø-ÿа-яё"
_CONTINUOUS = re.compile(r"[ぁ-ヿ一-鿿가-힣々]")


@dataclass(frozen=True)
class Form:
    """One form of a part of a term: an actor, or words with the longest run of letters that all their matches have in common."""

    actor: str
    words: re.Pattern[str] | None
    stem: str = ""

    def find(self, passage: Passage) -> tuple[Span, ...]:
        """Every place where it stands."""
        if self.words is None:
            return passage.actors.get(self.actor, ())
        if self.stem not in passage.folded:  # most forms stand in no given passage, and this is the quick way to see it
            return ()
        return tuple(match.span() for match in self.words.finditer(passage.folded))


@dataclass(frozen=True)
class Match:
    """Where a term stands: all its parts in the order of the text, and from where to where its words go, actors left aside."""

    spans: tuple[Span, ...]
    core: Span


@dataclass(frozen=True)
class Pattern:
    """A term."""

    term: str
    parts: tuple[tuple[Form, ...], ...]

    @property
    def stems(self) -> Iterable[str]:
        """The stems of its words: where none of them stands, the term does not."""
        return (form.stem for part in self.parts for form in part if form.words is not None)

    def find(self, passage: Passage) -> Match | None:
        """The closest places where all its parts stand; none where one is missing or too far off."""
        found: list[tuple[Span, ...]] = []
        for part in self.parts:
            places = tuple(span for form in part for span in form.find(passage))
            if not places:
                return None
            found.append(places)
        best = min((_around(anchor, found) for anchor in min(found, key=len)), key=_width)
        if _width(best) > REACH[separates_words(passage.language)]:
            return None
        words = [span for span, part in zip(best, self.parts, strict=True) if any(form.words for form in part)]
        core = (min(start for start, _ in words), max(end for _, end in words))
        return Match(tuple(sorted(set(best))), core)


def _around(anchor: Span, found: list[tuple[Span, ...]]) -> tuple[Span, ...]:
    return tuple(min(spans, key=lambda span: (_gap(anchor, span), span[0] - span[1], span)) for spans in found)


def _gap(a: Span, b: Span) -> int:
    return max(0, b[0] - a[1], a[0] - b[1])


def _width(spans: tuple[Span, ...]) -> int:
    return max(end for _, end in spans) - min(start for start, _ in spans)


@lru_cache(maxsize=16_384)
def pattern(term: str) -> Pattern:
    """The pattern of a term as :mod:`shiome.region.driver_terms` writes it."""
    return Pattern(term, tuple(tuple(_form(form) for form in part) for part in term_parts(term)))


def _form(form: str) -> Form:
    if form.startswith("@"):
        return Form(form[1:], None)
    return Form("", words_pattern(form), stem_of(form))


def stem_of(form: str) -> str:
    """The longest run of characters that stands, folded, wherever the words do.

    >>> stem_of("Summit talk*")
    'summit'
    """
    return max(fold(form).replace("*", " ").split(), key=len, default="")


class Stems:
    """Tells which of many stems stand in a text, without seeking each: those are looked at that share two characters with it."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._short: list[str] = []
        self._by_pair: dict[str, list[str]] = {}
        for stem in sorted(set(stems)):
            if len(stem) < len("ab"):
                self._short.append(stem)
            else:
                self._by_pair.setdefault(stem[:2], []).append(stem)

    def standing_in(self, folded: str) -> frozenset[str]:
        """Those that stand in a text that is folded like them."""
        pairs = {folded[at : at + 2] for at in range(len(folded) - 1)}
        shared = (stem for pair in pairs if pair in self._by_pair for stem in self._by_pair[pair])
        return frozenset(stem for stem in (*self._short, *shared) if stem in folded)


def words_pattern(form: str) -> re.Pattern[str]:
    """Words as a pattern over folded text: whole words, or anywhere in scripts that write no blanks.

    >>> bool(words_pattern("talk*").search("talking")), bool(words_pattern("talk").search("talking"))
    (True, False)
    """
    folded = fold(form)
    body = re.escape(folded).replace(r"\*", f"[{_LETTERS}]*").replace(r"\ ", r"\s+")
    if _CONTINUOUS.search(folded):
        return re.compile(body)
    # Names in letters stand in texts of other scripts without blanks: only a letter of their own kind makes another word.
    start = f"(?<![{_LETTERS}])" if folded[:1].isalnum() else ""
    return re.compile(f"{start}{body}(?![{_LETTERS}])")
