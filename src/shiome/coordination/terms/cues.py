"""How a term is meant where it stands: quoted, told of others, rejected, or applied to somebody."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from shiome.tables import shipped_table

_QUOTES = {"「": "」", "『": "』", "“": "”", "‘": "’", "«": "»", "„": "“", "《": "》", "〈": "〉", "‹": "›"}
_ALIKE = '"'
"""A quotation mark that opens and closes."""


class Applied(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What makes a word a predicate, right before or right after it."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Cues(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The cues of one language."""

    rejected: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    applied: Applied = Applied()

    def rejects(self, sentence: str) -> bool:
        """Whether the sentence refuses something."""
        return _holds(sentence, self.rejected)

    def tells(self, sentence: str) -> bool:
        """Whether the sentence tells what somebody says."""
        return _holds(sentence, self.told)

    def applies(self, sentence: str, start: int, end: int) -> bool:
        """Whether the words from ``start`` to ``end`` are said of somebody named in the sentence."""
        before, after = sentence[:start].rstrip().casefold(), sentence[end:].lstrip().casefold()
        return before.endswith(self.applied.before) or after.startswith(self.applied.after)


@lru_cache(maxsize=1)
def _every() -> dict[str, Cues]:
    return msgspec.convert(shipped_table(__package__, "data", "cues.yaml"), dict[str, Cues])


def cues_of(language: str) -> Cues:
    """The cues of a language; none for a language without any."""
    return _every().get(language, Cues())


def is_quoted(sentence: str, start: int, end: int) -> bool:
    """Whether the words from ``start`` to ``end`` stand within quotation marks.

    >>> is_quoted("彼は「甲乙丙」と呼んだ", 3, 5), is_quoted('the "old" word', 10, 14)
    (True, False)
    """
    opened: list[str] = []
    inside = False
    for place, character in enumerate(sentence):
        if place == start:
            inside = bool(opened)
        if place >= end and inside and not opened:
            return True
        if opened and character == opened[-1]:
            opened.pop()
        elif character == _ALIKE:
            opened.append(_ALIKE)
        elif character in _QUOTES:
            opened.append(_QUOTES[character])
        if inside and not opened and place < end:
            # The quotation ended before the words did.
            return False
    return inside and not opened


def _holds(sentence: str, cues: tuple[str, ...]) -> bool:
    plain = sentence.casefold()
    return any(cue in plain for cue in cues)
