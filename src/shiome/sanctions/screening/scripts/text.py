"""Names as written, cut into runs of one script."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["latin", "cyrillic", "kana", "hangul", "han", "digits"]
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´ʻ′＇"), "'")
_BREVES = {"ŏ": "o'", "ŭ": "u'", "ǒ": "o'", "ǔ": "u'"}
_LETTERS = {"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i", "ð": "d", "þ": "th"}
_RUNS = re.compile(
    r"(?P<latin>[a-z][a-z']*&?|&)|(?P<cyrillic>[\u0400-\u04ff]+)|(?P<kana>[\u30a1-\u30fa\u30fc]+)"
    r"|(?P<hangul>[\uac00-\ud7a3]+)|(?P<han>[\u4e00-\u9fff\uf900-\ufaff々]+)|(?P<digits>[0-9]+)"
)
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


@dataclass(frozen=True)
class Run:
    """Letters of one script, and whether a comma follows (the family name of an inverted name)."""

    kind: Kind
    text: str
    comma: bool = False


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Small letters without accents; breves of Korean romanisation as apostrophes; hiragana as katakana.

    >>> fold("CH’ŎL-Sŏk"), fold("Müller"), fold("ｷﾑ")
    ("ch'o'l-so'k", 'muller', 'キム')
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).lower().translate(_APOSTROPHES)
    text = text.translate(_HIRAGANA)
    found: list[str] = []
    for letter in text:
        if letter in _BREVES:
            found.append(_BREVES[letter])
        elif letter in _LETTERS:
            found.append(_LETTERS[letter])
        elif letter <= "\u024f" or "\u1e00" <= letter <= "\u1eff":
            found.append(
                "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
            )
        elif not unicodedata.combining(letter):
            found.append(letter)
    return "".join(found)


@lru_cache(maxsize=65536)
def runs(text: str) -> tuple[Run, ...]:
    """The runs of a name, in order.

    >>> [run.text for run in runs("KIM, Yong-chol")], [run.kind for run in runs("39号室 Office")]
    (['kim', 'yong', 'chol'], ['digits', 'han', 'latin'])
    """
    folded = fold(text)
    found = []
    for match in _RUNS.finditer(folded):
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        word = match.group().strip("'") if kind == "latin" else match.group()
        if word:
            found.append(Run(kind, word, comma=folded[match.end() : match.end() + 1] in (",", "，")))
    return tuple(found)
