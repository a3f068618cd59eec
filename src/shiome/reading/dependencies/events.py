"""What the coder gives: an event with the characters that each part of it stands on."""

from __future__ import annotations

from typing import NamedTuple

from shiome.reading.dictionaries.plover import Plover, cameo_to_plover
from shiome.vocabulary.plover import EventType, Reality

Span = tuple[int, int]


class CodedEvent(NamedTuple):
    """Who did what to whom, as the dictionaries code it.

    ``code`` is the dictionary's code; for a negated verb it is the code of the opposite act, and ``reality`` says ``negated`` of the
    act itself (``act``). Spans are characters of the sentence's text, ``None`` where the part is not in it.
    """

    source: str
    target: str
    code: str
    act: str
    """The code of what the verb says, before negation."""
    reality: Reality
    mirrored: bool
    """Whether this is the recipient's side of an event that the dictionary codes in both directions."""
    verb: str
    pattern: str
    """The pattern that gave the code; empty for the verb's own code."""
    attribution: str
    """Code of who says so, where the sentence gives somebody's words; empty otherwise."""
    quoted: bool
    source_span: Span | None
    target_span: Span | None
    verb_span: Span | None

    @property
    def triple(self) -> tuple[str, str, str]:
        """Source, target and code."""
        return self.source, self.target, self.code

    @property
    def plover(self) -> Plover | None:
        """The PLOVER event, mode and contexts of what the verb says; ``None`` where the scheme has none."""
        return cameo_to_plover(self.act)

    @property
    def plover_type(self) -> EventType:
        """The PLOVER type, ``NONE`` where the scheme has none."""
        found = self.plover
        return found.event if found else "NONE"
