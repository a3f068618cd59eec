"""The comparison's loops: compiled where Numba is installed, run as they stand otherwise.

A bank is a flat picture of many names: forms hold tokens, tokens hold letters. Everything here works on numbers; what the numbers
mean stands in :mod:`~shiome.sanctions.screening.names`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., Any])
Array = NDArray[Any]

WORD, SYLLABLE, MEANING, NUMBER, MANDARIN, SOUND, INITIALS = range(7)
PERSON_SYLLABLES, PERSON_WORDS, BODY, SHIP, SYLLABIC_WORDS, JOINED = range(6)
NUCLEI, CODAS = 21, 10
WIDEST = 24


def compiled(function: F) -> F:
    """Compile a function at its first call where Numba is installed; the machine code is kept for the next process."""
    if find_spec("numba") is None:
        return function
    return cast(F, import_module("numba").njit(cache=True, nogil=True, error_model="numpy")(function))


@compiled
def spelling(a: Array, at: int, size: int, b: Array, bt: int, width: int, costs: Array, row: Array) -> float:
    """Likeness of two spellings: weighted edit distance over the longer one; vowels and close consonants cost less.

    ``costs`` holds the price of each change of letter (27 letters, the last the empty one).
    """
    if size == 0 or width == 0:
        return 0.0
    if size > WIDEST:
        size = WIDEST
    if width > WIDEST:
        width = WIDEST
    longer = max(size, width)
    if abs(size - width) > 0.45 * longer + 1:
        return 0.0
    row[0] = 0.0
    for j in range(width):
        row[j + 1] = row[j] + costs[26, b[bt + j]]
    for i in range(size):
        letter = a[at + i]
        diagonal = row[0]
        row[0] += costs[letter, 26]
        for j in range(width):
            other = b[bt + j]
            best = diagonal + costs[letter, other]
            best = min(best, row[j + 1] + costs[letter, 26], row[j] + costs[26, other])
            diagonal = row[j + 1]
            row[j + 1] = best
    return float(max(0.0, 1.0 - row[width] / longer))


@compiled
def syllables_alike(one: int, other: int, sounds: Array) -> float:
    """Likeness of two syllable codes."""
    c, f = one % CODAS, other % CODAS
    one //= CODAS
    other //= CODAS
    b, e = one % NUCLEI, other % NUCLEI
    a, d = one // NUCLEI, other // NUCLEI
    first = sounds[1, a, d] if sounds[4, 0, b] > 0 and sounds[4, 0, e] > 0 else sounds[0, a, d]
    return float(first * sounds[2, b, e] * sounds[3, c, f])


@compiled
def _words_alike(qt: Array, ql: Array, i: int, ct: Array, cl: Array, j: int, costs: Array, row: Array) -> float:
    """Likeness of two words by their letters; a short word must be closer, for one letter is much of it."""
    longer = max(qt[i, 3], ct[j, 3])
    least = 0.75 if longer <= 5 else 0.7
    # Letters that only one of them has cost at least 0.45 each; the code of a word is the set of its letters.
    mine, theirs = qt[i, 1] & ~ct[j, 1], ct[j, 1] & ~qt[i, 1]
    if 1.0 - 0.45 * max(_bits(mine), _bits(theirs)) / max(longer, 1) < least:
        return 0.0
    found = spelling(ql, qt[i, 2], qt[i, 3], cl, ct[j, 2], ct[j, 3], costs, row)
    return float(found) if found >= least else 0.0


@compiled
def _bits(value: int) -> int:
    """How many bits are set."""
    count = 0
    while value:
        value &= value - 1
        count += 1
    return count


@compiled
def _sounds_alike(qt: Array, ql: Array, i: int, ct: Array, cl: Array, j: int, costs: Array, row: Array) -> float:
    """Likeness of a katakana word and another word by their consonants."""
    kind, other = qt[i, 0], ct[j, 0]
    if (kind != SOUND and kind != WORD) or (other != SOUND and other != WORD) or min(qt[i, 5], ct[j, 5]) < 2:
        return 0.0
    found = spelling(ql, qt[i, 4], qt[i, 5], cl, ct[j, 4], ct[j, 5], costs, row)
    return 0.97 * found if found >= 0.75 else 0.0


@compiled
def _same_initials(qt: Array, ql: Array, i: int, ct: Array, cl: Array, j: int) -> float:
    """Whether a word is written as the other's initials."""
    if qt[i, 3] != ct[j, 3]:
        return 0.0
    for place in range(qt[i, 3]):
        if ql[qt[i, 2] + place] != cl[ct[j, 2] + place]:
            return 0.0
    return 0.85


