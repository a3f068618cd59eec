"""Citations: where in a document something stands.

A pack cites ``DOCUMENT:L3-5`` (1-based lines of the raw file) or, closer, ``DOCUMENT:L9@35+12``: line 9, from its 35th
character (0-based, counted within the first line), 12 characters long, line ends counted as one character.
"""

from __future__ import annotations

import re

import msgspec

from shiome.errors import RegionRefused

_CITATION = re.compile(
    r"(?P<document>[A-Za-z0-9][\w.-]*):L(?P<line>\d+)(?:-(?P<last>\d+))?(?:@(?P<column>\d+)\+(?P<length>\d+))?"
)


class Citation(msgspec.Struct, frozen=True):
    """One place in one document; see the module for the notation."""

    document: str
    line: int
    last_line: int
    column: int | None = None
    length: int | None = None

    def __str__(self) -> str:
        lines = f"L{self.line}" if self.last_line == self.line else f"L{self.line}-{self.last_line}"
        close = "" if self.column is None else f"@{self.column}+{self.length}"
        return f"{self.document}:{lines}{close}"


def parse_citation(text: str) -> Citation:
    """Read a citation.

    >>> parse_citation("004:L110-111@4+6").last_line
    111

    Raises
    ------
    RegionRefused
        The text is not a citation, or its lines run backwards.
    """
    match = _CITATION.fullmatch(text)
    if match is None:
        raise RegionRefused(
            "citation.form",
            f"{text!r} is not a citation",
            ja=f"{text!r} は出典の書式ではない",
            hint="write DOCUMENT:L3-5 or DOCUMENT:L9@35+12",
            failed=text,
        )
    line = int(match["line"])
    last = int(match["last"] or line)
    column = None if match["column"] is None else int(match["column"])
    length = None if match["length"] is None else int(match["length"])
    if line < 1 or last < line or length == 0:
        raise RegionRefused(
            "citation.order",
            f"{text!r} names no text: lines start at 1, run forwards, and a length is at least 1",
            ja=f"{text!r} は本文を指していない（行は1から、順に、長さは1以上）",
            hint="write DOCUMENT:L3-5 or DOCUMENT:L9@35+12",
            failed=text,
        )
    return Citation(match["document"], line, last, column, length)
