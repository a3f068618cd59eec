"""Phrases found in a row of words: by their dictionary forms, over linking words, and in running script by their letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from shiome.reading.actors.trie import Trie
from shiome.reading.comparing.segmenters import Word


class Hit(NamedTuple):
    """A phrase found. ``start``/``end`` count characters like the words it was found in."""

    start: int
    end: int
    id: str


@dataclass(slots=True)
class PhraseIndex:
    """Phrases to identifiers, for one language."""

    linkers: frozenset[str] = frozenset()
    """Forms that are passed over, in the phrase and between the words of a text."""
    _by_first: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    _literal: Trie[str] = field(default_factory=Trie)

    def add(self, words: Sequence[Word], identifier: str, *, literal: str = "") -> None:
        """Add a phrase as its words; ``literal`` is its text where that may be matched letter by letter."""
        keys = tuple(word.key for word in words if word.kind != "mark" and word.form not in self.linkers)
        keys = keys or tuple(word.key for word in words)
        if keys:
            rows = self._by_first.setdefault(keys[0], [])
            if (keys, identifier) not in rows:
                rows.append((keys, identifier))
        if len(literal) > 1:
            self._literal.add(literal, identifier)

    def find(self, words: Sequence[Word], *, text: str = "", offset: int = 0, over: Iterable[int] = ()) -> list[Hit]:
        """All phrases in order, also those within others; of one identifier only the longest ones.

        Parameters
        ----------
        words:
            Of one sentence.
        text, offset:
            The sentence, and what the words' offsets count from; given where phrases may be matched by their letters.
        over:
            Numbers of further words that may stand between the parts of a phrase.
        """
        passable = {number for number, word in enumerate(words) if word.form in self.linkers} | set(over)
        found: set[Hit] = set()
        for number, word in enumerate(words):
            for keys, identifier in self._by_first.get(word.key, ()):
                last = _end(words, number, keys, passable)
                if last is not None:
                    found.add(Hit(word.start, words[last].end, identifier))
        if text:
            found.update(self._letters(words, text, offset))
        return sorted(hit for hit in found if not any(_within(hit, other) for other in found))

    def _letters(self, words: Sequence[Word], text: str, offset: int) -> Iterator[Hit]:
        ends = {word.end for word in words}
        for start in {word.start for word in words}:
            for end, identifiers in self._literal.all_at(text, start - offset):
                if end + offset in ends:
                    for identifier in identifiers:
                        yield Hit(start, end + offset, identifier)


def _end(words: Sequence[Word], first: int, keys: tuple[str, ...], passable: set[int]) -> int | None:
    """Number of the last word of a phrase that begins at ``first``; ``None`` if it does not stand there."""
    at = first
    for key in keys[1:]:
        at += 1
        while at < len(words) and words[at].key != key and at in passable:
            at += 1
        if at >= len(words) or words[at].key != key:
            return None
    return at


def _within(hit: Hit, other: Hit) -> bool:
    return hit.id == other.id and hit != other and other.start <= hit.start and hit.end <= other.end


def outermost(hits: Iterable[Hit]) -> list[Hit]:
    """Hits that lie in no longer one, in order; those of the same span all stay.

    >>> outermost([Hit(0, 3, "a"), Hit(0, 5, "b"), Hit(6, 7, "c")])
    [Hit(start=0, end=5, id='b'), Hit(start=6, end=7, id='c')]
    """
    kept: list[Hit] = []
    for hit in sorted(set(hits), key=lambda each: (each.start, -each.end, each.id)):
        same = bool(kept) and (hit.start, hit.end) == (kept[-1].start, kept[-1].end)
        if same or not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept
