"""Sentences of a clean text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from shiome.reading.text.clean import CleanText
from shiome.reading.text.sentence_stops import east_asian_stops, spaced_stops

Role = Literal["text", "heading", "bullet", "imprint"]
"""What a block is: running text, a heading, a list item, or a line about the document itself (date, author, affiliation)."""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the clean text."""

    start: int
    end: int
    role: Role = "text"
    level: int = 0
    """Of a heading: 1 for the highest; 0 otherwise."""
    section: str = ""
    """Words of the nearest heading above (of itself, for a heading); empty before the first."""
    language: str = "en"


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence, heading or list item."""

    start: int
    """Clean offsets; ``end`` is exclusive."""
    end: int
    raw_start: int
    raw_end: int
    text: str
    """The clean text of the span."""
    language: str
    paragraph: int
    """Number of its block, from 0."""
    heading: bool
    section: str
    role: Role = "text"
    """Blocks of role ``imprint`` tell of the document, not of the world: a coder leaves them alone."""


def split_blocks(clean: CleanText, blocks: Sequence[Block]) -> tuple[Sentence, ...]:
    """The sentences of all blocks, in order. A heading or an imprint line is one unit, whatever stands in it."""
    sentences: list[Sentence] = []
    for number, block in enumerate(blocks):
        text = clean.clean[block.start : block.end]
        whole = block.role in ("heading", "imprint")
        spans = [(0, len(text))] if whole else sentence_spans(text, block.language)
        sentences += [_sentence(clean, block, number, block.start + a, block.start + b) for a, b in spans]
    return tuple(sentences)


def parsed_sentences(
    clean: CleanText, spans: Sequence[tuple[int, int]], language: str
) -> tuple[tuple[Block, ...], tuple[Sentence, ...]]:
    """Blocks (the lines of the clean text) and sentences of a text whose sentences are given as clean spans."""
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    at = place = 0
    for line in clean.clean.split("\n"):
        block = Block(start=at, end=at + len(line), language=language)
        first = place
        while place < len(spans) and spans[place][1] <= block.end:
            place += 1
        inside = [span for span in spans[first:place] if span[0] < span[1]]
        if inside:
            sentences += [_sentence(clean, block, len(blocks), *span) for span in inside]
            blocks.append(block)
        at = block.end + 1
    return tuple(blocks), tuple(sentences)


def _sentence(clean: CleanText, block: Block, paragraph: int, start: int, end: int) -> Sentence:
    raw_start, raw_end = clean.to_raw(start, end)
    return Sentence(
        start=start,
        end=end,
        raw_start=raw_start,
        raw_end=raw_end,
        text=clean.clean[start:end],
        language=block.language,
        paragraph=paragraph,
        heading=block.role == "heading",
        section=block.section,
        role=block.role,
    )


def sentence_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Spans of the sentences of one block, blanks between them left out.

    >>> [text[a:b] for text in ["「はい。」と言った。次。"] for a, b in sentence_spans(text, "ja")]
    ['「はい。」と言った。', '次。']
    >>> [text[a:b] for text in ["Mr. Lee left. He (b. 1964) won."] for a, b in sentence_spans(text, "en")]
    ['Mr. Lee left.', 'He (b. 1964) won.']
    """
    stops = east_asian_stops(text) if language in ("ja", "zh") else spaced_stops(text, language)
    spans: list[tuple[int, int]] = []
    at = 0
    for stop in [*stops, len(text)]:
        content = text[at:stop]
        start = at + len(content) - len(content.lstrip())
        if content.strip():
            spans.append((start, at + len(content.rstrip())))
        at = stop
    return spans
