"""The second and the third step: how well vessels are heard, and what each portion of vessels did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from shiome.sanctions.watch.dark.judging import learned
from shiome.sanctions.watch.dark.reception import Reception, Tally
from shiome.sanctions.watch.dark.telling import Candidates, candidates
from shiome.sanctions.watch.events import Event
from shiome.sanctions.watch.identity.digests import Digest, within
from shiome.sanctions.watch.identity.hulls import hulls
from shiome.sanctions.watch.identity.sharing import shared_mmsis
from shiome.sanctions.watch.identity.telling import own_events
from shiome.sanctions.watch.identity.values import emitters
from shiome.sanctions.watch.portions.gathering import Overview
from shiome.sanctions.watch.portions.rules import WatchRules
from shiome.sanctions.watch.ports.places import stops
from shiome.sanctions.watch.ports.watching import calls_at
from shiome.sanctions.watch.spoofing.watching import spoofing_events
from shiome.sanctions.watch.tracks import Tracks

Array = NDArray[Any]


@dataclass(frozen=True)
class Hearing:
    """What one portion adds to the reception."""

    rules: WatchRules
    overview: Overview

    def __call__(self, tracks: Tracks) -> Tally:
        """Count who was heard where."""
        parted = hulls(tracks, self.rules.identity, engine=self.rules.engine).parted(tracks, self.overview.shared)
        return learned(tracks, self.overview.grid, self.rules.dark, hulls=parted, engine=self.rules.engine)


@dataclass(frozen=True, eq=False)
class Told:
    """What the vessels of one portion did, as far as it can be told without the others."""

    identities: list[Event]
    others: list[Event]
    dark: Candidates | None
    disputed: Digest


@dataclass(frozen=True)
class Telling:
    """The events of one portion; ``reception`` where dark periods are asked for."""

    rules: WatchRules
    overview: Overview
    reception: Reception | None

    def __call__(self, tracks: Tracks) -> Told:
        """Judge all vessels of a portion."""
        rules, known = self.rules, self.overview
        found = hulls(tracks, rules.identity, engine=rules.engine)
        parted = found.parted(tracks, known.shared)
        identities: list[Event] = []
        if "identity" in rules.watchers:
            shared = shared_mmsis(tracks, found, rules.identity)
            identities = own_events(tracks, shared, emitters(tracks), known.ships)
        dark = None
        if self.reception is not None:
            dark = candidates(tracks, self.reception, rules.dark, hulls=parted, engine=rules.engine)
        disputed = known.disputed if "identity" in rules.watchers else {}
        return Told(identities, self._others(tracks, parted), dark, within(tracks, disputed))

    def _others(self, tracks: Tracks, parted: Array) -> list[Event]:
        rules, known = self.rules, self.overview
        events: list[Event] = []
        if "spoofing" in rules.watchers:
            events += spoofing_events(tracks, rules.spoofing, shared=known.shared, receivers=known.receivers)
        if "ports" in rules.watchers:
            lying = stops(tracks, rules.ports, hulls=parted, engine=rules.engine)
            events += calls_at(tracks, lying, known.places, rules.ports, hulls=parted)
        return events
