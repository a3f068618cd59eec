"""Persons: syllables aligned in order, the family name first on either side."""

from __future__ import annotations

from typing import Any

import numpy as np

from shiome.sanctions.screening.kernels.compiling import compiled
from shiome.sanctions.screening.kernels.layout import MARK, Flat, Rules, Sounds, Work
from shiome.sanctions.screening.kernels.likeness import tokens_alike

_LEAST_FAMILY = 0.5
_TURNED = 0.98


@compiled
def person_score(alike: float, bits: float, scale: float, rules: Rules) -> float:
    """Likeness as a score: what is common in the lists must be closer, and counts less."""
    common = np.exp(-bits / scale)
    return float(alike ** (1.0 + rules.strictness * common) * (1.0 - rules.discount * common))


@compiled
def syllables_score(query: Flat, f: int, listed: Flat, g: int, sounds: Sounds, rules: Rules, work: Work) -> float:
    """Score of two names as rows of syllables, in the order given or with the family name last."""
    alike, bits = _aligned(query, f, listed, g, 0, sounds, work)
    # A name whose order both sides state is not turned.
    if not (query.tokens[query.forms[f, 1], MARK] and listed.tokens[listed.forms[g, 1], MARK]):
        for turn in (1, 2):
            turned, more = _aligned(query, f, listed, g, turn, sounds, work)
            if turned * _TURNED > alike:
                alike, bits = turned * _TURNED, more
    return person_score(alike, max(0.0, bits - rules.free_bits), rules.bits_scale, rules)


@compiled
def _turned(place: int, width: int, turn: int) -> int:
    """Which syllable stands at a place when the last (1) or the first (2) is moved to the other end."""
    if turn == 1:
        return width - 1 if place == 0 else place - 1
    if turn == 2:
        return 0 if place == width - 1 else place + 1
    return place


@compiled
def _aligned(query: Flat, f: int, listed: Flat, g: int, turn: int, sounds: Sounds, work: Work) -> Any:
    """Mean likeness of two rows of syllables and the weight of what was matched; a syllable left over is wholly unlike."""
    start, size = query.forms[f, 1], query.forms[f + 1, 1] - query.forms[f, 1]
    other, width = listed.forms[g, 1], listed.forms[g + 1, 1] - listed.forms[g, 1]
    if abs(size - width) > 1:
        return 0.0, 0.0
    table = work.table
    for j in range(width + 1):
        table[0, j, 0] = 0.0
        table[0, j, 1] = 0.0
    for i in range(1, size + 1):
        table[i, 0, 0] = 0.0
        table[i, 0, 1] = 0.0
        for j in range(1, width + 1):
            place = other + _turned(j - 1, width, turn)
            alike = tokens_alike(query, start + i - 1, listed, place, sounds, work.row)
            if i == 1 and j == 1 and alike < _LEAST_FAMILY:
                return 0.0, 0.0
            bits = min(query.weights[start + i - 1], listed.weights[place])
            stay, up, left = table[i - 1, j - 1, 0] + alike, table[i - 1, j, 0], table[i, j - 1, 0]
            if stay >= up and stay >= left:
                table[i, j, 0] = stay
                table[i, j, 1] = table[i - 1, j - 1, 1] + alike * bits
            elif up >= left:
                table[i, j, 0] = up
                table[i, j, 1] = table[i - 1, j, 1]
            else:
                table[i, j, 0] = left
                table[i, j, 1] = table[i, j - 1, 1]
    return table[size, width, 0] / max(size, width), table[size, width, 1]