@compiled
def tokens_alike(
    qt: Array,
    ql: Array,
    i: int,
    ct: Array,
    cl: Array,
    j: int,
    sounds: Array,
    answers: Array,
    costs: Array,
    meant: Array,
    row: Array,
) -> float:
    """Likeness of two tokens, 0..1; tokens of kinds that do not meet are 0."""
    kind, other = qt[i, 0], ct[j, 0]
    if kind == SYLLABLE and other == SYLLABLE:
        return syllables_alike(qt[i, 1], ct[j, 1], sounds)
    if kind == MANDARIN and other == SYLLABLE:
        return float(answers[qt[i, 1], ct[j, 1]])
    if kind == SYLLABLE and other == MANDARIN:
        return float(answers[ct[j, 1], qt[i, 1]])
    if kind == MEANING and other == MEANING:
        if qt[i, 1] == ct[j, 1]:
            return 1.0
        return 0.75 if meant[qt[i, 1], 0] >= 0 and meant[qt[i, 1], 0] == meant[ct[j, 1], 0] else 0.0
    if (kind == NUMBER and other == NUMBER) or (kind == MANDARIN and other == MANDARIN):
        return 1.0 if qt[i, 1] == ct[j, 1] else 0.0
    if kind == WORD and other == WORD:
        return _words_alike(qt, ql, i, ct, cl, j, costs, row)
    if kind == SOUND or other == SOUND:
        return _sounds_alike(qt, ql, i, ct, cl, j, costs, row)
    if (kind == INITIALS and other == WORD) or (kind == WORD and other == INITIALS):
        return _same_initials(qt, ql, i, ct, cl, j)
    return 0.0


@compiled
def matched(
    qf: Array,
    qt: Array,
    ql: Array,
    f: int,
    cf: Array,
    ct: Array,
    cl: Array,
    g: int,
    sounds: Array,
    answers: Array,
    costs: Array,
    meant: Array,
    found: Array,
) -> None:
    """For each token of one form the place of its fellow in the other (-1: none) and their likeness, for the explanation."""
    row = np.empty(WIDEST + 2, dtype=np.float64)
    start, end = qf[f, 1], qf[f + 1, 1]
    other, stop = cf[g, 1], cf[g + 1, 1]
    for i in range(start, end):
        found[i - start, 0] = -1.0
        for j in range(other, stop):
            taken = False
            for k in range(i - start):
                if found[k, 0] == j - other:
                    taken = True
            if taken:
                continue
            alike = tokens_alike(qt, ql, i, ct, cl, j, sounds, answers, costs, meant, row)
            if alike >= 0.3 and (found[i - start, 0] < 0 or alike > found[i - start, 1]):
                found[i - start, 0] = j - other
                found[i - start, 1] = alike


@compiled
def _ordered(
    qf: Array,
    qt: Array,
    qw: Array,
    ql: Array,
    f: int,
    cf: Array,
    ct: Array,
    cw: Array,
    cl: Array,
    g: int,
    turn: int,
    sounds: Array,
    answers: Array,
    costs: Array,
    meant: Array,
    row: Array,
    table: Array,
) -> Any:
    """Likeness of two names as rows of syllables, family name first; ``turn`` moves the candidate's last (1) or first (2) syllable.

    Gives the mean likeness and the weight of what was matched.
    """
    start, size = qf[f, 1], qf[f + 1, 1] - qf[f, 1]
    other, width = cf[g, 1], cf[g + 1, 1] - cf[g, 1]
    if abs(size - width) > 1:
        return 0.0, 0.0
    total = 0.0
    matched = 0.0
    # Costs of a shortest way through the table; a syllable left over counts as wholly unlike.
    for j in range(width + 1):
        table[0, j, 0] = 0.0
        table[0, j, 1] = 0.0
    for i in range(1, size + 1):
        table[i, 0, 0] = 0.0
        table[i, 0, 1] = 0.0
        for j in range(1, width + 1):
            place = j - 1
            if turn == 1:
                place = width - 1 if place == 0 else place - 1
            elif turn == 2:
                place = 0 if place == width - 1 else place + 1
            alike = tokens_alike(qt, ql, start + i - 1, ct, cl, other + place, sounds, answers, costs, meant, row)
            if i == 1 and j == 1 and alike < 0.5:
                return 0.0, 0.0
            bits = min(qw[start + i - 1], cw[other + place])
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
    total = table[size, width, 0]
    matched = table[size, width, 1]
    return total / max(size, width), matched


