"""Korean letters: syllables taken apart, so that an ending is seen even where it shares a syllable with the stem."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FINALS = {"ㄱ": 0x11A8, "ㄴ": 0x11AB, "ㄹ": 0x11AF, "ㅁ": 0x11B7, "ㅂ": 0x11B8, "ㅆ": 0x11BB}
_TO_FINALS = str.maketrans({letter: chr(code) for letter, code in _FINALS.items()})
_BASE, _END, _CODAS = 0xAC00, 0xD7A3, 28
_CODA_OF = {"ㄴ": 4, "ㄹ": 8, "ㅁ": 16, "ㅂ": 17, "ㅆ": 20}
_OPEN_A = (0, 1, 4, 5)
"""Vowels ㅏ ㅐ ㅓ ㅔ, which swallow the vowel of an ending."""


_REPEATED = re.compile(r"([가-힣])(?=[?*+{])")
_CLASS = re.compile(r"\[([가-힣]+)\]")


@lru_cache(maxsize=16_384)
def letters(text: str) -> str:
    """The text with its syllables taken apart."""
    return unicodedata.normalize("NFD", text)


def pattern_letters(pattern: str) -> str:
    """A pattern of syllables in which lone ㄴ ㄹ ㅁ ㅂ ㅆ mean a final of any syllable, taken apart."""
    plain = _CLASS.sub(lambda match: f"(?:{'|'.join(match[1])})", pattern)
    plain = _REPEATED.sub(r"(?:\1)", plain)
    return unicodedata.normalize("NFD", plain).translate(_TO_FINALS)


def syllable_class(pattern: str) -> str:
    """A pattern for whole syllables in which a lone ㄹ means any syllable that ends in it."""
    ending = "".join(chr(code) for code in range(_BASE + _CODA_OF["ㄹ"], _END + 1, _CODAS))
    return pattern.replace("ㄹ", f"[{ending}]")


def coda(syllable: str) -> int:
    """Number of the final of a syllable; 0 for none, -1 for what is no syllable.

    >>> coda("하"), coda("한"), coda("x")
    (0, 4, -1)
    """
    code = ord(syllable) if len(syllable) == 1 else 0
    return (code - _BASE) % _CODAS if _BASE <= code <= _END else -1


def with_coda(syllable: str, letter: str) -> str:
    """An open syllable with a final: 하 + ㄴ is 한."""
    return chr(ord(syllable) - coda(syllable) + _CODA_OF[letter])


def stem_forms(stem: str, joined: tuple[str, ...] = ()) -> dict[str, str]:
    """The beginnings a verb may show in writing, each with the letters of an ending that it has swallowed.

    Parameters
    ----------
    stem:
        Dictionary form without its last syllable (만나, 맺, 열).
    joined:
        Further forms of the stem before vowels, where they are not regular (쏴 of 쏘, 벌여 of 벌이).

    >>> forms = stem_forms("만나")
    >>> forms["만났"] == letters("ㅆ".translate(_TO_FINALS)), forms["만나"]
    (True, '')
    """
    forms = {stem: ""}
    last = stem[-1]
    if coda(last) == 0:
        for letter in "ㄴㄹㅁㅂ":
            forms[stem[:-1] + with_coda(last, letter)] = letter.translate(_TO_FINALS)
        if stands_bare(stem):
            joined = (*joined, stem)
    elif coda(last) == _CODA_OF["ㄹ"]:
        opened = stem[:-1] + chr(ord(last) - _CODA_OF["ㄹ"])
        forms[stem[:-1] + with_coda(last, "ㄴ")] = "ㄴ".translate(_TO_FINALS)
        forms[opened] = ""
    for form in joined:
        forms.setdefault(form, "")
        if coda(form[-1]) == 0:
            forms[form[:-1] + with_coda(form[-1], "ㅆ")] = "ㅆ".translate(_TO_FINALS)
    return forms


def stands_bare(stem: str) -> bool:
    """Whether the stem by itself is a word, having taken in the vowel of an ending (보내, 만나)."""
    last = stem[-1]
    return coda(last) == 0 and (ord(last) - _BASE) % (_CODAS * 21) // _CODAS in _OPEN_A
