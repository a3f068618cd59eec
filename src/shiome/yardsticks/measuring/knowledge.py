"""What a yardstick is measured from: the pack and the records as known on a day, and the tables of a workspace."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeVar

from shiome.records.model import Claim, Event, Wording
from shiome.region.asof import entry_as_of
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.common import Entry
from shiome.yardsticks.measuring.columns import (
    Coded,
    Columns,
    EventParts,
    RecordParts,
    WordingParts,
    columns_of,
    crossed,
)
from shiome.yardsticks.series import Series

E = TypeVar("E", bound=Entry)
PairSeries = Callable[[tuple[str, str]], Series | None]
"""Series of a pair of actors; ``None`` where the table tells nothing of them."""


@dataclass(frozen=True)
class Tables:
    """Tables that a workspace may hold; a table that is not there is ``None``."""

    votes: Callable[[str, str], PairSeries] | None = None
    """Measure and variant of General Assembly votes to the series of a pair, by session."""
    feed: Callable[[Sequence[str]], PairSeries] | None = None
    """Feeds to the monthly tone of a pair in them."""


class Parties(NamedTuple):
    """Who takes part in an event, with the states that persons and institutions belong to."""

    source: frozenset[str]
    recipient: frozenset[str]


@dataclass(frozen=True)
class Knowledge:
    """All that measuring may look at. Nothing in it became known after ``as_of``."""

    pack: Pack
    as_of: date
    """The day from which one looks."""
    last: date
    """The last day of which anything can be known: that of the newest document, at most ``as_of``."""
    events: Sequence[Event] = ()
    """Whole records, as yardsticks of other packages may want them. Those of a region are measured from the columns."""
    claims: Sequence[Claim] = ()
    wordings: Sequence[Wording] = ()
    tables: Tables = field(default_factory=Tables)

    def entries(self, subject: str, kind: type[E]) -> Mapping[str, E]:
        """The pack's entries of a subject as known on the day."""
        found = {}
        for identifier, entry in self.pack.entries(subject, kind).items():
            known = entry_as_of(self.pack, entry, self.as_of)
            if known is not None:
                found[identifier] = known
        return found

    @cached_property
    def event_columns(self) -> Columns:
        """The events, field by field."""
        return columns_of(self.events, EventParts, kind=Event.KIND)

    @cached_property
    def claim_columns(self) -> Columns:
        """The claims, field by field."""
        return columns_of(self.claims, RecordParts, kind=Claim.KIND)

    @cached_property
    def wording_columns(self) -> Columns:
        """The wordings, field by field."""
        return columns_of(self.wordings, WordingParts, kind=Wording.KIND)

    @cached_property
    def parties(self) -> Coded[Parties]:
        """The parties of each row of the events' columns."""
        found = crossed(self.event_columns.coded["source"], self.event_columns.coded["recipient"])
        return Coded([Parties(self.states(one), self.states(other)) for one, other in found.values], found.codes)

    @cached_property
    def kinds(self) -> Coded[tuple[str, str]]:
        """Type and mode of each row of the events' columns."""
        return crossed(self.event_columns.coded["plover"], self.event_columns.coded["mode"])

    @cached_property
    def _state_of(self) -> dict[str, str]:
        actors = self.pack.entries("actors", Actor)
        return {identifier: actor.country or identifier for identifier, actor in actors.items()}

    def states(self, actors: Sequence[str]) -> frozenset[str]:
        """The actors with the states that persons and institutions belong to."""
        return frozenset(actors) | {self._state_of.get(actor, actor) for actor in actors}
