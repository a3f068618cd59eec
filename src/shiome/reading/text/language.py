"""Which of the five languages a text is in, by its script and its function words."""

from __future__ import annotations

import re
from functools import cache

from shiome.reading.text.scripts import CYRILLIC, HAN, HANGUL, KANA, LATIN
from shiome.reading.text.tables import table
from shiome.vocabulary.languages import Language

_COUNTED = {
    "kana": re.compile(f"[{KANA}]"),
    "han": re.compile(f"[{HAN}]"),
    "hangul": re.compile(f"[{HANGUL}]"),
    "cyrillic": re.compile(f"[{CYRILLIC}]"),
    "latin": re.compile(f"[{LATIN}]+"),  # words, since one takes the room of one or two characters of the others
}


def language_of(text: str, *, among: Language | None = None) -> Language | None:
    """The language of a text; ``None`` for a text without letters.

    ``among`` is the language of the document around it: it decides for a text of Chinese characters alone, which may be a
    Japanese heading as well as a Chinese one.

    >>> language_of("共同声明を発表した。"), language_of("发表了联合声明。"), language_of("공동성명을 발표했다."), language_of("42")
    ('ja', 'zh', 'ko', None)
    """
    counts = {script: len(finder.findall(text)) for script, finder in _COUNTED.items()}
    if not any(counts.values()):
        return None
    east = counts["kana"] + counts["han"]
    best = max(("east", east), ("hangul", counts["hangul"]), ("cyrillic", counts["cyrillic"]), key=lambda pair: pair[1])
    if counts["latin"] > best[1]:
        return "en"
    if best[0] == "hangul":
        return "ko"
    if best[0] == "cyrillic":
        return "ru"
    if counts["kana"] * 20 >= east:
        return "ja"
    return _han_only(text, among)


def _han_only(text: str, among: Language | None) -> Language:
    """Chinese, unless characters or words only Japanese has outweigh those only Chinese has."""
    chinese, function, japanese = _marks()
    signs = len(chinese.findall(text)) - len(japanese.findall(text))
    if among is None:
        signs += len(function.findall(text))
    if signs:
        return "zh" if signs > 0 else "ja"
    return among if among in ("ja", "ko", "zh") else "zh"


@cache
def _marks() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Characters only Chinese has, function characters of Chinese, characters only Japanese has."""
    entry = table("languages")
    return (
        re.compile(f"[{entry['chinese']}]"),
        re.compile(f"[{entry['function']}]"),
        re.compile(f"[{entry['japanese']}{KANA}]"),
    )
