"""A sentence as a dependency tree over its text."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

OLD_LABELS = {
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "neg": "advmod:neg",
    "name": "flat:name",
    "foreign": "flat:foreign",
    "mwe": "fixed",
    "remnant": "orphan",
    "nmod:npmod": "obl:npmod",
    "nmod:tmod": "obl:tmod",
}
"""Universal Dependencies 1 to 2."""


class Token(NamedTuple):
    """A word of the tree; ``head`` is the position of its governor in the sentence, -1 at a root."""

    position: int
    form: str
    lemma: str
    upos: str
    xpos: str
    features: str
    head: int
    relation: str
    """In the labels of Universal Dependencies 2, whatever version came in."""
    start: int
    end: int
    """Characters of the sentence's text (``end`` exclusive); empty where the text does not have the word."""

    @property
    def base(self) -> str:
        """The relation without its subtype."""
        return self.relation.partition(":")[0]

    def has(self, feature: str) -> bool:
        """Whether the morphological features hold ``Name=Value``."""
        return feature in self.features.split("|")


class Sentence:
    """Tokens in order with their tree; positions count from 0."""

    def __init__(self, tokens: tuple[Token, ...], text: str, identifier: str = "") -> None:
        self.tokens = tokens
        self.text = text
        self.identifier = identifier

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Positions of what each token governs, in order."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head >= 0:
                found[token.head].append(token.position)
        return tuple(map(tuple, found))

    @cached_property
    def relations(self) -> tuple[str, ...]:
        """Each token's relation without its subtype."""
        return tuple(token.base for token in self.tokens)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Each token's form in capitals."""
        return tuple(token.form.upper() for token in self.tokens)

    @cached_property
    def lemmas(self) -> tuple[str, ...]:
        """Each token's lemma in capitals (its form where it has none)."""
        return tuple(
            word if token.lemma in ("", "_") else token.lemma.upper()
            for token, word in zip(self.tokens, self.words, strict=True)
        )

    def dependents(self, position: int, *bases: str) -> list[int]:
        """Dependents of a token with one of the relations (without subtype)."""
        return [child for child in self.children[position] if self.relations[child] in bases]

    def subtree(self, position: int) -> list[int]:
        """The token and everything below it, in order."""
        found = [position]
        for node in found:
            found.extend(self.children[node])
        return sorted(found)

    def ancestors(self, position: int) -> list[int]:
        """Governors from the nearest to the root."""
        found = []
        while (position := self.tokens[position].head) >= 0:
            found.append(position)
        return found

    def span(self, positions: list[int] | tuple[int, ...]) -> tuple[int, int] | None:
        """Characters from the first to the last of the tokens; ``None`` where the text has none of them."""
        placed = [
            self.tokens[position] for position in positions if self.tokens[position].end > self.tokens[position].start
        ]
        if not placed:
            return None
        return min(token.start for token in placed), max(token.end for token in placed)
