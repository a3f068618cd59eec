"""Which script a character belongs to, as far as joining, spacing and language need it."""

from __future__ import annotations

import re

KANA = "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆"
HANGUL = "\uac00-\ud7a3\u3131-\u318e"
CYRILLIC = "\u0400-\u04ff"
LATIN = "A-Za-z\u00c0-\u024f"
CJK_MARKS = "\u3001-\u3003\u3008-\u301f\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff60"
"""East Asian punctuation, full width."""

WIDE = re.compile(f"[{KANA}{HAN}{HANGUL}{CJK_MARKS}]")
CJK = re.compile(f"[{KANA}{HAN}{CJK_MARKS}]")
"""Written without spaces between words."""
CJK_LETTER = re.compile(f"[{KANA}{HAN}]")


def width(text: str) -> int:
    """Columns that a text takes in print: two for an East Asian character, one for others."""
    return len(text) if text.isascii() else len(text) + len(WIDE.findall(text))
