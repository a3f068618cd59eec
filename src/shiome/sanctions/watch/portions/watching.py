"""The three steps over all portions, and what is concluded from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from shiome.sanctions.watch.dark.reception import Reception, Tally, reception_of
from shiome.sanctions.watch.dark.telling import dark_events
from shiome.sanctions.watch.events import Event
from shiome.sanctions.watch.identity.digests import joined
from shiome.sanctions.watch.identity.telling import link_events
from shiome.sanctions.watch.identity.values import emitters
from shiome.sanctions.watch.portions.gathering import Overview, gathered
from shiome.sanctions.watch.portions.rules import WatchRules
from shiome.sanctions.watch.portions.steps import Hearing, Telling, Told
from shiome.sanctions.watch.portions.survey import Survey, Surveying
from shiome.sanctions.watch.tracks import Tracks

T = TypeVar("T")


class Portions(Protocol):
    """All vessels of a data set, divided; each portion has all rows of its vessels."""

    def each(self, name: str, step: Callable[[Tracks], T], kind: type[T]) -> Iterator[T]:
        """What a step gives for each portion, always in one order."""
        ...


def surveyed(portions: Portions, rules: WatchRules) -> Overview:
    """The first step."""
    return gathered(list(portions.each("survey", Surveying(rules), Survey)), rules)


def vessel_events(portions: Portions, rules: WatchRules, overview: Overview) -> list[Event]:
    """What the watchers that look at one vessel after another find: all but the encounters."""
    reception: Reception | None = None
    if "dark" in rules.watchers:
        tallies = portions.each("hearing", Hearing(rules, overview), Tally)
        reception = reception_of(overview.grid, tallies, rules.dark)
    told = list(portions.each("telling", Telling(rules, overview, reception), Told))
    events = [event for part in told for event in (*part.identities, *part.others)]
    if "identity" in rules.watchers:
        digest = joined([*overview.ends, *(part.disputed for part in told)])
        events += link_events(digest, emitters(digest), rules.identity)
    if reception is not None:
        dark = [part.dark for part in told if part.dark is not None]
        events += dark_events(dark, reception, rules.dark, havens=overview.havens)
    return events
