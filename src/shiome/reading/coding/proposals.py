"""What coding proposes, before it becomes a record. Spans count characters of the clean sentence."""

from __future__ import annotations

import msgspec

from shiome.vocabulary.plover import EventType, Reality

Span = tuple[int, int]


class EventProposal(msgspec.Struct, frozen=True, kw_only=True):
    """An event as a sentence tells it."""

    source: tuple[str, ...]
    recipient: tuple[str, ...]
    plover: EventType
    mode: str = ""
    context: tuple[str, ...] = ()
    reality: Reality
    trigger: Span
    word: str
    """The trigger's word, by which one event told twice is recognised."""
    source_span: Span | None = None
    recipient_span: Span | None = None
    attribution: str = ""
    place: str = ""
    when: str = ""
    date_span: Span | None = None
    confidence: float = 0.5
    background: bool = False
    """Only taken for granted: it may well be what was told before."""


class JudgementProposal(msgspec.Struct, frozen=True, kw_only=True):
    """A hedged statement as a sentence makes it."""

    proposition: str
    span: Span
    """Of the clause the cue stands on."""
    cue: str
    cue_span: Span
    step: int
    negative: bool = False
    """The cue denies its clause; ``step`` is the strength of the clause as it stands."""
    condition: str = ""
    horizon: str = ""
    holder: str = ""
    """``some`` where the text lays it at others' door, an actor's identifier where it names them; empty for the author."""
