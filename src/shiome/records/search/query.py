"""Queries: words that must all occur, phrases in quotation marks."""

from __future__ import annotations

import re
from typing import NoReturn

import msgspec

from shiome.errors import QueryRefused
from shiome.records.search.normal import normal_text
from shiome.records.search.tokens import JOINT, SEGMENT, pairs, stem

_PART = re.compile(r"[\"“”„«»](?P<phrase>[^\"“”„«»]*)(?:[\"“”„«»]|$)|(?P<plain>[^\s\"“”„«»]+)")
_OKURIGANA = re.compile("(?<=[\u4e00-\u9fff]{2})[\u3041-\u3096]+$")
_PARTICLE = re.compile(
    "(?<=[\uac00-\ud7a3]{2})"
    "(?:으로부터|에서부터|에게서|으로써|으로서|까지|부터|에서|에게|으로|처럼|보다|마다|조차|라는|이라|를|을|은|는|이|가|의|에|와|과|로|도|만)$"
)
_MOST_TERMS = 32


class Segment(msgspec.Struct, frozen=True):
    """One run of dense script, verbatim, or one word by its stem."""

    text: str
    is_word: bool


class Term(msgspec.Struct, frozen=True):
    """Segments that follow one another with nothing but spaces and marks between."""

    segments: tuple[Segment, ...]

    def tokens(self) -> list[str]:
        """Tokens that a passage must have to hold this term."""
        found: list[str] = []
        for number, segment in enumerate(self.segments):
            if not segment.is_word:
                found.extend(pairs(segment.text))
                continue
            found.append(segment.text)
            before = self.segments[number - 1] if number else None
            if before is not None and before.is_word:
                found.append(before.text + JOINT + segment.text)
        return found

    def beginnings(self) -> list[str]:
        """Single characters with which some token of the passage must begin."""
        return [s.text for s in self.segments if not s.is_word and len(s.text) == 1]


class Query(msgspec.Struct, frozen=True):
    """What to look for: every term must occur in a passage."""

    text: str
    terms: tuple[Term, ...]


def parse_query(text: str) -> Query:
    """Read a query: words separated by spaces, phrases in quotation marks.

    Outside quotation marks an ending is not insisted on: 非核化した is looked up as 非核化, 비핵화를 as 비핵화; words of other
    scripts go by their stem everywhere.

    >>> [t.segments[0].text for t in parse_query('非核化した "peace talks"').terms]
    ['非核化', 'peac']

    Raises
    ------
    QueryRefused
        ``search.empty``: no letter or digit; ``search.long``: more than 32 terms.
    """
    terms = [term for match in _PART.finditer(text) if (term := _term(match))]
    if not terms:
        _refuse(
            "search.empty",
            text,
            "holds no letter or digit to look for",
            "検索する文字がない",
            "write a word, or a phrase in quotes",
        )
    if len(terms) > _MOST_TERMS:
        _refuse("search.long", text, "has too many words", "語が多すぎる", f"give at most {_MOST_TERMS} words")
    return Query(text, tuple(dict.fromkeys(terms)))


def _term(match: re.Match[str]) -> Term | None:
    quoted = match["phrase"] is not None
    segments = [
        Segment(m["dense"], is_word=False) if m["word"] is None else Segment(stem(m["word"]), is_word=True)
        for m in SEGMENT.finditer(normal_text(match["phrase"] if quoted else match["plain"]))
    ]
    if segments and not quoted and not segments[-1].is_word:
        bare = _PARTICLE.sub("", _OKURIGANA.sub("", segments[-1].text))
        segments[-1] = Segment(bare, is_word=False)
    return Term(tuple(segments)) if segments else None


def _refuse(code: str, text: str, message: str, ja: str, hint: str) -> NoReturn:
    shown = text if len(text) <= 40 else text[:37] + "..."
    raise QueryRefused(
        code,
        f"the search {shown!r} {message}",
        ja=f"検索 {shown!r}: {ja}",
        hint=hint,
        hint_ja="語、または引用符で囲んだ句を入れる",
        failed=text,
    )
