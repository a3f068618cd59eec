"""Passages: what a search finds and a citation opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from shiome.reading.text.clean import CleanText
from shiome.reading.text.sentences import Sentence
from shiome.records.model import Passage

LONGEST = 600
"""Characters of clean text from which a paragraph is cut into several passages, at ends of sentences."""


def passages_of(clean: CleanText, sentences: Sequence[Sentence], *, document: str = "") -> tuple[Passage, ...]:
    """One passage per block; a long paragraph gives several of about equal length."""
    return tuple(
        Passage(
            document=document,
            number=number,
            start=group[0].raw_start,
            end=group[-1].raw_end,
            text=clean.clean[group[0].start : group[-1].end],
        )
        for number, group in enumerate(_groups(sentences))
    )


def _groups(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    for _, members in groupby(sentences, key=lambda sentence: sentence.paragraph):
        paragraph = list(members)
        length = paragraph[-1].end - paragraph[0].start
        share = length / -(-length // LONGEST) if length else 1.0
        group: list[Sentence] = []
        for sentence in paragraph:
            if group and sentence.end - group[0].start > share * 1.15:
                yield group
                group = []
            group.append(sentence)
        yield group
