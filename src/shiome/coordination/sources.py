"""Citations of a pack as sources, and sources as a reader looks them up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from shiome.records.model import Source
from shiome.region.asof import document_day
from shiome.region.citations import parse_citation
from shiome.region.pack import Pack


def cited(pack: Pack, citations: Iterable[str], *, as_of: date) -> tuple[Source, ...]:
    """Citations of documents that were known on a day, as sources."""
    found = []
    for cite in citations:
        place = parse_citation(cite)
        known = document_day(pack, place.document)
        if known <= as_of:
            found.append(
                Source(
                    document=place.document,
                    line=place.line,
                    end_line=place.last_line,
                    column=place.column,
                    length=place.length,
                    known_from=known,
                )
            )
    return tuple(found)


def places(sources: Sequence[Source]) -> str:
    """Documents and lines, each once: ``004:L13-14, 001:L28``; empty for no source.

    >>> from datetime import date
    >>> places([Source(document="004", line=13, end_line=14, known_from=date(2025, 4, 16))])
    '004:L13-14'
    """
    return ", ".join(dict.fromkeys(_place(source) for source in sources))


def _place(source: Source) -> str:
    if source.line is None:
        return source.document
    last = "" if source.end_line in (None, source.line) else f"-{source.end_line}"
    return f"{source.document}:L{source.line}{last}"
