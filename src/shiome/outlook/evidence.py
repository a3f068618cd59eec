"""The evidence of an outlook: every cited passage once, only from documents known on the day, numbered as it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import msgspec

from shiome.outlook.dates import reader_date
from shiome.outlook.model import (
    Block,
    Bullets,
    Cell,
    Cited,
    Evidence,
    Figure,
    Outlook,
    Place,
    Section,
    Statement,
    Table,
    sentences,
    walk,
)
from shiome.outlook.passages import around, flow, in_context, line_of, locate, tidy
from shiome.records.model import Source
from shiome.region.citations import Citation, parse_citation

FEW = 4
"""Passages that one sentence names at most; the sentences of the parts it sums up name the rest."""


class EvidenceBook:
    """Hands out a number for each passage; the same passage has the same number.

    Parameters
    ----------
    documents:
        The documents known on the day; what any other document says is left out.
    days:
        Document identifier to the day from which it is known.
    language:
        Of dates and titles.
    """

    def __init__(self, documents: Mapping[str, Cited], days: Mapping[str, date], language: str) -> None:
        self._documents = documents
        self._days = days
        self._language = language
        self._numbers: dict[tuple[str, int | None, int | None, int | None, int | None], int] = {}
        self._evidence: list[Evidence] = []

    def cite(self, citations: Iterable[str], *, few: int = FEW) -> tuple[int, ...]:
        """Numbers of a pack's citations."""
        return self._few((self._cited(parse_citation(cite)) for cite in citations), few)

    def sources(self, sources: Iterable[Source], *, few: int = FEW) -> tuple[int, ...]:
        """Numbers of a record's sources."""
        return self._few((self._source(source) for source in sources), few)

    def day(self, number: int) -> date:
        """The day from which the passage is known."""
        return self._days[self._evidence[number - 1].source.document]

    def day_of(self, document: str) -> date:
        """The day from which a document is known."""
        return self._days[document]

    def sentence(self, number: int) -> str:
        """The sentence that the passage lies in, as running text; empty where the text is not at hand."""
        place = self._evidence[number - 1].source
        if place.start is None or place.end is None:
            return ""
        text = self._documents[place.document].text
        first, last = around(text, place.start, place.end)
        return tidy(text[first:last])

    def is_cited(self, number: int) -> bool:
        """Whether the passage shares text with one that was numbered before it."""
        place = self._evidence[number - 1].source
        return any(_meet(place, other.source) for other in self._evidence[: number - 1])

    def joined(self, *numbers: tuple[int, ...], few: int = FEW) -> tuple[int, ...]:
        """Several sets of passages as one, without repeats."""
        return self._few((number for group in numbers for number in group), few)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All passages numbered so far."""
        return tuple(self._evidence)

    def _few(self, numbers: Iterable[int | None], few: int) -> tuple[int, ...]:
        found = self._widest(dict.fromkeys(number for number in numbers if number is not None))
        if len(found) <= few:
            return found
        # The first passage says what it is, the newest ones how it stands: keep both ends.
        by_day = sorted(found, key=self.day)
        kept = {by_day[0], *by_day[-(few - 1) :]} if few > 1 else {by_day[-1]}
        return tuple(number for number in found if number in kept)

    def _widest(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """Without passages that lie within another one of them."""
        places = {number: self._evidence[number - 1].source for number in numbers}
        return tuple(
            n for n, place in places.items() if not any(_within(place, p) for m, p in places.items() if m != n)
        )

    def _cited(self, place: Citation) -> int | None:
        document = self._documents.get(place.document)
        if document is None:
            return None
        span = None
        if document.at_hand:
            span = locate(
                document.text, line=place.line, end_line=place.last_line, column=place.column, length=place.length
            )
        return self._number(place.document, span, place.line, place.last_line)

    def _source(self, source: Source) -> int | None:
        document = self._documents.get(source.document)
        if document is None:
            return None
        span = None
        if document.at_hand and source.start is not None and source.end is not None:
            span = (source.start, source.end)
        elif document.at_hand and source.line is not None:
            span = locate(
                document.text,
                line=source.line,
                end_line=source.end_line,
                column=source.column,
                length=source.length,
            )
        return self._number(source.document, span, source.line, source.end_line or source.line)

    def _number(self, document: str, span: tuple[int, int] | None, line: int | None, end_line: int | None) -> int:
        start, end = span or (None, None)
        text = self._documents[document].text
        if span is not None:
            # The lines follow from the span: a citation by lines may begin or end with blank ones.
            line, end_line = line_of(text, span[0]), line_of(text, max(span[0], span[1] - 1))
        key = (document, start, end, line, end_line)
        if key not in self._numbers:
            self._evidence.append(self._entry(document, start, end, line, end_line))
            self._numbers[key] = len(self._evidence)
        return self._numbers[key]

    def _entry(
        self, document: str, start: int | None, end: int | None, line: int | None, end_line: int | None
    ) -> Evidence:
        cited = self._documents[document]
        before = passage = after = ""
        if start is not None and end is not None:
            first, last = in_context(cited.text, start, end)
            before = _piece(cited.text, first, start, first)
            passage = _piece(cited.text, start, end, first)
            after = _piece(cited.text, end, last, first).rstrip()
        return Evidence(
            number=len(self._evidence) + 1,
            source=Place(document=document, start=start, end=end, line=line, end_line=end_line),
            title=cited.title,
            author=cited.author,
            dated=cited.dated,
            day=reader_date(cited.dated, self._language),
            lines=_lines(line, end_line),
            at_hand=start is not None,
            before=before,
            passage=passage,
            after=after,
        )


def _meet(a: Place, b: Place) -> bool:
    if a.document != b.document or a.start is None or b.start is None or a.end is None or b.end is None:
        return False
    return a.start < b.end and b.start < a.end


def _within(inner: Place, outer: Place) -> bool:
    if inner.document != outer.document or inner.start is None or inner.end is None:
        return False
    if outer.start is None or outer.end is None:
        return False
    smaller = inner.end - inner.start < outer.end - outer.start
    return smaller and outer.start <= inner.start and inner.end <= outer.end


def _piece(text: str, start: int, end: int, first: int) -> str:
    pieces = "".join(piece for _, piece in flow(text, start, end))
    return pieces.lstrip() if start == first else pieces


def _lines(line: int | None, end_line: int | None) -> str:
    if line is None:
        return ""
    return f"L{line}" if end_line in (None, line) else f"L{line}–{end_line}"


def renumbered(outlook: Outlook) -> Outlook:
    """The outlook with its passages numbered in order of first mention; what nothing mentions is dropped.

    With them goes the text of documents of which no passage is left.
    """
    order: dict[int, str] = {}
    for section in (outlook.front, *outlook.sections):
        for part in walk(section):
            for number in _mentions(part):
                order.setdefault(number, part.key)
    new = {old: position for position, old in enumerate(order, start=1)}
    evidence = tuple(
        msgspec.structs.replace(outlook.evidence[old - 1], number=new[old], first=key) for old, key in order.items()
    )
    cited = {e.source.document for e in evidence}
    return msgspec.structs.replace(
        outlook,
        documents=tuple(d if d.id in cited else msgspec.structs.replace(d, text="") for d in outlook.documents),
        front=_map_section(outlook.front, new.__getitem__),
        sections=tuple(_map_section(section, new.__getitem__) for section in outlook.sections),
        evidence=evidence,
    )


def _mentions(section: Section) -> Iterable[int]:
    for block in section.blocks:
        for sentence in sentences(block):
            if isinstance(sentence, Statement):
                yield from sentence.evidence
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from cell.evidence


def _map_section(section: Section, number: Callable[[int], int]) -> Section:
    def mapped(item: Statement | Cell) -> Statement | Cell:
        return msgspec.structs.replace(item, evidence=tuple(sorted(map(number, item.evidence))))

    blocks: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Table):
            rows = tuple(tuple(mapped(cell) for cell in row) for row in block.rows)
            blocks.append(msgspec.structs.replace(block, rows=rows))
        elif isinstance(block, Figure):
            blocks.append(block)
        else:
            whole = tuple(mapped(s) if isinstance(s, Statement) else s for s in sentences(block))
            name = "items" if isinstance(block, Bullets) else "sentences"
            blocks.append(msgspec.structs.replace(block, **{name: whole}))
    inner = tuple(_map_section(child, number) for child in section.sections)
    return msgspec.structs.replace(section, blocks=tuple(blocks), sections=inner)
