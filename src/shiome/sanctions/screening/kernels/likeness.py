"""How alike two parts of names are: spellings, syllables, meanings, numbers."""

from __future__ import annotations

from shiome.sanctions.screening.kernels.compiling import compiled
from shiome.sanctions.screening.kernels.layout import (
    CODE,
    CONSONANTS,
    CONSONANTS_SIZE,
    ELEMENT,
    FAMILY_OF_MEANING,
    INITIALS,
    KIND,
    LETTERS,
    MANDARIN,
    MARK,
    MEANING,
    SIZE,
    SOUND,
    SYLLABLE,
    WORD,
    Array,
    Flat,
    Sounds,
)
from shiome.sanctions.screening.scripts.classes import CODAS, NUCLEI

WIDEST = 24
"""Letters of a word beyond these are not looked at."""
_LEAST_SYLLABIC = 0.9
_LETTERED = (WORD, SOUND, INITIALS)


@compiled
def changes(a: Array, at: int, size: int, b: Array, bt: int, width: int, costs: Array, row: Array) -> float:
    """Weighted edit distance of two spellings in letters; vowels and close consonants cost less."""
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
    return float(row[width])


@compiled
def spelling(a: Array, at: int, size: int, b: Array, bt: int, width: int, costs: Array, row: Array) -> float:
    """Likeness of two spellings: the changes over the longer one."""
    if size == 0 or width == 0:
        return 0.0
    size, width = min(size, WIDEST), min(width, WIDEST)
    longer = max(size, width)
    if abs(size - width) > 0.45 * longer + 1:
        return 0.0
    return float(max(0.0, 1.0 - changes(a, at, size, b, bt, width, costs, row) / longer))


@compiled
def syllables_alike(one: int, other: int, classes: Array) -> float:
    """Likeness of two syllable codes: the product over first sound, vowel and last sound."""
    c, f = one % CODAS, other % CODAS
    one //= CODAS
    other //= CODAS
    b, e = one % NUCLEI, other % NUCLEI
    a, d = one // NUCLEI, other // NUCLEI
    first = classes[1, a, d] if classes[4, 0, b] > 0 and classes[4, 0, e] > 0 else classes[0, a, d]
    return float(first * classes[2, b, e] * classes[3, c, f])


@compiled
def _bits(value: int) -> int:
    """How many bits are set."""
    count = 0
    while value:
        value &= value - 1
        count += 1
    return count


@compiled
def _words_alike(query: Flat, i: int, listed: Flat, j: int, costs: Array, row: Array) -> float:
    """Likeness of two words by their letters; a short word must be closer, for one letter is much of it."""
    mine, theirs = query.tokens, listed.tokens
    size, width = mine[i, SIZE], theirs[j, SIZE]
    longer = max(size, width)
    least = 0.75 if longer <= 5 else 0.7
    if mine[i, MARK] and theirs[j, MARK]:
        # Two words of Korean syllables are compared by their syllables; as words all of them look alike.
        least = _LEAST_SYLLABIC
    # Letters that only one of them has cost at least 0.45 each; the code of a word is the set of its letters.
    more, less = mine[i, CODE] & ~theirs[j, CODE], theirs[j, CODE] & ~mine[i, CODE]
    if 1.0 - 0.45 * max(_bits(more), _bits(less)) / max(longer, 1) < least:
        return 0.0
    found = spelling(query.letters, mine[i, LETTERS], size, listed.letters, theirs[j, LETTERS], width, costs, row)
    return float(found) if found >= least else 0.0


@compiled
def _sounds_alike(query: Flat, i: int, listed: Flat, j: int, costs: Array, row: Array) -> float:
    """Likeness of a katakana word and another word by their consonants."""
    mine, theirs = query.tokens, listed.tokens
    size, width = mine[i, CONSONANTS_SIZE], theirs[j, CONSONANTS_SIZE]
    if min(size, width) < 2:
        return 0.0
    found = spelling(query.letters, mine[i, CONSONANTS], size, listed.letters, theirs[j, CONSONANTS], width, costs, row)
    return 0.97 * found if found >= 0.75 else 0.0


@compiled
def _same_initials(query: Flat, i: int, listed: Flat, j: int) -> float:
    """Whether a word is written as the other's initials."""
    mine, theirs = query.tokens, listed.tokens
    if mine[i, SIZE] != theirs[j, SIZE]:
        return 0.0
    for place in range(mine[i, SIZE]):
        if query.letters[mine[i, LETTERS] + place] != listed.letters[theirs[j, LETTERS] + place]:
            return 0.0
    return 0.85


@compiled
def tokens_alike(query: Flat, i: int, listed: Flat, j: int, sounds: Sounds, row: Array) -> float:
    """Likeness of two tokens, 0..1; tokens of kinds that do not meet are 0."""
    kind, other = query.tokens[i, KIND], listed.tokens[j, KIND]
    if kind in _LETTERED:
        return _letters_alike(query, i, listed, j, sounds.costs, row) if other in _LETTERED else 0.0
    return _codes_alike(kind, query.tokens[i, CODE], other, listed.tokens[j, CODE], sounds)


@compiled
def _codes_alike(kind: int, mine: int, other: int, theirs: int, sounds: Sounds) -> float:
    """Likeness of two tokens that are known by their codes."""
    if kind == other:
        if kind == SYLLABLE:
            return syllables_alike(mine, theirs, sounds.classes)
        if mine == theirs:
            return 1.0
        if kind == MEANING:
            family = sounds.meant[mine, FAMILY_OF_MEANING]
            return 0.75 if family >= 0 and family == sounds.meant[theirs, FAMILY_OF_MEANING] else 0.0
        return 0.0
    if kind == SYLLABLE:
        kind, mine, other, theirs = other, theirs, kind, mine
    if other == SYLLABLE:
        if kind == MANDARIN:
            return float(sounds.answers[mine, theirs])
        if kind == ELEMENT:
            return float(sounds.elements[mine, theirs])
    return 0.0


@compiled
def _letters_alike(query: Flat, i: int, listed: Flat, j: int, costs: Array, row: Array) -> float:
    """Likeness of two tokens that are known by their letters."""
    kind, other = query.tokens[i, KIND], listed.tokens[j, KIND]
    if kind == WORD and other == WORD:
        return _words_alike(query, i, listed, j, costs, row)
    if kind != INITIALS and other != INITIALS:
        return _sounds_alike(query, i, listed, j, costs, row)
    return _same_initials(query, i, listed, j) if kind == WORD or other == WORD else 0.0
