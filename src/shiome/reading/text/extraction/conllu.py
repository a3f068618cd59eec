"""CoNLL-U: sentences that somebody else has parsed. Their text is kept as it is, since the trees count its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from shiome.errors import DocumentRefused, InputRefused
from shiome.reading.dependencies.conllu import read_conllu
from shiome.reading.text.draft import Edit
from shiome.reading.text.extraction.extract import Extracted, ParsedText
from shiome.reading.text.metadata.dates import dates_in
from shiome.reading.text.metadata.model import MetaField
from shiome.reading.text.tables import table

_PARAGRAPH = frozenset(("newpar", "newdoc"))
Span = tuple[int, int]


class _Found(NamedTuple):
    """The text of one sentence in the raw file: one span, or that of each form where the file has no ``# text``."""

    spans: tuple[Span, ...]
    glued: tuple[bool, ...]
    """For each span, whether the next one follows without a blank."""
    opens: bool
    """Whether a paragraph begins with it."""


def strip_conllu(extracted: Extracted, *, file_name: str) -> None:
    """Leave the sentences' text in the draft, a paragraph a line, and keep their trees.

    Without marks of paragraphs (``# newpar``, ``# newdoc``) each sentence is a line of its own. ``# date``, ``# author``, ``# title`` and
    ``# publisher`` tell of the document.

    Raises
    ------
    DocumentRefused
        ``document.conllu`` with the line, where a tree cannot be read.
    """
    raw = extracted.draft.text
    try:
        trees = [tree for tree in read_conllu(raw) if tree.tokens]
    except InputRefused as fault:
        raise DocumentRefused(
            "document.conllu",
            f"{file_name}: {fault.message}",
            ja=f"{file_name}: {fault.ja}",
            hint="give ten columns a line, heads within the sentence, and an empty line between sentences",
            hint_ja="1行10列とし、係り先は文の中に置き、文と文の間に空行を入れる",
            failed=file_name,
        ) from fault
    found = list(_sentences(raw, extracted))
    marked = any(sentence.opens for sentence in found)
    kept: list[Span] = []
    gaps: list[str] = []
    spans: list[Span] = []
    length = 0
    for number, sentence in enumerate(found):
        if number:
            gaps.append("\n" if sentence.opens or not marked else " ")
            length += 1
        start = length
        for place, (first, last) in enumerate(sentence.spans):
            kept.append((first, last))
            length += last - first
            if place + 1 < len(sentence.spans):
                gaps.append("" if sentence.glued[place] else " ")
                length += len(gaps[-1])
        spans.append((start, length))
    extracted.draft.apply(_edits(len(raw), kept, gaps), record=False)
    text = extracted.draft.text
    pairs = zip(spans, trees, strict=True)
    by_start = {start: tree for (start, end), tree in pairs if tree.text == text[start:end]}
    extracted.parsed = ParsedText(tuple(spans), by_start)


def _edits(length: int, kept: list[Span], gaps: list[str]) -> Iterator[Edit]:
    """Everything but the kept spans goes; what stays is separated by the gaps."""
    if not kept:
        return
    if kept[0][0] > 0:
        yield Edit(0, kept[0][0], "", "markup")
    for (_, end), ((start, _), gap) in zip(kept, zip(kept[1:], gaps, strict=True), strict=False):
        yield Edit(end, start, gap, "markup")
    if kept[-1][1] < length:
        yield Edit(kept[-1][1], length, "", "markup")


def _sentences(raw: str, extracted: Extracted) -> Iterator[_Found]:
    names: dict[str, str] = table("metadata")["front_matter"]
    lines = [0, *(match.end() for match in re.finditer("\n", raw)), len(raw) + 1]
    text: Span | None = None
    words: list[Span] = []
    glued: list[bool] = []
    opens = False
    for start, stop in pairwise(lines):
        line = raw[start : stop - 1].rstrip("\r")
        if not line.strip():
            if words:
                yield _Found((text,) if text else tuple(words), tuple(glued), opens)
                text, words, glued, opens = None, [], [], False
        elif line.startswith("#") and "\t" not in line:
            key, value = _comment(line)
            at = start + len(line.rstrip()) - len(value)
            opens = opens or key in _PARAGRAPH or key.partition(" ")[0] in _PARAGRAPH
            if key == "text":
                text = (at, at + len(value)) if value else None
            elif key in names and value:
                extracted.found.extend(_told(names[key], value, at))
        else:
            number, _, rest = line.partition("\t")
            if number.strip().isdecimal():
                form = rest.partition("\t")[0]
                words.append((start + len(number) + 1, start + len(number) + 1 + len(form)))
                glued.append("SpaceAfter=No" in line)
    if words:
        yield _Found((text,) if text else tuple(words), tuple(glued), opens)


def _comment(line: str) -> tuple[str, str]:
    """Name and value of a comment; the value is the end of the line, blanks aside."""
    key, _, value = line[1:].partition("=")
    return key.strip(), value.strip()


def _told(name: str, value: str, start: int) -> Iterator[tuple[str, MetaField]]:
    if name != "dated":
        yield name, MetaField(value=value, found_by="front matter", start=start, end=start + len(value))
        return
    if day := next(dates_in(value), None):
        yield name, MetaField(value=day.edtf, found_by="front matter", start=start + day.start, end=start + day.end)
