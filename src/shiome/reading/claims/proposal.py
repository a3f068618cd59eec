"""A claim as a sentence makes it, before it becomes a record. Spans count characters of the clean sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from shiome.reading.claims.words import Relation, Sign

Span = tuple[int, int]


class ClaimProposal(msgspec.Struct, frozen=True, kw_only=True):
    """Cause and effect. A part that is ``None`` is told by the sentence before."""

    relation: Relation
    sign: Sign
    cause: Span | None
    effect: Span | None
    link: Span
    """The words that bind the two."""
    region: Span
    """The clauses they stand in; the hedge that holds for the claim is the last one in it."""
    condition: Span | None = None
    strength: float = 0.6


@dataclass(frozen=True, slots=True)
class SentenceClaims:
    """The claims of a sentence, and the words in which a part of it is to be told."""

    claims: list[ClaimProposal]
    wording: Callable[[Span], str]


def clipped(text: str, span: Span, marks: str = " 　、，,。．.;；:：・「」『』（）()\t\n!?！？") -> Span:
    """The span without blanks and marks at its ends; brackets stay where both halves lie within it.

    >>> clipped("（注）、雨が降る。", (3, 9))
    (4, 8)
    """
    start, end = span
    while start < end and text[start] in marks and not _pairs(text, start, end):
        start += 1
    while end > start and text[end - 1] in marks and not _closes(text, start, end):
        end -= 1
    return start, end


_CLOSING = {"「": "」", "『": "』", "（": "）", "(": ")"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}


def _pairs(text: str, start: int, end: int) -> bool:
    closing = _CLOSING.get(text[start])
    return closing is not None and closing in text[start:end]


def _closes(text: str, start: int, end: int) -> bool:
    opening = _OPENING.get(text[end - 1])
    return opening is not None and opening in text[start:end]