@compiled
def _bag(  # noqa: C901 - one pass over two bags
    qf: Array,
    qt: Array,
    qw: Array,
    ql: Array,
    f: int,
    cf: Array,
    ct: Array,
    cw: Array,
    cl: Array,
    g: int,
    sounds: Array,
    answers: Array,
    costs: Array,
    meant: Array,
    row: Array,
    used: Array,
    found: Array,
) -> None:
    """How far two bags of tokens cover each other.

    ``found`` takes: coverage of the one and of the other by weight, weight matched, how many numbers are without a fellow, coverage of
    the one's and of the other's proper name (-1 where there is none), and whether lines of business clash.
    """
    start, end = qf[f, 1], qf[f + 1, 1]
    other, stop = cf[g, 1], cf[g + 1, 1]
    mine, theirs, got, got_theirs, bits = 0.0, 0.0, 0.0, 0.0, 0.0
    proper, proper_theirs, named, named_theirs = 0.0, 0.0, 0.0, 0.0
    numbers, line, line_theirs, shared, passed = 0, 0, 0, 0, -1
    for j in range(other, stop):
        used[j - other] = 0
        theirs += cw[j]
        kind = ct[j, 0]
        if kind == NUMBER:
            numbers += 1
        elif kind == MEANING:
            line_theirs += 1 if meant[ct[j, 1], 1] else 0
        else:
            proper_theirs += cw[j]
    for i in range(start, end):
        mine += qw[i]
        kind = qt[i, 0]
        if kind == NUMBER:
            numbers += 1
        elif kind == MEANING:
            line += 1 if meant[qt[i, 1], 1] else 0
        else:
            proper += qw[i]
        top = 0.0
        at = -1
        syllable = kind in (SYLLABLE, MANDARIN)
        for j in range(stop - other):
            # The syllables of a proper name keep their order.
            if used[j] or (syllable and j < passed):
                continue
            alike = tokens_alike(qt, ql, i, ct, cl, other + j, sounds, answers, costs, meant, row)
            if alike > top:
                top = alike
                at = j
        if at >= 0 and top >= 0.3:
            used[at] = 1
            if syllable:
                passed = at
            weight, weight_theirs = qw[i], cw[other + at]
            got += top * weight
            got_theirs += top * weight_theirs
            bits += top * min(weight, weight_theirs)
            if kind == NUMBER:
                numbers -= 2
            elif kind == MEANING:
                shared += 1 if meant[qt[i, 1], 1] else 0
            else:
                named += top * weight
                named_theirs += top * weight_theirs
    found[0] = got / max(mine, 1e-6)
    found[1] = got_theirs / max(theirs, 1e-6)
    found[2] = bits
    found[3] = numbers
    found[4] = named / proper if proper > 0 else -1.0
    found[5] = named_theirs / proper_theirs if proper_theirs > 0 else -1.0
    found[6] = 1.0 if line > 0 and line_theirs > 0 and shared == 0 else 0.0


@compiled
def _body(found: Array, alike: float, rules: Array) -> float:
    """An organisation's score: numbers, proper names and lines of business that differ count against it."""
    common = np.exp(-found[2] / rules[6])
    if found[3] != 0:
        alike *= rules[7]
    if found[4] >= 0 and found[5] >= 0 and max(found[4], found[5]) < rules[12]:
        alike *= rules[11]
    if found[6] > 0:
        alike *= rules[13]
    return float(alike ** (1.0 + rules[8] * common))


