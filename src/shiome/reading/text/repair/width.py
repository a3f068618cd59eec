"""Width, composition and invisible characters: one normal form for each character, one place at a time.

Full-width digits and letters become ASCII, half-width kana and Japanese punctuation their full forms, look-alike radicals
the characters they stand for, unusual spaces a space; what cannot be seen goes. Line ends stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from shiome.reading.text.draft import Draft, Edit

_ODD = re.compile(
    "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"  # full-width digits and letters
    "|[\uff66-\uff9d][\uff9e\uff9f]?|[\uff9e\uff9f]"  # half-width kana with its mark
    "|[\uff61-\uff65]"  # half-width Japanese punctuation
    "|[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\u2160-\u217f]"  # radicals, compatibility forms, ligatures, Roman numerals
    "|[\u00a0\u2000-\u200a\u202f\u205f\u3000]"  # spaces
    "|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"  # invisible
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"  # control characters that end no line
    "|[^\\W\\d_][\u0300-\u036f\u3099\u309a]+"  # a letter and its marks, not yet composed
    "|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"  # Hangul still in its parts
)
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\x00-\x1f\x7f-\x9f]")
_COMPOSED = re.compile("[\u0300-\u036f\u3099\u309a\u1161-\u1175]")


def normalise_width(draft: Draft) -> None:
    """Bring every character of the draft to its normal form."""
    draft.apply(list(_edits(draft.text)))


def normal_characters(text: str) -> str:
    """The same for a text without a map: what :func:`normalise_width` would make of it.

    >>> normal_characters("１２ｶﾞ､Ａ")
    '12ガ、A'
    """
    return _ODD.sub(lambda match: _normal(match[0]), text)


def _edits(text: str) -> Iterator[Edit]:
    for match in _ODD.finditer(text):
        odd = match[0]
        normal = _normal(odd)
        if normal != odd:
            yield Edit(match.start(), match.end(), normal, "width" if normal.strip() else "invisible")


def _normal(odd: str) -> str:
    if _SPACES.match(odd):
        return " "
    if _INVISIBLE.match(odd):
        return ""
    if _COMPOSED.search(odd):
        return unicodedata.normalize("NFC", odd)
    return unicodedata.normalize("NFKC", odd)
