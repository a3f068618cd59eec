"""From aligned sentences to pairs: how sure the alignment is, and the words kept and changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shiome.reading.comparing.alignment import Link
from shiome.reading.comparing.lexicon import load_concepts
from shiome.reading.comparing.model import Pair, Piece, Span
from shiome.reading.comparing.phrases import Hit
from shiome.reading.comparing.segmenters import Word
from shiome.reading.comparing.similarity import Likeness
from shiome.reading.comparing.tokens import Run, carved, runs
from shiome.reading.comparing.units import Unit
from shiome.reading.text.clean import CleanText

_FLOOR, _WIDTH = 0.1, 0.6
"""Likeness that gives no confidence at all, and how much more gives full confidence."""
_ACROSS = 0.85
"""Across languages less is known of what two sentences say."""


@dataclass(frozen=True, slots=True)
class Side:
    """The sentences of one text in one pair, taken together."""

    clean: CleanText
    units: tuple[Unit, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """All words, in order."""
        return tuple(word for unit in self.units for word in unit.words)

    @property
    def terms(self) -> tuple[Hit, ...]:
        """All terms named."""
        return tuple(hit for unit in self.units for hit in unit.terms)

    @property
    def concepts(self) -> tuple[Hit, ...]:
        """All concepts named."""
        return tuple(hit for unit in self.units for hit in unit.concepts)

    def text(self, start: int, end: int) -> str:
        """Clean text of a clean span."""
        return self.clean.clean[start:end]

    def raw(self, start: int, end: int) -> Span:
        """Raw span of a clean span."""
        return self.clean.to_raw(start, end)

    def whole(self) -> tuple[str, Span | None]:
        """Text and raw span of the sentences together; an empty text and ``None`` for none."""
        if not self.units:
            return "", None
        start, end = self.units[0].start, self.units[-1].end
        return self.text(start, end), self.raw(start, end)


@dataclass(frozen=True, slots=True)
class Opened:
    """A pair with what it was made from."""

    pair: Pair
    a: Side
    b: Side
    runs: tuple[Run, ...] = ()


def opened(link: Link, a: Side, b: Side, like: Likeness, rivals: float) -> Opened:
    """The pair of a link. ``rivals`` is the greatest likeness of either side to any other sentence."""
    text_a, span_a = a.whole()
    text_b, span_b = b.whole()
    across = not like.same_language(link.rows[0], link.columns[0])
    found = () if across else tuple(_runs(a, b))
    identical = not across and all(run.op == "kept" for run in found)
    pair = Pair(
        rows=link.rows,
        columns=link.columns,
        a=text_a,
        b=text_b,
        span_a=span_a,
        span_b=span_b,
        likeness=round(link.likeness, 3),
        confidence=1.0 if identical else _confidence(link.likeness, rivals, across=across),
        moved=link.moved,
        across=across,
        pieces=tuple(_piece(run, a, b) for run in found),
    )
    return Opened(pair, a, b, found)


def alone(a: Side, b: Side) -> Opened:
    """A pair of which one side is empty."""
    text_a, span_a = a.whole()
    text_b, span_b = b.whole()
    rows, columns = tuple(unit.number for unit in a.units), tuple(unit.number for unit in b.units)
    return Opened(Pair(rows=rows, columns=columns, a=text_a, b=text_b, span_a=span_a, span_b=span_b), a, b)


def _confidence(likeness: float, rivals: float, *, across: bool) -> float:
    """Grows with likeness; shrinks where another sentence is nearly as like."""
    lead = max(0.0, likeness - rivals) / likeness if likeness else 0.0
    value = min(1.0, max(0.0, likeness - _FLOOR) / _WIDTH) * (0.6 + 0.4 * min(1.0, 2 * lead))
    return round(value * (_ACROSS if across else 1.0), 3)


def rivals_of(link: Link, like: Likeness, columns: Iterable[int], rows: Iterable[int]) -> float:
    """The greatest likeness of a link's sentences to any sentence outside it."""
    row, column = link.rows[0], link.columns[0]
    others = [like(row, other) for other in columns if other not in link.columns]
    others += [like(other, column) for other in rows if other not in link.rows]
    return max(others, default=0.0)


def _runs(a: Side, b: Side) -> Iterable[Run]:
    words_a, words_b = a.words, b.words
    additive_a, additive_b = _additive(a, words_a), _additive(b, words_b)
    for run in runs(words_a, words_b):
        yield from carved(run, additive_a, additive_b)


def _additive(side: Side, words: Sequence[Word]) -> set[int]:
    concepts = load_concepts()
    spans = [
        (hit.start, hit.end)
        for hit in side.concepts
        if (scale := concepts.scale_of(hit.id)) and concepts.scales[scale].kind == "additive"
    ]
    # A Korean adjective and its ending are two words; the ending goes with it.
    inside = {n for n, word in enumerate(words) for start, end in spans if start <= word.start and word.end <= end}
    return inside | {n + 1 for n in inside if n + 1 < len(words) and _ending(words[n], words[n + 1])}


def _ending(word: Word, following: Word) -> bool:
    return following.kind == "function" and following.start == word.end and "\uac00" <= following.form[:1] <= "\ud7a3"


def _piece(run: Run, a: Side, b: Side) -> Piece:
    start_a, end_a = clean_span(a, run.a0, run.a1)
    start_b, end_b = clean_span(b, run.b0, run.b1)
    return Piece(
        op=run.op,
        a=a.text(start_a, end_a),
        b=b.text(start_b, end_b),
        span_a=a.raw(start_a, end_a),
        span_b=b.raw(start_b, end_b),
        lead_a=_blank_before(a, run.a0) if run.a0 < run.a1 else "",
        lead_b=_blank_before(b, run.b0) if run.b0 < run.b1 else "",
    )


def _blank_before(side: Side, number: int) -> str:
    words = side.words
    return side.text(words[number - 1].end, words[number].start) if number else ""


def clean_span(side: Side, first: int, stop: int) -> Span:
    """Clean span of the words ``first``..``stop``; of none, the place before ``first``."""
    words = side.words
    if first < stop:
        return words[first].start, words[stop - 1].end
    at = words[first - 1].end if first else side.units[0].start
    return at, at
