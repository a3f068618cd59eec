"""A raw text, its repaired form, and the exact way between them.

``raw`` is what the file says, ``clean`` what a reader is meant to read. Every character of ``clean`` knows the span of
``raw`` it stands for; what was taken out, put right or only noticed is kept beside the text as typed marks, each with its
raw span. The map is monotone: going forwards in one text never goes backwards in the other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec


class Repair(msgspec.Struct, frozen=True, kw_only=True):
    """A place where the clean text differs from the raw text. ``start``/``end`` count raw characters."""

    kind: str
    """What was wrong: ``line join``, ``width``, ``ocr-char``, ``bracket width``, ``dash``, ``spacing`` and so on."""
    start: int
    end: int
    original: str
    replacement: str
    rule: str = ""
    """Identifier of the table entry that asked for it; empty for the rules of the method itself."""


class Dropped(msgspec.Struct, frozen=True, kw_only=True):
    """Something that stands in the raw text but not in its sentences. ``start``/``end`` count raw characters."""

    kind: str
    """``page number``, ``page header``, ``caption``, ``footnote mark``, ``heading mark``, ``bullet mark``, ``markup``."""
    start: int
    end: int
    original: str
    value: str = ""
    """Its content in normal form: the number of a footnote mark, the words of a caption."""


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """Something noticed and left as it is. ``start``/``end`` count raw characters."""

    kind: str
    """``alias``, ``foreign script``, ``bracket``, ``dangling reference``, ``fragment``, ``page without text``."""
    start: int
    end: int
    original: str
    suggestion: str = ""
    """What was probably meant; matching may try it, the text keeps its own word."""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class CleanText:
    """A repaired text with its map to the raw text.

    The clean text has one block (paragraph, heading, list item, imprint line) per line; sentences never cross a line end.

    >>> text = CleanText.unchanged("abc")
    >>> text.to_raw(1, 3), text.to_clean(1, 3)
    ((1, 3), (1, 3))
    """

    raw: str
    clean: str
    starts: Sequence[int] = field(repr=False, compare=False)
    """For each clean character the raw offset at which what it stands for starts."""
    ends: Sequence[int] = field(repr=False, compare=False)
    """For each clean character the raw offset at which it ends (exclusive)."""
    repairs: tuple[Repair, ...] = field(default=(), repr=False)
    dropped: tuple[Dropped, ...] = field(default=(), repr=False)
    flags: tuple[Flag, ...] = field(default=(), repr=False)

    @classmethod
    def unchanged(cls, raw: str) -> CleanText:
        """A text that needs no repair."""
        return cls(raw, raw, range(len(raw)), range(1, len(raw) + 1))

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span that the clean span stands for (``end`` exclusive).

        Raises
        ------
        ValueError
            The span does not lie within the clean text.
        """
        _check(start, end, len(self.clean))
        if start == end:
            at = self.starts[start] if start < len(self.clean) else (self.ends[-1] if self.clean else 0)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def to_clean(self, start: int, end: int) -> tuple[int, int]:
        """The smallest clean span that holds everything left of the raw span; empty where all of it was dropped.

        Raises
        ------
        ValueError
            The span does not lie within the raw text.
        """
        _check(start, end, len(self.raw))
        first = bisect_right(self.ends, start)
        if start == end:
            return first, first
        return first, max(first, bisect_left(self.starts, end))


def _check(start: int, end: int, length: int) -> None:
    if not 0 <= start <= end <= length:
        raise ValueError(f"span {start}..{end} does not lie within a text of {length} characters")
