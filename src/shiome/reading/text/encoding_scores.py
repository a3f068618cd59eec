"""How much a decoded text looks like text of the language its encoding is for."""

from __future__ import annotations

import re
from functools import cache

from shiome.reading.text.scripts import HAN, KANA
from shiome.reading.text.tables import table

_KANA = re.compile(f"[{KANA}]")
_HAN = re.compile(f"[{HAN}]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_RUSSIAN = re.compile("[А-Яа-яЁё]")
_LOWER = re.compile("[а-яё]")
_TYPOGRAPHIC = re.compile(
    "[\u2013\u2014\u2018-\u201e\u2022\u2026\u00a0\u00ab\u00bb\u00a9\u00a7\u00b0\u00b7\u2116\u20ac]"
)
_COMMON_MARKS = re.compile(
    "[、。，．・：；？！ー「」『』（）【】〔〕［］《》〈〉“”‘’…―—〜～－＋＝％○◎●◆◇■□▲△▼▽★☆※→　０-９Ａ-Ｚａ-ｚ①-⑳]"
)
_WORD_INSIDE = re.compile("(?<=[A-Za-z])[\u00c0-\u00ff]|[\u00c0-\u00ff](?=[a-z])")
_MIXED_WORD = re.compile("[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]|[а-яё][А-ЯЁ]")
_SAMPLE = 40_000


def plausible(text: str, encoding: str) -> float:
    """How plausible the text is, from 0 to 1: the share of its characters beyond ASCII that its language would use.

    >>> plausible("発表した。", "cp932") > 0.9, plausible("発表した。", "gb18030") > 0.9
    (True, False)
    """
    beyond = "".join(char for char in text[:_SAMPLE] if char > "\x7f")
    if not beyond:
        return 0.0
    if encoding in ("cp932", "euc_jp"):
        return _japanese(beyond)
    if encoding == "gb18030":
        return _chinese(beyond)
    if encoding == "cp949":
        return _korean(beyond)
    if encoding in ("koi8_r", "cp1251"):
        return _russian(beyond, text[:_SAMPLE])
    return _western(beyond, text[:_SAMPLE])


def _japanese(beyond: str) -> float:
    kana, han = len(_KANA.findall(beyond)), _HAN.findall(beyond)
    common = sum(_first_level(char, "euc_jp", 0xCF) for char in han)
    known = kana + common + len(_COMMON_MARKS.findall(beyond))
    # Running Japanese is one third kana at least; without any it is not Japanese, but a title may have few.
    return known / len(beyond) * min(1.0, 0.5 + 2.5 * kana / max(1, kana + len(han)))


def _chinese(beyond: str) -> float:
    han = _HAN.findall(beyond)
    common = sum(_first_level(char, "gb2312", 0xD7) for char in han)
    known = (common + len(_COMMON_MARKS.findall(beyond))) / len(beyond)
    return known * min(1.0, 0.7 + 2 * _frequent(han, "zh"))


def _korean(beyond: str) -> float:
    hangul = _HANGUL.findall(beyond)
    common = sum(_first_level(char, "euc_kr", 0xC8) for char in hangul)
    known = common + len(_COMMON_MARKS.findall(beyond)) + min(len(_HAN.findall(beyond)), len(hangul) // 8)
    return known / len(beyond) * min(1.0, 0.7 + 2 * _frequent(hangul, "ko"))


def _russian(beyond: str, text: str) -> float:
    letters = _RUSSIAN.findall(beyond)
    if not letters:
        return 0.0
    known = (len(letters) + len(_TYPOGRAPHIC.findall(beyond))) / len(beyond)
    lower = len(_LOWER.findall(beyond)) / len(letters)
    odd = len(_MIXED_WORD.findall(text)) / len(letters)
    rare = sum(char.lower() in "ъэщцюф" for char in letters) / len(letters)
    return known * min(1.0, 0.3 + lower) * max(0.0, 1 - 3 * odd) * (1 - rare)


def _western(beyond: str, text: str) -> float:
    known = (len(_TYPOGRAPHIC.findall(beyond)) + len(_WORD_INSIDE.findall(text))) / len(beyond)
    foreign = sum(char > "\u00bf" and char < "\u0100" for char in beyond)
    letters = sum(char.isascii() and char.isalpha() for char in text)
    return min(1.0, known) * (1.0 if foreign * 10 <= letters else 0.3)


def _frequent(chars: list[str], language: str) -> float:
    frequent = _frequent_set(language)
    return sum(char in frequent for char in chars) / max(1, len(chars))


@cache
def _frequent_set(language: str) -> frozenset[str]:
    return frozenset(table("languages")["frequent"][language])


@cache
def _first_level(char: str, charset: str, last_row: int) -> bool:
    """Whether the standard behind ``charset`` counts the character among its common ones."""
    try:
        code = char.encode(charset)
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= last_row
