"""Letters to syllables: one engine for Latin, Cyrillic and katakana, driven by the tables of ``data/scripts.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from shiome.sanctions.screening.scripts.classes import pack, places, tables

Script = Literal["latin", "cyrillic", "kana"]
_KEPT = 3
_LONGEST = 10
_VOWEL_START = (
    0.15  # a syllable that begins with a vowel after a consonant: less often right than carrying the consonant over
)


@dataclass(frozen=True)
class _Grammar:
    heads: Mapping[str, tuple[int, int]]
    codas: Mapping[str, int]
    longest_head: int
    longest_coda: int
    separator: str


@cache
def _grammar(script: Script) -> _Grammar:
    given = tables()[script]
    onsets, nuclei, codas = places("onsets"), places("nuclei"), places("codas")
    heads: dict[str, tuple[int, int]] = {}
    ends: dict[str, int] = {}
    if script == "kana":
        for onset, row in given["onsets"].items():
            cells = row.split()
            heads |= {mora: (onsets[onset], nuclei[vowel]) for mora, vowel in zip(cells[::2], cells[1::2], strict=True)}
        cells = given["codas"].split()[1:]
        ends = {"": codas["Z"]} | {mora: codas[name] for name, mora in zip(cells[::2], cells[1::2], strict=True)}
    else:
        for first, onset in given["onsets"].items():
            heads |= {first + vowel: (onsets[onset], nuclei[name]) for vowel, name in given["nuclei"].items()}
        ends = {letters: codas[name] for letters, name in given["codas"].items()}
    return _Grammar(heads, ends, max(map(len, heads)), max(map(len, ends)), given["separator"])


@lru_cache(maxsize=65536)
def readings(word: str, script: Script) -> tuple[tuple[int, ...], ...]:
    """The likeliest ways to read ``word`` (small letters, no spaces) as Korean syllables; none when it cannot be read so.

    Fewer syllables come first; a syllable that takes its consonant along comes before one that begins with a vowel.

    >>> len(readings("hyok", "latin")[0]), len(readings("yongil", "latin")[0]), readings("strength", "latin")
    (1, 2, ())
    """
    if not word or len(word) > 24:
        return ()
    grammar = _grammar(script)
    found = _parse(word, grammar)
    if not found and grammar.separator in word:
        found = _parse(word.replace(grammar.separator, ""), grammar)
    # Katakana writes a last consonant as a mora of its own, so one syllable more is a fair reading there; elsewhere it is not.
    longest = len(found[0]) + (1 if script == "kana" else 0) if found else 0
    return tuple(codes for codes in found if len(codes) <= longest)


def _parse(word: str, grammar: _Grammar) -> tuple[tuple[int, ...], ...]:
    size = len(word)
    empty = places("onsets")["Z"]
    none = places("codas")["Z"]
    best: list[list[tuple[float, tuple[int, ...], bool]]] = [[] for _ in range(size + 1)]
    best[size] = [(0.0, (), False)]
    for at in range(size - 1, -1, -1):
        if word[at] == grammar.separator:
            best[at] = list(best[at + 1])
            continue
        found: dict[tuple[int, ...], tuple[float, bool]] = {}
        for head_end in range(at + 1, min(size, at + grammar.longest_head) + 1):
            head = grammar.heads.get(word[at:head_end])
            if head is None:
                continue
            for end in range(head_end, min(size, head_end + grammar.longest_coda) + 1):
                coda = grammar.codas.get(word[head_end:end])
                if coda is None:
                    continue
                for cost, rest, vowel_first in best[end]:
                    total = cost + 1.0 + (_VOWEL_START if vowel_first and coda != none else 0.0)
                    codes = (pack(*head, coda), *rest)
                    if len(codes) <= _LONGEST and total < found.get(codes, (99.0, False))[0]:
                        found[codes] = (total, head[0] == empty)
        best[at] = sorted(((cost, codes, first) for codes, (cost, first) in found.items()), key=lambda row: row[:2])[
            :_KEPT
        ]
    return tuple(codes for _, codes, _ in best[0])
