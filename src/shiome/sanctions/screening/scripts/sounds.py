"""Foreign words in katakana and Latin letters, reduced to the consonants that both writings keep."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from shiome.sanctions.screening.scripts.classes import tables

_ROWS = {
    "Z": "",
    "K": "k",
    "G": "k",
    "S": "s",
    "J": "c",
    "C": "c",
    "T": "t",
    "D": "t",
    "N": "n",
    "H": "h",
    "B": "p",
    "P": "p",
}
_ROWS |= {"M": "m", "R": "r"}
_SPECIAL = {
    "ツ": "ts",
    "ズ": "s",
    "ザ": "s",
    "ゼ": "s",
    "ゾ": "s",
    "ン": "n",
    "ヴ": "p",
    "ー": "",
    "ッ": "",
    "スィ": "s",
}
_STEPS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(.)\1+", r"\1"),
        (r"[cs]ion", "sn"),
        (r"tion|sion|cean|cian", "sn"),
        (r"ture", "car"),
        (r"tch|dg(?=[eiy])|g(?=[eiy])|j", "C"),
        (r"ch(?=[nrl])", "k"),
        (r"sch|sh", "s"),
        (r"ch", "C"),
        (r"ph|f", "h"),
        (r"th", "s"),
        (r"gh(?=t|$)|(?<=[aeiou])h(?![aeiou])|^k(?=n)", ""),
        (r"ck|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"v|b", "p"),
        (r"d", "t"),
        (r"g", "k"),
        (r"(?<=[aeiou])r(?![aeiou])", ""),
        (r"l", "r"),
        (r"m(?=[pb])", "n"),
        (r"[aeiouyw']", ""),
        (r"[^a-zC]", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=65536)
def of_latin(word: str) -> str:
    """Consonants of a Latin word as Japanese would keep them.

    >>> of_latin("electronics"), of_latin("international"), of_latin("corporation")
    ('rktrnks', 'ntnsnr', 'kprsn')
    """
    found = word
    for pattern, to in _STEPS:
        found = pattern.sub(to, found)
    return found.lower()


@cache
def _moras() -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    for onset, row in tables()["kana"]["onsets"].items():
        found |= dict.fromkeys(row.split()[::2], _ROWS[onset])
    found |= _SPECIAL
    return found, max(map(len, found))


@lru_cache(maxsize=16384)
def of_kana(word: str) -> str:
    """Consonants of a katakana word.

    >>> of_kana("エレクトロニクス"), of_kana("インターナショナル"), of_kana("コーポレーション")
    ('rktrnks', 'ntnsnr', 'kprsn')
    """
    moras, longest = _moras()
    found: list[str] = []
    at = 0
    while at < len(word):
        for size in range(longest, 0, -1):
            if word[at : at + size] in moras:
                found.append(moras[word[at : at + size]])
                at += size
                break
        else:
            at += 1
    return re.sub(r"n(?=m)", "n", re.sub(r"(.)\1+", r"\1", "".join(found)))
