"""Which script a character is of: enough to tell where a name can begin and end."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

Script = Literal["latin", "cyrillic", "hangul", "katakana", "hiragana", "han", "digit", "other"]

_RANGES: tuple[tuple[int, int, Script], ...] = (
    (0x30, 0x39, "digit"),
    (0x41, 0x5A, "latin"),
    (0x61, 0x7A, "latin"),
    (0xC0, 0x24F, "latin"),
    (0x400, 0x52F, "cyrillic"),
    (0x3041, 0x309F, "hiragana"),
    (0x30A1, 0x30FA, "katakana"),
    (0x30FC, 0x30FF, "katakana"),
    (0x3400, 0x4DBF, "han"),
    (0x3005, 0x3007, "han"),
    (0x4E00, 0x9FFF, "han"),
    (0xAC00, 0xD7A3, "hangul"),
    (0xF900, 0xFAFF, "han"),
    (0xFF10, 0xFF19, "digit"),
    (0xFF21, 0xFF3A, "latin"),
    (0xFF41, 0xFF5A, "latin"),
    (0xFF66, 0xFF9F, "katakana"),
)


@lru_cache(maxsize=16_384)
def script_of(character: str) -> Script:
    """The script of one character; ``other`` for punctuation, spaces and the empty string.

    >>> script_of("ロ"), script_of("口"), script_of("")
    ('katakana', 'han', 'other')
    """
    if not character:
        return "other"
    code = ord(character)
    for low, high, script in _RANGES:
        if low <= code <= high:
            return script
    return "other"


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the span is not merely part of a longer word of an alphabetic script.

    Kanji have no such edges; Korean and Russian names take endings, so only their beginning counts.

    >>> stands_alone("オアルタ", 1, 4), stands_alone("bus", 1, 3), stands_alone("the US.", 4, 6)
    (False, False, True)
    """
    first, last = script_of(text[start]), script_of(text[end - 1])
    before = script_of(text[start - 1]) if start else "other"
    after = script_of(text[end]) if end < len(text) else "other"
    if first in ("latin", "cyrillic", "hangul", "katakana") and before == first:
        return False
    return not (last in ("latin", "katakana") and after == last)


def lowered(text: str) -> str:
    """Lower case of the same length, so that offsets hold: letters whose lower case is longer stay as they are.

    >>> lowered("North İ")
    'north İ'
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(character.lower() if len(character.lower()) == 1 else character for character in text)
