"""What event coding is given of a sentence, and what it gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates import DateMention
from shiome.reading.coding.proposals import EventProposal


@dataclass(slots=True)
class SentenceInput:
    """What event coding looks at."""

    text: str
    mentions: tuple[Mention, ...]
    dates: Sequence[DateMention]
    document_date: date
    places: frozenset[str] = frozenset()
    """Identifiers of actors that are mere places."""
    topic: tuple[Mention, ...] = ()
    """What the sentences before were about; spans count in other sentences and are not used."""


@dataclass(slots=True)
class SentenceOutput:
    """What a sentence yields."""

    events: list[EventProposal] = field(default_factory=list)
    topic: tuple[Mention, ...] = ()
    """What this sentence is about."""
