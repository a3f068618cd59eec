"""Which date of a sentence belongs to an event, and what it says of whether the event has happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shiome.reading.coding.dates.find import DateMention
from shiome.reading.coding.proposals import Span
from shiome.vocabulary.edtf import parse_edtf
from shiome.vocabulary.plover import Reality


def pick_date(
    text: str, trigger: Span, clause_start: int, note: Span | None, dates: Sequence[DateMention]
) -> DateMention | None:
    """The date of an event told at ``trigger``.

    First a date in the brackets straight after it, then the nearest before it in its clause, then the nearest before it in
    the sentence.
    """
    if note is not None:
        for found in dates:
            if note[0] <= found.start < note[1]:
                return found
    before = [found for found in dates if found.end <= trigger[0] and not _bracketed(text, found, trigger)]
    own = [found for found in before if found.start >= clause_start]
    if own:
        return own[-1]
    return before[-1] if before else None


def _bracketed(text: str, found: DateMention, trigger: Span) -> bool:
    """Whether the date stands in brackets that close before the trigger: it belongs to something else."""
    opened = max(text.rfind("（", 0, found.start), text.rfind("(", 0, found.start))
    if opened < 0:
        return False
    closed_before = any(mark in text[opened : found.start] for mark in "）)")
    closed_after = any(mark in text[found.end : trigger[0]] for mark in "）)")
    # 昨年（2024年）11月: the date expression itself goes on behind the bracket.
    return not closed_before and closed_after


def settle(chosen: DateMention | None, reality: Reality, document: date, *, open_tense: bool) -> tuple[str, Reality]:
    """EDTF date and reality of an event.

    An event told as past without a date happened by the document's date. A date after the document's makes an event
    planned; a present tense with a past date is a narrative present.
    """
    if chosen is None:
        return (f"../{document.isoformat()}" if reality == "actual" else ""), reality
    when = _reach(chosen, document) if reality == "actual" else chosen.edtf
    span = parse_edtf(chosen.edtf)
    past = span.earliest is None or span.earliest <= document
    if open_tense and past and span.latest is not None and span.latest <= document:
        return _reach(chosen, document), "actual"
    if reality == "actual" and not past:
        return chosen.edtf, "planned"
    return when, reality


def _reach(chosen: DateMention, document: date) -> str:
    """What went on since a date, or until one, has an interval for its date."""
    latest = parse_edtf(chosen.edtf).latest
    if chosen.relation == "since" and chosen.lasting and latest is not None and latest < document:
        return f"{_begin(chosen.edtf)}/{document.isoformat()}"
    return chosen.edtf


def _begin(edtf: str) -> str:
    return edtf.partition("/")[0]
