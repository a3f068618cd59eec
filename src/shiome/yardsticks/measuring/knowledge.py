"""What a yardstick is measured from: the pack and the records as known on a day, and the tables of a workspace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from shiome.records.model import Claim, Event, Wording
from shiome.region.asof import entry_as_of
from shiome.region.pack import Pack
from shiome.region.schema.actors import Actor
from shiome.region.schema.common import Entry
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


@dataclass(frozen=True)
class Knowledge:
    """All that measuring may look at. Nothing in it became known after ``as_of``."""

    pack: Pack
    as_of: date
    """The day from which one looks."""
    last: date
    """The last day of which anything can be known: that of the newest document, at most ``as_of``."""
    events: Sequence[Event] = ()
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
    def _tellings(self) -> Counter[str]:
        return Counter(event.about for event in self.events if event.about)

    def weight_of(self, event: Event) -> float:
        """How much an event counts: by its confidence; several accounts of one matter count together as one."""
        return event.confidence / max(1, self._tellings[event.about])

    @cached_property
    def _state_of(self) -> dict[str, str]:
        actors = self.pack.entries("actors", Actor)
        return {identifier: actor.country or identifier for identifier, actor in actors.items()}

    def states(self, actors: Sequence[str]) -> frozenset[str]:
        """The actors with the states that persons and institutions belong to."""
        return frozenset(actors) | {self._state_of.get(actor, actor) for actor in actors}
