"""What a comparison finds. Texts are those of the clean sentences; spans count characters of the raw files."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Op = Literal["kept", "added", "dropped", "replaced", "strengthened", "weakened"]
Level = Literal["sentence", "token", "term", "force", "actor", "topic", "section"]
Span = tuple[int, int]

UNCERTAIN = 0.5
"""Confidence below which a pair is marked as uncertain."""
_MIRROR: dict[Op, Op] = {
    "added": "dropped",
    "dropped": "added",
    "strengthened": "weakened",
    "weakened": "strengthened",
}


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference, or one thing kept.

    ``level`` tells what is compared: whole sentences, words (``token``), concepts of the term bank, force, who is named,
    topics, sections. ``term``, ``actor``, ``topic`` and ``scale`` are identifiers; empty where none is concerned.
    """

    op: Op
    level: Level
    a: str = ""
    """Words of the first text; empty where it has none."""
    b: str = ""
    term: str = ""
    was: str = ""
    """Term that the first text has instead of ``term``."""
    actor: str = ""
    topic: str = ""
    scale: str = ""
    span_a: Span | None = None
    """Raw span of ``a``; an empty span where words were put in; ``None`` where nothing in the first text answers."""
    span_b: Span | None = None
    section: int | None = None
    """Number of the pair of sections; ``None`` for what concerns the whole texts."""
    pair: int | None = None
    confidence: float = 1.0
    uncertain: bool = False
    elsewhere: bool = False
    """Of an actor not named in one section: whether the text names it in another."""

    def mirrored(self) -> Change:
        """The same difference, the texts exchanged."""
        return msgspec.structs.replace(
            self,
            op=_MIRROR.get(self.op, self.op),
            a=self.b,
            b=self.a,
            term=self.was or self.term,
            was=self.term if self.was else "",
            span_a=self.span_b,
            span_b=self.span_a,
        )

    def shape(self) -> dict[str, Any]:
        """The JSON shape: ``{op, a, b, term, spans: {a, b}, level, …}``."""
        content: dict[str, Any] = {
            "op": self.op,
            "level": self.level,
            "a": self.a,
            "b": self.b,
            "term": self.term,
            "spans": {"a": _list(self.span_a), "b": _list(self.span_b)},
            "confidence": self.confidence,
            "uncertain": self.uncertain,
            "section": self.section,
            "pair": self.pair,
        }
        content |= {name: value for name in ("was", "actor", "topic", "scale") if (value := getattr(self, name))}
        return content | ({"elsewhere": self.elsewhere} if self.level == "actor" else {})


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A run of words of a pair, in reading order: kept, or different."""

    op: Literal["kept", "added", "dropped", "replaced"]
    a: str
    b: str
    span_a: Span
    span_b: Span
    lead_a: str = ""
    """Blanks before it in the first text."""
    lead_b: str = ""

    def mirrored(self) -> Piece:
        """The same, the texts exchanged."""
        op: Any = _MIRROR.get(self.op, self.op)
        return Piece(
            op=op,
            a=self.b,
            b=self.a,
            span_a=self.span_b,
            span_b=self.span_a,
            lead_a=self.lead_b,
            lead_b=self.lead_a,
        )


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Sentences that answer each other, or one that nothing answers (then one side is empty)."""

    rows: tuple[int, ...]
    """Numbers of the sentences of the first text, from 0."""
    columns: tuple[int, ...]
    a: str
    b: str
    span_a: Span | None
    span_b: Span | None
    likeness: float = 0.0
    confidence: float = 1.0
    moved: bool = False
    across: bool = False
    """Whether the two are in different languages; then there are no ``pieces``."""
    pieces: tuple[Piece, ...] = ()

    @property
    def uncertain(self) -> bool:
        """Whether the two may well not belong together."""
        return bool(self.rows and self.columns) and self.confidence < UNCERTAIN

    def mirrored(self) -> Pair:
        """The same pair, the texts exchanged."""
        return Pair(
            rows=self.columns,
            columns=self.rows,
            a=self.b,
            b=self.a,
            span_a=self.span_b,
            span_b=self.span_a,
            likeness=self.likeness,
            confidence=self.confidence,
            moved=self.moved,
            across=self.across,
            pieces=tuple(piece.mirrored() for piece in self.pieces),
        )

    def shape(self) -> dict[str, Any]:
        """The JSON shape."""
        return {
            "a": {"sentences": list(self.rows), "text": self.a, "span": _list(self.span_a)},
            "b": {"sentences": list(self.columns), "text": self.b, "span": _list(self.span_b)},
            "likeness": self.likeness,
            "confidence": self.confidence,
            "uncertain": self.uncertain,
            "moved": self.moved,
        }


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """Sections that answer each other, or one that nothing answers."""

    number: int
    title_a: str
    title_b: str
    at_a: int | None
    """Number of the section in the first text, from 0; ``None`` where it has none that answers."""
    at_b: int | None
    likeness: float
    moved: bool
    actors_a: tuple[str, ...]
    actors_b: tuple[str, ...]
    pairs: tuple[int, ...]
    """Numbers of its pairs in :attr:`Comparison.pairs`."""

    def mirrored(self) -> Section:
        """The same, the texts exchanged."""
        return msgspec.structs.replace(
            self,
            title_a=self.title_b,
            title_b=self.title_a,
            at_a=self.at_b,
            at_b=self.at_a,
            actors_a=self.actors_b,
            actors_b=self.actors_a,
        )


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two texts compared, the first as the baseline of the second."""

    file_a: str
    file_b: str
    language_a: str
    language_b: str
    language: str
    """Of headings and labels when it is shown (``ja`` or ``en``)."""
    tools: dict[str, str]
    """Which analyser cut the languages that have one."""
    sections: tuple[Section, ...]
    pairs: tuple[Pair, ...]
    """In reading order; what only the first text has stands where it stood."""
    changes: tuple[Change, ...]

    def mirrored(self) -> Comparison:
        """The comparison with the second text as the baseline."""
        from shiome.reading.comparing.order import arranged

        return arranged(
            Comparison(
                file_a=self.file_b,
                file_b=self.file_a,
                language_a=self.language_b,
                language_b=self.language_a,
                language=self.language,
                tools=self.tools,
                sections=tuple(section.mirrored() for section in self.sections),
                pairs=tuple(pair.mirrored() for pair in self.pairs),
                changes=tuple(change.mirrored() for change in self.changes),
            )
        )

    def shape(self) -> dict[str, Any]:
        """The JSON shape ``{sections, changes}`` with what else is known of the two texts."""
        return {
            "a": {"file": self.file_a, "language": self.language_a},
            "b": {"file": self.file_b, "language": self.language_b},
            "tools": self.tools,
            "sections": [
                {
                    "number": section.number,
                    "a": {"title": section.title_a, "actors": list(section.actors_a)}
                    if section.at_a is not None
                    else None,
                    "b": {"title": section.title_b, "actors": list(section.actors_b)}
                    if section.at_b is not None
                    else None,
                    "likeness": section.likeness,
                    "moved": section.moved,
                    "pairs": [self.pairs[number].shape() for number in section.pairs],
                }
                for section in self.sections
            ],
            "changes": [change.shape() for change in self.changes],
        }


def _list(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)
