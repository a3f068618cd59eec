"""Which part of one name was matched to which part of the other, for the explanation."""

from __future__ import annotations

import numpy as np

from shiome.sanctions.screening.kernels.compiling import entry
from shiome.sanctions.screening.kernels.layout import Array, Flat, Sounds
from shiome.sanctions.screening.kernels.likeness import WIDEST, tokens_alike

_LEAST = 0.3


@entry
def matched(query: Flat, f: int, listed: Flat, g: int, sounds: Sounds, found: Array) -> None:
    """For each token of one form the place of its fellow in the other (-1: none) and their likeness."""
    row = np.empty(WIDEST + 2, dtype=np.float64)
    start, other = query.forms[f, 1], listed.forms[g, 1]
    taken = np.zeros(listed.forms[g + 1, 1] - other, dtype=np.bool_)
    for place in range(query.forms[f + 1, 1] - start):
        found[place, 0], found[place, 1] = -1.0, 0.0
        for j in range(len(taken)):
            alike = 0.0 if taken[j] else tokens_alike(query, start + place, listed, other + j, sounds, row)
            if alike >= _LEAST and alike > found[place, 1]:
                found[place, 0], found[place, 1] = j, alike
        if found[place, 0] >= 0:
            taken[int(found[place, 0])] = True
