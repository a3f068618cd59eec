"""Finding the terms of a query in a text, and showing them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from shiome.records.search.normal import DENSE, normal_text, normalise
from shiome.records.search.query import Query, Term
from shiome.records.search.tokens import SEGMENT, stem

Span = tuple[int, int]
_BROKEN = re.compile(rf"(?<=[{DENSE}])[^\S\n]*\n\s*(?=[{DENSE}])")
_BETWEEN = r"[\W_]*"
_WORD_STARTS = rf"(?<!(?![{DENSE}])[^\W_])"
_WORD_ENDS = rf"(?!(?![{DENSE}])[^\W_])"


def count_matches(query: Query, text: str) -> list[int]:
    """How often each term occurs in a text; the cheap check of a candidate."""
    normal = normal_text(text)
    return [len(_matches(term, normal)) for term in query.terms]


def find_spans(query: Query, text: str) -> list[Span]:
    r"""Where the terms stand in a text, in order and without overlap; empty unless every term occurs.

    >>> from shiome.records.search.query import parse_query
    >>> find_spans(parse_query("核化"), "非核\n化")
    [(1, 4)]
    """
    normal = normalise(text)
    spans: list[Span] = []
    for term in query.terms:
        found = _matches(term, normal.text)
        if not found:
            return []
        spans.extend(normal.original_span(start, end) for start, end in found)
    return _merged(spans)


def hidden_spans(query: Query, clean: str, raw: str) -> list[Span]:
    """Where in the raw text stands what was found only in its repaired form.

    The two are aligned character by character; a match covers the raw characters that became it.
    """
    repaired, original = normalise(clean), normalise(raw)
    wanted = [span for term in query.terms for span in _matches(term, repaired.text)]
    alignment = SequenceMatcher(None, repaired.text, original.text, autojunk=False).get_opcodes()
    spans: list[Span] = []
    for start, end in wanted:
        first = _across(alignment, start, at_end=False)
        last = _across(alignment, end, at_end=True)
        if first < last:
            spans.append(original.original_span(first, last))
    return _merged(spans)


def snippet_of(text: str, spans: list[Span], *, around: int = 60) -> tuple[str, tuple[Span, ...]]:
    """A piece of the text around the first match, on one line, and where the matches stand in it."""
    if not spans:
        return " ".join(text[: 2 * around].split()), ()
    low = max(0, spans[0][0] - around)
    high = min(len(text), max(spans[0][1], spans[0][0] + around) + around)
    pieces: list[str] = ["…"] if low > 0 else []
    marks: list[Span] = []
    position = low
    for start, end in [span for span in spans if span[1] <= high]:
        pieces.append(_one_line(text[position:start]))
        begins = sum(map(len, pieces))
        pieces.append(_one_line(text[start:end]))
        marks.append((begins, begins + len(pieces[-1])))
        position = end
    pieces.append(_one_line(text[position:high]))
    return "".join(pieces) + ("…" if high < len(text) else ""), tuple(marks)


def _matches(term: Term, normal: str) -> list[Span]:
    """Places of a term in a text in normal form."""
    if len(term.segments) == 1 and not term.segments[0].is_word:
        return [match.span() for match in re.finditer(re.escape(term.segments[0].text), normal)]
    words = {match["word"] for match in SEGMENT.finditer(normal)} - {None}
    parts: list[str] = []
    for segment in term.segments:
        if not segment.is_word:
            parts.append(re.escape(segment.text))
            continue
        forms = sorted((word for word in words if stem(word) == segment.text), key=len, reverse=True)
        if not forms:
            return []
        parts.append(f"{_WORD_STARTS}(?:{'|'.join(map(re.escape, forms))}){_WORD_ENDS}")
    return [match.span() for match in re.finditer(_BETWEEN.join(parts), normal)]


def _across(alignment: Sequence[tuple[str, int, int, int, int]], position: int, *, at_end: bool) -> int:
    """The place in the second text for a place in the first; inside a replaced piece, its near end."""
    for tag, a_start, a_end, b_start, b_end in alignment:
        inside = a_start < position <= a_end if at_end else a_start <= position < a_end
        if inside and tag == "equal":
            return b_start + position - a_start
        if inside:
            return b_end if at_end else b_start
    return alignment[-1][4] if alignment else 0


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _one_line(text: str) -> str:
    """The text on one line; scripts without spaces are joined where a line was broken."""
    return re.sub(r"\s+", " ", _BROKEN.sub("", text))
