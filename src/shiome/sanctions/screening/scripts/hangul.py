"""Hangul: syllables taken apart, and written in Latin, Cyrillic and katakana by the rules in use.

Renderings: ``north`` (the northern rules of 1992, syllables apart), ``revised`` (2000), ``mccune_reischauer`` (1939),
``katakana`` and ``kontsevich``.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from shiome.sanctions.screening.scripts.classes import pack, places, tables, unpack

Rendering = Literal["north", "revised", "mccune_reischauer", "katakana", "kontsevich"]
RENDERINGS: tuple[Rendering, ...] = ("north", "revised", "mccune_reischauer", "katakana", "kontsevich")
_FIRST, _LAST = 0xAC00, 0xD7A3
_SILENT = 11
_R, _N, _M = 5, 2, 6
# Last sounds by number: what they turn into before a nasal, and which first sound they carry over before a vowel.
_NASAL = {
    1: 21,
    2: 21,
    3: 21,
    9: 21,
    24: 21,
    7: 4,
    19: 4,
    20: 4,
    22: 4,
    23: 4,
    25: 4,
    27: 4,
    17: 16,
    18: 16,
    26: 16,
    14: 16,
}
_CARRIED = {
    1: (0, 0),
    2: (0, 1),
    3: (1, 9),
    4: (0, 2),
    5: (4, 12),
    6: (0, 2),
    7: (0, 3),
    8: (0, 5),
    9: (8, 0),
    10: (8, 6),
    11: (8, 7),
    12: (8, 9),
    13: (8, 16),
    14: (8, 17),
    15: (0, 5),
    16: (0, 6),
    17: (0, 7),
    18: (17, 9),
    19: (0, 9),
    20: (0, 10),
    22: (0, 12),
    23: (0, 14),
    24: (0, 15),
    25: (0, 16),
    26: (0, 17),
    27: (0, 11),
}


def is_hangul(letter: str) -> bool:
    """Whether a letter is a Hangul syllable."""
    return _FIRST <= ord(letter) <= _LAST


def take_apart(letter: str) -> tuple[int, int, int]:
    """Numbers of the first sound (0..18), vowel (0..20) and last sound (0..27) of a Hangul syllable."""
    head, last = divmod(ord(letter) - _FIRST, 28)
    first, vowel = divmod(head, 21)
    return first, vowel, last


@cache
def code(letter: str) -> int:
    """The code of a Hangul syllable."""
    first, vowel, last = take_apart(letter)
    given = tables()["hangul"]
    return pack(
        places("onsets")[given["onsets"][first]],
        places("nuclei")[given["nuclei"][vowel]],
        places("codas")[given["codas"][last]],
    )


def _sounded(parts: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Sounds as spoken: consonants carried over to a vowel, nasals and laterals assimilated."""
    found = [list(part) for part in parts]
    for one, other in pairwise(found):
        last, first = one[2], other[0]
        if first == _SILENT and last in _CARRIED:
            one[2], other[0] = _CARRIED[last]
        elif first in (_N, _M) and last in _NASAL:
            one[2] = _NASAL[last]
        elif first == _R and last in _NASAL:
            one[2], other[0] = _NASAL[last], _N
        elif first == _R and last in (16, 21):
            other[0] = _N
        elif (first == _R and last == 4) or (first == _N and last == 8):
            one[2], other[0] = 8, _R
    return [(a, b, c) for a, b, c in found]


@lru_cache(maxsize=8192)
def render(text: str, rendering: Rendering, *, spoken: bool = True) -> str:
    """Write Hangul text in another script; everything else stays.

    Parameters
    ----------
    spoken:
        Whether sounds assimilate within a word (as the standards for words ask) or each syllable stands for itself (as names are
        often written). The northern rendering always keeps syllables apart.

    >>> render("강철", "revised"), render("독립문", "mccune_reischauer")
    ('gangcheol', 'tongnimmun')
    """
    words: list[str] = []
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and is_hangul(text[end]):
            end += 1
        if end > at:
            words.append(_word(text[at:end], rendering, spoken=spoken))
            at = end
        else:
            words.append(text[at])
            at += 1
    return "".join(words)


def _word(word: str, rendering: Rendering, *, spoken: bool) -> str:
    parts = [take_apart(letter) for letter in word]
    given = tables()["renderings"][rendering]
    if rendering == "katakana":
        return "".join(_kana(code(letter), middle=place > 0, given=given) for place, letter in enumerate(word))
    apart = bool(given["syllable_spaced"])
    if spoken and not apart:
        parts = _sounded(parts)
    found: list[str] = []
    for place, (first, vowel, last) in enumerate(parts):
        onset = given["onsets"][first]
        before = parts[place - 1][2] if place else None
        if not apart and before in (0, 4, 8, 16, 21):
            onset = given["voiced"].get(onset, onset)
            if before == 8 and first == _R:
                onset = {"r": "l", "р": "л"}.get(onset, onset)
        found.append(onset + given["nuclei"][vowel] + given["codas"][last])
    return (" " if apart else "").join(found)


_VOICED = str.maketrans("カキクケコタチツテトパピプペポ", "ガギグゲゴダヂヅデドバビブベボ")


def _kana(syllable: int, *, middle: bool, given: dict[str, dict[str, str]]) -> str:
    onset, nucleus, coda = unpack(syllable)
    names = tables()["classes"]
    moras = given["moras"][names["onsets"][onset]].split()
    mora = moras[int(given["columns"][names["nuclei"][nucleus]])]
    if middle and names["onsets"][onset] in ("G", "D", "B", "J"):
        mora = mora.translate(_VOICED).replace("ヂャ", "ジャ").replace("ヂュ", "ジュ").replace("ヂョ", "ジョ")
        mora = mora.replace("ヂェ", "ジェ").replace("ヂ", "ジ")
    return mora + given["codas"][names["codas"][coda]]
