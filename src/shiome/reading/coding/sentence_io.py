"""What event coding is given of a sentence, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from shiome.reading.actors.mentions import Mention
from shiome.reading.coding.dates.find import DateMention
from shiome.reading.coding.proposals import EventProposal
from shiome.reading.dependencies.sentence import Sentence as Tree


@dataclass(frozen=True, slots=True)
class Before:
    """What the sentences before have told. Spans of mentions count in other sentences and are not used."""

    doers: tuple[Mention, ...] = ()
    """Who did what was told last; "in response to this" means them."""
    gathering: tuple[Mention, ...] = ()
    """Who last met or made a statement together; "the statement" is theirs."""
    when: str = ""
    """EDTF date of what was told last."""
    met: str = ""
    """EDTF date of the gathering."""


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
    before: Before = Before()
    topic_named: bool = False
    """Whether the topic was named after the last gathering."""
    bodies: frozenset[str] = frozenset()
    """Identifiers of bodies of several states."""
    countries: Mapping[str, str] = field(default_factory=dict)
    """Place to the state it lies in, for journeys there."""
    tree: Tree | None = None
    """The dependency tree of the sentence, where the document brings it."""


@dataclass(slots=True)
class SentenceOutput:
    """What a sentence yields."""

    events: list[EventProposal] = field(default_factory=list)
    topic: tuple[Mention, ...] = ()
    """What this sentence is about."""
    before: Before | None = None
    """What it leaves for the sentences after it; ``None`` to keep what was there."""
