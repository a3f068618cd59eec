"""Organisations, ships and names in words: how far two bags of parts cover each other, and what speaks against it."""

from __future__ import annotations

import numpy as np

from shiome.sanctions.screening.kernels.compiling import compiled
from shiome.sanctions.screening.kernels.layout import (
    BODY,
    CODE,
    ELEMENT,
    KIND,
    LINE,
    MANDARIN,
    MEANING,
    NUMBER,
    SHIP,
    SYLLABLE,
    Array,
    Flat,
    Rules,
    Sounds,
    Work,
)
from shiome.sanctions.screening.kernels.likeness import tokens_alike
from shiome.sanctions.screening.kernels.persons import person_score

MINE, THEIRS, MATCHED, NUMBERS, PROPER, PROPER_THEIRS, NAMED, LINES, WORDS, WORDS_THEIRS = range(10)
"""What a comparison finds: coverage of the one and of the other by weight; weight matched; how many numbers are without a fellow;
coverage of the one's and of the other's proper name (-1 where there is none); weight matched of the proper names; whether lines of
business clash; the weightiest word of the one and of the other that is without a fellow."""
FOUND = 10
_LEAST, _LEAST_SYLLABLE = 0.3, 0.6


@compiled
def bag_score(query: Flat, f: int, listed: Flat, g: int, sounds: Sounds, rules: Rules, work: Work) -> float:
    """Score of two bags: the harmonic mean of their coverages, more where one holds the other whole."""
    found = work.found
    _covered(query, f, listed, g, sounds, work)
    one, other, bits = found[MINE], found[THEIRS], found[MATCHED]
    low, high = min(one, other), max(one, other)
    if low <= 0.0:
        return 0.0
    alike = 2.0 * one * other / (one + other)
    kind = query.forms[f, 0]
    # What is held must be telling; an organisation's longer name must have no other proper name.
    alone = kind != BODY or min(found[PROPER], found[PROPER_THEIRS]) >= rules.proper_share
    if high > 0.9 and found[NAMED] >= rules.telling_bits and alone:
        alike = max(alike, (1.0 - rules.held_share) * high + rules.held_share * low)
    if kind == BODY:
        return _body_score(found, alike, rules)
    if kind == SHIP:
        if found[NUMBERS] != 0:
            alike *= rules.other_ship_number
        return float(alike * (1.0 - 0.5 * np.exp(-bits / 3.0)))
    return person_score(alike, bits, rules.words_scale, rules)


@compiled
def _body_score(found: Array, alike: float, rules: Rules) -> float:
    """An organisation's score: numbers, proper names, words and lines of business that differ count against it."""
    common = np.exp(-found[MATCHED] / rules.body_scale)
    if found[NUMBERS] != 0:
        alike *= rules.other_number
    if found[PROPER] >= 0 and found[PROPER_THEIRS] >= 0:
        if max(found[PROPER], found[PROPER_THEIRS]) < rules.proper_share:
            alike *= rules.other_proper
        elif min(found[PROPER], found[PROPER_THEIRS]) < rules.proper_share:
            alike *= rules.more_proper
    elif min(found[WORDS], found[WORDS_THEIRS]) >= rules.word_bits:
        alike *= rules.other_words
    if found[LINES] > 0:
        alike *= rules.other_line
    return float(alike ** (1.0 + rules.body_strictness * common))


@compiled
def _covered(query: Flat, f: int, listed: Flat, g: int, sounds: Sounds, work: Work) -> None:
    """Match the parts of two bags, each with the likest that is left, and note what :data:`FOUND` says."""
    start, end, other, stop = query.forms[f, 1], query.forms[f + 1, 1], listed.forms[g, 1], listed.forms[g + 1, 1]
    found, used = work.found, work.used
    got, got_theirs, bits, named, named_theirs, telling = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    numbers, shared, passed = 0, 0, 0
    used[: stop - other] = 0
    found[WORDS] = 0.0
    for i in range(start, end):
        kind = query.tokens[i, KIND]
        syllable = kind in (SYLLABLE, MANDARIN, ELEMENT)
        # The syllables of a proper name keep their order.
        at, top = _likest(query, i, listed, other, stop, passed if syllable else 0, sounds, work)
        if top < (_LEAST_SYLLABLE if syllable else _LEAST):
            if kind == MEANING:
                found[WORDS] = max(found[WORDS], query.weights[i])
            continue
        used[at] = 1
        if syllable:
            passed = at
        weight, weight_theirs = query.weights[i], listed.weights[other + at]
        got += top * weight
        got_theirs += top * weight_theirs
        bits += top * min(weight, weight_theirs)
        if kind == NUMBER:
            numbers += 1
        elif kind == MEANING:
            shared += sounds.meant[query.tokens[i, CODE], LINE]
        else:
            named += top * weight
            named_theirs += top * weight_theirs
            telling += top * min(weight, weight_theirs)
    mine, proper, my_numbers, line = _totals(query, start, end, sounds)
    theirs, proper_theirs, their_numbers, line_theirs = _totals(listed, other, stop, sounds)
    found[MINE] = got / max(mine, 1e-6)
    found[THEIRS] = got_theirs / max(theirs, 1e-6)
    found[MATCHED] = bits
    found[NUMBERS] = my_numbers + their_numbers - 2 * numbers
    found[PROPER] = named / proper if proper > 0 else -1.0
    found[PROPER_THEIRS] = named_theirs / proper_theirs if proper_theirs > 0 else -1.0
    found[NAMED] = telling
    found[LINES] = 1.0 if line > 0 and line_theirs > 0 and shared == 0 else 0.0
    found[WORDS_THEIRS] = _word_left(listed, other, stop, used)


@compiled
def _word_left(listed: Flat, other: int, stop: int, used: Array) -> float:
    """The weightiest word that was not matched."""
    weight = 0.0
    for j in range(other, stop):
        if listed.tokens[j, KIND] == MEANING and not used[j - other]:
            weight = max(weight, listed.weights[j])
    return weight


@compiled
def _likest(
    query: Flat, i: int, listed: Flat, other: int, stop: int, first: int, sounds: Sounds, work: Work
) -> tuple[int, float]:
    """Of the parts from ``first`` on that are not taken the likest, and how like it is."""
    at, top = -1, 0.0
    for j in range(first, stop - other):
        if not work.used[j]:
            alike = tokens_alike(query, i, listed, other + j, sounds, work.row)
            if alike > top:
                at, top = j, alike
    return at, top


@compiled
def _totals(flat: Flat, start: int, end: int, sounds: Sounds) -> tuple[float, float, int, int]:
    """Weight of a bag and of its proper name, how many numbers, how many words for a line of business."""
    weight, proper = 0.0, 0.0
    numbers, lines = 0, 0
    for place in range(start, end):
        kind = flat.tokens[place, KIND]
        weight += flat.weights[place]
        if kind == NUMBER:
            numbers += 1
        elif kind == MEANING:
            lines += sounds.meant[flat.tokens[place, CODE], LINE]
        else:
            proper += flat.weights[place]
    return weight, proper, numbers, lines
