"""One normal form for indexed text and query, with every character's place in the original kept.

Compatibility forms and case are folded (NFKC, casefold), white space between characters of scripts that do not separate words
is dropped, and a word broken by a hyphen at the end of a line is joined.
"""

from __future__ import annotations

import re
import unicodedata

import msgspec

DENSE = (
    "\u3005-\u3007\u3041-\u3096\u3099-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u1100-\u11ff"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Characters indexed in pairs (Han, kana, Bopomofo, Hangul), as the inside of a regular expression's brackets."""

_GAP = re.compile(rf"(?<=[{DENSE}])\s+(?=[{DENSE}])|(?<=[^\W\d_])[-\u2010]\s*\n\s*(?=[^\W\d_])|\u00ad")
_JOINING = re.compile(r"[\u1160-\u11ff\uff9e\uff9f\uffa0-\uffdc\ud7b0-\ud7fb]")


class Normal(msgspec.Struct, frozen=True):
    """A text in normal form; character ``i`` stands for ``original[starts[i]:ends[i]]``."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from ``start`` to before ``end`` (not empty) stand in the original."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> str:
    """Compatibility forms and case folded.

    >>> fold("ＵＳＡ ｶﾞｲﾄﾞ")
    'usa ガイド'
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return folded.replace("ё", "е")


def normal_text(text: str) -> str:
    r"""The normal form alone; quicker than :func:`normalise`.

    >>> normal_text("非核\n化 of the\npenin-\nsula")
    '非核化 of the\npeninsula'
    """
    return _GAP.sub("", fold(text))


def normalise(text: str) -> Normal:
    r"""The normal form with the place of every character.

    >>> normalise("非核\n化").original_span(1, 3)
    (1, 4)
    """
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        part = fold(text[start:end])
        folded.append(part)
        starts.extend([start] * len(part))
        ends.extend([end] * len(part))
    joined = "".join(folded)
    kept: list[str] = []
    kept_starts: list[int] = []
    kept_ends: list[int] = []
    position = 0
    for gap in [*_GAP.finditer(joined), None]:
        until = gap.start() if gap else len(joined)
        kept.append(joined[position:until])
        kept_starts.extend(starts[position:until])
        kept_ends.extend(ends[position:until])
        position = gap.end() if gap else until
    return Normal("".join(kept), tuple(kept_starts), tuple(kept_ends))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Pieces that normalise independently: a character with the marks and joining letters that follow it."""
    pieces: list[tuple[int, int]] = []
    start = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or not _joins(text[position]):
            pieces.append((start, position))
            start = position
    return pieces if text else []


def _joins(character: str) -> bool:
    return character > "\u02ff" and (unicodedata.combining(character) != 0 or _JOINING.match(character) is not None)
