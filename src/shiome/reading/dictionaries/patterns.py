"""Verb patterns as both generations of dictionaries write them, compiled to one form.

First generation (TABARI, PETRARCH): words in linear order, ``_`` joining words that must follow one another. ::

    - SAID WOULD *_OUT [173]

Second generation (PETRARCH2, UniversalPetrarch): ``{…}`` is one noun phrase, ``(…)`` one prepositional phrase. ::

    - * {ECONOMIC AID} (TO $) [071]

In both ``*`` is the verb, ``$`` the source, ``+`` the target, ``^`` a noun phrase to step over, ``%`` a compound actor, and ``&NAME`` any
word of a synonym set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from shiome.reading.dictionaries.inflection import noun_plural
from shiome.reading.dictionaries.source import words_of

Role = Literal["source", "target", "skip", "compound"]
_ROLES: dict[str, Role] = {"$": "source", "+": "target", "^": "skip", "%": "compound"}
Alternatives = frozenset[tuple[str, ...]]


class Codes(NamedTuple):
    """Codes of an event as told and of its mirror image (recipient to source); empty where there is none."""

    active: str
    mirrored: str = ""

    def __bool__(self) -> bool:
        return bool(self.active or self.mirrored)


class WordElement(NamedTuple):
    """One word or one of a synonym set; ``joined`` where it must follow what stands before it at once."""

    single: frozenset[str]
    several: tuple[tuple[str, ...], ...] = ()
    joined: bool = False


class RoleElement(NamedTuple):
    """A place for an actor, or for any noun phrase to step over."""

    role: Role
    joined: bool = False


class GroupElement(NamedTuple):
    """A noun phrase (``{…}``), or a prepositional phrase (``(…)``) whose first element is the preposition."""

    kind: Literal["noun", "preposition"]
    inner: tuple[WordElement | RoleElement, ...]


Element = WordElement | RoleElement | GroupElement


class Pattern(NamedTuple):
    """What stands before and after the verb, and what it then means."""

    before: tuple[Element, ...]
    after: tuple[Element, ...]
    codes: Codes
    weight: int
    """Number of literal words: the more, the more specific."""
    joined: bool
    """Whether the last element before the verb must touch it."""
    text: str
    needs: tuple[frozenset[str], ...] = ()
    """Sets of words of each of which the sentence must have one, for the pattern to have a chance."""


def parse_codes(block: str) -> Codes:
    """Codes of a bracket: ``040:040`` active and mirrored, ``:0874`` mirrored only, ``---`` none.

    >>> parse_codes("040:042"), parse_codes(":080"), bool(parse_codes("---"))
    (Codes(active='040', mirrored='042'), Codes(active='', mirrored='080'), False)
    """
    active, _, mirrored = block.strip().rstrip("?").partition(":")
    none = ("", "---", "-")
    return Codes("" if active.strip() in none else active.strip(), "" if mirrored.strip() in none else mirrored.strip())


def compile_pattern(text: str, codes: Codes, synsets: Mapping[str, Alternatives]) -> Pattern:
    """Compile the text of a pattern (without its dash and codes).

    Raises
    ------
    ValueError
        Where it has no ``*`` or its brackets do not match; the reader lists it as a problem.

    >>> compile_pattern("* (FOR ASYLUM)", Codes("1033"), {}).weight
    2
    """
    tokens = _tokens(text)
    before: list[Element] = []
    after: list[Element] = []
    side, seen, touching, weight = before, False, False, 0
    position = 0
    while position < len(tokens):
        mark, joined = tokens[position]
        if mark in "({":
            close = _closing(tokens, position)
            words = (inner for inner in tokens[position + 1 : close] if inner[0] not in "(){}")
            inner = tuple(_element(word, tie, synsets) for word, tie in words)
            side.append(GroupElement("preposition" if mark == "(" else "noun", inner))
            weight += sum(1 for element in inner if isinstance(element, WordElement))
            position = close
        elif mark == "*":
            if seen:
                raise ValueError("two verbs in one pattern")
            side, seen, touching = after, True, joined
        else:
            element = _element(mark, joined, synsets)
            weight += isinstance(element, WordElement)
            side.append(element)
        position += 1
    if not seen:
        raise ValueError("no verb in the pattern")
    needs = tuple(_needed(element) for element in _words((*before, *after)))
    return Pattern(tuple(before), tuple(after), codes, weight, touching, text, needs)


def _words(elements: tuple[Element, ...]) -> Iterator[WordElement]:
    for element in elements:
        if isinstance(element, WordElement):
            yield element
        elif isinstance(element, GroupElement):
            yield from _words(element.inner)


def _needed(element: WordElement) -> frozenset[str]:
    return element.single | {words[0] for words in element.several}


def is_second_generation(text: str) -> bool:
    """Whether a pattern is written with phrase brackets."""
    return any(mark in text for mark in "({")


def word_element(word: str, *, joined: bool, synsets: Mapping[str, Alternatives]) -> WordElement:
    """A literal word (``/`` parting alternatives) or a synonym set as an element; plurals are added to words."""
    bare = word.strip("_")
    if bare.startswith("&") and bare[1:] in synsets:
        alternatives = synsets[bare[1:]]
    else:
        exact = word.endswith("_")
        alternatives = frozenset(form for choice in bare.split("/") for form in with_plural(choice, exact=exact))
    single = frozenset(words[0] for words in alternatives if len(words) == 1)
    several = tuple(sorted((words for words in alternatives if len(words) > 1), key=len, reverse=True))
    return WordElement(single, several, joined)


def with_plural(phrase: str, *, exact: bool) -> Alternatives:
    """The words of a phrase, and (unless ``exact``) the same with a regular plural."""
    words = words_of(phrase)
    if not words:
        return frozenset()
    if exact or not words[-1].isalpha():
        return frozenset((words,))
    return frozenset((words, (*words[:-1], noun_plural(words[-1]))))


def _element(mark: str, joined: bool, synsets: Mapping[str, Alternatives]) -> WordElement | RoleElement:  # noqa: FBT001
    if mark in _ROLES:
        return RoleElement(_ROLES[mark], joined)
    if mark in "(){}*":
        raise ValueError("a verb or a bracket where a word should be")
    return word_element(mark, joined=joined, synsets=synsets)


def _closing(tokens: list[tuple[str, bool]], start: int) -> int:
    """Where the bracket at ``start`` closes; a phrase within a phrase is read as part of the outer one."""
    depth = 0
    for position in range(start, len(tokens)):
        depth += (tokens[position][0] in "({") - (tokens[position][0] in ")}")
        if not depth:
            return position
    raise ValueError("a bracket that is not closed")


def _tokens(text: str) -> list[tuple[str, bool]]:
    """Words, marks and brackets, each with whether it is joined to what stands before it."""
    found: list[tuple[str, bool]] = []
    for chunk in text.upper().split():
        tied = False
        part = ""
        for position, character in enumerate(chunk):
            if character in "(){}*":
                if part:
                    found.append((part, tied))
                    part, tied = "", False
                found.append((character, tied))
                tied = False
            elif character == "_" and position + 1 < len(chunk) and (part or found):
                if part:
                    found.append((part, tied))
                part, tied = "", True
            else:
                part += character
        if part:
            found.append((part, tied))
    return found
