"""What the loops take: kinds of tokens and forms, names laid out flat, tables of sounds, rules."""

from __future__ import annotations

from typing import Any, NamedTuple

from numpy.typing import NDArray

Array = NDArray[Any]

WORD, SYLLABLE, MEANING, NUMBER, MANDARIN, SOUND, INITIALS, ELEMENT = range(8)
"""Kinds of token."""
PERSON_SYLLABLES, PERSON_WORDS, BODY, SHIP, SYLLABIC_WORDS, JOINED = range(6)
"""Kinds of form. Syllabic words are the words of a name that is fully made of Korean syllables: two such names are compared by their
syllables alone, for as words all of them look alike. Joined: all letters of a name in one."""
KIND, CODE, LETTERS, SIZE, CONSONANTS, CONSONANTS_SIZE, MARK = range(7)
"""Columns of a token: its kind and code, where its letters begin and how many they are, the same for its consonants, and a mark: of a
syllable, that it is known to be the family name; of a word, that it can be read as Korean syllables."""
FAMILY_OF_MEANING, LINE = range(2)
"""Columns of a meaning: the number of its family (-1: none), whether it is a line of business."""


class Flat(NamedTuple):
    """Many names laid out flat.

    Attributes
    ----------
    forms:
        Of each form its kind and its first token; a last row closes the last form.
    tokens:
        One row a token, by the columns above.
    weights:
        Information of each token in bits.
    letters:
        Letters of all tokens, a = 0.
    factors:
        What the score of each form is taken by.
    """

    forms: Array
    tokens: Array
    weights: Array
    letters: Array
    factors: Array


class Sounds(NamedTuple):
    """What is known of sounds.

    Attributes
    ----------
    classes:
        Likeness of first sounds, of first sounds before i and y, of vowels, of last sounds; then which vowels are i or y.
    answers:
        How well a Mandarin syllable answers to a Korean one.
    elements:
        How well an element of names in translation answers to a Korean syllable.
    costs:
        The price of each change of letter (27 letters, the last the empty one).
    meant:
        One row a meaning, by the columns above.
    """

    classes: Array
    answers: Array
    elements: Array
    costs: Array
    meant: Array


class Rules(NamedTuple):
    """How likeness becomes a score. What each rests on is told in ``docs/explanation/screening.md``.

    Attributes
    ----------
    strictness, free_bits, bits_scale, discount:
        Persons: likeness is raised to ``1 + strictness × c`` and lowered by ``discount × c``, where ``c`` falls from 1 with the
        information matched above ``free_bits``, by ``bits_scale`` bits.
    words_scale:
        Persons compared by words: scale of information.
    telling_bits, held_share:
        Bags: a name that holds the other whole keeps at least ``1 − held_share`` of its coverage when ``telling_bits`` of proper names
        were matched.
    body_scale, body_strictness, other_number:
        Organisations: scale of information, strictness, factor where numbers differ.
    proper_share, other_proper, more_proper:
        Organisations: factor where less than the share of either proper name is found in the other, and where that is so of one alone.
    other_line:
        Organisations: factor where both state a line of business and no line is shared.
    other_words, word_bits:
        Bodies named by words alone: factor where each says a word of at least so many bits that the other does not.
    other_ship_number:
        Ships: factor where numbers differ.
    joined_change:
        Names written in one: the most that may change, in letters.
    """

    strictness: float = 0.25
    free_bits: float = 6.0
    bits_scale: float = 6.0
    discount: float = 0.12
    words_scale: float = 9.0
    telling_bits: float = 8.0
    held_share: float = 0.5
    body_scale: float = 8.0
    body_strictness: float = 1.2
    other_number: float = 0.4
    other_proper: float = 0.55
    more_proper: float = 0.9
    proper_share: float = 0.76
    other_line: float = 0.72
    other_words: float = 0.8
    word_bits: float = 3.0
    other_ship_number: float = 0.55
    joined_change: float = 0.6


class Work(NamedTuple):
    """Room to work in: a row and a table of an alignment, which tokens are taken, what a comparison of bags found."""

    row: Array
    table: Array
    used: Array
    found: Array
