"""Where sentences end, by way of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shiome.reading.text.repair.signs import paired
from shiome.reading.text.tables import pattern, table

_EAST_STOP = re.compile('(?:[。！？!?]|(?<=[\u3041-\u309f\u4e00-\u9fff])[．.](?!\\d))+[」』”’）)】〕"]*')
_EAST_CLOSERS = '」』”’）)】〕"'
_SPACED_STOP = re.compile("[.!?…。！？]+[\"'”’»)\\]」』]*(?=\\s|$)|[。！？]+[”’」』）)]*")
_INITIALS = re.compile('(?:^|[\\s("“«])(?:[A-ZА-ЯЁ]\\.)+$|(?:^|[\\s("“«])[A-ZА-ЯЁ]\\.$')
_DOTTED = re.compile("(?:[A-Za-z]\\.){2,}$")


def east_asian_stops(text: str) -> Iterator[int]:
    """Ends of sentences in Japanese or Chinese; what stands in brackets or quotes stays in its sentence.

    Only brackets that have a partner protect what is between them, so that a lost one harms no more than itself.
    """
    pairs, _ = paired(text)
    inside = _depths(pairs)
    for match in _EAST_STOP.finditer(text):
        end = match.end()
        if inside(end - 1 if text[end - 1] not in _EAST_CLOSERS else end) or end >= len(text):
            continue
        closed = text[end - 1] in _EAST_CLOSERS
        if (closed or match[0] in "?？!！") and pattern("sentences", "goes_on").match(text, end):
            continue
        yield end


def _depths(pairs: list[tuple[int, int]]) -> _Inside:
    outer: list[tuple[int, int]] = []
    for opening, closing in pairs:  # sorted by opening; inner pairs add nothing
        if not outer or opening > outer[-1][1]:
            outer.append((opening, closing))
    return _Inside(outer)


class _Inside:
    """Whether an offset lies between a pair of brackets; offsets must be asked in rising order."""

    def __init__(self, outer: list[tuple[int, int]]) -> None:
        self._outer = outer
        self._at = 0

    def __call__(self, offset: int) -> bool:
        while self._at < len(self._outer) and self._outer[self._at][1] < offset:
            self._at += 1
        return self._at < len(self._outer) and self._outer[self._at][0] < offset <= self._outer[self._at][1]


def spaced_stops(text: str, language: str) -> Iterator[int]:
    """Ends of sentences in English, Korean or Russian: a stop, a blank and a new beginning, abbreviations aside."""
    for match in _SPACED_STOP.finditer(text):
        end = match.end()
        rest = text[end:].lstrip()[:40]
        if not rest:
            continue
        if match[0][0] == "." and _is_abbreviation(text, match.start(), rest, language):
            continue
        if language != "ko" and rest[0].islower():
            continue
        yield end


def _is_abbreviation(text: str, dot: int, rest: str, language: str) -> bool:
    before = text[max(0, dot - 24) : dot + 1]
    word = re.split(r"[\s(\[\"“«/—-]", before)[-1]
    if language == "ko":
        return word[:-1].isdigit() and (rest[0].isdigit() or len(word) <= 3)
    if word.lower() in _abbreviations("closing"):
        return not rest[0].isupper()
    if word.lower() in _abbreviations(language) or word.lower() in _abbreviations("en"):
        return not (word.lower() in _abbreviations("ending") and _begins_sentence(rest))
    if len(word) == 2 and word[0].islower() and rest[0].isdigit():
        return True  # b. 1964, p. 7
    if _DOTTED.search(word):
        return not _begins_sentence(rest)
    return _INITIALS.search(before) is not None or (word[:-1].isdigit() and len(word) <= 3 and dot < 4)


def _begins_sentence(rest: str) -> bool:
    return rest.split()[0].strip("\"'“”«») ,") in table("sentences")["starters"]


@cache
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(table("sentences")["abbreviations"].get(language, ()))