@compiled
def pair(  # noqa: C901 - one branch for each kind of form
    qf: Array,
    qt: Array,
    qw: Array,
    ql: Array,
    f: int,
    cf: Array,
    ct: Array,
    cw: Array,
    cl: Array,
    g: int,
    sounds: Array,
    answers: Array,
    costs: Array,
    meant: Array,
    rules: Array,
    row: Array,
    table: Array,
    used: Array,
) -> float:
    """Score of two forms of one kind, 0..1. ``rules``: see :class:`~shiome.sanctions.screening.bank.Rules`."""
    kind = qf[f, 0]
    other_kind = cf[g, 0]
    if kind == SYLLABIC_WORDS and other_kind == SYLLABIC_WORDS:
        return 0.0
    if kind != other_kind and not (min(kind, other_kind) == PERSON_WORDS and max(kind, other_kind) == SYLLABIC_WORDS):
        return 0.0
    size, width = qf[f + 1, 1] - qf[f, 1], cf[g + 1, 1] - cf[g, 1]
    if size == 0 or width == 0 or size > 30 or width > 30:
        return 0.0
    if kind == PERSON_SYLLABLES:
        alike, bits = _ordered(qf, qt, qw, ql, f, cf, ct, cw, cl, g, 0, sounds, answers, costs, meant, row, table)
        for turn in (1, 2):
            turned, more = _ordered(
                qf, qt, qw, ql, f, cf, ct, cw, cl, g, turn, sounds, answers, costs, meant, row, table
            )
            # A name whose order both sides state is not turned.
            if not (qt[qf[f, 1], 6] and ct[cf[g, 1], 6]) and turned * 0.98 > alike:
                alike, bits = turned * 0.98, more
        common = np.exp(-max(0.0, bits - rules[1]) / rules[2])
        return float(alike ** (1.0 + rules[0] * common) * (1.0 - rules[3] * common))
    if kind == JOINED:
        at, to = qf[f, 1], cf[g, 1]
        alike = spelling(ql, qt[at, 2], qt[at, 3], cl, ct[to, 2], ct[to, 3], costs, row)
        return alike if alike >= rules[14] else 0.0
    found = table[1, :, 0]
    _bag(qf, qt, qw, ql, f, cf, ct, cw, cl, g, sounds, answers, costs, meant, row, used, found)
    one, other, bits = found[0], found[1], found[2]
    low, high = min(one, other), max(one, other)
    if low <= 0.0:
        return 0.0
    alike = 2.0 * one * other / (one + other)
    if high > 0.9 and bits >= rules[4] and max(found[4], found[5]) > 0:
        # One name holds the other whole, and what it holds is telling.
        alike = max(alike, (1.0 - rules[5]) * high + rules[5] * low)
    if kind == BODY:
        return _body(found, alike, rules)
    if kind == SHIP:
        if found[3] != 0:
            alike *= rules[9]
        return float(alike * (1.0 - 0.5 * np.exp(-bits / 3.0)))
    common = np.exp(-bits / rules[10])
    return float(alike ** (1.0 + rules[0] * common) * (1.0 - rules[3] * common))


@compiled
def score(
    qf: Array,
    qt: Array,
    qw: Array,
    ql: Array,
    qg: Array,
    first: int,
    last: int,
    cf: Array,
    ct: Array,
    cw: Array,
    cl: Array,
    cg: Array,
    wanted: Array,
    owners: Array,
    sounds: Array,
    answers: Array,
    costs: Array,
    meant: Array,
    rules: Array,
    found: Array,
    forms: Array,
) -> None:
    """Best score of the query's forms ``first..last`` with each wanted entity, and which two forms gave it."""
    row = np.empty(WIDEST + 2, dtype=np.float64)
    table = np.empty((32, 32, 2), dtype=np.float64)
    used = np.empty(64, dtype=np.int64)
    for place in range(len(wanted)):
        entity = wanted[place]
        best = 0.0
        for f in range(first, last):
            for g in range(owners[entity], owners[entity + 1]):
                here = pair(
                    qf, qt, qw, ql, f, cf, ct, cw, cl, g, sounds, answers, costs, meant, rules, row, table, used
                ) * min(qg[f], cg[g])
                if here > best:
                    best = here
                    forms[place, 0] = f
                    forms[place, 1] = g
        found[place] = best
