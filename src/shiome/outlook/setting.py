"""How sentences, passages and documents are set, the same for every medium."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from shiome.outlook.model import Block as Content
from shiome.outlook.model import Cited, Evidence, Figure
from shiome.outlook.passages import flow, line_of, paragraphs


@dataclass(frozen=True)
class Bound:
    """A sentence cut so that its evidence marks cannot be parted from it: ``head``, then unbroken ``tail``, marks, ``stop``."""

    head: str
    tail: str
    stop: str


def bound(text: str, language: str) -> Bound:
    """Cut a sentence: Japanese sets the marks before the full stop, English after it.

    >>> bound("会談した。", "ja")
    Bound(head='会談し', tail='た', stop='。')
    >>> bound("They met.", "en")
    Bound(head='They ', tail='met.', stop='')
    """
    if language == "ja":
        stop = text[-1:] if text.endswith(("。", "．")) else ""
        body = text.removesuffix(stop) if stop else text
        return _bound_ja(body, stop)
    cut = text.rstrip().rfind(" ") + 1
    # A passage quoted in a language without spaces has no last word.
    return Bound(text[:cut], text[cut:], "") if len(text) - cut <= _WORD else _bound_ja(text, "")


def _bound_ja(body: str, stop: str) -> Bound:
    opening = body.rfind("（") if body.endswith("）") else -1
    if opening >= 0 and len(body) - opening <= _SHORT:
        # A short aside, such as a date, is kept whole.
        return Bound(body[:opening], body[opening:], stop)
    cut = len(body) - 1
    while cut > 0 and len(body) - cut < _SHORT and _joined(body[cut - 1], body[cut]):
        cut -= 1
    return Bound(body[: max(cut, 0)], body[max(cut, 0) :], stop)


def _joined(before: str, after: str) -> bool:
    """Whether no line may break between two characters: within a Latin word or a number, and before what closes or counts."""
    return after in "」』）)、，”’％%" or ((before + after).isascii() and not before.isspace())


_SHORT, _WORD = 12, 24
"""Characters that may be kept on one line together, and those of the longest word that is taken for one."""


def in_rows(blocks: Iterable[Content]) -> Iterator[Content | tuple[Figure, ...]]:
    """The blocks of a section, with small pictures that follow each other as one, to be set side by side."""
    for small, group in groupby(blocks, lambda block: isinstance(block, Figure) and block.small):
        if small:
            yield tuple(block for block in group if isinstance(block, Figure))
        else:
            yield from group


@dataclass(frozen=True)
class Segment:
    """A run of a document's text under the same citations."""

    text: str
    marks: tuple[int, ...]
    """Numbers of the evidence it is part of."""
    starts: tuple[int, ...] = ()
    """Those that begin with it."""
    ends: tuple[int, ...] = ()
    """Those that end with it."""


@dataclass(frozen=True)
class Block:
    """A paragraph of a document: the line of the raw file at which it begins, and its segments."""

    line: int
    segments: tuple[Segment, ...]


def document_blocks(document: Cited, evidence: Sequence[Evidence]) -> list[Block]:
    """A document's text in paragraphs, cut where citations begin and end; overlapping ones share segments."""
    spans = [
        (e.source.start, e.source.end, e.number)
        for e in evidence
        if e.source.document == document.id and e.source.start is not None and e.source.end is not None
    ]
    cuts = sorted({offset for start, end, _ in spans for offset in (start, end)})
    runs: list[tuple[int, list[tuple[str, tuple[int, ...]]]]] = []
    for start, end in paragraphs(document.text):
        runs.append((line_of(document.text, start), list(_segments(document.text, start, end, cuts, spans))))
    return _with_ends(runs)


def _segments(
    text: str, start: int, end: int, cuts: Sequence[int], spans: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    edges = [start, *(cut for cut in cuts if start < cut < end), end]
    for low, high in pairwise(edges):
        piece = "".join(part for _, part in flow(text, low, high))
        if low == start:
            piece = piece.lstrip()
        if high == end:
            piece = piece.rstrip()
        if piece:
            yield piece, tuple(sorted(number for a, b, number in spans if a <= low < b))


def _with_ends(runs: list[tuple[int, list[tuple[str, tuple[int, ...]]]]]) -> list[Block]:
    first: dict[int, tuple[int, int]] = {}
    last: dict[int, tuple[int, int]] = {}
    for block, (_, segments) in enumerate(runs):
        for position, (_, marks) in enumerate(segments):
            for number in marks:
                first.setdefault(number, (block, position))
                last[number] = (block, position)
    blocks = []
    for block, (line, segments) in enumerate(runs):
        whole = [
            Segment(
                piece,
                marks,
                starts=tuple(n for n in marks if first[n] == (block, position)),
                ends=tuple(n for n in marks if last[n] == (block, position)),
            )
            for position, (piece, marks) in enumerate(segments)
        ]
        if whole:
            blocks.append(Block(line, tuple(whole)))
    return blocks


def anchored(blocks: Sequence[Block]) -> set[int]:
    """Numbers of the evidence that can be opened in the document."""
    return {number for block in blocks for segment in block.segments for number in segment.starts}
