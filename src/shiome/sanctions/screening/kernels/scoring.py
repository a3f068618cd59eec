"""The score of a query's forms with the forms of listed entities."""

from __future__ import annotations

import numpy as np

from shiome.sanctions.screening.kernels.bags import FOUND, bag_score
from shiome.sanctions.screening.kernels.compiling import compiled, entry
from shiome.sanctions.screening.kernels.layout import (
    JOINED,
    LETTERS,
    PERSON_SYLLABLES,
    PERSON_WORDS,
    SIZE,
    SYLLABIC_WORDS,
    Array,
    Flat,
    Rules,
    Sounds,
    Work,
)
from shiome.sanctions.screening.kernels.likeness import WIDEST, changes
from shiome.sanctions.screening.kernels.persons import syllables_score

_LONGEST = 30
"""Tokens of a form; a name of more is not compared."""


@compiled
def _meet(kind: int, other: int) -> bool:
    """Whether forms of two kinds are compared."""
    if kind == other:
        return kind != SYLLABIC_WORDS
    return min(kind, other) == PERSON_WORDS and max(kind, other) == SYLLABIC_WORDS


@compiled
def _joined_score(query: Flat, f: int, listed: Flat, g: int, sounds: Sounds, rules: Rules, row: Array) -> float:
    """Score of two names written in one: they may differ by their spaces and hardly by a letter."""
    mine, theirs = query.tokens[query.forms[f, 1]], listed.tokens[listed.forms[g, 1]]
    longer = max(mine[SIZE], theirs[SIZE])
    if longer - min(mine[SIZE], theirs[SIZE]) > 1:
        return 0.0
    changed = changes(
        query.letters, mine[LETTERS], mine[SIZE], listed.letters, theirs[LETTERS], theirs[SIZE], sounds.costs, row
    )
    return 1.0 - changed / longer if changed <= rules.joined_change else 0.0


@compiled
def pair(query: Flat, f: int, listed: Flat, g: int, sounds: Sounds, rules: Rules, work: Work) -> float:
    """Score of two forms, 0..1."""
    kind = query.forms[f, 0]
    if not _meet(kind, listed.forms[g, 0]):
        return 0.0
    size = query.forms[f + 1, 1] - query.forms[f, 1]
    width = listed.forms[g + 1, 1] - listed.forms[g, 1]
    if size == 0 or width == 0 or size > _LONGEST or width > _LONGEST:
        return 0.0
    if kind == PERSON_SYLLABLES:
        return syllables_score(query, f, listed, g, sounds, rules, work)
    if kind == JOINED:
        return _joined_score(query, f, listed, g, sounds, rules, work.row)
    return bag_score(query, f, listed, g, sounds, rules, work)


@entry
def score(
    query: Flat,
    first: int,
    last: int,
    listed: Flat,
    wanted: Array,
    owners: Array,
    sounds: Sounds,
    rules: Rules,
    found: Array,
    forms: Array,
) -> None:
    """Best score of the query's forms ``first..last`` with each wanted entity, and which two forms gave it."""
    work = Work(
        np.empty(WIDEST + 2, dtype=np.float64),
        np.empty((_LONGEST + 2, _LONGEST + 2, 2), dtype=np.float64),
        np.empty(_LONGEST + 2, dtype=np.int64),
        np.empty(FOUND, dtype=np.float64),
    )
    for place in range(len(wanted)):
        entity = wanted[place]
        best = 0.0
        for f in range(first, last):
            for g in range(owners[entity], owners[entity + 1]):
                here = pair(query, f, listed, g, sounds, rules, work) * min(query.factors[f], listed.factors[g])
                if here > best:
                    best = here
                    forms[place, 0] = f
                    forms[place, 1] = g
        found[place] = best
